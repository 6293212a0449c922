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
PROTOCOLS = ("json", "proto", "grpc")
TOKEN = "s3cret-of-the-test"
HERE = os.path.dirname(os.path.abspath(__file__))
ANSWERS = {1: "Thirty days — with a receipt ✓.", 2: "Ninety days, no receipt req"}
FINISH = {1: "stop", 2: "length"}


def start(plumbline, recording, *options):
    process = subprocess.Popen([plumbline, "record", "--otlp", "127.0.0.1:0", "--grpc", "127.0.0.1:0",
                                "--out", recording, *options],
                               stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    urls = {}
    for line in process.stderr:
        match = re.search(r"listening on (https?://127\.0\.0\.1:\d+)( for gRPC)?", line)
        if match:
            urls["grpc" if match[2] else "http"] = match[1]
        if len(urls) == 2:
            return process, urls
    raise SystemExit("record did not start")


def stop(process, checks):
    process.send_signal(signal.SIGTERM)
    summary, _ = process.communicate(timeout=60)
    checks.equal("exit status of record", process.returncode, 0)
    checks.equal("lines of summary", len(summary.splitlines()), 1)
    return summary


def emit(urls, protocol, modules, name, environment):
    url = urls["grpc" if protocol == "grpc" else "http"]
    return subprocess.run(["node", os.path.join(HERE, "emit.js"), url, protocol, name],
                          env={**os.environ, "NODE_PATH": modules, **environment},
                          capture_output=True, text=True, timeout=120)


def emit_all(urls, modules, suffix="", environment=None):
    for protocol in PROTOCOLS:
        done = emit(urls, protocol, modules, protocol + suffix, environment or {})
        if done.returncode != 0 or done.stderr.strip():
            raise SystemExit(f"{protocol}{suffix}: the client complained ({done.returncode}): {done.stderr}")


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


def check_recording(checks, plumbline, recording, suffix=""):
    generations = query(plumbline, recording, "generations")
    evaluations = query(plumbline, recording, "evaluations")
    for protocol in PROTOCOLS:
        check_protocol(checks, protocol + suffix, generations, evaluations)
    info = json.loads(subprocess.run([plumbline, "info", recording, "--json"], check=True,
                                     capture_output=True, text=True).stdout)
    count = 2 * len(PROTOCOLS)
    for field, value in {"spans": count, "generations": count, "rejected": 0, "duplicates": 0}.items():
        checks.equal(f"info {field}{suffix}", info[field], value)


def plain(checks, plumbline, modules, folder):
    recording = os.path.join(folder, "js.plumb")
    process, urls = start(plumbline, recording)
    try:
        emit_all(urls, modules)
    finally:
        summary = stop(process, checks)
    check_recording(checks, plumbline, recording)
    return summary


def with_tls_and_token(checks, plumbline, modules, folder):
    recording, token = os.path.join(folder, "tls.plumb"), os.path.join(folder, "token")
    cert, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-days", "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
                    "-keyout", key, "-out", cert], check=True, capture_output=True)
    with open(token, "w", encoding="ascii") as file:
        file.write(TOKEN + "\n")
    process, urls = start(plumbline, recording, "--tls-cert", cert, "--tls-key", key, "--token-file", token)
    # Without warnings: node deprecates numeric addresses as names of TLS servers, and grpc-js uses them.
    trust = {"NODE_EXTRA_CA_CERTS": cert, "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH": cert, "NODE_NO_WARNINGS": "1"}
    try:
        checks.equal("scheme", {url.split(":")[0] for url in urls.values()}, {"https"})
        for protocol in PROTOCOLS:
            environments = {"no token": trust, "wrong token": {**trust, **bearer("wrong")},
                            "no trust": bearer(TOKEN)}
            for what, environment in environments.items():
                complaint = emit(urls, protocol, modules, f"{protocol}-stranger", environment).stderr
                checks.equal(f"{protocol}, {what}: the client complains", bool(complaint.strip()), True)
                checks.equal(f"{protocol}, {what}: token in the complaint", TOKEN in complaint, False)
        emit_all(urls, modules, "-tls", {**trust, **bearer(TOKEN)})
    finally:
        stop(process, checks)
    check_recording(checks, plumbline, recording, "-tls")
    with open(recording, "rb") as file:
        checks.equal("token in the recording", TOKEN.encode() in file.read(), False)


def bearer(token):
    return {"OTEL_EXPORTER_OTLP_HEADERS": f"authorization=Bearer%20{token}"}


def main():
    plumbline, modules = sys.argv[1:3]
    packages = ("sdk-trace-node", "exporter-trace-otlp-grpc")
    if not shutil.which("node") or not all(os.path.isdir(os.path.join(modules, "@opentelemetry", name))
                                           for name in packages):
        print("node or the OpenTelemetry SDK is not installed; tests/run installs it")
        return SKIPPED
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        summary = plain(checks, plumbline, modules, folder)
        with_tls_and_token(checks, plumbline, modules, folder)
    print(summary.strip())
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
