#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real OpenInference instrumentations, of OpenAI's client and of LangChain, send to `plumbline record`. Exits 77
when they are not installed.

Usage: openinference.py PLUMBLINE NODE_MODULES"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "live"))
import live  # noqa: E402

UNSTREAMED = ("response_id", "input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens")
FAILURES = ("stream-dropped", "overflow", "rate-limit", "no-model")
CLIENT = live.Client(
    "shop-openinference",
    told={
        # Of a chat completion that was streamed it tells the text only, and the model as it was asked for.
        **{(scenario, field): None for scenario in ("stream", "stream-c*") for field in UNSTREAMED},
        **{(scenario, "model_served"): live.AnyOf(None, "gpt-4o-mini") for scenario in ("stream", "stream-c*")},
        # It runs the pieces of calls that were streamed side by side into one.
        ("stream-calls", "output"): [("assistant", [(
            "tool_call", "call_00070aBcDeFcall_00071aBcDeF", "get_weatherget_forecast",
            '{"city":"Reykjavík"}{"city":"Reykjavík","days":3}')])],
        # It lists the first choice only; the others are in the raw reply.
        ("choices", "output"): live.AnyOf([("assistant", [("text", "It.")])], [("assistant", [("text", "It.")])] * 2),
        # The Responses API says "completed" and why it is not, but gives no reason to finish.
        ("responses", "finish_reasons"): live.AnyOf([], ["stop"]),
        ("responses-stream", "finish_reasons"): live.AnyOf([], ["stop"]),
        ("responses-tool", "finish_reasons"): live.AnyOf([], ["tool_call"]),
    },
    silent=FAILURES,
    by_hand=("ChatCompletion",),
)


LANGCHAIN = live.Client(
    "shop-langchain",
    told={
        # It gives no id of an answer, except of the Responses API.
        ("*", "response_id"): None,
        ("responses", "response_id"): "resp_Fake0011",
        ("responses-cut", "response_id"): "resp_Fake0012",
        # A stream tells its usage only when the request wanted that.
        **{("stream-cut", field): None for field in UNSTREAMED},
        ("responses", "finish_reasons"): live.AnyOf([], ["stop"]),
    },
    omits=("zeros", "call ids"),
)


def then(checks, client, recording, exchanges):
    live.hold_shop(checks, recording)
    tool = recording.step(checks, "tool", "get_order_status")
    if tool:
        checks.equal("tool: call and arguments", (tool["call_id"], live.from_json(tool["input"])),
                     ("call_00030aBcDeF", {"order_id": "88412"}))
    embedded = recording.step(checks, "embeddings", "OpenAI Embeddings")
    if embedded:
        checks.equal("embeddings: input", embedded["input"], "What is the refund window for opened electronics?")

    # A call that failed has no span: nothing may be made up, and the workflow around it must be seen to fail.
    live.hold_failed_workflows(checks, recording, FAILURES)

    by_hand = [row for row in recording.generations if row["name"] == "ChatCompletion"]
    checks.equal("by hand", [(row["input_tokens"], row["output_tokens"], row["cached_tokens"],
                              live.messages_of(row["output_messages"])) for row in by_hand],
                 [(12, 4, 4, [("assistant", [("text", "Wellington.")])])])

    checks.equal("evaluation", recording.judged("faithfulness"),
                 [(0.1, "failed", "unfaithful", "The answer claims 90 days, the policy states 30.", "faithfulness")])
    checks.equal("annotation", recording.judged("relevance"), [(1, "passed", "relevant", None, "ChatCompletion")])
    # A span of its own that points at the answer; what a score of 0 is worth nobody said.
    thumbs = recording.judged("thumbs")
    checks.equal("annotation by link", [one[:1] + one[2:] for one in thumbs],
                 [(0, "down", "not what I asked", "ChatCompletion")])


def then_langchain(checks, client, recording, exchanges):
    found = recording.step(checks, "retrieval", "KnowledgeBase")
    if found:  # all but the text is in a document's metadata
        checks.equal("LangChain: documents", [(one["id"], one["title"], one["score"]) for one in found["documents"]],
                     [("kb-117", "Refunds: opened electronics", 0.913), ("kb-042", "Refunds: unopened items", 0.871),
                      ("kb-205", "Holiday returns 2024 (archived)", 0.644)])
    tool = recording.step(checks, "tool", "get_order_status")
    if tool:
        checks.holds("LangChain: result of the tool", "2026-08-27" in tool["output"], tool["output"])
    # The same error is told by every span above the call.
    failed = sorted(step["name"] for step in recording.steps if step["failed"])
    checks.equal("LangChain: failed", failed, sorted(FAILURES))


if __name__ == "__main__":
    sys.exit(live.main(sys.argv[1:], ("openai", "@arizeai/openinference-core", "@langchain/openai"),
                       [(CLIENT, os.path.join(HERE, "emit.js"), (), then),
                        (LANGCHAIN, os.path.join(HERE, "emit_langchain.js"), (), then_langchain)]))
