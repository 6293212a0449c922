#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Canaries against a server that speaks the chat completions of OpenAI: what is sent, what is recorded, what is said when
nobody answers. Run: canary.py PLUMBLINE"""

import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

PROGRAM = sys.argv.pop(1)
TOKEN = "sk-canary-0123456789abcdef"
SET = """
name: golden
service: shop
model: m-1
every: 1s
timeout: 5s
probes:
  - id: right
    prompt: right
    expect: {contains: Canberra}
  - id: wrong
    prompt: wrong
    expect: {exact: "391"}
  - id: down
    prompt: down
    expect: {exact: "391"}
"""


# Answers without a word in them.
SILENT = {
    "tool": {"finish_reason": "tool_calls", "message": {"role": "assistant", "content": None, "tool_calls": [
        {"id": "c1", "type": "function", "function": {"name": "search", "arguments": "{}"}}]}},
    "refuse": {"finish_reason": "stop", "message": {"role": "assistant", "content": None, "refusal": "I cannot help."}},
    "filter": {"finish_reason": "content_filter", "message": {"role": "assistant", "content": None}},
    "think": {"finish_reason": "length", "message": {"role": "assistant", "content": ""}},
}


class Console(http.server.BaseHTTPRequestHandler):
    """Takes OTLP, but for the first requests, for which its queue is full."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, self.headers.get("Authorization")))
        is_full = len(self.server.seen) <= self.server.full
        self.send_response(self.server.refusal or (503 if is_full else 200))
        if is_full:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Completions(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((self.path, self.headers.get("Authorization"), body))
        asked = body["messages"][-1]["content"]
        if body["model"] == "m-bad":
            asked = "wrong"
        if body["model"] == "m-down":
            asked = "down"
        if asked in SILENT:
            self.reply(200, {"model": body["model"] + "-20260801", "choices": [SILENT[asked]]})
        elif asked == "down":
            self.reply(503, {"error": {"message": "no capacity for " + str(self.headers.get("Authorization"))}})
        else:
            text = "The capital is Canberra." if asked == "right" else "four hundred"
            self.reply(200, {"model": body["model"] + "-20260801", "usage": {"prompt_tokens": 9, "completion_tokens": 4},
                             "choices": [{"finish_reason": "stop", "message": {"role": "assistant", "content": text}}]})

    def reply(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def run(*arguments, token=None):
    environment = dict(os.environ)
    environment.pop("PLUMBLINE_TOKEN_CANARY", None)
    if token:
        environment["PLUMBLINE_TOKEN_CANARY"] = token
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=60, env=environment,
                          check=False)


class Canary(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.set = self.path / "golden.yaml"
        self.set.write_text(SET)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Completions)
        self.server.seen = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}"

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()
        self.folder.cleanup()

    def rows(self, recording, what):
        result = run("query", recording, "--what", what, "--jsonl")
        self.assertEqual(result.returncode, 0, result.stderr)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def test_probes_are_scored_and_recorded(self):
        recording = self.path / "canary.plumb"
        result = run("canary", "run", self.set, "--endpoint", self.endpoint, "--rounds", "2", "--out", recording, "--json",
                     token=TOKEN)
        self.assertEqual(result.returncode, 1, result.stderr)
        told = json.loads(result.stdout)
        each = told.pop("probes")
        self.assertEqual(told, {"rounds": 2, "sent": 6, "passed": 2, "failed": 2, "unknown": 0, "unanswered": 2})
        failed, = (probe for probe in each if probe["failed"])
        self.assertEqual((failed["sent"], failed["newest"].split(":")[0]), (2, "failed"))
        self.assertTrue(failed["said"])
        path, authorization, body = self.server.seen[0]
        self.assertEqual((path, authorization), ("/v1/chat/completions", "Bearer " + TOKEN))
        self.assertEqual((body["model"], body["stream"]), ("m-1", False))
        self.assertFalse({"temperature", "max_tokens", "max_completion_tokens"} & set(body))
        generations = self.rows(recording, "generations")
        self.assertEqual({row["service"] for row in generations}, {"shop (canary)"})
        self.assertEqual(len(generations), 6)
        probes = [row for row in self.rows(recording, "evaluations") if row["check"] == "probe"]
        self.assertEqual(sorted(row["state"] for row in probes), ["failed", "failed", "passed", "passed"])
        signals = [row for row in self.rows(recording, "signals") if "probe" in json.dumps(row)]
        self.assertTrue(signals)
        # The endpoint said the token back: it is in no file and in no text.
        for file in self.path.iterdir():
            self.assertNotIn(TOKEN.encode(), file.read_bytes(), file.name)
        self.assertNotIn(TOKEN, result.stdout + result.stderr)

    def test_parameters_are_sent_where_they_are_given(self):
        self.set.write_text(SET.replace("every: 1s", "every: 1s\ntemperature: 0.5\nmax_completion_tokens: 64"))
        run("canary", "run", self.set, "--endpoint", self.endpoint, "--rounds", "1", "--out", self.path / "p.plumb")
        body = self.server.seen[0][2]
        self.assertEqual((body["temperature"], body["max_completion_tokens"]), (0.5, 64))
        self.assertNotIn("max_tokens", body)

    def test_an_answer_without_a_word_fails(self):
        recording = self.path / "silent.plumb"
        probes = "".join(f"  - {{id: {name}, prompt: {name}, expect: {{contains: Canberra}}}}\n" for name in SILENT)
        self.set.write_text(SET[:SET.index("probes:")] + "probes:\n" + probes)
        result = run("canary", "run", self.set, "--endpoint", self.endpoint, "--rounds", "1", "--out", recording, "--json")
        self.assertEqual(result.returncode, 1, result.stderr)
        told = json.loads(result.stdout)
        self.assertEqual({probe["failed"] for probe in told.pop("probes")}, {1})
        self.assertEqual(told, {"rounds": 1, "sent": 4, "passed": 0, "failed": 4, "unknown": 0, "unanswered": 0})
        self.assertIn("I cannot help.", json.dumps(self.rows(recording, "generations")))

    def console(self, full=0, refusal=None):
        console = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Console)
        console.seen, console.full, console.refusal = [], full, refusal
        threading.Thread(target=console.serve_forever, daemon=True).start()
        self.addCleanup(console.server_close)
        self.addCleanup(console.shutdown)
        return console, f"http://127.0.0.1:{console.server_port}"

    def test_a_full_console_ends_nothing(self):
        console, address = self.console(full=2)
        (self.path / "token").write_text("otlp-secret\n")
        result = run("canary", "run", self.set, "--endpoint", self.endpoint, "--rounds", "3", "--otlp", address,
                     "--otlp-token-file", self.path / "token", "--json")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertEqual(json.loads(result.stdout)["rounds"], 3)
        self.assertIn("does not take results now (HTTP 503)", result.stderr)
        # Two were refused; then three rounds of traces and logs, in order.
        self.assertEqual([path for path, _ in console.seen[2:]], ["/v1/traces", "/v1/logs"] * 3)
        self.assertEqual({token for _, token in console.seen}, {"Bearer otlp-secret"})

    def test_what_a_console_never_takes_is_an_error(self):
        console, address = self.console(refusal=401)
        result = run("canary", "run", self.set, "--endpoint", self.endpoint, "--rounds", "3", "--otlp", address)
        self.assertEqual(result.returncode, 4, result.stdout)
        self.assertIn("HTTP 401", result.stderr)

    def test_nobody_there_is_said(self):
        result = run("canary", "run", self.set, "--endpoint", "http://127.0.0.1:1", "--rounds", "1", "--out",
                     self.path / "none.plumb")
        self.assertEqual(result.returncode, 4, result.stdout)
        self.assertIn("answered no probe", result.stderr)

    def test_problems_have_line_and_column(self):
        good = run("canary", "lint", self.set)
        self.assertEqual((good.returncode, good.stdout.strip()), (0, f"{self.set}: good, 3 probes"))
        self.set.write_text(SET.replace("expect: {contains: Canberra}", "expct: {contains: Canberra}"))
        bad = run("canary", "lint", self.set)
        self.assertEqual(bad.returncode, 1)
        self.assertRegex(bad.stdout, r"golden\.yaml:10:5: ")
        refused = run("canary", "run", self.set, "--endpoint", self.endpoint, "--rounds", "1", "--out", self.path / "x.plumb")
        self.assertEqual(refused.returncode, 3)
        self.assertEqual(self.server.seen, [])

    def prove(self, candidate, *more):
        only_right = SET[:SET.index("  - id: wrong")]
        self.set.write_text(only_right)
        result = run("canary", "prove", self.set, "--endpoint", self.endpoint, "--candidate", candidate, "--json", *more,
                     token=TOKEN)
        self.assertNotIn(TOKEN, result.stdout + result.stderr)
        return result.returncode, json.loads(result.stdout)

    def test_a_candidate_is_proven_before_it_is_pinned(self):
        code, told = self.prove("m-2", "--current", "m-1")
        self.assertEqual((code, told["verdict"]), (0, "proven"), told)
        self.assertEqual({body["model"] for _, _, body in self.server.seen}, {"m-1", "m-2"})
        self.assertEqual(told["candidate"]["asked"], told["current"]["asked"])
        self.assertLess(told["candidate"]["asked"], 80)
        self.assertGreater(told["candidate"]["low"], 0.7)

    def test_a_bad_candidate_is_refuted_early(self):
        code, told = self.prove("m-bad", "--current", "m-1")
        self.assertEqual((code, told["verdict"]), (1, "refuted"), told)
        self.assertLess(told["candidate"]["asked"], 8)
        self.assertEqual(told["candidate"]["failures"], [{"probe": "right", "times": told["candidate"]["failed"]}])

    def test_silence_proves_nothing(self):
        code, told = self.prove("m-down")
        self.assertEqual((code, told["verdict"], told["candidate"]["share"]), (4, "no_answer", None), told)
        self.assertIsNone(told["current"])
        code, told = self.prove("m-2", "--most", "3")
        self.assertEqual((code, told["verdict"]), (1, "not_enough"), told)

    def test_usage(self):
        other = run("canary", "run", self.set, "--endpoint", "ftp://foo", "--rounds", "1", "--out", self.path / "f.plumb")
        self.assertEqual(other.returncode, 2)
        self.assertIn("no http:// or https://", other.stderr)
        both = run("canary", "run", self.set, "--endpoint", self.endpoint)
        self.assertEqual(both.returncode, 2)


if __name__ == "__main__":
    unittest.main()
