#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `demo --list` tells of the drills, and what it keeps to itself: usage drill_list.py PLUMBLINE SOURCE"""

import json
import os
import re
import subprocess
import sys
import unittest

SOURCE = sys.argv.pop()
PROGRAM = sys.argv.pop()
FIELDS = {"name", "title", "who", "services", "told", "asked", "simulated", "minutes", "difficulty"}


def run(*arguments):
    return subprocess.run([PROGRAM, "demo", *arguments], capture_output=True, text=True, timeout=60, check=False)


class DrillList(unittest.TestCase):
    def test_every_drill_is_there(self):
        result = run("--list", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        drills = json.loads(result.stdout)["drills"]
        folder = os.path.join(SOURCE, "resources", "drills")
        self.assertEqual({each["name"] + ".yaml" for each in drills},
                         {name for name in os.listdir(folder) if name.endswith(".yaml")})
        self.assertEqual(drills[0]["name"], "fabricated-apis")
        for each in drills:
            self.assertEqual(set(each), FIELDS)
            self.assertIn(each["difficulty"], ("easy", "medium", "hard"))
            self.assertGreater(each["minutes"], 0)

    def test_the_text_tells_the_same_and_no_lever(self):
        drills = json.loads(run("--list", "--json").stdout)["drills"]
        result = run("--list")
        self.assertEqual(result.returncode, 0, result.stderr)
        for each in drills:
            line = next(line for line in result.stdout.splitlines() if line.startswith(each["name"] + " "))
            self.assertIn(each["title"], line)
            self.assertIn(each["told"], result.stdout)
        self.assertIsNone(re.search(r"\b(pin|breaker|prompt|index|adapter|instrumentation|judge|shed|steps):", result.stdout))

    def test_the_page_names_every_drill(self):
        with open(os.path.join(SOURCE, "docs", "training.md"), encoding="utf-8") as page:
            text = page.read()
        for each in json.loads(run("--list", "--json").stdout)["drills"][1:]:
            self.assertIn("### " + each["title"] + "\n", text)
            self.assertIn("`plumbline demo --scenario " + each["name"] + "`", text)

    def test_what_does_not_go_together_is_usage(self):
        for arguments in (["--json"], ["--list", "--headless"], ["--list", "--from", "x.plumb"]):
            result = run(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertEqual(result.stdout, "")


if __name__ == "__main__":
    unittest.main()
