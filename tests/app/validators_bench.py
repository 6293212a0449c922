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


def swapped():
    """Of each street one answer of a model that keeps to the context and one of a model that invents. Named as the set that has
    a target for it."""
    for number in range(160):
        context = f"Street number {number} has {number + 3} houses, a bakery and a red fountain. It was paved in {1700 + number}."
        good = f"The street has {number + 3} houses and a bakery."
        invented = good + " Duke Ottokar held tournaments with 40 elephants there, and the cathedral hums at dawn."
        for model, label, output in (("gpt-4-0613", 0, good), ("llama-2-7b-chat", 1, invented)):
            yield {"id": f"{number}-{label}", "task": "qa", "context": context, "prompt": "What is in the street?",
                   "model": model, "output": output, "label": label, "spans": []}


SOUND = ("The committee met on Tuesday and heard three reports about the bridge. Its members will vote on the plan next month, "
         "once the engineers have measured the northern pillars again.")


def damaged():
    """A loop, an answer without any damage, and one with a piece of source."""
    code = "This sorts the rows:\n```python\nrows = sorted(rows, key=len)\nprint(rows[0])\n```\nThe shortest comes first."
    for kind, label, output in (("sentence", 1, SOUND + " It is late now and we are going home." * 30), ("none", 0, SOUND),
                                ("none", 0, code)):
        yield {"task": "degenerate", "output": output, "label": label, "kind": kind}


def cut():
    """Telemetry of an answer that ran into its limit, and of one that did not."""
    base = {"task": "truncation_telemetry", "context_window": 8192, "prompt_chars": 4000, "input_tokens": 1000, "max_tokens": 500,
            "n_messages": 1}
    yield base | {"output_tokens": 500, "finish_reason": "length", "label": 1, "kind": "output_cap"}
    yield base | {"output_tokens": 120, "finish_reason": "stop", "label": 0, "kind": "none"}


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def check_targets(folder):
    """Recall and false alarms by kind of damage; one model for another."""
    write(folder / "degenerate.jsonl", damaged())
    write(folder / "truncation.jsonl", cut())
    write(folder / "ragtruth_qa.jsonl", swapped())
    status, text, _ = bench("--data", str(folder), "--json")
    assert status == 0, text
    degenerate, streets, truncation = json.loads(text)["sets"]
    targets = {name: {row["what"]: row for row in found["targets"]}
               for name, found in (("loops", degenerate), ("streets", streets), ("cut", truncation))}
    loops = next(row for row in degenerate["checks"] if row["check"] == "degeneration")
    assert (loops["judged_sound"], loops["failed_sound"], loops["failed_wrong"]) == (2, 0, 1), loops
    assert degenerate["kinds"] == [{"kind": "none", "answers": 2, "flagged": 0}, {"kind": "sentence", "answers": 1, "flagged": 1}]
    assert targets["loops"]["recall without salad"]["value"] == 1 and targets["loops"]["recall without salad"]["must_met"]
    assert targets["loops"]["recall of salad"]["must_met"] is None, "nothing is asked of salad"
    assert targets["loops"]["false alarms, prose"]["value"] == 0 and targets["loops"]["false alarms, code"]["value"] == 0
    assert targets["cut"]["recall"]["value"] == 1 and targets["cut"]["false alarms"]["value"] == 0, targets["cut"]
    swap, control = streets["swaps"]
    assert (swap["before"], swap["after"]) == ("gpt-4-0613", "llama-2-7b-chat") and swap["runs"] == 150, swap
    assert swap["early"] == 0 and swap["missed"] == 0 and 1 <= swap["delay_p50"] <= swap["delay_p90"] <= 20, swap
    assert control["before"] == control["after"] and control["early"] == 0 and control["missed"] == 150, control
    assert targets["streets"]["swap, median delay"]["value"] == swap["delay_p50"] and not streets["not_measured"], streets
    write(folder / "ragtruth_qa.jsonl", (row for row in swapped() if row["label"] == 0))
    status, text, _ = bench("--data", str(folder))
    assert status == 0 and "that swap, at most 20 answers, is not measured" in text, text
    assert "faithbench: not in this folder" in text and "1 of    1 flagged" in text, text


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        status, text, _ = bench("--data", str(folder / "none"))
        assert status == 0 and text.startswith("skipped: no labelled sets"), text
        status, text, _ = bench("--json")
        assert status == 0 and json.loads(text)["sets"] == [] and "PLUMBLINE_LABELLED" in json.loads(text)["skipped"], text

        write(folder / "library.jsonl", answers())
        status, text, _ = bench("--data", name, "--json")
        assert status == 0, text
        (library,) = json.loads(text)["sets"]
        assert library["swaps"] == [] and library["kinds"] == [], "a set that tells neither models nor kinds of damage"
        assert (library["answers"], library["wrong"], library["seen_documents"]) == (20, 10, 0), library
        # Every invention is longer, has more novel words and is more suspicious than every grounded answer.
        assert library["validator"]["auroc"] == 1 and library["validator"]["average_precision"] == 1, library["validator"]
        assert {row["auroc"] for row in library["baselines"]} == {1.0} and len(library["baselines"]) == 5, library["baselines"]
        # The threshold comes from other documents: one invention may lie below the lowest of theirs.
        assert library["validator"]["balanced_accuracy"] >= 0.9 and library["validator"]["f1"] >= 0.9, library["validator"]
        assert 0.5 < library["span_f1"] <= 1, library["span_f1"]
        checks = {row["check"]: row for row in library["checks"]}
        assert len(checks) == 12, checks
        assert checks["groundedness"]["judged_sound"] == 10 and checks["groundedness"]["failed_wrong"] >= 9, checks
        assert all(row["failed_sound"] == 0 for name, row in checks.items() if name != "groundedness"), checks
        assert 0 < library["us_p50"] <= library["us_p99"], library
        status, text, _ = bench("--data", name)
        assert status == 0 and "20 answers, 10 wrong, 0 of documents that training saw" in text, text
        assert "target median, us" in text and "aim 150" in text, text

        (folder / "library.jsonl").write_text('{"task": "qa", "output": "x"}\n', encoding="utf-8")
        status, _, error = bench("--data", name)
        assert status == 3 and "library.jsonl:1: no label" in error, (status, error)
    with tempfile.TemporaryDirectory() as name:
        check_targets(Path(name))


if __name__ == "__main__":
    main()
