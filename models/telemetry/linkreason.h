// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace telemetry {

// Why a link is in its state, or why there is a gap, as far as this console itself says so. It is
// recorded in words, in English; a window in another language finds here what they were made of.
enum class LinkReason : std::uint8_t
{
    NothingYet,
    SilentIrregular, // for how long
    Silent, // for how long, and how often it sends
    Late, // how old what comes is
    SentAwayFull, // why: it comes again
    SentAway, // why
    PullEnded,
    NotAskedYet,
    NothingForUs,
    NothingNew, // for longer than this
    FeedSilent, // of which feed, for how long, and how often it sends
    FeedSilentIrregular, // of which feed, for how long
    NothingCame, // for how long: a gap
    NotRecording, // likewise
    NotToldYet, // a source is known by what it sent
    NotWatched, // likewise, in a recording
};

// With places for what is told: %1 to %3. Marked for the translators, in the context
// "items::LinkModel".
const char* patternOf(LinkReason reason);
std::string linkReason(LinkReason reason, std::initializer_list<std::string> values = {});

struct SaidReason
{
    LinkReason reason = LinkReason::NothingYet;
    std::vector<std::string> values;
};
// What words were made of; absent: they are another's, a peer's or those of an older console.
std::optional<SaidReason> linkReasonFrom(std::string_view words);

} // namespace telemetry
