#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds check, detect, objectives, query, shot and import to what a new user expects of their answers:
that they say what they left out, what they do not know, and which word was wrong.

Usage: command_answers.py PLUMBLINE"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
import unittest

PLUMBLINE = sys.argv[1]


def run(*arguments, **options):
    return subprocess.run([PLUMBLINE, *map(str, arguments)], capture_output=True, text=True, timeout=100, **options)


def attribute(key, value):
    kind = "stringValue" if isinstance(value, str) else "doubleValue"
    return {"key": key, "value": {kind: value}}


class Detect(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = os.path.join(self.folder.name, "stream.csv")

    def detect(self, header, rows, *arguments):
        with open(self.path, "w") as file:
            file.write(header + "\n" + "".join(",".join(map(str, row)) + "\n" for row in rows))
        text = run("detect", self.path, "--kind", "flag", *arguments)
        self.assertEqual(text.returncode, 0, text.stderr)
        return text.stdout, text.stderr, json.loads(run("detect", self.path, "--kind", "flag", "--json", *arguments).stdout)

    def step(self, before, after, change, count):
        source = random.Random(7)
        return [int(source.random() < (before if index < change else after)) for index in range(count)]

    def test_real_clocks_are_read_and_told(self):
        values = self.step(.02, .3, 1500, 2000)
        text, _, found = self.detect("t_s,value", ((1795810000 + 2 * i, v) for i, v in enumerate(values)))
        alarm = found["alarms"][0]
        self.assertRegex(alarm["time"], r"^2026-11-2\dT\d\d:\d\d:\d\d\.0+Z$")
        self.assertIn(alarm["time"], text)
        self.assertEqual(alarm["onset_t"], 1795810000 + 2 * alarm["onset_index"])
        self.assertIn(alarm["onset_time"], text)
        self.assertEqual(alarm["n_after"], alarm["index"] - alarm["onset_index"] + 1)
        self.assertIn(f"(n {alarm['n_after']})", text)
        stamps = (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1795810000 + 2 * i)) for i in range(len(values)))
        self.assertEqual(self.detect("t_s,value", zip(stamps, values))[2]["alarms"][0]["onset_time"], alarm["onset_time"])
        _, _, plain = self.detect("t_s,value", enumerate(values))
        self.assertIsNone(plain["alarms"][0]["time"])

    def test_the_segment_that_went_bad_is_named(self):
        source = random.Random(3)
        rows = []
        for index in range(4000):  # as a user had it: at the alarm the other segment had bad luck too
            segment = "de" if source.random() < .2 else "en"
            rate = .02 if index < 2500 or segment == "en" else .2
            rows.append((2 * index, int(source.random() < rate), segment))
        text, _, found = self.detect("t_s,value,segment", rows)
        alarm = found["alarms"][0]
        self.assertEqual((alarm["driver"], alarm["segment"]), ("segment", "de"), found)
        self.assertGreaterEqual(alarm["segment_clear_at"], alarm["index"])
        self.assertEqual([one["segment"] for one in alarm["segments"]], ["de", "en"])
        self.assertIn("in segment de", text)
        # Where all of them got worse none is.
        rows = [(i, v, "de" if i % 5 == 0 else "en") for i, v in enumerate(self.step(.02, .2, 2500, 4000))]
        self.assertIsNone(self.detect("t_s,value,segment", rows)[2]["alarms"][0]["segment"])

    def test_the_reference_is_told_and_whether_it_is_steady(self):
        text, notes, found = self.detect("t_s,value", enumerate(self.step(.02, .6, 60, 1000)), "--reference", "60")
        self.assertIn("watched from observation 100", text)
        self.assertIn("no steady reference", text)
        self.assertFalse(found["references"][0]["is_steady"])
        self.assertIn("also with --reference 60", notes)
        text, notes, found = self.detect("t_s,value", enumerate(self.step(.02, .02, 0, 1000)))
        self.assertTrue(found["references"][0]["is_steady"])
        self.assertNotIn("no steady", text)
        self.assertEqual(notes, "")

    def test_time_that_goes_back_is_told(self):
        _, notes, found = self.detect("t_s,value", [(10, 0), (8, 0), (12, 0), (11, 1)])
        self.assertEqual(found["out_of_order"], 2)
        self.assertIn("goes back 2 times, for the first time in line 3", notes)


class Check(unittest.TestCase):
    def check(self, *records):
        return run("check", "-", input="".join(json.dumps(record) + "\n" for record in records))

    def test_misspelt_fields_and_unknown_tasks_are_noted_once(self):
        result = self.check({"id": 1, "ouput": "x", "contxt": "y"}, {"id": 2, "ouput": "x", "label": 1},
                            {"id": 3, "task": "qaa", "output": "Yes."})
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stderr.count("'ouput' is not read; did you mean 'output'?"), 1, result.stderr)
        self.assertIn(":1: the field 'contxt'", result.stderr)
        self.assertIn(":3: the task 'qaa' is not known", result.stderr)
        self.assertNotIn("label", result.stderr)

    def test_wrong_types_are_errors_of_their_line(self):
        result = self.check({"prompt": ["x"], "output": "a"}, {"context": 42, "output": "a"},
                            {"context": {"rows": [1]}, "output": "a"}, {"id": "good", "prompt": None, "output": "a"})
        self.assertEqual(result.returncode, 3)
        self.assertIn(":1: prompt must be a text, not a list", result.stderr)
        self.assertIn(":2: context must be a text, not a number", result.stderr)
        self.assertEqual(len(result.stdout.splitlines()), 2)

    def test_what_is_no_list_of_names_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "symbols.txt")
            with open(path, "wb") as file:
                file.write(random.Random(1).randbytes(2_000_000))
            result = run("check", "-", "--symbols", path, input='{"output": "x"}\n')
            self.assertEqual(result.returncode, 3, result.stderr)
            self.assertIn("no text (UTF-8)", result.stderr)
            with open(path, "wb") as file:
                file.truncate(65 << 20)
            result = run("check", "-", "--symbols", path, input='{"output": "x"}\n')
            self.assertEqual(result.returncode, 3, result.stderr)
            self.assertIn("64 MiB are the most", result.stderr)

    def test_the_statuses_are_explained(self):
        text = run("check", "--help").stdout
        for word in ("suspicion", "high is bad", "no_data", "Exit status"):
            self.assertIn(word, text.replace("\n", " "))


class Imported(unittest.TestCase):
    """Two hours of a service whose judge finds more and more, imported right after they had been written."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.file = os.path.join(cls.folder.name, "m.jsonl")
        cls.recording = os.path.join(cls.folder.name, "m.plumb")
        source = random.Random(5)
        spans, logs = [], []
        count = 2000
        cls.start = time.time_ns() - count * 3 * 10**9
        for index in range(count):
            start = cls.start + index * 3 * 10**9
            ids = {"traceId": f"{source.getrandbits(128):032x}", "spanId": f"{source.getrandbits(64):016x}"}
            spans.append({**ids, "name": "chat m1", "kind": 3, "startTimeUnixNano": str(start),
                          "endTimeUnixNano": str(start + 10**9),
                          "attributes": [attribute("gen_ai.operation.name", "chat"), attribute("gen_ai.request.model", "m1")]})
            is_bad = source.random() < (.5 if index > 1200 else .03)
            for name, key, value in (("Correctness", "label", "incorrect" if is_bad else "correct"),
                                     ("stars", "value", float(1 if is_bad else 17 + index % 3))):
                logs.append({**ids, "timeUnixNano": str(start + 2 * 10**9), "eventName": "gen_ai.evaluation.result",
                             "attributes": [attribute("gen_ai.evaluation.name", name),
                                            attribute("gen_ai.evaluation.score." + key, value)]})
        resource = {"attributes": [attribute("service.name", "helpdesk")]}
        with open(cls.file, "w") as file:
            file.write(json.dumps({"resourceSpans": [{"resource": resource, "scopeSpans": [{"spans": spans}]}]}) + "\n")
            file.write(json.dumps({"resourceLogs": [{"resource": resource, "scopeLogs": [{"logRecords": logs}]}]}) + "\n")
        result = run("import", cls.file, "--out", cls.recording)
        assert result.returncode == 0, result.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def status(self, text, *arguments):
        path = os.path.join(self.folder.name, "o.yaml")
        with open(path, "w") as file:
            file.write(text)
        return run("objectives", "status", self.recording, "--objectives", path, *arguments)

    def test_names_that_the_recording_does_not_know_are_told(self):
        text = ("objectives:\n  - {name: a, service: helpdesk, check: Corectness, target: 90 %, window: 1h}\n"
                "  - {name: b, service: nosuch, check: Correctness, target: 90 %, window: 1h}\n"
                "  - {name: c, service: helpdesk, check: Correctness, target: 90 %, window: 1h}\n")
        result = self.status(text)
        self.assertIn("note: objective 'a': the recording knows no check 'Corectness' of helpdesk; it knows: ", result.stderr)
        self.assertIn("note: objective 'b': the recording knows no service 'nosuch'; it knows: helpdesk", result.stderr)
        self.assertNotIn("'c'", result.stderr)
        outside = self.status(text, "--at", "2020-01-01T00:00:00Z")
        self.assertEqual(outside.returncode, 2)
        self.assertIn("outside the recording", outside.stderr)

    def test_suggestions_say_what_they_left_out(self):
        result = run("objectives", "suggest", self.recording)
        self.assertIn("left out: ", result.stdout)
        self.assertIn("for alarms of this check", result.stdout)

    def test_a_picture_shows_what_is_known_of_an_import(self):
        moment = str(self.start + 1900 * 3 * 10**9)
        pictures = {}
        for name, option in (("default", ()), ("now", ("--as-known", "now")), ("then", ("--as-known", "then"))):
            out = os.path.join(self.folder.name, name + ".png")
            result = run("shot", self.recording, "--view", "fleet", "--at", moment, "--out", out, *option)
            self.assertEqual(result.returncode, 0, result.stderr)
            pictures[name] = os.path.getsize(out)
        # Nothing was known then, and a picture of nothing is small.
        self.assertLess(pictures["then"] * 1.1, pictures["default"], pictures)

    def test_a_judge_whose_scale_is_not_understood_is_not_said_to_fail_nothing(self):
        rows = {row["check"]: row for row in map(json.loads, run("query", self.recording, "--what", "judges",
                                                                "--jsonl").stdout.splitlines())}
        self.assertIsNone(rows["stars"]["failed"], rows["stars"])
        self.assertIn("not understood: scores from about 1 to ", rows["stars"]["read_as"])
        self.assertGreater(rows["Correctness"]["failed"], 300)
        self.assertEqual(rows["Correctness"]["read_as"], "labels")
        self.assertIn("not understood", run("query", self.recording, "--what", "judges").stdout)

    def test_judges_file_of_a_second_import_is_said_to_be_for_what_is_new(self):
        path = os.path.join(self.folder.name, "judges.yaml")
        with open(path, "w") as file:
            file.write("judges:\n  - {name: stars, scale: [1, 20], direction: high_is_good}\n")
        result = run("import", self.file, "--out", self.recording, "--judges", path)
        self.assertIn("--judges is for what comes new", result.stderr)
        with open(path, "w") as file:
            file.write("judges:\n  - {nam: stars, scale: [1], direction: up}\n")
        result = run("import", self.file, "--out", self.recording, "--judges", path)
        self.assertEqual(result.returncode, 3)
        for part in ('unknown key "nam"', '"scale" must be', '"direction" must be'):
            self.assertIn(part, result.stderr)

    def test_a_range_without_time_is_refused_and_one_outside_is_told(self):
        day = "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"
        result = run("query", self.recording, "--what", "alarms", "--from", day[0], "--to", day[1])
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertIn("--from is not before --to", result.stderr)
        result = run("query", self.recording, "--what", "spans", "--from", "2126-01-02T00:00:00Z")
        self.assertIn("the recording reaches from", result.stderr)
        self.assertIn("--judges some.yaml", run("query", self.recording, "--what", "judges", "--judges", "some.yaml").stderr)

    def test_the_table_of_signals_has_what_tells_them_apart(self):
        header = run("query", self.recording, "--what", "signals", "--limit", "1").stdout.splitlines()[0].split()
        for column in ("operation", "version"):
            self.assertIn(column, header)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
