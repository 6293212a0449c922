// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/timerange.h"
#include "models/trace/contextdrops.h"
#include "models/trace/contextwindow.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace trace {

// One content of a session: a message, or a passage that stands in none. Turns that hold the same
// content name the same one.
struct SessionMessage
{
    std::string role; // as sent; "passage" for passages
    std::string excerpt; // UTF-8 as sent, its beginning
    Filling filling = Filling::History; // most of it
    bool isInstruction = false; // of the system or the developer
    bool isUser = false; // begins a turn of the conversation
    std::int64_t characters = 0;
    std::int64_t firstPart = 0; // characters of its first part
    std::int64_t tokens = 0; // estimated, of the text alone: see TurnMessage::tokens
};

enum class MessageFate : std::uint8_t
{
    Added, // not in the input of the turn before
    Kept,
    Edited, // stands where another one stood that is nearly the same
    Dropped, // in the input of the turn before and not in this one
};
const char* toString(MessageFate fate);

struct TurnMessage
{
    std::uint32_t content = 0; // into ContextSession::messages
    std::uint32_t was = 0; // Edited: the content before
    // Into inputMessages, or into documents for passages; of the turn before when Dropped.
    std::uint32_t index = 0;
    // What the window of its turn counts for it, as the sum of its pieces there; of the turn before
    // when Dropped.
    std::int64_t tokens = 0;
    MessageFate fate = MessageFate::Kept;
    bool isPassage = false;
    bool isCut = false; // Edited: only the beginning of what it was
};

// Of the input of a turn whose server dropped some: how much of a message is what.
struct CutPart
{
    std::uint32_t message = 0; // into inputMessages
    Filling filling = Filling::History;
    bool isAdded = false; // counted in ContextTurn::added, else in carried
    std::int64_t tokens = 0;
};

// One generation of a session, as the next step of its conversation.
struct ContextTurn
{
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    telemetry::SpanKey key;
    telemetry::Timestamp start;
    std::string model; // served, else requested
    ContextWindow context; // without its pieces
    // Its text is known: else nothing is said of what came and went.
    bool isTextKnown = false;
    telemetry::ContentState state = telemetry::ContentState::NotCaptured; // of its input
    bool isFailed = false;
    std::size_t before = kNone; // the turn that it is compared with; none: it is the first known
    std::vector<TurnMessage> messages; // in reading order; dropped ones where they stood
    std::array<std::int64_t, kFillings> added{}; // tokens of the input
    std::array<std::int64_t, kFillings> carried{}; // likewise, of what the turn before had as well
    std::vector<ContextDrop> drops;
    std::vector<CutPart> cutParts; // of the messages that a Server drop told first

    std::int64_t addedTokens() const;
    std::int64_t carriedTokens() const;
};

// What a conversation put into the window, turn by turn.
struct ContextSession
{
    std::string id; // as sent; empty: the turns are those of one trace
    std::vector<ContextTurn> turns; // earliest start first
    std::vector<SessionMessage> messages;
    TokenScale scale;
    std::size_t others = 0; // generations of the session that belong to other conversations in it
    bool isCut = false; // there is more than was read: the earliest or latest turns are missing

    // ContextTurn::kNone when there is none.
    std::size_t turnOf(const telemetry::SpanKey& key) const;
    const SessionMessage& contentOf(const TurnMessage& message) const
    {
        return messages[message.content];
    }
    // Marks the drops of what an answer needed: messages that its claims rest on and that it no
    // longer had. Those of earlier marks are taken back.
    void markNeeded(const std::vector<MessagePlace>& places);
    // Takes messages that an answer quotes out of what its server is said to have dropped. Stays;
    // once more is nothing.
    void markQuoted(const std::vector<MessagePlace>& places);
};

} // namespace trace
