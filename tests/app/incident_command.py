#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline incident`: opened, changed, shown as known then, closed; each an entry of a chain that stays whole. Usage: incident_command.py PLUMBLINE"""

import json
import os
import signal
import subprocess
import sys
import tempfile

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
    then = shown(recording, "--as-known-at", str(before))
    assert then["severity"] == 2 and not then["commander"] and not then["marks"], then

    status, out, _ = incident("close", recording, "--why", "recovered")
    assert status == 0
    refused(1, "closed", "set", recording, "--severity", "3")
    assert shown(recording)["status"] == "closed"
    status, out, _ = incident("list", recording)
    assert out.startswith("INC-0001  severity 1  closed"), out
    status, out, _ = incident("show", recording)
    assert "Key moments" in out and "unknown" in out and "\x1b" not in out and "fixed by" in out, out
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
        check_one_writer(recording)
    print("incident: ok")


main()
