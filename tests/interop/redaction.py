#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in every place of OTLP, over every way in (OTLP/HTTP as protobuf and JSON, plain and gzip; OTLP/gRPC; files;
pulls): no byte of any of them may be in the recording or its log, and `info` has to count each of them once.

Usage: redaction.py PLUMBLINE"""

import base64
import contextlib
import gzip
import http.server
import json
import os
import re
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

# Put together here, so that no scanner of secrets takes it for one. Each secret has its number behind it.
KEY = "sk-" + "proj-7d1f0b9c2e3a4d5f6a"
PASSWORD = "open" + "sesame"  # only its attribute's name gives it away
START = 1_760_000_000_000_000_000


class Checks:
    def __init__(self):
        self.failed = 0

    def equal(self, what, actual, expected):
        if actual != expected:
            self.failed += 1
            print(f"FAILED {what}: {actual!r} instead of {expected!r}")

    def nothing_in(self, recording, what, *secrets):
        """After the program has ended, and before: what is only in the log for now counts too."""
        for suffix in ("", "-wal", "-shm"):
            if not os.path.exists(recording + suffix):
                continue
            with open(recording + suffix, "rb") as file:
                content = file.read()
            for secret in secrets:
                for spelling in (secret.encode(), base64.b64encode(secret.encode()).rstrip(b"=")):
                    at = content.find(spelling)
                    if at >= 0:
                        self.failed += 1
                        print(f"FAILED {what}: {content[max(0, at - 60):at + 60]!r} in {recording + suffix}")


def text(value):
    return {"stringValue": value}


def attribute(key, value):
    return {"key": key, "value": text(value)}


class Secrets:
    """Numbered keys, and how many were given out."""

    def __init__(self):
        self.count = 0

    def key(self):
        self.count += 1
        return f"{KEY}{self.count:04d}"


def traces(service, number, secrets):
    """A request with a key in each place of a span, and a password by its attribute's name, as OTLP JSON."""
    key = secrets.key
    messages = [{"role": "user", "parts": [{"type": "text", "content": f"My key is {key()}, does it work?"}]}]
    answer = [{"role": "assistant", "parts": [
        {"type": "text", "content": f"Yes, {key()} works."},
        {"type": "tool_call", "id": "1", "name": "login", "arguments": {"note": f"use {key()}", "password": PASSWORD}},
        {"type": "tool_call", "id": "2", "name": "say", "arguments": json.dumps({"token": key()})}]}]
    return {"resourceSpans": [{
        "resource": {"attributes": [attribute("service.name", service), attribute("deployment.note", key())]},
        "scopeSpans": [{"scope": {"name": "redaction"}, "spans": [{
            "traceId": f"{number:032x}", "spanId": f"{number:016x}", "name": f"chat {key()}", "kind": 3,
            "startTimeUnixNano": str(START), "endTimeUnixNano": str(START + 1_000_000_000),
            "attributes": [
                attribute("gen_ai.operation.name", "chat"), attribute("gen_ai.request.model", "m"),
                attribute("custom.note", key()),
                attribute("http.request.header.authorization", PASSWORD),
                attribute("gen_ai.input.messages", json.dumps(messages)),
                attribute("gen_ai.output.messages", json.dumps(answer)),
            ],
            "events": [{"timeUnixNano": str(START), "name": f"exception {key()}",
                        "attributes": [attribute("exception.message", f"refused: {key()}")]}],
            "status": {"code": 2, "message": f"401 for {key()}"}}]}]}]}


def logs(service, number, secrets):
    key = secrets.key
    return {"resourceLogs": [{
        "resource": {"attributes": [attribute("service.name", service)]},
        "scopeLogs": [{"scope": {"name": "redaction"}, "logRecords": [{
            "timeUnixNano": str(START + number), "body": text(f"tried {key()}"),
            "attributes": [attribute("note", key())]}]}]}]}


# Just as much of protobuf as the requests above need.
def varint(number):
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def field(number, content):
    if isinstance(content, str):
        content = content.encode()
    return varint(number << 3 | 2) + varint(len(content)) + content


def fixed64(number, value):
    return varint(number << 3 | 1) + struct.pack("<Q", int(value))


def attributes(number, given):
    return b"".join(field(number, field(1, each["key"]) + field(2, field(1, each["value"]["stringValue"])))
                    for each in given)


def span_bytes(span):
    events = b"".join(field(11, fixed64(1, event["timeUnixNano"]) + field(2, event["name"])
                            + attributes(3, event["attributes"])) for event in span["events"])
    return (field(1, bytes.fromhex(span["traceId"])) + field(2, bytes.fromhex(span["spanId"])) + field(5, span["name"])
            + b"\x30\x03" + fixed64(7, span["startTimeUnixNano"]) + fixed64(8, span["endTimeUnixNano"])
            + attributes(9, span["attributes"]) + events + field(15, field(2, span["status"]["message"]) + b"\x18\x02"))


def log_bytes(log):
    return (fixed64(1, log["timeUnixNano"]) + field(5, field(1, log["body"]["stringValue"]))
            + attributes(6, log["attributes"]))


def protobuf(request):
    (outer, items), = request.items()
    inner, leaves, encode = {"resourceSpans": ("scopeSpans", "spans", span_bytes),
                             "resourceLogs": ("scopeLogs", "logRecords", log_bytes)}[outer]
    body = b""
    for item in items:
        scopes = b"".join(field(2, field(1, field(1, scope["scope"]["name"]))
                                + b"".join(field(2, encode(leaf)) for leaf in scope[leaves]))
                          for scope in item[inner])
        body += field(1, field(1, attributes(1, item["resource"]["attributes"])) + scopes)
    return body


def post(port, path, body, content_type, is_gzip):
    headers = {"Content-Type": content_type, "Authorization": f"Bearer {KEY}9999"}
    if is_gzip:
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body)
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, headers)
    with urllib.request.urlopen(request, timeout=60) as reply:
        return reply.status


def post_grpc(port, service, body, is_gzip, folder):
    """By curl, which speaks HTTP/2; None when it does not."""
    framed = os.path.join(folder, "framed")
    content = gzip.compress(body) if is_gzip else body
    with open(framed, "wb") as file:
        file.write(bytes([is_gzip]) + struct.pack(">I", len(content)) + content)
    command = ["curl", "--silent", "--show-error", "--http2-prior-knowledge", "--dump-header", "-", "--output", os.devnull,
               "--header", "Content-Type: application/grpc", "--header", "TE: trailers",
               "--data-binary", "@" + framed] + (["--header", "grpc-encoding: gzip"] if is_gzip else [])
    name = {"traces": "trace.v1.TraceService", "logs": "logs.v1.LogsService"}[service]
    done = subprocess.run(command + [f"http://127.0.0.1:{port}/opentelemetry.proto.collector.{name}/Export"],
                          capture_output=True, text=True)
    if done.returncode == 2 or "does not support" in done.stderr:
        return None
    match = re.search(r"grpc-status: *(\d+)", done.stdout)
    return int(match[1]) if match else done.stdout + done.stderr


class Expected:
    """What `info` has to say of a recording."""

    def __init__(self):
        self.rules = {}
        self.spans = 0
        self.logs = 0

    def add(self, service, rule, count):
        if count:
            self.rules[(rule, service)] = self.rules.get((rule, service), 0) + count

    def add_request(self, request, service, keys):
        self.add(service, "model-api-key", keys)
        if "resourceSpans" in request:
            self.spans += 1
            self.add(service, "credential-attribute", 2)
        else:
            self.logs += 1

    def check(self, checks, plumbline, recording, what):
        info = json.loads(subprocess.run([plumbline, "info", recording, "--json"], check=True, capture_output=True,
                                         text=True).stdout)
        found = {(each["rule"], each["service"]): each["count"] for each in info["redactions"]}
        checks.equal(f"{what}: redactions", found, self.rules)
        checks.equal(f"{what}: redacted", info["redacted"], sum(self.rules.values()))
        checks.equal(f"{what}: spans", info["spans"], self.spans)
        checks.equal(f"{what}: logs", info["logs"], self.logs)


def start_record(plumbline, recording):
    process = subprocess.Popen([plumbline, "record", "--otlp", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--out", recording],
                               stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    ports = []
    for line in process.stderr:
        match = re.search(r"listening on http://127\.0\.0\.1:(\d+)", line)
        if match:
            ports.append(int(match[1]))
        if len(ports) == 2:
            return process, ports
    raise SystemExit("record did not start")


def make(kind, service, number, expected):
    secrets = Secrets()
    request = (traces if kind == "traces" else logs)(service, number, secrets)
    expected.add_request(request, service, secrets.count)
    return request


def record(plumbline, folder, checks):
    recording = os.path.join(folder, "record.plumb")
    process, (port, grpc) = start_record(plumbline, recording)
    expected = Expected()
    number = 0
    for kind in ("traces", "logs"):
        for is_gzip in (False, True):
            for way in ("protobuf", "json", "grpc"):
                number += 1
                service = f"{way}-{'gzip' if is_gzip else 'plain'}"
                before = (dict(expected.rules), expected.spans, expected.logs)
                request = make(kind, service, number, expected)
                if way == "grpc":
                    status = post_grpc(grpc, kind, protobuf(request), is_gzip, folder)
                    if status is None:
                        print("curl has no HTTP/2: gRPC is left out")
                        expected.rules, expected.spans, expected.logs = before
                        continue
                    checks.equal(f"{service} {kind}", status, 0)
                elif way == "json":
                    status = post(port, "/v1/" + kind, json.dumps(request).encode(), "application/json", is_gzip)
                    checks.equal(f"{service} {kind}", status, 200)
                else:
                    status = post(port, "/v1/" + kind, protobuf(request), "application/x-protobuf", is_gzip)
                    checks.equal(f"{service} {kind}", status, 200)
    # What cannot be read is told of, but not repeated.
    for body in (f'{{"resourceSpans": "{KEY}0000', f"{KEY}0000".encode()):
        try:
            post(port, "/v1/traces", body.encode() if isinstance(body, str) else body, "application/json", False)
        except urllib.error.HTTPError as error:
            checks.equal("what is no JSON", error.code, 400)
    checks.nothing_in(recording, "while recording", KEY, PASSWORD)
    process.send_signal(signal.SIGINT)
    process.wait(60)
    said = process.stderr.read()
    process.stderr.close()
    checks.equal("record says a secret", KEY in said or PASSWORD in said, False)
    checks.nothing_in(recording, "record", KEY, PASSWORD)
    expected.check(checks, plumbline, recording, "record")


def import_files(plumbline, folder, checks):
    recording = os.path.join(folder, "import.plumb")
    expected = Expected()
    files = []

    def put(name, content):
        files.append(os.path.join(folder, name))
        with open(files[-1], "wb") as file:
            file.write(content)

    put("lines.jsonl", b"".join(json.dumps(make(kind, "lines", 100 + i, expected)).encode() + b"\n"
                                for i, kind in enumerate(("traces", "logs", "traces"))))
    put("one.json", json.dumps(make("traces", "one", 110, expected)).encode())
    put("body.bin", protobuf(make("traces", "body", 111, expected)))
    put("body.bin.gz", gzip.compress(protobuf(make("logs", "zipped", 112, expected))))
    framed = [protobuf(make("traces", "framed", number, expected)) for number in (113, 114)]
    put("framed.pb", b"".join(struct.pack(">I", len(each)) + each for each in framed))
    put("broken.jsonl", json.dumps(make("logs", "broken", 115, expected)).encode() + b'\n{"resourceLogs": "'
        + KEY.encode() + b'0000\n')
    with open(os.path.join(folder, "body.headers.json"), "w", encoding="utf-8") as file:
        json.dump({"path": "/v1/traces", "authorization": f"Bearer {KEY}0000"}, file)
    done = subprocess.run([plumbline, "import", *files, "--out", recording], capture_output=True, text=True)
    unredacted = os.path.join(folder, "unredacted.plumb")
    subprocess.run([plumbline, "import", *files, "--out", unredacted, "--no-redact"], capture_output=True)
    with open(unredacted, "rb") as file:
        content = file.read()
    for secret in (KEY, PASSWORD):  # else the search finds nothing because nothing is there
        checks.equal(f"without rules {secret} is kept", secret.encode() in content, True)
    checks.equal("import says a secret", KEY in done.stdout + done.stderr or PASSWORD in done.stdout + done.stderr, False)
    checks.nothing_in(recording, "import", KEY, PASSWORD)
    expected.check(checks, plumbline, recording, "import")


SOURCE = """id: fake
base_url: {url}
auth: {{header: Authorization, value: "Bearer {{{{secret}}}}", secret: FAKE}}
feeds:
  - id: traces
    shape: otlp-json
    request: {{path: /traces}}
    at: /result/resourceSpans
  - id: rows
    shape: json-rows
    request: {{path: /rows}}
    record: span
    rows: /data
    fields: {{trace_id: /trace, span_id: /span, name: /name, start: {{from: /start, format: ns}}, duration: {{from: /took, format: ns}}, status_message: /said, error: /failed}}
    resource: {{service.name: /service}}
    attributes: {{gen_ai.operation.name: chat, gen_ai.input.messages: {{from: /asked, format: json}}}}
    spread: {{/more: ""}}
  - id: points
    shape: prometheus
    step: 15s
    queries: [{{expr: up, name: score, resource: {{service: service.name}}}}]
  - id: totals
    shape: aggregate
    request: {{path: /totals}}
    format: lines
    fields: {{start: {{from: /t, format: s}}, service: /service, model: /model, check: faithful, count: /n, failed: /bad}}
  - id: alerts
    shape: alertmanager
    request: {{path: /alerts}}
  - id: refused
    shape: json-rows
    request: {{path: /refused}}
    record: span
    fields: {{trace_id: /trace, span_id: /span, name: /name, start: /start}}
"""


class Backend(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    replies = {}  # by path, filled by pull()

    def answer(self):
        status, body = self.replies.get(self.path.split("?")[0], (404, b"{}"))
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer()

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer()

    def log_message(self, *_):
        pass


def pull(plumbline, folder, checks):
    recording = os.path.join(folder, "pull.plumb")
    expected = Expected()
    now = int(time.time()) - 60
    keys = Secrets()
    row = {"trace": f"{201:032x}", "span": f"{201:016x}", "name": f"chat {keys.key()}", "start": now * 10**9, "took": 10**9,
           "service": "rows", "said": f"401 for {keys.key()}", "failed": "true",
           "asked": [{"role": "user", "content": f"My key is {keys.key()}."}],
           "more": {"note": keys.key(), "user.password": PASSWORD}}
    expected.spans += 1
    expected.add("rows", "model-api-key", keys.count)
    expected.add("rows", "credential-attribute", 1)
    series = {"metric": {"service": "points", "note": f"{KEY}0001"}, "values": [[now - 15, "1"]]}
    expected.add("points", "model-api-key", 1)
    total = {"t": now, "service": "totals", "model": f"{KEY}0001", "n": 5, "bad": 1}
    expected.add("fake/totals", "model-api-key", 1)
    alert = {"labels": {"alertname": "Down", "api_key": PASSWORD}, "fingerprint": "abc", "startsAt": "2026-01-01T00:00:00Z",
             "annotations": {"summary": f"{KEY}0001 is refused"}, "status": {"state": "active"}}
    trace = make("traces", "traces", 200, expected)
    Backend.replies = {
        "/traces": (200, json.dumps({"result": trace}).encode()),
        "/rows": (200, json.dumps({"data": [row]}).encode()),
        "/api/v1/query_range": (200, json.dumps({"status": "success", "data": {"resultType": "matrix",
                                                                              "result": [series]}}).encode()),
        "/totals": (200, json.dumps(total).encode() + b"\n"),
        "/alerts": (200, json.dumps([alert]).encode()),
        # A back end that repeats what it was asked with, and more.
        "/refused": (400, json.dumps({"message": f"cannot use Bearer {KEY}5555 or {KEY}0001"}).encode())}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Backend)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    source = os.path.join(folder, "fake.yaml")
    with open(source, "w", encoding="utf-8") as file:
        file.write(SOURCE.format(url=f"http://127.0.0.1:{server.server_address[1]}"))
    environment = dict(os.environ, PLUMBLINE_TOKEN_FAKE=f"{KEY}5555")
    done = subprocess.run([plumbline, "pull", "--source", source, "--out", recording], env=environment,
                          capture_output=True, text=True)
    # Followed for a while, so that the state of the link is recorded, with its reason.
    followed = subprocess.run([plumbline, "pull", "--source", source, "--out", recording, "--follow", "--for", "3s"],
                              env=environment, capture_output=True, text=True)
    server.shutdown()
    said = done.stdout + done.stderr + followed.stdout + followed.stderr
    checks.equal("pull tells of the refusal", "HTTP 400" in said, True)
    checks.equal("pull says its secret", f"{KEY}5555" in said, False)
    checks.nothing_in(recording, "pull", KEY, PASSWORD)
    with contextlib.closing(sqlite3.connect(recording)) as database:
        reasons = " ".join(reason for reason, in database.execute("SELECT reason FROM link_states"))
    checks.equal("why it fails is recorded", "HTTP 400" in reasons and "[REDACTED:model-api-key]" in reasons, True)
    # An alert is gone through as text and as what it is made of.
    info = json.loads(subprocess.run([plumbline, "info", recording, "--json"], check=True, capture_output=True,
                                     text=True).stdout)
    beside = {(each["rule"], each["service"]): each["count"] for each in info["redactions"]
              if each["service"] in ("fake", "alertmanager", "prometheus")}
    checks.equal("alerts are counted", sorted({rule for rule, _ in beside}),
                 ["credential-attribute", "model-api-key"])
    expected.rules.update(beside)
    expected.check(checks, plumbline, recording, "pull")


def main():
    plumbline = sys.argv[1]
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        record(plumbline, folder, checks)
        import_files(plumbline, folder, checks)
        pull(plumbline, folder, checks)
    if checks.failed:
        raise SystemExit(f"{checks.failed} checks failed")
    print("no secret is in any recording, and each is counted")


if __name__ == "__main__":
    main()
