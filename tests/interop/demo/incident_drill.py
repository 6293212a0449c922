#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An incident is recorded, worked and closed; then its recording is played as a drill, over the wire into another
console, which raises the alarm again, is cured by the lever of then and by no other, and is scored. Of the incident
come cases that `check` reads.

Usage: incident_drill.py PLUMBLINE"""

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

PLUMBLINE = sys.argv[1]
SERVICE = "code-assistant"
CURE = ("breaker:code-assistant", "tripped")
SECOND = 10 ** 9
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}


def run(*arguments, status=(0,)):
    done = subprocess.run([PLUMBLINE, *arguments], capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if done.returncode not in status:
        raise SystemExit(f"FAILED: {arguments}: exit {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def rows(recording, what, *arguments):
    return [json.loads(line) for line in run("query", recording, "--what", what, "--jsonl", *arguments).splitlines()]


def wait_for(what, seconds, check):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = check()
        if found:
            return found
        time.sleep(0.5)
    raise SystemExit(f"FAILED: {what} did not happen within {seconds} s")


class Process:
    """A plumbline that runs until it is told to end; `match` finds in its diagnostics what it says of itself."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([PLUMBLINE, *arguments], stderr=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, env=ENVIRONMENT)
        self.told = ""

    def match(self, pattern):
        while not (found := re.search(pattern, self.told)):
            line = self.process.stderr.readline()
            if not line:
                raise SystemExit(f"FAILED: it ended without saying {pattern}: {self.told}")
            self.told += line
        return found[1]

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        out, _ = self.process.communicate(timeout=60)
        if self.process.returncode != 0:
            raise SystemExit(f"FAILED: ended with {self.process.returncode}: {out}")
        return out


def alarms(recording):
    return [alarm for alarm in rows(recording, "alarms") if alarm["service"] == SERVICE]


def is_clear(recording):
    return all(alarm["state"] == "cleared" for alarm in alarms(recording))


def fire(control, lever, to):
    told = json.loads(run("lever", "fire", "--profile", "sandbox", "--base-url", control, "--lever", lever, "--to", to,
                          "--confirm", lever.split(":")[1], "--json"))
    if told["outcome"] != "verified":
        raise SystemExit(f"FAILED: {lever} -> {to}: {told}")


def scorecard(recording, *arguments):
    return json.loads(run("scorecard", recording, "--json", *arguments))


def worths(card):
    return [(lever["lever"], lever["worth"]) for lever in card["levers"]]


def record_incident(recording):
    """A drill of the simulated fleet, as an incident of ours: a wrong lever, put back, then the right one."""
    demo = Process("demo", "--headless", "--speed", "2", "--seed", "7", "--for", "170s", "--out", recording)
    try:
        control = demo.match(r"control plane on (http://\S+)")
        wait_for("the alarm", 90, lambda: alarms(recording))
        time.sleep(2)
        fire(control, "breaker:support-bot", "tripped")
        time.sleep(3)  # the levers are looked at once a second; the order of moves is to be seen
        fire(control, "breaker:support-bot", "reset")
        time.sleep(3)
        fire(control, *CURE)
        wait_for("the all-clear", 60, lambda: is_clear(recording))
        time.sleep(30)  # a replay can show no more recovery than was recorded
    finally:
        demo.stop()
    for alarm in alarms(recording):
        if alarm["alarm"] == "A-0001":
            run("incident", "open", recording, "--alarm", "A-0001")
            break
    else:
        raise SystemExit("FAILED: no A-0001 of the service")
    run("incident", "set", recording, "--status", "identified", "--why", "codegen-2026-11-b is a bad model version")
    run("incident", "close", recording, "--why", "recovered")


def check_first_scorecard(recording):
    """Of the built-in scenario, and by itself: which lever recovered is told by the alarms alone."""
    for arguments in (("--scenario", "fabricated-apis"), ()):
        card = scorecard(recording, *arguments)
        expected = [("breaker:support-bot", "wrong"), ("breaker:support-bot", "put_back"), (CURE[0], "cure")]
        if worths(card) != expected or card["wrong_levers"] != 1:
            raise SystemExit(f"FAILED: {arguments}: the levers are scored {worths(card)}")
        if card["truth"]["cures"] and CURE not in [(cure["lever"], cure["value"]) for cure in card["truth"]["cures"]]:
            raise SystemExit(f"FAILED: {card['truth']}")
        if card["naming"] != "right" or not card["mitigated"]["after_start_ns"]:
            raise SystemExit(f"FAILED: {card['naming']}, {card['mitigated']}")
        if not 0 < card["exposure_at_alarm"]["answers"] < card["exposure"]["answers"]:
            raise SystemExit(f"FAILED: exposure {card['exposure']} and {card['exposure_at_alarm']}")
    if "1 wrong of 3" not in run("scorecard", recording):
        raise SystemExit("FAILED: the text does not tell the wrong lever")
    wrong = scorecard(recording, "--scenario", "poisoned-index")
    if wrong["wrong_levers"] != 2 or wrong["naming"] != "wrong" or wrong["mitigated"]["time_ns"] is not None:
        raise SystemExit(f"FAILED: held against another scenario: {wrong}")


def check_cases(recording, folder):
    path = os.path.join(folder, "cases.jsonl")
    run("incident-cases", recording, "--out", path)
    with open(path, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    if len(cases) < 5 or any(case["service"] != SERVICE or not case["output"] for case in cases):
        raise SystemExit(f"FAILED: {len(cases)} cases")
    if any(case["expected"] is not None for case in cases):
        raise SystemExit("FAILED: an expectation that nobody told")
    checked = os.path.join(folder, "checked.jsonl")
    done = subprocess.run([PLUMBLINE, "check", path, "--out", checked], capture_output=True, text=True,
                          env=ENVIRONMENT, check=False)
    if done.returncode != 0 or "not read" in done.stderr or "did you mean" in done.stderr:
        raise SystemExit(f"FAILED: check does not read the cases: {done.stderr}")
    with open(checked, encoding="utf-8") as file:
        results = [json.loads(line) for line in file]
    suspected = sum(result["suspicion"] is not None and result["suspicion"] >= 0.5 for result in results)
    if len(results) != len(cases) or suspected < len(cases) // 2:
        raise SystemExit(f"FAILED: check suspects {suspected} of {len(cases)} cases")
    for form, field in (("openai-evals", "input"), ("promptfoo", "vars")):
        run("incident-cases", recording, "--out", path, "--format", form, "--redact")
        with open(path, encoding="utf-8") as file:
            if not json.loads(file.readline())[field]:
                raise SystemExit(f"FAILED: {form}")
    print(f"{len(cases)} cases, {suspected} of which check suspects again")


def drill_again(past, folder):
    recording = os.path.join(folder, "again.plumb")
    truth = os.path.join(folder, "truth.json")
    console = Process("record", "--otlp", "127.0.0.1:0", "--out", recording)
    drill = None
    try:
        url = console.match(r"listening on (http://\S+)")
        drill = Process("drill", "--from", past, "--incident", "INC-0001", "--otlp", url, "--control", "0",
                        "--truth-out", truth, "--for", "200s")
        control = drill.match(r"control plane on (http://\S+)")
        fault = drill.match(r"fault at (\S+)")
        if CURE[0] in drill.told or "codegen" in drill.told:
            raise SystemExit(f"FAILED: it gives away what is behind it: {drill.told}")
        alarm = wait_for("the alarm of the replay", 150, lambda: alarms(recording))[0]
        with open(truth, encoding="utf-8") as file:
            told = json.load(file)
        if not told["fault_ns"] - 10 * SECOND <= alarm["raised_ns"]:
            raise SystemExit(f"FAILED: the alarm came before the fault at {fault}")
        fire(control, "breaker:support-bot", "tripped")
        time.sleep(10)
        if is_clear(recording):
            raise SystemExit("FAILED: the wrong lever cured the replay")
        fired = time.time_ns()
        fire(control, *CURE)
        wait_for("the all-clear of the replay", 90, lambda: is_clear(recording))
        print(f"replay: cleared {(time.time_ns() - fired) / SECOND:.1f} s after the lever of then")
        out = drill.stop()
        drill = None
        if " 0 items dropped" not in out:
            raise SystemExit(f"FAILED: {out}")
    finally:
        if drill is not None:
            drill.process.kill()
            drill.process.wait()
        console.stop()
    bad = rows(recording, "generations", "--service", SERVICE, "--model", "codegen-2026-11-b")
    late = [row for row in bad if row["start_ns"] > fired + 5 * SECOND]
    if not bad or late:
        raise SystemExit(f"FAILED: {len(bad)} bad answers, {len(late)} of them after the cure")
    run("verify", recording)
    with contextlib.closing(sqlite3.connect(f"file:{recording}?mode=ro", uri=True)) as database:
        repeated = database.execute("ATTACH ? AS past", (f"file:{past}?mode=ro",)) and database.execute(
            "SELECT count(*) FROM traces WHERE trace_id IN (SELECT trace_id FROM past.traces)").fetchone()[0]
    if repeated:
        raise SystemExit(f"FAILED: {repeated} traces have the ids of then")
    return recording, truth


def check_second_scorecard(recording, truth, past):
    run("incident", "open", recording, "--alarm", alarms(recording)[0]["alarm"])
    for source in (truth, past):
        card = scorecard(recording, "--truth", source)
        if [(cure["lever"], cure["value"]) for cure in card["truth"]["cures"]] != [CURE]:
            raise SystemExit(f"FAILED: {card['truth']}")
        if card["truth"]["class"] != "bad_model_version":
            raise SystemExit(f"FAILED: the class that was named then: {card['truth']}")
        # The console of the replay looked at no control plane: it knows no lever, and says so.
        if card["levers"] or card["mitigated"]["time_ns"] is not None or "no lever" not in card["mitigated"]["why"]:
            raise SystemExit(f"FAILED: {card}")
        if not card["recovered"]["after_start_ns"] or not card["exposure"]["answers"]:
            raise SystemExit(f"FAILED: {card}")
    if scorecard(recording, "--truth", truth)["start_estimated"]:
        raise SystemExit("FAILED: the truth tells when it began")


def demo_again(past, folder):
    """The same in one: the console sees its levers, and the scorecard has them."""
    recording = os.path.join(folder, "demo.plumb")
    demo = Process("demo", "--headless", "--from", past, "--lead", "30s", "--for", "200s", "--out", recording)
    try:
        control = demo.match(r"control plane on (http://\S+)")
        wait_for("the alarm of the demo", 120, lambda: alarms(recording))
        fire(control, *CURE)
        wait_for("the all-clear of the demo", 90, lambda: is_clear(recording))
        time.sleep(2)
    finally:
        demo.stop()
    card = scorecard(recording, "--truth", past)
    if worths(card) != [(CURE[0], "cure")] or not card["mitigated"]["after_start_ns"] or card["incident"]:
        raise SystemExit(f"FAILED: {card}")
    run("demo", "--headless", "--from", past, "--out", past, status=(2,))


def main():
    with tempfile.TemporaryDirectory() as folder:
        past = os.path.join(folder, "past.plumb")
        record_incident(past)
        check_first_scorecard(past)
        check_cases(past, folder)
        recording, truth = drill_again(past, folder)
        check_second_scorecard(recording, truth, past)
        demo_again(past, folder)
    print("incident drill: ok")


main()
