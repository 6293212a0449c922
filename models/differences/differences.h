// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/contrast.h"
#include "models/differences/generationtable.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace differences {

// A property of a generation by name, free of any table: what a filter, a hypothesis or a lever's
// parameter is made of. Text from outside.
struct NamedProperty
{
    enum class Kind
    {
        Value, // the attribute is `value`; of a set: has it among others
        Range, // low <= attribute <= high
        Missing, // it is not known
    };
    Attribute attribute;
    Kind kind = Kind::Value;
    std::string value;
    bool isMember = false; // of a set
    // Of a range: absent where it is open.
    std::optional<double> low;
    std::optional<double> high;
};

// How many of the suspects and of the rest lie in a part of an attribute.
struct DistributionBar
{
    enum class Kind
    {
        Value,
        Range,
        Others, // all values that have no bar of their own
        Missing,
    };
    Kind kind = Kind::Value;
    std::string value;
    double low = 0; // of a range, both seen
    double high = 0;
    std::int64_t suspects = 0;
    std::int64_t rest = 0;
    bool isInProperty = false; // of the difference that the bars belong to
};

struct DifferenceRow
{
    NamedProperty property;
    bool isSure = true; // false: it could be chance, see Differences::unsure
    attribution::FourCounts counts; // of answers
    // The same where those of one conversation count as many as they tell; else equal to `counts`.
    attribution::WeighedCounts weighed;
    // Of the shares of `weighed`, -1..1; of all that was tried.
    attribution::Difference difference;
    std::int64_t conversations = 0; // see GenerationTable; that hold a suspect with the property
    std::string service; // of all suspects with the property; empty: of several
    std::vector<NamedProperty> sameAnswers; // hold of nearly the same answers
    // What is left of it among answers that are alike in another row's attribute; see Finding.
    std::optional<attribution::Remainder> remainder;
    std::optional<std::size_t> explainedBy; // the row that leaves nothing of it, further up
    std::optional<std::size_t> goesThrough; // likewise, but what came later: a row anywhere
    std::vector<DistributionBar> bars; // at most kMostBars, missing last
    static constexpr std::size_t kMostBars = 16;

    // Whether some answers count less than one, so that `weighed` tells other shares than `counts`.
    bool isWeighed() const
    {
        return weighed.suspects + 0.5 < static_cast<double>(counts.suspects)
            || weighed.rest + 0.5 < static_cast<double>(counts.rest);
    }
};

// Which answers are held against which.
struct DifferenceQuery
{
    enum class Among
    {
        Suspects, // with at least `minimum` against those that were judged and have less
        Selected, // `selected` against those that were judged, have less than `minimum` and are not
                  // selected
        Region, // of `service` (empty: any) begun within `region` against all others
    };
    Among among = Among::Suspects;
    double minimum = 0.5;
    std::vector<telemetry::SpanKey> selected;
    telemetry::TimeRange region;
    std::string service;
};

// What sets the one apart from the others. Absent rows: nothing that is surer than chance.
struct Differences
{
    std::vector<DifferenceRow> rows; // the surest first
    // Where there are no rows and not too few answers: what differs most all the same. Each could
    // be chance.
    std::vector<DifferenceRow> unsure;
    std::size_t sure = 0; // properties that differ surely; more than rows when some are folded
    std::int64_t tries = 0; // properties that were compared
    std::int64_t suspects = 0;
    std::int64_t rest = 0;
    std::int64_t suspectConversations = 0; // see GenerationTable
    std::int64_t unjudged = 0; // read, and in neither
    std::int64_t unselected = 0; // in neither: suspects that others were selected from
    // Selected ones that are not in the table: not read yet, or when all is, not in the view or not
    // among the latest.
    std::int64_t notRead = 0;
    std::int64_t read = 0; // of toRead generations in the view
    std::int64_t toRead = 0;
    std::int64_t inView = 0; // more than toRead: only the latest are compared
    std::vector<LeftOut> leftOut;

    bool isComplete() const { return read >= toRead; }
    // What one has is shared by none, and beside fewer others nothing tells.
    static constexpr std::int64_t kFewestSuspects = 2;
    static constexpr std::int64_t kFewestOthers = 5;
    bool isTooFew() const { return suspects < kFewestSuspects || rest < kFewestOthers; }
    // Up to here only what hardly any of the rest has can be sure.
    static constexpr std::int64_t kFew = 30;
};

Differences differencesOf(const GenerationTable& table, const DifferenceQuery& query);

} // namespace differences
