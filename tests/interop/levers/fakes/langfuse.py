# SPDX-License-Identifier: GPL-3.0-or-later
"""Prompts of Langfuse (web/public/generated/api/openapi.yml): labels are unique across the versions of a prompt and
move in one step, "latest" is reserved, and what applications get may come from a cache."""
import base64

from base import Fake, Reply, main, route


class FakeLangfuse(Fake):
    def __init__(self, key="pk-lf-1:sk-lf-1"):
        super().__init__()
        self.key = key
        self.prompts = {}  # name -> {version: labels}
        self.protected = set()  # labels that this key may not move
        self.stale = 0  # so many answers still come from the cache; -1: all
        self.cached = {}

    def authorize(self, request):
        wanted = "Basic " + base64.b64encode(self.key.encode()).decode()
        if request.headers.get("Authorization") != wanted:
            raise Reply(401, {"message": "Invalid credentials. Confirm that you've configured the correct host.",
                              "error": "UnauthorizedError"})

    def put(self, name, labels):
        """labels: those of version 1, of version 2, ..."""
        self.prompts[name] = {number + 1: set(own) for number, own in enumerate(labels)}
        self.cached.clear()

    def labelled(self, name, label):
        for version, labels in self.prompts.get(name, {}).items():
            if label in labels:
                return version
        return None

    def prompt(self, name, version):
        return {"id": f"{name}-{version}", "createdAt": "2026-11-20T10:00:00.000Z", "updatedAt": "2026-11-27T10:00:00.000Z",
                "projectId": "p-1", "createdBy": "API", "prompt": f"You are {name}, version {version}.", "name": name,
                "version": version, "type": "text", "isActive": None, "config": {}, "tags": [], "commitMessage": None,
                "labels": sorted(self.prompts[name][version] | ({"latest"} if version == max(self.prompts[name]) else set())),
                "resolutionGraph": None}

    @route("GET", "/api/public/v2/prompts")
    def all(self, request):
        names = [name for name in self.prompts if request.query.get("name", name) == name]
        rows = [{"name": name, "type": "text", "versions": sorted(self.prompts[name]), "tags": [], "lastConfig": {},
                 "labels": sorted(set().union(*self.prompts[name].values())), "lastUpdatedAt": "2026-11-27T10:00:00.000Z"}
                for name in names]
        return {"data": rows, "meta": {"page": 1, "limit": 50, "totalItems": len(rows), "totalPages": 1},
                "pagination": {"page": 1, "limit": 50, "totalItems": len(rows), "totalPages": 1}}

    @route("GET", "/api/public/v2/prompts/([^/]+)")
    def one(self, request, name):
        version, label = request.query.get("version"), request.query.get("label")
        if version and label:
            raise Reply(400, {"message": "Cannot specify both version and label", "error": "InvalidRequestError"})
        found = int(version) if version else self.labelled(name, label or "production")
        if label == "latest" and name in self.prompts:
            found = max(self.prompts[name])
        if found not in self.prompts.get(name, {}):
            what = f"version {version}" if version else f"label '{label or 'production'}'"
            raise Reply(404, {"message": f"Prompt not found: '{name}' with {what}", "error": "LangfuseNotFoundError"})
        if not version and request.query.get("resolve") != "false":
            if self.stale and (name, label) in self.cached:
                self.stale -= 1 if self.stale > 0 else 0
                found = self.cached[(name, label)]
            self.cached[(name, label)] = found
        return self.prompt(name, found)

    @route("PATCH", "/api/public/v2/prompts/([^/]+)/versions/([0-9]+)")
    def label(self, request, name, version):
        labels = (request.json() or {}).get("newLabels")
        if not isinstance(labels, list) or not all(isinstance(one, str) for one in labels):
            raise Reply(400, {"message": "Invalid request data", "error": [{"code": "invalid_type", "path": ["newLabels"]}]})
        if "latest" in labels:
            raise Reply(400, {"message": "Invalid request data",
                              "error": [{"code": "custom", "path": ["newLabels", 0], "message": "Label 'latest' is always "
                                         "assigned to the latest prompt version"}]})
        if int(version) not in self.prompts.get(name, {}):
            raise Reply(404, {"message": f"Prompt not found: {name}", "error": "LangfuseNotFoundError"})
        if self.protected & set(labels):
            raise Reply(403, {"message": "You don't have permission to change a protected label", "error": "ForbiddenError"})
        for own in self.prompts[name].values():
            own -= set(labels)
        self.prompts[name][int(version)] |= set(labels)
        self.wrote(request)
        return self.prompt(name, int(version))


if __name__ == "__main__":
    main(FakeLangfuse())
