#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline bench validators` on sets small enough to work out by hand. Usage: validators_bench.py PLUMBLINE"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

PLACES = ("Aldgate", "Borough", "Camden", "Deptford", "Euston", "Fulham", "Greenwich", "Holborn", "Islington", "Kennington")


def bench(*arguments):
    done = subprocess.run([sys.argv[1], "bench", "validators", *arguments], capture_output=True, text=True,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, check=False)
    return done.returncode, done.stdout, done.stderr


def answers():
    """Of each place one grounded answer and one that invents its end."""
    for number, place in enumerate(PLACES):
        context = f"The library of {place} was opened in {1950 + number} and lends {200 + number} maps. It is closed on Mondays."
        good = f"The library of {place} was opened in {1950 + number}."
        invented = " The architect Zoltan Brix added a rooftop observatory with 77 telescopes."
        for label, output in ((0, good), (1, good + invented)):
            spans = [{"start": len(good) + 1, "end": len(good + invented), "type": "invented"}] if label else []
            yield {"id": f"{place}-{label}", "task": "qa", "context": context, "prompt": f"When was the library of {place} opened?",
                   "output": output, "label": label, "spans": spans}


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        status, text, _ = bench("--data", str(folder / "none"))
        assert status == 0 and text.startswith("skipped: no labelled sets"), text
        status, text, _ = bench("--json")
        assert status == 0 and json.loads(text)["sets"] == [] and "PLUMBLINE_LABELLED" in json.loads(text)["skipped"], text

        (folder / "library.jsonl").write_text("".join(json.dumps(row) + "\n" for row in answers()), encoding="utf-8")
        (folder / "degenerate.jsonl").write_text('{"task": "degenerate", "output": "so so so", "label": 1}\n', encoding="utf-8")
        status, text, _ = bench("--data", name, "--json")
        assert status == 0, text
        degenerate, library = json.loads(text)["sets"]
        assert "validator" not in degenerate and degenerate["set"] == "degenerate", degenerate
        assert (library["answers"], library["wrong"], library["seen_documents"]) == (20, 10, 0), library
        # Every invention is longer, has more novel words and is more suspicious than every grounded answer.
        assert library["validator"]["auroc"] == 1 and library["validator"]["average_precision"] == 1, library["validator"]
        assert {row["auroc"] for row in library["baselines"]} == {1.0} and len(library["baselines"]) == 5, library["baselines"]
        # The threshold comes from other documents: one invention may lie below the lowest of theirs.
        assert library["validator"]["balanced_accuracy"] >= 0.9 and library["validator"]["f1"] >= 0.9, library["validator"]
        assert 0.5 < library["span_f1"] <= 1, library["span_f1"]
        assert 0 < library["us_p50"] <= library["us_p99"], library
        status, text, _ = bench("--data", name)
        assert status == 0 and "20 answers, 10 wrong, 0 of documents that training saw" in text, text
        assert "target median, us" in text and "aim 150" in text, text

        (folder / "library.jsonl").write_text('{"task": "qa", "output": "x"}\n', encoding="utf-8")
        status, _, error = bench("--data", name)
        assert status == 3 and "library.jsonl:1: no label" in error, (status, error)


if __name__ == "__main__":
    main()
