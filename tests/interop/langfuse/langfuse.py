#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Langfuse's real SDK sends to `plumbline record` as if it were a Langfuse server: its own path, keys as a Basic
Authorization. Exits 77 when it is not installed.

Usage: langfuse.py PLUMBLINE NODE_MODULES"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "live"))
import live  # noqa: E402

FAILURES = ("overflow", "rate-limit", "no-model", "stream-dropped")
MINI = live.AnyOf(None, "gpt-4o-mini")
QUESTION = ("user", [("text", "Which policy covers opened electronics?")])
SYSTEM = ("system", [("text", "You are the Northwind support assistant. Answer only from the provided context.")])
CLIENT = live.Client(
    "shop-langfuse",
    told={
        # It knows neither the provider nor two names for the model: that of the reply, else that of the request.
        ("*", "provider"): live.AnyOf(None, "openai"),
        ("*", "model_requested"): None,
        ("stream*", "model_requested"): MINI, ("stream*", "model_served"): MINI,
        **{(scenario, "model_requested"): live.AnyOf(None, "gpt-4o-mini") for scenario in ("overflow", "rate-limit")},
        ("no-model", "model_requested"): live.AnyOf(None, "no-such-model"),
        # Nor the id of the reply, nor why it ended; of the Responses API it keeps what became of the response.
        ("*", "response_id"): None,
        ("*", "finish_reasons"): [],
        **{(scenario, "finish_reasons"): live.AnyOf([], ["stop"]) for scenario in ("responses", "responses-stream")},
        ("responses-tool", "finish_reasons"): live.AnyOf([], ["stop"], ["tool_call"]),
        ("responses-cut", "finish_reasons"): live.AnyOf([], ["length"]),
        # A stream tells its usage only when the request wanted that.
        **{(scenario, field): None for scenario in ("stream-cut", "stream-calls")
           for field in ("input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens")},
        ("reasoning", "max_tokens"): None,
        ("responses*", "temperature"): 1,  # as the reply says
        ("choices", "output"): [("assistant", [("text", "It.")])],
        # It runs the pieces of calls that were streamed side by side into one.
        ("stream-calls", "output"): [("assistant", [
            ("tool_call", None, "get_forecast", '{"city":"Reykjavík"}{"city":"Reykjavík","days":3}')])],
        # Instructions of the Responses API are metadata to it, and of the answer it keeps the text.
        ("responses", "input"): live.AnyOf([QUESTION], [SYSTEM, QUESTION]),
        ("responses", "output"): [("assistant", [("text", "Policy kb-117.")])],
    },
    silent=("stream-dropped",),
)


def then(checks, client, recording, exchanges):
    live.hold_shop(checks, recording)
    tool = recording.step(checks, "tool", "get_order_status")
    if tool:
        checks.equal("tool: arguments", live.from_json(tool["input"]), {"order_id": "88412"})
    embedded = recording.step(checks, "embeddings", "OpenAI.embeddings")
    if embedded:
        checks.equal("embeddings: input", embedded["input"], "What is the refund window for opened electronics?")

    # It sends level ERROR with a status that is unset.
    live.hold_failed_workflows(checks, recording, FAILURES)
    mine = [row for row in recording.generations if row["service"] == client.service]
    checks.equal("environment and release", {(row["environment"], row["version"]) for row in mine}, {("prod", "2.14.0")})
    checks.equal("evaluation", recording.judged("faithfulness"),
                 [(0.1, "failed", "unfaithful", "The answer claims 90 days, the policy states 30.", "faithfulness")])


if __name__ == "__main__":
    sys.exit(live.main(sys.argv[1:], ("openai", "@langfuse/otel", "@langfuse/openai"),
                       [(CLIENT, os.path.join(HERE, "emit.js"), (), then)]))
