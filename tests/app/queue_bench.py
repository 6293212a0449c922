#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline bench queue` on a set whose errors are known. Usage: queue_bench.py PLUMBLINE"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path


def bench(*arguments):
    done = subprocess.run([sys.argv[1], "bench", "queue", *arguments], capture_output=True, text=True,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, check=False)
    return done.returncode, done.stdout, done.stderr


def answers():
    """400 answers that ran into their limit, every one of them labelled sound: the check is wrong about all of them."""
    base = {"task": "truncation_telemetry", "context_window": 8192, "prompt_chars": 4000, "input_tokens": 1000, "max_tokens": 500,
            "n_messages": 1, "output_tokens": 500, "finish_reason": "length", "label": 0}
    for number in range(400):
        yield base | {"id": str(number)}


def main():
    status, text, error = bench()
    assert status == 0 and text.startswith("skipped: "), (status, text, error)
    status, text, error = bench("--data", "/nowhere", "--json")
    assert status == 0 and json.loads(text)["skipped"], (status, text, error)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "cut.jsonl").write_text("".join(json.dumps(answer) + "\n" for answer in answers()), encoding="utf-8")
        status, text, error = bench("--data", folder, "--json")
        assert status == 0, error
        measured, = json.loads(text)["sets"]
        assert (measured["set"], measured["answers"], measured["wrong"]) == ("cut", 400, 0), measured
        shown = measured["as_shown"]
        before, some, _, many = shown["errors"]
        # Nothing is wrong, so the error is what was said; verdicts take it away.
        assert abs(before["error_after_any"] - shown["mean_probability"]) < 1e-6, shown
        assert before["error_after_any"] > 0.3, shown
        assert some["error_after_top"] < 0.7 * before["error_after_top"], shown
        assert many["error_after_any"] < 0.25 * before["error_after_any"], shown
        status, text, error = bench("--data", folder)
        assert status == 0 and "cut: 400 answers, 0 wrong" in text, (text, error)


if __name__ == "__main__":
    main()
