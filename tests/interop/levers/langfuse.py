#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves prompt labels in a fake of Langfuse, which Langfuse's client for npm reads and writes too.

Run: langfuse.py PLUMBLINE."""
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.langfuse import FakeLangfuse  # noqa: E402
from leverkit import check, in_node, program, run_tests, short_copy  # noqa: E402

KEY = "pk-lf-0011:sk-lf-9988-secret"
NAME = "support/support-bot"


def setup():
    fake = FakeLangfuse(KEY).start()

    def change(_):
        for labels in fake.prompts[NAME].values():
            labels.discard("production")
        fake.prompts[NAME][1].add("production")
        fake.cached.clear()

    def reset():
        fake.put(NAME, [{"old"}, {"staging"}, {"production", "eu"}])
        fake.put("other", [{"production"}])
        fake.stale = 0
        fake.protected.clear()

    reset()
    return [{
        "profile": "langfuse", "url": fake.url, "fake": fake, "secret": ("LANGFUSE", KEY), "change": change,
        "levers": [{"lever": "prompt:support-bot", "to": "2", "target": "support-bot", "params": {"folder": "support/"},
                    "env": {"PLUMBLINE_TOKEN_LANGFUSE": KEY}}],
        "missing": [("prompt:support-bot", {"folder": "elsewhere/"}, "There is no prompt elsewhere/support-bot")],
        "state": lambda lever: fake.labelled(NAME, "production"),
        "writes": lambda: len(fake.writes), "reset": reset, "stop": fake.stop}]


def a_version_that_is_not_there(bench, fake):
    code, _, errors = bench.fire(to="9")
    check(code in (1, 4) and "has no version 9" in errors, "no such version", code, errors)
    code, _, errors = bench.fire(to="latest")
    check(code == 2, "a version is a number", code, errors)
    check(not fake.writes, "nothing was written", fake.writes)


def other_labels_stay(bench, fake):
    check(bench.fire()[0] == 0, "fire")
    check(fake.prompts[NAME] == {1: {"old"}, 2: {"staging", "production"}, 3: {"eu"}}, "one label moved", fake.prompts)


def a_label_of_no_version_cannot_be_taken_off(bench, fake):
    code, result, errors = bench.fire(params={"label": "canary"})
    check(code == 0 and result["before"]["exists"] is False, "set where none was", code, result, errors)
    code, _, errors = bench.undo(params={"label": "canary"})
    check(code in (1, 4) and fake.labelled(NAME, "canary") == 2, "no way to take it off", code, errors)


def latest_and_protected_labels_are_refused(bench, fake):
    code, result, errors = bench.fire(params={"label": "latest"})
    check(code == 1 and result["outcome"] == "refused" and "always assigned" in result["message"], "latest", result, errors)
    fake.protected.add("production")
    code, result, errors = bench.fire()
    check(code == 1 and result["outcome"] == "refused" and "protected label" in result["message"], "protected", result, errors)
    check(fake.labelled(NAME, "production") == 3 and not fake.writes, "nothing changed")


def a_cache_is_waited_for_and_told(bench, fake):
    with short_copy("langfuse", bench.folder) as profile:
        fake.one(type("R", (), {"query": {"label": "production"}}), NAME)
        fake.stale = 3
        code, result, errors = bench.fire(profile=profile)
        check(code == 0 and result["outcome"] == "verified" and fake.stale == 0, "it was waited for", code, result, errors)
        fake.stale = -1
        code, result, errors = bench.fire(to="1", profile=profile)
        check(code == 5 and result["outcome"] == "not_yet_visible" and "not served" in result["message"], "a stale cache",
              code, result, errors)


def its_own_client_sees_the_same(bench, fake):
    script = """
    const {LangfuseClient} = require("@langfuse/client");
    const [url, key, name, act] = process.argv.slice(2);
    const [publicKey, secretKey] = key.split(":");
    const langfuse = new LangfuseClient({publicKey, secretKey, baseUrl: url});
    (async () => {
        if (act) await langfuse.prompt.update({name, version: Number(act), newLabels: ["production"]});
        const prompt = await langfuse.prompt.get(name, {label: "production", cacheTtlSeconds: 0});
        console.log(JSON.stringify(prompt.version));
    })();"""
    told = in_node(script, bench.case["url"], KEY, NAME)
    check(told == [3], "its client reads", told)
    check(bench.fire()[0] == 0 and in_node(script, bench.case["url"], KEY, NAME) == [2], "its client sees ours")
    check(in_node(script, bench.case["url"], KEY, NAME, "1") == [1], "its client writes")
    check(bench.run("read")[1]["value"] == "1", "we see its own")


TESTS = (a_version_that_is_not_there, other_labels_stay, a_label_of_no_version_cannot_be_taken_off,
         latest_and_protected_labels_are_refused, a_cache_is_waited_for_and_told, its_own_client_sees_the_same)


def main():
    return run_tests(program(), setup(), TESTS)


if __name__ == "__main__":
    sys.exit(main())
