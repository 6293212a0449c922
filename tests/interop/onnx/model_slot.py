#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The slot for a model, with ONNX Runtime itself (from its npm package, without running anything of that) and with
models written field by field. Run: model_slot.py PLUMBLINE NODE_MODULES [TEST...]"""

import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import tinymodel

PLUMBLINE = ""
LIBRARY = ""
VERSION = ""


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if name != "PLUMBLINE_ONNX_RUNTIME"}
    return subprocess.run([PLUMBLINE, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False,
                          env=kept | environment)


class ModelSlot(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def model(self, content: bytes) -> Path:
        path = self.folder / "tiny.onnx"
        path.write_bytes(content)
        return path

    def checked(self, model: bytes, *records: dict) -> tuple[list[dict], str]:
        """What the model says of each record, and what stands on stderr."""
        lines = self.folder / "in.jsonl"
        lines.write_text("".join(json.dumps({"id": i, "task": "qa"} | record) + "\n" for i, record in enumerate(records)))
        done = run("check", lines, "--onnx", self.model(model), "--onnx-runtime", LIBRARY)
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        return [next(one for one in row["evaluations"] if one["check"] == "onnx: tiny") for row in rows], done.stderr

    def refused(self, model: bytes, *reasons: str):
        lines = self.folder / "in.jsonl"
        lines.write_text('{"id": 1, "output": "a"}\n')
        done = run("check", lines, "--onnx", self.model(model), "--onnx-runtime", LIBRARY)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("tiny.onnx: ", done.stderr)
        for reason in reasons:
            self.assertIn(reason, done.stderr)
        self.assertEqual(done.stdout, "")

    def test_its_probability_is_told_as_it_is(self):
        model = tinymodel.answers({"It is wrong.": 0.875, "caf\u00e9 \U0001f600": 0.625}, 0.125)
        (wrong, other, text), notes = self.checked(
            model, {"output": "It is wrong."}, {"output": "It is right."}, {"output": "caf\u00e9 \U0001f600"})
        self.assertEqual((wrong["value"], wrong["state"]), (0.875, "failed"))
        self.assertEqual((other["value"], other["state"]), (0.125, "passed"))
        self.assertEqual(text["value"], 0.625)
        self.assertIn(f"onnx: tiny (ONNX Runtime {VERSION}) was asked about 3 answers: ", notes)
        self.assertIn(" 0 without a result", notes)

    def test_shapes_of_one_text_all_serve(self):
        for shape in ((), (1,), (1, 1), (-1,)):
            with self.subTest(shape):
                (said,), _ = self.checked(tinymodel.answers({"a": 0.75}, 0.25, shape), {"output": "a"})
                self.assertEqual(said["value"], 0.75)

    def test_what_it_cannot_be_asked_has_no_result(self):
        model = tinymodel.pairs({"a": 0.5}, {"c": 0.5}, 1)
        (both, lone, nothing), notes = self.checked(
            model, {"output": "a", "context": "c"}, {"output": "a"}, {"context": "c"})
        self.assertEqual(both["value"], 0.25)
        self.assertEqual((lone["value"], lone["state"]), (None, "no_data"))
        self.assertIn("context", lone["reason"])
        self.assertEqual((nothing["value"], nothing["state"]), (None, "not_captured"))
        self.assertIn("was asked about 1 answers", notes)

    def test_no_probability_is_no_verdict(self):
        model = tinymodel.answers({"nan": math.nan, "high": 1.5, "low": -0.5, "inf": math.inf}, 0.25)
        said, notes = self.checked(model, *({"output": text} for text in ("nan", "high", "low", "inf", "other")))
        for one in said[:4]:
            self.assertEqual((one["value"], one["state"]), (None, "judge_unavailable"))
            self.assertIn("no probability but", one["reason"])
        self.assertEqual(said[4]["value"], 0.25)
        self.assertIn(" 4 without a result", notes)

    def test_it_is_told_to_stop_when_it_does_not_end(self):
        start = time.monotonic()
        (said,), _ = self.checked(tinymodel.endless(), {"output": "a"})
        self.assertLess(time.monotonic() - start, 60)
        self.assertEqual((said["value"], said["state"]), (None, "judge_unavailable"))
        self.assertIn("no result within 2000 ms", said["reason"])

    def test_a_model_that_does_not_fit_is_refused_by_name(self):
        self.refused(b"no model at all")
        self.refused(b"")
        self.refused(tinymodel.answers({"a": 1}, 0)[:-40])
        self.refused(tinymodel.answers({"a": 1}, 0, name="text"), 'the input "text" is unknown')
        self.refused(tinymodel.answers({"a": 1}, 0, output="score"), 'there is no output "probability"')
        self.refused(tinymodel.answers({"a": 1}, 0, shape=(4,)), "must be one string", "not [4]")
        self.refused(tinymodel.model(tinymodel.graph(
            [tinymodel.node("Identity", ["answer"], ["probability"])],
            [tinymodel.tensor_of("answer", tinymodel.FLOAT, (1,))],
            [tinymodel.tensor_of("probability", tinymodel.FLOAT, (1,))])), "must be one string")
        self.refused(tinymodel.model(tinymodel.graph(
            [tinymodel.node("Identity", ["answer"], ["probability"])],
            [tinymodel.tensor_of("answer", tinymodel.STRING, (1,))],
            [tinymodel.tensor_of("probability", tinymodel.STRING, (1,))])), "must be one float")

    def test_without_the_library_or_the_file_nothing_is_checked(self):
        lines = self.folder / "in.jsonl"
        lines.write_text('{"id": 1, "output": "a"}\n')
        model = self.model(tinymodel.answers({"a": 1}, 0))
        for arguments, reason in ((("--onnx", model, "--onnx-runtime", "/nowhere/libonnxruntime.so"), "--onnx-runtime"),
                                  (("--onnx", model, "--onnx-runtime", model), "cannot be loaded"),
                                  (("--onnx", self.folder / "none.onnx", "--onnx-runtime", LIBRARY), "none.onnx: ")):
            with self.subTest(reason):
                done = run("check", lines, *arguments)
                self.assertEqual(done.returncode, 3, done.stderr)
                self.assertIn(reason, done.stderr)
                self.assertEqual(done.stdout, "")
        self.assertEqual(run("check", lines, "--onnx-runtime", LIBRARY).returncode, 2)
        named = run("check", lines, "--onnx", model, PLUMBLINE_ONNX_RUNTIME=LIBRARY)
        self.assertEqual(named.returncode, 0, named.stderr)
        self.assertIn("onnx: tiny", named.stdout)

    def test_it_is_off_unless_it_is_configured(self):
        lines = self.folder / "in.jsonl"
        lines.write_text('{"id": 1, "output": "a"}\n')
        self.assertNotIn("onnx", run("check", lines, XDG_CONFIG_HOME=str(self.folder)).stdout)
        beside = self.folder / "plumbline"
        beside.mkdir()
        (beside / "model.onnx").write_bytes(tinymodel.answers({"a": 0.75}, 0))
        done = run("check", lines, XDG_CONFIG_HOME=str(self.folder), PLUMBLINE_ONNX_RUNTIME=LIBRARY)
        self.assertIn("onnx: model", done.stdout)

    def test_a_recording_has_its_verdicts_and_its_signal(self):
        body = {"resourceSpans": [{"resource": {"attributes": [
            {"key": "service.name", "value": {"stringValue": "shop"}}]}, "scopeSpans": [{"spans": [
                {"traceId": f"{number:032x}", "spanId": f"{number:016x}", "name": "chat m", "kind": 3,
                 "startTimeUnixNano": str(1_790_000_000_000_000_000 + number * 10**9),
                 "endTimeUnixNano": str(1_790_000_000_500_000_000 + number * 10**9),
                 "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in (
                     ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "m"),
                     ("gen_ai.input.messages", json.dumps([
                         {"role": "user", "parts": [{"type": "text", "content": "When do you open?"}]}])),
                     ("gen_ai.output.messages", json.dumps([
                         {"role": "assistant", "finish_reason": "stop",
                          "parts": [{"type": "text", "content": answer}]}])))]}
                for number, answer in ((1, "At nine."), (2, "At ten."), (3, "nan"))]}]}]}
        request = self.folder / "traces.json"
        request.write_text(json.dumps(body))
        recording = self.folder / "r.plumb"
        done = run("import", request, "--out", recording, "--onnx",
                   self.model(tinymodel.answers({"At ten.": 0.875, "nan": math.nan}, 0.125)), "--onnx-runtime", LIBRARY)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("was asked about 3 answers", done.stderr)
        rows = [json.loads(line) for line in run("query", recording, "--what", "evaluations", "--jsonl").stdout.splitlines()]
        said = {row["span_id"][-1]: (row["value"], row["state"]) for row in rows if row["check"] == "onnx: tiny"}
        self.assertEqual(said, {"1": (0.125, "passed"), "2": (0.875, "failed"), "3": (None, "judge_unavailable")})
        rows = [json.loads(line) for line in run("query", recording, "--what", "signals", "--jsonl").stdout.splitlines()]
        mine = [row for row in rows if row["check"] == "onnx: tiny"]
        self.assertEqual(sum(row["failed"] for row in mine), 1, mine)
        suspects = [json.loads(line) for line in run("query", recording, "--what", "suspects", "--jsonl").stdout.splitlines()]
        self.assertEqual(suspects[0]["span_id"][-1], "2")


if __name__ == "__main__":
    PLUMBLINE = sys.argv[1]
    folder = Path(sys.argv[2]) / "onnxruntime-node"
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), "none")
    found = sorted(folder.glob(f"bin/*/linux/{machine}/libonnxruntime.so*"))
    if not found:
        print("ONNX Runtime is not installed: tests/run installs it")
        sys.exit(77)
    LIBRARY = str(found[0])
    VERSION = json.loads((folder / "package.json").read_text())["version"]
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
