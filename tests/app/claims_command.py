#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline claims` and `bench claims`. Usage: claims_command.py PLUMBLINE TESTDATA"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

CONTEXT = ("Opened electronics may be returned within 30 days of delivery. A receipt or order number is required. "
           "A 15% restocking fee applies to opened items. Unopened items may be returned within 60 days.")
SOUND = "Opened electronics may be returned within 30 days of delivery."
WRONG = "Mrs Villanueva of the Rotterdam office paints bicycles every Friday for 77 guilders."


def run(*arguments, given=None):
    done = subprocess.run([sys.argv[1], *map(str, arguments)], capture_output=True, text=True, check=False, input=given,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    return done.returncode, done.stdout, done.stderr


def rows(*arguments, given=None):
    status, text, error = run("claims", *arguments, "--jsonl", given=given)
    assert status == 0, error
    return [json.loads(line) for line in text.splitlines()]


def recorded(folder):
    recording = Path(folder, "r.plumb")
    capture = Path(sys.argv[2], "otlp", "otel-js-3.1-http-json")
    status, _, error = run("import", *sorted(capture.glob("[0-9][0-9][0-9].json")), "--out", recording)
    assert status == 0, error
    status, text, error = run("query", recording, "--what", "generations", "--jsonl")
    assert status == 0, error
    answer, = [row for row in map(json.loads, text.splitlines()) if "delivered on August 14" in json.dumps(row["output_messages"])]
    found = rows(recording, "--trace", answer["trace_id"], "--span", answer["span_id"])
    sentence, = [row for row in found if row["kind"] == "sentence"]
    assert sentence["support"] == "contradicted" and sentence["probability"] >= 0.5, sentence
    against = sentence["evidence"][0]
    assert (against["said"], against["there"], against["place"]) == ("delivered", "delayed", "tool_result"), against
    assert against["contradiction"] and not against["dropped"] and against["there_place"]["start"] > 0, against
    status, text, error = run("claims", recording, "--trace", answer["trace_id"])
    assert status == 0 and "contradicted" in text and "against:" in text, (text, error)
    status, text, error = run("claims", recording, "--trace", answer["trace_id"], "--json")
    document = json.loads(text)
    assert {row["answer"] for row in document["answers"]} >= {answer["span_id"]}, document
    now = rows(recording, "--trace", answer["trace_id"], "--span", answer["span_id"], "--as-known-at", "2100-01-01T00:00:00Z")
    assert now == found, now
    status, text, error = run("claims", recording, "--trace", answer["trace_id"], "--as-known-at", "2020-01-01T00:00:00Z")
    assert status != 0 and not text and "known by then" in error, (status, text, error)
    assert run("claims", recording, "--trace", answer["trace_id"], "--as-known-at", "yesterday")[0] == 2
    assert run("claims", recording, "--as-known-at", "2100-01-01T00:00:00Z")[0] == 2  # of which trace
    assert run("claims", recording)[0] == 2  # usage
    assert run("claims", recording, "--trace", "0" * 31 + "9")[0] != 0


def lines():
    line = json.dumps({"id": 7, "task": "qa", "context": CONTEXT, "prompt": "How long?", "output": f"{SOUND} {WRONG}"})
    found = rows("--check", "-", given=line + "\n")
    sound, wrong = [row for row in found if row["kind"] == "sentence"]
    assert (sound["text"], sound["support"], sound["id"]) == (SOUND, "supported", "7"), sound
    first = sound["evidence"][0]
    assert CONTEXT[first["start"]:first["end"]] == SOUND and first["shared"], first
    assert wrong["support"] == "absent" and wrong["probability"] > sound["probability"], wrong
    figure, = [row for row in found if row["kind"] == "figure" and row["text"].startswith("77")]
    assert figure["support"] == "absent" and found[figure["sentence"]] == wrong, figure
    status, text, error = run("claims", "--check", "-", "--jsonl", given="nonsense\n" + line + "\n")
    assert status == 3 and text and "-:1:" in error, (status, error)


def bench(folder):
    status, text, error = run("bench", "claims")
    assert status == 0 and text.startswith("skipped: "), (status, text, error)
    answers = []
    for number in range(60):
        context = CONTEXT.replace("30", str(number + 20))
        sound = SOUND.replace("30", str(number + 20))
        isWrong = number % 2
        output = sound + (" " + WRONG if isWrong else "")
        spans = [{"start": len(sound) + 1, "end": len(output)}] if isWrong else []
        answers.append({"id": str(number), "task": "qa", "context": context, "prompt": "How long?", "output": output,
                        "label": isWrong, "spans": spans})
    # Of every other document, so that both kinds are among those that are measured.
    answers.sort(key=lambda one: int(one["id"]) // 2 % 2)
    Path(folder, "planted.jsonl").write_text("".join(json.dumps(one) + "\n" for one in answers), encoding="utf-8")
    status, text, error = run("bench", "claims", "--data", folder, "--json")
    assert status == 0, error
    measured, = json.loads(text)["sets"]
    assert (measured["set"], measured["answers"], measured["documents"]) == ("planted", 60, 60), measured
    assert measured["by_sentence"] and measured["units"] > 30 and measured["unsupported"] > 10, measured
    assert measured["scores"][0]["score"] == "claims" and measured["scores"][0]["auroc"] > 0.99, measured
    assert measured["spans"][0]["f1"] > 0.9, measured
    assert measured["planted_first"] > 0.8, measured


def main():
    with tempfile.TemporaryDirectory() as folder:
        recorded(folder)
        lines()
        bench(folder)


if __name__ == "__main__":
    main()
