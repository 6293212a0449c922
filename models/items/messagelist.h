// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/textplace.h"
#include "models/telemetry/generation.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace items {

// One part of a conversation, ready to be listed.
struct MessageRow
{
    enum class Kind : std::uint8_t
    {
        Text,
        Reasoning, // the model's own thinking: never mixed with the answer
        ToolCall,
        ToolResult,
        Passage, // retrieved
        Media, // named only, the bytes are not kept
        Compaction, // history was replaced by a summary here
        Other,
        State, // words of ours about what is missing; `text` is empty
    };
    Kind kind = Kind::Text;
    bool isOutput = false;
    std::string role; // as sent
    std::string name; // tool, passage title or media type, as sent; may be empty
    std::string text; // as sent: views make it safe to look at
    QString note; // in words: what is missing or special here; may be empty
    // The whole of its text in the trace; none of what is no text of this step.
    std::optional<claims::TextPlace> place = std::nullopt;
};

// What is known of the step that ran a call of a generation's output.
struct CallResult
{
    std::size_t message = 0;
    std::size_t part = 0;
    std::string name; // of the tool, as called
    std::string text = {}; // its result, or how it failed, as sent; may be empty
    bool isFailed = false;
    bool isJoined = false; // else several steps fit, or their id was used again
    bool isByPlace = false; // no id tells it: the only one of that name at that place
    std::size_t fitting = 1; // steps
};

// Input messages, then passages, then the output, in the order sent. What is not there is said in a
// State row, so that an empty list cannot be taken for an empty conversation. The result of a call
// stands behind it.
std::vector<MessageRow> messageRows(const telemetry::Generation& generation,
                                    const std::vector<CallResult>& results = {});
// The same for a step that is no generation: input, passages, output.
std::vector<MessageRow> messageRows(const telemetry::Step& step);

// "User", "Assistant, reasoning", "Tool call"; the role as sent where we do not know it.
QString messageTitle(const MessageRow& row);

} // namespace items
