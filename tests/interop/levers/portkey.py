#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves levers in configs of a fake of Portkey, which Portkey's client for npm reads and writes too.

Run: portkey.py PLUMBLINE."""
import copy
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.portkey import FakePortkey  # noqa: E402
from leverkit import check, in_node, program, run_tests, short_copy  # noqa: E402

KEY, GATEWAY_KEY = "portkey-admin-8811", "portkey-gateway-7722"
SLUG = "pc-support-bot"
DOCUMENT = {"strategy": {"mode": "loadbalance"}, "retry": {"attempts": 2}, "targets": [
    {"provider": "@openai-main", "weight": 0.7, "override_params": {"model": "ft:v7", "temperature": 0.2}},
    {"provider": "@azure-eu", "weight": 0.3, "override_params": {"temperature": 0.2}}]}
ENV = {"PLUMBLINE_TOKEN_PORTKEY": KEY, "PLUMBLINE_TOKEN_PORTKEY_GATEWAY": GATEWAY_KEY}


def setup():
    fake = FakePortkey(KEY, GATEWAY_KEY).start()

    def state(lever):
        targets = fake.configs[SLUG][0]["targets"]
        if lever.startswith("breaker"):
            return targets[0]["weight"]
        return targets[1 if lever.startswith("fallback") else 0]["override_params"].get("model")

    def change(lever):  # elsewhere in the same document: it goes back whole, so that counts too
        document = copy.deepcopy(fake.configs[SLUG][0])
        document["retry"]["attempts"] += 1
        if lever.startswith("breaker"):
            document["targets"][0]["weight"] = 0.25
        else:
            document["targets"][1 if lever.startswith("fallback") else 0]["override_params"]["model"] = "maria's"
        fake.put(SLUG, document)

    def elsewhere(_):
        document = copy.deepcopy(fake.configs[SLUG][0])
        document["retry"]["attempts"] += 1
        fake.put(SLUG, document)

    def reset():
        fake.put(SLUG, DOCUMENT)
        fake.is_text, fake.lag, fake.takes_turns, fake.turn = True, 0, False, 0

    reset()
    wanted = (("breaker", "tripped"), ("pin", "ft:v6"), ("fallback", "gpt-4o-mini"))
    return [{
        "profile": "portkey", "url": fake.url, "fake": fake, "secret": ("PORTKEY", KEY), "change": change,
        "elsewhere": elsewhere,
        "levers": [{"lever": f"{kind}:support-bot", "to": to, "target": "support-bot", "params": {"gateway_url": fake.url},
                    "env": ENV} for kind, to in wanted],
        "missing": [("pin:support-bot", {"config_prefix": "no-"}, "Config not found")],
        "state": state, "writes": lambda: len(fake.writes), "reset": reset, "stop": fake.stop,
        # The probe of what serves is a POST, and changes nothing.
        "is_write": lambda method, path, body: method not in ("GET", "HEAD") and not path.endswith("/chat/completions")}]


def the_rest_stays(bench, fake):
    for is_text in (True, False):
        fake.is_text = is_text
        fake.put(SLUG, DOCUMENT)
        check(bench.on("pin:support-bot").fire()[0] == 0, "fire")
        wanted = copy.deepcopy(DOCUMENT)
        wanted["targets"][0]["override_params"]["model"] = "ft:v6"
        check(fake.configs[SLUG][0] == wanted, "one place differs", fake.configs[SLUG][0])


def a_weight_that_changes_nothing_is_refused(bench, fake):
    for strategy, weight, words in (("fallback", 0.3, "does not share out by weight"), ("loadbalance", 0, "has no weight")):
        document = copy.deepcopy(DOCUMENT)
        document["strategy"]["mode"], document["targets"][1]["weight"] = strategy, weight
        fake.put(SLUG, document)
        code, _, errors = bench.fire()
        check(code in (1, 4) and words in errors and not fake.writes, words, code, errors)


def the_weight_of_before_comes_back(bench, fake):
    check(bench.fire()[0] == 0 and fake.configs[SLUG][0]["targets"][0]["weight"] == 0, "tripped")
    code, result, errors = bench.undo()
    check(code == 0 and fake.configs[SLUG][0] == DOCUMENT, "whatever it was", code, result, errors)


def the_gateway_counts(bench, fake):
    pin = bench.on("pin:support-bot")
    with short_copy("portkey", bench.folder, "2500ms") as profile:
        fake.lag = 1
        code, result, errors = pin.fire(profile=profile)
        check(code == 0 and result["outcome"] == "verified" and fake.lag == 0, "it was waited for", code, result, errors)
        fake.lag = -1
        code, result, errors = pin.fire(to="ft:v5", profile=profile)
        check(code == 5 and result["outcome"] == "not_yet_visible" and "not served" in result["message"], "not there yet", code,
              result, errors)
        fake.put(SLUG, DOCUMENT)
        code, result, errors = bench.fire(profile=profile)
        check(code == 5 and "targets[0]" in result["message"], "the primary still answers", code, result, errors)


def one_answer_of_another_is_luck(bench, fake):
    fake.takes_turns = True  # as a gateway of several that still has the weights of before
    with short_copy("portkey", bench.folder) as profile:
        code, result, errors = bench.fire(profile=profile)
    check(code == 5 and result["outcome"] == "not_yet_visible" and "of 10 looks in a row" in result["message"], "by luck", code,
          result, errors)


def its_own_client_sees_the_same(bench, fake):
    script = """
    const {Portkey} = require("portkey-ai");
    const [url, apiKey, act] = process.argv.slice(2);
    const portkey = new Portkey({apiKey, baseURL: url});
    (async () => {
        const one = await portkey.configs.retrieve({slug: "pc-support-bot"});
        const config = typeof one.config === "string" ? JSON.parse(one.config) : one.config;
        if (act) {
            config.targets[0].override_params.model = act;
            await portkey.configs.update({slug: "pc-support-bot", config});
        }
        console.log(JSON.stringify(config.targets[0].override_params.model));
    })();"""
    told = in_node(script, bench.case["url"], KEY)
    pin = bench.on("pin:support-bot")
    check(told == ["ft:v7"], "its client reads", told)
    check(pin.fire()[0] == 0 and in_node(script, bench.case["url"], KEY) == ["ft:v6"], "its client sees ours")
    check(in_node(script, bench.case["url"], KEY, "ft:v5") == ["ft:v5"], "its client writes")
    check(pin.run("read")[1]["value"] == "ft:v5", "we see its own")


TESTS = (the_rest_stays, a_weight_that_changes_nothing_is_refused, the_weight_of_before_comes_back, the_gateway_counts, one_answer_of_another_is_luck,
         its_own_client_sees_the_same)


def main():
    return run_tests(program(), setup(), TESTS)


if __name__ == "__main__":
    sys.exit(main())
