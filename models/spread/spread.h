// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/places.h"
#include "models/similarity/statements.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace spread {

inline constexpr std::size_t kMostStatements = 100; // of a question

// Where did a statement go, and where did it come from?
struct SpreadQuestion
{
    std::optional<telemetry::SpanKey> suspect; // whose output it is
    // What to look for. Empty: the sentences of the suspect's output in which a validator or judge
    // found something wrong, or all where none points at one.
    std::string text;
    telemetry::TimeRange range{telemetry::Timestamp::min(), telemetry::Timestamp::max()};
    telemetry::Timestamp knownAt = telemetry::Timestamp::max();
    bool isEarlierWanted = true; // also places from before the suspect
    bool isEverywhereWanted = false; // also what is boilerplate, see Spread
    std::size_t limit = 50'000; // places that are read; of more it is said that there are more
    // How long a call may read; what it leaves, the least likely, the next one goes on with.
    std::optional<telemetry::Duration> readingTime;
};

// How a place is known to belong to it.
enum class SpreadLink : std::uint8_t
{
    Trace, // in the trace of the suspect, or of a place before it
    SpanLink, // in a trace whose spans name such a trace in their links
    Text, // by what it says alone
};
const char* toString(SpreadLink link); // trace, span_link, text

// One text that holds one of the statements.
struct SpreadPlace
{
    telemetry::SpanKey key;
    std::string service;
    telemetry::StepKind step = telemetry::StepKind::Other;
    similarity::PlaceKind kind = similarity::PlaceKind::Input;
    std::string name; // role, tool or document id
    std::string user; // empty: not told
    std::string session;
    telemetry::Timestamp time; // when it was received, or said
    similarity::Likeness likeness = similarity::Likeness::Copied;
    double score = 0; // share of the statement that is there
    bool isReworded = false; // other words stand for some of it, as in what only looks like it
    std::size_t statement = 0; // which of Spread::statements
    std::int64_t first = 0; // code points of the text at that place, half-open
    std::int64_t last = 0;
    std::string stretch; // these, as they stand there
    SpreadLink link = SpreadLink::Text;
    bool isEarlier = false; // than the suspect
    // The place it was handed over from, in Spread::places; none for where it begins, and for what
    // a document store or a tool gave while no trace tells where that has it from.
    std::optional<std::size_t> from;
    std::optional<std::size_t> hops; // hand-overs from where it begins; none: by text alone
};

struct SpreadCounts
{
    std::size_t places = 0;
    std::size_t spans = 0;
    std::size_t services = 0;
    std::size_t pipelines = 0; // service and name of the span that their traces begin with
    std::size_t traces = 0;
    std::size_t answers = 0; // outputs of models
    std::size_t users = 0; // those that are told
    std::size_t sessions = 0;
    std::size_t answersWithoutUser = 0;
};

// How surely a place is one: what became of sentences of unrelated answers that were looked for in
// the same texts in the same way. Bounds are those of a 95 % interval; false matches of one
// sentence come together, and count by how unevenly they fall on sentences.
struct FalseMatches
{
    std::size_t statements = 0; // such sentences
    std::size_t statementsMatched = 0; // of these: with a false match
    std::int64_t pairs = 0; // of such a sentence and a text it was looked for in
    double matched = 0; // that passed for the same with other words for some of it
    bool isSampled = false; // `matched` is put together from a part of what had to be read
    double perStatement = 0;
    double perStatementAtLeast = 0;
    double perStatementAtMost = 0; // infinite while no sentence was looked for
};
// The bounds, from how many false matches each sentence had. `weight`: what the smallest number of
// them stands for, where only one text of so many was looked at.
void setRate(FalseMatches& matches, const std::vector<double>& bySentence, double weight = 1);

struct Spread
{
    std::vector<similarity::Statement> statements;
    std::size_t leftOut = 0; // sentences of the question that are not looked for: there are more
                             // than kMostStatements
    // Those that were everywhere from the beginning of the recording on, as a disclaimer is: not
    // looked for unless that was asked for.
    std::vector<std::size_t> boilerplate;
    bool isEverywhereWanted = false; // it was
    bool isNarrowed = false; // only what is later, or in a range, was asked for
    std::vector<SpreadPlace> places; // in order of time, without the suspect's own output
    SpreadCounts later; // without what is earlier
    SpreadCounts earlier;
    std::map<std::string, std::size_t> pipelines; // places in each; "service: span name"
    FalseMatches falseMatches;
    std::optional<telemetry::Timestamp> suspectTime; // when the suspect had answered
    std::optional<std::string> suspectService;
    std::int64_t texts = 0; // that were looked through
    std::int64_t candidates = 0; // spans that were compared word for word
    std::int64_t unread = 0; // spans that may hold it too and were not, for want of time or room
    bool isLimited = false; // there are as many places as were asked for
    std::optional<telemetry::Timestamp>
        unmarkedUntil; // read as a whole up to what was recorded then
};

// Counts places; `isEarlier` chooses which.
SpreadCounts countsOf(const Spread& spread, bool isEarlier,
                      const std::map<telemetry::TraceId, std::string>& pipelines);

} // namespace spread
