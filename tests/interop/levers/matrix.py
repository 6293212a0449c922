#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every lever, every fault, every rung: moves each lever of each control plane while one exchange is spoilt, and holds
what the program says against what happened.

Run: matrix.py PLUMBLINE [--only NAME] [--lever ID] [--jobs N]. Prints the counts that have to be zero; exit status 1 when
one is not, 77 when no control plane could be started. A control plane is a module beside this one with setup(); of what
leverkit.py tells of its cases, this here uses besides
    levers    writes: how many writes one firing takes (1), reads: what it reads as once it was moved (to)
    replicas  the URLs of several machines that are written alike, and spoilt: which of them is
    asked     URLs of peers that are only asked, in the levers' params; enough: the faults of theirs that the profile takes
              for serving, as it says itself
    accepts_empty  an empty 200 accepts a write: what it is answered with is the vendor's or the server's to choose"""
import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "fakes")]

from faultproxy import ONCE_FAULTS, READ_FAULTS, SEND_FAULTS  # noqa: E402
from matrixcase import COUNTS, PROFILES, Case  # noqa: E402

NO_MODULES = ("matrix", "matrixcase", "matrix_itself", "liar", "faultproxy", "leverkit")


def planes(only, skipped):
    for path in sorted(HERE.glob("*.py")):
        if path.stem in NO_MODULES or (only and path.stem not in only):
            continue
        module = importlib.import_module(path.stem)
        if not hasattr(module, "setup"):
            continue
        try:
            started = module.setup()
        except (OSError, RuntimeError, SystemExit) as problem:
            print(f"{path.stem}: skipped, {problem}")
            skipped.append(path.stem)
            continue
        skipped += [f"{path.stem} {one}" for one in getattr(module, "SKIPPED", ())]
        yield path.stem, started


def kinds_of(lever):
    return lever.partition(":")[0]


def never_moved(plumbline, cases):
    """Kinds of levers that a profile has and that no case moves, as (profile, kind); and profiles that no case is of."""
    moved, environments = {}, {}
    for case in cases:
        for lever in case["levers"]:
            moved.setdefault(case["profile"], set()).add(kinds_of(lever["lever"]))
            environments[case["profile"]] = lever.get("env", {})
    missing = []
    for profile, kinds in sorted(moved.items()):
        done = subprocess.run([plumbline, "lever", "list", "--profile", str(PROFILES / f"{profile}.yaml"), "--json"],
                              capture_output=True, text=True, env={**os.environ, **environments[profile]}, timeout=60)
        if done.returncode != 0:
            missing.append((profile, f"lever list: exit {done.returncode} {done.stderr}"))
            continue
        has = {kinds_of(lever["id"]) for lever in json.loads(done.stdout)["levers"]}
        missing += [(profile, kind) for kind in sorted(has - kinds)]
    return missing, sorted(path.stem for path in PROFILES.glob("*.yaml") if path.stem not in moved)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("plumbline")
    parser.add_argument("--only", action="append")
    parser.add_argument("--lever", help="this one alone, of each control plane that has it")
    parser.add_argument("--jobs", type=int, default=3)
    options = parser.parse_args()
    began = time.monotonic()
    total = dict.fromkeys((*COUNTS, "kinds of levers never moved", "cases that broke off"), 0)
    levers = fires = undos = 0
    skipped = []

    def one_plane(plane):  # levers of one control plane go one after the other: they share its state
        done = []
        for lever in plane["levers"]:
            if options.lever not in (None, lever["lever"]):
                continue
            with tempfile.TemporaryDirectory() as folder:
                done.append(Case(options.plumbline, plane, lever, Path(folder)).all())
        return done

    started = []
    with ExitStack() as peers, ThreadPoolExecutor(options.jobs) as pool:  # the peers end last
        found = []
        for name, cases in planes(options.only, skipped):
            for case in cases:
                started.append(case)
                peers.callback(case["stop"])
                found.append((name, case))
        found.sort(key=lambda one: -len(one[1]["levers"]))  # the longest first: none of them runs alone at the end
        waiting = {pool.submit(one_plane, case): name for name, case in found}
        for future in as_completed(waiting):
            name = waiting[future]
            try:
                finished = future.result()
            except Exception as problem:  # of the harness or its server: the others are still told
                print(f"{name}: broke off: {problem!r}", flush=True)
                total["cases that broke off"] += 1
                continue
            for case in finished:
                levers += 1
                fires += case.fires
                undos += case.undos
                bad = sum(case.counts.values())
                print(f"{name}: {case.plane['profile']} {case.lever['lever']}: {case.fires} firings in {case.seconds:.0f} s "
                      f"(longest {case.slowest[0]:.0f} s, {case.slowest[1]}), "
                      f"{'as they should be' if not bad else f'{bad} wrong'}", flush=True)
                for line in case.told:
                    print("   ", line)
                for what, count in case.counts.items():
                    total[what] += count
    if not levers:
        print("no control plane could be started")
        return 77
    missing, without = never_moved(options.plumbline, started)
    total["kinds of levers never moved"] = len(missing)
    for profile, kind in missing:
        print(f"never moved: {profile} {kind}")
    if not options.only:
        print(f"profiles that no control plane was started for: {', '.join(without) or 'none'}")
    print(f"control planes that were skipped: {len(skipped)}{': ' if skipped else ''}{', '.join(skipped)}")
    print(f"\n{levers} levers, {len(SEND_FAULTS)} faults of each write, {len(READ_FAULTS)} of reading for the plan and "
          f"reading back, {len(ONCE_FAULTS)} of one reading back, {fires} firings, {undos} undone, "
          f"{time.monotonic() - began:.0f} s")
    for what, count in total.items():
        print(f"  {what:<28} {count}")
    return 1 if any(total.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
