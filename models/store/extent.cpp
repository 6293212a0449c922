// SPDX-License-Identifier: GPL-3.0-or-later

// How far a recording reaches, whatever single broken clocks say.

#include "models/store/reader.h"
#include "models/store/readerprivate.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace store {

namespace {

using namespace std::chrono_literals;

// Exporters send in batches, some seconds late; an import comes later than that.
constexpr telemetry::Duration kLatestDelivery = 60s;
// None sends what reaches back further than this, all of it over before the first of it arrives: a
// file that was imported as soon as it was written.
constexpr telemetry::Duration kLongestBatch = 10min;
// What happened longer before the first delivery, or later after the newest, has a broken clock.
constexpr telemetry::Duration kLongestBefore = 24h;
constexpr telemetry::Duration kLongestAhead = 15min;
// Of an import: as many times at either end may lie apart from all the others ...
constexpr std::size_t kMostApart = 32;
constexpr telemetry::Duration kApart = 24h; // ... by this, and by more than the others reach over
constexpr int kApartFactor = 3;
constexpr std::int64_t kMostCounted = 1000;

// Smallest and largest time of one kind of row; each comes from the end of an index. Times that
// were not given are zero, and none.
struct Ends
{
    std::optional<telemetry::Timestamp> first;
    std::optional<telemetry::Timestamp> last;
};

struct TimeColumn
{
    const char* table;
    const char* time;
};
constexpr TimeColumn kSpans{"spans", "start_ns"};
constexpr TimeColumn kGenerations{"generations", "start_ns"};
constexpr TimeColumn kEvaluations{"evaluations", "time_ns"};
constexpr TimeColumn kPoints{"metric_points", "time_ns"};

std::optional<telemetry::Timestamp> timeOf(const Reader::Private& reader, Statement& select)
{
    const bool hasRow = select.step() && !select.isNull(0);
    return reader.hasFailed(select) || !hasRow ? std::optional<telemetry::Timestamp>()
                                               : select.time(0);
}

// Rows are appended as they are recorded: the first and the last say how far that reaches.
Ends recordedEnds(const Reader::Private& reader, const std::string& table, const char* order = "id")
{
    const auto read = [&](const char* direction) {
        Statement select = reader.database.prepare("SELECT recorded_ns FROM " + table + " ORDER BY "
                                                   + order + direction + " LIMIT 1");
        return timeOf(reader, select);
    };
    return {.first = read(""), .last = read(" DESC")};
}

Ends endsWithin(const Reader::Private& reader, TimeColumn column, telemetry::Timestamp from,
                telemetry::Timestamp to)
{
    const auto read = [&](const char* which) {
        Statement select = reader.database.prepare(
            std::string("SELECT ") + which + '(' + column.time + ") FROM " + column.table
            + " WHERE " + column.time + ">0 AND " + column.time + ">=? AND " + column.time + "<=?");
        select.bind(from).bind(to);
        return timeOf(reader, select);
    };
    return {.first = read("min"), .last = read("max")};
}

// The times at one end, outermost first.
std::vector<telemetry::Timestamp> outermost(const Reader::Private& reader, TimeColumn column,
                                            const char* direction)
{
    Statement select = reader.database.prepare(
        std::string("SELECT ") + column.time + " FROM " + column.table + " WHERE " + column.time
        + ">0 ORDER BY " + column.time + direction + " LIMIT " + std::to_string(kMostApart + 1));
    std::vector<telemetry::Timestamp> times;
    while (select.step())
        times.push_back(select.time(0));
    return times;
}

// Where the others begin, seen from one end, when a few lie far from all of them. `middle`: a time
// among the others, as far away as is known to be one of them.
telemetry::Timestamp withoutApart(const std::vector<telemetry::Timestamp>& times,
                                  telemetry::Timestamp middle)
{
    // Of few, an eighth at most: two visits a week apart are no broken clock.
    const std::size_t most = times.size() > kMostApart ? kMostApart : times.size() / 8;
    telemetry::Timestamp end = times.front();
    for (std::size_t i = 0; i < most; ++i) {
        const telemetry::Duration gap = std::chrono::abs(times[i + 1] - times[i]);
        const telemetry::Duration others = std::chrono::abs(middle - times[i + 1]);
        if (gap > kApart && gap / kApartFactor > others)
            end = times[i + 1];
    }
    return end;
}

// Without the few that lie far from all others.
Ends usualEnds(const Reader::Private& reader, TimeColumn column)
{
    const auto early = outermost(reader, column, "");
    const auto late = outermost(reader, column, " DESC");
    if (early.empty() || late.empty())
        return {};
    const auto middle = [](const std::vector<telemetry::Timestamp>& times) {
        return times.size() > kMostApart ? times.back() : times[times.size() / 2];
    };
    return {.first = withoutApart(early, middle(late)), .last = withoutApart(late, middle(early))};
}

// The timeline has no index by time; it only grows, so each reader looks at each entry once.
Ends endsOfTimeline(Reader::Private& reader)
{
    Reader::Private::TimelineEnds& known = reader.timelineEnds;
    Statement select = reader.database.prepare(
        "SELECT max(sequence), min(time_ns), max(time_ns) FROM timeline WHERE sequence>?");
    const bool hasRow = select.bind(known.sequence).step() && !select.isNull(0);
    if (!reader.hasFailed(select) && hasRow) {
        known.first = std::min(known.first.value_or(select.time(1)), select.time(1));
        known.last = std::max(known.last.value_or(select.time(2)), select.time(2));
        known.sequence = select.integer(0);
    }
    return {.first = known.first, .last = known.last};
}

// Of what was counted elsewhere, a bucket at a time.
Ends endsOfCounted(const Reader::Private& reader)
{
    const auto read = [&](const char* which) {
        Statement select = reader.database.prepare(std::string("SELECT ") + which
                                                   + "(bucket)*1000000000 FROM counted_buckets");
        return timeOf(reader, select);
    };
    return {.first = read("min"), .last = read("max")};
}

void widen(std::optional<telemetry::TimeRange>& range, const Ends& ends)
{
    if (!ends.first || !ends.last)
        return;
    // Half-open: the newest is inside.
    const telemetry::TimeRange other{.start = *ends.first,
                                     .end = *ends.last + telemetry::Duration(1)};
    range = range ? telemetry::TimeRange{.start = std::min(range->start, other.start),
                                         .end = std::max(range->end, other.end)}
                  : other;
}

std::int64_t countOutside(const Reader::Private& reader, TimeColumn column,
                          telemetry::TimeRange range)
{
    std::int64_t count = 0;
    for (const bool isBefore : {true, false}) {
        Statement select = reader.database.prepare(
            std::string("SELECT count(*) FROM (SELECT 1 FROM ") + column.table + " WHERE "
            + column.time + ">0 AND " + column.time + (isBefore ? "<?" : ">=?") + " LIMIT "
            + std::to_string(kMostCounted) + ')');
        select.bind(isBefore ? range.start : range.end);
        if (select.step())
            count += select.integer(0);
    }
    return count;
}

} // namespace

telemetry::Result<std::optional<Extent>> Reader::extent() const
{
    const Private::Transaction transaction(d->database);
    // A log record alone can tell a generation: there may be no spans at all.
    constexpr std::array kEvents{kSpans, kGenerations, kEvaluations, kPoints};
    std::array<Ends, kEvents.size()> whole;
    std::array<Ends, kEvents.size()> usual;
    std::array<Ends, kEvents.size()> recorded;
    for (std::size_t i = 0; i < kEvents.size(); ++i) {
        whole[i] =
            endsWithin(*d, kEvents[i], telemetry::Timestamp::min(), telemetry::Timestamp::max());
        usual[i] = usualEnds(*d, kEvents[i]);
        recorded[i] = recordedEnds(*d, kEvents[i].table);
    }
    const Ends alarms = recordedEnds(*d, "alarms");
    const Ends happened = endsOfTimeline(*d);
    const Ends noted = recordedEnds(*d, "timeline", "sequence");
    // Told a minute while it is recorded, also while nothing comes.
    const Ends linked = recordedEnds(*d, "link_states");
    if (d->isDamaged())
        return tl::make_unexpected(d->takeError());

    Extent extent;
    for (std::size_t i = 0; i < kEvents.size(); ++i) {
        if (!usual[i].last)
            continue;
        extent.isImport = recorded[i].first
            && (*recorded[i].first > *usual[i].last + kLatestDelivery
                || (*recorded[i].first > *usual[i].last
                    && *recorded[i].first
                        > usual[i].first.value_or(*usual[i].last) + kLongestBatch));
        break;
    }
    std::optional<telemetry::TimeRange> delivered;
    for (const Ends& ends : recorded)
        widen(delivered, ends);
    std::array<Ends, kEvents.size()> within = usual;
    for (std::size_t i = 0; !extent.isImport && delivered && i < kEvents.size(); ++i)
        within[i] = endsWithin(*d, kEvents[i], delivered->start - kLongestBefore,
                               delivered->end + kLongestAhead);
    std::optional<telemetry::TimeRange> range;
    std::optional<telemetry::TimeRange> all;
    for (std::size_t i = 0; i < kEvents.size(); ++i) {
        const bool isTold = i < 2 || extent.isImport || !range;
        if (isTold) {
            widen(range, within[i]);
            widen(all, whole[i]);
        }
    }
    if (!range)
        widen(range, endsOfCounted(*d));
    if (!extent.isImport)
        widen(range, happened);
    if (!range)
        return std::optional<Extent>();
    if (!extent.isImport) {
        for (const Ends& ends : recorded)
            widen(range, ends);
        for (const Ends& ends : {alarms, noted, linked})
            widen(range, ends);
    }
    extent.range = *range;
    extent.whole = *range;
    if (all)
        extent.whole = {.start = std::min(range->start, all->start),
                        .end = std::max(range->end, all->end)};
    if (extent.whole != extent.range)
        extent.outside = countOutside(*d, whole[0].first ? kSpans : kGenerations, extent.range)
            + countOutside(*d, kEvaluations, extent.range);
    return std::optional(extent);
}

} // namespace store
