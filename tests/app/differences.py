#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports answers of which those with one prompt version contradict what they were given, and asks what the suspects
share: from the wire to the row.

Usage: differences.py PLUMBLINE"""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PLUMBLINE = sys.argv[1]
START = 1_790_000_000_000_000_000
CALLS = 240


def attribute(key, value):
    kind = "intValue" if isinstance(value, int) else "stringValue"
    return {"key": key, "value": {kind: str(value)}}


def call(number):
    """Every sixth has the prompt "v2", and says that the warranty is four times as long; every tenth the tenant "acme"."""
    is_new = number % 6 == 0
    months = 12 + number % 30
    source = (f"The warranty of the kettle K{number} lasts {months} months from the day of delivery. Returns are free within "
              "thirty days. Repairs are made in Ghent.")
    answer = (f"The warranty of the kettle K{number} lasts {months * 4 + 1 if is_new else months} months from the day of "
              "delivery.")
    messages = [{"role": "system", "parts": [{"type": "text", "content": f"Answer from this text only. {source}"}]},
                {"role": "user", "parts": [{"type": "text", "content": "How long is the warranty of my kettle?"}]}]
    said = [{"role": "assistant", "parts": [{"type": "text", "content": answer}], "finish_reason": "stop"}]
    start = START + number * 1_000_000_000
    return {"traceId": f"{number + 1:032x}", "spanId": f"{number + 1:016x}", "name": "chat m", "kind": 3,
            "startTimeUnixNano": str(start), "endTimeUnixNano": str(start + 800_000_000),
            "attributes": [attribute("gen_ai.operation.name", "chat"), attribute("gen_ai.request.model", "m"),
                           attribute("gen_ai.prompt.version", "v2" if is_new else "v1"),
                           attribute("tenant.id", "acme" if number % 10 == 0 else "other"),
                           attribute("request.id", f"r-{number}"),
                           attribute("gen_ai.input.messages", json.dumps(messages)),
                           attribute("gen_ai.output.messages", json.dumps(said))]}


class Differences(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.recording = cls.imported("calls", [call(number) for number in range(CALLS)])

    @classmethod
    def imported(cls, name, calls):
        sent = Path(cls.folder.name) / f"{name}.json"
        sent.write_text(json.dumps({"resourceSpans": [{
            "resource": {"attributes": [attribute("service.name", "shop")]},
            "scopeSpans": [{"spans": calls}]}]}))
        recording = str(Path(cls.folder.name) / f"{name}.plumb")
        subprocess.run([PLUMBLINE, "import", str(sent), "--out", recording], check=True, capture_output=True)
        return recording

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def ask(self, *arguments, recording=None):
        return subprocess.run([PLUMBLINE, "query", recording or self.recording, "--what", "differences", *arguments],
                              capture_output=True, text=True, timeout=60)

    def test_the_prompt_is_what_they_share(self):
        result = self.ask("--minimum", "0.4", "--jsonl")
        self.assertEqual(result.returncode, 0, result.stderr)
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual([(row["attribute"], row["value"]) for row in rows if row["explained_by"] is None],
                         [("prompt_version", "v2")], result.stderr)
        row = rows[0]
        self.assertEqual(row["kind"], "value")
        self.assertEqual(row["sentence"], "prompt version is v2")
        self.assertAlmostEqual(row["suspect_share"], row["suspects_with"] / row["suspects"])
        self.assertAlmostEqual(row["difference"], row["suspect_share"] - row["rest_share"])
        self.assertLess(0, row["difference_low"])
        self.assertLess(row["difference_low"], row["difference"])
        self.assertLessEqual(row["difference"], row["difference_high"])
        # Nobody is told who asked: each answer stands for itself, and nothing was held against another property.
        self.assertEqual(row["suspect_conversations"], row["suspects_with"])
        self.assertEqual(row["suspects_with_weighed"], row["suspects_with"])
        self.assertIsNone(row["remains"])
        self.assertIsNone(row["goes_through"])
        # What it says of the groups is what the suspects' own rows say.
        suspects = subprocess.run([PLUMBLINE, "query", self.recording, "--what", "suspects", "--minimum", "0.4", "--jsonl"],
                                  capture_output=True, text=True, check=True).stdout.splitlines()
        self.assertEqual(row["suspects"], len(suspects))
        self.assertEqual(row["suspects"] + row["rest"], CALLS)
        self.assertEqual({bar["value"]: bar["suspects"] + bar["rest"] for bar in row["distribution"]},
                         {"v1": CALLS * 5 // 6, "v2": CALLS // 6})
        self.assertIn("request.id was left out: nearly each has a value of its own", result.stderr)

    def test_the_answers_of_a_filter_are_the_suspects(self):
        """Eight of the forty, beside the answers that are no suspects and not beside the other thirty-two."""
        few = "prompt_version=v2 tenant.id=acme"
        suspects = subprocess.run([PLUMBLINE, "query", self.recording, "--what", "suspects", "--minimum", "0.4", "--where", few,
                                   "--jsonl"], capture_output=True, text=True, check=True).stdout.splitlines()
        self.assertEqual(len(suspects), 8)
        result = self.ask("--minimum", "0.4", "--where", few, "--jsonl")
        self.assertEqual(result.returncode, 0, result.stderr)
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual({(row["suspects"], row["rest"]) for row in rows}, {(8, CALLS * 5 // 6)}, result.stderr)
        self.assertTrue(all(row["is_sure"] for row in rows))
        self.assertIn("8 suspects (that fit the filter)", result.stderr)

    def test_few_are_told_as_not_sure(self):
        """Without a word on the prompt nothing sets ten suspects apart surely: what differs most is told as that."""
        calls = [call(number) for number in range(60)]
        for one in calls:
            one["attributes"] = [each for each in one["attributes"] if each["key"] != "gen_ai.prompt.version"]
        recording = self.imported("few", calls)
        result = self.ask("--minimum", "0.4", "--jsonl", recording=recording)
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertTrue(0 < len(rows) <= 5, result.stderr)
        self.assertEqual({(row["is_sure"], row["suspects"], row["rest"]) for row in rows}, {(False, 10, 50)}, result.stderr)
        for row in rows:
            self.assertLess(row["difference_low"], row["difference"])
            self.assertLess(row["difference"], row["difference_high"])
        self.assertIn("Nothing that these 10 suspects share is surer than chance", result.stderr)
        text = self.ask("--minimum", "0.4", recording=recording).stdout
        self.assertEqual(text.count("not sure: could be chance"), len(rows))

    def test_what_narrows_nothing_is_refused(self):
        for arguments, words in [(("--people", "2"), "without --where or --alarm"), (("--alarm", "A-9999"), "No alarm 'A-9999'"),
                                 (("--where", "prob>"), "--where, at byte")]:
            result = self.ask(*arguments)
            self.assertEqual((result.returncode, result.stdout), (2, ""), arguments)
            self.assertIn(words, result.stderr)

    def test_text_for_people(self):
        result = self.ask("--minimum", "0.4")
        self.assertIn("prompt version is v2", result.stdout)
        self.assertIn("properties compared", result.stderr)

    def test_what_means_nothing_is_refused(self):
        result = self.ask("--model", "m")
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn("--what differences", result.stderr)

    def test_without_suspects_there_is_nothing(self):
        result = self.ask("--minimum", "1")
        self.assertEqual((result.returncode, result.stdout), (0, ""))
        self.assertIn("0 suspects", result.stderr)


unittest.main(argv=sys.argv[:1])
