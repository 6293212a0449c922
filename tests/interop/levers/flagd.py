#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves flags in a source of flagd, in a FeatureFlag of Kubernetes and in a file; flagd's own evaluator for npm judges what was
written.

Run: flagd.py PLUMBLINE."""
import json
import os
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.flagd import DOCUMENT, FakeFlagd  # noqa: E402
from fakes.kubernetes import FakeKubernetes  # noqa: E402
from leverkit import Bench, check, in_node, one_of_two_wins, program, run_tests, short_copy, whole_round  # noqa: E402

TOKEN = "flag-source-token-5"
FLAGS = {"$schema": "https://flagd.dev/schema/v0/flags.json", "flags": {
    "support-bot-breaker": {"state": "ENABLED", "variants": {"on": True, "off": False}, "defaultVariant": "off",
                            "targeting": {}},
    "support-bot-model": {"state": "ENABLED", "variants": {"v7": "ft:v7", "v6": "ft:v6"}, "defaultVariant": "v7",
                          "targeting": {"if": [{"==": [{"var": "tier"}, "beta"]}, "v7", None]}},
    "support-bot-fallback": {"state": "ENABLED", "variants": {"mini": "gpt-4o-mini", "canned": "none"},
                             "defaultVariant": "mini"},
    "support-bot-prompt": {"state": "ENABLED", "variants": {"p1": {"id": 1}, "p2": {"id": 2}}},
    "gone-model": {"state": "DISABLED", "variants": {"v6": "ft:v6"}, "defaultVariant": "v6"}}}


def somebody_elses(flag):
    """A variant that nobody here asks for."""
    flag["variants"]["other"] = False if "on" in flag["variants"] else "other"
    flag["defaultVariant"] = "other"


def setup():
    fake = FakeFlagd(TOKEN).start()
    kinds = {"breaker": "support-bot-breaker", "pin": "support-bot-model", "fallback": "support-bot-fallback", "prompt": "support-bot-prompt"}

    def document():
        return json.loads(fake.documents[DOCUMENT][0])

    def elsewhere(_):  # at another flag of the same document
        changed = document()
        changed["flags"]["gone-model"]["state"] = "ENABLED"
        fake.put(DOCUMENT, changed)

    def change(lever):
        changed = document()
        somebody_elses(changed["flags"][kinds[lever.split(":")[0]]])
        fake.put(DOCUMENT, changed)

    def reset():
        fake.put(DOCUMENT, FLAGS)
        fake.lag = 0

    reset()
    return [{"profile": "flagd", "url": fake.url, "fake": fake, "secret": ("FLAGD", TOKEN), "change": change,
             "elsewhere": elsewhere,
             "levers": [{"lever": f"{kind}:support-bot", "to": to, "target": "support-bot", "params": {"ofrep_url": fake.url},
                         "env": {"PLUMBLINE_TOKEN_FLAGD": TOKEN}}
                        for kind, to in (("breaker", "tripped"), ("pin", "v6"), ("fallback", "canned"), ("prompt", "p2"))],
             "missing": [("pin:support-bot", {"model_suffix": "-none"}, "There is no flag support-bot-none")],
             "state": lambda lever: document()["flags"][kinds[lever.split(":")[0]]].get("defaultVariant"),
             "writes": lambda: len(fake.writes), "reset": reset, "stop": fake.stop, "accepts_empty": True,
             # What serves is asked by POST, which changes nothing.
             "is_write": lambda method, path, body: method not in ("GET", "HEAD") and not path.startswith("/ofrep/")},
            by_an_object(kinds)]


class FollowingFlagd(FakeFlagd):
    """Serves what a source elsewhere tells it."""

    def __init__(self, source):
        self.source = source
        super().__init__()

    @property
    def documents(self):
        return {DOCUMENT: [self.source()]}

    @documents.setter
    def documents(self, _):
        pass


def by_an_object(kinds):
    cluster = FakeKubernetes(TOKEN).start()
    flagd = FollowingFlagd(lambda: json.dumps(cluster.get_object("featureflags", "flags")["spec"]["flagSpec"])).start()

    def reset():
        cluster.reset()
        cluster.put("core.openfeature.dev", "v1beta1", "featureflags", "models", "flags",
                    spec={"flagSpec": json.loads(json.dumps(FLAGS))})

    def variant(lever):
        flags = cluster.get_object("featureflags", "flags")["spec"]["flagSpec"]["flags"]
        return flags[kinds[lever.split(":")[0]]].get("defaultVariant")

    reset()
    return {"profile": "flagd-kubernetes", "url": cluster.url, "fake": cluster, "secret": ("KUBERNETES", TOKEN),
            "change": lambda lever: cluster.edit("featureflags", "flags", lambda o: somebody_elses(
                o["spec"]["flagSpec"]["flags"][kinds[lever.split(":")[0]]])),
            "elsewhere": lambda _: cluster.edit("featureflags", "flags", lambda o: o["spec"]["flagSpec"]["flags"]["gone-model"].update(
                state="ENABLED")),
            "levers": [{"lever": f"{kind}:support-bot", "to": to, "target": "support-bot",
                        "params": {"ofrep_url": flagd.url, "namespace": "models"}, "env": {"PLUMBLINE_TOKEN_KUBERNETES": TOKEN}}
                       for kind, to in (("breaker", "tripped"), ("pin", "v6"), ("fallback", "canned"), ("prompt", "p2"))],
            "missing": [("pin:support-bot", {"model_suffix": "-none"}, "There is no flag support-bot-none"),
                        ("pin:support-bot", {"object": "none"}, "HTTP 404")],
            "asked": [flagd.url],
            "state": variant, "writes": lambda: len(cluster.writes), "reset": reset,
            "stop": lambda: (cluster.stop(), flagd.stop()),
            "is_write": lambda method, path, body: method == "PATCH" and "dryRun=All" not in path}


def a_flag_that_is_off_or_a_variant_that_is_none(bench, fake):
    pin = bench.on("pin:support-bot")
    code, _, errors = pin.fire(to="v99")
    check(code in (1, 4) and "has no variant v99" in errors, "no such variant", code, errors)
    flags = json.loads(json.dumps(FLAGS))
    flags["flags"]["support-bot-model"]["state"] = "DISABLED"
    fake.put(DOCUMENT, flags)
    code, _, errors = pin.fire()
    check(code in (1, 4) and "is disabled" in errors and not fake.writes, "disabled is not off", code, errors)


def a_breaker_turned_round(bench, fake):
    code, told, errors = bench.run("read", params={"trips": "off"})
    check(code == 0 and told["value"] == "tripped", "off is tripped", told, errors)


def what_flagd_serves_counts(bench, fake):
    with short_copy("flagd", bench.folder) as profile:
        fake.lag = 2
        code, result, errors = bench.fire(profile=profile)
        check(code == 0 and result["outcome"] == "verified" and fake.lag == 0, "it was waited for", code, result, errors)
        fake.lag = -1
        code, result, errors = bench.fire(to="reset", profile=profile)
        check(code == 5 and result["outcome"] == "not_yet_visible" and "not served" in result["message"], "not there yet", code,
              result, errors)


def one_of_many_wins(bench, fake):
    pin = bench.on("pin:support-bot")
    outcomes = one_of_two_wins(pin, pin.run("read")[1]["version"])
    check(outcomes == [(0, "verified")] + [(1, "conflict")] * 5, "one winner", outcomes)


def a_file_that_flagd_watches(bench, _):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "flags.json"
        flagd = FollowingFlagd(path.read_text).start()
        case = bench.case

        def variant(lever):
            return json.loads(path.read_text())["flags"]["support-bot-" + ("breaker" if lever.startswith("breaker") else "model")].get(
                "defaultVariant")

        def change(lever):
            flags = json.loads(path.read_text())
            somebody_elses(flags["flags"]["support-bot-" + ("breaker" if lever.startswith("breaker") else "model")])
            path.write_text(json.dumps(flags))

        own = {"profile": "flagd", "url": f"file://{name}", "change": change, "state": variant,
               "levers": [{**lever, "params": {"ofrep_url": flagd.url}, "env": {}} for lever in case["levers"][:2]],
               "missing": [("breaker:support-bot", {"document": "none.json"}, "HTTP 404")],
               "writes": lambda: path.stat().st_mtime_ns, "reset": lambda: path.write_text(json.dumps(FLAGS)), "stop": flagd.stop}
        own["reset"]()
        path.chmod(0o640)
        whole_round(bench.plumbline, own)
        one = Bench(bench.plumbline, own, own["levers"][1], bench.folder)
        version = one.run("read")[1]["version"]
        outcomes = one_of_two_wins(one, version)
        check(outcomes.count((0, "verified")) == 1 and outcomes.count((1, "conflict")) == 5, "one winner", outcomes)
        check(path.stat().st_mode & 0o777 == 0o640 and os.listdir(name) == ["flags.json"], "as it was", os.listdir(name))
        flagd.stop()


def its_own_evaluator_serves_what_was_written(bench, fake):
    script = """
    const {FlagdCore} = require("@openfeature/flagd-core");
    const core = new FlagdCore();
    core.setConfigurations(process.argv[2]);
    const logger = {debug() {}, info() {}, warn() {}, error() {}};
    for (const context of [{targetingKey: "a"}, {targetingKey: "a", tier: "beta"}]) {
        const model = core.resolveStringEvaluation("support-bot-model", "none", context, logger);
        const breaker = core.resolveBooleanEvaluation("support-bot-breaker", false, context, logger);
        console.log(JSON.stringify([model.value, model.variant, breaker.value]));
    }"""
    told = in_node(script, fake.documents[DOCUMENT][0])
    check(told == [["ft:v7", "v7", False], ["ft:v7", "v7", False]], "before", told)
    check(bench.fire()[0] == 0 and bench.on("pin:support-bot").fire()[0] == 0, "fire")
    told = in_node(script, fake.documents[DOCUMENT][0])
    check(told == [["ft:v6", "v6", True], ["ft:v7", "v7", True]], "after: the rule for the beta tier stays", told)


TESTS = (a_file_that_flagd_watches, a_flag_that_is_off_or_a_variant_that_is_none, a_breaker_turned_round, what_flagd_serves_counts, one_of_many_wins,
         its_own_evaluator_serves_what_was_written)


def main():
    return run_tests(program(), setup(), TESTS)


if __name__ == "__main__":
    sys.exit(main())
