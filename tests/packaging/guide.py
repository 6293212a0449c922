#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the guide, and every other page, to the program: each subcommand and option that they name is there.

Usage: guide.py PLUMBLINE SOURCE_DIR"""

import json
import re
import subprocess
import sys
import unittest
from pathlib import Path

PLUMBLINE, SOURCE = sys.argv[1], Path(sys.argv[2])
PAGES = [*sorted((SOURCE / "docs").rglob("*.md")), *sorted((SOURCE / "resources").glob("*/README.md")),
         *(SOURCE / f"{name}.md" for name in ("README", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG"))]


def walk(command, path=()):
    yield path, command
    for each in command["commands"]:
        yield from walk(each, (*path, each["name"]))


def described(root):
    """Of each command, by its words: its subcommands and its options."""
    return {path: ({each["name"] for each in command["commands"]}, {name for option in command["options"] for name in option["names"]})
            for path, command in walk(root)}


ROOT = json.loads(subprocess.run([PLUMBLINE, "describe-commands"], capture_output=True, text=True, timeout=60, check=True).stdout)
COMMANDS = described(ROOT)
ALL_OPTIONS = set().union(*(options for _, options in COMMANDS.values()))


def first_cells(text):
    return set(re.findall(r"`([a-z-]+)`", " ".join(re.findall(r"^\| ([^|]*) \|", text, re.MULTILINE))))


def problem_of(words):
    """What is wrong with a call, without the program's name; None: nothing."""
    path = ()
    for word in words:
        if word.startswith("-"):
            break
        subcommands = COMMANDS[path][0]
        if word in subcommands:
            path = (*path, word)
            continue
        if path == () and re.fullmatch(r"[a-z][a-z-]*", word):
            return f"there is no subcommand {word}"
        if path and subcommands and re.fullmatch(r"[a-z][a-z-]*", word):
            return f"{' '.join(path)} has no subcommand {word}"
        break
    for word in words:
        name = word.partition("=")[0]
        if re.fullmatch(r"--[a-z][a-z-]*", name) and name not in COMMANDS[path][1]:
            return f"{' '.join(path) or 'plumbline'} has no option {name}"
    return None


def calls_in(text):
    """The words of each call of the program, and of each piece of code that begins with a subcommand."""
    without_fences = re.sub(r"^(`{3,})[\s\S]*?^\1", "", text, flags=re.MULTILINE)
    blocks = [line.partition(" #")[0] for line in
              "\n".join(re.findall(r"^    .*$", without_fences, re.MULTILINE)).replace("\\\n", " ").split("\n")]
    for line in blocks:
        for call in re.findall(r"(?:^|[\s$;])plumbline(?= |$)([^|;&<>]*)", line):
            yield call.split()
    for span in re.findall(r"`([^`\n]+)`", without_fences):
        words = span.split()
        if words[0] == "plumbline":
            yield words[1:]
        elif words[0] in COMMANDS[()][0] and len(words) > 1:
            yield words


class Guide(unittest.TestCase):
    def test_calls_are_those_of_the_program(self):
        count = 0
        for page in PAGES:
            for words in calls_in(page.read_text(encoding="utf-8")):
                count += 1
                self.assertIsNone(problem_of(words), f"{page.name}: {' '.join(words)}")
        self.assertGreater(count, 100)

    def test_single_options_are_of_some_command(self):
        count = 0
        for page in PAGES:
            for name in re.findall(r"`(--[a-z][a-z-]*)[^`\n]*`", page.read_text(encoding="utf-8")):
                count += 1
                self.assertIn(name, ALL_OPTIONS, page.name)
        self.assertGreater(count, 30)

    def test_every_subcommand_is_in_the_table(self):
        table = (SOURCE / "docs" / "guide" / "commands.md").read_text(encoding="utf-8").partition("## Benchmarks")[0]
        self.assertEqual(COMMANDS[()][0] - first_cells(table), set())

    def test_the_table_of_benchmarks_has_each_and_no_other(self):
        table = (SOURCE / "docs" / "guide" / "commands.md").read_text(encoding="utf-8").partition("## Benchmarks")[2]
        bench = next(command for path, command in walk(ROOT) if path == ("bench",))
        choices = next(option["type"] for option in bench["options"] if option["positional"])
        names = set(re.search(r"\{(.*)\}", choices)[1].split(",")) - {"all"}
        self.assertGreater(len(names), 10)
        self.assertEqual(first_cells(table), names)

    def test_what_is_wrong_is_found(self):
        self.assertIsNone(problem_of("lever fire --lever breaker:bot --to tripped".split()))
        self.assertIn("recrod", problem_of(["recrod", "--out", "x"]))
        self.assertIn("fier", problem_of(["lever", "fier"]))
        self.assertIn("--ot", problem_of(["report", "night.plumb", "--ot=x"]))
        self.assertIsNone(problem_of(["night.plumb"]))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
