// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/canary/probeset.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace canary {

// What came back for one probe.
struct ProbeReply
{
    std::string output; // UTF-8; empty when the model said nothing, see below
    std::string refusal; // its words where it refused, beside the output
    std::vector<std::string> toolCalls; // names of what it called, instead or besides
    std::string model; // as the reply names it
    std::string finishReason; // as the reply says it
    std::optional<std::int64_t> inputTokens;
    std::optional<std::int64_t> outputTokens;
    std::string error; // not empty: there is no answer, and this is why
};

struct ProbeScore
{
    enum class Result
    {
        Passed,
        Failed,
        Unknown, // a validator could not tell
    };
    Result result = Result::Passed;
    std::string reason; // in words; nothing of the answer in it
};

// Of a reply without an error. What says nothing is no right answer. Pure function.
ProbeScore scoreReply(const Probe& probe, const ProbeReply& reply);

} // namespace canary
