#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline bench health`, small: what it counts must be right, how fast it was decides nothing. Usage: health_bench.py PLUMBLINE"""

import json
import os
import subprocess
import sys


def bench(*arguments):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([sys.argv[1], "bench", "health", *arguments], capture_output=True, text=True, env=environment, check=False)
    return done.returncode, done.stdout, done.stderr


def main():
    status, text, error = bench("--generations", "200", "--signals", "50", "--alarms", "2", "--json")
    assert status == 0, (status, error)
    figures = json.loads(text)
    short, long, judged = figures["speed"]
    for row in (short, long):
        # Groundedness and truncation apply to each of them, whatever else does.
        assert row["observed"] == 200 and row["judgements"] >= 400 and row["per_s"] > 0, row
    assert (judged["observed"], judged["judgements"]) == (2000, 2000), judged
    assert (figures["memory"]["signals"], figures["memory"]["watched"]) == (50, 50) and figures["memory"]["observations"] > 2000, figures["memory"]
    # Sixty answers about nothing in their passages, after 300 that quote them: each service's alarm is drawn.
    assert figures["alarms"]["painted"] == 2 and figures["alarms"]["missed"] == 0, figures["alarms"]
    assert 0 < figures["alarms"]["p50_s"] <= figures["alarms"]["p99_s"], figures["alarms"]

    status, text, error = bench("--generations", "200", "--signals", "50", "--alarms", "0")
    assert status == 0 and "memory of 50 signals" in text and "painted" not in text, (status, text, error)
    status, _, error = bench("--signals", "0")
    assert status == 2 and "--signals" in error, (status, error)


if __name__ == "__main__":
    main()
