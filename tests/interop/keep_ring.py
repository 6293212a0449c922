#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records with --keep 5MB under several times as much, kills it with SIGKILL while it removes, and
checks that the file and its log stay bounded, that what is there is the newest without a
hole, that every span is either there or counted as removed, and that the audit chain holds.

Usage: keep_ring.py PLUMBLINE [KILLS]"""

import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

KEEP = 5_000_000
# The log cannot be shortened while a reader is in it, for as long as the machine lets that reader wait.
MOST = KEEP * 5 // 2
LOAD = 20_000_000  # bytes of requests in the first life
SPANS_PER_REQUEST = 20
ANSWER = "An answer of some length. " * 100


def request_body(numbers):
    now = time.time_ns()
    return json.dumps({"resourceSpans": [{
        "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "ring"}}]},
        "scopeSpans": [{"scope": {"name": "keep"}, "spans": [{
            "traceId": f"{number:032x}", "spanId": f"{number:016x}", "name": "chat m", "kind": 3,
            "startTimeUnixNano": str(now), "endTimeUnixNano": str(now + 1000),
            "attributes": [
                {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
                {"key": "gen_ai.request.model", "value": {"stringValue": "m"}},
                {"key": "gen_ai.output.messages", "value": {"stringValue": json.dumps(
                    [{"role": "assistant", "parts": [{"type": "text", "content": ANSWER}]}])}},
            ]} for number in numbers]}]}]}).encode()


class Sender(threading.Thread):
    """Sends spans numbered in order, until it has sent so many bytes or the peer dies."""

    def __init__(self, port, first, most_bytes):
        super().__init__()
        self.port = port
        self.first = first
        self.most_bytes = most_bytes
        self.acknowledged = first - 1  # the newest
        self.sent_bytes = 0
        self.slowest = 0.0
        self.refused = 0

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            while self.sent_bytes < self.most_bytes:
                start = self.acknowledged + 1
                body = request_body(range(start, start + SPANS_PER_REQUEST))
                begun = time.monotonic()
                connection.request("POST", "/v1/traces", body, {"Content-Type": "application/json"})
                reply = connection.getresponse()
                reply.read()
                self.slowest = max(self.slowest, time.monotonic() - begun)
                if reply.status != 200:
                    self.refused += 1
                    return
                self.sent_bytes += len(body)
                self.acknowledged = start + SPANS_PER_REQUEST - 1
        except (OSError, http.client.HTTPException):
            pass  # killed, as intended
        finally:
            connection.close()


class Scale(threading.Thread):
    """Weighs the file and its write-ahead log, again and again."""

    def __init__(self, recording):
        super().__init__()
        self.recording = recording
        self.is_over = threading.Event()
        self.largest = 0

    def run(self):
        while not self.is_over.wait(0.01):
            self.largest = max(self.largest, weigh(self.recording))

    def end(self):
        self.is_over.set()
        self.join()
        return self.largest


def weigh(recording):
    total = 0
    for suffix in ("", "-wal"):
        try:
            total += os.stat(recording + suffix).st_size
        except FileNotFoundError:
            pass
    return total


def start(plumbline, recording, keep="5MB"):
    process = subprocess.Popen([plumbline, "record", "--otlp", "127.0.0.1:0", "--out", recording, "--keep", keep],
                               stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    for line in process.stderr:
        match = re.search(r"listening on http://127\.0\.0\.1:(\d+)", line)
        if match:
            return process, int(match[1])
    raise SystemExit("record did not start")


def end(process, number):
    process.send_signal(number)
    process.wait(60)
    rest = process.stderr.read()
    process.stderr.close()
    if number != signal.SIGKILL and process.returncode != 0:
        raise SystemExit(f"FAILED: record ended with {process.returncode}: {rest}")


def info_of(plumbline, recording):
    return json.loads(subprocess.run([plumbline, "info", recording, "--json"], check=True, capture_output=True,
                                     text=True).stdout)


def age_in_peace(plumbline, recording):
    """What is too old goes while nothing comes; the newest row stays."""
    process, port = start(plumbline, recording, "1s")
    sender = Sender(port, 1, 1)
    sender.start()
    sender.join()
    deadline = time.monotonic() + 60
    while info_of(plumbline, recording)["removed"].get("spans", 0) < SPANS_PER_REQUEST - 1:
        if time.monotonic() > deadline:
            raise SystemExit("FAILED: what is too old is still there")
        time.sleep(0.2)
    end(process, signal.SIGINT)
    look(plumbline, recording, SPANS_PER_REQUEST, SPANS_PER_REQUEST)


def look(plumbline, recording, acknowledged, sent):
    """How many spans are there, and how many were removed; ends the test when any is missing."""
    verified = subprocess.run([plumbline, "verify", recording], capture_output=True, text=True)
    if verified.returncode != 0:
        raise SystemExit("FAILED: " + verified.stdout + verified.stderr)
    info = info_of(plumbline, recording)
    lines = subprocess.run([plumbline, "query", recording, "--what", "spans", "--jsonl"], check=True,
                           capture_output=True, text=True).stdout.splitlines()
    stored = sorted(int(json.loads(line)["span_id"], 16) for line in lines)
    removed = info["removed"].get("spans", 0)
    problems = []
    if not stored or stored[-1] < acknowledged or stored[-1] > sent:
        problems.append(f"the newest is not there: {stored[-1:]} of {acknowledged} acknowledged, {sent} sent")
    elif stored != list(range(stored[0], stored[-1] + 1)):
        problems.append("there is a hole in what is kept")
    if len(stored) + removed != (stored or [0])[-1]:
        problems.append(f"{len(stored)} kept and {removed} removed are not all of {stored[-1:]}")
    if removed and (info["kept_from"] is None
                    or not any(gap["reason"] == "removed by retention" for gap in info["gaps"])):
        problems.append("what was removed leaves no gap")
    if problems:
        raise SystemExit("FAILED: " + "; ".join(problems))
    return stored, removed


def main():
    plumbline = sys.argv[1]
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    dice = random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        for keep in ("1kB", "5", "7 moons"):
            refused = subprocess.run([plumbline, "record", "--otlp", "127.0.0.1:0", "--for", "1s", "--keep", keep,
                                      "--out", os.path.join(folder, "none.plumb")], capture_output=True, text=True)
            if refused.returncode != 2 or keep not in refused.stderr:
                raise SystemExit(f"FAILED: --keep {keep} was not refused: {refused.stderr}")
        age_in_peace(plumbline, os.path.join(folder, "aged.plumb"))
        recording = os.path.join(folder, "ring.plumb")
        process, port = start(plumbline, recording)
        scale = Scale(recording)
        scale.start()
        sender = Sender(port, 1, LOAD)
        begun = time.monotonic()
        sender.start()
        sender.join()
        took = time.monotonic() - begun
        end(process, signal.SIGINT)
        largest = scale.end()
        stored, removed = look(plumbline, recording, sender.acknowledged, sender.acknowledged)
        print(f"{sender.sent_bytes} bytes in {took:.1f} s, largest file and log {largest}, {len(stored)} spans kept, "
              f"{removed} removed, slowest request {sender.slowest * 1000:.0f} ms")
        if sender.refused or sender.sent_bytes < LOAD:
            raise SystemExit("FAILED: telemetry was refused")
        if largest > MOST:
            raise SystemExit(f"FAILED: the recording took {largest} bytes of {KEEP}")
        if weigh(recording) < KEEP // 3 or not removed:
            raise SystemExit("FAILED: the size is not made use of, or nothing was removed")

        newest = stored[-1]
        before = removed
        for _ in range(kills):
            process, port = start(plumbline, recording)
            scale = Scale(recording)
            scale.start()
            sender = Sender(port, newest + 1, 1 << 60)
            sender.start()
            time.sleep(dice.uniform(0.3, 1.0))
            end(process, signal.SIGKILL)
            sender.join()
            largest = max(largest, scale.end())
            stored, removed = look(plumbline, recording, sender.acknowledged, sender.acknowledged + SPANS_PER_REQUEST)
            newest = stored[-1]
        print(f"{kills} kills, {newest} spans recorded, {removed} removed, largest file and log {largest}")
        if removed - before < kills * SPANS_PER_REQUEST:
            raise SystemExit("too little was removed under the kills for the test to mean anything")
        if largest > MOST:
            raise SystemExit(f"FAILED: the recording took {largest} bytes of {KEEP}")


if __name__ == "__main__":
    main()
