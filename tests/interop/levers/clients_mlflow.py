#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who reads and moves aliases beside us, on the fake of MLflow's registry: the SDK for npm of Databricks, MLflow's makers, and
the requests of MlflowClient (mlflow/store/model_registry/rest_store.py, mlflow/utils/rest_utils.py), sent as it writes them
and read as it reads their answers; MlflowClient itself is not run. Databricks' SDK names versions itself; for aliases its
own HTTP client is given their paths, and its DELETE sends no body, so that it takes none away.

Run: clients_mlflow.py PLUMBLINE. Exit status 77 when npm's @databricks/sdk-experimental is not installed."""
import json
import sys
from pathlib import Path
from urllib.parse import urlencode

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from leverkit import check, http, in_node, need_node, program, run_tests  # noqa: E402
from mlflow import KEY, READER, setup as registry  # noqa: E402

NAME, TOKEN = "support-bot", KEY.removeprefix("Bearer ")
SCRIPT = """
const {WorkspaceClient} = require("@databricks/sdk-experimental");
const [host, token, calls] = process.argv.slice(2);
const workspace = new WorkspaceClient({host, token, authType: "pat"});
const alias = (method, query, payload) => workspace.apiClient.request({
    path: "/api/2.0/mlflow/registered-models/alias", method, query, payload, raw: false,
    headers: new Headers({Accept: "application/json", "Content-Type": "application/json"})});
const acts = {
    version: async (name, version) => {
        const {model_version: one} = await workspace.modelRegistry.getModelVersion({name, version});
        return [one.version, one.status, one.aliases];
    },
    get: async (name, alias_) => (await alias("GET", {name, alias: alias_})).model_version.version,
    set: async (name, alias_, version) => alias("POST", {}, {name, alias: alias_, version}),
    remove: async (name, alias_) => alias("DELETE", {}, {name, alias: alias_}),
};
(async () => {
    for (const [act, ...given] of JSON.parse(calls)) {
        console.log(JSON.stringify(await acts[act](...given).catch(
            (error) => ({error: error.errorCode ?? error.constructor.name, status: error.statusCode}))));
    }
})();"""


class RestException(Exception):
    """An error that tells its error_code; other errors MlflowClient only quotes: MlflowException."""


class MlflowException(Exception):
    pass


class MlflowClient:
    """What MlflowClient sends: the protobuf message as JSON, in the query of a GET and in the body of all else, DELETE too."""

    def __init__(self, url, authorization):
        self.url, self.authorization = url, authorization

    def call(self, method, path, **message):
        target = f"{self.url}/api/2.0/mlflow/{path}" + (f"?{urlencode(message)}" if method == "GET" else "")
        status, _, text = http(method, target, None if method == "GET" else message, {"Authorization": self.authorization})
        if status == 200:
            return json.loads(text)  # {}, too, has to be JSON
        try:
            told = json.loads(text)
        except ValueError:
            raise MlflowException(f"{status} != 200: {text}") from None
        raise RestException(told["error_code"], told["message"])

    def version(self, answer):
        """ModelVersion.from_proto: a text, a name of the enumeration, numbers, texts."""
        one = answer["model_version"]
        check(isinstance(one["version"], str) and one["status"] in ("PENDING_REGISTRATION", "FAILED_REGISTRATION", "READY")
              and isinstance(one["creation_timestamp"], int) and all(isinstance(name, str) for name in one["aliases"]), "fields", one)
        return one["version"], one["aliases"]

    def get_model_version_by_alias(self, name, alias):
        return self.version(self.call("GET", "registered-models/alias", name=name, alias=alias))

    def aliases(self, name):
        """get_registered_model(name).aliases"""
        model = self.call("GET", "registered-models/get", name=name)["registered_model"]
        return {one["alias"]: one["version"] for one in model.get("aliases", [])}

    def set_registered_model_alias(self, name, alias, version):
        return self.call("POST", "registered-models/alias", name=name, alias=alias, version=version)

    def delete_registered_model_alias(self, name, alias):
        return self.call("DELETE", "registered-models/alias", name=name, alias=alias)


def raised(call, *arguments):
    try:
        return call(*arguments)
    except (RestException, MlflowException) as error:
        return type(error).__name__, error.args[0]


def in_sdk(bench, *calls, token=TOKEN):
    """What each call of (act, arguments...) told."""
    return in_node(SCRIPT, bench.case["url"], token, json.dumps(calls))


def fire(bench, **more):
    """Without the server that loads what the alias names: that is mlflow.py's."""
    return bench.fire(params={"serving_url": "", **more})


def the_sdk_sees_and_moves_the_same(bench, fake):
    told = in_sdk(bench, ("version", NAME, "7"), ("get", NAME, "champion"))
    check(told == [["7", "READY", ["champion"]], "7"], "before", told)
    code, result, errors = fire(bench)
    told = in_sdk(bench, ("get", NAME, "champion"), ("version", NAME, "6"), ("version", NAME, "7"), ("set", NAME, "champion", "5"))
    check(code == 0 and told[:3] == ["6", ["6", "READY", ["champion"]], ["7", "READY", []]], "it sees ours", told, result, errors)
    check(told[3] == {}, "it moves it", told)
    told = bench.run("read", params={"serving_url": ""})[1]
    check(told["value"] == "5", "we see its own", told)
    code, result, errors = bench.undo(params={"serving_url": ""})
    check(code == 1 and fake.aliases[(NAME, "champion")] == "5", "ours is not taken back over its own", code, result, errors)


def the_sdk_understands_its_errors(bench, fake):
    told = in_sdk(bench, ("version", NAME, "99"), ("get", NAME, "none"), ("set", "none", "champion", "6"), ("remove", NAME, "champion"))
    absent, invalid = {"error": "RESOURCE_DOES_NOT_EXIST", "status": 404}, {"error": "INVALID_PARAMETER_VALUE", "status": 400}
    check(told == [absent, invalid, absent, invalid], "errors", told)
    told = in_sdk(bench, ("get", NAME, "champion"), token="wrong")[0]
    check(told["status"] == 401, "a wrong token", told)
    check(not fake.writes and fake.aliases[(NAME, "champion")] == "7", "nothing was written", fake.writes)


def mlflow_client_sees_and_moves_the_same(bench, fake):
    client = MlflowClient(bench.case["url"], KEY)
    check(client.get_model_version_by_alias(NAME, "champion") == ("7", ["champion"]), "before")
    code, result, errors = fire(bench)
    check(code == 0 and client.get_model_version_by_alias(NAME, "champion") == ("6", ["champion"]), "it sees ours", result, errors)
    check(client.aliases(NAME) == {"champion": "6", "staging": "5"}, "all of them", client.aliases(NAME))
    check(client.set_registered_model_alias(NAME, "champion", "5") == {}, "it moves it")
    check(bench.run("read", params={"serving_url": ""})[1]["value"] == "5", "we see its own")
    check(client.delete_registered_model_alias(NAME, "champion") == {}, "it takes it away")
    told = bench.run("read", params={"serving_url": ""})[1]
    check(told["exists"] is False and client.aliases(NAME) == {"staging": "5"}, "we see that it is gone", told)
    check(client.delete_registered_model_alias(NAME, "champion") == {}, "once more is no error")


def mlflow_client_understands_its_errors(bench, fake):
    client = MlflowClient(bench.case["url"], KEY)
    invalid = ("RestException", "INVALID_PARAMETER_VALUE")
    absent = ("RestException", "RESOURCE_DOES_NOT_EXIST")
    check(raised(client.get_model_version_by_alias, NAME, "none") == invalid, "no such alias")
    check(raised(client.get_model_version_by_alias, "none", "champion") == absent, "no such model")
    check(raised(client.set_registered_model_alias, NAME, "champion", "99") == absent, "no such version")
    check(raised(client.set_registered_model_alias, NAME, "champion", 6) == invalid, "a number is none")
    for reserved in ("latest", "Latest", "v6", "V6", "a b", ""):
        check(raised(client.set_registered_model_alias, NAME, reserved, "6") == invalid, "not a name", reserved)
    fake.is_aborting = True
    check(raised(client.set_registered_model_alias, NAME, "champion", "6") == ("RestException", "ABORTED"), "a conflict")
    fake.is_aborting = False
    for authorization in ("Bearer wrong", READER):
        other = MlflowClient(bench.case["url"], authorization)
        check(raised(other.set_registered_model_alias, NAME, "champion", "6")[0] == "MlflowException", "no JSON", authorization)
    check(not fake.writes and fake.aliases[(NAME, "champion")] == "7", "nothing was written", fake.writes)


def a_reserved_alias_is_refused_to_us_too(bench, fake):
    for alias in ("latest", "v6"):
        code, result, errors = fire(bench, alias=alias)
        check(code == 1 and result["outcome"] == "refused" and "is reserved" in result["message"], alias, code, result, errors)
    check(not fake.writes, "nothing was written", fake.writes)


TESTS = (the_sdk_sees_and_moves_the_same, the_sdk_understands_its_errors, mlflow_client_sees_and_moves_the_same,
         mlflow_client_understands_its_errors, a_reserved_alias_is_refused_to_us_too)


def main():
    plumbline = program()
    need_node("@databricks/sdk-experimental")
    return run_tests(plumbline, registry(), TESTS, is_whole=False)


if __name__ == "__main__":
    sys.exit(main())
