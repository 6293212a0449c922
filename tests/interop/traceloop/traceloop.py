#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traceloop's real SDK (OpenLLMetry) sends to `plumbline record`. Exits 77 when it is not installed.

Usage: traceloop.py PLUMBLINE NODE_MODULES"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "live"))
import live  # noqa: E402

FAILURES = ("stream-dropped", "overflow", "rate-limit", "no-model")
ANSWER = ("response_id", "model_served", "input_tokens", "output_tokens")
CLIENT = live.Client(
    "shop-traceloop",
    told={
        ("*", "cached_tokens"): None,
        ("*", "reasoning_tokens"): None,
        # It knows max_tokens, but not the name that reasoning models have for it.
        ("reasoning", "max_tokens"): None,
        # It does not read the usage of a stream, but counts words with a tokenizer of its own.
        ("stream", "input_tokens"): 7, ("stream", "output_tokens"): 7,
        ("stream-cut", "input_tokens"): 11, ("stream-cut", "output_tokens"): 15,
        ("stream-calls", "input_tokens"): None, ("stream-calls", "output_tokens"): None,
        ("judge", "temperature"): None,  # 0 is not told
        ("choices", "output"): [("assistant", [("text", "It.")])],
        # Of the Responses API it tells neither instructions nor reasoning nor calls, and nothing at all of a stream.
        ("responses", "input"): [("user", [("text", "Which policy covers opened electronics?")])],
        ("responses", "output"): [("assistant", [("text", "Policy kb-117.")])],
        ("responses-tool", "output"): [],
        ("responses-tool", "finish_reasons"): ["stop"],
        **{("responses-stream", field): None for field in ANSWER},
        ("responses-stream", "output"): [],
        ("responses-stream", "finish_reasons"): [],
    },
    silent=FAILURES,
)


def then(checks, client, recording, exchanges):
    live.hold_shop(checks, recording, retrieval="qdrant.query")
    tool = recording.step(checks, "tool", "get_order_status")
    if tool:
        arguments = '{"order_id":"88412"}'
        checks.equal("tool: arguments", live.from_json(tool["input"]), live.AnyOf(
            {"args": [arguments], "kwargs": {}}, [arguments], live.from_json(arguments)))
    rag = recording.step(checks, "workflow", "support_rag")
    if rag:  # quoted on its way, as every text is
        checks.equal("workflow: output", rag["output"],
                     next(one for one in exchanges if one.scenario == "rag").fields["output"][0][1][0][1])
    checks.equal("evaluations", [one for one in recording.evaluations if one["origin"] == "telemetry"], [])
    # Even the workflow around a call that failed is never sent: nothing may be made up in its place.
    checks.equal("steps of failures", [step["name"] for step in recording.steps if step["name"] in FAILURES], [])
    checks.equal("failed", [step["name"] for step in recording.steps if step["failed"]], [])


if __name__ == "__main__":
    sys.exit(live.main(sys.argv[1:], ("openai", "@traceloop/node-server-sdk"),
                       [(CLIENT, os.path.join(HERE, "emit.js"), (), then)]))
