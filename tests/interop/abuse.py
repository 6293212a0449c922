#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Senders that are broken or hostile, against `plumbline record`: each gets the right answer, the memory stays bounded,
and a good neighbour that sends all the while loses nothing. gRPC needs node; without it that part is left out.

Usage: abuse.py PLUMBLINE"""

import concurrent.futures
import gzip
import http.client
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
MIB = 1024 * 1024
MOST_MEMORY = 640 * MIB  # peak, whatever was sent: some bodies of 64 MiB at the same time, and what is made of one
PROTOBUF = {"Content-Type": "application/x-protobuf"}
JSON = {"Content-Type": "application/json"}


class Checks:
    def __init__(self):
        self.failed = 0

    def equal(self, what, actual, expected):
        self.true(what, actual == expected, f"{actual!r} instead of {expected!r}")

    def true(self, what, holds, actual=""):
        if not holds:
            self.failed += 1
            print(f"FAILED {what}: {actual}")


class Record:
    def __init__(self, plumbline, recording):
        self.process = subprocess.Popen([plumbline, "record", "--otlp", "127.0.0.1:0", "--grpc", "127.0.0.1:0",
                                         "--out", recording],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.grpc = None
        for line in self.process.stderr:
            match = re.search(r"listening on (http://127\.0\.0\.1:(\d+))( for gRPC)?", line)
            if match and match[3]:
                self.grpc = match[1]
                return
            if match:
                self.port = int(match[2])
        raise SystemExit("record did not start")

    def memory(self, field="VmRSS"):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(field + ":"))

    def post(self, signal_name, body, headers, timeout=60):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("POST", "/v1/" + signal_name, body, headers)
            return connection.getresponse().status
        except (ConnectionResetError, BrokenPipeError):
            return "reset"
        finally:
            connection.close()

    def raw(self, *pieces):
        """What comes back on a connection to which exactly these bytes were sent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as peer:
            try:
                for piece in pieces:
                    peer.sendall(piece)
            except (ConnectionResetError, BrokenPipeError):
                pass
            reply = b""
            try:
                while chunk := peer.recv(65536):
                    reply += chunk
            except ConnectionResetError:
                pass
            return reply


def traces(number, attributes=None, name="work"):
    attributes = attributes or {}
    return {"resourceSpans": [{"scopeSpans": [{"spans": [{
        "traceId": f"{number + 1:032x}", "spanId": f"{number + 1:016x}", "name": name,
        "startTimeUnixNano": "1790000000000000000", "endTimeUnixNano": "1790000001000000000",
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()]}]}]}]}


class Neighbour(threading.Thread):
    """Sends a span at a time over one kept connection, and tries again when it is told to."""

    def __init__(self, record):
        super().__init__()
        self.record, self.sent, self.bad, self.slowest = record, 0, [], 0.0
        self.stopping = threading.Event()

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.record.port, timeout=60)
        while not self.stopping.wait(0.02):
            body = json.dumps(traces(1_000_000 + self.sent))
            begin = time.monotonic()
            try:
                connection.request("POST", "/v1/traces", body, JSON)
                response = connection.getresponse()
                response.read()
            except OSError as error:
                self.bad.append(repr(error))
                connection.close()
                continue
            self.slowest = max(self.slowest, time.monotonic() - begin)
            if response.status == 200:
                self.sent += 1
            elif response.status != 503 or not response.getheader("Retry-After"):
                self.bad.append(response.status)
        connection.close()

    def stop(self):
        self.stopping.set()
        self.join()


def field(number, payload):
    """One length-delimited protobuf field."""
    head, rest = bytes([number << 3 | 2]), len(payload)
    while rest >= 0x80:
        head, rest = head + bytes([rest & 0x7f | 0x80]), rest >> 7
    return head + bytes([rest]) + payload


def span_protobuf(number, name, *attributes):
    span = field(1, (number + 1).to_bytes(16, "big")) + field(2, (number + 1).to_bytes(8, "big")) + field(5, name)
    return field(1, field(2, field(2, span + b"".join(field(9, a) for a in attributes))))


def nested_value(depth):
    value = field(1, b"leaf")
    for _ in range(depth):
        value = field(5, field(1, value))
    return field(1, b"deep") + field(2, value)


def check_malformed(checks, record):
    head = b"POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"
    for name, tail in {"chunk size": b"zz\r\n{}\r\n0\r\n\r\n", "chunk overflow": b"fffffffffffffffff\r\n{}",
                       "chunk end": b"2\r\n{}xx0\r\n\r\n"}.items():
        checks.true(f"malformed {name}", record.raw(chunked + tail).startswith(b"HTTP/1.1 400 "))
    checks.true("two lengths", record.raw(head + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}}")
                .startswith(b"HTTP/1.1 400 "))
    checks.true("large header", record.raw(head + b"X: " + b"x" * 100_000 + b"\r\n\r\n").startswith(b"HTTP/1.1 431 "))
    checks.equal("nonsense JSON", record.post("traces", b"{\"resourceSpans\":[{", JSON), 400)
    checks.equal("nonsense protobuf", record.post("traces", os.urandom(4096) + b"\xff" * 16, PROTOBUF), 400)
    checks.equal("deep JSON", record.post("traces", b"[" * MIB, JSON), 400)
    checks.equal("wrong gzip", record.post("traces", b"{}", {**JSON, "Content-Encoding": "gzip"}), 400)


def check_strange(checks, record):
    """Odd, but OTLP: kept, at no great cost."""
    before = record.memory()
    giant = {f"llm.input_messages.{index}.message.content": "x" for index in (0, 2**31, 2**32 - 1, 2**64 - 1, 10**30)}
    giant["openinference.span.kind"] = "LLM"
    checks.equal("giant indexes", record.post("traces", json.dumps(traces(1, giant)), JSON), 200)
    checks.equal("invalid UTF-8", record.post("traces", span_protobuf(2, b"\xff\xfe\xc3("), PROTOBUF), 200)
    checks.equal("deep protobuf", record.post("traces", span_protobuf(3, b"deep", nested_value(20_000)), PROTOBUF), 200)
    checks.true("memory of strange spans", record.memory() - before < 64 * MIB, record.memory() - before)
    return 3


def check_large(checks, record):
    bomb = gzip.compress(bytes(400 * MIB), 9)
    checks.true("the bomb is one", 400 * MIB > 900 * len(bomb), len(bomb))
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: record.post("traces", bomb, {**PROTOBUF, "Content-Encoding": "gzip"}),
                                range(4)))
    checks.equal("gzip bombs", answers, [413] * 4)
    full = b"\xff" * (64 * MIB)
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: record.post("logs", full, PROTOBUF), range(6)))
    checks.true("64 MiB bodies", set(answers) <= {400, 503}, answers)
    # What is dense and valid takes most, once it is read.
    dense = b'{"resourceSpans":[' + b",".join([b"{}"] * (63 * MIB // 3)) + b"]}"
    checks.equal("dense JSON", record.post("traces", dense, JSON), 200)
    checks.true("a byte more", record.raw(b"POST /v1/logs HTTP/1.1\r\nHost: h\r\nContent-Length: 67108865\r\n\r\n")
                .startswith(b"HTTP/1.1 413 "))


def check_slow(checks, record):
    """1,000 connections that say nothing, or stop in the middle; half-sent bodies are not waited for."""
    before = record.memory()
    half = b"POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
    peers = [socket.create_connection(("127.0.0.1", record.port), timeout=30) for _ in range(1000)]
    for number, peer in enumerate(peers):
        peer.sendall((b"", half, half[:20])[number % 3])
    checks.equal("a request beside 1,000 idle ones", record.post("traces", json.dumps(traces(4)), JSON), 200)
    checks.true("memory of idle connections", record.memory() - before < 64 * MIB, record.memory() - before)
    for peer in peers[1:3]:
        checks.equal("half a request gets nothing", peer.recv(100), b"")
    for peer in peers:
        peer.close()
    return 1


GRPC = {
    "bomb": {"status": "8"},
    "tooLarge": {"status": "8"},
    "endless": {},
    "half": {},
    "cut": {},
    "unknownEncoding": {"status": "3"},
    "largeHeader": {},
    "pings": {"goaway": 11},  # ENHANCE_YOUR_CALM
    "idle": {"connections": 500, "ended": 500},
}


def check_grpc(checks, record):
    if not shutil.which("node"):
        print("node is not installed: gRPC is left out")
        return
    for name, expected in GRPC.items():
        done = subprocess.run(["node", os.path.join(HERE, "abuse_grpc.js"), record.grpc, name],
                              capture_output=True, text=True, timeout=120)
        checks.equal(f"gRPC {name}: exit", (done.returncode, done.stderr), (0, ""))
        result = json.loads(done.stdout.splitlines()[-1]) if done.stdout else {}
        print(f"gRPC {name}: {result}, peak {record.memory('VmHWM') // MIB} MiB")
        checks.true(f"gRPC {name}: ended", result.get("ended") != "never", result)
        checks.true(f"gRPC {name}: not a success", result.get("status") != "0", result)
        for key, value in expected.items():
            checks.equal(f"gRPC {name}: {key}", result.get(key), value)


def main():
    plumbline = sys.argv[1]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192) if hard > 0 else 8192, hard))
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        recording = os.path.join(folder, "abuse.plumb")
        record = Record(plumbline, recording)
        neighbour = Neighbour(record)
        neighbour.start()
        kept = 0
        try:
            for part in (check_malformed, check_strange, check_slow, check_large, check_grpc):
                begin = time.monotonic()
                kept += part(checks, record) or 0
                print(f"{part.__name__}: {time.monotonic() - begin:.1f} s, peak {record.memory('VmHWM') // MIB} MiB, "
                      f"now {record.memory() // MIB} MiB, neighbour {neighbour.sent} spans, "
                      f"slowest {neighbour.slowest:.2f} s", flush=True)
        finally:
            neighbour.stop()
            peak = record.memory("VmHWM")
            record.process.send_signal(signal.SIGTERM)
            output, errors = record.process.communicate(timeout=60)
        checks.equal("exit status of record", record.process.returncode, 0)
        # Only why deliveries were sent away, each reason once.
        said = errors.splitlines()
        checks.true("what record said", len(said) == len(set(said)) and all(
            line.startswith("plumbline: a delivery was sent away: ") for line in said), errors)
        checks.equal("what the neighbour was told", neighbour.bad, [])
        checks.true("the neighbour was served", neighbour.sent > 20, neighbour.sent)
        checks.true("peak of memory", peak < MOST_MEMORY, f"{peak // MIB} MiB")
        info = json.loads(subprocess.run([plumbline, "info", recording, "--json"], check=True, capture_output=True,
                                         text=True).stdout)
        checks.equal("spans kept", info["spans"], neighbour.sent + kept)
    print(output.strip())
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
