#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a drill that is recorded at once leaves behind, beside its telemetry: usage drill_recording.py PLUMBLINE"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop()
SECOND = 10 ** 9
START = 1793520000 * SECOND  # 2026-11-01T08:00:00Z
MOVE = 41 * SECOND


def record(path, *extra):
    return subprocess.run([PROGRAM, "drill", "--scenario", "lost-context", "--seed", "3", "--for", "50s", "--out", path,
                           "--start", "2026-11-01T08:00:00Z", *extra], capture_output=True, text=True, timeout=110, check=False)


def rows(path, query):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


LINKS = """SELECT recorded_ns, (SELECT text FROM strings WHERE id=source), (SELECT text FROM strings WHERE id=service),
    (SELECT text FROM strings WHERE id=instance), state, reason, since_ns, last_ns, lag_ns, skew_ns, expected_ns, rate, items, duplicates,
    rejected, refused FROM link_states ORDER BY 1, 2, 3, 4"""


class DrillRecording(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.paths = [os.path.join(cls.folder.name, name) for name in ("a.plumb", "b.plumb")]
        for path in cls.paths:
            result = record(path, "--move", "41s=breaker:support-bot=tripped")
            assert result.returncode == 0, result.stderr
            cls.said = result.stdout

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_links_are_as_the_drills_own_clock_has_them(self):
        first, second = (rows(path, LINKS) for path in self.paths)
        self.assertEqual(first, second)
        self.assertGreater(len(first), 8)
        # Looked at once a second, from the first one on: also where the machine is much faster than the drill.
        times = [row[0] for row in first]
        self.assertLessEqual(min(times), START + 2 * SECOND)
        self.assertTrue(all(time % (SECOND // 2) == 0 for time in times), times)

    def test_two_runs_send_and_judge_the_same(self):
        for table in ("SELECT recorded_ns, start_ns, end_ns, body FROM spans JOIN span_bodies USING(id) ORDER BY 2, 3, 4",
                      "SELECT start_ns, recorded_ns, has_span FROM generations ORDER BY 1, 2"):
            first, second = (rows(path, table) for path in self.paths)
            self.assertGreater(len(first), 500)
            self.assertTrue(first == second, table)

    def test_levers_are_entered_as_a_console_enters_them(self):
        entries = rows(self.paths[0], "SELECT time_ns, actor, subject, text FROM timeline WHERE kind='lever' ORDER BY sequence")
        self.assertEqual([(entry[1], entry[2]) for entry in entries], [("control plane", ""), ("control plane", "breaker:support-bot")])
        self.assertIn("breaker:support-bot reset", entries[0][3])
        self.assertEqual(entries[1][0], START + MOVE)
        self.assertIn("went from reset to tripped", entries[1][3])

    def test_what_nobody_knows_is_refused(self):
        path = os.path.join(self.folder.name, "none.plumb")
        for move in ("5s=prompt:support-bot=zzz", "5s=shed:support-bot=101", "5s=breaker:support-bot=", "5s=steps:support-bot=2",
                     "5s=adapter:code-assistant=none"):
            result = record(path, "--move", move)
            self.assertEqual(result.returncode, 2, f"{move}: {result.stdout}{result.stderr}")
            self.assertFalse(os.path.exists(path))
        self.assertIn("takes 6, 7, or nothing", record(path, "--move", "5s=prompt:support-bot=zzz").stderr)

    def test_a_fault_that_never_came_is_not_told_of(self):
        result = subprocess.run([PROGRAM, "drill", "--scenario", "overload", "--for", "2s", "--out", os.path.join(self.folder.name, "s.plumb")],
                                capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("no fault: it would have begun at", result.stdout)
        self.assertNotIn("\nfault at", result.stdout)


if __name__ == "__main__":
    unittest.main()
