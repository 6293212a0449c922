#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blocks, pins, weighs and falls back in a fake of LiteLLM's proxy.

Run: litellm.py PLUMBLINE."""
import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.litellm import FakeLiteLlm  # noqa: E402
from leverkit import check, program, run_tests, short_copy  # noqa: E402

KEY, USER_KEY = "sk-litellm-admin-4711", "sk-litellm-user-0815"
ENV = {"PLUMBLINE_TOKEN_LITELLM": KEY}
UUID = "5e7d2c1a-1111-4222-8333-944455556666"


def setup():
    fake = FakeLiteLlm(KEY, USER_KEY).start()

    def reset():
        fake.reset()
        fake.lag, fake.fails_reload, fake.has_block = 0.0, False, True
        fake.in_between = ""
        fake.add(UUID, "support-bot", "openai/gpt-4o-2024-11-20", api_base="https://api.example")
        fake.add("code-assistant-primary", "code-assistant", "openai/ft:a", weight=1)
        fake.add("code-assistant-second", "code-assistant", "openai/ft:b", weight=0.5)
        fake.add("orders-config", "agent-orders", "anthropic/claude", db_model=False)
        fake.add("spare-1", "spare", "openai/gpt-4o-mini")
        fake.fallbacks = {("general", "support-bot"): ["spare"]}

    rows = {"breaker:support-bot": (UUID, "model_info", "blocked", True),
            "pin:support-bot": (UUID, "litellm_params", "model", "openai/gpt-4-turbo"),
            "breaker:code-assistant-primary": ("code-assistant-primary", "model_info", "blocked", True),
            "shed:code-assistant-primary": ("code-assistant-primary", "litellm_params", "weight", 0.25)}

    def state(lever):
        if lever == "fallback:support-bot":
            return fake.fallbacks.get(("general", "support-bot"))
        identifier, part, name, _ = rows[lever]
        return fake.row(identifier)[part][name]

    def change(lever):
        fake.change()
        if lever == "fallback:support-bot":
            fake.fallbacks[("general", "support-bot")] = ["agent-orders"]
            return
        identifier, part, name, other = rows[lever]
        fake.row(identifier)[part][name] = other
        fake.done(fake.row(identifier), "somebody")

    def elsewhere(lever):
        fake.change()
        if lever in rows:
            row = fake.row(rows[lever][0])
            row["litellm_params"]["rpm"] = 90
            fake.done(row, "somebody")

    reset()
    lever = lambda name, to: {"lever": name, "to": to, "target": name.partition(":")[2], "params": {}, "env": ENV}  # noqa: E731
    return [{
        "profile": "litellm", "url": fake.url, "fake": fake, "secret": ("LITELLM", KEY), "change": change,
        "elsewhere": elsewhere,
        "levers": [{**lever("breaker:support-bot", "tripped"), "two_states": True}, lever("pin:support-bot", "openai/gpt-4o-2024-08-06"),
                   lever("fallback:support-bot", '["code-assistant","spare"]'),
                   {**lever("breaker:code-assistant-primary", "tripped"), "two_states": True}, lever("shed:code-assistant-primary", "0")],
        "missing": [("breaker:support-bot", {"prefix": "no-"}, "There is no model group no-support-bot"),
                    ("fallback:support-bot", {"prefix": "no-"}, "There is no model group no-support-bot")],
        # A probe is a POST and changes nothing.
        "is_write": lambda method, path, body: method != "GET" and not path.startswith("/v1/"),
        "state": state, "writes": lambda: len(fake.writes), "reset": reset, "stop": fake.stop}]


def a_key_of_a_user_is_refused(bench, fake):
    code, result, errors = bench.fire(env={"PLUMBLINE_TOKEN_LITELLM": USER_KEY})
    check(code == 1 and result["outcome"] == "refused" and "Only proxy admin" in result["message"], "a user's key", code, result,
          errors)
    check(bench.state() is False and not fake.writes, "nothing was written")


def stored_and_answered_500_is_read_back(bench, fake):
    fake.fails_reload = True
    code, result, errors = bench.fire()
    check(code == 0 and result["outcome"] == "verified" and "HTTP 500" in result["message"], "a 500 that is stored", code,
          result, errors)
    check(bench.state() is True and len(fake.writes) == 1, "sent once", fake.writes)


def an_older_proxy_says_that_it_cannot(bench, fake):
    fake.has_block = False
    code, result, errors = bench.fire()
    check(code == 1 and result["outcome"] == "refused" and "Not Found" in result["message"], "no /model/block", code, result, errors)


def another_proxy_that_lags_is_waited_for(bench, fake):
    fake.lag = 1.2
    code, result, errors = bench.fire()
    check(code == 0 and result["outcome"] == "verified", "it is waited for", code, result, errors)
    fake.lag = 60
    with short_copy("litellm", bench.folder) as profile:
        code, result, errors = bench.fire(to="reset", profile=profile)
    check(code == 5 and result["outcome"] == "not_yet_visible" and "not served" in result["message"], "not served yet", code,
          result, errors)
    code, result, errors = bench.fire(to="tripped", params={"probe": "off"})
    check(code == 0, "without a probe the control plane is believed", code, result, errors)


def several_deployments_are_not_guessed(bench, fake):
    other = dict(bench.lever, lever="breaker:code-assistant", target="code-assistant")
    bench.lever = other
    code, _, errors = bench.run("plan", "--to", "tripped")
    check(code in (1, 4) and "has several deployments" in errors, "several", code, errors)
    bench.lever = dict(other, lever="breaker:agent-orders", target="agent-orders")
    code, _, errors = bench.fire()
    check(code in (1, 4) and "configuration file" in errors and not fake.writes, "of the file", code, errors)


def a_pin_claims_nothing_of_the_model(bench, fake):
    """Its deployment answered before, too, so that an answer of it says nothing: in effect is what the proxy stores."""
    bench = bench.on("pin:support-bot")
    code, result, errors = bench.fire()
    check(code == 0 and "served" not in json.dumps(result["rungs"]), "no claim", code, result, errors)
    code, result, errors = bench.undo()
    check(code == 0 and fake.row(UUID)["litellm_params"]["model"] == "openai/gpt-4o-2024-11-20", "back", code, result, errors)
    check(fake.row(UUID)["litellm_params"]["api_base"] == "https://api.example", "the other settings stay")


def what_stands_in_between_is_not_believed(bench, fake):
    with short_copy("litellm", bench.folder) as profile:
        for in_between in ("strips", "forbids"):
            fake.in_between, fake.lag = in_between, 60
            code, result, errors = bench.fire(profile=profile, journal=in_between)
            check(code == 5 and result["outcome"] == "not_yet_visible" and "not served" in result["message"], in_between, code,
                  result, errors)
            bench.case["reset"]()


def fallbacks_come_and_go(bench, fake):
    bench = bench.on("fallback:support-bot")
    fake.fallbacks.clear()
    code, result, errors = bench.fire()
    check(code == 0 and result["before"]["exists"] is False, "set", code, result, errors)
    code, result, errors = bench.undo()
    check(code == 0 and not fake.fallbacks, "taken away", code, result, errors)
    code, result, errors = bench.fire(to='["no-such-group"]')
    check(code == 1 and result["outcome"] == "refused" and "Invalid fallback models" in result["message"], "unknown", code, result)
    code, _, errors = bench.fire(to="spare")
    check(code in (1, 2) and not fake.fallbacks, "a list, not a name", code, errors)


def who_changed_it_is_told(bench, fake):
    bench.fire()
    by = fake.row(UUID)["model_info"]["updated_by"]
    check(by and by != "admin", "litellm-changed-by", by)


def a_weight_where_there_is_none(bench, fake):
    bench = bench.on("shed:code-assistant-primary")
    del fake.row("code-assistant-primary")["litellm_params"]["weight"]
    code, _, errors = bench.fire()
    check(code in (1, 4) and "has no weight" in errors and not fake.writes, "no weight", code, errors)


TESTS = (a_key_of_a_user_is_refused, stored_and_answered_500_is_read_back, an_older_proxy_says_that_it_cannot,
         another_proxy_that_lags_is_waited_for, several_deployments_are_not_guessed, a_pin_claims_nothing_of_the_model,
         what_stands_in_between_is_not_believed, fallbacks_come_and_go, who_changed_it_is_told, a_weight_where_there_is_none)


def main():
    return run_tests(program(), setup(), TESTS)


if __name__ == "__main__":
    sys.exit(main())
