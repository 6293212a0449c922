#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline incident`: opened, changed, shown as known then, closed; each an entry of a chain that stays whole. Usage: incident_command.py PLUMBLINE"""

import http.server
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading

START = 1_795_780_800


def run(*arguments):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, env=environment, check=False)
    return done.returncode, done.stdout, done.stderr


def incident(*arguments):
    return run("incident", *arguments)


def shown(recording, *arguments):
    status, out, error = incident("show", recording, "--json", *arguments)
    assert status == 0, error
    return json.loads(out)


def refused(expected_status, expected, *arguments):
    status, out, error = incident(*arguments)
    assert status == expected_status and not out, (status, out, error)
    assert expected in error, error


def attribute(key, value):
    return {"key": key, "value": {"stringValue": value}}


def record(folder):
    spans = [{"traceId": f"{i:032x}", "spanId": f"{i:016x}", "name": "chat m", "kind": 3,
              "startTimeUnixNano": str((START + i) * 10**9), "endTimeUnixNano": str((START + i + 1) * 10**9),
              "attributes": [attribute("gen_ai.operation.name", "chat"), attribute("gen_ai.request.model", "m"),
                             attribute("user.id", f"user-{i % 3}")]} for i in range(1, 11)]
    path = os.path.join(folder, "calls.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        resource = {"attributes": [attribute("service.name", "bot")]}
        file.write(json.dumps({"resourceSpans": [{"resource": resource, "scopeSpans": [{"spans": spans}]}]}) + "\n")
    recording = os.path.join(folder, "calls.plumb")
    status, _, error = run("import", path, "--out", recording)
    assert status == 0, error
    return recording


def check_life(recording):
    refused(2, "no incident", "show", recording)
    refused(2, "--title", "open", recording)
    refused(2, "A-0009", "open", recording, "--alarm", "A-0009")
    refused(2, "cafe", "open", recording, "--fingerprint", "cafe")
    refused(2, "1 (worst) to 4", "open", recording, "--title", "x", "--severity", "7")
    status, out, error = incident("open", recording, "--title", "Wrong <b>refunds</b>\x1b[31m", "--service", "bot",
                                  "--start", f"{START * 10**9}", "--operator", "Ada")
    assert status == 0 and out.startswith("INC-0001: Opened INC-0001 (severity 2): Wrong <b>refunds</b>"), (out, error)
    assert "\x1b" not in out
    first = shown(recording)
    assert first["status"] == "investigating" and first["severity"] == 2 and first["services"] == ["bot"], first
    assert first["start_ns"] == START * 10**9 and "Ada" in first["opened_by"], first
    assert first["exposure"]["answers"] == 10 and first["exposure"]["users"] == 3, first["exposure"]
    assert first["exposure"]["judged"] == 0 and first["exposure"]["wrong"] is None, first["exposure"]
    status, out, _ = incident("show", recording)
    assert "10 answers, none of them judged: how many are wrong is not known" in out, out
    moments = {each["moment"]: each for each in first["moments"]}
    assert moments["mitigation"]["time_ns"] is None and moments["mitigation"]["why"], moments
    assert moments["start"]["fixed_by"] is None, moments

    assert all(each["credit"] is None for each in first["timeline"]), first["timeline"]
    before = max(each["recorded_ns"] for each in first["timeline"]) + 1
    for arguments in (("--severity", "1", "--why", "tenants call"), ("--commander", "me"), ("--status", "identified")):
        status, out, error = incident("set", recording, *arguments)
        assert status == 0, error
    refused(2, "at a time", "set", recording, "--severity", "1", "--title", "x")
    refused(2, "at a time", "set", recording)
    refused(1, "already", "set", recording, "--severity", "1")
    refused(2, "investigating", "set", recording, "--status", "fine")
    refused(2, "key moment", "moment", recording, "lunch", "--at", f"{START}")
    refused(2, "Either", "moment", recording, "start")
    refused(1, "Nobody fixed", "moment", recording, "start", "--unfix")
    refused(2, "without --at", "moment", recording, "start", "--unfix", "--at", f"{START}")
    refused(2, "no entry 999", "mark", recording, "--entry", "999")
    refused(2, "no entry 999", "moment", recording, "start", "--entry", "999")
    status, out, _ = incident("moment", recording, "start", "--at", f"{(START + 2) * 10**9}", "--why", "deploy")
    assert status == 0
    status, out, _ = incident("mark", recording, "--entry", "2", "--why", "here", "--json")
    assert status == 0 and json.loads(out)["kind"] == "incident"
    now = shown(recording, "--incident", "INC-0001")
    assert now["severity"] == 1 and now["status"] == "identified" and now["commander"], now
    assert now["marks"][0]["entry"] == 2 and now["marks"][0]["why"] == "here"
    start = now["moments"][0]
    assert start["time_ns"] == (START + 2) * 10**9 and start["fixed_by"], start
    assert now["exposure"]["answers"] == 9, now["exposure"]  # from the start that was fixed
    status, out, error = incident("moment", recording, "start", "--unfix", "--why", "a typing error")
    assert status == 0, error
    start = shown(recording)["moments"][0]
    assert start["time_ns"] == START * 10**9 and not start["fixed_by"], start
    status, out, error = incident("moment", recording, "start", "--at", f"{(START + 2) * 10**9}")
    assert status == 0, error
    status, out, error = incident("moment", recording, "recovery", "--at", f"{(START - 10) * 10**9}")
    assert status == 0, error
    status, out, _ = incident("show", recording)
    assert "-12.0 s" in out and "+-" not in out, out
    assert incident("moment", recording, "recovery", "--unfix")[0] == 0
    status, out, error = incident("handover", recording, "--to", "Bo", "--summary", "pinned")
    assert status == 0 and shown(recording)["commander"] == "Bo", error  # one entry, one truth
    then = shown(recording, "--as-known-at", str(before))
    assert then["severity"] == 2 and not then["commander"] and not then["marks"], then

    status, out, error = incident("close", recording, "--why", "recovered")
    assert status == 0 and "Commanded by Bo." in error and "Commanded" not in out, (out, error)
    refused(1, "closed", "set", recording, "--severity", "3")
    assert shown(recording)["status"] == "closed"
    status, out, _ = incident("list", recording)
    assert out.startswith("INC-0001  severity 1  closed"), out
    status, out, _ = incident("show", recording)
    assert "Key moments" in out and "unknown" in out and "\x1b" not in out and "fixed by" in out, out
    status, out, _ = run("verify", recording, "--json")
    assert status == 0 and json.loads(out)["intact"], out


class Alerts(http.server.BaseHTTPRequestHandler):
    """What Alertmanager lists, as far as it is asked for."""

    def do_GET(self):  # noqa: N802
        alerts = [{"fingerprint": "beef", "startsAt": "2026-11-27T12:00:03Z", "endsAt": "2037-01-01T00:00:00Z",
                   "status": {"state": "active", "silencedBy": [], "inhibitedBy": []},
                   "labels": {"alertname": "WrongRefunds", "service": "bot", "severity": "critical"},
                   "annotations": {"summary": "refunds are wrong"}, "generatorURL": ""}]
        body = json.dumps(alerts).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def pull_alert(recording):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Alerts) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        status, _, error = run("pull", "--source", "alertmanager", "--base-url",
                               f"http://127.0.0.1:{server.server_address[1]}", "--out", recording)
        server.shutdown()
    assert status == 0, error


def check_alarms(recording):
    """Parts of incidents that come and go: by hand without any, and an alert of Alertmanager."""
    status, out, error = incident("open", recording, "--title", "By hand", "--start", f"{START * 10**9}")
    assert status == 0, error
    hand = shown(recording)
    assert hand["id"] == "INC-0002" and hand["services"] == [] and hand["alarms"] == [], hand
    assert hand["exposure"]["of_all_services"] and hand["exposure"]["answers"] == 10, hand["exposure"]
    status, out, _ = incident("show", recording)
    assert "affected: not known; alarms: none" in out and "which are affected is not known" in out, out
    pull_alert(recording)
    refused(1, "no part of INC-0002", "take-out", recording, "--fingerprint", "beef", "--why", "x")
    status, out, error = incident("open", recording, "--fingerprint", "beef")
    assert status == 0, error
    alert = shown(recording, "--incident", "INC-0003")
    assert alert["title"] == "WrongRefunds: bot" and alert["summary"].startswith("WrongRefunds is firing"), alert
    assert alert["severity"] == 1 and alert["services"] == ["bot"] and alert["fingerprints"] == ["beef"], alert
    moments = {each["moment"]: each for each in alert["moments"]}
    assert moments["start"]["time_ns"] == (START + 3) * 10**9, moments
    assert "WrongRefunds was firing" in moments["detection"]["why"], moments
    refused(1, "INC-0003", "set", recording, "--incident", "INC-0002", "--fingerprint", "beef")
    refused(2, "INC-0009", "take-out", recording, "--fingerprint", "beef", "--into", "INC-0009", "--why", "x")
    status, out, error = incident("take-out", recording, "--fingerprint", "beef", "--into", "INC-0002", "--why",
                                  "another index", "--json")
    assert status == 0 and [each["subject"] for each in json.loads(out)["entries"]] == ["INC-0003", "INC-0002"], (out, error)
    left, joined = shown(recording, "--incident", "INC-0003"), shown(recording, "--incident", "INC-0002")
    assert left["fingerprints"] == [] and left["services"] == [] and left["start_ns"] == left["opened_ns"], left
    assert left["taken_out"][0]["into"] == "INC-0002" and left["taken_out"][0]["why"] == "another index", left
    assert joined["fingerprints"] == ["beef"] and joined["services"] == ["bot"], joined
    status, out, _ = incident("show", recording, "--incident", "INC-0003")
    assert "taken out: beef, into INC-0002, by" in out and "another index" in out, out
    for each in ("INC-0002", "INC-0003"):
        assert incident("close", recording, "--incident", each, "--why", "over")[0] == 0
    status, out, _ = run("verify", recording, "--json")
    assert status == 0 and json.loads(out)["intact"], out


def check_one_writer(recording):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([sys.argv[1], "record", "--otlp", "127.0.0.1:0", "--out", recording], text=True,
                          stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment) as other:
        while "listening on" not in other.stderr.readline():
            assert other.poll() is None
        refused(1, "Incident page", "reopen", recording, "--why", "it is back")
        assert shown(recording)["status"] == "closed"  # who only reads waits for nobody
        other.send_signal(signal.SIGTERM)
        other.stderr.read()
        assert other.wait(30) == 0
    status, _, error = incident("reopen", recording, "--why", "it is back")
    assert status == 0 and shown(recording)["status"] == "investigating", error


def main():
    with tempfile.TemporaryDirectory() as folder:
        recording = record(folder)
        check_life(recording)
        check_alarms(recording)
        check_one_writer(recording)
    print("incident: ok")


main()
