#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenTelemetry's own instrumentation of OpenAI's client sends to `plumbline record`: texts come as log records, not on
the spans. Exits 77 when it is not installed.

Usage: genai.py PLUMBLINE NODE_MODULES"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "live"))
import live  # noqa: E402

CLIENT = live.Client(
    "shop-genai",
    told={
        ("*", "cached_tokens"): None,
        ("*", "reasoning_tokens"): None,
        # A stream tells its usage only when the request wanted that.
        **{(scenario, field): None for scenario in ("stream-cut", "stream-calls")
           for field in ("input_tokens", "output_tokens")},
        # A stream that broke off leaves its span unended: only the record of the question comes. That the call failed is
        # not in it, nor who asked.
        **{("stream-dropped", field): None for field in ("model_requested", "session", "user", "error_message")},
        ("stream-dropped", "failed"): False,
        # It says "stop" of every response, also of those that were cut.
        ("responses-cut", "finish_reasons"): ["stop"],
    },
)


def then(checks, client, recording, exchanges):
    live.hold_shop(checks, recording)
    inferred = [live.key_of(live.messages_of(row["input_messages"]))[0] for row in recording.generations if row["inferred"]]
    checks.equal("inferred from records", inferred, ["What else may I drop in the bin?"])
    live.hold_failed_workflows(checks, recording, ("stream-dropped", "overflow", "rate-limit", "no-model"))
    checks.holds("metrics", recording.info["metrics_points"] > 0, "none came")
    checks.equal("evaluation", recording.judged("faithfulness"),
                 [(0.1, "failed", "unfaithful", "The answer claims 90 days, the policy states 30.",
                   "invoke_workflow faithfulness")])


if __name__ == "__main__":
    sys.exit(live.main(sys.argv[1:], ("openai", "@opentelemetry/instrumentation-openai"),
                       [(CLIENT, os.path.join(HERE, "emit.js"), (), then)]))
