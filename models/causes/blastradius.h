// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/caseanswer.h"
#include "models/store/query.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace store {
class Reader;
}

namespace causes {

// Which answers: those of a service, with a value of a trait or all of them.
struct Reached
{
    std::string service;
    std::optional<Trait> trait = {};
    std::string value = {};
    telemetry::Timestamp since; // the onset; what began earlier counts for the last minutes only

    friend bool operator==(const Reached&, const Reached&) = default;
};

// Whom wrong answers, or a lever, reach. Counted, not estimated; where that was too much, by the
// newest only, and then numbers are "at least". The two counts of answers are exact for a model and
// for all, whatever was read.
struct BlastRadius
{
    using Part = std::pair<std::string, std::int64_t>; // name, answers
    std::int64_t recent = 0; // answers of the last fifteen minutes before the cursor
    std::int64_t since = 0; // since the onset
    std::int64_t users = 0; // people, told apart by user, else by conversation
    std::int64_t anonymous = 0; // answers of which neither is told
    std::vector<Part> tenants; // most answers first; empty: none is told
    // Services that work in the same traces and came after the answer or were waiting for it, by
    // how many of `traces` they are in. Those that take answers on without a trace are not seen.
    std::vector<Part> downstream;
    std::int64_t traces = 0; // the newest, that were looked through for tenants and services
    std::int64_t allTraces = 0; // of those answers that were read
    telemetry::Timestamp from; // the first that was counted
    bool isCut = false; // there were more answers than are read: people are "at least"
    bool areAnswersCut = false; // so are the two counts of answers

    bool areTracesCut() const { return isCut || traces < allTraces; }
};

inline constexpr std::int64_t kMostReached = 20'000; // answers that are read
inline constexpr std::int64_t kMostReachedTraces = 1'000; // where many are asked about, and often
inline constexpr telemetry::Duration kRecently = std::chrono::minutes(15);

// Pool thread. Up to view.range.end, as known at view.knownAt; that end is the cursor.
telemetry::Result<BlastRadius> blastRadius(const store::Reader& reader, const store::View& view,
                                           const Reached& reached);
// Of several at once, in their order: what they have in common is read once. So many traces of each
// are looked through for tenants and services.
telemetry::Result<std::vector<BlastRadius>>
blastRadii(const store::Reader& reader, const store::View& view,
           const std::vector<Reached>& reached, std::int64_t mostTraces = kMostReachedTraces);

// "1204 answers in the last 15 min, 5310 since the onset; to 312 users of 4 tenants (acme, fjord,
// kestrel and 1 more); in their own traces taken on by agent-orders; where their words went is not
// known from here: Spread tells". Names as they were sent.
std::string reachText(const BlastRadius& radius);
// Its second half, of those since the onset; empty without any.
std::string peopleText(const BlastRadius& radius);

} // namespace causes
