#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions asked again: of the drill's own models, and of a server that streams slowly, refuses and says the token back.
Where npm's `openai` package is found (PLUMBLINE_OPENAI names a folder with it in node_modules), that client also asks the
drill. Run: reask.py PLUMBLINE"""

import http.server
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

PROGRAM = sys.argv.pop(1)
TOKEN = "sk-reask-0123456789abcdef"


class Completions(http.server.BaseHTTPRequestHandler):
    """Streams word by word, with a pause; "full" has no more, "whole" does not stream."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((self.path, self.headers.get("Authorization"), body))
        if body["model"] == "full":
            self.reply(429, json.dumps({"error": {"message": "no more for " + str(self.headers["Authorization"])}}),
                       [("Retry-After", "20")])
        elif body["model"] == "whole":
            self.reply(200, json.dumps({"model": "whole-1", "usage": {"prompt_tokens": 9, "completion_tokens": 2}, "choices": [
                {"finish_reason": "stop", "message": {"role": "assistant", "content": "It is 24 months."}}]}))
        else:
            self.stream()

    def reply(self, status, text, headers=()):
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for word in ["It ", "is ", "24 ", "months."]:
                self.event({"model": "slow-1", "choices": [{"index": 0, "delta": {"content": word}}]})
                time.sleep(self.server.pause)
            self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            self.event({"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 4}})
            self.chunk("data: [DONE]\n\n")
            self.chunk("")
        except OSError:
            self.close_connection = True

    def event(self, body):
        self.chunk("data: " + json.dumps(body) + "\n\n")

    def chunk(self, text):
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def log_message(self, *_):
        pass


def environment(token=None):
    variables = dict(os.environ)
    variables.pop("PLUMBLINE_TOKEN_REASK", None)
    if token:
        variables["PLUMBLINE_TOKEN_REASK"] = token
    return variables


def run(*arguments, token=None):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=120,
                          env=environment(token), check=False)


def rows(recording, what, *more):
    result = run("query", recording, "--what", what, "--jsonl", *more)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


class Reask(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)
        cls.recording = cls.path / "drill.plumb"
        made = run("drill", "--scenario", "fabricated-apis", "--for", "4m", "--out", cls.recording)
        assert made.returncode == 0, made.stderr
        suspects = rows(cls.recording, "suspects", "--service", "code-assistant", "--limit", "1")
        cls.key = ["--trace", suspects[0]["trace_id"], "--span", suspects[0]["span_id"]]
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Completions)
        cls.server.pause = 0
        cls.server.daemon_threads = True
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.endpoint = f"http://127.0.0.1:{cls.server.server_port}"

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()
        cls.folder.cleanup()

    def setUp(self):
        self.server.seen = []
        self.server.pause = 0

    def ask(self, *more, endpoint=None, token=None):
        return run("reask", self.recording, *self.key, "--endpoint", endpoint or self.endpoint, "--json", *more, token=token)

    def test_an_estimate_sends_nothing(self):
        prices = self.path / "prices.yaml"
        prices.write_text("prices:\n  - {model: slow, input: 1, output: 2}\n")
        result = self.ask("--estimate", "--model", "slow", "--prices", prices)
        self.assertEqual(result.returncode, 0, result.stderr)
        told = json.loads(result.stdout)
        self.assertEqual((told["estimate"]["requests"], told["differences"]), (5, []))
        self.assertGreater(told["estimate"]["cost_usd_most"], 0)
        refused = self.ask("--model", "slow", "--prices", prices, "--max-cost", "0.00001")
        self.assertEqual(refused.returncode, 1, refused.stderr)
        unknown = self.ask("--model", "other", "--max-cost", "5")
        self.assertEqual(unknown.returncode, 1, unknown.stderr)
        self.assertIn("not known", unknown.stderr)
        self.assertEqual(self.server.seen, [])

    def test_answers_are_told_and_recorded_without_the_token(self):
        out = self.path / "again.plumb"
        result = self.ask("--model", "slow", "--model", "whole", "--model", "full", "--samples", "2", "--out", out, token=TOKEN)
        self.assertEqual(result.returncode, 0, result.stderr)
        told = json.loads(result.stdout)
        self.assertEqual([target["meanings"]["n"] for target in told["targets"]], [2, 2, 0])
        self.assertEqual([target["failed"] for target in told["targets"]], [0, 0, 2])
        self.assertEqual({sample["text"] for sample in told["samples"][:4]}, {"It is 24 months."})
        self.assertIn("asks to wait 20 s", told["samples"][5]["error"])
        path, authorization, body = self.server.seen[0]
        self.assertEqual((path, authorization), ("/v1/chat/completions", "Bearer " + TOKEN))
        self.assertTrue(body["stream"] and body["messages"][-1]["content"])
        generations = rows(out, "generations")
        self.assertEqual({row["service"] for row in generations}, {"code-assistant (re-ask)"})
        self.assertEqual(len(generations), 6)
        entry, = (row for row in rows(out, "timeline") if row["kind"] == "reask")
        self.assertEqual(entry["payload"]["suspect_span_id"], self.key[3])
        self.assertEqual(run("verify", out).returncode, 0)
        for file in self.path.glob("again.plumb*"):
            self.assertNotIn(TOKEN.encode(), file.read_bytes(), file.name)
        self.assertNotIn(TOKEN, result.stdout + result.stderr)

    def test_what_is_saved_is_read_again(self):
        copy = self.path / "copy.plumb"
        shutil.copy(self.recording, copy)
        before = json.loads(run("info", copy, "--json").stdout)["generations"]
        saved = run("reask", copy, *self.key, "--endpoint", self.endpoint, "--model", "whole", "--samples", "3", "--save")
        self.assertEqual(saved.returncode, 0, saved.stderr)
        listed = json.loads(run("reask", copy, *self.key, "--list", "--json").stdout)["reasks"]
        self.assertEqual(len(listed), 1)
        self.assertEqual([sample["text"] for sample in listed[0]["samples"]], ["It is 24 months."] * 3)
        self.assertEqual(json.loads(run("info", copy, "--json").stdout)["generations"], before + 3)
        # The service's own signals do not count them.
        self.assertEqual(len(rows(copy, "generations", "--service", "code-assistant")),
                         len(rows(self.recording, "generations", "--service", "code-assistant")))

    def test_an_interrupt_keeps_what_came(self):
        self.server.pause = 0.1
        out = self.path / "broken.plumb"
        process = subprocess.Popen([PROGRAM, "reask", self.recording, *self.key, "--endpoint", self.endpoint, "--model", "slow",
                                    "--samples", "50", "--at-once", "1", "--out", out, "--json"], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, env=environment())
        for line in process.stderr:
            if line.startswith("2 of 50"):
                break
        process.send_signal(signal.SIGINT)
        told = json.loads(process.communicate(timeout=30)[0])
        self.assertEqual(process.returncode, 0)
        self.assertTrue(told["cancelled"])
        self.assertTrue(2 <= len(told["samples"]) < 50, len(told["samples"]))
        self.assertEqual(len(rows(out, "generations")), len(told["samples"]))

    def test_nobody_there_and_usage(self):
        self.assertEqual(self.ask(endpoint="http://127.0.0.1:1").returncode, 4)
        self.assertEqual(self.ask(endpoint="ftp://x").returncode, 2)
        self.assertEqual(run("reask", self.recording, "--trace", "1", "--span", "2", "--endpoint", self.endpoint).returncode, 2)
        self.assertEqual(run("reask", self.recording, "--trace", "1" * 32, "--span", "2" * 16, "--endpoint",
                             self.endpoint).returncode, 3)

    def drill(self):
        process = subprocess.Popen([PROGRAM, "drill", "--scenario", "fabricated-apis", "--otlp", "http://127.0.0.1:1",
                                    "--control", "0", "--chat", "0", "--speed", "1000"], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        told = "".join(process.stderr.readline() for _ in range(3))
        return re.search(r"models on (\S+)", told).group(1)

    def test_the_drill_answers_as_its_fleet(self):
        endpoint = self.drill()
        time.sleep(1)  # at this speed the fault has begun
        result = self.ask("--model", "codegen-latest", "--model", "codegen-2026-10-c", "--samples", "20", "--temperature", "1",
                          endpoint=endpoint)
        self.assertEqual(result.returncode, 0, result.stderr)
        told = json.loads(result.stdout)
        now, sound = (target["meanings"] for target in told["targets"])
        self.assertEqual((len(sound["classes"]), sound["entropy"]), (1, 0))
        self.assertGreater(now["entropy"], 0.5)
        self.assertIsNone(sound["suspect_class"])

    def test_npm_openai_reads_the_drill(self):
        folder = os.environ.get("PLUMBLINE_OPENAI")
        if not folder or not (Path(folder) / "node_modules" / "openai").is_dir() or not shutil.which("node"):
            self.skipTest("PLUMBLINE_OPENAI names no folder with the npm package openai")
        endpoint = self.drill()
        script = Path(folder) / "reask_client.mjs"
        question = next(row for row in rows(self.recording, "generations", "--service", "support-bot", "--limit", "1"))
        asked = "".join(part.get("content") or part.get("text") or "" for part in question["input_messages"][-1]["parts"])
        script.write_text("""
import OpenAI from 'openai';
const client = new OpenAI({ baseURL: process.argv[2] + '/v1', apiKey: 'any' });
const messages = [{ role: 'user', content: process.argv[3] }];
const whole = await client.chat.completions.create({ model: 'answers-latest', messages, temperature: 0 });
const stream = await client.chat.completions.create({ model: 'answers-latest', messages, temperature: 0, stream: true,
  stream_options: { include_usage: true } });
let text = '', usage = null, reason = null;
for await (const chunk of stream) {
  text += chunk.choices[0]?.delta?.content ?? '';
  reason = chunk.choices[0]?.finish_reason ?? reason;
  usage = chunk.usage ?? usage;
}
let missing = null;
try { await client.chat.completions.create({ model: 'nobody', messages }); } catch (error) { missing = [error.status, error.code]; }
const models = (await client.models.list()).data.map((model) => model.id);
console.log(JSON.stringify({ whole: whole.choices[0].message.content, text, usage, reason, missing, models }));
""")
        self.addCleanup(script.unlink)
        done = subprocess.run(["node", script.name, endpoint, asked], cwd=folder, capture_output=True, text=True, timeout=60,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        told = json.loads(done.stdout)
        self.assertEqual(told["whole"], told["text"])
        self.assertEqual((told["reason"], told["missing"]), ("stop", [404, "model_not_found"]))
        self.assertGreater(told["usage"]["completion_tokens"], 0)
        self.assertIn("codegen-latest", told["models"])


if __name__ == "__main__":
    unittest.main()
