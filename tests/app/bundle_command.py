#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline bundle`: made, shown, verified and opened; a broken one is refused, also by the window. Usage: bundle_command.py PLUMBLINE"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop()
FOLDER = tempfile.TemporaryDirectory()
SECRET = "sk-" + "proj-4f8d0b1c2e3a4d5f6a"


def path(name):
    return os.path.join(FOLDER.name, name)


def run(*arguments, **environment):
    # No key and no list of the machine's user counts, and none is made there.
    settings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": path("config"),
                "XDG_DATA_HOME": path("data"), "PLUMBLINE_BUNDLE_KEY": "", **environment}
    settings.pop("DBUS_SESSION_BUS_ADDRESS", None)
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, env=settings, timeout=110, check=False)
    return done.returncode, done.stdout, done.stderr


def bundle(*arguments, **environment):
    return run("bundle", *arguments, **environment)


class Bundle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.recording = path("a.plumb")
        code, _, problem = run("drill", "--scenario", "lost-context", "--seed", "3", "--for", "50s", "--out", cls.recording, "--start",
                               "2026-11-01T08:00:00Z", "--move", "41s=breaker:support-bot=tripped")
        assert code == 0, problem
        code, _, problem = run("incident", "open", cls.recording, "--title", "Lost context", "--start", "2026-11-01T08:00:20Z")
        assert code == 0, problem
        # As if recorded without redaction.
        connection = sqlite3.connect(cls.recording)
        connection.execute("UPDATE suspicions SET reasons=?", (f"the answer tells {SECRET}",))
        connection.commit()
        connection.close()
        code, cls.public, problem = bundle("keygen", "--out", path("key.pem"))
        assert code == 0, problem
        with open(path("trusted"), "w", encoding="utf-8") as file:
            file.write(cls.public)
        code, made, problem = bundle("make", cls.recording, "--incident", "INC-0001", "--before", "5s", "--key-file", path("key.pem"),
                                     "--out", path("a.plumbundle"), "--json")
        assert code == 0, problem
        cls.made = json.loads(made)["manifest"]

    def test_manifest_says_what_is_in_it(self):
        self.assertEqual(self.made["incident"]["id"], "INC-0001")
        self.assertEqual(self.made["incident"]["title"], "Lost context")
        self.assertEqual(self.made["recording"]["from"], "2026-11-01T08:00:15.000000000Z")
        self.assertTrue(self.made["recording"]["is_part"])
        self.assertLess(self.made["recording"]["spans"], self.made["recording"]["spans_of_whole"])
        self.assertEqual([member["name"] for member in self.made["members"]],
                         ["timeline.jsonl", "report.md", "report.html", "recording.plumb"])
        self.assertEqual(self.made["chain"]["entries"], self.made["chain"]["original_entries"] + 1)

    def test_the_key_is_its_owners_alone(self):
        self.assertEqual(os.stat(path("key.pem")).st_mode & 0o777, 0o600)
        self.assertEqual(bundle("keygen", "--out", path("key.pem"))[0], 2)

    def test_verify_says_who_signed(self):
        code, said, _ = bundle("verify", path("a.plumbundle"), "--trusted", path("trusted"), "--json")
        self.assertEqual((code, json.loads(said)["trust"]), (0, "trusted"))
        code, said, _ = bundle("verify", path("a.plumbundle"), "--json")
        self.assertEqual((code, json.loads(said)["trust"]), (0, "unknown-key"))
        code, said, _ = bundle("show", path("a.plumbundle"))
        self.assertEqual(code, 0)
        self.assertIn("INC-0001", said)

    def test_opens_and_reads_as_any_recording(self):
        code, said, _ = bundle("open", path("a.plumbundle"), "--to", path("opened"))
        self.assertEqual(code, 0)
        recording = said.strip()
        self.assertEqual(os.stat(recording).st_mode & 0o777, 0o600)
        self.assertEqual(run("verify", recording)[0], 0)
        self.assertIn("INC-0001", run("incident", "list", recording)[1])
        with open(path("opened/report.html"), encoding="utf-8") as file:
            self.assertIn("<svg", file.read())
        with open(path("opened/report.md"), encoding="utf-8") as file:
            written = file.read()
        self.assertIn("Lost context", written)
        # It names what is there, and says that it is of a part.
        self.assertIn("plumbline verify recording.plumb\n", written)
        self.assertNotIn("verify cut", written)
        self.assertIn("> Made from a part of a longer recording, from 2026-11-01 08:00:15 UTC", written)
        with open(path("opened/timeline.jsonl"), encoding="utf-8") as file:
            self.assertEqual(len(file.readlines()), self.made["chain"]["entries"])
        # As known in the part, what was there reads alike.
        known = ("--from", "2026-11-01T08:00:20Z", "--to", "2026-11-01T08:00:45Z", "--as-known-at", "2026-11-01T08:00:45Z", "--jsonl")
        for what in ("spans", "generations", "evaluations", "suspects", "alarms", "timeline"):
            one = run("query", recording, "--what", what, *known)
            other = run("query", self.recording, "--what", what, *known)
            self.assertEqual(one[:2], other[:2], what)
        # Not a second time over the first.
        self.assertEqual(bundle("open", path("a.plumbundle"), "--to", path("opened"))[0], 2)

    def test_practice_reads_it_as_the_recording_in_it(self):
        code, _, problem = bundle("open", path("a.plumbundle"), "--to", path("practice"))
        self.assertEqual(code, 0, problem)
        recording = path("practice/recording.plumb")
        one = run("scorecard", path("a.plumbundle"), "--json")
        self.assertEqual(one[0], 0, one[2])
        self.assertEqual(one[1], run("scorecard", recording, "--json")[1])
        self.assertEqual(run("scorecard", path("a.plumbundle"), "--truth", path("a.plumbundle"))[0], 0)
        code, said, problem = run("incident-cases", path("a.plumbundle"), "--out", path("cases.jsonl"))
        self.assertEqual(code, 0, problem)
        self.assertIn("wrong answers", said)

    def test_a_changed_byte_is_refused_everywhere(self):
        with open(path("a.plumbundle"), "rb") as file:
            content = bytearray(file.read())
        content[len(content) // 2] ^= 1
        with open(path("broken.plumbundle"), "wb") as file:
            file.write(content)
        code, said, problem = bundle("verify", path("broken.plumbundle"), "--json")
        self.assertEqual((code, json.loads(said)["trust"]), (1, "broken"))
        self.assertNotEqual(run("scorecard", path("broken.plumbundle"))[0], 0)
        self.assertIn("broken.plumbundle", problem)
        self.assertEqual(bundle("open", path("broken.plumbundle"), "--to", path("nothing"))[0], 1)
        self.assertFalse(os.path.exists(path("nothing")))
        code, _, problem = run(path("broken.plumbundle")) # the window
        self.assertEqual(code, 3)
        self.assertIn("broken.plumbundle", problem)
        left = os.path.join(path("data"), "plumbline", "bundles")
        self.assertEqual(os.listdir(left) if os.path.isdir(left) else [], [])

    def test_redacted_holds_no_secret(self):
        code, _, problem = bundle("make", self.recording, "--redact", "--out", path("clean.plumbundle"))
        self.assertEqual(code, 0, problem)
        self.assertIn("not signed", problem)
        self.assertEqual(bundle("open", path("clean.plumbundle"), "--to", path("clean"))[0], 0)
        for name in os.listdir(path("clean")):
            with open(os.path.join(path("clean"), name), "rb") as file:
                self.assertFalse(SECRET.encode() in file.read(), name)
        with open(self.recording, "rb") as file:
            self.assertTrue(SECRET.encode() in file.read()) # the original keeps what it has
        code, said, _ = bundle("verify", path("clean.plumbundle"), "--json")
        manifest = json.loads(said)["manifest"]
        self.assertGreater(manifest["redaction"]["taken_out"], 0)
        self.assertTrue(manifest["chain"]["is_rebuilt"]) # whoever opened the incident is a number
        self.assertEqual(manifest["made"]["by"], "person 1")
        with open(path("clean/timeline.jsonl"), encoding="utf-8") as file:
            entries = [json.loads(line) for line in file]
        self.assertEqual({entry["actor"] for entry in entries if entry["kind"] == "incident"} | {entries[-1]["actor"]}, {"person 1"})
        with open(path("clean/report.md"), encoding="utf-8") as file:
            report = file.read()
        self.assertIn("by person 1", report)
        self.assertNotIn("person 2", report)
        connection = sqlite3.connect(path("clean/recording.plumb"))
        self.assertEqual(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        connection.close()

    def test_what_reads_recordings_says_how_a_bundle_is_opened(self):
        for words in (("whatif", path("a.plumbundle"), "--set", "tolerance=0.1"), ("incident", "list", path("a.plumbundle")),
                      ("report", path("a.plumbundle"), "--format", "md", "--out", path("of-a-bundle.md"))):
            code, _, problem = run(*words)
            self.assertEqual(code, 3, words)
            self.assertIn("plumbline bundle open " + path("a.plumbundle"), problem, words)

    def test_standard_output_holds_what_was_asked_for(self):
        code, said, problem = run("incident-cases", self.recording, "--out", "-")
        self.assertEqual(code, 0, problem)
        self.assertIn("wrong answers", problem)
        self.assertNotIn(": -", problem)
        self.assertFalse(os.path.exists("-"))
        code, _, again = run("incident-cases", self.recording, "--out", path("same.jsonl"))
        self.assertEqual(code, 0, again)
        with open(path("same.jsonl"), encoding="utf-8") as file:
            self.assertEqual(said, file.read())
        code, said, problem = run("report", self.recording, "--format", "md", "--redact", "--out", "-")
        self.assertEqual(code, 0, problem)
        self.assertTrue(said.startswith("# "), said[:80])
        self.assertNotIn(" in -", problem)
        self.assertRegex(problem, r"Redacted: (1 person|0 persons|[2-9]\d* persons), ")
        self.assertNotRegex(problem, r"\b1 (persons|users|tenants)\b")

    def test_a_report_is_written_over_nothing_unasked(self):
        for form in ("md", "html", "pdf"):
            out = path("there." + form)
            with open(out, "w", encoding="utf-8") as file:
                file.write("mine")
            words = ("report", self.recording, "--format", form, "--no-spread", "--out", out)
            code, _, problem = run(*words)
            self.assertEqual(code, 2, form)
            self.assertIn("--replace", problem)
            with open(out, encoding="utf-8") as file:
                self.assertEqual(file.read(), "mine")
            code, _, problem = run(*words, "--replace") # as the window does after it asked
            self.assertEqual(code, 0, problem)
            self.assertGreater(os.path.getsize(out), 1000)

    def test_key_from_the_environment(self):
        with open(path("key.pem"), encoding="utf-8") as file:
            pem = file.read()
        code, _, problem = bundle("make", self.recording, "--out", path("b.plumbundle"), PLUMBLINE_BUNDLE_KEY=pem)
        self.assertEqual(code, 0, problem)
        code, said, _ = bundle("verify", path("b.plumbundle"), "--trusted", path("trusted"), "--json")
        self.assertEqual((code, json.loads(said)["trust"]), (0, "trusted"))
        self.assertEqual(bundle("make", self.recording, "--out", path("c.plumbundle"), PLUMBLINE_BUNDLE_KEY="none")[0], 3)
        self.assertFalse(os.path.exists(path("c.plumbundle")))

    def test_a_copy_that_was_changed_is_not_vouched_for(self):
        # What the window unpacks to stay; it is not asked for a display before all of it fits.
        code, _, problem = run(path("a.plumbundle"), QT_QPA_PLATFORM="none-such")
        self.assertNotEqual(code, 0)
        place = os.path.join(path("data"), "plumbline", "bundles")
        copy = os.path.join(place, os.listdir(place)[0], "recording.plumb")
        self.assertIn("Signed with a key that you do not know", problem)
        connection = sqlite3.connect(copy)
        connection.execute("UPDATE suspicions SET reasons='nothing'")
        connection.commit()
        connection.close()
        code, _, problem = run(path("a.plumbundle"), QT_QPA_PLATFORM="none-such")
        self.assertEqual(code, 1)
        self.assertNotIn("Signed", problem)
        self.assertIn("was changed since it was unpacked", problem)
        for name in os.listdir(place):
            for file in os.listdir(os.path.join(place, name)):
                os.remove(os.path.join(place, name, file))
            os.rmdir(os.path.join(place, name))

    def test_usage(self):
        self.assertEqual(bundle("make", self.recording, "--incident", "INC-0009", "--out", path("d.plumbundle"))[0], 2)
        self.assertEqual(bundle("make", self.recording, "--out", path("a.plumbundle"))[0], 2) # it is there
        self.assertEqual(bundle("verify", path("nowhere.plumbundle"))[0], 3)
        self.assertEqual(bundle("verify", self.recording)[0], 1) # no bundle


if __name__ == "__main__":
    try:
        unittest.main()
    finally:
        FOLDER.cleanup()
