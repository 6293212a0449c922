#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds `plumbline check` to its word on labelled answers: of those it calls 30 % suspicious, about 30 % are wrong.

Usage: calibration.py PLUMBLINE OWN [FOLDER]. OWN holds the small sets of our own, tests/data/health/labelled: easy ones, which
find a wrong scale, a mixed-up task or a lost sign. FOLDER (or PLUMBLINE_LABELLED) holds the larger sets that
models/health/training/fit.py names, one JSON object a line with a label of 0 or 1; they are not part of the project, and what
is named of them is judged too. They were trained on: nothing is said about answers from elsewhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

BINS = 10
# Largest expected calibration error, and least area under the ROC curve, of each set.
OWN_SETS = {"qa.jsonl": (0.25, 0.9), "summary.jsonl": (0.45, 0.9), "data2txt.jsonl": (0.2, 0.9),
            "dialogue.jsonl": (0.25, 0.9), "truncation.jsonl": (0.15, 0.95)}
SETS = {"ragtruth_qa.jsonl": (0.04, 0.75), "summedits.jsonl": (0.1, 0.65), "quintd.jsonl": (0.07, 0.7),
        "begin.jsonl": (0.09, 0.85), "truncation.jsonl": (0.08, 0.95)}


def judged(plumbline: str, path: Path) -> list[tuple[float, int]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    done = subprocess.run([plumbline, "check", str(path)], capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == [row["id"] for row in found], f"{path}: ids"
    return [(row["suspicion"], int(label["label"])) for row, label in zip(found, rows)]


def calibration_error(pairs: list[tuple[float, int]]) -> float:
    error = 0.0
    for number in range(BINS):
        inside = [pair for pair in pairs if min(int(pair[0] * BINS), BINS - 1) == number]
        if inside:
            error += abs(sum(p for p, _ in inside) - sum(y for _, y in inside)) / len(pairs)
    return error


def area(pairs: list[tuple[float, int]]) -> float:
    """Mann and Whitney's share of (wrong, right) pairs that are ordered rightly; ties count half."""
    ordered = sorted(pairs)
    below = won = 0.0
    at = 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        wrong = sum(y for _, y in ordered[at:end])
        right = end - at - wrong
        won += wrong * (below + right / 2)
        below += right
        at = end
    return won / (below * (len(ordered) - below))


def passes(plumbline: str, folder: str, sets: dict[str, tuple[float, float]]) -> bool:
    passed = True
    for name, (most, least) in sets.items():
        pairs = judged(plumbline, Path(folder) / name)
        error, order = calibration_error(pairs), area(pairs)
        good = error <= most and order >= least
        passed &= good
        print(f"{'ok  ' if good else 'FAIL'} {name:20} n {len(pairs):5}  ECE {error:.3f} (at most {most})  "
              f"AUROC {order:.3f} (at least {least})")
    return passed


def main() -> int:
    plumbline, own = sys.argv[1:3]
    folder = sys.argv[3] if len(sys.argv) > 3 else os.environ.get("PLUMBLINE_LABELLED", "")
    passed = passes(plumbline, own, OWN_SETS)
    if folder:
        passed = passes(plumbline, folder, SETS) and passed
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
