#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves levers in a fake of Consul's KV store, which Consul's client for npm reads and writes too.

Run: consul.py PLUMBLINE [NODE_MODULES]."""
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.consul import FakeConsul  # noqa: E402
from leverkit import check, in_node, one_of_two_wins, program, run_tests  # noqa: E402

TOKEN = "b1gs33cr3t-consul-token"
FOLDERS = {"breaker": "breakers", "pin": "pins", "fallback": "fallbacks", "prompt": "prompts", "shed": "shed",
           "adapter": "adapters", "feedback": "feedback"}
VALUES = {"breaker": "tripped", "pin": "ft:gpt-4o-mini:acme:support:v6", "fallback": "gpt-4o/2024-08-06",
          "prompt": "v12", "shed": "25", "adapter": "support-v6", "feedback": "stopped"}


def key_of(lever):
    kind, service = lever.split(":", 1)
    return f"plumbline/{FOLDERS[kind]}/{service}"


def setup():
    fake = FakeConsul(TOKEN).start()

    def reset():
        fake.entries.clear()
        for kind, value in (("pin", b"ft:v7"), ("fallback", b"gpt-4o"), ("prompt", b""), ("shed", b"0")):
            fake.put(key_of(f"{kind}:support-bot"), value)

    reset()
    return [{
        "profile": "consul", "url": fake.url, "fake": fake, "secret": ("CONSUL", TOKEN),
        "levers": [{"lever": f"{kind}:support-bot", "to": to, "target": "support-bot", "params": {},
                    "env": {"PLUMBLINE_TOKEN_CONSUL": TOKEN}} for kind, to in VALUES.items()],
        "state": lambda lever: (fake.entries.get(key_of(lever)) or [None])[0],
        "change": lambda lever: fake.put(key_of(lever), b"maintenance, by maria"),
        "writes": lambda: len(fake.writes), "reset": reset, "stop": fake.stop}]


def one_of_many_wins(bench, fake):
    pin = bench.on("pin:support-bot")
    outcomes = one_of_two_wins(pin, pin.run("read")[1]["version"])
    check(outcomes == [(0, "verified")] + [(1, "conflict")] * 5, "one winner", outcomes)
    check(len(fake.writes) == 1, "one write", fake.writes)


def nobody_may_read(bench, fake):
    code, _, errors = bench.run("read", env={"PLUMBLINE_TOKEN_CONSUL": ""})
    check(code in (1, 4) and "anonymous token lacks permission" in errors, "the text of a 403 is told", code, errors)


def its_own_client_sees_the_same(bench, fake):
    case = bench.case
    script = """
    const Consul = require("consul");
    const [url, token, key, act, value] = process.argv.slice(2);
    const {hostname, port} = new URL(url);
    const consul = new Consul({host: hostname, port: Number(port), defaults: {token}});
    (async () => {
        if (act === "set") console.log(JSON.stringify(await consul.kv.set(key, value)));
        const found = await consul.kv.get(key);
        console.log(JSON.stringify(found ? found.Value : null));
    })();"""
    key = key_of("breaker:support-bot")
    told = in_node(script, case["url"], TOKEN, key, "get")
    check(told == [None], "there is none", told)
    check(bench.fire()[0] == 0, "fire")
    check(in_node(script, case["url"], TOKEN, key, "get") == ["tripped"], "its client sees it")
    check(in_node(script, case["url"], TOKEN, key, "set", "reset") == [True, "reset"], "its client writes")
    check(bench.run("read")[1]["value"] == "reset", "we see it")


def main():
    return run_tests(program(), setup(), [one_of_many_wins, nobody_may_read, its_own_client_sees_the_same])


if __name__ == "__main__":
    sys.exit(main())
