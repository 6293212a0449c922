// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"
#include "models/telemetry/ids.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trace {

// By which rule something went out of the window, or never came into it.
enum class DropRule : std::uint8_t
{
    OldestFirst, // the front of the conversation, as a sliding window does
    Middle, // from between what stayed
    Newest, // the end of it: a turn was taken back
    Everything, // nothing of the conversation before was given again
    Summary, // a summary stands for it
    Note, // a note in the input says that something was left out
    Replaced, // passages made room for those of this turn
    Shortened, // only its beginning is there
    LeftOut, // retrieved, and not given to the model
    Server, // the server dropped it without a word
    Overflow, // it did not fit, and the request was refused
};
const char* toString(DropRule rule);

// A message of an input.
struct MessagePlace
{
    telemetry::SpanKey generation;
    std::size_t message = 0; // into inputMessages
    std::int64_t characters = 0; // of its first part, where that is known
    friend bool operator==(const MessagePlace&, const MessagePlace&) = default;
};

// Found between a turn and the one before it, or in a turn alone.
struct ContextDrop
{
    DropRule rule = DropRule::OldestFirst;
    // Contents of the session (ContextSession::messages), in the order in which they stood; empty
    // where the telemetry does not say what it was.
    std::vector<std::uint32_t> contents;
    std::vector<MessagePlace> places; // of these, in the input that held them last
    // Which it was is not told: the oldest that fit the number of tokens.
    bool isLikely = false;
    std::size_t turns = 0; // user messages among them
    std::optional<std::int64_t> tokens; // estimated, unless `isReported`; nullopt: not known
    bool isReported = false;
    std::vector<std::string> names; // of passages left out or tools whose results were shortened
    std::size_t of = 0; // LeftOut: how many were retrieved
    std::string reason; // more in our words, one line; may be empty
    std::size_t needed = 0; // places in it that claims of an answer rest on
    // Server: of what would have been dropped, what the answer has nearly word for word: it was
    // read. Neither in `contents` nor in `places`; see ContextSession::markQuoted().
    std::vector<MessagePlace> quoted;
};

// The text says that a summary of the conversation follows: "Summary of the conversation so far".
// Its first 400 bytes are read; English.
bool tellsSummary(std::string_view text);

// Whether `later` is only the beginning of `earlier`, marks of omission at its end aside.
bool isShortened(std::string_view earlier, std::string_view later);
// Mostly the same: their common beginning and end make more than half of the longer one.
bool isNearlyEqual(std::string_view earlier, std::string_view later);

// Documents of which nothing stands in the generation's input, neither word for word nor with other
// blanks or case. Those without text are left out of both. One pass over the input.
struct LeftOut
{
    std::vector<std::size_t> missing; // into the given documents
    std::size_t known = 0; // documents with text
};
LeftOut leftOutOf(const telemetry::Generation& generation,
                  std::span<const telemetry::Document* const> documents);

} // namespace trace
