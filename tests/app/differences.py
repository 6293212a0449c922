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
        sent = Path(cls.folder.name) / "calls.json"
        sent.write_text(json.dumps({"resourceSpans": [{
            "resource": {"attributes": [attribute("service.name", "shop")]},
            "scopeSpans": [{"spans": [call(number) for number in range(CALLS)]}]}]}))
        cls.recording = str(Path(cls.folder.name) / "calls.plumb")
        subprocess.run([PLUMBLINE, "import", str(sent), "--out", cls.recording], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def ask(self, *arguments):
        return subprocess.run([PLUMBLINE, "query", self.recording, "--what", "differences", *arguments],
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
