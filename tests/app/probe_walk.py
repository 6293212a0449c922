#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way from an alarm to a pin that was proven, by the command line, against the drill's own models: propose, ask,
pin, in effect, recovered. Usage: probe_walk.py PLUMBLINE"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

SPEED = "6"


def run(*arguments, status=None):
    done = subprocess.run([PLUMBLINE, *arguments], capture_output=True, text=True, check=False, timeout=120,
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"})
    if status is not None:
        assert done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
    return done


class ProbeWalk(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.recording = os.path.join(self.folder, "walk.plumb")

    def start(self, *arguments, wanted):
        """A child whose lines on stderr hold these words, each with what follows them."""
        child = subprocess.Popen([PLUMBLINE, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(lambda: (child.kill(), child.communicate()))
        found = {}
        while len(found) < len(wanted):
            line = child.stderr.readline()
            self.assertTrue(line, (arguments, found))
            for words in wanted:
                if match := re.search(words + r" (\S+)", line):
                    found[words] = match.group(1)
        return child, found

    def record(self):
        child, found = self.start("record", "--otlp", "127.0.0.1:" + self.port, "--out", self.recording,
                                  wanted=["listening on"])
        return child, found["listening on"]

    def timeline(self, *kinds):
        rows = run("query", self.recording, "--what", "timeline", "--jsonl", status=0).stdout.splitlines()
        return [row for row in map(json.loads, rows) if row["kind"] in kinds]

    def until(self, what, told, seconds=90):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := what():
                return found
            time.sleep(0.5)
        self.fail(told)

    def proposal(self):
        done = run("runbook", "propose", self.recording, "--json")
        if done.returncode != 0:
            return None
        told = json.loads(done.stdout)
        names = {p["name"] for p in told["parameters"] if p.get("value")} if "parameters" in told else set()
        return told if {"last_good_model", "suspect_model"} <= names else None

    def test_from_the_alarm_to_recovered(self):
        self.port = "0"
        recorder, otlp = self.record()
        otlp = re.search(r"127\.0\.0\.1:(\d+)", otlp)
        self.port = otlp.group(1)
        _, found = self.start("drill", "--scenario", "fabricated-apis", "--otlp", f"http://127.0.0.1:{self.port}",
                              "--control", "0", "--chat", "0", "--speed", SPEED, wanted=["models on", "control plane on"])
        told = self.until(self.proposal, "no proposal")
        self.assertEqual(told["runbook"], "fabricated-apis")
        values = {p["name"]: p["value"] for p in told["parameters"]}
        self.assertEqual(values["last_good_model"], "codegen-2026-10-c")
        self.assertEqual(values["suspect_model"], "codegen-2026-11-b")
        # The run is carried on by whoever writes: the recorder rests meanwhile.
        recorder.send_signal(signal.SIGINT)
        recorder.wait(30)
        parameters = [part for name, value in values.items() for part in ("--param", f"{name}={value}")]
        step = lambda name, *more, status: run("runbook", "run", "fabricated-apis", "--step", name, *parameters, "--record",
                                               self.recording, *more, status=status)
        pin = ["--profile", "sandbox", "--base-url", found["control plane on"], "--confirm", "code-assistant", "--journal",
               os.path.join(self.folder, "journal")]
        refused = step("pin-previous", *pin, status=1)
        self.assertIn("It requires step \"Ask codegen-2026-10-c what is known\", which was not carried out yet.",
                      refused.stderr)
        self.assertIn("Nothing was sent", refused.stderr)
        self.assertIn("not carried out", step("pin-previous", *pin, "--dry-run", status=0).stdout)
        # What serves now is refuted, which is no reason to pin it.
        proof = json.loads(step("prove-previous", "--endpoint", found["models on"], "--json", status=0).stdout)["proof"]
        # Which questions are drawn is chance: either may be shown first, and either is a proof.
        self.assertEqual(proof["outcome"], "proven")
        self.assertIn(proof["standing"], ("better", "no_worse"))
        self.assertEqual((proof["candidate"]["failed"], proof["candidate"]["unanswered"]), (0, 0))
        self.assertGreater(proof["current"]["failed"], 0)
        self.assertLess(proof["candidate"]["asked"], 60)  # it stopped as soon as it was decided
        asked = self.timeline("probe")
        self.assertEqual(len(asked), proof["candidate"]["asked"] + proof["current"]["asked"])
        self.assertIn("requires prove-previous: met", step("pin-previous", *pin, "--dry-run", status=0).stdout)
        step("pin-previous", *pin, status=0)
        effect = [e for e in self.timeline("rung") if "in effect" in e["text"]]
        self.assertTrue(effect, self.timeline("rung"))
        # With the recorder back the fleet answers with the pinned model, and the alarm clears.
        self.record()
        self.until(lambda: [e for e in self.timeline("alarm") if " cleared:" in e["text"]], "it did not recover")
        rows = run("query", self.recording, "--what", "generations", "--service", "code-assistant", "--jsonl", status=0)
        newest = max(map(json.loads, rows.stdout.splitlines()), key=lambda row: int(row["start_ns"]))
        self.assertIn("codegen-2026-10-c", json.dumps(newest))


    def test_the_shipped_sets_hold_what_the_drill_knows(self):
        _, found = self.start("drill", "--scenario", "fabricated-apis", "--otlp", "http://127.0.0.1:9", "--control", "0",
                              "--chat", "0", wanted=["models on"])
        sets = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "resources", "canaries")
        for name, sound in (("code-assistant", "codegen-2026-10-c"), ("support-bot", "answers-2026-09-a")):
            for seed in range(4):  # each question is drawn
                done = run("canary", "prove", os.path.join(sets, name + ".yaml"), "--endpoint", found["models on"],
                           "--candidate", sound, "--at-least", "0.97", "--most", "40", "--seed", str(seed), "--json")
                told = json.loads(done.stdout)["candidate"]
                self.assertEqual((told["asked"], told["failures"], told["unanswered"]), (40, [], 0), (name, told))


if __name__ == "__main__":
    PLUMBLINE = sys.argv.pop(1)
    unittest.main()
