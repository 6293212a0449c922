#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Weighs variants of SageMaker's endpoints and parameters of SSM in moto's server, and changes endpoints' configurations in
a fake that checks every signature; botocore reads and writes both.

Run: sagemaker.py PLUMBLINE. Without moto_server, the fake alone."""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.aws import FakeSageMaker  # noqa: E402
from faultproxy import FaultProxy  # noqa: E402
from leverkit import Bench, Skip, Peer, check, free_port, http, program, run_tests, short_copy  # noqa: E402

KEY = ("AKIDPLUMBLINE4711", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
ENV = {"PLUMBLINE_TOKEN_AWS": ":".join(KEY)}
FOLDERS = {"pin": "pins", "breaker": "breakers", "fallback": "fallbacks", "prompt": "prompts"}


def fake_case(is_exact):
    fake = FakeSageMaker(KEY, is_exact=is_exact).start()

    def reset():
        fake.reset()
        fake.add("support-bot", "support-cfg-v7", stable=1.0, candidate=2.0)
        fake.configurations.update({"support-cfg-v6": True, "support-cfg-v5": True})

    def state(lever):
        endpoint = fake.endpoints["support-bot"]
        return endpoint["EndpointConfigName"] if lever.startswith("pin") else endpoint["ProductionVariants"][1]["DesiredWeight"]

    def change(lever):
        endpoint = fake.endpoints["support-bot"]
        if lever.startswith("pin"):
            endpoint["EndpointConfigName"] = "support-cfg-v5"
        else:
            endpoint["ProductionVariants"][1].update(DesiredWeight=0.75, CurrentWeight=0.75)

    reset()
    return {
        "profile": "sagemaker", "url": fake.url, "fake": fake, "secret": ("AWS", ":".join(KEY)), "change": change,
        "levers": [{"lever": name + ":support-bot", "to": to, "target": "support-bot", "params": {}, "env": ENV}
                   for name, to in (("pin", "support-cfg-v6"), ("breaker", "tripped"), ("shed", "0.5"))],
        "missing": [("pin:support-bot", {"prefix": "no-"}, "There is no endpoint no-support-bot"),
                    ("shed:support-bot", {"variant": "none"}, "has no variant none")],
        "is_write_with": is_change,
        "state": state, "writes": lambda: len(fake.writes), "reset": reset, "stop": fake.stop}


def moto_call(url, service, action, body):
    """As anybody may: moto looks at no signature."""
    scope = f"Credential=AK/20261128/us-east-1/{service.lower().replace('amazon', '')}/aws4_request"
    status, _, text = http("POST", url + "/", body, {
        "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"{service}.{action}",
        "Authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0"})
    return status, json.loads(text) if text.strip() else {}


SKIPPED = []  # what setup() could not start


def has_moto():
    if not shutil.which("moto_server"):
        SKIPPED.append("moto: moto_server is not installed")
        return False
    try:
        if subprocess.run(["moto_server", "--help"], capture_output=True, timeout=60).returncode == 0:
            return True
    except (OSError, subprocess.TimeoutExpired):
        pass
    SKIPPED.append("moto: moto_server does not start")
    return False


def is_change(method, path, body, headers):
    action = headers.get("X-Amz-Target", "").rpartition(".")[2]
    return not action.startswith(("Describe", "Get", "List"))


def moto_case(profile):
    """A server of its own: a reset is of the whole server, and cases may run side by side."""
    port = free_port()
    peer = Peer(["moto_server", "-H", "127.0.0.1", "-p", str(port)], f"http://127.0.0.1:{port}", ready="/moto-api/")
    url = peer.url

    def reset():
        http("POST", url + "/moto-api/reset")
        variants = [{"VariantName": name, "ModelName": name, "InitialInstanceCount": 1, "InstanceType": "ml.m5.large",
                     "InitialVariantWeight": weight} for name, weight in (("stable", 1.0), ("candidate", 2.0))]
        for one in variants:
            moto_call(url, "SageMaker", "CreateModel", {"ModelName": one["ModelName"], "PrimaryContainer": {"Image": "img"},
                                                        "ExecutionRoleArn": "arn:aws:iam::123456789012:role/r"})
        moto_call(url, "SageMaker", "CreateEndpointConfig", {"EndpointConfigName": "cfg", "ProductionVariants": variants})
        moto_call(url, "SageMaker", "CreateEndpoint", {"EndpointName": "support-bot", "EndpointConfigName": "cfg"})
        put("/plumbline/pins/support-bot", "v7")

    def name_of(lever):
        return f"/plumbline/{FOLDERS[lever.partition(':')[0]]}/support-bot"

    def put(name, value):
        return moto_call(url, "AmazonSSM", "PutParameter", {"Name": name, "Value": value, "Type": "String", "Overwrite": True})

    def weight(_):
        told = moto_call(url, "SageMaker", "DescribeEndpoint", {"EndpointName": "support-bot"})[1]
        return [(one["VariantName"], one.get("DesiredWeight", 0.0)) for one in told["ProductionVariants"]]

    def change_weight(_):
        moto_call(url, "SageMaker", "UpdateEndpointWeightsAndCapacities", {
            "EndpointName": "support-bot", "DesiredWeightsAndCapacities": [{"VariantName": "candidate", "DesiredWeight": 0.75}]})

    def parameter(lever):
        told = moto_call(url, "AmazonSSM", "GetParameters", {"Names": [name_of(lever)]})[1]
        return [one["Value"] for one in told["Parameters"]]

    def change_parameter(lever):
        put(name_of(lever), "v5")

    reset()
    # moto counts none: what stands before it does. All is a POST to /; the action is a header.
    counter = FaultProxy(url, is_write_with=is_change)
    common = {"url": counter.url, "reset": reset, "fake": None, "writes": lambda: counter.passed, "profile": profile,
              "stop": lambda: (counter.stop(), peer.stop()), "is_write_with": is_change}
    lever = lambda name, to: {"lever": name + ":support-bot", "to": to, "target": "support-bot", "params": {}, "env": ENV}  # noqa: E731
    if profile == "sagemaker":
        return {**common, "state": weight, "change": change_weight,
                "levers": [lever("breaker", "tripped"), lever("shed", "0.5")],
                "missing": [("shed:support-bot", {"prefix": "no-"}, "There is no endpoint no-support-bot")]}
    return {**common, "state": parameter, "change": change_parameter,
            "levers": [lever("pin", "v6"), lever("breaker", "tripped"), lever("fallback", "gpt-4o-mini"), lever("prompt", "v12")]}


def moto_cases():
    return [moto_case(profile) for profile in ("sagemaker", "ssm")] if has_moto() else []


def setup(is_exact=False):
    return [fake_case(is_exact), *moto_cases()]


def a_change_takes_its_time(bench, fake):
    fake.lag = 2.5
    for name in ("pin:support-bot", "shed:support-bot"):
        code, result, errors = bench.on(name).fire(journal=name[:3])
        check(code == 0 and result["outcome"] == "verified", "it is waited for", name, code, result, errors)
    fake.lag = None
    with short_copy("sagemaker", bench.folder) as profile:
        code, result, errors = bench.fire(to="support-cfg-v5", profile=profile)
        check(code == 5 and result["outcome"] == "not_yet_visible", "not yet", code, result, errors)
        code, _, errors = bench.on("shed:support-bot").fire(to="0.25", profile=profile)
        check(code in (1, 4) and "takes no change now" in errors, "one at a time", code, errors)
    check(len(fake.writes) == 3, "sent once each", fake.writes)


def what_sagemaker_rolls_back_is_not_in_effect(bench, fake):
    fake.fails = True
    with short_copy("sagemaker", bench.folder) as profile:
        code, result, errors = bench.fire(profile=profile)
    check(code == 5 and result["outcome"] == "not_yet_visible" and bench.state() == "support-cfg-v7", "rolled back", code, result,
          errors)


def a_configuration_that_is_not_there(bench, fake):
    code, _, errors = bench.fire(to="support-cfg-v9")
    check(code in (1, 4) and "no endpoint configuration support-cfg-v9" in errors and not fake.writes, "unknown", code, errors)
    # The name of another one is in it.
    code, _, errors = bench.fire(to="support-cfg")
    check(code in (1, 4) and "no endpoint configuration support-cfg " in errors, "a part of a name", code, errors)


def a_key_that_may_not_is_refused_by_a_400(bench, fake):
    fake.denied = True
    code, result, errors = bench.fire()
    check(code == 1 and result["outcome"] == "refused" and "AccessDeniedException" in result["message"], "400", code, result, errors)


def the_other_variants_stay(bench, fake):
    own = bench.on("breaker:support-bot")
    check(own.fire()[0] == 0, "fire")
    variants = fake.endpoints["support-bot"]["ProductionVariants"]
    check([one["CurrentWeight"] for one in variants] == [1.0, 0.0], "one weight", variants)
    check(own.undo()[0] == 0 and [one["CurrentWeight"] for one in variants] == [1.0, 2.0], "2 again, not 1", variants)


def botocore_reads_and_writes_the_same(bench, fake):
    try:
        from botocore.session import Session
    except ImportError:
        raise Skip("botocore is not installed") from None
    session = Session()
    session.set_credentials(*KEY)
    client = session.create_client("sagemaker", region_name="us-east-1", endpoint_url=bench.case["url"])
    check(bench.fire()[0] == 0, "fire")
    check(client.describe_endpoint(EndpointName="support-bot")["EndpointConfigName"] == "support-cfg-v6", "it sees ours")
    client.update_endpoint(EndpointName="support-bot", EndpointConfigName="support-cfg-v5")
    check(bench.run("read")[1]["value"] == "support-cfg-v5", "we see its own")


def a_parameter_of_ssm_comes_and_goes(plumbline, case, folder):
    bench = Bench(plumbline, case, case["levers"][1], folder)
    case["reset"]()
    code, result, errors = bench.fire()
    check(code == 0 and result["before"]["exists"] is False and bench.state() == ["tripped"], "made", code, result, errors)
    code, result, errors = bench.undo()
    check(code == 0 and bench.state() == [], "taken away", code, result, errors)
    pin = bench.on("pin:support-bot")
    code, result, errors = pin.fire("--expect-version", "1")
    check(code == 0 and result["written_version"] == "2", "a version more", code, result, errors)
    moto_call(case["url"], "AmazonSSM", "PutParameter", {"Name": "/plumbline/pins/agent-orders", "Value": "v6", "Type": "SecureString",
                                                         "Overwrite": True})
    other = dict(pin.lever, lever="pin:agent-orders", target="agent-orders")
    code, _, errors = Bench(plumbline, case, other, folder).run("read")
    check(code in (1, 4) and "is no String" in errors, "what is encrypted", code, errors)


TESTS = (a_change_takes_its_time, what_sagemaker_rolls_back_is_not_in_effect, a_configuration_that_is_not_there,
         a_key_that_may_not_is_refused_by_a_400, the_other_variants_stay, botocore_reads_and_writes_the_same)


def main():
    plumbline = program()
    cases = setup(is_exact=True)
    for one in SKIPPED:
        print("skip", one, flush=True)
    if len(cases) > 1:
        with tempfile.TemporaryDirectory() as folder:
            a_parameter_of_ssm_comes_and_goes(plumbline, cases[-1], folder)
        print("ok   a_parameter_of_ssm_comes_and_goes", flush=True)
    return run_tests(plumbline, cases, TESTS)


if __name__ == "__main__":
    sys.exit(main())
