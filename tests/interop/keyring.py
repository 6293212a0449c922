#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in a real keyring, on a session bus of its own. Run: keyring.py PLUMBLINE. Exit status 77 without one."""

import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
SECRET = "s3cret-of-the-keyring"
PROFILE = """
id: kv
base_url: http://127.0.0.1:1
environment: test
auth: {header: Authorization, value: "Bearer {{secret}}", secret: KEYRINGTEST}
operations:
  kv:
    read: {path: /state, value: {pointer: /state}}
    write: {method: PUT, path: /state, body: {state: "{{value}}"}, reply: [{when: {status: 200}, outcome: accepted}]}
levers:
  - {id: b, kind: breaker, target: bot, operations: kv, values: {tripped: "on", reset: "off"}}
"""


class Plane(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append(self.headers.get("Authorization"))
        data = b'{"state":"off"}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def run(*arguments, text=None, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLUMBLINE_TOKEN_")}
    return subprocess.run([PROGRAM, *map(str, arguments)], input=text, capture_output=True, text=True, timeout=60,
                          env={**kept, **environment}, check=False)


class Keyring(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.profile = Path(self.folder.name) / "kv.yaml"
        self.profile.write_text(PROFILE)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Plane)
        server.seen = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.server = server
        self.lever = ("--profile", self.profile, "--lever", "b", "--base-url", f"http://127.0.0.1:{server.server_port}",
                      "--json")

    def test_a_secret_comes_from_the_keyring(self):
        none = run("lever", "read", *self.lever)
        self.assertEqual(none.returncode, 2, none.stdout)
        self.assertIn("PLUMBLINE_TOKEN_KEYRINGTEST", none.stderr)
        kept = run("secret", "set", "KEYRINGTEST", text=SECRET + "\n")
        self.assertEqual(kept.returncode, 0, kept.stderr)
        self.addCleanup(run, "secret", "remove", "KEYRINGTEST")
        told = run("secret", "check", "KEYRINGTEST", "--json")
        self.assertEqual((told.returncode, json.loads(told.stdout)["source"]), (0, "keyring"))
        read = run("lever", "read", *self.lever)
        self.assertEqual(read.returncode, 0, read.stderr)
        plan = run("lever", "plan", *self.lever, "--to", "tripped")
        self.assertEqual(set(self.server.seen), {"Bearer " + SECRET})
        for done in (none, kept, told, read, plan):
            self.assertNotIn(SECRET, done.stdout + done.stderr)
        # The variable wins.
        run("lever", "read", *self.lever, PLUMBLINE_TOKEN_KEYRINGTEST="other")
        self.assertEqual(self.server.seen[-1], "Bearer other")
        removed = run("secret", "remove", "KEYRINGTEST")
        self.assertEqual(removed.returncode, 0, removed.stderr)
        self.assertEqual(run("secret", "check", "KEYRINGTEST").returncode, 1)

    def test_without_a_keyring_there_is_none(self):
        without = run("secret", "check", "KEYRINGTEST", DBUS_SESSION_BUS_ADDRESS="")
        self.assertEqual(without.returncode, 1, without.stderr)
        kept = run("secret", "set", "KEYRINGTEST", text="x\n", DBUS_SESSION_BUS_ADDRESS="")
        self.assertEqual(kept.returncode, 1)
        self.assertIn("There is no keyring here", kept.stderr)

    def test_usage(self):
        self.assertEqual(run("secret", "set", "lower", text="x\n").returncode, 2)
        self.assertEqual(run("secret", "set", "EMPTY", text="\n").returncode, 2)
        # Never an argument.
        self.assertEqual(run("secret", "set", "NAME", SECRET, text="x\n").returncode, 2)


def main():
    if not shutil.which("dbus-run-session") or not shutil.which("gnome-keyring-daemon"):
        print("skipped: dbus-run-session or gnome-keyring-daemon is not installed")
        return 77
    if os.environ.get("PLUMBLINE_KEYRING_TEST") == "inside":
        unittest.main(argv=sys.argv[:1])
    with tempfile.TemporaryDirectory() as home:
        script = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
        return subprocess.run(["dbus-run-session", "--", "sh", "-c", script, "sh", sys.executable, *sys.argv], check=False,
                              env={**os.environ, "PLUMBLINE_KEYRING_TEST": "inside", "HOME": home, "XDG_DATA_HOME": home,
                                   "XDG_RUNTIME_DIR": home}).returncode


if __name__ == "__main__":
    sys.exit(main())
