#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`plumbline trace`: a trace as a file for other tools, and back. Usage: trace_command.py PLUMBLINE TEST_DATA"""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree
from pathlib import Path

START = 1_795_780_800 * 10**9
SECRET = "AKIAZ7QX3MNP5RTUVW2B"


def run(*arguments, environment=None):
    base = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, env={**base, **(environment or {})}, check=False)
    return done.returncode, done.stdout, done.stderr


def rows(recording, what):
    status, out, error = run("query", recording, "--what", what, "--jsonl")
    assert status == 0, error
    found = [json.loads(line) for line in out.splitlines()]
    # What our validators say may rest on other traces, which come in another order.
    found = [row for row in found if row.get("origin") != "validator"]
    for row in found:
        for key in ("recorded_ns", "recorded"):
            row.pop(key, None)
    return sorted(json.dumps(row, sort_keys=True) for row in found)


def items(files):
    """All spans and log records of OTLP JSON files, each with its resource and scope."""
    found = []
    for path in files:
        with open(path, encoding="utf-8") as file:
            for line in file:
                for group, parts, item in (("resourceSpans", "scopeSpans", "spans"), ("resourceLogs", "scopeLogs", "logRecords")):
                    for resource in json.loads(line).get(group, []):
                        for scope in resource[parts]:
                            found += [json.dumps([resource["resource"], scope["scope"], one], sort_keys=True) for one in scope[item]]
    return sorted(found)


def export_all(recording, traces, folder, name):
    files = []
    for trace in traces:
        files.append(os.path.join(folder, f"{name}-{trace}.jsonl"))
        status, out, error = run("trace", recording, "--trace", trace, "--export", "otlp", "--out", files[-1])
        assert status == 0 and "log record" in out and "prompts, answers" in error, error
    return files


def check_round_trip(folder, capture):
    first = os.path.join(folder, "first.plumb")
    bodies = sorted(str(path) for path in capture.iterdir() if path.suffix in (".bin", ".json") and not path.name.endswith(".headers.json"))
    status, _, error = run("import", *bodies, "--out", first)
    assert status == 0, error
    # Of a call whose span never came only log records tell.
    traces = sorted({json.loads(row)["trace_id"] for what in ("spans", "generations") for row in rows(first, what)})
    assert traces
    files = export_all(first, traces, folder, "first")
    again = os.path.join(folder, "again.plumb")
    status, _, error = run("import", *files, "--out", again)
    assert status == 0, error
    for what in ("spans", "generations", "steps"):
        one, other = rows(first, what), rows(again, what)
        assert one == other, (capture.name, what, set(one) ^ set(other))
    # What names a response and no trace is no part of the trace.
    assert set(rows(again, "evaluations")) <= set(rows(first, "evaluations")), capture.name
    assert items(files) == items(export_all(again, traces, folder, "again")), capture.name
    for path in (first, again):
        os.remove(path)
    return len(traces)


def span(number, parent, begin, end, name, service):
    return service, {
        "traceId": f"{1:032x}", "spanId": f"{number:016x}", "parentSpanId": f"{parent:016x}" if parent else "", "name": name, "kind": 1,
        "startTimeUnixNano": str(START + begin), "endTimeUnixNano": str(START + end),
        "attributes": [{"key": "binary", "value": {"bytesValue": "AAEC/w=="}}, {"key": "list", "value": {"arrayValue": {"values": [{"intValue": "-7"}, {}]}}},
                       {"key": "map", "value": {"kvlistValue": {"values": [{"key": "x", "value": {"doubleValue": 0.1}}, {"key": "n", "value": {"doubleValue": "NaN"}}]}}}]}


def record_overlap(folder):
    spans = [span(1, 0, 0, 1000, 'agent "<b>\u202e', "bot"), span(2, 1, 100, 600, "one", "bot"), span(3, 1, 300, 900, "two", "bot"),
             span(4, 3, 300, 1500, "late child", "bot"), span(5, 1, 200, 200, "moment", "bot"), span(6, 1, 100, 400, "other", "tools")]
    path = os.path.join(folder, "overlap.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        for service in ("bot", "tools"):
            resource = {"attributes": [{"key": "service.name", "value": {"stringValue": service}}]}
            own = [one for name, one in spans if name == service]
            file.write(json.dumps({"resourceSpans": [{"resource": resource, "scopeSpans": [{"scope": {"name": "s", "version": "1"}, "spans": own}]}]}) + "\n")
    recording = os.path.join(folder, "overlap.plumb")
    status, _, error = run("import", path, "--out", recording)
    assert status == 0, error
    return recording


def check_values(recording):
    status, out, error = run("trace", recording, "--trace", f"{1:032x}", "--export", "otlp", "--out", "-")
    assert status == 0, error
    told = {}
    for line in out.splitlines():
        for resource in json.loads(line)["resourceSpans"]:
            assert resource["resource"]["attributes"][0]["key"] == "service.name"
            for scope in resource["scopeSpans"]:
                assert scope["scope"] == {"name": "s", "version": "1"}, scope["scope"]
                told.update({one["spanId"]: one for one in scope["spans"]})
    expected = dict((one["spanId"], one) for _, one in (span(2, 1, 100, 600, "one", "bot"),))
    one = told[f"{2:016x}"]
    assert {key: one[key] for key in ("traceId", "parentSpanId", "startTimeUnixNano", "endTimeUnixNano", "attributes", "kind")} == \
        {key: expected[f"{2:016x}"][key] for key in ("traceId", "parentSpanId", "startTimeUnixNano", "endTimeUnixNano", "attributes", "kind")}, one
    assert len(told) == 6


def check_chrome(recording, folder):
    path = os.path.join(folder, "chrome.json")
    status, _, error = run("trace", recording, "--trace", f"{1:032x}", "--export", "chrome", "--out", path)
    assert status == 0, error
    with open(path, encoding="utf-8") as file:
        events = json.load(file)["traceEvents"]
    spans = [event for event in events if event["ph"] == "X"]
    assert len(spans) == 6 and len([event for event in events if event["ph"] == "M"]) == 2
    # What is on one row lies within one another, or apart.
    for one in spans:
        for other in spans:
            if one is other or (one["pid"], one["tid"]) != (other["pid"], other["tid"]):
                continue
            begin, end = max(one["ts"], other["ts"]), min(one["ts"] + one["dur"], other["ts"] + other["dur"])
            is_nested = end - begin >= min(one["dur"], other["dur"]) - 1e-9
            assert end <= begin or is_nested, (one, other)
    assert {event["name"] for event in spans} >= {'agent "<b>\u202e', "late child"}


def check_speedscope(recording, folder):
    path = os.path.join(folder, "speedscope.json")
    status, _, error = run("trace", recording, "--trace", f"{1:032x}", "--export", "speedscope", "--out", path)
    assert status == 0, error
    with open(path, encoding="utf-8") as file:
        told = json.load(file)
    assert told["$schema"] == "https://www.speedscope.app/file-format-schema.json"
    frames, opened = told["shared"]["frames"], 0
    assert all(set(frame) == {"name"} for frame in frames)
    for profile in told["profiles"]:
        assert profile["type"] == "evented" and profile["unit"] == "nanoseconds" and profile["startValue"] == 0
        stack, last = [], 0
        for event in profile["events"]:
            assert last <= event["at"] <= profile["endValue"], profile
            last = event["at"]
            if event["type"] == "O":
                stack.append(event["frame"])
                opened += 1
            else:
                assert event["type"] == "C" and stack.pop() == event["frame"]
        assert not stack
    assert opened == 6


def check_pictures(recording, folder):
    svg, png = os.path.join(folder, "t.svg"), os.path.join(folder, "t.png")
    status, _, error = run("trace", recording, "--trace", f"{1:032x}", "--export", "svg", "--out", svg)
    assert status == 0, error
    tree = xml.etree.ElementTree.parse(svg)  # escaped: else it is no XML
    assert "agent" in "".join(tree.getroot().itertext())
    status, _, error = run("trace", recording, "--trace", f"{1:032x}", "--export", "png", "--out", png, "--scale", "2", "--width", "600", "--theme", "dark")
    assert status == 0, error
    with open(png, "rb") as file:
        head = file.read(24)
    assert head[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(head[16:20], "big") == 1200


def record_many(folder, count):
    """A call with many in it at once, one that has no start, one that never ended, and what nobody should see."""
    path, recording = os.path.join(folder, "many.jsonl"), os.path.join(folder, "many.plumb")
    spans = [span(1, 0, 0, 10**9, "agent", "bot")[1]] + [span(i + 2, 1, i, 5 * 10**8 + i, f"tool {i}", "bot")[1] for i in range(count)]
    spans[1]["name"] = f"tool {SECRET}"
    spans[2]["attributes"] = [{"key": "note", "value": {"stringValue": f"the key is {SECRET}"}}]
    spans[3]["startTimeUnixNano"] = "0"
    del spans[4]["endTimeUnixNano"]
    resource = {"attributes": [{"key": "service.name", "value": {"stringValue": "bot"}}]}
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps({"resourceSpans": [{"resource": resource, "scopeSpans": [{"scope": {"name": "s"}, "spans": spans}]}]}) + "\n")
    status, _, error = run("import", path, "--out", recording, "--no-redact")
    assert status == 0, error
    return recording


def check_many(recording, folder, count):
    path = os.path.join(folder, "many.json")
    status, out, error = run("trace", recording, "--trace", f"{1:032x}", "--export", "chrome", "--out", path)
    # What is told is what is there: all but the one without a start.
    assert status == 0 and out == f"{count} spans: {path}\n", (out, error)
    assert "1 span without a start not written" in error and "1 span of no known duration" in error, error
    with open(path, encoding="utf-8") as file:
        spans = [event for event in json.load(file)["traceEvents"] if event["ph"] == "X"]
    assert len(spans) == count and len({one["tid"] for one in spans}) > 64
    assert sorted(one["dur"] for one in spans) == [0] + [500_000] * (count - 2) + [1_000_000]
    status, out, error = run("trace", recording, "--trace", f"{1:032x}", "--export", "speedscope", "--out", path)
    assert status == 0 and out == f"{count} spans: {path}\n" and "1 span without a start not written" in error, (out, error)
    with open(path, encoding="utf-8") as file:
        profiles = json.load(file)["profiles"]
    assert len(profiles) > 64 and sum(len(profile["events"]) for profile in profiles) == 2 * count


def check_redaction(recording, folder):
    for kind in ("otlp", "chrome", "speedscope", "svg"):
        path = os.path.join(folder, f"secret.{kind}")
        status, _, error = run("trace", recording, "--trace", f"{1:032x}", "--export", kind, "--out", path)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        assert status == 0 and "redaction rules" in error and SECRET not in text and "REDACTED" in text, (kind, error)
        status, _, error = run("trace", recording, "--trace", f"{1:032x}", "--export", kind, "--out", path, "--no-redact")
        with open(path, encoding="utf-8") as file:
            assert status == 0 and SECRET in file.read(), kind
        assert kind == "svg" or "redaction rules were not applied" in error, error


def check_cut_secrets(folder):
    """What an excerpt cuts off is taken out all the same; so are names of services."""
    path, recording = os.path.join(folder, "cut.jsonl"), os.path.join(folder, "cut.plumb")
    token = "ghp_" + "aB3dE5fG7hI9jK1lM2nO4pQ6rS8tU0vW2xY4"
    result = "x" * 135 + " " + token  # the excerpt ends within it
    spans = [span(1, 0, 0, 1000, "agent", "bot")[1], span(2, 1, 10, 500, "chat m", "bot")[1], span(3, 1, 510, 900, "execute_tool lookup", "bot")[1]]
    said = [{"role": "assistant", "parts": [{"type": "tool_call", "id": "c1", "name": "lookup", "arguments": {}}]}]
    for one, told in ((spans[1], {"gen_ai.operation.name": "chat", "gen_ai.request.model": "m", "gen_ai.output.messages": json.dumps(said)}),
                      (spans[2], {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "lookup", "gen_ai.tool.call.id": "c1", "gen_ai.tool.call.result": result})):
        one["attributes"] = [{"key": key, "value": {"stringValue": value}} for key, value in told.items()]
    resource = {"attributes": [{"key": "service.name", "value": {"stringValue": f"bot {SECRET}"}}]}
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps({"resourceSpans": [{"resource": resource, "scopeSpans": [{"scope": {"name": "s"}, "spans": spans}]}]}) + "\n")
    status, _, error = run("import", path, "--out", recording, "--no-redact")
    assert status == 0, error

    def export(kind, *more):
        out = os.path.join(folder, f"cut.{kind}")
        status, _, error = run("trace", recording, "--trace", f"{1:032x}", "--export", kind, "--out", out, *more)
        assert status == 0, error
        with open(out, encoding="utf-8") as file:
            return file.read()

    assert token[:12] in export("svg", "--width", "6000", "--no-redact")  # else nothing is shown here
    text = export("svg", "--width", "6000")
    assert "xxxxxxxx" in text and "ghp_" not in text and token[4:12] not in text, text[:4000]
    for kind in ("otlp", "chrome", "speedscope"):
        text = export(kind)
        assert SECRET not in text and token not in text, kind
    assert SECRET in export("chrome", "--no-redact")  # as the process


def check_json(recording, folder):
    """With --json standard output is one document."""
    base = ("trace", recording, "--trace", f"{1:032x}", "--json")
    for kind, expected in (("otlp", {"spans": 6, "logs": 0}), ("chrome", {"spans": 6}), ("speedscope", {"spans": 6}), ("svg", {"rows": 6, "steps": 6})):
        path = os.path.join(folder, f"told.{kind}")
        status, out, error = run(*base, "--export", kind, "--out", path)
        assert status == 0, error
        told = json.loads(out)
        assert told["trace_id"] == f"{1:032x}" and told["format"] == kind and told["out"] == path, told
        assert {key: told[key] for key in expected} == expected and isinstance(told["notes"], list) and told["redacted"] == 0, told
        assert all(f"note: {note}" in error for note in told["notes"]) and os.path.getsize(path) > 0, error


def check_pages(recording, folder):
    """A trace that is read in pages is whole, each span once."""
    path = os.path.join(folder, "pages.jsonl")
    status, out, error = run("trace", recording, "--trace", f"{1:032x}", "--export", "otlp", "--out", path)
    assert status == 0 and out.startswith("3001 spans and 0 log records: "), (out, error)
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    found = [one["spanId"] for line in lines for resource in line["resourceSpans"] for scope in resource["scopeSpans"] for one in scope["spans"]]
    assert len(lines) == 4 and len(found) == 3001 == len(set(found)), (len(lines), len(found))
    # None of it was known before it came.
    status, _, error = run("trace", recording, "--trace", f"{1:032x}", "--export", "otlp", "--out", path, "--as-known-at", "2020-01-01T00:00:00Z")
    assert status == 2 and "as far as was known by then" in error, error
    assert os.path.exists(path)


def check_huge_picture(folder):
    recording, path = record_many(folder, 3000), os.path.join(folder, "huge.png")
    check_pages(recording, folder)
    process = subprocess.Popen([sys.argv[1], "trace", recording, "--trace", f"{1:032x}", "--export", "png", "--out", path, "--scale", "4"],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, error = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0 and b" of 3001 steps: " in out and b"as the picture says" in error, (out, error)
    with open(path, "rb") as file:
        head = file.read(24)
    width, height = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    assert width == 4800 and height <= 32_767 and width * height <= 32_000_000, (width, height)
    assert usage.ru_maxrss < 400_000, usage.ru_maxrss  # kilobytes; the picture as a whole is 128 MB, that of all rows 3.7 GB


def check_targets(recording, folder):
    arguments = ("trace", recording, "--trace", f"{1:032x}", "--export")
    # A pipe stays one, and is written to.
    pipe = os.path.join(folder, "pipe")
    os.mkfifo(pipe)
    process = subprocess.Popen([sys.argv[1], *arguments, "chrome", "--out", pipe], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with open(pipe, encoding="utf-8") as file:
        assert len(json.load(file)["traceEvents"]) == 8
    process.communicate()
    assert process.returncode == 0 and stat.S_ISFIFO(os.stat(pipe).st_mode)
    # One that nobody reads is waited for until somebody thinks better of it.
    process = subprocess.Popen([sys.argv[1], *arguments, "otlp", "--out", pipe], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(1)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=60)
    assert process.returncode == 1 and not out and "cancelled" in error, (process.returncode, error)
    for kind, name in (("otlp", folder), ("png", os.path.join(folder, "folder.png"))):
        os.makedirs(name, exist_ok=True)
        status, out, error = run(*arguments, kind, "--out", name)
        assert status == 1 and not out and f"{name} cannot be written: " in error, error
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([sys.argv[1], *arguments, "otlp", "--out", "-"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1 and "Standard output cannot be written: " in done.stderr, done


def check_refusals(recording, folder):
    for expected, *arguments in (("32 hexadecimal", "--trace", "x"), ("no trace", "--trace", "f" * 32), ("go together", "--trace", f"{1:032x}", "--export", "otlp"),
                                 ("end in .svg", "--trace", f"{1:032x}", "--export", "svg", "--out", "x.png"),
                                 ("no trace", "--trace", "f" * 32, "--export", "otlp", "--out", os.path.join(folder, "none.json")),
                                 ("no trace", "--trace", "f" * 32, "--export", "chrome", "--out", os.path.join(folder, "none.json")),
                                 ("no trace", "--trace", "f" * 32, "--export", "png", "--out", os.path.join(folder, "none.png")),
                                 ("--width", "--trace", f"{1:032x}", "--export", "png", "--out", "x.png", "--width", "0"),
                                 ("--width", "--trace", f"{1:032x}", "--export", "png", "--out", "x.png", "--width", "wide"),
                                 ("--scale", "--trace", f"{1:032x}", "--export", "png", "--out", "x.png", "--scale", "nan"),
                                 ("--theme", "--trace", f"{1:032x}", "--export", "png", "--out", "x.png", "--theme", "blue"),
                                 ("--redact is of --export", "--trace", f"{1:032x}", "--redact", "rules.yaml"),
                                 ("--no-redact is of --export", "--trace", f"{1:032x}", "--no-redact"),
                                 ("--width is of", "--trace", f"{1:032x}", "--width", "900"),
                                 ("--width is of", "--trace", f"{1:032x}", "--export", "otlp", "--out", "x.jsonl", "--width", "900"),
                                 ("--scale is of", "--trace", f"{1:032x}", "--export", "chrome", "--out", "x.json", "--scale", "2"),
                                 ("--scale is of", "--trace", f"{1:032x}", "--export", "svg", "--out", "x.svg", "--scale", "2"),
                                 ("--theme is of", "--trace", f"{1:032x}", "--export", "speedscope", "--out", "x.json", "--theme", "dark"),
                                 ("--out names a file", "--trace", f"{1:032x}", "--export", "otlp", "--out", "-", "--json"),
                                 ("--export", "--trace", f"{1:032x}", "--export", "pdf", "--out", "x.pdf")):
        status, out, error = run("trace", recording, *arguments)
        assert status == 2 and not out and expected in error, (arguments, status, error)
    status, _, error = run("trace", recording, "--trace", f"{1:032x}", "--export", "chrome", "--out", os.path.join(folder, "no", "such", "folder.json"))
    assert status == 1 and "cannot be written" in error, (status, error)
    assert not os.path.exists(os.path.join(folder, "none.json"))
    for arguments in (("bench", "ingest", "--spans", "1000,2000"), ("shot", recording, "--view", "trace", "--scale", "nan", "--out", os.path.join(folder, "none.png"))):
        status, out, error = run(*arguments)
        assert status == 2 and not out and ("--spans" in error or "--scale" in error), (arguments, status, error)
    status, _, error = run("trace", os.path.join(folder, "none.plumb"), "--trace", f"{1:032x}")
    assert status == 3, error


def check_summary(recording):
    status, out, error = run("trace", recording, "--trace", f"{1:032x}", "--json")
    assert status == 0, error
    steps = json.loads(out)["steps"]
    assert [step["depth"] for step in steps].count(0) == 1 and len(steps) == 6
    assert "\u202e" not in json.dumps(steps, ensure_ascii=False)
    status, out, _ = run("trace", recording, "--trace", f"{1:032x}")
    assert status == 0 and "late child" in out and "\u202e" not in out


def main():
    with tempfile.TemporaryDirectory() as folder:
        # All that clients sent: each dialect, content in spans and in log records, protobuf, JSON, gzip, redacted.
        captures = sorted(path for path in Path(sys.argv[2], "otlp").iterdir() if path.is_dir())
        assert sum(check_round_trip(folder, capture) for capture in captures) > 100
        recording = record_overlap(folder)
        check_values(recording)
        check_chrome(recording, folder)
        check_speedscope(recording, folder)
        check_pictures(recording, folder)
        check_targets(recording, folder)
        many = record_many(folder, 200)
        check_many(many, folder, 200)
        check_redaction(many, folder)
        os.remove(many)
        check_cut_secrets(folder)
        check_json(recording, folder)
        check_huge_picture(folder)
        check_refusals(recording, folder)
        check_summary(recording)


if __name__ == "__main__":
    main()
