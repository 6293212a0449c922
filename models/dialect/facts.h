// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dialect {

// What can be known of a generation, whichever attribute told it. The names are stored in
// recordings: they never change, new ones come last.
enum class Fact : std::uint8_t
{
    Operation,
    Provider,
    ModelRequested,
    ModelServed,
    Version,
    Environment,
    PromptVersion,
    Session,
    ResponseId,
    InputTokens, // gross
    OutputTokens,
    CachedTokens,
    ReasoningTokens,
    MaxTokens,
    ContextWindow,
    Temperature,
    Cost,
    FirstToken,
    FinishReason,
    Instructions, // text that was captured, here and in the next two
    Input,
    Output,
    Documents,
    ToolsOffered,
    // What became of the text on its way.
    Redacted,
    TelemetryTruncated,
    Encrypted,
};
inline constexpr std::size_t kFactCount = static_cast<std::size_t>(Fact::Encrypted) + 1;

// A set of facts, a bit each.
using Facts = std::uint32_t;
static_assert(kFactCount <= 32);
constexpr Facts factBit(Fact fact)
{
    return Facts{1} << static_cast<unsigned>(fact);
}

// What one span or log record told of its generation.
Facts factsOf(const telemetry::Generation& generation);

// snake_case, as query prints it where it does.
std::string_view factName(Fact fact);

} // namespace dialect
