#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vercel's real AI SDK, 6 and 7, sends to `plumbline record`. Exits 77 when it is not installed.

Usage: vercel.py PLUMBLINE NODE_MODULES"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "live"))
import live  # noqa: E402

UNKNOWN_TO_7 = {("*", "session"): None, ("*", "user"): None, ("*", "reasoning_tokens"): None}
# Asked to tell them, it tells them of the agent only, not of each call.
OF_THE_AGENT = {("*", "session"): live.AnyOf(None, live.SESSION), ("*", "user"): live.AnyOf(None, live.USER)}
CLIENTS = [
    # A stream that broke off leaves its spans unended: they are never sent.
    (live.Client("shop-vercel-6", told={}, silent=("stream-dropped",)), ("6",)),
    (live.Client("shop-vercel-7", told=UNKNOWN_TO_7), ("7",)),
    (live.Client("shop-vercel-7-all", told=OF_THE_AGENT), ("7-all",)),
    (live.Client("shop-vercel-7-legacy", told={}), ("7-legacy",)),
]


def then(checks, client, recording, exchanges):
    live.hold_shop(checks, recording, retrieval=None, agent="agent" if client.service in ("shop-vercel-7", "shop-vercel-7-all") else "workflow")
    tool = recording.step(checks, "tool", "get_order_status")
    if tool:
        checks.equal("tool: call and arguments", (tool["call_id"], live.from_json(tool["input"])),
                     ("call_00030aBcDeF", {"order_id": "88412"}))
    weather, forecast = (recording.step(checks, "tool", name) for name in ("get_weather", "get_forecast"))
    if weather and forecast:
        checks.equal("tools: failed", (weather["failed"], forecast["failed"]), (True, False))
        checks.equal("forecast", live.from_json(forecast["output"]), {"days": 3, "sky": "cloudy"})
    # Tokens are told again by every span around a call: they count once.
    told = sum(one.fields["input_tokens"] or 0 for one in exchanges if one.api != "embeddings")
    read = sum(row["input_tokens"] or 0 for row in recording.generations if row["operation"] != "embeddings")
    checks.equal(f"{client.service}: input tokens of all generations", read, told)
    checks.equal("evaluations", [one for one in recording.evaluations if one["origin"] == "telemetry"], [])


if __name__ == "__main__":
    sys.exit(live.main(sys.argv[1:], ("ai", "ai6", "@ai-sdk/otel"),
                       [(client, os.path.join(HERE, "emit.js"), options, then) for client, options in CLIENTS]))
