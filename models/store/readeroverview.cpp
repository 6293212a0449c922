// SPDX-License-Identifier: GPL-3.0-or-later

// Reads over a whole recording: how much there is when, and its timeline. How far: extent.cpp.

#include "models/store/reader.h"
#include "models/store/readerprivate.h"

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <utility>

namespace store {

namespace {

using namespace std::chrono_literals;

std::vector<telemetry::TimelineEntry> entriesOf(Statement& select)
{
    std::vector<telemetry::TimelineEntry> entries;
    while (select.step())
        entries.push_back(entryOf(select));
    return entries;
}

} // namespace

telemetry::Result<std::vector<telemetry::TimelineEntry>> Reader::timeline(const View& view) const
{
    Statement select =
        d->database.prepare(std::string(kEntryColumns)
                            + "WHERE sequence>0 AND time_ns>=? AND time_ns<? AND recorded_ns<=? "
                              "ORDER BY time_ns, sequence");
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
                            + "WHERE sequence>0 AND time_ns>=? AND time_ns<? AND recorded_ns<=? "
                              "AND kind IN ("
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

telemetry::Result<std::string> Reader::recordingId() const
{
    constexpr std::size_t length = 16;
    Statement select = d->database.prepare(std::string(kEntryColumns) + "WHERE sequence=1");
    auto entries = entriesOf(select);
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return entries.empty() ? std::string() : entries.front().hash.substr(0, length);
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
