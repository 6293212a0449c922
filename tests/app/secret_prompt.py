#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The prompt of `secret set` shows nothing of what is typed, and leaves the terminal as it was. Run: secret_prompt.py PLUMBLINE"""

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


if __name__ == "__main__":
    unittest.main()
