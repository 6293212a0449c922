#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the drill headless and works it from outside, as an engineer without a window would: the alarm
comes after the scripted failure and not before, the wrong lever changes nothing, the right one clears
it, and a picture from before the alarm shows no trace of it: it equals one in which the later part does not exist.

Usage: closed_loop.py PLUMBLINE"""

import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

SPEED = 2
SERVICE = "code-assistant"


def wait_for(what, seconds, check):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = check()
        if found:
            return found
        time.sleep(0.5)
    raise SystemExit(f"FAILED: {what} did not happen within {seconds} s")


class Drill:
    def __init__(self, plumbline, recording):
        self.plumbline = plumbline
        self.recording = recording
        self.process = subprocess.Popen([plumbline, "demo", "--headless", "--speed", str(SPEED), "--seed", "7",
                                         "--for", "150s", "--out", recording],
                                        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.control = None
        for line in self.process.stderr:
            match = re.search(r"control plane on (http://\S+)", line)
            if match:
                self.control = match[1]
                return
        raise SystemExit("FAILED: the drill did not start")

    def query(self, what, *arguments):
        result = subprocess.run([self.plumbline, "query", self.recording, "--what", what, "--jsonl", *arguments],
                                check=True, capture_output=True, text=True)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def alarms(self):
        return [alarm for alarm in self.query("alarms") if alarm["service"] == SERVICE]

    def fire(self, lever, to, target, *more, status=(0,)):
        result = subprocess.run([self.plumbline, "lever", "fire", "--profile", "sandbox", "--base-url", self.control,
                                 "--lever", lever, "--to", to, "--confirm", target, "--json", *more],
                                capture_output=True, text=True)
        told = json.loads(result.stdout)
        if result.returncode not in status or told["outcome"] != "verified":
            raise SystemExit(f"FAILED: {lever} -> {to}: {told['outcome']}, exit {result.returncode}: {result.stderr}")
        return {rung["rung"]: rung for rung in told["rungs"]}

    def recovers(self, seconds, *more):
        return ["--answers", self.recording, "--recovered-within", f"{seconds}s", *more]

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        if self.process.wait(timeout=60) != 0:
            raise SystemExit(f"FAILED: the drill ended with {self.process.returncode}")


def work_the_drill(drill):
    first_bad = wait_for("the model push", 60, lambda: drill.query("generations", "--service", SERVICE, "--model",
                                                                    "codegen-2026-11-b", "--limit", "1"))
    pushed = first_bad[0]["start_ns"]
    alarm = wait_for("the alarm", 40, drill.alarms)[0]
    if alarm["raised_ns"] < pushed:
        raise SystemExit("FAILED: the alarm came before the failure")
    print(f"alarm {(alarm['raised_ns'] - pushed) / 1e9:.1f} s after the model push: {alarm['sentence']}")

    # Effective is not recovered, and the exit status says so.
    rungs = drill.fire("breaker:support-bot", "tripped", "support-bot", *drill.recovers(6, "--alarm", alarm["alarm"]), status=(1, 5))
    if rungs["in_effect"]["state"] != "reached" or rungs["recovered"]["state"] not in ("failed", "unknown"):
        raise SystemExit(f"FAILED: the wrong lever: {rungs}")
    print(f"the wrong lever: {rungs['recovered']['state']}, {rungs['recovered']['detail']}")
    if all(alarm["state"] == "cleared" for alarm in drill.alarms()):
        raise SystemExit("FAILED: the wrong lever cleared the alarm")
    drill.fire("breaker:support-bot", "reset", "support-bot")
    time.sleep(3)  # the levers are looked at once a second; the order of moves is to be seen

    fired = time.monotonic()
    rungs = drill.fire("breaker:code-assistant", "tripped", "code-assistant", *drill.recovers(60))
    if rungs["recovered"]["state"] != "reached":
        raise SystemExit(f"FAILED: the right lever: {rungs}")
    print(f"the right lever: {rungs['recovered']['detail']}")
    wait_for("the all-clear", 60, lambda: all(alarm["state"] == "cleared" for alarm in drill.alarms()))
    print(f"cleared {time.monotonic() - fired:.1f} s after the breaker was tripped")
    return alarm


def check_afterwards(drill, alarm, folder):
    others = [row for row in drill.query("alarms") if row["service"] != SERVICE]
    if others:
        raise SystemExit(f"FAILED: healthy services alarmed: {others}")
    if drill.query("alarms", "--as-known-at", str(alarm["raised_ns"] - 1_000_000_000)):
        raise SystemExit("FAILED: the alarm was known before it was raised")
    moved = [row["subject"] for row in drill.query("timeline") if row["kind"] == "lever" and row["subject"]]
    if moved != ["breaker:support-bot", "breaker:support-bot", "breaker:code-assistant"]:
        raise SystemExit(f"FAILED: the timeline does not tell which levers moved: {moved}")
    subprocess.run([drill.plumbline, "verify", drill.recording], check=True, stdout=subprocess.DEVNULL)
    check_pictures(drill.plumbline, drill.recording, alarm, folder)


def cut_copy(recording, known, folder):
    """The recording as if all that was recorded after `known` did not exist; only the last line of the timeline
    stays, so that it still reaches as far. Its size stays too: nothing is vacuumed."""
    os.makedirs(folder)
    path = os.path.join(folder, os.path.basename(recording))
    shutil.copy(recording, path)
    with contextlib.closing(sqlite3.connect(path)) as database:
        for table in ("generations", "logs", "metric_points", "evaluations", "suspicions", "alarms", "gaps", "changes",
                      "rollups_second"):
            database.execute(f"DELETE FROM {table} WHERE recorded_ns > ?", (known,))
        database.execute("DELETE FROM span_bodies WHERE id IN (SELECT id FROM spans WHERE recorded_ns > ?)", (known,))
        database.execute("DELETE FROM spans WHERE recorded_ns > ?", (known,))
        database.execute("DELETE FROM timeline WHERE recorded_ns > ? AND sequence < (SELECT max(sequence) FROM timeline)",
                         (known,))
        database.execute("DELETE FROM rollups_minute WHERE recorded_bucket > ?", (known // 60_000_000_000,))
        database.execute("DELETE FROM rollups_hour WHERE recorded_bucket > ?", (known // 3_600_000_000_000,))
        database.commit()
    return path


def picture(plumbline, recording, view, at, out):
    subprocess.run([plumbline, "shot", recording, "--view", view, "--at", str(at), "--out", out], check=True,
                   stdout=subprocess.DEVNULL)
    with open(out, "rb") as file:
        return file.read()


def check_pictures(plumbline, recording, alarm, folder):
    """A picture from before the alarm holds nothing of what came later: it is, bit for bit, the picture of a
    recording in which the later part does not exist."""
    before = alarm["raised_ns"] - 1_000_000_000
    cut = cut_copy(recording, before, os.path.join(folder, "cut"))
    for view in ("health", "suspects", "incident", "runbook"):
        # A splitter may settle a pixel aside on a busy machine; what shows the future shows it every time.
        for _ in range(4):
            whole = picture(plumbline, recording, view, before, os.path.join(folder, f"{view}.png"))
            without = picture(plumbline, cut, view, before, os.path.join(folder, f"{view}-cut.png"))
            if whole == without:
                break
        else:
            keep = os.environ.get("PLUMBLINE_KEEP_PICTURES")
            if keep:
                shutil.copytree(folder, keep, dirs_exist_ok=True)
            raise SystemExit(f"FAILED: the picture of {view} before the alarm tells of what came later")
        if whole == picture(plumbline, recording, view, alarm["raised_ns"] + 5_000_000_000,
                            os.path.join(folder, f"{view}-after.png")):
            raise SystemExit(f"FAILED: the picture of {view} after the alarm is the one from before")


def main():
    with tempfile.TemporaryDirectory() as folder:
        drill = Drill(sys.argv[1], os.path.join(folder, "drill.plumb"))
        try:
            alarm = work_the_drill(drill)
        finally:
            drill.stop()
        check_afterwards(drill, alarm, folder)


if __name__ == "__main__":
    main()
