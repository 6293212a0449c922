#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves prompt tags in a fake of Phoenix, which Phoenix's client for npm reads and writes too.

Run: phoenix.py PLUMBLINE."""
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.phoenix import FakePhoenix, global_id  # noqa: E402
from leverkit import check, in_node, program, run_tests  # noqa: E402

KEY = "phoenix-api-key-4711"


def version(number):
    return global_id("PromptVersion", number)


def setup():
    fake = FakePhoenix(KEY).start()

    def reset():
        fake.versions = {1: "support-bot", 2: "support-bot", 3: "other", 4: "support-bot"}
        fake.tags = {("support-bot", "production"): 4, ("support-bot", "staging"): 2, ("other", "production"): 3}

    reset()
    return [{
        "profile": "phoenix", "url": fake.url, "fake": fake, "secret": ("PHOENIX", KEY),
        "change": lambda lever: fake.tags.update({("support-bot", "production"): 1}),
        "levers": [{"lever": "prompt:support-bot", "to": version(2), "target": "support-bot", "params": {},
                    "env": {"PLUMBLINE_TOKEN_PHOENIX": KEY}}],
        "missing": [("prompt:support-bot", {"prefix": "no-"}, "There is no prompt no-support-bot")],
        "state": lambda lever: fake.tags.get(("support-bot", "production")),
        "writes": lambda: len(fake.writes), "reset": reset, "stop": fake.stop}]


def another_prompts_version_is_not_taken(bench, fake):
    before = dict(fake.tags)
    for number in (3, 99):
        code, _, errors = bench.fire(to=version(number))
        check(code in (1, 4) and "has no version" in errors, "a version of another prompt", code, errors)
    check(fake.tags == before and not fake.writes, "nothing was written", fake.tags)


def a_tag_of_no_version_comes_and_goes(bench, fake):
    code, result, errors = bench.fire(params={"tag": "canary"})
    check(code == 0 and result["before"]["exists"] is False and fake.tags[("support-bot", "canary")] == 2, "set", result, errors)
    code, result, errors = bench.undo(params={"tag": "canary"})
    check(code == 0 and result["outcome"] == "verified" and ("support-bot", "canary") not in fake.tags, "off again", code,
          result, errors)


def errors_are_text(bench, fake):
    code, _, errors = bench.run("read", env={"PLUMBLINE_TOKEN_PHOENIX": "none-of-yours"})
    check(code in (1, 4) and "Invalid token" in errors, "the text of a 401", code, errors)


def its_own_client_sees_the_same(bench, fake):
    script = """
    const {createClient} = require("@arizeai/phoenix-client");
    const {getPrompt, upsertPromptVersionTag} = require("@arizeai/phoenix-client/prompts");
    const [url, key, act] = process.argv.slice(2);
    const client = createClient({options: {baseUrl: url, headers: {Authorization: `Bearer ${key}`}}});
    (async () => {
        if (act && upsertPromptVersionTag)
            await upsertPromptVersionTag({client, prompt: {versionId: act}, name: "production"});
        else if (act)
            await client.POST("/v1/prompt_versions/{prompt_version_id}/tags",
                              {params: {path: {prompt_version_id: act}}, body: {name: "production"}});
        const prompt = await getPrompt({client, prompt: {name: "support-bot", tag: "production"}});
        console.log(JSON.stringify(prompt.id));
    })();"""
    told = in_node(script, bench.case["url"], KEY)
    check(told == [version(4)], "its client reads", told)
    check(bench.fire()[0] == 0 and in_node(script, bench.case["url"], KEY) == [version(2)], "its client sees ours")
    check(in_node(script, bench.case["url"], KEY, version(1)) == [version(1)], "its client writes")
    check(bench.run("read")[1]["value"] == version(1), "we see its own")


TESTS = (another_prompts_version_is_not_taken, a_tag_of_no_version_comes_and_goes, errors_are_text,
         its_own_client_sees_the_same)


def main():
    return run_tests(program(), setup(), TESTS)


if __name__ == "__main__":
    sys.exit(main())
