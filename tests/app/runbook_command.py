#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline runbook`: lint, all kinds of steps, a run kept in a recording, and two who settle one step. Usage:
runbook_command.py PLUMBLINE"""

import http.server
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request

BOOK = """---
id: ours
title: Ours
version: 3
parameters:
  service: which one
  good: what served before
optional: [good]
---

# Ours

## 1. One

Look at **{service}**.

```step
id: look
kind: check
title: Look at {service}
view: health
expect: It is up.
```

## 2. Two

```step
id: rest
kind: wait
for: 1s
```

```step
id: choose
kind: decide
question: Which?
options: [this, that]
```

```step
id: prove
kind: probe
title: Ask {good}
probe_set: golden
model: "{good}"
samples: 60
```

```step
id: by-hand
kind: manual
```

```step
id: pull-it
kind: lever
title: Pull {service}
lever: "breaker:{service}"
to: tripped
risk: safe
undo: Put it back.
```

```step
id: tell
kind: notify
message: "{service} is over"
```
"""

GOLDEN = """name: golden
service: bot
model: none
every: 60s
timeout: 5s
probes:
  - id: sum
    prompt: What is 2 and 2?
    expect: {exact: "4"}
  - id: city
    prompt: Which city?
    expect: {contains: Bern}
"""

KINDS = {"look": "check", "rest": "wait", "choose": "decide", "prove": "probe", "by-hand": "manual", "tell": "notify"}


def run(*arguments, status=None, user=None):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    if user:
        environment.update(USER=user, LOGNAME=user)
    done = subprocess.run([PLUMBLINE, *arguments], capture_output=True, text=True, env=environment, check=False, timeout=60)
    if status is not None:
        assert done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
    return done


class Model(http.server.BaseHTTPRequestHandler):
    asked = []
    answers = {"sum": "4", "city": "Bern it is"}
    wrong = set()  # models that answer nothing right
    down = set()  # models that do not answer

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Model.asked.append(question["model"])
        text = self.answers["sum" if "2 and 2" in question["messages"][-1]["content"] else "city"]
        if question["model"] in self.down:
            self.send_response(503)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if question["model"] in self.wrong:
            text = "no idea"
        body = json.dumps({"id": "x", "model": question["model"], "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
            "usage": {"prompt_tokens": 3, "completion_tokens": 1}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Forbids(http.server.BaseHTTPRequestHandler):
    writes = 0

    def do_GET(self):
        self.send_response(403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self):
        Forbids.writes += 0 if self.path.endswith("/range") else 1  # as etcd reads
        self.do_GET()

    do_PUT = do_POST

    def log_message(self, *_):
        pass


def answer(url, service, model):
    now = time.time_ns()
    body = {"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": service}}]},
            "scopeSpans": [{"spans": [{
                "traceId": os.urandom(16).hex(), "spanId": os.urandom(8).hex(), "name": "chat", "kind": 3,
                "startTimeUnixNano": str(now), "endTimeUnixNano": str(now + 1_000_000), "attributes": [
                    {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
                    {"key": "gen_ai.request.model", "value": {"stringValue": model}},
                    {"key": "gen_ai.response.model", "value": {"stringValue": model}}]}]}]}]}
    urllib.request.urlopen(urllib.request.Request(url + "/v1/traces", json.dumps(body).encode(),
                                                  {"Content-Type": "application/json"}), timeout=10).read()


class Proxy:
    """Hands on what is read and swallows the first write, without an answer."""

    def __init__(self, server, target):
        self.server, self.target, self.written = server, target.rstrip("/"), threading.Event()

    def serve(self):
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self.handle, args=(connection,), daemon=True).start()

    def handle(self, connection):
        with connection:
            while True:
                data = b""
                while b"\r\n\r\n" not in data:
                    part = connection.recv(65536)
                    if not part:
                        return
                    data += part
                head, _, body = data.partition(b"\r\n\r\n")
                length = re.search(rb"(?i)content-length: (\d+)", head)
                while length and len(body) < int(length.group(1)):
                    body += connection.recv(65536)
                method, path = head.split()[:2]
                # etcd's reads are posts too.
                if method in (b"PUT", b"PATCH", b"DELETE") or b"/txn" in path or b"/put" in path:
                    self.written.set()
                    time.sleep(30)
                    return
                headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
                headers = {k: v for k, v in headers.items() if k.lower() not in ("host", "connection", "content-length")}
                request = urllib.request.Request(self.target + path.decode(), data=body or None, headers=headers,
                                                 method=method.decode())
                with urllib.request.urlopen(request, timeout=10) as answer:
                    said = answer.read()
                    kind = answer.headers.get("Content-Type", "application/json")
                connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(said)}\r\n\r\n".encode()
                                   + said)


class RunbookCommand(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.book = self.write("ours.md", BOOK)
        self.write("golden.yaml", GOLDEN)
        self.recording = os.path.join(self.folder.name, "r.plumb")
        spans = {"resourceSpans": [{"resource": {"attributes": []}, "scopeSpans": [{"spans": [
            {"traceId": "1" * 32, "spanId": "2" * 16, "name": "x", "startTimeUnixNano": "1795780800000000000",
             "endTimeUnixNano": "1795780801000000000"}]}]}]}
        run("import", self.write("s.json", json.dumps(spans)), "--out", self.recording, status=0)

    def write(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def step(self, step, *more, status=0, user=None):
        return run("runbook", "run", self.book, "--step", step, "--param", "service=bot", *more, status=status, user=user)

    def test_what_could_have_been_meant_is_told(self):
        self.assertIn('no parameter "servise"', self.step("look", "--param", "servise=bot", status=2).stderr)
        self.assertIn("it has: good, service", self.step("look", "--param", "servise=bot", status=2).stderr)
        self.assertIn("Built-in runbooks are: ", run("runbook", "run", "nope", "--step", "x", status=3).stderr)
        self.assertIn("fabricated-apis", run("runbook", "run", "nope", "--step", "x", status=3).stderr)
        fier = run("lever", "fier", status=2).stderr
        self.assertIn('no "fier" of lever', fier)
        self.assertIn("list, read, test, plan, fire", fier)
        self.assertIn('no "lintt" of runbook', run("runbook", "lintt", "x.md", status=2).stderr)

    def test_errors_are_json_where_json_was_asked_for(self):
        for kind, status, words in [
                ("usage", 2, ["lever", "read", "--json", "--profile", "etcd"]),
                ("usage", 2, ["lever", "fier", "--json"]),
                ("unreadable", 3, ["lever", "read", "--json", "--profile", "none.yaml", "--lever", "l"]),
                ("unreachable", 4, ["lever", "read", "--json", "--profile", "sandbox", "--base-url",
                                    "http://127.0.0.1:1", "--lever", "breaker:support-bot"]),
                ("unreadable", 3, ["runbook", "run", "nope", "--step", "x", "--json"]),
                ("unreadable", 3, ["runbook", "status", "none.plumb", "--json"]),
                ("usage", 2, ["runbook", "run", self.book, "--step", "nope", "--json"])]:
            with self.subTest(words=words):
                done = run(*words, status=status)
                told = json.loads(done.stdout)
                self.assertEqual(told["error"]["kind"], kind)
                self.assertTrue(told["error"]["message"])
                self.assertIn("plumbline: ", done.stderr)
        self.assertEqual(run("lever", "fier", status=2).stdout, "")

    def state(self):
        return json.loads(run("runbook", "status", self.recording, "--json", status=0).stdout)

    def timeline(self):
        rows = run("query", self.recording, "--what", "timeline", "--jsonl", status=0).stdout.splitlines()
        return [row for row in map(json.loads, rows) if row["kind"] in ("step", "action")]

    def test_lint_names_line_and_column(self):
        run("runbook", "lint", self.book, status=0)
        broken = self.write("b.md", BOOK.replace("kind: notify", "kind: notfy"))
        done = run("runbook", "lint", broken, self.book, status=1)
        line = BOOK[:BOOK.index("kind: notify")].count("\n") + 1
        self.assertIn(f"b.md:{line}:7: ", done.stdout + done.stderr)
        self.assertIn("ours.md: good", done.stdout)
        found = json.loads(run("runbook", "lint", broken, "--json", status=1).stdout)
        self.assertEqual((found["files"][0]["problems"][0]["line"], found["files"][0]["problems"][0]["column"]), (line, 7))
        run("runbook", "lint", os.path.join(self.folder.name, "none.md"), status=3)
        run("runbook", "lint", status=2)
        self.assertEqual(run("runbook", "run", broken, "--step", "look").returncode, 1)

    def test_every_kind_is_shown_and_nothing_is_claimed(self):
        for step, kind in KINDS.items():
            shown = json.loads(self.step(step, "--param", "good=m1", "--dry-run", "--json").stdout)
            self.assertEqual((shown["kind"], shown["state"]),
                             (kind, "not_run" if kind in ("wait", "probe") else "for_a_person"))
        self.assertEqual(self.timeline(), [])
        self.step("nowhere", status=2)
        run("runbook", "run", self.book, "--step", "look", status=2)  # without its parameter
        self.assertIn("good", self.step("prove", status=2).stderr)
        self.assertIn("--profile", self.step("pull-it", status=2).stderr)
        self.assertIn("--record", self.step("look", "--as", "done", status=2).stderr)
        run("runbook", "run", "no-such-file.md", "--step", "look", status=3)

    def test_a_wait_takes_its_time(self):
        before = time.monotonic()
        self.step("rest")
        self.assertGreaterEqual(time.monotonic() - before, 1.0)

    def test_a_run_is_kept_and_carried_on(self):
        self.step("look", "--record", self.recording, "--as", "done", "--note", "82 %", user="ada")
        held = self.state()
        self.assertEqual((held["runbook"], held["state"], held["who"]), ("ours", "going_on", held["steps"][0]["who"]))
        self.assertEqual(held["parameters"], {"service": "bot"})
        self.assertEqual([s["state"] for s in held["steps"]], ["done"] + ["pending"] * 6)
        self.assertTrue(re.fullmatch("[0-9a-f]{64}", held["digest"]))
        # Another parameter would be another run; the same ones need not be said again.
        run("runbook", "run", self.book, "--step", "rest", "--param", "service=other", "--record", self.recording, status=2)
        run("runbook", "run", self.book, "--step", "rest", "--record", self.recording, status=0)
        # Whoever comes second is told by whom it was settled, and nothing is written.
        entries = len(self.timeline())
        second = self.step("look", "--record", self.recording, "--as", "done", "--note", "me too", status=1)
        self.assertIn("was settled by", second.stderr)
        self.assertEqual(len(self.timeline()), entries)
        self.step("look", "--record", self.recording, "--as", "failed", "--note", "back again", "--again", status=1)
        self.assertIn("failed again, time 2", self.timeline()[-1]["text"])
        self.step("choose", "--record", self.recording, "--as", "skipped", status=1)  # not without a reason
        self.step("choose", "--record", self.recording, "--as", "skipped", "--note", "plain")
        self.step("pull-it", "--record", self.recording, "--as", "done", status=2)  # only its lever can say so
        self.step("pull-it", "--record", self.recording, "--as", "skipped", "--note", "no lever here")
        # The file is edited: the run keeps its text, and says so.
        self.write("ours.md", BOOK.replace("title: Look at", "title: Stare at"))
        done = self.step("look", "--record", self.recording, "--as", "done")
        self.assertIn("the version of the runbook that it was begun with", done.stderr)
        self.assertIn("Look at bot", self.timeline()[-1]["text"])
        run("runbook", "abort", self.recording, status=2)
        run("runbook", "abort", self.recording, "--reason", " ", status=1)
        run("runbook", "abort", self.recording, "--reason", "false alarm", status=0)
        self.assertEqual((self.state()["state"], self.state()["reason"]), ("aborted", "false alarm"))
        run("runbook", "abort", self.recording, "--reason", "again", status=2)
        # The next step begins another run.
        self.step("look", "--record", self.recording, "--as", "done")
        self.assertEqual([s["state"] for s in self.state()["steps"]], ["done"] + ["pending"] * 6)
        run("verify", self.recording, status=0)

    def test_of_two_at_once_one_wins(self):
        for attempt in range(3):
            self.step("look", "--record", self.recording, "--as", "done")
            run("runbook", "abort", self.recording, "--reason", "next", status=0)
            results = []
            people = [threading.Thread(target=lambda: results.append(
                run("runbook", "run", self.book, "--step", "tell", "--param", "service=bot", "--record", self.recording,
                    "--as", "done"))) for _ in range(4)]
            for person in people:
                person.start()
            for person in people:
                person.join()
            won = [r for r in results if r.returncode == 0]
            self.assertEqual(len(won), 1, [(r.returncode, r.stderr) for r in results])
            for lost in results:
                if lost.returncode != 0:
                    self.assertEqual(lost.returncode, 1)
                    self.assertTrue("was settled by" in lost.stderr or "One program at a time" in lost.stderr, lost.stderr)
            told = [e for e in self.timeline() if "Step done: tell" in e["text"]]
            self.assertEqual(len(told), attempt + 1)
            run("runbook", "abort", self.recording, "--reason", "next", status=0)
        run("verify", self.recording, status=0)

    def test_a_reader_sees_it_while_another_writes(self):
        with subprocess.Popen([PLUMBLINE, "record", "--otlp", "127.0.0.1:0", "--out", self.recording, "--for", "30s"],
                              stderr=subprocess.PIPE, text=True) as writer:
            try:
                while "listening on" not in writer.stderr.readline():
                    self.assertIsNone(writer.poll())
                refused = self.step("look", "--record", self.recording, "--as", "done", status=1)
                self.assertIn("One program at a time", refused.stderr)
                self.assertEqual(self.state()["state"], "none")
            finally:
                writer.terminate()
                writer.communicate()
        self.step("look", "--record", self.recording, "--as", "done")

    def control_plane(self):
        drill = subprocess.Popen([PLUMBLINE, "drill", "--scenario", "fabricated-apis", "--otlp", "http://127.0.0.1:9",
                                  "--control", "0", "--for", "60s"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.addCleanup(lambda: (drill.terminate(), drill.communicate()))
        return re.search(r"control plane on (\S+)", drill.stdout.readline()).group(1)

    def test_a_lever_is_fired_once(self):
        arguments = ["runbook", "run", "fabricated-apis", "--step", "trip-breaker", "--param", "service=code-assistant",
                     "--profile", "sandbox", "--base-url", self.control_plane(), "--record", self.recording,
                     "--journal", os.path.join(self.folder.name, "journal")]
        fire = [*arguments, "--confirm", "code-assistant"]
        dry = run(*arguments, "--dry-run", status=0)
        self.assertIn("tripped", dry.stdout)
        self.assertEqual(self.timeline(), [])  # a dry run leaves no trace
        run(*arguments, "--confirm", "another", status=2)
        self.assertEqual([e for e in self.timeline() if e["kind"] == "action"], [])
        results = []
        people = [threading.Thread(target=lambda: results.append(run(*fire))) for _ in range(4)]
        for person in people:
            person.start()
        for person in people:
            person.join()
        self.assertEqual(sorted(r.returncode for r in results), [0, 1, 1, 1], [r.stderr for r in results])
        second = run(*fire, status=1)
        self.assertIn("was settled by", second.stderr)
        self.assertIn("Nothing was sent", second.stderr)
        fired = [e for e in self.timeline() if e["kind"] == "action" and e["text"].startswith("Firing ")]
        self.assertEqual(len(fired), 1)
        held = self.state()
        self.assertEqual({s["step"]: s["state"] for s in held["steps"]}["trip-breaker"], "done")
        self.assertEqual([(c["lever"], c["to"], c["outcome"], c["unknown"]) for c in held["levers"]],
                         [("breaker:code-assistant", "tripped", "verified", False)])
        run("verify", self.recording, status=0)

    def test_what_nobody_knows_is_not_fired_again(self):
        # As a console that was killed between the intent and the answer leaves it.
        url = self.control_plane()
        arguments = ["runbook", "run", "fabricated-apis", "--step", "trip-breaker", "--param", "service=code-assistant",
                     "--profile", "sandbox", "--record", self.recording, "--confirm", "code-assistant",
                     "--journal", os.path.join(self.folder.name, "journal")]
        with socket.create_server(("127.0.0.1", 0)) as silent:
            proxy = Proxy(silent, url)
            threading.Thread(target=proxy.serve, daemon=True).start()
            child = subprocess.Popen([PLUMBLINE, *arguments, "--base-url", f"http://127.0.0.1:{silent.getsockname()[1]}"],
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.assertTrue(proxy.written.wait(20))
            child.kill()
            child.wait()
        held = self.state()
        self.assertEqual([(c["outcome"], c["unknown"]) for c in held["levers"]], [("", True)])
        self.assertEqual({s["step"]: s["state"] for s in held["steps"]}["trip-breaker"], "pending")
        refused = run(*arguments, "--base-url", url, status=1)
        self.assertIn("is not known. Nothing was sent", refused.stderr)
        self.assertEqual(len(self.state()["levers"]), 1)
        run(*arguments, "--base-url", url, "--again", status=0)  # knowingly
        run("verify", self.recording, status=0)

    def fire(self, url, *more, status=None):
        return run("runbook", "run", "fabricated-apis", "--step", "trip-breaker", "--param", "service=code-assistant",
                   "--profile", "sandbox", "--record", self.recording, "--confirm", "code-assistant",
                   "--journal", os.path.join(self.folder.name, "journal"), "--base-url", url, *more, status=status)

    def steps(self):
        return {s["step"]: s["state"] for s in self.state()["steps"]}

    def test_a_repeat_that_was_never_sent_settles_nothing(self):
        self.fire(self.control_plane(), status=0)
        entries = len(self.timeline())
        forbids = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forbids)
        threading.Thread(target=forbids.serve_forever, daemon=True).start()
        self.addCleanup(forbids.server_close)
        self.addCleanup(forbids.shutdown)
        refused = self.fire(f"http://127.0.0.1:{forbids.server_port}", "--again")
        self.assertNotEqual(refused.returncode, 0)
        self.assertEqual(Forbids.writes, 0)
        self.assertEqual([e["text"] for e in self.timeline()[entries:]], [])
        self.assertEqual(self.steps()["trip-breaker"], "done")

    def test_what_a_run_fired_is_put_back_from_elsewhere(self):
        url = self.control_plane()
        undo = ["lever", "undo", "--profile", "sandbox", "--base-url", url, "--lever", "breaker:code-assistant",
                "--record", self.recording, "--journal", os.path.join(self.folder.name, "another")]
        self.assertIn("neither does the run", run(*undo, status=1).stderr)
        self.fire(url, status=0)
        self.assertEqual([c["undoable"] for c in self.state()["levers"]], [True])
        self.assertIn("--lever breaker:code-assistant --record", run("runbook", "status", self.recording).stdout)
        run(*undo, status=0)
        self.assertIn("reset", run("lever", "read", "--profile", "sandbox", "--base-url", url, "--lever",
                                   "breaker:code-assistant", status=0).stdout)
        self.assertEqual([c["undoable"] for c in self.state()["levers"]], [False, False])
        self.assertEqual(self.steps()["trip-breaker"], "undone")
        self.assertIn("nothing to undo", run(*undo, status=1).stderr)
        run("verify", self.recording, status=0)

    def test_a_failed_step_keeps_the_run_open(self):
        with open(self.book, encoding="utf-8") as file:
            text = file.read()
        with open(self.book, "w", encoding="utf-8") as file:
            file.write(text[:text.index("## 2. Two")])
        self.step("look", "--record", self.recording, "--as", "failed", status=1)
        self.step("look", "--param", "good=m1", "--record", self.recording, "--as", "done")
        started = [e for e in self.timeline() if e["text"].startswith("Runbook started")]
        self.assertEqual(len(started), 1)

    def test_an_edited_long_runbook_does_not_change_its_run(self):
        with open(self.book, "a", encoding="utf-8") as file:
            file.write("\n" + "x" * 70_000 + "\n")
        self.step("look", "--record", self.recording, "--as", "done")
        with open(self.book, encoding="utf-8") as file:
            text = file.read()
        with open(self.book, "w", encoding="utf-8") as file:
            file.write(text.replace("is over", "is worse"))
        told = self.step("tell", "--record", self.recording, "--as", "done")
        self.assertIn("the version of the runbook that it was begun with", told.stderr)
        self.assertIn("bot is over", told.stdout)

    def test_in_effect_is_what_new_answers_show(self):
        answers = os.path.join(self.folder.name, "answers.plumb")
        with subprocess.Popen([PLUMBLINE, "record", "--otlp", "127.0.0.1:0", "--out", answers, "--for", "60s"],
                              stderr=subprocess.PIPE, text=True) as writer:
            try:
                line = writer.stderr.readline()
                while "listening on" not in line:
                    line = writer.stderr.readline()
                url = "http://" + re.search(r"(127\.0\.0\.1:\d+)", line).group(1)
                answer(url, "code-assistant", "coder-1")
                control = self.control_plane()
                levers = json.loads(run("lever", "list", "--profile", "sandbox", "--base-url", control, "--json").stdout)
                pin = next(l for l in levers["levers"] if l["id"].startswith("pin:code-assistant"))
                fire = ["lever", "fire", "--profile", "sandbox", "--base-url", control, "--lever", pin["id"],
                        "--confirm", "code-assistant", "--journal", os.path.join(self.folder.name, "journal"), "--json",
                        "--answers", answers]
                told = json.loads(run(*fire, "--to", "wanted-1", "--answers-within", "1s", status=5).stdout)
                effect = next(r for r in told["rungs"] if r["rung"] == "in_effect")
                self.assertEqual((told["outcome"], effect["state"]), ("not_yet_visible", "unknown"))
                self.assertIn("the control plane shows it; no new answer yet", effect["detail"])
                done = subprocess.Popen([PLUMBLINE, *fire, "--to", "wanted-2", "--answers-within", "30s"],
                                        stdout=subprocess.PIPE, text=True)
                time.sleep(2)
                for _ in range(5):
                    answer(url, "code-assistant", "wanted-2")
                told = json.loads(done.communicate(timeout=60)[0])
                effect = next(r for r in told["rungs"] if r["rung"] == "in_effect")
                self.assertEqual((done.returncode, told["outcome"], effect["state"]), (0, "verified", "reached"), told)
                self.assertIn("seen in the newest 5 of 5 new answers", effect["detail"])
            finally:
                writer.terminate()
                writer.communicate()

    def models(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.addCleanup(Model.wrong.clear)
        self.addCleanup(Model.down.clear)
        Model.asked.clear()
        return f"http://127.0.0.1:{server.server_port}"

    def test_a_probe_asks(self):
        url = self.models()
        good = ("--param", "good=m1")
        dry = self.step("prove", *good, "--dry-run").stdout
        self.assertIn("at most 60 requests", dry)
        self.assertIn("price unknown", dry)
        self.assertEqual(Model.asked, [])
        prices = self.write("prices.yaml", "prices:\n  - {model: m1, input: 1, output: 2}\n")
        self.assertIn("no limit on those out", self.step("prove", *good, "--dry-run", "--prices", prices).stdout)
        done = json.loads(self.step("prove", *good, "--endpoint", url, "--record", self.recording, "--json").stdout)
        proof = done["proof"]
        self.assertEqual((done["state"], done["times"], proof["outcome"], proof["standing"]),
                         ("done", 1, "proven", "alone"))
        self.assertEqual(Model.asked, ["m1"] * proof["candidate"]["asked"])
        self.assertLess(proof["candidate"]["asked"], 60)  # as soon as it is shown
        self.assertIn(f"m1: {len(Model.asked)} of {len(Model.asked)} passed", self.timeline()[-1]["text"])
        rows = run("query", self.recording, "--what", "timeline", "--jsonl", status=0).stdout.splitlines()
        kept = [row for row in map(json.loads, rows) if row["kind"] == "probe"]
        self.assertEqual(len(kept), len(Model.asked))
        self.assertRegex(kept[0]["text"], "Probe (sum|city) asked of m1: passed")
        self.assertEqual([e["text"].split(":")[0] for e in self.timeline()][1:3], ["Probing m1 with golden", "Proof of m1"])
        # Settled: nothing is asked again by mistake.
        again = self.step("prove", *good, "--endpoint", url, "--record", self.recording, status=1)
        self.assertIn("Nothing was asked", again.stderr)
        self.assertEqual(len(kept), len(Model.asked))
        Model.wrong.add("m1")
        failed = self.step("prove", *good, "--endpoint", url, "--record", self.recording, "--again", status=1)
        self.assertIn("fewer than the 80 %", failed.stdout)
        self.assertEqual({s["step"]: s["state"] for s in self.state()["steps"]}["prove"], "failed")
        nobody = self.step("prove", *good, "--endpoint", "http://127.0.0.1:9", "--record", self.recording, status=4)
        self.assertIn("does not answer", nobody.stderr)
        self.assertEqual({s["step"]: s["state"] for s in self.state()["steps"]}["prove"], "failed")  # still
        run("verify", self.recording, status=0)

    def test_a_probe_set_is_looked_for(self):
        os.remove(os.path.join(self.folder.name, "golden.yaml"))
        shipped = self.step("prove", "--param", "good=m1", "--dry-run").stdout
        self.assertIn("probe set golden (ships with Plumbline)", shipped)
        self.write("ours.md", BOOK.replace("probe_set: golden", "probe_set: nowhere"))
        missing = self.step("prove", "--param", "good=m1", "--dry-run", status=3).stderr
        for place in ("beside the runbook (" + self.folder.name, "plumbline/probes", "among those that ship",
                      "Put nowhere.yaml into"):
            self.assertIn(place, missing)
        own = os.path.join(self.folder.name, "config", "plumbline", "probes")
        os.makedirs(own)
        with open(os.path.join(own, "nowhere.yaml"), "w", encoding="utf-8") as file:
            file.write(GOLDEN)
        os.environ["XDG_CONFIG_HOME"] = os.path.join(self.folder.name, "config")
        self.addCleanup(os.environ.pop, "XDG_CONFIG_HOME")
        self.assertIn("probes/nowhere.yaml", self.step("prove", "--param", "good=m1", "--dry-run").stdout)
        # One that is broken is no reason to take another.
        self.write("nowhere.yaml", GOLDEN.replace("probes:", "prob:"))
        self.assertIn("nowhere.yaml:", self.step("prove", "--param", "good=m1", "--dry-run", status=3).stderr)

    def pin_book(self, more=""):
        return self.write("pin.md", BOOK.replace("samples: 60\n", "current: m0\nsamples: 60\n" + more) + """
```step
id: pin
kind: lever
title: Pin {service}
lever: "pin:{service}"
to: "{good}"
requires: prove
```
""")

    def test_a_pin_waits_for_its_proof(self):
        url = self.models()
        book = self.pin_book()
        common = ["--param", "service=code-assistant", "--param", "good=m1", "--record", self.recording]
        pin = ["runbook", "run", book, "--step", "pin", *common, "--profile", "sandbox", "--base-url", self.control_plane(),
               "--confirm", "code-assistant", "--journal", os.path.join(self.folder.name, "journal")]
        prove = ["runbook", "run", book, "--step", "prove", *common, "--endpoint", url]
        stands = lambda: json.loads(run("lever", "read", "--profile", "sandbox", "--base-url", pin[pin.index("--base-url") + 1],
                                        "--lever", "pin:code-assistant", "--json", status=0).stdout)["version"]
        before = stands()
        self.assertIn("was not carried out yet", run(*pin, status=1).stderr)
        # A word is no proof, nor is one that came to nothing, nor one that was refuted.
        run(*prove[:-2], "--as", "done", "--note", "trust me", status=0)
        self.assertIn("nothing was asked", run(*pin, status=1).stderr)
        Model.down.add("m1")
        run(*prove, "--again", status=4)
        self.assertIn("nothing was asked", run(*pin, status=1).stderr)
        Model.down.clear()
        Model.wrong.add("m1")
        run(*prove, "--again", status=1)
        self.assertIn("showed otherwise of m1", run(*pin, status=1).stderr)
        self.assertEqual(stands(), before)  # all the while nothing was sent
        Model.wrong = {"m0"}
        proof = json.loads(run(*prove, "--json", status=0).stdout)["proof"]
        self.assertEqual((proof["outcome"], proof["standing"]), ("proven", "better"))
        run(*pin, status=0)
        self.assertNotEqual(stands(), before)
        run("verify", self.recording, status=0)

    def test_an_old_proof_does_not_count_and_glass_breaks(self):
        url = self.models()
        book = self.pin_book("max_age: 1s\n")
        common = ["--param", "service=code-assistant", "--param", "good=m1", "--record", self.recording]
        pin = ["runbook", "run", book, "--step", "pin", *common, "--profile", "sandbox", "--base-url", self.control_plane(),
               "--confirm", "code-assistant", "--journal", os.path.join(self.folder.name, "journal")]
        Model.wrong = {"m0"}
        run("runbook", "run", book, "--step", "prove", *common, "--endpoint", url, status=0)
        time.sleep(1.2)
        refused = run(*pin, status=1)
        self.assertIn("old, and counts for 1 s", refused.stderr)
        self.assertIn("break the glass", refused.stderr)
        run(*pin, "--break-glass", "the endpoint is down", status=0)
        broken = [e for e in self.timeline() if e["text"].startswith("Glass broken (the endpoint is down)")]
        self.assertEqual(len(broken), 1)
        self.assertIn("counts for 1 s", json.dumps(broken[0]))

    def test_an_edit_does_not_reach_the_run(self):
        common = ["--param", "service=code-assistant", "--record", self.recording]
        lever = ["--profile", "sandbox", "--base-url", self.control_plane()]
        run("runbook", "run", self.book, "--step", "look", *common, "--as", "done", status=0)
        self.write("ours.md", BOOK.replace("to: tripped", "to: reset").replace("id: tell", "id: shout"))
        planned = run("runbook", "run", self.book, "--step", "pull-it", *common, *lever, "--dry-run", status=0)
        self.assertIn("tripped", planned.stdout)
        self.assertIn("there is a newer one", planned.stderr)
        run("runbook", "run", self.book, "--step", "shout", *common, "--as", "done", status=2)  # not of this run
        run("runbook", "run", self.book, "--step", "tell", *common, "--as", "done", status=0)
        run("runbook", "abort", self.recording, "--reason", "once more", status=0)
        run("runbook", "run", self.book, "--step", "shout", *common, "--as", "done", status=0)


if __name__ == "__main__":
    PLUMBLINE = sys.argv.pop(1)
    unittest.main()
