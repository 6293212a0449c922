# SPDX-License-Identifier: GPL-3.0-or-later
"""The API server of Kubernetes as far as levers and kubectl need it: discovery, objects of a few resources, merge and JSON
patches with an optimistic lock (409), status subresources, errors as Status; and what the controllers of KServe, Argo
Rollouts and Envoy AI Gateway make of a change in the status, at once or after `lag` seconds, or never."""
import copy
import json
import time

from base import Fake, Reply, main, route

RESOURCES = {  # (group, version, plural) -> kind, has a status subresource
    ("serving.kserve.io", "v1beta1", "inferenceservices"): ("InferenceService", True),
    ("argoproj.io", "v1alpha1", "rollouts"): ("Rollout", True),
    ("aigateway.envoyproxy.io", "v1beta1", "aigatewayroutes"): ("AIGatewayRoute", True),
    ("apps", "v1", "replicasets"): ("ReplicaSet", True),
    ("core.openfeature.dev", "v1beta1", "featureflags"): ("FeatureFlag", True),
}


def status(code, reason, message, details=None):
    return Reply(code, {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": message,
                        "reason": reason, **({"details": details} if details else {}), "code": code})


def merged(target, patch):
    """RFC 7386."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def json_patched(document, operations):
    """RFC 6902, as far as add, replace, remove and test."""
    document = copy.deepcopy(document)
    for operation in operations:
        names = [name.replace("~1", "/").replace("~0", "~") for name in operation["path"].split("/")[1:]]
        place = document
        try:
            for name in names[:-1]:
                place = place[int(name)] if isinstance(place, list) else place[name]
            last = int(names[-1]) if isinstance(place, list) and names[-1] != "-" else names[-1]
            if operation["op"] in ("replace", "remove", "test"):
                place[last]  # must be there
            if operation["op"] == "remove":
                del place[last]
            elif operation["op"] == "test":
                if place[last] != operation["value"]:
                    raise KeyError(last)
            elif operation["op"] == "add" and isinstance(place, list):
                place.append(operation["value"]) if last == "-" else place.insert(last, operation["value"])
            else:
                place[last] = operation["value"]
        except (KeyError, IndexError, ValueError, TypeError):
            raise status(422, "Invalid", "the server rejected our request due to an error in our request") from None
    return document


class FakeKubernetes(Fake):
    seconds = 0  # of the controllers' clock

    def __init__(self, token="", reader=""):
        super().__init__()
        self.token, self.reader = token, reader
        self.reset()

    def reset(self):
        self.objects = {}  # (group, version, plural, namespace, name)
        self.counter = 100
        self.lag = 0.0  # None: the controllers are away
        self.due = []  # (time, key)
        self.has_subresources = True  # False: a cluster with a CRD of before, where the status is a part of the object
        self.webhook = None  # what an admission webhook says no with
        self.reverted = False  # GitOps puts back what was changed

    def authorize(self, request):
        given = request.headers.get("Authorization", "")
        if self.token and given not in (f"Bearer {self.token}", f"Bearer {self.reader}"):
            raise status(401, "Unauthorized", "Unauthorized")
        if self.token and request.method != "GET" and given != f"Bearer {self.token}":
            raise status(403, "Forbidden", 'is forbidden: User "system:serviceaccount:ops:reader" cannot patch resource')

    def missing(self, request):
        return Reply(404, "404 page not found\n", {"Content-Type": "text/plain; charset=utf-8"})

    def put(self, group, version, plural, namespace, name, **parts):
        self.counter += 1
        self.objects[(group, version, plural, namespace, name)] = {
            "apiVersion": f"{group}/{version}", "kind": RESOURCES[(group, version, plural)][0],
            "metadata": {"name": name, "namespace": namespace, "uid": f"u-{name}", "generation": 1,
                         "resourceVersion": str(self.counter), **parts.pop("metadata", {})}, **parts}

    def get_object(self, plural, name):
        """For tests."""
        with self.lock:
            self.reconcile()
            return next(value for key, value in self.objects.items() if key[2] == plural and key[4] == name)

    def touch(self, key, changed):
        """Stores a new state; the generation moves with the spec alone."""
        old = self.objects[key]
        self.counter += 1
        generation = old["metadata"]["generation"] + (changed.get("spec") != old.get("spec"))
        changed["metadata"].update(resourceVersion=str(self.counter), generation=generation)
        self.objects[key] = changed
        if self.lag is not None:
            self.due.append((time.monotonic() + self.lag, key))

    def edit(self, plural, name, function):
        """Somebody else."""
        with self.lock:
            key = next(key for key in self.objects if key[2] == plural and key[4] == name)
            changed = copy.deepcopy(self.objects[key])
            function(changed)
            self.touch(key, changed)

    # ---- the controllers

    def reconcile(self):
        now = time.monotonic()
        for when, key in [one for one in self.due if one[0] <= now]:
            self.due.remove((when, key))
            settled = copy.deepcopy(self.objects[key])
            {"inferenceservices": self.serve, "rollouts": self.roll, "aigatewayroutes": self.accept}.get(
                key[2], lambda _: None)(settled)
            if settled.get("status") != self.objects[key].get("status"):
                self.counter += 1
                settled["metadata"]["resourceVersion"] = str(self.counter)
                self.objects[key] = settled

    @staticmethod
    def serve(service):
        """KServe: a new model makes a new revision; canaryTrafficPercent splits between it and the one before."""
        predictor = service["spec"]["predictor"]
        told = service.setdefault("status", {})
        component = told.setdefault("components", {}).setdefault("predictor", {})
        uri = predictor["model"]["storageUri"]
        if told.get("uri") != uri:
            number = int(component.get("latestCreatedRevision", "r-00000")[-5:]) + 1
            revision = f"{service['metadata']['name']}-predictor-{number:05}"
            component.update(latestCreatedRevision=revision,
                             previousRolledoutRevision=component.get("latestRolledoutRevision", revision))
            told["uri"] = uri
        bad = "no-such" in uri
        told["modelStatus"] = {"transitionStatus": "BlockedByFailedLoad" if bad else "UpToDate"}
        if not bad:
            component["latestReadyRevision"] = component["latestCreatedRevision"]
        percent = predictor.get("canaryTrafficPercent", 100)
        # What it has observed is counted by an object of its own (kserve/kserve#6081).
        if told.get("split") != (uri, percent):
            told["split"] = (uri, percent)
            told["observedGeneration"] = told.get("observedGeneration", 0) + 1
        component["traffic"] = [{"latestRevision": True, "percent": percent, "revisionName": component["latestCreatedRevision"]}]
        if percent < 100:
            component["traffic"].append({"latestRevision": False, "percent": 100 - percent, "tag": "prev",
                                         "revisionName": component["previousRolledoutRevision"]})
        else:
            component["latestRolledoutRevision"] = component["latestCreatedRevision"]
        told["conditions"] = [{"type": "PredictorReady", "status": "True"}, {"type": "Ready", "status": "False" if bad else "True"}]

    @staticmethod
    def roll(rollout):
        """Argo Rollouts: an aborted one is Degraded, the stable template needs no steps, any other waits in its first."""
        told = rollout.setdefault("status", {})
        told["observedGeneration"] = str(rollout["metadata"]["generation"])
        image = rollout["spec"]["template"]["spec"]["containers"][0]["image"]
        if image == told.get("stableImage"):
            told.pop("abort", None)
            told["phase"] = "Healthy"
        elif told.get("abort"):
            told["phase"] = "Degraded"
        else:
            told.pop("abort", None)
            told["phase"] = "Paused"

    @staticmethod
    def accept(gateway_route):
        # The condition is written anew each time, to the second.
        FakeKubernetes.seconds += 1
        at = f"2026-11-28T{FakeKubernetes.seconds // 3600 % 24:02}:{FakeKubernetes.seconds // 60 % 60:02}:" \
             f"{FakeKubernetes.seconds % 60:02}Z"
        gateway_route["status"] = {"conditions": [{"type": "Accepted", "status": "True", "reason": "Accepted",
                                                   "lastTransitionTime": at,
                                                   "message": "AIGatewayRoute reconciled successfully"}]}

    # ---- discovery, for kubectl

    @route("GET", "/version")
    def release(self, request):
        return {"major": "1", "minor": "32", "gitVersion": "v1.32.4", "platform": "linux/amd64"}

    @route("GET", "/api")
    def core(self, request):
        return {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []}

    @route("GET", "/api/v1")
    def core_resources(self, request):
        return {"kind": "APIResourceList", "groupVersion": "v1", "resources": []}

    @route("GET", "/apis")
    def groups(self, request):
        groups = [{"name": group, "versions": [{"groupVersion": f"{group}/{version}", "version": version}],
                   "preferredVersion": {"groupVersion": f"{group}/{version}", "version": version}}
                  for group, version, _ in RESOURCES]
        return {"kind": "APIGroupList", "apiVersion": "v1", "groups": groups}

    @route("GET", "/apis/([^/]+)/([^/]+)")
    def resources(self, request, group, version):
        resources = [{"name": plural, "singularName": kind.lower(), "namespaced": True, "kind": kind,
                      "verbs": ["get", "list", "patch"]} for (g, v, plural), (kind, _) in RESOURCES.items() if (g, v) == (group, version)]
        if self.has_subresources:
            resources += [{"name": one["name"] + "/status", "singularName": "", "namespaced": True, "kind": one["kind"],
                           "verbs": ["get", "patch"]} for one in list(resources)]
        if not resources:
            return self.missing(request)
        return {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": f"{group}/{version}", "resources": resources}

    # ---- objects

    @route("GET", "/apis/([^/]+)/([^/]+)/namespaces/([^/]+)/([^/]+)")
    def list(self, request, group, version, namespace, plural):
        if (group, version, plural) not in RESOURCES:
            return self.missing(request)
        self.reconcile()
        items = [value for key, value in self.objects.items() if key[:4] == (group, version, plural, namespace)]
        return {"kind": RESOURCES[(group, version, plural)][0] + "List", "apiVersion": f"{group}/{version}",
                "metadata": {"resourceVersion": str(self.counter)}, "items": items}

    def key_of(self, request, group, version, namespace, plural, name):
        if (group, version, plural) not in RESOURCES:
            raise self.missing(request)
        key = (group, version, plural, namespace, name)
        if key not in self.objects:
            raise status(404, "NotFound", f'{plural}.{group} "{name}" not found', {"name": name, "group": group, "kind": plural})
        return key

    @route("GET", "/apis/([^/]+)/([^/]+)/namespaces/([^/]+)/([^/]+)/([^/]+)")
    def get(self, request, *place):
        key = self.key_of(request, *place)
        self.reconcile()
        return self.objects[key]

    @route("PATCH", "/apis/([^/]+)/([^/]+)/namespaces/([^/]+)/([^/]+)/([^/]+)(/status)?")
    def patch(self, request, group, version, namespace, plural, name, part=None):
        key = self.key_of(request, group, version, namespace, plural, name)
        old, kind = self.objects[key], request.headers.get("Content-Type", "").split(";")[0]
        if kind == "application/merge-patch+json":
            changed = merged(copy.deepcopy(old), request.json())
        elif kind == "application/json-patch+json":
            changed = json_patched(old, request.json())
        else:
            raise status(415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types "
                         "include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml")
        if changed["metadata"]["resourceVersion"] != old["metadata"]["resourceVersion"]:
            raise status(409, "Conflict", f'Operation cannot be fulfilled on {plural}.{group} "{name}": the object has been '
                         "modified; please apply your changes to the latest version and try again",
                         {"name": name, "group": group, "kind": plural})
        if part and not self.has_subresources:
            raise self.missing(request)
        if not self.has_subresources:
            pass
        elif part:  # the subresource takes the status alone, the object everything else
            changed = {**copy.deepcopy(old), "status": changed.get("status", {})}
        elif "status" in old:
            changed["status"] = copy.deepcopy(old["status"])
        if self.webhook:
            raise status(403, "Forbidden", self.webhook)
        self.admit(changed)
        if request.query.get("dryRun") == "All":
            return changed
        self.wrote(request)
        self.touch(key, changed)
        answer = copy.deepcopy(self.objects[key])
        if self.reverted:
            self.objects[key] = {**copy.deepcopy(old), "metadata": {**old["metadata"], "resourceVersion": str(self.counter + 1)}}
            self.counter += 1
        return answer

    @staticmethod
    def admit(changed):
        percent = changed.get("spec", {}).get("predictor", {}).get("canaryTrafficPercent", 0)
        if not isinstance(percent, int) or not 0 <= percent <= 100:
            raise status(422, "Invalid", f'InferenceService.serving.kserve.io "{changed["metadata"]["name"]}" is invalid: '
                         "spec.predictor.canaryTrafficPercent: Invalid value")
        for rule in changed.get("spec", {}).get("rules", []):
            for backend in rule.get("backendRefs", []):
                if not isinstance(backend.get("weight", 1), int):
                    raise status(422, "Invalid", "spec.rules[0].backendRefs[0].weight: Invalid value")


class FakeAiGateway(Fake):
    """Envoy AI Gateway's data plane: answers with the model of the backend that the route sends to."""

    def __init__(self, cluster, name):
        super().__init__()
        self.cluster, self.name = cluster, name

    @route("POST", "/v1/chat/completions")
    def complete(self, request):
        refs = self.cluster.get_object("aigatewayroutes", self.name)["spec"]["rules"][0]["backendRefs"]
        live = [ref for ref in refs if ref.get("weight", 1) > 0]
        if not live:
            raise Reply(500, "no healthy upstream", {"Content-Type": "text/plain"})
        asked = json.loads(request.body)["model"]
        return {"id": "c", "object": "chat.completion", "model": live[0].get("modelNameOverride", asked), "choices": []}


if __name__ == "__main__":
    main(FakeKubernetes())
