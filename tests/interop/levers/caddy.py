#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves levers of a real Caddy by its admin API, and asks as callers do what it serves.

Run: caddy.py PLUMBLINE. Exit status 77 when caddy is not installed."""
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from base import Fake, route  # noqa: E402
from leverkit import (PROFILES, Peer, check, free_port, http, one_of_two_wins, program, run_tests,
                      short_copy)  # noqa: E402

ROUTES = "/config/apps/http/servers/llm/routes"
ORIGIN = "http://console.test"


class Model(Fake):
    """An upstream that says who it is."""

    def __init__(self, name):
        super().__init__()
        self.name = name

    @route("GET", "/v1/models")
    def models(self, request):
        return {"object": "list", "data": [{"id": self.name}]}


class Caddy:
    def __init__(self):
        self.folder = tempfile.mkdtemp()
        self.models = [Model("primary").start(), Model("fallback").start()]
        self.dials = [model.url[7:] for model in self.models]
        admin, data = free_port(), free_port()
        self.url, self.data = f"http://127.0.0.1:{admin}", f"http://127.0.0.1:{data}"
        self.config = {
            "admin": {"listen": f"127.0.0.1:{admin}", "enforce_origin": True, "origins": [ORIGIN[7:], f"127.0.0.1:{admin}"]},
            "apps": {"http": {"servers": {"llm": {
                "listen": [f"127.0.0.1:{data}"], "automatic_https": {"disable": True},
                "routes": [self.route(service) for service in ("support-bot", "agent-orders")]}}}}}
        (Path(self.folder) / "caddy.json").write_text(json.dumps(self.config))
        env = dict(os.environ, HOME=self.folder, XDG_DATA_HOME=self.folder, XDG_CONFIG_HOME=self.folder)
        self.peer = Peer(["caddy", "run", "--config", f"{self.folder}/caddy.json"], self.url, "/", env=env)

    def route(self, service):
        return {"@id": service, "match": [{"path": [f"/{service}/*"]}], "handle": [
            {"handler": "rewrite", "strip_path_prefix": f"/{service}"},
            {"@id": f"{service}-upstream", "handler": "reverse_proxy", "upstreams": [{"dial": self.dials[0]}]}]}

    def stop(self):
        self.peer.stop()
        for model in self.models:
            model.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def api(self, method, path, body=None):
        status, _, text = http(method, self.url + path, None if body is None else json.dumps(body),
                               {"Origin": ORIGIN, "Content-Type": "application/json"})
        check(status == 200, "the test's own request", method, path, status, text)
        return json.loads(text) if text else None

    def routes(self):
        return self.api("GET", ROUTES)

    def breakers(self):
        return [one["@id"] for one in self.routes() if one.get("@id") == "support-bot-breaker"]

    def dial(self):
        return self.api("GET", "/id/support-bot-upstream/upstreams/0/dial")

    def served(self, service="support-bot"):
        status, headers, text = http("GET", f"{self.data}/{service}/v1/models")
        return json.loads(text)["data"][0]["id"] if status == 200 else (status, headers.get("Retry-After"))

    def reset(self):
        self.api("PATCH", ROUTES, self.config["apps"]["http"]["servers"]["llm"]["routes"])


def setup():
    if not shutil.which("caddy"):
        raise RuntimeError("caddy is not installed")
    caddy = Caddy()
    params = {"origin": ORIGIN, "data_url": caddy.data}

    def state(lever):
        return len(caddy.breakers()) if lever.startswith("breaker") else caddy.dial()

    def change(lever):
        if lever.startswith("fallback"):
            caddy.api("PATCH", "/id/support-bot-upstream/upstreams/0/dial", "127.0.0.1:1")
        elif caddy.breakers():
            caddy.api("PATCH", "/id/support-bot-breaker/handle/0/body", "by maria")
        else:
            caddy.api("PUT", ROUTES + "/0", {"@id": "marias", "match": [{"path": ["/x"]}], "handle": []})

    return [{"profile": "caddy", "url": caddy.url, "caddy": caddy, "change": change,
             "levers": [{"lever": "breaker:support-bot", "to": "tripped", "target": "support-bot", "params": params, "env": {}},
                        {"lever": "fallback:support-bot", "to": caddy.dials[1], "target": "support-bot", "params": params,
                         "env": {}}],
             "missing": [("breaker:support-bot", {"server": "nowhere"}, "invalid traversal path"),
                         ("fallback:support-bot", {"origin": "http://elsewhere.example"}, "not allowed to access")],
             # Any answer but a gateway's own 5xx is one of whoever is behind it.
             "asked": [caddy.data], "enough": ("login_page", "unauthorized", "empty_ok"),
             "state": state, "writes": lambda: json.dumps(caddy.routes()), "reset": caddy.reset, "stop": caddy.stop}]


def live_traffic_stops_and_goes_on(bench, _):
    caddy = bench.case["caddy"]
    check(caddy.served() == "primary", "before", caddy.served())
    code, result, errors = bench.fire()
    check(code == 0 and caddy.served() == (503, "60"), "tripped", code, result, errors, caddy.served())
    check(caddy.served("agent-orders") == "primary", "callers of other services go on", caddy.served("agent-orders"))
    code, result, errors = bench.fire(to="reset", journal="second")
    check(code == 0 and result["outcome"] == "verified" and caddy.served() == "primary", "reset by the lever itself", code,
          result, errors)
    code, result, errors = bench.undo(journal="second")
    check(code == 0 and caddy.served() == (503, "60"), "undone: tripped again", code, result, errors)


def live_traffic_goes_elsewhere(bench, _):
    caddy, fallback = bench.case["caddy"], bench.on("fallback:support-bot")
    code, result, errors = fallback.fire()
    check(code == 0 and caddy.served() == "fallback", "elsewhere", code, result, errors, caddy.served())
    check(fallback.undo()[0] == 0 and caddy.served() == "primary", "and back")


def a_route_before_ours_is_a_conflict(bench, _):
    caddy = bench.case["caddy"]
    check(bench.fire()[0] == 0, "fire")
    code, told, errors = bench.run("read")
    check(code == 0 and told["version"], "it has a tag", told)
    caddy.api("PUT", ROUTES + "/0", {"@id": "marias", "match": [{"path": ["/x"]}], "handle": []})
    code, result, errors = bench.fire("--expect-version", told["version"], to="reset", journal="other")
    check(code == 1 and result["outcome"] == "conflict" and caddy.breakers(), "its place is another", code, result, errors)


def one_of_many_wins(bench, _):
    fallback = bench.on("fallback:support-bot")
    outcomes = one_of_two_wins(fallback, fallback.run("read")[1]["version"])
    # Its admin endpoint begins anew with each configuration: who was connected then gets no reply.
    left = [outcome for outcome in outcomes if outcome not in ((1, "conflict"), (0, "stands"))]
    check(len(left) <= 1 and set(left) <= {(0, "verified")} and any(code == 0 for code, _ in outcomes), "one winner", outcomes)


def a_config_that_does_not_load_changes_nothing(bench, _):
    caddy, profile = bench.case["caddy"], bench.folder / "wrong.yaml"
    profile.write_text((PROFILES / "caddy.yaml").read_text().replace("tripped: static_response", "tripped: no_such_handler"))
    code, result, errors = bench.fire(profile=str(profile))
    check(code == 1 and result["outcome"] == "refused" and "loading new config" in result["message"], "a 500 that is a no", code,
          result, errors)
    check(caddy.served() == "primary" and not caddy.breakers(), "as before")


def nobody_at_the_new_address_is_told(bench, _):
    fallback = bench.on("fallback:support-bot")
    with short_copy("caddy", bench.folder) as profile:
        code, result, errors = fallback.fire(to=f"127.0.0.1:{free_port()}", profile=profile)
    check(code == 5 and result["outcome"] == "not_yet_visible" and "HTTP 502" in result["message"], "nobody answers there", code,
          result, errors)


TESTS = (live_traffic_stops_and_goes_on, live_traffic_goes_elsewhere, a_route_before_ours_is_a_conflict, one_of_many_wins,
         a_config_that_does_not_load_changes_nothing, nobody_at_the_new_address_is_told)


def main():
    return run_tests(program(["caddy"]), setup(), TESTS)


if __name__ == "__main__":
    sys.exit(main())
