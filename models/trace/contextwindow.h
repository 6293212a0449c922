// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace trace {

// What a part of the context window is filled with.
enum class Filling : std::uint8_t
{
    System, // system and developer instructions
    History, // earlier turns of users and assistants
    Retrieved, // passages
    Tools, // tool calls and results
    Question, // the last user message
    Unattributed, // input tokens of which the telemetry does not say what they are
    Reasoning,
    Output,
};
const char* toString(Filling filling);

struct ContextShare
{
    Filling filling = Filling::Unattributed;
    std::int64_t tokens = 0;
    // From characters (four code points a token, or the reported total split by characters), rather
    // than reported for this very part.
    bool isEstimated = false;
};

// What fills the context window of one generation, in the order in which a model reads it. Nothing
// is invented: without tokens and without content there are no shares.
struct ContextWindow
{
    std::vector<ContextShare> shares; // without empty ones
    std::int64_t used = 0; // sum of the shares
    bool isUsedEstimated = false;
    std::optional<std::int64_t> window; // size in tokens, when the telemetry says so
    std::optional<std::int64_t> maxOutput; // tokens set aside for the answer
    std::optional<std::int64_t> cached; // input tokens read from a cache

    // Negative when more is in use than the window holds.
    std::optional<std::int64_t> free() const;
    const ContextShare* find(Filling filling) const;
};

ContextWindow contextWindowOf(const telemetry::Generation& generation);

} // namespace trace
