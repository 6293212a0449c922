#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves levers in JSON documents over HTTP with the profile "http", which people copy for planes of their own.

Run: jsondocuments.py PLUMBLINE."""
import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.jsondocuments import FakeJsonDocuments  # noqa: E402
from leverkit import check, one_of_two_wins, program, run_tests  # noqa: E402

TOKEN = "documents-token-77"
PATH = "levers/support-bot.json"
MEMBERS = {"breaker": ("breaker", "tripped"), "pin": ("model", "ft:v6"), "adapter": ("adapter", "support-v6"),
           "fallback": ("fallback", "gpt-4o"), "prompt": ("prompt", "v12"), "shed": ("shed", "25"),
           "feedback": ("feedback", "stopped")}
# Order, large numbers and members of others have to come through whole.
DOCUMENT = ('{"owner":"maria","id":12345678901234567890,"model":"ft:v7","ratio":0.25,"adapter":"support-v7","fallback":'
            '"gpt-4o-mini","prompt":"v13","shed":"0","notes":{"breaker":"mine"}}')


def setup():
    fake = FakeJsonDocuments(TOKEN).start()

    def member(lever):
        return MEMBERS[lever.split(":")[0]][0]

    def change(lever):
        document = json.loads(fake.documents[PATH][0])
        document[member(lever)] = "maintenance"
        fake.put(PATH, document)

    def elsewhere(_):
        document = json.loads(fake.documents[PATH][0])
        document["seen_by"] = "maria"
        fake.put(PATH, document)

    def reset():
        fake.put(PATH, DOCUMENT)

    reset()
    return [{
        "profile": "http", "url": fake.url, "fake": fake, "accepts_empty": True, "secret": ("HTTP", TOKEN), "change": change,
        "elsewhere": elsewhere,
        "levers": [{"lever": f"{kind}:support-bot", "to": to, "target": "support-bot", "params": {},
                    "env": {"PLUMBLINE_TOKEN_HTTP": TOKEN}} for kind, (_, to) in MEMBERS.items()],
        "missing": [("pin:support-bot", {"folder": "elsewhere"}, "there is no elsewhere/support-bot.json")],
        "state": lambda lever: json.loads(fake.documents[PATH][0]).get(member(lever)),
        "writes": lambda: len(fake.writes), "reset": reset, "stop": fake.stop}]


def the_rest_stays_as_it_is(bench, fake):
    check(bench.on("pin:support-bot").fire()[0] == 0, "fire")
    text = fake.documents[PATH][0]
    check(text == DOCUMENT.replace("ft:v7", "ft:v6"), "one member differs", text)


def one_of_many_wins(bench, fake):
    pin = bench.on("pin:support-bot")
    outcomes = one_of_two_wins(pin, pin.run("read")[1]["version"])
    check(outcomes == [(0, "verified")] + [(1, "conflict")] * 5, "one winner", outcomes)


def a_document_without_a_tag_is_not_written(bench, fake):
    tag, fake.tag = fake.tag, lambda path: ""
    try:
        code, _, errors = bench.fire()
        check(code == 4 and not fake.writes, "no tag, no lock", code, errors)
    finally:
        fake.tag = tag


def main():
    return run_tests(program(), setup(), [the_rest_stays_as_it_is, one_of_many_wins,
                                          a_document_without_a_tag_is_not_written])


if __name__ == "__main__":
    sys.exit(main())
