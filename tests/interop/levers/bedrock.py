#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes models in a fake of Amazon Bedrock that checks every signature; botocore reads and writes it too.

Run: bedrock.py PLUMBLINE."""
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.aws import FakeBedrock  # noqa: E402
from leverkit import Skip, check, program, run_tests, short_copy  # noqa: E402

KEY = ("AKIDPLUMBLINE4711", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
MODEL = "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0:300k/support"
V5, V6, V7 = (f"{MODEL}{number}" for number in (5, 6, 7))


def setup(is_exact=False):
    fake = FakeBedrock(KEY, is_exact=is_exact).start()

    def reset():
        fake.reset()
        fake.add("support-bot", V7)

    def state(lever):
        return (fake.throughputs["support-bot"]["desiredModelArn"] if lever.startswith("pin")
                else fake.deployments["support-bot"]["modelArn"])

    def change(lever):
        fake.throughputs["support-bot"].update(desiredModelArn=V5, modelArn=V5)
        fake.deployments["support-bot"].update(modelArn=V5)

    reset()
    return [{
        "profile": "bedrock", "url": fake.url, "fake": fake, "secret": ("AWS", ":".join(KEY)), "change": change,
        "levers": [{"lever": name, "to": V6, "target": "support-bot", "params": {}, "env": {"PLUMBLINE_TOKEN_AWS": ":".join(KEY)}}
                   for name in ("pin:support-bot", "adapter:support-bot")],
        "missing": [("pin:support-bot", {"prefix": "no-"}, "There is no provisioned throughput no-support-bot"),
                    ("adapter:support-bot", {"prefix": "no-"}, "There is no deployment no-support-bot")],
        "accepts_empty": True,
        "state": state, "writes": lambda: len(fake.writes), "reset": reset, "stop": fake.stop}]


def an_update_takes_its_time(bench, fake):
    for name in ("pin:support-bot", "adapter:support-bot"):
        fake.lag = 2.0
        code, result, errors = bench.on(name).fire(journal=name[:3])
        check(code == 0 and result["outcome"] == "verified", "it is waited for", name, code, result, errors)
        fake.lag = None
        with short_copy("bedrock", bench.folder) as profile:
            code, result, errors = bench.on(name).fire(to=V5, profile=profile, journal=name[:3])
            check(code == 5 and result["outcome"] == "not_yet_visible", "not yet", name, code, result, errors)
            code, _, errors = bench.on(name).fire(to=V7, profile=profile, journal=name[:3])
            check(code in (1, 4) and "takes no change now" in errors, "one at a time", name, code, errors)


def an_update_that_fails_does_not_serve(bench, fake):
    fake.fails = True
    for name in ("pin:support-bot", "adapter:support-bot"):
        with short_copy("bedrock", bench.folder) as profile:
            code, result, errors = bench.on(name).fire(profile=profile, journal=name[:3])
        check(code == 5 and result["outcome"] == "not_yet_visible", "failed", name, code, result, errors)
        check(fake.throughputs["support-bot"]["modelArn"] == V7, "the former one answers")


def a_key_that_may_not(bench, fake):
    fake.denied = True
    code, result, errors = bench.fire()
    check(code == 1 and result["outcome"] == "refused" and "not authorized" in result["message"], "403", code, result, errors)


def a_session_is_signed_too(bench, fake):
    fake.session = "session+/token=="
    code, result, errors = bench.fire(env={"PLUMBLINE_TOKEN_AWS": ":".join((*KEY, fake.session))})
    fake.session = ""
    check(code == 0 and "session+/token" not in str(result) + errors, "with its token", code, result, errors)


def botocore_reads_and_writes_the_same(bench, fake):
    try:
        from botocore.session import Session
    except ImportError:
        raise Skip("botocore is not installed") from None
    session = Session()
    session.set_credentials(*KEY)
    client = session.create_client("bedrock", region_name="us-east-1", endpoint_url=bench.case["url"])
    check(client.get_provisioned_model_throughput(provisionedModelId="support-bot")["modelArn"] == V7, "it reads")
    check(bench.fire()[0] == 0, "fire")
    check(client.get_provisioned_model_throughput(provisionedModelId="support-bot")["modelArn"] == V6, "it sees ours")
    client.update_provisioned_model_throughput(provisionedModelId="support-bot", desiredModelId=V5)
    check(bench.run("read")[1]["value"] == V5, "we see its own")
    client.update_custom_model_deployment(customModelDeploymentIdentifier="support-bot", modelArn=V5)
    check(client.get_custom_model_deployment(customModelDeploymentIdentifier="support-bot")["status"] == "Active"
          and bench.on("adapter:support-bot").run("read")[1]["value"] == V5, "and of the other kind")


TESTS = (an_update_takes_its_time, an_update_that_fails_does_not_serve, a_key_that_may_not, a_session_is_signed_too,
         botocore_reads_and_writes_the_same)


def main():
    return run_tests(program(), setup(is_exact=True), TESTS)


if __name__ == "__main__":
    sys.exit(main())
