#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds `causes` to what is planted in a drill: the cause comes first with its figures, the harmless change is no
candidate, the cure is the version before, and what is counted agrees with `query`.

Usage: causes_command.py PLUMBLINE"""

import json
import os
import subprocess
import sys
import tempfile
import unittest

PLUMBLINE = sys.argv[1]
START = 1795487000
MINUTES = 5


def run(*arguments):
    return subprocess.run([PLUMBLINE, *map(str, arguments)], capture_output=True, text=True, timeout=110)


class Causes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = os.path.join(cls.folder.name, "drill.plumb")
        drill = run("drill", "--scenario", "ungrounded-prompt", "--seed", 2, "--mixed", "--for", f"{MINUTES}m",
                    "--start", START * 10**9, "--out", cls.path)
        assert drill.returncode == 0, drill.stderr
        cls.drill = drill.stdout
        cls.told = json.loads(run("causes", cls.path, "--json").stdout)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_the_planted_cause_comes_first_with_its_cure(self):
        first = self.told["hypotheses"][0]
        self.assertEqual(first["class"], "prompt_regression")
        self.assertEqual((first["lever"], first["lever_value"]), ("prompt:support-bot", "7"))
        self.assertEqual((first["field"], first["value"]), ("prompt_version", "8"))
        self.assertEqual(len(self.told["hypotheses"]), 9)
        scores = [hypothesis["score"] for hypothesis in self.told["hypotheses"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        for hypothesis in self.told["hypotheses"]:
            weights = [item["weight"] for item in hypothesis["for"] + hypothesis["against"]]
            self.assertAlmostEqual(sum(weights), hypothesis["score"])

    def test_the_change_that_explains_is_the_prompt_and_no_other(self):
        change = self.told["changes"][0]
        self.assertEqual((change["field"], change["value"], change["standing"]), ("prompt_version", "8", "explains"))
        self.assertGreater(change["difference_low"], 0.2)
        self.assertIn("harmless change", self.drill)
        for other in self.told["changes"][1:]:
            self.assertNotEqual(other["standing"], "explains", other)

    def test_reach_agrees_with_what_query_counts(self):
        radius = self.told["blast_radius"]
        rows = run("query", self.path, "--what", "generations", "--service", "support-bot", "--from",
                   self.told["onset"]["low_ns"], "--to", self.told["to_ns"], "--jsonl").stdout.splitlines()
        rows = [row for row in map(json.loads, rows) if row["prompt_version"] == "8"]
        self.assertEqual(radius["answers_since_onset"], len(rows))
        self.assertEqual(radius["users"], len({row["user"] for row in rows}))
        self.assertGreater(len(radius["tenants"]), 1)

    def test_a_service_is_asked_about_without_an_alarm(self):
        told = json.loads(run("causes", self.path, "--service", "code-assistant", "--json").stdout)
        self.assertIsNone(told["onset"])
        for hypothesis in told["hypotheses"]:
            self.assertEqual((hypothesis["score"], hypothesis["for"], hypothesis["against"]), (0, [], []))

    def test_a_service_without_an_alarm_is_told_the_same(self):
        """The onset is found first, and the judge's before and since lie on either side of it."""
        told = json.loads(run("causes", self.path, "--service", "support-bot", "--json").stdout)
        self.assertLess(abs(told["onset"]["time_ns"] - self.told["onset"]["time_ns"]), 20 * 10**9)
        self.assertEqual(told["hypotheses"][0]["class"], "prompt_regression")
        for row in told["signals"]:
            if row["check"] == told["check"]:
                before, after = (row["failed"][side]["bad"] / row["failed"][side]["of"] for side in ("before", "after"))
                self.assertLess(before * 5, after)

    def test_a_cause_asks_for_its_own_answers(self):
        first = self.told["hypotheses"][0]
        self.assertEqual([(c["field"], c["value"]) for c in first["conditions"]], [("prompt_version", "8")])
        self.assertLess(abs(first["since_ns"] - self.told["changes"][0]["time_ns"]), 1)
        for hypothesis in self.told["hypotheses"]:
            self.assertGreaterEqual(hypothesis["reach"]["answers_since_onset"], first["reach"]["answers_since_onset"]
                                    if hypothesis["field"] is None else 0)

    def test_a_golden_set_is_held_against_the_judge(self):
        judged = [row for row in map(json.loads, run("query", self.path, "--what", "evaluations", "--service",
                                                     "support-bot", "--jsonl").stdout.splitlines())
                  if row["origin"] != "validator" and row["state"] in ("passed", "failed")]
        golden = os.path.join(self.folder.name, "golden.yaml")
        with open(golden, "w", encoding="utf-8") as file:
            json.dump({"golden": [{"trace": row["trace_id"], "span": row["span_id"], "check": row["check"],
                                   "verdict": "wrong" if row["state"] == "failed" else "sound"}
                                  for row in judged]}, file)
        without = self.told["judge_or_model"]
        told = json.loads(run("causes", self.path, "--golden", golden, "--json").stdout)
        self.assertIn("golden set: none is given", without)
        self.assertRegex(told["judge_or_model"], r"with the golden set it agrees on 100 % \(\d+ to 100\) of \d+")

    def test_nothing_is_known_before_it_is_recorded(self):
        early = run("causes", self.path, "--service", "support-bot", "--as-known-at", (START + 30) * 10**9, "--json")
        self.assertIsNone(json.loads(early.stdout)["onset"])

    def test_what_is_not_there_is_said(self):
        self.assertEqual(run("causes", self.path, "--alarm", "A-9999").returncode, 2)
        self.assertEqual(run("causes", self.path, "--from", START * 10**9).returncode, 2)
        self.assertEqual(run("causes", os.path.join(self.folder.name, "none.plumb")).returncode, 3)
        self.assertIn("cure:", run("causes", self.path).stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
