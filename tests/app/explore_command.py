#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline explore` on a knee that is planted in the context length, and `bench explore`, small. Usage: explore_command.py PLUMBLINE"""

import json
import math
import os
import random
import subprocess
import sys
import tempfile

START = 1_795_780_800
KNEE = 4000


def run(*arguments):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, env=environment, check=False)
    return done.returncode, done.stdout, done.stderr


def attribute(key, value):
    kind = "intValue" if isinstance(value, int) else "doubleValue" if isinstance(value, float) else "stringValue"
    return {"key": key, "value": {kind: value}}


def call(number, dice):
    tokens = dice.randrange(100, 9000)
    rate = 1 / (1 + math.exp(3.9 - 3.5 * max(0, tokens - KNEE) / 5000))
    is_bad = dice.random() < rate
    start = (START + 2 * number) * 10**9
    verdict = [attribute("gen_ai.evaluation.name", "Coherence"), attribute("gen_ai.evaluation.score.value", 0.1 if is_bad else 0.9),
               attribute("gen_ai.evaluation.score.label", "fail" if is_bad else "pass")]
    return {
        "traceId": f"{number + 1:032x}", "spanId": f"{number + 1:016x}", "name": "chat m", "kind": 3,
        "startTimeUnixNano": str(start), "endTimeUnixNano": str(start + 10**9),
        "attributes": [attribute("gen_ai.operation.name", "chat"), attribute("gen_ai.request.model", "m"),
                       attribute("gen_ai.usage.input_tokens", tokens)],
        "events": [{"timeUnixNano": str(start + 10**9), "name": "gen_ai.evaluation.result", "attributes": verdict}],
    }


def record(folder):
    dice = random.Random(5)
    spans = [call(number, dice) for number in range(4000)]
    path = os.path.join(folder, "calls.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        resource = {"attributes": [attribute("service.name", "bot")]}
        file.write(json.dumps({"resourceSpans": [{"resource": resource, "scopeSpans": [{"spans": spans}]}]}) + "\n")
    recording = os.path.join(folder, "calls.plumb")
    status, _, error = run("import", path, "--out", recording)
    assert status == 0, error
    return recording


def check_relation(recording):
    asked = ("explore", recording, "--driver", "input_tokens", "--outcome", "Coherence", "--at", "8000", "--under", "5")
    status, text, error = run(*asked, "--json")
    assert status == 0, error
    found = json.loads(text)
    assert (found["service"], found["shape"], found["is_rising"]) == ("bot", "knee", True), found["shape"]
    assert (found["answers"], found["used"], found["unknown_outcome"]) == (4000, 4000, 0), found["used"]
    assert found["knee"]["low"] <= KNEE <= found["knee"]["high"] and found["knee"]["flat"] == "below", found["knee"]
    truth = 1 / (1 + math.exp(3.9 - 3.5 * 4000 / 5000))
    assert found["at"]["rate"]["low"] <= truth <= found["at"]["rate"]["high"], (truth, found["at"])
    assert sum(one["answers"] for one in found["bins"]) == 4000
    bound = KNEE + (math.log(0.05 / 0.95) + 3.9) * 5000 / 3.5
    relief = found["relief"]
    assert relief["cautious"]["at"] <= bound <= relief["hopeful"]["at"], (bound, relief)
    assert "shed" not in relief["expected"]  # tokens are no traffic
    told = {one["driver"]: one["answers"] for one in found["drivers"]}
    assert told["input_tokens"] == 4000 and told["queue_depth"] == 0, told

    status, text, error = run(*asked)
    assert status == 0 and "Knee at" in text and "Keep it at" in text and "Not in the telemetry: queue_depth" in text, (text, error)

    # Calls one after the other: no load to tell anything by.
    status, text, error = run("explore", recording, "--json")
    assert status == 0 and json.loads(text)["shape"] == "too_few", (text, error)
    status, text, error = run("explore", recording, "--driver", "input_tokens", "--as-known-at", str(START * 10**9), "--json")
    assert status == 2 or json.loads(text)["answers"] == 0, (status, text, error)


def check_refusals(recording):
    for arguments, word in ((("--driver", "speed"), "load"), (("--outcome", "Cohesion"), "Coherence"), (("--service", "cat"), "cat"),
                            (("--lag", "-1s"), "duration"), (("--lag", "9000h"), "lag"), (("--under", "5", "--objectives", "x"), "--objectives"), (("--bins", "5"), "--bins")):
        status, text, error = run("explore", recording, *arguments)
        assert status == 2 and word in error and not text, (arguments, status, error)
    assert run("explore", os.path.join(os.path.dirname(recording), "none.plumb"))[0] == 3
    status, _, error = run("shot", recording, "--view", "health", "--driver", "load", "--out", "x.png")
    assert status == 2 and "--driver" in error, error


def check_bench():
    status, text, error = run("bench", "explore", "--answers", "20000", "--json")
    assert status == 0, error
    figures = json.loads(text)
    assert figures["painted"] >= 240 and abs(figures["knee"] - figures["planted_knee"]) < 6, figures
    assert figures["frame_ms"]["median"] > 0 and figures["anchor_frame_ms"]["median"] > 0, figures


def main():
    with tempfile.TemporaryDirectory() as folder:
        recording = record(folder)
        check_relation(recording)
        check_refusals(recording)
    check_bench()


if __name__ == "__main__":
    main()
