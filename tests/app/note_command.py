#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline note`: what is kept beside a recording, and that the recording stays as it is. Usage: note_command.py PLUMBLINE"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile

START = 1_795_780_800
TRACE = f"{1:032x}"
SPAN = f"{2:016x}"
TOOL = f"{3:016x}"
ANSWER = "Zürich: returns are accepted within 90 days."


def run(*arguments):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, env=environment, check=False)
    return done.returncode, done.stdout, done.stderr


def attribute(key, value):
    return {"key": key, "value": {"stringValue": value}}


def record(folder):
    said = json.dumps([{"role": "assistant", "parts": [{"type": "text", "content": ANSWER}]}])
    spans = [
        {"traceId": TRACE, "spanId": SPAN, "name": "chat m", "kind": 3, "startTimeUnixNano": str(START * 10**9),
         "endTimeUnixNano": str((START + 1) * 10**9),
         "attributes": [attribute("gen_ai.operation.name", "chat"), attribute("gen_ai.request.model", "m"),
                        attribute("gen_ai.output.messages", said)]},
        {"traceId": TRACE, "spanId": TOOL, "parentSpanId": SPAN, "name": "execute_tool t", "kind": 1,
         "startTimeUnixNano": str(START * 10**9), "endTimeUnixNano": str((START + 1) * 10**9),
         "attributes": [attribute("gen_ai.operation.name", "execute_tool"), attribute("gen_ai.tool.name", "t")]}]
    path = os.path.join(folder, "calls.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        resource = {"attributes": [attribute("service.name", "bot")]}
        file.write(json.dumps({"resourceSpans": [{"resource": resource, "scopeSpans": [{"spans": spans}]}]}) + "\n")
    recording = os.path.join(folder, "calls.plumb")
    status, _, error = run("import", path, "--out", recording)
    assert status == 0, error
    return recording


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def check_refused(recording, expected, *arguments):
    status, out, error = run("note", recording, *arguments)
    assert status == 2 and not out, (status, out, error)
    assert expected in error, error


def entries(recording, *filters):
    status, out, error = run("query", recording, "--what", "timeline", *filters, "--jsonl")
    assert status == 0, error
    return [json.loads(line) for line in out.splitlines()]


def main():
    with tempfile.TemporaryDirectory() as folder:
        recording = record(folder)
        before = digest(recording)

        check_refused(recording, "--text says")
        check_refused(recording, "32 hexadecimal digits", "--text", "x", "--trace", "abc")
        check_refused(recording, "no such trace", "--text", "x", "--trace", "f" * 32)
        check_refused(recording, "no such span", "--text", "x", "--trace", TRACE, "--span", "f" * 16)
        check_refused(recording, "of a --span", "--text", "x", "--trace", TRACE, "--claim", "1-2")
        for claim in ("5", "5-", "-5", "7-5", "5-5", "a-b", "1-2x"):
            check_refused(recording, "two offsets", "--text", "x", "--trace", TRACE, "--span", SPAN, f"--claim={claim}")
        check_refused(recording, f"which has {len(ANSWER)} characters", "--text", "x", "--trace", TRACE, "--span", SPAN, "--claim", "8-99")
        check_refused(recording, "no answer", "--text", "x", "--trace", TRACE, "--span", TOOL, "--claim", "0-1")
        assert not os.path.exists(recording + ".notes")

        status, out, error = run("note", recording, "--trace", TRACE, "--span", SPAN, "--claim", f"8-{len(ANSWER)}",
                                 "--text", "No passage says 90\n\x1b[31mdays", "--json")
        assert status == 0, error
        entry = json.loads(out)
        assert entry["beside_recording"] is True and entry["kind"] == "note", entry
        assert entry["time_ns"] == START * 10**9, entry
        assert entry["payload"]["claim"] == [8, len(ANSWER)], entry
        assert "“returns are accepted within 90 days.”" in entry["payload"]["about"], entry
        status, _, error = run("note", recording, "--trace", TRACE, "--bookmark", "--at", f"{(START + 5) * 10**9}")
        assert status == 0, error
        status, _, error = run("note", recording, "--text", "free")
        assert status == 0, error

        assert digest(recording) == before, "the recording was changed"
        listed = [entry for entry in entries(recording) if entry["kind"] == "note"]
        assert [entry["beside_recording"] for entry in listed] == [True] * 3, listed
        assert "\x1b" not in json.dumps(listed, ensure_ascii=False)
        of_trace = entries(recording, "--trace", TRACE)
        assert len([entry for entry in of_trace if entry["kind"] == "note"]) == 2, of_trace
        status, out, _ = run("verify", recording)
        assert status == 0, out

        status, _, error = run("note", os.path.join(folder, "none.plumb"), "--text", "x")
        assert status == 3, error
        with open(recording + ".notes", "a", encoding="utf-8") as file:
            file.write("not a note\n")
        status, out, error = run("query", recording, "--what", "timeline", "--jsonl")
        assert status == 0 and "1 line of" in error, error
        assert len([line for line in out.splitlines() if json.loads(line)["kind"] == "note"]) == 3


if __name__ == "__main__":
    main()
