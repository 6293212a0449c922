#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves aliases in a fake of MLflow's model registry, and waits for a server that loads again only later.

Run: mlflow.py PLUMBLINE."""
import base64
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.mlflow import FakeMlflow, FakeServing  # noqa: E402
from leverkit import check, program, run_tests, short_copy  # noqa: E402

KEY, READER = "Bearer mlflow-token-4711", "Bearer mlflow-reader-0815"
NAMES = {"pin:support-bot": "support-bot", "adapter:support-bot": "support-bot-adapter", "prompt:support-bot": "support-bot-prompt"}
FAKES = {}


def setup():
    fake = FakeMlflow(KEY, READER).start()
    serving = FakeServing(fake, "support-bot", "champion", "serving-key-4711").start()
    FAKES["serving"] = serving

    def reset():
        fake.reset()
        serving.reset()
        for name in NAMES.values():
            fake.models[name] = {"5": "READY", "6": "READY", "7": "READY", "8": "FAILED_REGISTRATION"}
            fake.aliases[(name, "champion")] = "7"
            fake.aliases[(name, "staging")] = "5"

    reset()
    env = {"PLUMBLINE_TOKEN_MLFLOW": KEY, "PLUMBLINE_TOKEN_MLFLOW_SERVING": "serving-key-4711"}
    return [{
        "profile": "mlflow", "url": fake.url, "fake": fake, "secret": ("MLFLOW", KEY),
        "change": lambda lever: fake.aliases.update({(NAMES[lever], "champion"): "5"}),
        "levers": [{"lever": name, "to": "6", "target": "support-bot", "env": env,
                    "params": {"serving_url": serving.url} if name == "pin:support-bot" else {}} for name in NAMES],
        "missing": [(name, {"prefix": "no-"}, "There is no registered model no-" + NAMES[name]) for name in NAMES],
        "state": lambda lever: dict(sorted((alias, version) for (name, alias), version in fake.aliases.items()
                                           if name == NAMES[lever])),
        "asked": [serving.url],
        "writes": lambda: len(fake.writes), "reset": reset, "stop": lambda: (fake.stop(), serving.stop())}]


def versions_that_cannot_serve_are_not_taken(bench, fake):
    for to, words in (("99", "has no version 99"), ("8", "is not ready")):
        code, _, errors = bench.fire(to=to)
        check(code in (1, 4) and words in errors, "a version", code, errors)
    code, _, errors = bench.fire(to="latest")
    check(code in (1, 2), "a version is a number", code, errors)
    check(not fake.writes and fake.aliases[("support-bot", "champion")] == "7", "nothing was written", fake.writes)


def an_alias_comes_and_goes(bench, fake):
    code, result, errors = bench.fire(params={"alias": "canary", "serving_url": ""})
    check(code == 0 and result["before"]["exists"] is False and fake.aliases[("support-bot", "canary")] == "6", "set", result, errors)
    code, result, errors = bench.undo(params={"alias": "canary", "serving_url": ""})
    check(code == 0 and ("support-bot", "canary") not in fake.aliases, "off again", code, result, errors)


def moved_is_not_served(bench, fake):
    serving = FAKES["serving"]
    serving.version(type("R", (), {"headers": {"Authorization": "Bearer serving-key-4711"}}))  # it has loaded 7
    serving.lag = 1e9
    with short_copy("mlflow", bench.folder) as profile:
        code, result, errors = bench.fire(profile=profile)
    check(code == 5 and result["outcome"] == "not_yet_visible" and "not served" in result["message"]
          and '"7"' in result["message"], "the alias moved, the server did not", code, result, errors)
    check(fake.aliases[("support-bot", "champion")] == "6" and len(fake.writes) == 1, "sent once", fake.writes)
    serving.lag = 1.0
    check(bench.fire(to="5")[0] == 0, "the server is waited for")


def a_reader_may_not_write(bench, fake):
    code, result, errors = bench.fire(env={"PLUMBLINE_TOKEN_MLFLOW": READER})
    check(code == 1 and result["outcome"] == "refused" and "Permission denied" in result["message"], "403 in text", code, result,
          errors)


def an_aborted_write_is_a_conflict(bench, fake):
    fake.is_aborting = True
    code, result, errors = bench.fire()
    fake.is_aborting = False
    check(code == 1 and result["outcome"] == "conflict" and not fake.writes, "409", code, result, errors)


def its_own_accounts_are_basic(bench, fake):
    login = "Basic " + base64.b64encode(b"admin:password1234").decode()
    fake.authorization = login
    code, result, errors = bench.fire(env={"PLUMBLINE_TOKEN_MLFLOW": login})
    fake.authorization = KEY
    check(code == 0 and login not in str(result), "Basic", code, result, errors)


TESTS = (versions_that_cannot_serve_are_not_taken, an_alias_comes_and_goes, moved_is_not_served, a_reader_may_not_write,
         an_aborted_write_is_a_conflict, its_own_accounts_are_basic)


def main():
    return run_tests(program(), setup(), TESTS)


if __name__ == "__main__":
    sys.exit(main())
