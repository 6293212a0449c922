// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reask {

// What is chosen for one request; the rest is as it was recorded.
struct Choices
{
    std::string model;
    std::optional<double> temperature; // none: none is sent
    std::optional<std::int64_t> maxTokens; // none: no limit is sent
    bool isStreaming = true;
};

// Why the request would not be the one that the suspect answered, a sentence each: what was not
// captured, redacted, cut on the way, or is not in the telemetry at all. Empty: it would be, as far
// as the telemetry tells.
std::vector<std::string> differencesOf(const telemetry::Generation& suspect);

// The body of a POST to .../chat/completions that gives the same input: messages with their roles,
// calls of tools and their results, tools with their schemas, the format that was asked for.
// Reasoning is left out, as clients do. Refused error when there is no message to send, or the
// operation is no chat.
telemetry::Result<std::string> chatRequest(const telemetry::Generation& suspect,
                                           const Choices& choices);

} // namespace reask
