#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves fields of KServe's, Argo's and Envoy AI Gateway's objects in a fake API server, which kubectl reads and patches
too, over TLS.

Run: kubernetes.py PLUMBLINE."""
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from fakes.kubernetes import FakeAiGateway, FakeKubernetes  # noqa: E402
from leverkit import Bench, Skip, check, program, run_tests, short_copy  # noqa: E402

TOKEN, READER = "k8s-token-4711", "k8s-reader-0815"
ENV = {"PLUMBLINE_TOKEN_KUBERNETES": TOKEN}
KSERVE = ("serving.kserve.io", "v1beta1", "inferenceservices", "models")
ARGO = ("argoproj.io", "v1alpha1", "rollouts", "models")
SETS = ("apps", "v1", "replicasets", "models")
ROUTES = ("aigateway.envoyproxy.io", "v1beta1", "aigatewayroutes", "models")
OLD, NEW, OLDER = "registry/bot:v6", "registry/bot:v7", "registry/bot:v5"


def template(image, pod_hash=None):
    labels = {"app": "bot", **({"rollouts-pod-template-hash": pod_hash} if pod_hash else {})}
    return {"metadata": {"labels": labels},
            "spec": {"containers": [{"name": "bot", "image": image, "env": [{"name": "V", "value": image[-2:]}]}]}}


def fill(fake):
    fake.reset()
    fake.put(*KSERVE, "support-bot", spec={"predictor": {"minReplicas": 1, "canaryTrafficPercent": 20,
                                                         "model": {"modelFormat": {"name": "huggingface"}, "storageUri": "s3://m/v7"}}})
    fake.put(*ARGO, "support-bot", spec={"replicas": 4, "strategy": {"canary": {}}, "template": template(NEW)},
             status={"stableImage": OLD, "stableRS": "h1", "phase": "Paused"})
    for number, image in enumerate((OLDER, OLD, NEW)):
        fake.put(*SETS, f"bot-{number}", spec={"template": template(image, f"h{number}")},
                 metadata={"ownerReferences": [{"kind": "Rollout", "name": "support-bot"}]})
    fake.put(*SETS, "other-9", spec={"template": template(OLD, "other")},
             metadata={"ownerReferences": [{"kind": "Rollout", "name": "other"}]})
    fake.put(*ROUTES, "support-bot", spec={"rules": [{
        "matches": [{"headers": [{"name": "x-ai-eg-model", "value": "support-bot"}]}],
        "backendRefs": [{"name": "primary", "weight": 3, "modelNameOverride": "gpt-4o-2024-11-20"},
                        {"name": "second", "weight": 1, "priority": 1}]}]})
    for key in list(fake.objects):
        fake.due.append((0, key))
    fake.reconcile()
    # A first revision that was rolled out before the one that is tried now.
    told = fake.objects[(*KSERVE, "support-bot")]["status"]["components"]["predictor"]
    told.update(latestRolledoutRevision="support-bot-predictor-00000", previousRolledoutRevision="support-bot-predictor-00000")


PLACES = {"shed:support-bot": ("inferenceservices", lambda o: o["spec"]["predictor"], "canaryTrafficPercent", 70),
          "pin:support-bot": ("inferenceservices", lambda o: o["spec"]["predictor"]["model"], "storageUri", "s3://m/v5"),
          "breaker:support-bot": ("rollouts", lambda o: o["status"], "abort", True),
          "image:support-bot": ("rollouts", lambda o: o["spec"]["template"]["spec"]["containers"][0], "image", OLDER),
          "route:support-bot": ("aigatewayroutes", lambda o: o["spec"]["rules"][0]["backendRefs"][0], "weight", 7),
          "override:support-bot": ("aigatewayroutes", lambda o: o["spec"]["rules"][0]["backendRefs"][0], "modelNameOverride",
                                   "gpt-4-turbo")}
TO = {"shed:support-bot": "0", "pin:support-bot": "s3://m/v6", "breaker:support-bot": "tripped", "image:support-bot": OLD,
      "route:support-bot": "tripped", "override:support-bot": "gpt-4o-2024-08-06"}


def setup():
    fake = FakeKubernetes(TOKEN, READER).start()
    gateway = FakeAiGateway(fake, "support-bot").start()
    fill(fake)

    def state(lever):
        plural, place, name, _ = PLACES[lever]
        return place(fake.get_object(plural, "support-bot")).get(name)

    def change(lever):
        plural, place, name, other = PLACES[lever]
        fake.edit(plural, "support-bot", lambda o: place(o).update({name: other}))

    return [{
        "profile": "kubernetes", "url": fake.url, "fake": fake, "secret": ("KUBERNETES", TOKEN), "change": change,
        "levers": [{"lever": name, "to": TO[name], "target": "support-bot", "env": ENV,
                    # Aborted by somebody else is aborted: there is no third state for them to leave behind.
                    "two_states": name.startswith("breaker"),
                    "params": {"namespace": "models", **({"gateway_url": gateway.url} if name.startswith("override") else {})}}
                   for name in PLACES],
        "missing": [("shed:support-bot", {"prefix": "no-"}, "There is no InferenceService no-support-bot in models"),
                    ("breaker:support-bot", {"namespace": "none"}, "There is no Rollout support-bot in none"),
                    ("route:support-bot", {"prefix": "no-"}, "There is no AIGatewayRoute no-support-bot"),
                    ("override:support-bot", {"backend": "7"}, "no rule 0 with a backend 7")],
        # A probe of the gateway is a POST.
        "is_write": lambda method, path, body: method == "PATCH" and "dryRun=All" not in path,
        "asked": [gateway.url],
        "state": state, "writes": lambda: len(fake.writes), "reset": lambda: fill(fake),
        "stop": lambda: (fake.stop(), gateway.stop())}]


def the_rest_of_the_object_stays(bench, fake):
    before = json.loads(json.dumps(fake.get_object("aigatewayroutes", "support-bot")["spec"]))
    for name in ("override:support-bot", "route:support-bot"):  # without its backend, the gateway's answer is another's
        check(bench.on(name).fire(journal=name[:5])[0] == 0, name)
    after = fake.get_object("aigatewayroutes", "support-bot")["spec"]
    before["rules"][0]["backendRefs"][0].update(weight=0, modelNameOverride="gpt-4o-2024-08-06")
    check(after == before, "two fields and no more", after)
    for name in ("route:support-bot", "override:support-bot"):
        check(bench.on(name).undo(journal=name[:5])[0] == 0, "undo " + name)
    check(fake.get_object("aigatewayroutes", "support-bot")["spec"]["rules"][0]["backendRefs"][0]["weight"] == 3, "3 again, not 1")


def a_whole_template_goes_back(bench, fake):
    check(bench.on("image:support-bot").fire()[0] == 0, "fire")
    check(fake.get_object("rollouts", "support-bot")["spec"]["template"] == template(OLD), "its environment too, without the hash")
    code, _, errors = bench.on("image:support-bot").fire(to="registry/bot:v1")
    check(code in (1, 4) and "No ReplicaSet of support-bot ran registry/bot:v1" in errors, "none ran it", code, errors)


def an_image_of_two_templates_is_not_guessed(bench, fake):
    other = template(OLD, "h9")
    other["spec"]["containers"][0]["env"][0]["value"] = "debug"
    fake.put(*SETS, "bot-9", spec={"template": other}, metadata={"ownerReferences": [{"kind": "Deployment", "name": "support-bot"}]})
    check(bench.on("image:support-bot").run("plan", "--to", OLD)[0] == 0, "another kind of owner is none")
    fake.put(*SETS, "bot-8", spec={"template": other}, metadata={"ownerReferences": [{"kind": "Rollout", "name": "support-bot"}]})
    code, _, errors = bench.on("image:support-bot").fire()
    check(code in (1, 4) and "Several templates of support-bot ran" in errors and not fake.writes, "two", code, errors)


def a_route_that_was_accepted_before_is_not_enough(bench, fake):
    fake.lag = None  # the controller is away, and Accepted stands as it stood
    with short_copy("kubernetes", bench.folder) as profile:
        code, result, errors = bench.on("route:support-bot").fire(profile=profile)
    check(code == 5 and result["outcome"] == "not_yet_visible" and "not served" in result["message"], "not yet", code, result, errors)


def an_old_crd_without_a_status_subresource(bench, fake):
    fake.has_subresources = False
    code, result, errors = bench.on("breaker:support-bot").fire()
    check(code == 0 and result["outcome"] == "verified", "patched with the object", code, result, errors)
    check(fake.get_object("rollouts", "support-bot")["status"]["abort"] is True, "aborted")


def fields_that_were_not_there_are_taken_away(bench, fake):
    fake.edit("inferenceservices", "support-bot", lambda o: o["spec"]["predictor"].pop("canaryTrafficPercent"))
    fake.edit("aigatewayroutes", "support-bot", lambda o: o["spec"]["rules"][0]["backendRefs"][0].pop("modelNameOverride"))
    for name in ("shed:support-bot", "override:support-bot"):
        own = bench.on(name)
        code, result, errors = own.fire(journal=name[:4])
        check(code == 0 and result["before"]["exists"] is False, "set", code, result, errors)
        code, result, errors = own.undo(journal=name[:4])
        check(code == 0 and own.state() is None, "taken away", code, result, errors)


def a_controller_that_lags_is_waited_for(bench, fake):
    fake.lag = 1.2
    check(bench.fire()[0] == 0, "after a while")
    fake.lag = None
    with short_copy("kubernetes", bench.folder) as profile:
        for name in ("shed:support-bot", "pin:support-bot", "breaker:support-bot", "image:support-bot"):
            to = "50" if name.startswith("shed") else None
            code, result, errors = bench.on(name).fire(to=to, profile=profile, journal=name[:4])
            check(code == 5 and result["outcome"] == "not_yet_visible" and "not served" in result["message"],
                  "nobody acts on it", name, code, result, errors)


def a_model_that_cannot_be_loaded(bench, fake):
    with short_copy("kubernetes", bench.folder) as profile:
        code, result, errors = bench.on("pin:support-bot").fire(to="s3://m/no-such", profile=profile)
    check(code == 5 and "BlockedByFailedLoad" in result["message"], "told by KServe", code, result, errors)
    code, result, errors = bench.on("pin:support-bot").undo()
    check(code == 0 and bench.on("pin:support-bot").state() == "s3://m/v7", "and back", code, result, errors)


def what_gitops_reverts_is_not_in_effect(bench, fake):
    fake.reverted = True
    with short_copy("kubernetes", bench.folder) as profile:
        code, result, errors = bench.fire(profile=profile)
    check(code == 5 and result["outcome"] == "not_yet_visible" and bench.state() == 20, "reverted", code, result, errors)


def a_status_that_moves_is_a_conflict_and_no_harm(bench, fake):
    plan = bench.run("plan", "--to", "0")[1]
    check('"resourceVersion":"' in json.dumps(plan["requests"]).replace("\\", "").replace(" ", ""), "the lock is in the patch", plan)
    fake.edit("inferenceservices", "support-bot", lambda o: o["status"].update(touched=1))
    code, result, errors = bench.fire("--expect-version", plan["before"]["version"])
    check(code == 0, "planned anew it is done", code, result, errors)


def a_reader_may_not_patch(bench, fake):
    code, result, errors = bench.fire(env={"PLUMBLINE_TOKEN_KUBERNETES": READER})
    check(code == 1 and result["outcome"] == "refused" and "Forbidden" in result["message"], "403", code, result, errors)


def a_plan_tells_what_would_be_said(bench, fake):
    def dry_run(**more):
        code, plan, errors = bench.run("plan", "--to", "5", **more)
        check(code == 0 and len(plan["dry_runs"]) == 1, "planned", code, plan, errors)
        return plan["dry_runs"][0]["answer"], plan["dry_runs"][0]["detail"]

    check(dry_run() == ("would_accept", "HTTP 200"), "done if it is sent", dry_run())
    answer, detail = dry_run(env={"PLUMBLINE_TOKEN_KUBERNETES": READER})
    check(answer == "would_refuse" and "403" in detail and "Forbidden" in detail, "a role", answer, detail)
    fake.webhook = 'admission webhook "freeze.ops" denied the request: frozen until Monday'
    answer, detail = dry_run()
    check(answer == "would_refuse" and "frozen until Monday" in detail, "a webhook", answer, detail)
    code, plan, errors = bench.run("plan", "--to", "0")
    check(code == 0 and not plan["dry_runs"], "what is safe waits for no dry run", code, plan, errors)
    check(not fake.writes and bench.state() == 20, "nothing was done", fake.writes)
    code, result, errors = bench.fire()
    check(code == 1 and result["outcome"] == "refused" and "frozen until Monday" in result["message"], "as told", code, result, errors)


def certificate(folder):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=kube", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key.pem",
                    "-out", folder / "ca.pem"], check=True, capture_output=True)
    return folder / "ca.pem", folder / "key.pem"


def kubectl_reads_and_patches_the_same(bench, _):
    if not shutil.which("kubectl") or not shutil.which("openssl"):
        raise Skip("kubectl is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ca_file, key_file = certificate(folder)
        fake = FakeKubernetes(TOKEN, READER).start()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(ca_file, key_file)
        fake.server.socket = context.wrap_socket(fake.server.socket, server_side=True)
        fill(fake)
        url = fake.url.replace("http:", "https:")
        case = {**bench.case, "url": url, "fake": fake}

        def kubectl(*arguments):
            done = subprocess.run(["kubectl", "--server", url, "--certificate-authority", str(ca_file), "--token", TOKEN,
                                   "--cache-dir", str(folder / "cache"), "-n", "models", *arguments],
                                  capture_output=True, text=True, timeout=60, env={**os.environ, "KUBECONFIG": "/dev/null"})
            check(done.returncode == 0, "kubectl", arguments, done.stdout, done.stderr)
            return done.stdout

        own = Bench(bench.plumbline, case, bench.lever, folder)
        percent = ("get", "inferenceservices.serving.kserve.io", "support-bot", "-o",
                   "jsonpath={.spec.predictor.canaryTrafficPercent}")
        check(kubectl(*percent) == "20", "kubectl reads")
        code, _, errors = own.run("read")
        check(code != 0 and not fake.writes, "a certificate of nobody known", code, errors)
        params = {"ca_file": str(ca_file)}
        code, result, errors = own.fire(params=params)
        check(code == 0 and kubectl(*percent) == "0", "kubectl sees ours", code, result, errors)
        kubectl("patch", "inferenceservices.serving.kserve.io", "support-bot", "--type=merge", "-p",
                '{"spec":{"predictor":{"canaryTrafficPercent":35}}}')
        check(own.run("read", params=params)[1]["value"] == "35", "we see kubectl's")
        code, result, errors = own.undo(params=params)
        check(code == 1, "an undo over kubectl's change is a conflict", code, result, errors)
        kubectl("patch", "rollouts.argoproj.io", "support-bot", "--type=json", "-p",
                json.dumps([{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": OLDER}]))
        check(own.on("image:support-bot").run("read", params=params)[1]["value"] == OLDER, "a JSON patch too")
        fake.stop()


TESTS = (the_rest_of_the_object_stays, a_whole_template_goes_back, an_image_of_two_templates_is_not_guessed,
         a_route_that_was_accepted_before_is_not_enough, an_old_crd_without_a_status_subresource, fields_that_were_not_there_are_taken_away,
         a_controller_that_lags_is_waited_for, a_model_that_cannot_be_loaded, what_gitops_reverts_is_not_in_effect,
         a_status_that_moves_is_a_conflict_and_no_harm, a_reader_may_not_patch, a_plan_tells_what_would_be_said, kubectl_reads_and_patches_the_same)


def main():
    return run_tests(program(), setup(), TESTS)


if __name__ == "__main__":
    sys.exit(main())
