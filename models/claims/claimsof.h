// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/claims/earlierturns.h"
#include "models/claims/unreadinput.h"
#include "models/health/validator.h"
#include "models/telemetry/ids.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <optional>

namespace claims {

struct ClaimOptions
{
    const EarlierTurns* earlier = nullptr; // null: those of the trace itself
    const UnreadInput* unread = nullptr; // see markUnread(); null: all that was sent was read
    std::optional<std::size_t> member = {}; // of the model, as benchmarks ask (GroundModel)
    std::size_t mostEvidence = 5; // of one claim, beside what contradicts it
};

// What the answer of a generation says, and what stands under each of it. Pure, any thread; linear
// in answer and input. Looked at are the first MiB of the answer, 12 MiB and a million words of
// what it was given. A set without claims and with a reason where there is no such generation.
//
// A sentence in which a validator found something (groundedness, contradiction) is never Supported,
// except for names of code that do stand in what was given, in prose. Outside of code it is never
// NotJudged where that is a figure, a name of code or said otherwise. Offsets are those of the
// validator's findings. What is found nowhere is Unknown while there is input that was not looked
// at. The probability of a sentence is made of what the groundedness model says of its words;
// `plumbline bench claims` measures it.
ClaimSet claimsOf(const trace::TraceContents& contents, telemetry::SpanId generation,
                  const ClaimOptions& options = {});
// Of a line of a labelled set. Evidence lies in message 0 for its context, in further ones for
// results of tools, instructions and earlier answers, in this order; no span is named.
ClaimSet claimsOf(const health::Subject& subject, const ClaimOptions& options = {});

} // namespace claims
