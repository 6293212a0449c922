#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Silences alerts in a real Alertmanager, with alerts that fire.

Run: alertmanager.py PLUMBLINE. Exit status 77 when prometheus-alertmanager is not installed."""
import json
import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "fakes")]

from leverkit import Peer, check, free_port, http, program, run_tests  # noqa: E402

COMMAND = "prometheus-alertmanager"
LEVER = "silence:support-bot"
COMMENT = "Silenced from Plumbline: support-bot"


class Alertmanager:
    def __init__(self):
        self.folder = tempfile.mkdtemp()
        (Path(self.folder) / "am.yml").write_text("route: {receiver: nobody}\nreceivers: [{name: nobody}]\n")
        self.url = f"http://127.0.0.1:{free_port()}"
        self.peer = Peer([COMMAND, f"--config.file={self.folder}/am.yml", f"--storage.path={self.folder}/data",
                          "--web.listen-address=" + self.url[7:], "--cluster.listen-address="], self.url, "/-/ready")

    def stop(self):
        self.peer.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def api(self, method, path, body=None):
        status, _, text = http(method, self.url + "/api/v2" + path, body)
        check(status == 200, "the test's own request", method, path, status, text)
        return json.loads(text) if text else None

    def silences(self, state="active"):
        return [one for one in self.api("GET", "/silences") if one["status"]["state"] == state]

    def silence(self, comment, service="support-bot", **more):
        return self.api("POST", "/silences", {
            "matchers": [{"name": "service", "value": service, "isRegex": False, "isEqual": True}],
            "startsAt": "2020-01-01T00:00:00Z", "endsAt": "2099-01-01T00:00:00Z", "createdBy": "maria", "comment": comment,
            **more})["silenceID"]

    def alerts(self, service):
        return self.api("GET", "/alerts?filter=" + quote(f'service="{service}"'))

    def reset(self):
        for one in self.silences():
            self.api("DELETE", "/silence/" + one["id"])
        self.api("POST", "/alerts", [{"labels": {"alertname": "GroundednessDrop", "service": service}}
                                     for service in ("support-bot", "other")])


def setup():
    if not shutil.which(COMMAND):
        raise RuntimeError(f"{COMMAND} is not installed")
    am = Alertmanager()

    def ours():
        return [one for one in am.silences() if one["comment"] == COMMENT]

    def change(_):  # somebody else moves the end of ours, or sets one like it
        more = {"id": ours()[0]["id"]} if ours() else {}
        am.silence(COMMENT, endsAt="2098-01-01T00:00:00Z", **more)

    am.reset()
    return [{"profile": "alertmanager", "url": am.url, "am": am, "change": change,
             "levers": [{"lever": LEVER, "to": "silenced", "target": "support-bot", "params": {}, "env": {}}],
             "state": lambda lever: len(ours()), "writes": lambda: len(am.api("GET", "/silences")),
             "reset": am.reset, "stop": am.stop}]


def alerts_are_held_back_and_let_go(bench, _):
    am = bench.case["am"]
    code, result, errors = bench.fire()
    check(code == 0, "fire", code, result, errors)
    silence = am.silences()[0]
    check([one["status"]["state"] for one in am.alerts("support-bot")] == ["suppressed"], "held back", am.alerts("support-bot"))
    check([one["status"]["silencedBy"] for one in am.alerts("support-bot")] == [[silence["id"]]], "by ours")
    check([one["status"]["state"] for one in am.alerts("other")] == ["active"], "no other service", am.alerts("other"))
    code, result, errors = bench.fire(to="notifying", journal="second")
    check(code == 0 and result["outcome"] == "verified" and not am.silences(), "let go by the lever itself", result, errors)
    check([one["status"]["state"] for one in am.alerts("support-bot")] == ["active"], "active again")
    code, result, errors = bench.undo(journal="second")
    check(code == 0 and len(am.silences()) == 1 and am.silences()[0]["id"] != silence["id"], "a new one", code, result, errors)


def silences_of_others_are_theirs(bench, _):
    am = bench.case["am"]
    theirs = am.silence("maintenance, maria")
    code, told, errors = bench.run("read")
    check(code == 0 and told["value"] == "notifying", "theirs is not ours", told, errors)
    check(bench.fire()[0] == 0 and len(am.silences()) == 2, "ours beside theirs")
    check(bench.undo()[0] == 0 and [one["id"] for one in am.silences()] == [theirs], "theirs stays", am.silences())


def what_ended_already_is_undone(bench, _):
    am = bench.case["am"]
    check(bench.fire()[0] == 0, "fire")
    am.api("DELETE", "/silence/" + am.silences()[0]["id"])
    code, result, errors = bench.undo()
    check(code == 0 and result["no_change"] and not result["sent"], "nothing had to be sent", code, result, errors)


def names_of_services_cannot_reach_elsewhere(bench, _):
    am = bench.case["am"]
    code, told, errors = bench.fire(params={"label": 'service" or x="y'})
    check(code in (1, 2, 4, 5) and told.get("outcome") != "verified", "no such label", code, told, errors)
    check([one["status"]["state"] for one in am.alerts("support-bot")] == ["active"], "nothing is held back")


def a_stopped_alertmanager_is_unreachable(bench, _):
    bench.case["am"].peer.stop()
    code, _, errors = bench.fire()
    check(code == 4 and bench.case["url"] in errors, "unreachable", code, errors)


TESTS = (alerts_are_held_back_and_let_go, silences_of_others_are_theirs, what_ended_already_is_undone,
         names_of_services_cannot_reach_elsewhere, a_stopped_alertmanager_is_unreachable)


def main():
    return run_tests(program([COMMAND]), setup(), TESTS)


if __name__ == "__main__":
    sys.exit(main())
