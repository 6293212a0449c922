#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every lever, every fault, every rung: moves each lever of each control plane while one exchange is spoilt, and holds
what the program says against what happened.

Run: matrix.py PLUMBLINE [--only NAME] [--jobs N]. Prints the counts that have to be zero; exit status 1 when one is not, 77
when no control plane could be started. A control plane is a module beside this one with setup()."""
import argparse
import importlib
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROFILES = HERE.parents[2] / "resources" / "profiles"
sys.path[:0] = [str(HERE), str(HERE / "fakes")]

from faultproxy import READ_FAULTS, SEND_FAULTS, FaultProxy  # noqa: E402

SHORT = "timeouts: {connect: 500ms, request: 700ms, read_back: 900ms, poll: 100ms}"
NO_MODULES = ("matrix", "faultproxy", "leverkit")
ENDED = {"verified": 0, "conflict": 1, "refused": 1, "not_yet_visible": 5, "unknown": 5}
COUNTS = ("double fires", "wrong verified", "wrong refused or conflict", "effects told as none",
          "plans that wrote", "lost audit entries", "broken chains", "wrong exit status", "answers that are none")


def short_profile(name, folder):
    """The profile with deadlines that a test can wait for."""
    path = Path(name) if name.endswith(".yaml") else PROFILES / f"{name}.yaml"
    text = path.read_text()
    text, found = re.subn(r"^timeouts:.*$", SHORT, text, flags=re.M)
    if not found:
        text = text + "\n" + SHORT + "\n"
    text = re.sub(r"within: *\d+m?s", "within: 900ms", text)
    copy = folder / path.name
    copy.write_text(text)
    return str(copy)


class Case:
    """One lever of one control plane, behind a proxy of its own."""

    def __init__(self, plumbline, plane, lever, folder):
        self.plumbline, self.plane, self.lever, self.folder = plumbline, plane, lever, folder
        self.profile = short_profile(plane["profile"], folder)
        self.proxy = FaultProxy(plane["url"], plane.get("is_write"))
        self.environment = {**{name: value for name, value in os.environ.items()
                               if not name.startswith("PLUMBLINE_TOKEN_")}, **lever.get("env", {}),
                            "XDG_STATE_HOME": str(folder / "state")}
        self.counts = dict.fromkeys(COUNTS, 0)
        self.told = []
        self.number = 0
        self.fires = 0

    def run(self, part, *more, record=None):
        command = [self.plumbline, "lever", part, "--profile", self.profile, "--lever", self.lever["lever"],
                   "--base-url", self.proxy.url, "--json", *more]
        for name, value in self.lever.get("params", {}).items():
            # Whatever points at the control plane goes through the proxy too.
            command += ["--param", f"{name}={value.replace(self.plane['url'], self.proxy.url)}"]
        if record:
            command += ["--record", str(record)]
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment, timeout=60)
        try:
            answer = json.loads(done.stdout) if done.stdout.strip() else {}
        except ValueError:
            answer = None
        return done.returncode, answer, done.stderr

    def state(self):
        return self.plane["state"](self.lever["lever"])

    def fail(self, what, told):
        self.counts[what] += 1
        self.told.append(f"{what}: {self.plane['profile']} {self.lever['lever']}: {told}")

    def clean(self):
        """How it is without a fault: what it changes, and with how many requests."""
        self.plane["reset"]()
        self.proxy.reset()
        self.before = self.state()
        code, answer, errors = self.run("fire", "--to", self.lever["to"], "--confirm", self.lever["target"])
        self.after, self.requests = self.state(), self.proxy.writes_passed
        if code != 0 or not answer or answer.get("outcome") != "verified" or self.after == self.before:
            raise RuntimeError(f"{self.plane['profile']} {self.lever['lever']} without a fault: exit {code}, "
                               f"{(answer or {}).get('message', '')} {errors} {self.before!r} {self.after!r}")

    def plan(self, fault):
        self.plane["reset"]()
        self.proxy.reset("plan", fault)
        code, answer, errors = self.run("plan", "--to", self.lever["to"])
        if self.proxy.writes_passed or self.state() != self.before:
            self.fail("plans that wrote", fault)
        if code not in (1, 4) and self.proxy.struck:
            self.fail("answers that are none", f"plan, {fault}: exit {code} {answer} {errors}")

    def fire(self, phase, fault):
        self.plane["reset"]()
        self.proxy.reset(phase, fault)
        self.number += 1
        record = self.folder / f"{self.number}.plumb"
        # The fault before may have left the same write open; the control plane was reset since.
        code, answer, errors = self.run("fire", "--to", self.lever["to"], "--confirm", self.lever["target"], "--again",
                                        record=record)
        self.fires += 1
        where = f"{phase}, {fault}: exit {code} {(answer or {}).get('outcome')} {(answer or {}).get('message', errors)}"
        outcome = (answer or {}).get("outcome")
        changed = self.state() != self.before
        if self.proxy.writes_seen > self.requests:
            self.fail("double fires", where)
        if outcome == "verified" and self.state() != self.after:
            self.fail("wrong verified", where)
        if outcome in ("refused", "conflict") and changed:
            self.fail("wrong refused or conflict", where)
        if outcome is None and changed:
            self.fail("effects told as none", where)
        if outcome is not None and ENDED.get(outcome) != code:
            self.fail("wrong exit status", where)
        if outcome is None and code not in (1, 4):
            self.fail("answers that are none", where)
        self.audit(record, outcome, where)
        # Read again, it is told as it is.
        self.proxy.reset()
        code, answer, errors = self.run("read")
        if code != 0:
            self.fail("answers that are none", f"read after {where}: {errors}")

    def audit(self, record, outcome, where):
        kinds = []
        if record.exists():
            chain = subprocess.run([self.plumbline, "verify", str(record)], capture_output=True, text=True, timeout=60)
            if chain.returncode != 0:
                self.fail("broken chains", where + chain.stdout + chain.stderr)
            rows = subprocess.run([self.plumbline, "query", str(record), "--what", "timeline", "--jsonl"],
                                  capture_output=True, text=True, timeout=60).stdout
            kinds = [json.loads(row) for row in rows.splitlines()]
        text = [json.dumps(row) for row in kinds]
        intent = [row for row in text if '"action"' in row]
        if self.proxy.writes_seen and not intent:
            self.fail("lost audit entries", "no intent: " + where)
        if outcome is not None and not any(f'"{outcome}"' in row or f'\\"{outcome}\\"' in row for row in text):
            self.fail("lost audit entries", "no outcome: " + where)

    def all(self):
        try:
            self.clean()
            for fault in READ_FAULTS:
                self.plan(fault)
                self.fire("plan", fault)
                self.fire("read_back", fault)
            for fault in SEND_FAULTS:
                self.fire("send", fault)
        except RuntimeError as problem:
            self.fail("answers that are none", str(problem))
        finally:
            self.proxy.stop()
        return self


def planes(only):
    for path in sorted(HERE.glob("*.py")):
        if path.stem in NO_MODULES or (only and path.stem != only):
            continue
        module = importlib.import_module(path.stem)
        if not hasattr(module, "setup"):
            continue
        try:
            started = module.setup()
        except (OSError, RuntimeError, SystemExit) as problem:
            print(f"{path.stem}: skipped, {problem}")
            continue
        yield path.stem, started


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("plumbline")
    parser.add_argument("--only")
    parser.add_argument("--jobs", type=int, default=4)
    options = parser.parse_args()
    total = dict.fromkeys((*COUNTS, "cases that broke off"), 0)
    levers = fires = 0

    def one_plane(plane):  # levers of one control plane go one after the other: they share its state
        done = []
        for lever in plane["levers"]:
            with tempfile.TemporaryDirectory() as folder:
                done.append(Case(options.plumbline, plane, lever, Path(folder)).all())
        return done

    with ThreadPoolExecutor(options.jobs) as pool:
        waiting = []
        started = []
        for name, cases in planes(options.only):
            started += cases
            waiting += [(name, pool.submit(one_plane, case)) for case in cases]
        for name, future in waiting:
            try:
                finished = future.result()
            except Exception as problem:  # of the harness or its server: the others are still told
                print(f"{name}: broke off: {problem!r}", flush=True)
                total["cases that broke off"] += 1
                continue
            for case in finished:
                levers += 1
                fires += case.fires
                bad = sum(case.counts.values())
                print(f"{name}: {case.plane['profile']} {case.lever['lever']}: {case.fires} firings, "
                      f"{'as they should be' if not bad else f'{bad} wrong'}", flush=True)
                for line in case.told:
                    print("   ", line)
                for what, count in case.counts.items():
                    total[what] += count
        for case in started:
            case["stop"]()
    if not levers:
        print("no control plane could be started")
        return 77
    print(f"\n{levers} levers, {len(SEND_FAULTS)} faults of the write, {len(READ_FAULTS)} of reading for the plan and "
          f"reading back, {fires} firings")
    for what, count in total.items():
        print(f"  {what:<28} {count}")
    return 1 if any(total.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
