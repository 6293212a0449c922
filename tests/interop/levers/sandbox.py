#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves the levers of the drill's own control plane.

Run: sandbox.py PLUMBLINE."""
import json
import sys
from base64 import b64decode, b64encode
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from leverkit import Peer, check, free_port, http, program, run_tests  # noqa: E402

FOLDERS = {"breaker": "breakers", "pin": "pins", "prompt": "prompts", "adapter": "adapters", "index": "indexes", "judge": "judges",
           "shed": "shed", "steps": "steps", "instrumentation": "instrumentations"}
VALUES = {"breaker": "tripped", "shed": "25", "steps": "4", "index": "2026-11-06", "judge": "judge-mini-2026-04",
          "instrumentation": "2.2b0"}
TARGETS = {"judge": "faithfulness", "steps": "agent-orders"}


def encoded(text):
    return b64encode(text.encode()).decode()


class Drill:
    """The fleet sends to nobody: only its control plane is asked."""

    def __init__(self, plumbline):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.peer = Peer([plumbline, "drill", "--scenario", "spoilt-adapter", "--otlp", f"http://127.0.0.1:{free_port()}",
                          "--control", str(port)], self.url)

    def call(self, what, **body):
        status, _, text = http("POST", f"{self.url}/v3/kv/{what}", body)
        check(status == 200, "the test's own request", what, body, status, text)
        return json.loads(text)

    def put(self, lever, value):
        self.call("put", key=encoded(key_of(lever)), value=encoded(value))

    def value(self, lever):
        found = self.call("range", key=encoded(key_of(lever))).get("kvs")
        return b64decode(found[0].get("value", "")).decode() if found else None

    def revision(self):
        return self.call("range", key=encoded("/none"))["header"]["revision"]


def key_of(lever):
    kind, _, target = lever.partition(":")
    return f"/plumbline/{FOLDERS[kind]}/{target}"


def setup():
    if len(sys.argv) < 2:
        raise RuntimeError("its control plane is the program's, which is not named")
    drill = Drill(sys.argv[1])
    levers = [{"lever": f"{kind}:{TARGETS.get(kind, 'support-bot')}", "to": VALUES.get(kind, "v6"),
               "target": TARGETS.get(kind, "support-bot"), "params": {}, "env": {}} for kind in FOLDERS]

    def reset():
        for one in levers:
            drill.put(one["lever"], "reset" if one["lever"].startswith("breaker") else "7")

    reset()
    return [{"profile": "sandbox", "url": drill.url, "levers": levers, "state": drill.value, "writes": drill.revision,
             "change": lambda lever: drill.put(lever, "3"), "reset": reset, "stop": drill.peer.stop,
             # It reads by POST too, as etcd's gateway does.
             "is_write": lambda method, path, body: path == "/v3/kv/txn"}]


def main():
    return run_tests(program(), setup(), [])


if __name__ == "__main__":
    sys.exit(main())
