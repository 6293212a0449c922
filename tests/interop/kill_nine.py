#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills `plumbline record` with SIGKILL under load, many times over one recording, and checks that
every span and evaluation that was acknowledged is there, that what was in flight and is sent again
counts once, that the signals agree with the rows, that the audit chain holds and the file opens.

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


def judgements_body(spans):
    return json.dumps({"resourceLogs": [{
        "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "victim"}}]},
        "scopeLogs": [{"scope": {"name": "kill"}, "logRecords": [{
            "traceId": trace, "spanId": span, "timeUnixNano": str(time.time_ns()),
            "eventName": "gen_ai.evaluation.result",
            "attributes": [
                {"key": "gen_ai.evaluation.name", "value": {"stringValue": "Faithfulness"}},
                {"key": "gen_ai.evaluation.score.value", "value": {"doubleValue": 0.9}},
                {"key": "gen_ai.evaluation.score.label", "value": {"stringValue": "pass"}},
            ]} for trace, span in spans]}]}]}).encode()


class Sender(threading.Thread):
    """Sends until the peer dies; remembers what was acknowledged, and what was not, to send it again."""

    def __init__(self, port, seed, unanswered):
        super().__init__()
        self.port = port
        self.random = random.Random(seed)
        self.acknowledged = []
        self.judged = []
        self.unanswered = unanswered

    def send(self, connection, path, body, spans, into):
        self.unanswered = (path, body, spans)
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        reply = connection.getresponse()
        reply.read()
        if reply.status == 200:
            into += spans
            self.unanswered = None

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            if self.unanswered:
                path, body, spans = self.unanswered
                self.send(connection, path, body, spans,
                          self.acknowledged if path == "/v1/traces" else self.judged)
            while True:
                spans = [(f"{self.random.getrandbits(128) | 1:032x}", f"{self.random.getrandbits(64) | 1:016x}")
                         for _ in range(SPANS_PER_REQUEST)]
                self.send(connection, "/v1/traces", request_body(spans), spans, self.acknowledged)
                self.send(connection, "/v1/logs", judgements_body(spans), spans, self.judged)
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


def rows_of(plumbline, recording, what):
    lines = subprocess.run([plumbline, "query", recording, "--what", what, "--jsonl"],
                           check=True, capture_output=True, text=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


def verify(plumbline, recording):
    verified = subprocess.run([plumbline, "verify", recording], capture_output=True, text=True)
    if verified.returncode != 0:
        raise SystemExit("FAILED: " + verified.stdout + verified.stderr)


def main():
    plumbline = sys.argv[1]
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    dice = random.Random(9)
    acknowledged = []
    judged = []
    unanswered = [None] * SENDERS
    resent = 0
    with tempfile.TemporaryDirectory() as folder:
        recording = os.path.join(folder, "killed.plumb")
        for round_number in range(times):
            process, port = start(plumbline, recording)
            resent += sum(1 for last in unanswered if last)
            senders = [Sender(port, round_number * SENDERS + i, unanswered[i]) for i in range(SENDERS)]
            for sender in senders:
                sender.start()
            time.sleep(dice.uniform(0.02, 0.5))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            process.stderr.close()
            for sender in senders:
                sender.join()
                acknowledged += sender.acknowledged
                judged += sender.judged
            unanswered = [sender.unanswered for sender in senders]
            verify(plumbline, recording)

        # A last life in peace: what was not counted yet is counted.
        process, port = start(plumbline, recording)
        process.send_signal(signal.SIGINT)
        process.wait()
        process.stderr.close()
        verify(plumbline, recording)

        stored = {(row["trace_id"], row["span_id"]) for row in rows_of(plumbline, recording, "spans")}
        evaluations = rows_of(plumbline, recording, "evaluations")
        judgements = [(row["trace_id"], row["span_id"]) for row in evaluations if row["origin"] == "telemetry"]
        checks = [(row["trace_id"], row["span_id"], row["check"]) for row in evaluations if row["origin"] != "telemetry"]
        counts = {}
        for row in rows_of(plumbline, recording, "signals"):
            counts[row["check"]] = counts.get(row["check"], 0) + row["count"] + row["unknown"]
        info = json.loads(subprocess.run([plumbline, "info", recording, "--json"], check=True,
                                         capture_output=True, text=True).stdout)

    lost = len(set(acknowledged) - stored) + len(set(judged) - set(judgements))
    print(f"{times} kills, {resent} requests sent again, {len(acknowledged)} spans and {len(judged)} evaluations "
          f"acknowledged, {len(stored)} and {len(judgements)} stored, {lost} lost, signals {counts}, schema {info['schema']}")
    if len(acknowledged) < times * SPANS_PER_REQUEST or resent == 0:
        raise SystemExit("too little was acknowledged or sent again for the test to mean anything")
    problems = []
    if lost:
        problems.append(f"{lost} acknowledged items are lost")
    if info["spans"] != len(stored):
        problems.append("the count of spans differs from the rows")
    if len(judgements) != len(set(judgements)):
        problems.append("an evaluation that was sent again is there twice")
    if counts.get("Faithfulness") != len(judgements):
        problems.append("the evaluations in the signals differ from the rows")
    if len(checks) != len(set(checks)):
        problems.append("a generation was judged twice")
    if counts.get("truncation") != len(stored):
        problems.append("the judged generations in the signals differ from the rows")
    if problems:
        raise SystemExit("FAILED: " + "; ".join(problems))


if __name__ == "__main__":
    main()
