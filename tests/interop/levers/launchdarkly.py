#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves flags and AI Configs in a fake of LaunchDarkly, which LaunchDarkly's client for npm reads and writes too.

Run: launchdarkly.py PLUMBLINE."""
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.launchdarkly import FakeLaunchDarkly  # noqa: E402
from leverkit import check, in_node, program, run_tests, short_copy  # noqa: E402

TOKEN = "api-0123-launchdarkly-token"
SDK_KEY = "sdk-4567-launchdarkly-key"
BREAKER, MODEL, CONFIG = "support-bot-breaker", "support-bot-model", "support-bot-config"
FLAGS = {"breaker": BREAKER, "pin": MODEL, "fallback": "support-bot-fallback", "prompt": "support-bot-prompt",
         "feedback": "support-bot-feedback"}
SWITCHES = ("breaker", "feedback")
ENV = {"PLUMBLINE_TOKEN_LAUNCHDARKLY": TOKEN, "PLUMBLINE_TOKEN_LAUNCHDARKLY_SDK": SDK_KEY}


def setup():
    fake = FakeLaunchDarkly(TOKEN, SDK_KEY).start()

    def place(lever):
        kind = lever.split(":")[0]
        entry = fake.configs[CONFIG] if kind == "ai-config" else fake.flags[FLAGS[kind]]
        return kind, entry["environments"]["production"]

    def state(lever):
        kind, own = place(lever)
        return own["on"] if kind in SWITCHES else own["fallthrough"].get("variation")

    def change(lever):  # somebody else, and back again: the value is as it was, the version is not
        kind, own = place(lever)
        own["version"] += 2
        if kind not in SWITCHES:
            own["fallthrough"] = {"variation": 3 - own["fallthrough"]["variation"]}

    def reset():
        fake.flags = {flag: fake.entry([True, False] if kind in SWITCHES else ["ft:v7", "ft:v6", "gpt-4o"])
                      for kind, flag in FLAGS.items()}
        fake.configs = {CONFIG: fake.entry([("v7", {"_ldMeta": {"enabled": True}}), ("v6", {"_ldMeta": {"enabled": True}}),
                                            ("canned", {"_ldMeta": {"enabled": False}})])}
        fake.scheduled.clear()
        fake.lag, fake.payload = 0, None

    reset()
    wanted = (("breaker", "tripped"), ("pin", "ft:v6"), ("fallback", "gpt-4o"), ("prompt", "ft:v6"), ("feedback", "stopped"),
              ("ai-config", "v6"))
    return [{
        "profile": "launchdarkly", "url": fake.url, "fake": fake, "secret": ("LAUNCHDARKLY", TOKEN), "change": change,
        "levers": [{"lever": f"{kind}:support-bot", "to": to, "target": "support-bot", "params": {"sdk_url": fake.url},
                    "env": ENV} for kind, to in wanted],
        "missing": [("breaker:support-bot", {"breaker_suffix": "-none"}, "Unknown key support-bot-none"),
                    ("pin:support-bot", {"flag_environment": "nowhere"}, "not what the profile expects")],
        "state": state, "writes": lambda: len(fake.writes), "reset": reset, "stop": fake.stop}]


def a_kill_switch_is_the_other_way_round(bench, fake):
    turned = {"trips": "on"}
    code, told, errors = bench.run("read", params=turned)
    check(code == 0 and told["value"] == "tripped", "on is tripped", told, errors)
    code, result, errors = bench.fire(to="reset", params=turned)
    check(code == 0 and fake.flags[BREAKER]["environments"]["production"]["on"] is False, "reset is off", result, errors)
    code, _, errors = bench.run("read", params={"trips": "maybe"})
    check(code == 2 and "must be one of" in errors, "neither", code, errors)


def other_environments_stay(bench, fake):
    check(bench.fire()[0] == 0, "fire")
    check(fake.flags[BREAKER]["environments"]["test"] == {"on": True, "version": 3, "fallthrough": {"variation": 0}}, "test stays",
          fake.flags)


def scheduled_changes_are_not_run_over(bench, fake):
    fake.scheduled.add(BREAKER)
    code, result, errors = bench.fire()
    check(code == 1 and result["outcome"] == "refused" and "scheduled" in result["message"], "a 400", code, result, errors)
    check(not fake.writes, "nothing was written")


def what_is_not_there_is_named(bench, fake):
    pin = bench.on("pin:support-bot")
    code, _, errors = pin.fire(to="ft:v99")
    check(code in (1, 4) and "has no variation with the value ft:v99" in errors, "no such variation", code, errors)
    fake.flags[MODEL]["environments"]["production"]["on"] = False
    code, _, errors = pin.fire()
    check(code in (1, 4) and "is off" in errors, "a flag that is off serves nobody", code, errors)
    check(not fake.writes, "nothing was written")


def a_rollout_is_told_and_not_put_back(bench, fake):
    pin = bench.on("pin:support-bot")
    fake.flags[MODEL]["environments"]["production"]["fallthrough"] = {
        "rollout": {"variations": [{"variation": 0, "weight": 50000}, {"variation": 1, "weight": 50000}]}}
    code, result, errors = pin.fire()
    check(code == 0 and result["from"] == "several by percentage", "a rollout", code, result, errors)
    count = len(fake.writes)
    code, _, errors = pin.undo()
    check(code in (1, 4) and len(fake.writes) == count, "a rollout cannot be put back", code, errors)


def others_at_the_same_time_are_told(bench, fake):
    answer = fake.write.__func__

    def write(request, *arguments):
        reply = answer(fake, request, *arguments)
        fake.flags[BREAKER]["environments"]["production"]["version"] += 1
        return reply

    routes = list(fake._routes)
    fake._routes = [(method, pattern, write if function.__name__ == "write" else function)
                    for method, pattern, function in routes]
    try:
        code, result, errors = bench.fire()
    finally:
        fake._routes = routes
    check(code == 0 and "somebody" in result["message"], "somebody else acted too", code, result, errors)


def what_applications_get_counts(bench, fake):
    with short_copy("launchdarkly", bench.folder) as profile:
        fake.payload, fake.lag = fake.served(), 3
        code, result, errors = bench.fire(profile=profile)
        check(code == 0 and result["outcome"] == "verified" and fake.lag == 0, "it was waited for", code, result, errors)
        fake.lag = -1
        code, result, errors = bench.fire(to="reset", profile=profile)
        check(code == 5 and result["outcome"] == "not_yet_visible" and "not served" in result["message"], "not there yet", code,
              result, errors)


def its_own_client_sees_the_same(bench, fake):
    script = """
    const {LaunchDarkly} = require("@launchdarkly/mcp-server");
    const [url, apiKey, act] = process.argv.slice(2);
    const client = new LaunchDarkly({apiKey, serverURL: url});
    (async () => {
        const place = {projectKey: "default", featureFlagKey: "support-bot-breaker"};
        const config = {projectKey: "default", configKey: "support-bot-config"};
        if (act) {
            await client.featureFlags.patch({...place, patchWithComment: {
                patch: [{op: "replace", path: "/environments/production/on", value: true}]}});
            await client.aiConfigs.updateTargeting({...config, aiConfigTargetingPatch: {
                environmentKey: "production", instructions: [{kind: "updateFallthroughVariationOrRollout",
                                                              variationId: "support-bot-config-variation-2"}]}});
        }
        const flag = await client.featureFlags.get({...place, env: "production"});
        const targeting = await client.aiConfigs.getTargeting(config);
        console.log(JSON.stringify([flag.environments.production.on, targeting.environments.production.fallthrough.variation]));
    })();"""
    told = in_node(script, bench.case["url"], TOKEN)
    check(told == [[True, 0]], "its client reads", told)
    check(bench.fire()[0] == 0 and bench.on("ai-config:support-bot").fire()[0] == 0, "fire")
    check(in_node(script, bench.case["url"], TOKEN) == [[False, 1]], "its client sees ours")
    check(in_node(script, bench.case["url"], TOKEN, "write") == [[True, 2]], "its client writes")
    check(bench.run("read")[1]["value"] == "reset", "we see its own")
    check(bench.on("ai-config:support-bot").run("read")[1]["value"] == "canned", "and its AI Config")


TESTS = (a_kill_switch_is_the_other_way_round, other_environments_stay, scheduled_changes_are_not_run_over,
         what_is_not_there_is_named, a_rollout_is_told_and_not_put_back, others_at_the_same_time_are_told,
         what_applications_get_counts, its_own_client_sees_the_same)


def main():
    return run_tests(program(), setup(), TESTS)


if __name__ == "__main__":
    sys.exit(main())
