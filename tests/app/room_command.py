#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shared room of commands: what waits is told and sent by whoever comes next, a lever is moved with its lock alone.
Usage: room_command.py PLUMBLINE"""

import fcntl
import http.server
import json
import os
import select
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PROFILE = """
id: shared
base_url: {url}
environment: test
auth: none
operations:
  v:
    token: atomic
    read: {{method: GET, path: /v, valid: {{json: [{{pointer: /version, exists: true}}]}},
           value: {{pointer: /value}}, version: {{pointer: /version}}}}
    write:
      method: PUT
      path: "/v?cas={{{{version}}}}"
      body: {{value: "{{{{value}}}}"}}
      reply:
        - {{when: {{status: 200}}, outcome: accepted}}
        - {{when: {{status: 409}}, outcome: conflict}}
levers:
  - id: breaker:bot
    title: Breaker of bot
    kind: breaker
    target: bot
    operations: v
    values: {{tripped: tripped, reset: reset, half: half}}
    safe_value: tripped
    significance: Tripped, no answer reaches anybody.
    undo_text: It is put back.
"""
PLUMBLINE = sys.argv.pop()
LOCK = "test/bot/breaker:bot"


class Plane(http.server.BaseHTTPRequestHandler):
    value, version, writes = "tripped", 1, 0
    on_write = None

    def log_message(self, *arguments):
        pass

    def reply(self, status):
        body = json.dumps({"value": Plane.value, "version": str(Plane.version)}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.reply(200)

    def do_PUT(self):
        if Plane.on_write is not None:
            Plane.on_write()
        Plane.value = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["value"]
        Plane.writes += 1
        Plane.version += 1
        self.reply(200)


class RoomCommand(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Plane)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = self.temporary.name
        self.file = os.path.join(self.folder, "room.db")
        self.room = ["--room", f"sqlite:{self.file}"]
        profile = os.path.join(self.folder, "shared.yaml")
        with open(profile, "w", encoding="utf-8") as file:
            file.write(PROFILE.format(url=f"http://127.0.0.1:{self.server.server_address[1]}"))
        self.lever = ["--profile", profile, "--lever", "breaker:bot"]
        self.environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "HOME": self.folder,
                            "XDG_DATA_HOME": os.path.join(self.folder, "data"),
                            "XDG_STATE_HOME": os.path.join(self.folder, "state"),
                            "XDG_CONFIG_HOME": os.path.join(self.folder, "config")}
        Plane.value, Plane.version, Plane.writes, Plane.on_write = "tripped", 1, 0, None

    def tearDown(self):
        self.temporary.cleanup()

    def run_it(self, *arguments):
        done = subprocess.run([PLUMBLINE, *arguments, *self.room], capture_output=True, text=True, env=self.environment,
                              timeout=120, check=False)
        return done.returncode, done.stdout, done.stderr

    def status(self):
        code, out, error = self.run_it("room", "status", "--json")
        return code, json.loads(out), error

    def hold(self, statement, *values):
        with sqlite3.connect(self.file) as database:
            return database.execute(statement, values).fetchall()

    def fire(self, to, *more):
        return self.run_it("lever", "fire", *self.lever, "--to", to, "--confirm", "bot", *more)

    def cut(self):
        os.rename(self.file, self.file + ".kept")
        os.symlink("/nowhere", self.file)  # is never followed

    def mend(self):
        os.remove(self.file)
        os.rename(self.file + ".kept", self.file)

    def test_what_waits_is_told_and_sent_by_whoever_comes_next(self):
        self.assertEqual(self.run_it("room", "init")[0], 0)
        self.cut()
        recording = os.path.join(self.folder, "thrown-away.plumb")
        code, _, error = self.fire("tripped", "--record", recording)  # changes nothing, and is told
        self.assertEqual(code, 0, error)
        code, _, error = self.run_it("room", "say", "--text", "the index is being rebuilt")
        self.assertNotEqual(code, 0)
        self.assertIn("sent when the room is back", error)
        os.remove(recording)
        code, told, _ = self.status()
        self.assertNotEqual(code, 0)
        self.assertFalse(told["connected"])
        (waiting,) = told["waiting"]
        self.assertGreaterEqual(waiting["count"], 3, waiting)
        self.assertTrue(waiting["journal"].startswith(os.path.join(self.folder, "data", "plumbline", "rooms")), waiting)
        self.assertTrue(os.path.exists(waiting["journal"]))
        code, out, error = self.run_it("room", "status")
        self.assertIn(f"{waiting['count']} not sent yet, of this console, kept in {waiting['journal']}", out + error)
        self.mend()
        code, told, error = self.status()
        self.assertEqual(code, 0, error)
        self.assertEqual(told["waiting"], [])
        self.assertEqual(told["entries"], waiting["count"])
        texts = [row[0] for row in self.hold("SELECT body FROM entry ORDER BY sequence")]
        self.assertIn("the index is being rebuilt", texts)
        self.assertTrue(any("breaker:bot" in text for text in texts), texts)

    def test_a_mistyped_room_is_refused_and_not_made(self):
        self.assertEqual(self.run_it("room", "init")[0], 0)
        mistyped = os.path.join(self.folder, "rom.db")
        for url, says in ((f"sqlite:{mistyped}", f"There is no {mistyped}"), (f"sqlite:{self.file}?room=mian", 'has no room "mian"')):
            self.room = ["--room", url]
            for words in (["who"], ["status"], ["handover"], ["say", "--text", "is anybody there"], ["watch", "--for", "1s"]):
                code, out, error = self.run_it("room", *words)
                self.assertEqual(code, 3, (words, out, error))
                self.assertIn(says, error)
                self.assertIn("plumbline room init", error)
                self.assertNotIn("sent when the room is back", error)
        self.assertFalse(os.path.exists(mistyped))
        self.assertEqual(self.hold("SELECT name FROM room"), [("main",)])

    def test_each_name_of_one_account_is_told_by_itself(self):
        self.assertEqual(self.run_it("room", "init")[0], 0)
        for who in (["--operator", "Xa"], ["--operator", "Yb"], []):
            self.assertEqual(self.run_it("room", "say", "--text", "here", *who)[0], 0)
        people = [row[0] for row in self.hold("SELECT c.person FROM entry e JOIN console c USING (console) ORDER BY e.sequence")]
        self.assertEqual(people, ["Xa", "Yb", ""])
        watch = subprocess.Popen([PLUMBLINE, "room", "watch", "--for", "60s", "--operator", "Ada", "--view",
                                  '{"page": "Incident", "at": [1, 2]}', *self.room], stdout=subprocess.DEVNULL, env=self.environment)
        try:
            until = time.monotonic() + 60
            out = ""
            while "Ada" not in out and time.monotonic() < until:
                out = self.run_it("room", "who", "--operator", "Yb")[1]
            self.assertIn("Ada (", out)
            self.assertIn(" s ago, looks at Incident\n", out)
            self.assertNotIn("{", out)
        finally:
            watch.terminate()
            watch.wait(timeout=60)

    def test_nothing_is_sent_without_the_lock(self):
        self.assertEqual(self.run_it("room", "init")[0], 0)
        self.assertEqual(self.run_it("room", "say", "--text", "here")[0], 0)
        (console,) = self.hold("SELECT console FROM console")[0]
        self.hold("INSERT INTO console (console, room, person, account, host, last_hash) VALUES ('thief', 'main', 'Bob', 'bob', "
                  "'there', ?)", "0" * 64)
        # The file itself gives the lock to somebody else as soon as it is taken.
        self.hold("CREATE TRIGGER stolen AFTER INSERT ON lever_lock WHEN NEW.console <> 'thief' BEGIN UPDATE lever_lock SET "
                  "console = 'thief', fence = NEW.fence + 1 WHERE name = NEW.name; END")
        for more in ([], ["--break-glass", "answers are wrong"]):
            self.hold("DELETE FROM lever_lock")
            code, out, error = self.fire("reset", *more)
            self.assertEqual(code, 1, out + error)
            self.assertIn(f"Nothing was sent. The lock of {LOCK} was lost before anything was sent; "
                          "Bob (bob) on there holds it now.", error)
        self.assertEqual(Plane.writes, 0)
        self.assertNotEqual(console, "thief")
        self.hold("DROP TRIGGER stolen")
        self.hold("DELETE FROM lever_lock")
        code, out, error = self.fire("reset")
        self.assertEqual(code, 0, out + error)
        self.assertEqual(Plane.writes, 1)

    def test_a_trip_waits_for_no_room(self):
        """A server that takes connections and never says a word: asking the room would wait for two attempts to connect."""
        Plane.value = "reset"
        taken, given_up = [], []
        listener = socket.create_server(("127.0.0.1", 0))
        listener.setblocking(False)

        def look():
            try:
                while True:
                    taken.append(listener.accept()[0])
            except BlockingIOError:
                pass
            watch = select.poll()
            for each in taken:
                watch.register(each, select.POLLRDHUP)
            given_up.append(len(watch.poll(0)))

        Plane.on_write = look
        self.room = ["--room", f"postgresql://ada@127.0.0.1:{listener.getsockname()[1]}/incidents"]
        self.environment["PLUMBLINE_TOKEN_ROOM"] = "secret"
        try:
            code, out, error = self.fire("tripped")
            if "libqt6sql6-psql" in error:
                self.skipTest("Qt's driver of PostgreSQL is not installed")
            self.assertEqual(code, 0, out + error)
            self.assertEqual(Plane.writes, 1)
            self.assertEqual(Plane.value, "tripped")
            self.assertLess(given_up[0], 2)
            look()
            self.assertTrue(taken, "the room was never sought")
        finally:
            for each in [*taken, listener]:
                each.close()

    def test_the_lock_is_let_go_when_it_is_fired(self):
        """Also while the command goes on: here it cannot print what came of it."""
        self.assertEqual(self.run_it("room", "init")[0], 0)
        read, write = os.pipe()
        os.set_blocking(write, False)
        fcntl.fcntl(write, 1031, 4096)  # F_SETPIPE_SZ
        try:
            while True:
                os.write(write, b" ")
        except BlockingIOError:
            pass
        os.set_blocking(write, True)
        with subprocess.Popen(["stdbuf", "-o0", PLUMBLINE, "lever", "fire", *self.lever, "--to", "reset", "--confirm", "bot",
                               "--json", *self.room], stdout=write, stderr=subprocess.PIPE, env=self.environment) as command:
            os.close(write)
            try:
                until = time.monotonic() + 60
                ended = free = False
                while not free and command.poll() is None and time.monotonic() < until:
                    time.sleep(0.2)
                    ended = ended or bool(self.hold("SELECT 1 FROM entry WHERE kind = 'action' AND payload LIKE '%outcome%'"))
                    free = ended and self.hold("SELECT console FROM lever_lock") == [(None,)]
                self.assertIsNone(command.poll(), "it ended before it was looked at")
                self.assertTrue(ended, "it did not fire")
                self.assertTrue(free, self.hold("SELECT * FROM lever_lock"))
            finally:
                while os.read(read, 65536):
                    pass
                command.wait(timeout=60)
                os.close(read)
            self.assertEqual(command.returncode, 0, command.stderr.read())

    def test_an_approval_that_the_room_does_not_have_is_said(self):
        self.assertEqual(self.run_it("room", "init")[0], 0)
        done = subprocess.run([PLUMBLINE, "lever", "plan", *self.lever, "--to", "reset", "--json"], capture_output=True, text=True,
                              env=self.environment, timeout=60, check=True)
        plan = json.loads(done.stdout)["plan_hash"]
        self.cut()
        code, out, error = self.run_it("lever", "approve", *self.lever, "--to", "reset", "--plan", plan)
        self.assertNotEqual(code, 0)
        self.assertIn("The shared room does not have the approval", error)
        self.assertNotIn("Approved by", out)
        self.mend()
        code, out, error = self.run_it("lever", "approve", *self.lever, "--to", "reset", "--plan", plan)
        self.assertEqual(code, 0, error)
        self.assertIn("Kept in the shared room", out)

    def test_a_room_goes_by_the_roles_that_its_owner_gives_it(self):
        roles = os.path.join(self.folder, "roles.yaml")
        with open(roles, "w", encoding="utf-8") as file:
            file.write("people: {ada: commander}\neverybody_else: observer\nroles:\n  commander:\n    approves: true\n"
                       "    moves: [{directions: [safe, other]}]\n")
        code, out, error = self.run_it("room", "init", "--roles", roles)
        self.assertEqual(code, 0, error)
        self.assertIn("held to the roles of 1 person and of everybody else", out)
        self.assertEqual(self.hold("SELECT person, fires, approves FROM role ORDER BY person"), [("", 0, 0), ("ada", 1, 1)])
        with open(roles, "w", encoding="utf-8") as file:
            file.write("people: {ada: king}\n")
        code, _, error = self.run_it("room", "init", "--roles", roles)
        self.assertNotEqual(code, 0, error)
        self.assertIn("roles.yaml:1", error)


if __name__ == "__main__":
    unittest.main()
