#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds `diff` to what is planted in a drill: a good run from before is picked and said to be, the retrieval that
brought the poisoned document is the step that is named, any other run can be named by hand. What makes a good run doubtful is told.

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


def answer(number, second, model, question):
    """A span of one trace."""
    def message(role, text):
        return json.dumps([{"role": role, "parts": [{"type": "text", "content": text}], "finish_reason": "stop"}])

    attributes = {"gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": "m", "gen_ai.response.model": model,
                  "gen_ai.input.messages": message("user", question), "gen_ai.output.messages": message("assistant", "You have thirty days.")}
    start = (START + second) * 10**9
    return {"traceId": f"{number:032x}", "spanId": f"{number:016x}", "name": "chat m", "kind": 3, "startTimeUnixNano": str(start),
            "endTimeUnixNano": str(start + 10**9),
            "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()]}


class Caution(unittest.TestCase):
    """Only a run from after the change has a like question; the name of what changed is hostile."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = os.path.join(cls.folder.name, "changed.plumb")
        asked = "How long may I return an item?"
        spans = [answer(1, 100, "model-1", "Zebra?"), answer(2, 600, "model-2\x1b[31m\n\u202eevil", asked),
                 answer(3, 900, "model-2\x1b[31m\n\u202eevil", asked)]
        body = os.path.join(cls.folder.name, "changed.json")
        resource = {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]}
        with open(body, "w", encoding="utf-8") as file:
            json.dump({"resourceSpans": [{"resource": resource, "scopeSpans": [{"scope": {"name": "s"}, "spans": spans}]}]}, file)
        done = run("import", body, "--out", cls.path)
        assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_text_tells_it_on_a_line_of_its_own(self):
        lines = run("diff", self.path, "--trace", f"{3:032x}").stdout.split("\n")
        self.assertTrue(lines[0].startswith(f"good run: {2:032x} ("), lines)
        self.assertTrue(lines[1].startswith("caution: No run with a like question is from before model model-2"), lines)
        self.assertTrue(lines[1].endswith("evil: this one is from after it and may be as wrong."), lines)
        self.assertFalse(set("\x1b\u202e") & set("".join(lines)), lines)

    def test_json_tells_it_of_the_run_and_of_each_candidate(self):
        told = json.loads(run("diff", self.path, "--trace", f"{3:032x}", "--json").stdout)
        self.assertEqual(told["with"], f"{2:032x}")
        self.assertIn("may be as wrong.", told["caution"])
        self.assertEqual([one["caution"] for one in told["candidates"]], [told["caution"]])

    def test_a_run_named_by_hand_was_not_judged(self):
        arguments = ["diff", self.path, "--trace", f"{3:032x}", "--with", f"{2:032x}"]
        self.assertIsNone(json.loads(run(*arguments, "--json").stdout)["caution"])
        self.assertNotIn("caution", run(*arguments).stdout)


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
            self.assertEqual((told["caution"], told["candidates"][0]["caution"]), ("", ""))
            first = told["pairs"][told["first"]]
            named += first["here"]["kind"] == "retrieval" and "kb-290" in told["sentence"]
            self.assertEqual([pair["diverging"] for pair in told["pairs"]].count(True), 1)
        self.assertGreaterEqual(named, len(self.wrong) - 1)

    def test_text_says_which_run_and_why(self):
        done = run("diff", self.path, "--trace", self.wrong[-1])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(done.stdout.startswith("good run: "), done.stdout)
        self.assertNotIn("caution: ", done.stdout)
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
