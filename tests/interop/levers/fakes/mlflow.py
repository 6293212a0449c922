# SPDX-License-Identifier: GPL-3.0-or-later
"""MLflow's model registry (mlflow/protos/model_registry.proto, mlflow/store/model_registry/sqlalchemy_store.py): aliases
move in one step; an alias that is not there is a 400, a model that is not there a 404, versions are texts. FakeServing is
a server that has loaded what an alias named at some time, and loads again only after `lag` seconds, or never."""
import re
import time

from base import Fake, Reply, main, route

API = "/api/2.0/mlflow"


def error(status, code, message):
    return Reply(status, {"error_code": code, "message": message})


class FakeMlflow(Fake):
    def __init__(self, authorization="", reader=""):
        super().__init__()
        self.authorization, self.reader = authorization, reader
        self.reset()

    def reset(self):
        self.models = {}  # name -> {version: status}
        self.aliases = {}  # (name, alias) -> version
        self.is_aborting = False

    def authorize(self, request):
        given = request.headers.get("Authorization", "")
        if self.authorization and given == self.reader and request.method != "GET":
            raise Reply(403, "Permission denied", {"Content-Type": "text/html; charset=utf-8"})
        if self.authorization and given not in (self.authorization, self.reader):
            raise Reply(401, "You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth/index.html",
                        {"Content-Type": "text/html; charset=utf-8", "WWW-Authenticate": 'Basic realm="mlflow"'})

    def required(self, request, *names):
        """What a request of JSON, or of a query, has to name."""
        given = request.query if request.method == "GET" else request.json() or {}
        for name in names:
            if given.get(name) in (None, ""):
                raise error(400, "INVALID_PARAMETER_VALUE", f"Missing value for required parameter '{name}'. See the API docs for "
                            "more information about request parameters.")
        return [given[name] for name in names]

    def nameable(self, alias):
        """mlflow/utils/validation.py."""
        if not re.fullmatch(r"[\w\-]*", alias):
            raise error(400, "INVALID_PARAMETER_VALUE", f"Invalid alias name: '{alias}'. Names may only contain alphanumerics, "
                        "underscores (_), and dashes (-).")
        if alias.lower() == "latest":
            raise error(400, "INVALID_PARAMETER_VALUE", "'latest' alias name (case insensitive) is reserved.")
        if re.fullmatch(r"[vV]\d+", alias):
            raise error(400, "INVALID_PARAMETER_VALUE", f"Version alias name '{alias}' is reserved.")

    def known(self, name):
        if name not in self.models:
            raise error(404, "RESOURCE_DOES_NOT_EXIST", f"Registered Model with name={name} not found")
        return self.models[name]

    def version_of(self, name, version):
        if not str(version).isdigit():
            raise error(400, "INVALID_PARAMETER_VALUE", f"Parameter 'version' must be an integer, got '{version}'.")
        if version not in self.known(name):
            raise error(404, "RESOURCE_DOES_NOT_EXIST", f"Model Version (name={name}, version={version}) not found")
        return {"name": name, "version": version, "creation_timestamp": 1, "last_updated_timestamp": 1,
                "current_stage": "None", "source": f"runs:/r{version}/model", "run_id": f"r{version}",
                "status": self.models[name][version],
                "aliases": [alias for (model, alias), number in self.aliases.items() if (model, number) == (name, version)]}

    @route("GET", API + "/registered-models/get")
    def get(self, request):
        name, = self.required(request, "name")
        self.known(name)
        model = {"name": name, "creation_timestamp": 1, "last_updated_timestamp": 1}
        aliases = [{"alias": alias, "version": version} for (model_name, alias), version in self.aliases.items()
                   if model_name == name]
        return {"registered_model": {**model, **({"aliases": aliases} if aliases else {})}}

    @route("GET", API + "/model-versions/get")
    def version(self, request):
        return {"model_version": self.version_of(*self.required(request, "name", "version"))}

    @route("GET", API + "/registered-models/alias")
    def by_alias(self, request):
        name, alias = self.required(request, "name", "alias")
        self.known(name)
        if (name, alias) not in self.aliases:
            raise error(400, "INVALID_PARAMETER_VALUE", f"Registered model alias {alias} not found.")
        return {"model_version": self.version_of(name, self.aliases[(name, alias)])}

    @route("POST", API + "/registered-models/alias")
    def set(self, request):
        name, alias, version = self.required(request, "name", "alias", "version")
        if not isinstance(version, str):
            raise error(400, "INVALID_PARAMETER_VALUE", f"Invalid value {version} for parameter 'version' supplied.")
        if self.is_aborting:
            raise error(409, "ABORTED", "The registered model is being changed by another request")
        self.nameable(alias)
        self.version_of(name, version)
        self.aliases[(name, alias)] = version
        self.wrote(request)
        return {}

    @route("DELETE", API + "/registered-models/alias")
    def delete(self, request):
        name, alias = self.required(request, "name", "alias")
        self.known(name)
        self.aliases.pop((name, alias), None)
        self.wrote(request)
        return {}


class FakeServing(Fake):
    def __init__(self, registry, name, alias, key=""):
        super().__init__()
        self.registry, self.name, self.alias, self.key = registry, name, alias, key
        self.reset()

    def reset(self, lag=0.0):
        self.lag, self.loaded, self.asked = lag, None, None

    @route("GET", "/version")
    def version(self, request):
        if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            raise Reply(401, {"error": "no"})
        named = self.registry.aliases.get((self.name, self.alias))
        if self.loaded is None or named == self.loaded:
            self.loaded, self.asked = named, None
        elif self.asked is None:
            self.asked = time.monotonic()
        elif time.monotonic() > self.asked + self.lag:
            self.loaded = named
        return {"version": self.loaded, "mlflow": "3.1.0"}


if __name__ == "__main__":
    main(FakeMlflow())
