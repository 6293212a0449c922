# SPDX-License-Identifier: GPL-3.0-or-later
"""Flags and AI Configs of LaunchDarkly's REST API (@launchdarkly/mcp-server src/funcs, src/models) and the payload its server
SDKs poll. Semantic patches need their content type; a clash with a scheduled change is a 400."""
import re

from base import Fake, Reply, main, route

SEMANTIC = "domain-model=launchdarkly.semanticpatch"


class FakeLaunchDarkly(Fake):
    def __init__(self, token="api-token", sdk_key="sdk-key"):
        super().__init__()
        self.token, self.sdk_key = token, sdk_key
        self.flags = {}  # key -> {"variations": [values], environments: {name: {on, version, fallthrough}}}
        self.configs = {}  # key -> the same, variations are (name, value)
        self.scheduled = set()  # keys with a change that is scheduled
        self.lag = 0  # so many polls still get the old payload; -1: all
        self.payload = None

    def authorize(self, request):
        wanted = self.sdk_key if request.path.startswith("/sdk/") else self.token
        if request.headers.get("Authorization") != wanted:
            raise Reply(401, {"code": "unauthorized", "message": "Invalid access token"})

    @staticmethod
    def entry(variations, on=True, variation=0):
        return {"variations": variations, "environments": {
            name: {"on": on, "version": 3, "fallthrough": {"variation": variation}} for name in ("production", "test")}}

    @staticmethod
    def ids(key, index):
        return f"{key}-variation-{index}"

    def flag(self, key, env):
        flag = self.flags[key]
        link = {"href": f"/api/v2/flags/default/{key}", "type": "application/json"}
        environments = {name: {"on": own["on"], "archived": False, "salt": "s", "sel": "t", "lastModified": 1764000000000,
                               "version": own["version"], "targets": [], "contextTargets": [], "rules": [],
                               "fallthrough": own["fallthrough"], "offVariation": len(flag["variations"]) - 1,
                               "prerequisites": [], "_site": link, "_environmentName": name.title(), "trackEvents": False,
                               "trackEventsFallthrough": False}
                        for name, own in flag["environments"].items() if not env or name == env}
        return {"name": key, "kind": "multivariate", "description": "", "key": key, "_version": 7,
                "creationDate": 1760000000000, "variations": [{"_id": self.ids(key, index), "value": value}
                                                              for index, value in enumerate(flag["variations"])],
                "temporary": False, "tags": [], "_links": {"self": link}, "experiments": {"baselineIdx": 0, "items": []},
                "customProperties": {}, "archived": False, "environments": environments}

    def targeting(self, key):
        config = self.configs[key]
        environments = {name: {"contextTargets": [], "enabled": own["on"], "fallthrough": own["fallthrough"],
                               "lastModified": 1764000000000, "offVariation": 0, "rules": [], "targets": [],
                               "trackEvents": False, "trackEventsFallthrough": False, "_environmentName": name.title(),
                               "_version": own["version"]} for name, own in config["environments"].items()}
        return {"createdAt": 1760000000000, "environments": environments, "experiments": {"baselineIdx": 0, "items": []},
                "key": key, "name": key, "tags": [], "_version": 4,
                "variations": [{"_id": self.ids(key, index), "description": "", "name": name, "value": value}
                               for index, (name, value) in enumerate(config["variations"])]}

    def known(self, entries, key):
        if key not in entries:
            raise Reply(404, {"code": "not_found", "message": f"Unknown key {key}"})

    @route("GET", "/api/v2/flags/([^/]+)/([^/]+)")
    def read(self, request, project, key):
        self.known(self.flags, key)
        return self.flag(key, request.query.get("env"))

    @route("GET", "/api/v2/projects/([^/]+)/ai-configs/([^/]+)/targeting")
    def read_config(self, request, project, key):
        self.known(self.configs, key)
        return self.targeting(key)

    @route("PATCH", "/api/v2/flags/([^/]+)/([^/]+)")
    def write(self, request, project, key):
        self.known(self.flags, key)
        body = request.json()
        if key in self.scheduled and request.query.get("ignoreConflicts") != "true":
            raise Reply(400, {"code": "invalid_request", "message": "The requested changes conflict with pending scheduled "
                              "changes. Use ignoreConflicts to apply them all the same."})
        if SEMANTIC in request.headers.get("Content-Type", ""):
            self.semantic(key, self.flags[key], body)
        else:
            self.json_patch(self.flags[key], body)
        self.wrote(request)
        return self.flag(key, None)

    @route("PATCH", "/api/v2/projects/([^/]+)/ai-configs/([^/]+)/targeting")
    def write_config(self, request, project, key):
        self.known(self.configs, key)
        self.semantic(key, self.configs[key], request.json())
        self.wrote(request)
        return self.targeting(key)

    def semantic(self, key, entry, body):
        environment = entry["environments"].get((body or {}).get("environmentKey"))
        if environment is None or not body.get("instructions"):
            raise Reply(400, {"code": "invalid_request", "message": "environmentKey and instructions are required"})
        for instruction in body["instructions"]:
            kind = instruction.get("kind")
            if kind in ("turnFlagOn", "turnFlagOff"):
                environment["on"] = kind == "turnFlagOn"
            elif kind == "updateFallthroughVariationOrRollout":
                ids = [self.ids(key, index) for index in range(len(entry["variations"]))]
                if instruction.get("variationId") not in ids:
                    raise Reply(400, {"code": "invalid_request", "message": "invalid variation id"})
                environment["fallthrough"] = {"variation": ids.index(instruction["variationId"])}
            else:
                raise Reply(400, {"code": "invalid_request", "message": f"unknown instruction {kind}"})
        environment["version"] += 1

    def json_patch(self, entry, body):
        changes = body.get("patch") if isinstance(body, dict) else body
        if not isinstance(changes, list):
            raise Reply(400, {"code": "invalid_request", "message": "a patch is a list of operations; a semantic patch needs "
                              "domain-model=launchdarkly.semanticpatch in its content type"})
        for change in changes:
            found = re.fullmatch("/environments/([^/]+)/(on|fallthrough/variation)", change["path"])
            if change["op"] != "replace" or not found:
                raise Reply(400, {"code": "invalid_request", "message": "patch is invalid"})
            environment = entry["environments"][found[1]]
            if found[2] == "on":
                environment["on"] = change["value"]
            else:
                environment["fallthrough"] = {"variation": change["value"]}
            environment["version"] += 1

    def served(self):
        def one(key, entry, values):
            own = entry["environments"]["production"]
            return {"key": key, "version": own["version"], "on": own["on"], "variations": values, "offVariation": 0,
                    "fallthrough": dict(own["fallthrough"]), "rules": [], "targets": [], "salt": "s"}

        flags = {key: one(key, entry, entry["variations"]) for key, entry in self.flags.items()}
        flags.update({key: one(key, entry, [value for _, value in entry["variations"]]) for key, entry in self.configs.items()})
        return {"flags": flags, "segments": {}}

    @route("GET", "/sdk/latest-all")
    def poll(self, request):
        if self.lag and self.payload:
            self.lag -= 1 if self.lag > 0 else 0
        else:
            self.payload = self.served()
        return self.payload


if __name__ == "__main__":
    main(FakeLaunchDarkly())
