// SPDX-License-Identifier: GPL-3.0-or-later

// Reads over a whole recording: how far it reaches, how much there is when, and its timeline.

#include "models/store/reader.h"
#include "models/store/readerprivate.h"

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <utility>

namespace store {

namespace {

using namespace std::chrono_literals;

// Exporters send in batches, some seconds late; an import comes later than that.
constexpr telemetry::Duration kLatestDelivery = 60s;

std::vector<telemetry::TimelineEntry> entriesOf(Statement& select)
{
    std::vector<telemetry::TimelineEntry> entries;
    while (select.step())
        entries.push_back(entryOf(select));
    return entries;
}

// Smallest and largest time of one kind of row; each comes from the end of an index. Times that
// were not given are zero, and none.
struct Ends
{
    std::optional<telemetry::Timestamp> first;
    std::optional<telemetry::Timestamp> last;
};

Ends endsOf(const Reader::Private& reader, const char* first, const char* last)
{
    const auto read = [&reader](const char* sql) {
        Statement select = reader.database.prepare(sql);
        const bool hasRow = select.step() && !select.isNull(0);
        return reader.hasFailed(select) || !hasRow ? std::optional<telemetry::Timestamp>()
                                                   : select.time(0);
    };
    return {.first = read(first), .last = read(last)};
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

} // namespace

telemetry::Result<std::vector<telemetry::TimelineEntry>> Reader::timeline(const View& view) const
{
    Statement select = d->database.prepare(
        std::string(kEntryColumns)
        + "WHERE time_ns>=? AND time_ns<? AND recorded_ns<=? ORDER BY time_ns, sequence");
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    auto entries = entriesOf(select);
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return entries;
}

telemetry::Result<std::vector<telemetry::TimelineEntry>>
Reader::timeline(const View& view, const std::vector<std::string>& kinds) const
{
    std::string wanted; // as many as are bound below
    for (std::size_t i = 0; i < kinds.size(); ++i)
        wanted += i == 0 ? "?" : ",?";
    Statement select =
        d->database.prepare(std::string(kEntryColumns)
                            + "WHERE time_ns>=? AND time_ns<? AND recorded_ns<=? AND kind IN ("
                            + wanted + ") ORDER BY time_ns, sequence");
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    for (const std::string& kind : kinds)
        select.bind(kind);
    auto entries = entriesOf(select);
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return entries;
}

telemetry::Result<std::optional<telemetry::TimelineEntry>>
Reader::newestEntry(const std::string& kind, const std::string& subject,
                    telemetry::Timestamp knownAt) const
{
    Statement select = d->database.prepare(std::string(kEntryColumns)
                                           + "WHERE kind=? AND subject=? AND recorded_ns<=? "
                                             "ORDER BY time_ns DESC, sequence DESC LIMIT 1");
    select.bind(kind).bind(subject).bind(knownAt);
    auto entries = entriesOf(select);
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return entries.empty() ? std::nullopt : std::optional(std::move(entries.front()));
}

telemetry::Result<std::vector<telemetry::TimelineEntry>>
Reader::timelineAfter(std::int64_t sequence, telemetry::Timestamp knownAt) const
{
    Statement select = d->database.prepare(
        std::string(kEntryColumns) + "WHERE sequence>? AND recorded_ns<=? ORDER BY sequence");
    select.bind(sequence).bind(knownAt);
    auto entries = entriesOf(select);
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return entries;
}

telemetry::Result<std::optional<Extent>> Reader::extent() const
{
    const Private::Transaction transaction(d->database);
    const Ends spans = endsOf(*d, "SELECT min(start_ns) FROM spans WHERE start_ns>0",
                              "SELECT max(start_ns) FROM spans WHERE start_ns>0");
    // A log record alone can tell a generation: there may be no spans at all.
    const Ends generations = endsOf(*d, "SELECT min(start_ns) FROM generations WHERE start_ns>0",
                                    "SELECT max(start_ns) FROM generations WHERE start_ns>0");
    const Ends evaluations = endsOf(*d, "SELECT min(time_ns) FROM evaluations WHERE time_ns>0",
                                    "SELECT max(time_ns) FROM evaluations WHERE time_ns>0");
    // Rows are appended as they are recorded: the first and the last say how far that reaches.
    const Ends recorded = endsOf(*d, "SELECT recorded_ns FROM spans ORDER BY id LIMIT 1",
                                 "SELECT recorded_ns FROM spans ORDER BY id DESC LIMIT 1");
    const Ends told = endsOf(*d, "SELECT recorded_ns FROM generations ORDER BY id LIMIT 1",
                             "SELECT recorded_ns FROM generations ORDER BY id DESC LIMIT 1");
    const Ends judged = endsOf(*d, "SELECT recorded_ns FROM evaluations ORDER BY id LIMIT 1",
                               "SELECT recorded_ns FROM evaluations ORDER BY id DESC LIMIT 1");
    const Ends alarms = endsOf(*d, "SELECT recorded_ns FROM alarms ORDER BY id LIMIT 1",
                               "SELECT recorded_ns FROM alarms ORDER BY id DESC LIMIT 1");
    const Ends happened = endsOfTimeline(*d);
    const Ends noted = endsOf(*d, "SELECT recorded_ns FROM timeline ORDER BY sequence LIMIT 1",
                              "SELECT recorded_ns FROM timeline ORDER BY sequence DESC LIMIT 1");
    if (d->isDamaged())
        return tl::make_unexpected(d->takeError());

    Extent extent;
    const auto camePast = [](const Ends& events, const Ends& learned) {
        return events.last && learned.first && *learned.first > *events.last + kLatestDelivery;
    };
    extent.isImport = spans.last ? camePast(spans, recorded)
        : generations.last       ? camePast(generations, told)
                                 : camePast(evaluations, judged);
    std::optional<telemetry::TimeRange> range;
    widen(range, spans);
    widen(range, generations);
    if (extent.isImport || !range)
        widen(range, evaluations);
    if (!extent.isImport)
        widen(range, happened);
    if (!range)
        return std::optional<Extent>();
    if (!extent.isImport) {
        for (const Ends* ends : {&recorded, &told, &judged, &alarms, &noted})
            widen(range, *ends);
    }
    extent.range = *range;
    return std::optional(extent);
}

telemetry::Result<DensityPart>
Reader::density(telemetry::Timestamp knownAt, telemetry::Duration step, std::int64_t afterRow) const
{
    const Private::Transaction transaction(d->database);
    DensityPart part;
    Statement last = d->database.prepare(
        "SELECT coalesce((SELECT id - 1 FROM generations WHERE id>?1 AND recorded_ns>?2 "
        "ORDER BY id LIMIT 1), (SELECT max(id) FROM generations), 0)");
    last.bind(afterRow).bind(knownAt);
    part.lastRow = last.step() ? std::max(afterRow, last.integer(0)) : afterRow;
    const std::int64_t nanos = std::max<std::int64_t>(1, step.count());
    Statement select = d->database.prepare("SELECT start_ns/?1, count(*) FROM generations "
                                           "WHERE id>?2 AND id<=?3 AND start_ns>0 "
                                           "GROUP BY 1 ORDER BY 1");
    select.bind(nanos).bind(afterRow).bind(part.lastRow);
    while (select.step())
        part.buckets.push_back({.start = telemetry::fromUnixNanos(select.integer(0) * nanos),
                                .generations = select.integer(1)});
    if (d->hasFailed(last) || d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return part;
}

telemetry::Result<std::int64_t> Reader::generationsFrom(telemetry::Timestamp start) const
{
    Statement select = d->database.prepare("SELECT count(*) FROM generations WHERE start_ns>=?");
    select.bind(start);
    const std::int64_t count = select.step() ? select.integer(0) : 0;
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return count;
}

} // namespace store
