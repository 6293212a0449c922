#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves flags of a real Unleash on PostgreSQL, and asks as applications do what it serves.

Run: unleash.py PLUMBLINE. PLUMBLINE_UNLEASH names the folder of npm's modules with unleash-server in it. Exit status 77 when
that, node or PostgreSQL is not there."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from leverkit import Peer, check, free_port, http, one_of_two_wins, program, run_tests  # noqa: E402

ADMIN, CLIENT = "*:*.unleash-admin-token-for-tests", "default:production.unleash-backend-token-for-tests"
FLAGS = {"breaker": "ai.support-bot.kill", "pin": "ai.support-bot.model", "fallback": "ai.support-bot.fallback",
         "prompt": "ai.support-bot.prompt", "shed": "ai.support-bot.shed", "feedback": "ai.support-bot.feedback"}
KILL, MODEL = FLAGS["breaker"], FLAGS["pin"]
SWITCHES = ("breaker", "feedback")
ENV = {"PLUMBLINE_TOKEN_UNLEASH": ADMIN, "PLUMBLINE_TOKEN_UNLEASH_CLIENT": CLIENT}


def postgres_folder():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Postgres:
    """A database of its own; PostgreSQL does not run as root."""

    def __init__(self, folder):
        self.folder, self.port, self.bin = folder, free_port(), postgres_folder()
        self.prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.prefix:
            shutil.chown(folder, "postgres")
        self.run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "postgres", "--no-sync")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        self.run("pg_ctl", "-D", f"{folder}/data", "-w", "-o", options, "-l", f"{folder}/log", "start")
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "unleash")
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/unleash"

    def run(self, command, *arguments):
        # pg_ctl's child would keep a pipe open.
        with open(os.devnull, "wb") as nothing:
            subprocess.run([*self.prefix, str(self.bin / command), *arguments], stdout=nothing, stderr=nothing, check=True,
                           timeout=120, cwd="/")

    def stop(self):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")


class Unleash:
    def __init__(self, modules):
        self.folder = tempfile.mkdtemp()
        os.chmod(self.folder, 0o755)
        self.database = Postgres(self.folder)
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        env = {"PATH": os.environ["PATH"], "HOME": self.folder, "TZ": "UTC", "NODE_ENV": "production",
               "DATABASE_URL": self.database.url, "DATABASE_SSL": "false", "HTTP_HOST": "127.0.0.1", "HTTP_PORT": str(port),
               "UNLEASH_URL": self.url, "CHECK_VERSION": "false", "SEND_TELEMETRY": "false", "LOG_LEVEL": "warn",
               "INIT_ADMIN_API_TOKENS": ADMIN, "INIT_BACKEND_API_TOKENS": CLIENT}
        try:
            self.peer = Peer(["node", "dist/server.js"], self.url, "/health", env=env, cwd=f"{modules}/unleash-server",
                             within=120)
        except RuntimeError:
            self.database.stop()
            raise
        self.create()

    def stop(self):
        self.peer.stop()
        self.database.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def api(self, method, path, body=None, expected=(200, 201)):
        status, _, text = http(method, self.url + "/api/admin" + path, body, {"Authorization": ADMIN})
        check(status in expected, "the test's own request", method, path, status, text)
        return json.loads(text) if text else None

    def create(self):
        for kind, flag in FLAGS.items():
            self.api("POST", "/projects/default/features", {"name": flag, "type": "kill-switch"})
            if kind != "breaker":  # a kill switch that was never on has no strategy
                self.api("POST", f"{self.place(flag)}/strategies", {
                    "name": "flexibleRollout", "constraints": [],
                    "parameters": {"rollout": "0", "stickiness": "default", "groupId": flag},
                    "variants": [] if kind in SWITCHES else [self.variant("ft:v7")]})

    @staticmethod
    def variant(payload, name="pinned", weight=1000):
        return {"name": name, "weight": weight, "weightType": "variable", "stickiness": "default",
                "payload": {"type": "string", "value": payload}}

    @staticmethod
    def place(flag):
        return f"/projects/default/features/{flag}/environments/production"

    def flag(self, flag):
        return self.api("GET", self.place(flag))

    def turn(self, flag, way):
        self.api("POST", f"{self.place(flag)}/{way}")

    def patch(self, flag, path, value):
        strategy = self.flag(flag)["strategies"][0]["id"]
        self.api("PATCH", f"{self.place(flag)}/strategies/{strategy}", [{"op": "replace", "path": path, "value": value}])

    def variants(self, variants, flag=MODEL):
        self.patch(flag, "/variants", variants)

    def events(self):
        return self.api("GET", "/search/events?limit=1")["total"]

    def reset(self):
        for kind, name in FLAGS.items():
            flag, wanted = self.flag(name), kind != "breaker"
            if flag["enabled"] != wanted:
                self.turn(name, "on" if wanted else "off")
            if kind in SWITCHES:
                continue
            strategy = flag["strategies"][0]
            if kind == "shed":
                if strategy["parameters"]["rollout"] != "0":
                    self.patch(name, "/parameters/rollout", "0")
            elif strategy["variants"] != [self.variant("ft:v7")]:
                self.variants([self.variant("ft:v7")], name)


def setup():
    modules = os.environ.get("PLUMBLINE_UNLEASH", "")
    if not Path(modules, "unleash-server").is_dir() or not shutil.which("node") or not postgres_folder():
        raise RuntimeError("unleash-server, node or PostgreSQL is not installed")
    unleash = Unleash(modules)

    def state(lever):
        kind = lever.split(":")[0]
        flag = unleash.flag(FLAGS[kind])
        if kind in SWITCHES:
            return flag["enabled"]
        return flag["strategies"][0]["parameters"]["rollout"] if kind == "shed" else flag["strategies"][0]["variants"]

    def change(lever):
        kind = lever.split(":")[0]
        if kind in SWITCHES:  # there and back: the event log knows
            now = unleash.flag(FLAGS[kind])["enabled"]
            unleash.turn(FLAGS[kind], "off" if now else "on")
            unleash.turn(FLAGS[kind], "on" if now else "off")
        elif kind == "shed":
            unleash.patch(FLAGS[kind], "/parameters/rollout", "70")
        else:
            unleash.variants([unleash.variant("maria's")], FLAGS[kind])

    unleash.reset()
    return [{"profile": "unleash", "url": unleash.url, "unleash": unleash, "secret": ("UNLEASH", ADMIN), "change": change,
             "levers": [{"lever": f"{kind}:support-bot", "to": to, "target": "support-bot", "params": {}, "env": ENV}
                        for kind, to in (("breaker", "tripped"), ("pin", "ft:gpt-4o-mini:acme:support:v6"), ("fallback", "gpt-4o"),
                                          ("prompt", "v12"), ("shed", "25"), ("feedback", "stopped"))],
             "missing": [("breaker:support-bot", {"prefix": "no."}, "no.support-bot.kill"),
                         ("breaker:support-bot", {"flag_environment": "nowhere"}, "nowhere"),
                         ("pin:support-bot", {"flag_environment": "development"}, "has no strategy in development"),
                         ("shed:support-bot", {"flag_environment": "development"}, "has no gradual rollout")],
             "state": state, "writes": unleash.events, "reset": unleash.reset, "stop": unleash.stop}]


def applications_get_it(bench, _):
    unleash = bench.case["unleash"]

    def served(flag):
        _, _, text = http("GET", unleash.url + "/api/client/features", headers={"Authorization": CLIENT})
        return next(one for one in json.loads(text)["features"] if one["name"] == flag)

    check(bench.fire()[0] == 0 and served(KILL)["enabled"] is True, "the flag", served(KILL))
    check(bench.on("pin:support-bot").fire()[0] == 0, "fire")
    check(served(MODEL)["strategies"][0]["variants"][0]["payload"]["value"].endswith("v6"), "the variant", served(MODEL))


def which_way_round_is_a_parameter(bench, _):
    unleash = bench.case["unleash"]
    code, told, errors = bench.run("read", params={"trips": "off"})
    check(code == 0 and told["value"] == "tripped", "off is tripped", told, errors)
    code, result, errors = bench.fire(to="reset", params={"trips": "off"})
    check(code == 0 and unleash.flag(KILL)["enabled"] is True, "reset is on", result, errors)


def a_kill_switch_for_a_part_is_refused(bench, _):
    unleash = bench.case["unleash"]
    check(bench.fire()[0] == 0, "Unleash adds a strategy for everybody")
    unleash.turn(KILL, "off")
    unleash.patch(KILL, "/parameters/rollout", "50")
    try:
        code, _, errors = bench.fire()
        check(code in (1, 4) and "is not for everybody" in errors and unleash.flag(KILL)["enabled"] is False, "half", code, errors)
    finally:
        unleash.patch(KILL, "/parameters/rollout", "100")


def events_of_other_flags_are_not_of_this_one(bench, _):
    unleash = bench.case["unleash"]
    for _ in range(4):
        unleash.turn(MODEL, "off")
        unleash.turn(MODEL, "on")
    code, result, errors = bench.fire()
    check(code == 0 and "somebody" not in result["message"], "its own events", code, result, errors)


def pins_that_are_none_are_refused(bench, _):
    unleash, pin = bench.case["unleash"], bench.on("pin:support-bot")
    unleash.variants([unleash.variant("a", "one", 500), unleash.variant("b", "two", 500)])
    count = unleash.events()
    code, _, errors = pin.fire()
    check(code in (1, 4) and "several variants by weight" in errors and unleash.events() == count, "several", code, errors)
    unleash.reset()
    unleash.turn(MODEL, "off")
    code, _, errors = pin.fire()
    check(code in (1, 4) and "is off" in errors, "off", code, errors)


def a_test_that_fails_is_a_conflict_though_it_is_a_500(bench, _):
    """The patch of the plan, sent by hand after somebody else's change: what the profile's rule is made for."""
    unleash, pin = bench.case["unleash"], bench.on("pin:support-bot")
    code, plan, errors = pin.run("plan", "--to", pin.lever["to"])
    check(code == 0, "plan", code, errors)
    unleash.variants([unleash.variant("maria's")])
    request = plan["requests"][0]
    status, _, text = http(request["method"], request["url"], json.loads(request["body"]), {"Authorization": ADMIN})
    check(status == 500 and "TEST_OPERATION_FAILED" in text, "the test of the patch", status, text)
    check(unleash.flag(MODEL)["strategies"][0]["variants"] == [unleash.variant("maria's")], "their change stands")


def many_at_once_are_told_honestly(bench, _):
    """Unleash lets several patches with the same test pass: nobody is told a conflict whose write was done."""
    unleash, pin = bench.case["unleash"], bench.on("pin:support-bot")
    version = pin.run("read")[1]["version"]
    count = unleash.events()
    outcomes = one_of_two_wins(pin, version)
    done = unleash.events() - count
    verified = [one for one in outcomes if one == (0, "verified")]
    check(1 <= done <= len(verified), "no more writes than are told", done, outcomes)


def a_token_of_applications_cannot_write(bench, _):
    code, _, errors = bench.fire(env={"PLUMBLINE_TOKEN_UNLEASH": CLIENT})
    check(code in (1, 4) and "different token type" in errors and CLIENT not in errors, "403", code, errors)


def with_its_database_down_nothing_is_claimed(bench, _):
    unleash = bench.case["unleash"]
    unleash.database.stop()
    try:
        code, answer, errors = bench.fire()
        check(code in (1, 4) and not answer.get("sent"), "nothing was sent", code, answer, errors)
    finally:
        unleash.database.run("pg_ctl", "-D", f"{unleash.folder}/data", "-w", "-l", f"{unleash.folder}/log", "-o",
                             f"-p {unleash.database.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
                             f"{unleash.folder} -c fsync=off", "start")


TESTS = (applications_get_it, a_kill_switch_for_a_part_is_refused, events_of_other_flags_are_not_of_this_one,
         which_way_round_is_a_parameter, pins_that_are_none_are_refused,
         a_test_that_fails_is_a_conflict_though_it_is_a_500, many_at_once_are_told_honestly,
         a_token_of_applications_cannot_write, with_its_database_down_nothing_is_claimed)


def main():
    plumbline = program()
    try:
        cases = setup()
    except RuntimeError as problem:
        print(problem)
        return 77
    return run_tests(plumbline, cases, TESTS)


if __name__ == "__main__":
    sys.exit(main())
