#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds `diff` to what is planted in a drill: a good run from before is picked and said to be, the retrieval that
brought the poisoned document is the step that is named, any other run can be named by hand.

Usage: diff_command.py PLUMBLINE"""

import json
import os
import subprocess
import sys
import tempfile
import unittest

PLUMBLINE = sys.argv[1]
START = 1795487000


def run(*arguments):
    return subprocess.run([PLUMBLINE, *map(str, arguments)], capture_output=True, text=True, timeout=110)


class Diff(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = os.path.join(cls.folder.name, "drill.plumb")
        drill = run("drill", "--scenario", "poisoned-index", "--seed", 2, "--for", "4m", "--start", START * 10**9,
                    "--out", cls.path)
        assert drill.returncode == 0, drill.stderr
        rows = run("query", cls.path, "--what", "evaluations", "--service", "support-bot", "--jsonl").stdout
        rows = [json.loads(row) for row in rows.splitlines()]
        cls.wrong = [row["trace_id"] for row in rows if row["check"] == "Correctness" and row["state"] == "failed"][-8:]
        cls.right = [row["trace_id"] for row in rows if row["check"] == "Correctness" and row["state"] == "passed"][:2]
        assert cls.wrong and len(cls.right) == 2

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_the_planted_step_is_named(self):
        named = 0
        for trace in self.wrong:
            told = json.loads(run("diff", self.path, "--trace", trace, "--json").stdout)
            self.assertIn("before", told["chosen_because"])
            self.assertEqual(told["with"], told["candidates"][0]["trace_id"])
            self.assertTrue(told["candidates"][0]["before_onset"], told["candidates"][0])
            first = told["pairs"][told["first"]]
            named += first["here"]["kind"] == "retrieval" and "kb-290" in told["sentence"]
            self.assertEqual([pair["diverging"] for pair in told["pairs"]].count(True), 1)
        self.assertGreaterEqual(named, len(self.wrong) - 1)

    def test_text_says_which_run_and_why(self):
        done = run("diff", self.path, "--trace", self.wrong[-1])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(done.stdout.startswith("good run: "), done.stdout)
        self.assertIn("first diverging step: Step 2 retrieval 'kb-support'", done.stdout)
        self.assertIn("kb-290", done.stdout)
        self.assertGreater(len(run("diff", self.path, "--trace", self.wrong[-1], "--all").stdout), len(done.stdout))

    def test_any_run_can_be_named(self):
        told = json.loads(run("diff", self.path, "--trace", self.wrong[0], "--with", self.right[0], "--json").stdout)
        self.assertEqual((told["with"], told["chosen_because"]), (self.right[0], "named by hand"))
        self.assertEqual(told["candidates"], [])

    def test_what_cannot_be_done_says_so(self):
        self.assertEqual(run("diff", self.path, "--trace", "12").returncode, 2)
        for arguments in (["--trace", "0" * 31 + "1"], ["--trace", self.wrong[0], "--with", "0" * 31 + "1"]):
            done = run("diff", self.path, *arguments)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertIn("no trace", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
