#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Open writes of `plumbline lever` and `runbook run`: nothing is sent twice, and no other lever's reading settles them.
Usage: lever_open.py PLUMBLINE"""

import http.server
import json
import os
import shlex
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PROFILE = """
id: held
base_url: http://localhost
environment: {environment}
auth: none
timeouts: {{connect: 1s, request: {request}, read_back: 300ms, poll: 50ms}}
operations:
  v:
    token: none
    read: {{method: GET, path: "/{{{{key}}}}", value: {{pointer: /value}}, version: {{pointer: /version}}}}
    write:
      method: PUT
      path: "/{{{{key}}}}"
      body: {{value: "{{{{value}}}}"}}
      reply:
        - {{when: {{status: 200}}, outcome: accepted}}
levers:
  - {{id: "pin:bot", title: Pin of bot, kind: pin, target: bot, operations: v, variables: {{key: {prefix}pin}}}}
  - {{id: "pin:other", title: Pin, kind: pin, target: other, operations: v, variables: {{key: {prefix}other}}}}
  - id: "breaker:bot"
    title: Breaker of bot
    kind: breaker
    target: bot
    operations: v
    safe_value: tripped
    variables: {{key: {prefix}breaker}}
"""

BOOK = """---
id: held
title: A run
version: 1
owner: nobody
---

## One

```step
id: look
kind: check
title: Look
expect: it is so
```

## Two

```step
id: rest
kind: wait
title: Wait
for: 4s
```

## Three

```step
id: pin
kind: lever
title: Pin it
lever: "pin:bot"
to: m-2
risk: safe
```
"""


class Plane:
    """Holds a value a path. While `held` is a list, writes are kept in it and are answered by nobody."""

    def __init__(self):
        self.values, self.versions, self.writes, self.held = {}, {}, 0, None
        self.let_go, self.slow = threading.Event(), threading.Event()
        self.slow_reads = 0
        plane = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments):
                pass

            def reply(self):
                body = json.dumps({"value": plane.values.get(self.path, "m-1"),
                                   "version": str(plane.versions.get(self.path, 1))}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                if plane.slow_reads > 0:
                    plane.slow_reads -= 1
                    plane.slow.wait(20)
                self.reply()

            def do_PUT(self):
                value = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["value"]
                plane.writes += 1
                if plane.held is not None:
                    plane.held.append((self.path, value))
                    plane.let_go.wait(30)
                    return
                plane.put(self.path, value)
                self.reply()

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def put(self, path, value):
        self.values[path] = value
        self.versions[path] = self.versions.get(path, 1) + 1


class OpenWrites(unittest.TestCase):
    def setUp(self):
        self.plane = Plane()
        self.kept = tempfile.TemporaryDirectory()
        self.folder = self.kept.name
        self.journal = os.path.join(self.folder, "journal.json")
        self.environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8",
                            "XDG_STATE_HOME": self.folder, "XDG_CONFIG_HOME": self.folder}
        self.profiles = {}
        for name, prefix, request in (("production", "", "500ms"), ("staging", "s-", "500ms"),
                                      ("patient", "", "15s")):
            self.profiles[name] = self.write(f"{name}.yaml", PROFILE.format(
                environment="production" if name == "patient" else name, prefix=prefix, request=request))

    def tearDown(self):
        self.plane.let_go.set()
        self.plane.slow.set()
        self.plane.server.shutdown()
        self.plane.server.server_close()
        self.kept.cleanup()

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def recording(self):
        span = {"traceId": f"{1:032x}", "spanId": f"{2:016x}", "name": "chat m", "kind": 3,
                "startTimeUnixNano": "1795780800000000000", "endTimeUnixNano": "1795780801000000000",
                "attributes": [{"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}}]}
        resource = {"attributes": [{"key": "service.name", "value": {"stringValue": "bot"}}]}
        calls = self.write("calls.jsonl", json.dumps(
            {"resourceSpans": [{"resource": resource, "scopeSpans": [{"spans": [span]}]}]}) + "\n")
        path = os.path.join(self.folder, "calls.plumb")
        status, _, error = self.run_it("import", calls, "--out", path)
        self.assertEqual(status, 0, error)
        return path

    def start(self, *arguments):
        return subprocess.Popen([sys.argv[1], *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env=self.environment)

    def run_it(self, *arguments):
        done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, env=self.environment,
                              check=False, timeout=15)
        return done.returncode, done.stdout, done.stderr

    def lever(self, part, *more, lever="pin:bot", profile="production"):
        status, output, error = self.run_it("lever", part, "--profile", self.profiles[profile], "--base-url",
                                            self.plane.url, "--lever", lever, "--journal", self.journal, "--json",
                                            *more)
        return status, json.loads(output) if output else {"stderr": error}

    def fire_open(self, to, *more, **named):
        self.plane.held = []
        status, answer = self.lever("fire", "--to", to, "--confirm", "bot", *more, **named)
        self.assertEqual((status, answer.get("outcome")), (5, "unknown"), answer)
        self.plane.held = None

    def open(self, **named):
        return [each["to"] for each in self.lever("read", **named)[1]["open_writes"]]

    def step(self, recording, step, *more, profile="production"):
        return ["runbook", "run", self.book, "--step", step, "--record", recording, "--profile",
                self.profiles[profile], "--base-url", self.plane.url, "--journal", self.journal, *more]

    def test_another_lever_or_environment_settles_nothing(self):
        recording = self.recording()
        self.fire_open("m-2", "--record", recording)
        # Both stand where the open write was to go.
        self.plane.put("/other", "m-2")
        self.plane.put("/s-pin", "m-2")
        for other in ({"lever": "pin:other"}, {"profile": "staging"}):
            self.assertEqual(self.open(**other), [])
            self.lever("fire", "--to", "m-3", "--confirm", "other" if "lever" in other else "bot", "--record",
                       recording, **other)
        self.assertEqual(self.open(), ["m-2"])
        status, output, error = self.run_it("runbook", "status", recording, "--json")
        self.assertEqual([each["to"] for each in json.loads(output)["open_writes"]], ["m-2"], error)

    def test_an_undo_is_of_its_own_lever(self):
        for lever, target in (("pin:bot", "bot"), ("pin:other", "other")):
            status, answer = self.lever("fire", "--to", "m-2", "--confirm", target, lever=lever)
            self.assertEqual(status, 0, answer)
        status, answer = self.lever("undo")
        self.assertEqual((status, answer.get("outcome")), (0, "verified"), answer)
        self.assertEqual((self.plane.values["/pin"], self.plane.values["/other"]), ("m-1", "m-2"))

    def test_nothing_is_fired_again_while_it_is_open(self):
        recording = self.recording()
        self.fire_open("m-2", "--record", recording)
        writes = self.plane.writes
        for more in ((), ("--record", recording)):
            status, answer = self.lever("fire", "--to", "m-2", "--confirm", "bot", *more)
            self.assertEqual((status, answer["outcome"], answer["sent"]), (5, "unknown", False), answer)
            self.assertIn("--again", answer["message"])
            self.assertIn("lever read", answer["message"])
        self.assertEqual(self.plane.writes, writes)
        self.assertEqual(self.open(), ["m-2"])
        status, answer = self.lever("fire", "--to", "m-3", "--confirm", "bot")  # another value is another write
        self.assertEqual((status, self.plane.values["/pin"]), (0, "m-3"), answer)
        status, answer = self.lever("fire", "--to", "m-2", "--confirm", "bot", "--again")
        self.assertEqual((status, self.plane.writes), (0, writes + 2), answer)

    def test_a_trip_is_free(self):
        self.plane.put("/breaker", "reset")
        self.fire_open("tripped", lever="breaker:bot")
        status, answer = self.lever("fire", "--to", "tripped", "--confirm", "bot", lever="breaker:bot")
        self.assertEqual((status, self.plane.values["/breaker"]), (0, "tripped"), answer)

    def test_an_unreadable_journal_holds_up_no_trip(self):
        self.plane.put("/breaker", "reset")
        self.write("journal.json", "{")
        status, answer = self.lever("fire", "--to", "m-2", "--confirm", "bot")
        self.assertEqual((status, self.plane.writes), (3, 0), answer)
        status, answer = self.lever("fire", "--to", "tripped", "--confirm", "bot", lever="breaker:bot")
        self.assertEqual((status, answer.get("outcome")), (0, "verified"), answer)
        self.assertIn("'plumbline lever undo' does not know of it", answer["message"])
        with open(self.journal, encoding="utf-8") as file:
            self.assertEqual(file.read(), "{")

    def test_an_open_undo_is_not_sent_again(self):
        status, answer = self.lever("fire", "--to", "m-2", "--confirm", "bot")
        self.assertEqual(status, 0, answer)
        self.plane.held = []
        status, answer = self.lever("undo")
        self.assertEqual((status, answer["outcome"]), (5, "unknown"), answer)
        self.plane.held = None
        writes = self.plane.writes
        self.assertEqual(self.open(), ["m-1"])
        self.assertEqual([each["to"] for each in self.lever("plan", "--to", "m-3")[1]["open_writes"]], ["m-1"])
        status, answer = self.lever("undo", "--dry-run")
        self.assertEqual(status, 5, answer)
        self.assertIn("What was put back may yet land", answer["open"])
        status, answer = self.lever("undo")
        self.assertEqual((status, answer["outcome"], answer["sent"]), (5, "unknown", False), answer)
        self.assertIn("What was put back may yet land: it is read back, and not sent again.", answer["message"])
        self.assertEqual(self.plane.writes, writes)
        # It lands: the reading settles it, and what it took back is undone.
        self.plane.put("/pin", "m-1")
        self.assertEqual(self.open(), [])
        status, answer = self.lever("undo")
        self.assertEqual(status, 1, answer)
        self.assertIn("nothing to undo", json.dumps(answer))
        self.assertEqual(self.plane.writes, writes)

    def test_a_command_to_paste_is_quoted(self):
        self.plane.put("/pin", "$(touch pwned)'`id`")
        status, answer = self.lever("fire", "--to", "m-2", "--confirm", "bot")
        self.assertEqual(status, 0, answer)
        self.plane.put("/pin", "m-9")
        token = self.write("token", "secret\n")
        status, answer = self.lever("undo", "--token-file", token)
        self.assertEqual((status, answer["outcome"]), (1, "conflict"), answer)
        words = shlex.split(answer["message"].split("For that: ")[1])
        self.assertEqual(words[words.index("--to") + 1], "$(touch pwned)'`id`")
        self.assertEqual(words[words.index("--token-file") + 1], token)
        self.assertNotIn('"', answer["message"].split("For that: ")[1])

    def test_a_pipe_is_no_approval(self):
        recording = self.recording()
        pipe = os.path.join(self.folder, "pipe")
        os.mkfifo(pipe)
        status, answer = self.lever("fire", "--to", "m-2", "--confirm", "bot", "--record", recording, "--approval", pipe)
        self.assertEqual((status, self.plane.writes), (3, 0), answer)
        self.assertIn("it is no file", json.dumps(answer))
        _, plan = self.lever("plan", "--to", "m-2")
        done = self.run_it("lever", "approve", "--profile", self.profiles["production"], "--base-url", self.plane.url,
                           "--lever", "pin:bot", "--to", "m-2", "--out", pipe, "--plan", plan.get("hash", "0" * 12))
        self.assertNotEqual(done[0], 0, done)

    def test_a_step_fails_by_its_own_command_only(self):
        recording = self.recording()
        self.book = self.write("held.md", BOOK)
        self.plane.slow_reads = 1
        slow = self.start(*self.step(recording, "pin", "--confirm", "bot", profile="patient"))
        while self.plane.slow_reads:
            time.sleep(0.02)
        status, output, error = self.run_it(*self.step(recording, "pin", "--confirm", "bot"))
        self.assertEqual(status, 0, output + error)
        self.plane.slow.set()
        output, error = slow.communicate(timeout=30)
        self.assertEqual(slow.returncode, 1, output + error)
        self.assertEqual(self.plane.writes, 1)
        status, output, error = self.run_it("runbook", "status", recording, "--json")
        steps = {each["step"]: each["state"] for each in json.loads(output)["steps"]}
        self.assertEqual(steps["pin"], "done", output)

    def test_only_the_step_that_was_put_back_is_undone(self):
        recording = self.recording()
        self.book = self.write("held.md", BOOK)
        status, output, error = self.run_it(*self.step(recording, "pin", "--confirm", "bot"))
        self.assertEqual(status, 0, output + error)
        time.sleep(5.2)  # two accounts of one firing are at most five seconds apart
        self.plane.put("/pin", "m-5")
        status, answer = self.lever("fire", "--to", "m-2", "--confirm", "bot")  # not in the recording
        self.assertEqual(status, 0, answer)
        status, answer = self.lever("undo", "--record", recording)
        self.assertEqual((status, self.plane.values["/pin"]), (0, "m-5"), answer)
        status, output, error = self.run_it("runbook", "status", recording, "--json")
        steps = {each["step"]: each["state"] for each in json.loads(output)["steps"]}
        self.assertEqual(steps["pin"], "done", output)

    def test_a_step_is_fired_again_where_that_is_said(self):
        recording = self.recording()
        self.book = self.write("held.md", BOOK)
        self.fire_open("m-2", "--record", recording)
        writes = self.plane.writes
        self.assertNotEqual(self.run_it(*self.step(recording, "pin", "--confirm", "bot"))[0], 0)
        self.assertEqual(self.plane.writes, writes)
        status, output, error = self.run_it(*self.step(recording, "pin", "--confirm", "bot", "--again"))
        self.assertEqual((status, self.plane.writes), (0, writes + 1), output + error)

    def test_a_wait_leaves_the_recording_to_others(self):
        recording = self.recording()
        self.book = self.write("held.md", BOOK)
        waiting = self.start(*self.step(recording, "rest"))
        deadline = time.monotonic() + 3  # it waits for four seconds
        done = False
        while not done and time.monotonic() < deadline:
            time.sleep(0.3)
            done = self.run_it(*self.step(recording, "look", "--as", "done"))[0] == 0
        self.assertTrue(done)
        self.assertIsNone(waiting.poll())
        output, error = waiting.communicate(timeout=30)
        self.assertEqual(waiting.returncode, 0, output + error)
        status, output, error = self.run_it("runbook", "status", recording, "--json")
        steps = {each["step"]: each["state"] for each in json.loads(output)["steps"]}
        self.assertEqual((steps["look"], steps["rest"]), ("done", "done"), output)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
