#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real OpenTelemetry JS SDK sends to `plumbline record`; what `plumbline query` then says must be
what was sent. Exits 77 when node or the SDK is not installed.

Usage: otel_js.py PLUMBLINE NODE_MODULES"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

SKIPPED = 77
HERE = os.path.dirname(os.path.abspath(__file__))
ANSWERS = {1: "Thirty days — with a receipt ✓.", 2: "Ninety days, no receipt req"}
FINISH = {1: "stop", 2: "length"}


def start(plumbline, recording):
    process = subprocess.Popen([plumbline, "record", "--otlp", "127.0.0.1:0", "--out", recording],
                               stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for line in process.stderr:
        match = re.search(r"listening on (http://127\.0\.0\.1:\d+)", line)
        if match:
            return process, match[1]
    raise SystemExit("record did not start")


def emit(url, protocol, modules):
    done = subprocess.run(["node", os.path.join(HERE, "emit.js"), url, protocol],
                          env={**os.environ, "NODE_PATH": modules}, capture_output=True, text=True, timeout=120)
    if done.returncode != 0 or done.stderr.strip():
        raise SystemExit(f"{protocol}: the client complained ({done.returncode}): {done.stdout}{done.stderr}")


def query(plumbline, recording, what):
    output = subprocess.run([plumbline, "query", recording, "--what", what, "--jsonl"],
                            check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


class Checks:
    def __init__(self):
        self.failed = 0

    def equal(self, what, actual, expected):
        if actual != expected:
            self.failed += 1
            print(f"FAILED {what}: {actual!r} instead of {expected!r}")


def text_of(messages):
    return [(message["role"], part.get("content", part.get("text")))
            for message in messages for part in message["parts"]]


def check_protocol(checks, protocol, generations, evaluations):
    mine = sorted((g for g in generations if g["service"] == f"shop-{protocol}"), key=lambda g: g["input_tokens"])
    checks.equal(f"{protocol}: generations", len(mine), 2)
    for number, generation in enumerate(mine, 1):
        expected = {
            "operation": "chat", "provider": "openai", "version": "2.14.0",
            "model_requested": "gpt-4o-mini", "model_served": "gpt-4o-mini-2024-07-18",
            "input_tokens": 300 + number, "output_tokens": 20 + number,
            "finish_reasons": [FINISH[number]], "content_state": "captured",
        }
        for field, value in expected.items():
            checks.equal(f"{protocol}-{number} {field}", generation[field], value)
        checks.equal(f"{protocol}-{number} input", text_of(generation["input_messages"]),
                     [("user", f"Which window has item {number}?")])
        checks.equal(f"{protocol}-{number} output", text_of(generation["output_messages"]),
                     [("assistant", ANSWERS[number])])

    if len(mine) != 2:
        return
    judged = [e for e in evaluations if e["origin"] == "telemetry" and e["check"] == "Faithfulness"]
    good = [e for e in judged if e["trace_id"] == mine[0]["trace_id"] and e["span_id"] == mine[0]["span_id"]]
    checks.equal(f"{protocol}: evaluation by span", [(e["value"], e["state"]) for e in good], [(1.0, "passed")])
    bad = [e for e in judged if e["response_id"] == f"{protocol}-2"]
    checks.equal(f"{protocol}: evaluation by response id", [(e["value"], e["state"], e["reason"]) for e in bad],
                 [(0.08, "failed", "The source says 30 days.")])
    cut = [e for e in evaluations if e["origin"] == "validator" and e["check"] == "truncation"
           and e["span_id"] == mine[1]["span_id"]]
    checks.equal(f"{protocol}: the cut answer", [e["state"] for e in cut], ["failed"])


def main():
    plumbline, modules = sys.argv[1:3]
    if not shutil.which("node") or not os.path.isdir(os.path.join(modules, "@opentelemetry", "sdk-trace-node")):
        print("node or the OpenTelemetry SDK is not installed; tests/run installs it")
        return SKIPPED
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        recording = os.path.join(folder, "js.plumb")
        process, url = start(plumbline, recording)
        try:
            for protocol in ("json", "proto"):
                emit(url, protocol, modules)
        finally:
            process.send_signal(signal.SIGTERM)
            summary, _ = process.communicate(timeout=60)
        checks.equal("exit status of record", process.returncode, 0)
        checks.equal("lines of summary", len(summary.splitlines()), 1)
        generations = query(plumbline, recording, "generations")
        evaluations = query(plumbline, recording, "evaluations")
        for protocol in ("json", "proto"):
            check_protocol(checks, protocol, generations, evaluations)
        info = json.loads(subprocess.run([plumbline, "info", recording, "--json"], check=True,
                                         capture_output=True, text=True).stdout)
        for field, value in {"spans": 4, "generations": 4, "rejected": 0, "duplicates": 0}.items():
            checks.equal(f"info {field}", info[field], value)
    print(summary.strip())
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
