#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills `plumbline record` with SIGKILL under load, many times over one recording, and checks that
every span that was acknowledged is there, that the audit chain holds and that the file opens.

Usage: kill_nine.py PLUMBLINE [TIMES]"""

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

SPANS_PER_REQUEST = 25
SENDERS = 3


def request_body(spans):
    return json.dumps({"resourceSpans": [{
        "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "victim"}}]},
        "scopeSpans": [{"scope": {"name": "kill"}, "spans": [{
            "traceId": trace, "spanId": span, "name": "chat m", "kind": 3,
            "startTimeUnixNano": str(time.time_ns()), "endTimeUnixNano": str(time.time_ns()),
            "attributes": [
                {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
                {"key": "gen_ai.request.model", "value": {"stringValue": "m"}},
                {"key": "gen_ai.output.messages", "value": {"stringValue": json.dumps(
                    [{"role": "assistant", "parts": [{"type": "text", "content": "An answer of some length. " * 10}]}])}},
            ]} for trace, span in spans]}]}]}).encode()


class Sender(threading.Thread):
    """Sends until the peer dies; remembers what was acknowledged."""

    def __init__(self, port, seed):
        super().__init__()
        self.port = port
        self.random = random.Random(seed)
        self.acknowledged = []

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            while True:
                spans = [(f"{self.random.getrandbits(128) | 1:032x}", f"{self.random.getrandbits(64) | 1:016x}")
                         for _ in range(SPANS_PER_REQUEST)]
                connection.request("POST", "/v1/traces", request_body(spans), {"Content-Type": "application/json"})
                reply = connection.getresponse()
                reply.read()
                if reply.status == 200:
                    self.acknowledged += spans
        except (OSError, http.client.HTTPException):
            pass  # killed, as intended
        finally:
            connection.close()


def start(plumbline, recording):
    process = subprocess.Popen([plumbline, "record", "--otlp", "127.0.0.1:0", "--out", recording],
                               stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    for line in process.stderr:
        match = re.search(r"listening on http://127\.0\.0\.1:(\d+)", line)
        if match:
            return process, int(match[1])
    raise SystemExit("record did not start")


def main():
    plumbline = sys.argv[1]
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    dice = random.Random(9)
    acknowledged = []
    with tempfile.TemporaryDirectory() as folder:
        recording = os.path.join(folder, "killed.plumb")
        for round_number in range(times):
            process, port = start(plumbline, recording)
            senders = [Sender(port, round_number * SENDERS + i) for i in range(SENDERS)]
            for sender in senders:
                sender.start()
            time.sleep(dice.uniform(0.02, 0.5))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            process.stderr.close()
            for sender in senders:
                sender.join()
                acknowledged += sender.acknowledged

        rows = subprocess.run([plumbline, "query", recording, "--what", "spans", "--jsonl"],
                              check=True, capture_output=True, text=True).stdout.splitlines()
        stored = {(row["trace_id"], row["span_id"]) for row in map(json.loads, rows)}
        lost = [span for span in acknowledged if span not in stored]
        verified = subprocess.run([plumbline, "verify", recording], capture_output=True, text=True)
        info = json.loads(subprocess.run([plumbline, "info", recording, "--json"], check=True,
                                         capture_output=True, text=True).stdout)

    print(f"{times} kills, {len(acknowledged)} spans acknowledged, {len(stored)} stored, {len(lost)} lost, "
          f"verify {verified.returncode}, schema {info['schema']}")
    if len(acknowledged) < times * SPANS_PER_REQUEST:
        raise SystemExit("too little was acknowledged for the test to mean anything")
    if lost or verified.returncode != 0 or info["spans"] != len(stored):
        raise SystemExit("FAILED: " + verified.stdout + verified.stderr)


if __name__ == "__main__":
    main()
