#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hands a real etcd to matrix.py; alone, puts its levers through the round of all.
etcd has a test of its own too: ../etcd/levers_on_etcd.py.

Run: etcd.py PLUMBLINE. Exit status 77 when etcd or etcdctl is not installed."""
import shutil
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "etcd")]

from leverkit import program, run_tests  # noqa: E402
from levers_on_etcd import Etcd  # noqa: E402

FOLDERS = {"breaker": "breakers", "pin": "pins", "fallback": "fallbacks", "prompt": "prompts"}
VALUES = {"breaker": "tripped", "pin": "ft:gpt-4o-mini:acme:support:v6", "fallback": "gpt-4o/2024-08-06", "prompt": "v12"}


def key_of(lever):
    kind, service = lever.split(":", 1)
    return f"/plumbline/{FOLDERS[kind]}/{service}"


def setup():
    if not shutil.which("etcd") or not shutil.which("etcdctl"):
        raise RuntimeError("etcd or etcdctl is not installed")
    folder = tempfile.mkdtemp()
    etcd = Etcd(Path(folder))

    def reset():
        etcd.ctl("del", "/plumbline/", "--prefix")
        for kind in ("pin", "fallback", "prompt"):
            etcd.ctl("put", key_of(f"{kind}:support-bot"), "v7")

    def stop():
        etcd.stop()
        shutil.rmtree(folder, ignore_errors=True)

    reset()
    return [{"profile": "etcd", "url": etcd.url, "state": lambda lever: etcd.value(key_of(lever)), "writes": etcd.revision,
             "change": lambda lever: etcd.ctl("put", key_of(lever), "maintenance, by maria"), "reset": reset, "stop": stop,
             "levers": [{"lever": f"{kind}:support-bot", "to": to, "target": "support-bot", "params": {}, "env": {}}
                        for kind, to in VALUES.items()],
             # Its gateway reads by POST too.
             "is_write": lambda method, path, body: path == "/v3/kv/txn"}]


def main():
    return run_tests(program(["etcd", "etcdctl"]), setup(), [])


if __name__ == "__main__":
    sys.exit(main())
