#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The prompt of `secret set` shows nothing of what is typed, and leaves the terminal as it was. Run: secret_prompt.py PLUMBLINE"""

import json
import os
import pty
import signal
import subprocess
import sys
import termios
import time
import unittest

PROGRAM = sys.argv.pop(1)


def echoes(terminal):
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


class SecretPrompt(unittest.TestCase):
    def test_the_terminal_is_as_before_whatever_ends_it(self):
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            ours, theirs = pty.openpty()
            self.assertTrue(echoes(theirs))
            process = subprocess.Popen([PROGRAM, "secret", "set", "TEST"], stdin=theirs, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            until = time.monotonic() + 30
            while echoes(theirs) and time.monotonic() < until:
                time.sleep(0.02)
            self.assertFalse(echoes(theirs))
            process.send_signal(ending)
            self.assertEqual(process.wait(30), -ending)
            self.assertTrue(echoes(theirs))
            os.close(ours)
            os.close(theirs)

    def start(self, theirs, before=None):
        process = subprocess.Popen([PROGRAM, "secret", "set", "TEST"], stdin=theirs, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, preexec_fn=before)
        self.wait_for(lambda: not echoes(theirs))
        return process

    def wait_for(self, seen):
        until = time.monotonic() + 30
        while not seen() and time.monotonic() < until:
            time.sleep(0.02)
        self.assertTrue(seen())

    @staticmethod
    def has_stopped(process):
        with open(f"/proc/{process.pid}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] == "T"

    def test_a_stop_shows_what_is_typed_meanwhile(self):
        ours, theirs = pty.openpty()
        # A group of its own: one that nobody could continue is never stopped.
        process = self.start(theirs, lambda: os.setpgid(0, 0))
        for _ in range(2):
            process.send_signal(signal.SIGTSTP)
            self.wait_for(lambda: self.has_stopped(process))
            self.assertTrue(echoes(theirs))
            process.send_signal(signal.SIGCONT)
            self.wait_for(lambda: not echoes(theirs))
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(30), -signal.SIGTERM)
        self.assertTrue(echoes(theirs))
        os.close(ours)
        os.close(theirs)

    def test_what_is_ignored_stays_ignored(self):
        ours, theirs = pty.openpty()
        process = self.start(theirs, lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(30), -signal.SIGTERM)
        os.close(ours)
        os.close(theirs)

    def test_errors_are_json_where_that_is_asked_for(self):
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        done = subprocess.run([PROGRAM, "secret", "check", "TEST", "--json"], env=environment, capture_output=True,
                              text=True, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("keyring", json.loads(done.stdout)["error"]["message"])


if __name__ == "__main__":
    unittest.main()
