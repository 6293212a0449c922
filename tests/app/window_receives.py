#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window listens where its settings say, with the token and the certificate they name, and records what comes; where
another program has one of its ports, it opens all the same and receives on the other.

Usage: window_receives.py PLUMBLINE"""

import glob
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

TOKEN = "s3cret-of-the-window"
BODY = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [{
    "traceId": "01" * 16, "spanId": "01" * 8, "name": "work",
    "startTimeUnixNano": "1790000000000000000", "endTimeUnixNano": "1790000001000000000"}]}]}]}).encode()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_certificate(folder):
    cert, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-days", "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
                    "-keyout", key, "-out", cert], check=True, capture_output=True)
    return cert, key


def start(plumbline, folder, http, grpc):
    cert, key = make_certificate(folder)
    token = os.path.join(folder, "token")
    with open(token, "w", encoding="ascii") as file:
        file.write(TOKEN + "\n")
    settings = os.path.join(folder, "config", "plumbline")
    os.makedirs(settings)
    with open(os.path.join(settings, "plumbline.conf"), "w", encoding="ascii") as file:
        file.write(f"[receiving]\nhttp=127.0.0.1:{http}\ngrpc=127.0.0.1:{grpc}\ntokenFile={token}\n"
                   f"certificate={cert}\nkey={key}\n")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": folder,
                   "XDG_CONFIG_HOME": os.path.join(folder, "config"), "XDG_DATA_HOME": os.path.join(folder, "data")}
    return subprocess.Popen([plumbline], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True), cert


def start_beside(plumbline, folder, http, grpc, *arguments):
    settings = os.path.join(folder, "config", "plumbline")
    os.makedirs(settings)
    with open(os.path.join(settings, "plumbline.conf"), "w", encoding="ascii") as file:
        file.write(f"[receiving]\nhttp=127.0.0.1:{http}\ngrpc=127.0.0.1:{grpc}\n")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": folder,
                   "XDG_CONFIG_HOME": os.path.join(folder, "config"), "XDG_DATA_HOME": os.path.join(folder, "data")}
    return subprocess.Popen([plumbline, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            text=True)


def check_taken_port(plumbline, check):
    with tempfile.TemporaryDirectory() as folder, socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        grpc = free_port()
        process = start_beside(plumbline, folder, holder.getsockname()[1], grpc, "--keep", "1GiB")
        try:
            wait_until_open(grpc, process)
            check("the window beside a taken port", process.poll(), None)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
        check("its exit status", process.returncode, 0)
        left = [os.path.splitext(name)[1] for name in glob.glob(os.path.join(folder, "data", "**", "recordings", "*"),
                                                                recursive=True)]
        check("what is left of it: that one port was taken is told nowhere else", left, [".plumb"])


def check_empty_goes(plumbline, check):
    """What received something, or sent somebody away, stays; what did neither leaves nothing."""
    for path, body, left in (("", None, []), ("/v1/traces", BODY, [".plumb"]), ("/v1/traces", b"no json", [".plumb"])):
        with tempfile.TemporaryDirectory() as folder:
            http, grpc = free_port(), free_port()
            process = start_beside(plumbline, folder, http, grpc)
            try:
                wait_until_open(http, process)
                if body is not None:
                    post(f"http://127.0.0.1:{http}{path}", "", None, body)
            finally:
                process.send_signal(signal.SIGTERM)
                process.communicate(timeout=60)
            found = [os.path.splitext(name)[1] for name in glob.glob(os.path.join(folder, "data", "**", "recordings", "*"),
                                                                     recursive=True)]
            check(f"what a window leaves that got {body!r}", found, left)


def check_record_crashes(plumbline, check):
    """Without a window, too, a crash leaves a report, and stderr says where; of the recording its name alone."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        state = os.path.join(folder, "state")
        process = subprocess.Popen([plumbline, "record", "--otlp", f"127.0.0.1:{port}", "--out",
                                    os.path.join(folder, "night.plumb")], env={**os.environ, "XDG_STATE_HOME": state},
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            wait_until_open(port, process)
        finally:
            process.send_signal(signal.SIGSEGV)
            errors = process.communicate(timeout=60)[1]
        check("how a crashed record ends", process.returncode, -signal.SIGSEGV)
        reports = glob.glob(os.path.join(state, "plumbline", "crashes", "crash-*.txt"))
        check("reports of a crashed record", len(reports), 1)
        if reports:
            check("stderr names the report", f"report: {reports[0]}" in errors, True)
            with open(reports[0], encoding="utf-8") as file:
                text = file.read()
            check("the report names the recording", "\nrecording: night.plumb\n" in text, True)
            check("the report says nothing of where it is", folder in text, False)


def check_record_ends(plumbline, check):
    for how in (signal.SIGTERM, signal.SIGINT):
        with tempfile.TemporaryDirectory() as folder:
            port = free_port()
            process = subprocess.Popen([plumbline, "record", "--otlp", f"127.0.0.1:{port}", "--out",
                                        os.path.join(folder, "r.plumb")], stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, text=True)
            try:
                wait_until_open(port, process)
                check("a span", post(f"http://127.0.0.1:{port}/v1/traces", "", None), 200)
            finally:
                process.send_signal(how)
                process.communicate(timeout=60)
            check("the exit status of record", process.returncode, 0)
            check("what record leaves", os.listdir(folder), ["r.plumb"])


def wait_until_open(port, process):
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"the window ended: {process.communicate()}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nothing listens on port {port}")


ALERTS = json.dumps({"version": "4", "groupKey": "{}", "receiver": "plumbline", "status": "firing", "alerts": [{
    "status": "firing", "labels": {"alertname": "HighErrorRate", "service": "support-bot"},
    "annotations": {"summary": "5 % fail"}, "startsAt": "2026-11-23T22:00:00Z", "endsAt": "0001-01-01T00:00:00Z",
    "generatorURL": "http://127.0.0.1/graph", "fingerprint": "0123456789abcdef"}]}).encode()


def post(url, token, context, body=BODY):
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(url, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=30, context=context) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


def speaks_http2(port, context):
    context.set_alpn_protocols(["h2"])
    with socket.create_connection(("127.0.0.1", port), timeout=30) as plain:
        with context.wrap_socket(plain, server_hostname="127.0.0.1") as secure:
            return secure.selected_alpn_protocol() == "h2"


def main():
    failed = 0

    def check(what, actual, expected):
        nonlocal failed
        if actual != expected:
            failed += 1
            print(f"FAILED {what}: {actual!r} instead of {expected!r}")

    with tempfile.TemporaryDirectory() as folder:
        http, grpc = free_port(), free_port()
        process, cert = start(sys.argv[1], folder, http, grpc)
        try:
            wait_until_open(http, process)
            wait_until_open(grpc, process)
            url = f"https://127.0.0.1:{http}/v1/traces"
            trusting = ssl.create_default_context(cafile=cert)
            check("without a token", post(url, "", trusting), 401)
            check("with another token", post(url, "other", trusting), 401)
            check("with the token", post(url, TOKEN, trusting), 200)
            alerts = f"https://127.0.0.1:{http}/v1/alertmanager"
            check("alerts without a token", post(alerts, "", trusting, ALERTS), 401)
            check("alerts with the token", post(alerts, TOKEN, trusting, ALERTS), 200)
            check("gRPC over TLS", speaks_http2(grpc, ssl.create_default_context(cafile=cert)), True)
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=60)
        recordings = glob.glob(os.path.join(folder, "data", "**", "*.plumb"), recursive=True)
        check("recordings", len(recordings), 1)
        if recordings:
            info = subprocess.run([sys.argv[1], "info", recordings[0], "--json"], check=True, capture_output=True, text=True)
            check("spans", json.loads(info.stdout)["spans"], 1)
            rows = subprocess.run([sys.argv[1], "query", recordings[0], "--what", "timeline", "--jsonl"], check=True,
                                  capture_output=True, text=True).stdout.splitlines()
            check("alerts", [row["kind"] for row in map(json.loads, rows) if row["kind"] == "alert"], ["alert"])
    check_taken_port(sys.argv[1], check)
    check_empty_goes(sys.argv[1], check)
    check_record_ends(sys.argv[1], check)
    check_record_crashes(sys.argv[1], check)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
