// SPDX-License-Identifier: GPL-3.0-or-later

// Reads all spans of one trace. Their rows are read in the order in which they lie in the file:
// in that of their times, or of the index that finds them, each of a million would be on another
// page, and pages would be read again and again.

#include "models/store/inferredcalls.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"
#include "models/store/spanrows.h"
#include "models/store/tracescan.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <string>
#include <unordered_map>
#include <utility>

namespace store {

namespace {

// Rows that lie so close together are read as one range, what lies between them is passed over.
constexpr std::int64_t kSpread = 4;
// A copy that was recorded just before may have been committed since.
constexpr telemetry::Duration kCommitLag = std::chrono::minutes(1);

std::vector<std::int64_t> idsOf(Reader::Private& reader, const telemetry::TraceId& trace)
{
    Statement select = reader.database.prepare("SELECT id FROM spans WHERE trace_no=?");
    select.bind(reader.traceNumber(trace));
    std::vector<std::int64_t> ids;
    while (select.step())
        ids.push_back(select.integer(0));
    static_cast<void>(reader.hasFailed(select));
    std::sort(ids.begin(), ids.end());
    return ids;
}

// Calls take(statement) for each of these rows that is still there.
template<class Take>
void readRows(Reader::Private& reader, const telemetry::TraceId& trace, const View& view,
              const std::vector<std::int64_t>& ids, std::size_t from, std::size_t to, Take&& take)
{
    if (from >= to)
        return;
    const std::string select = "SELECT " + spanColumns() + spanTables();
    const std::int64_t length = ids[to - 1] - ids[from] + 1;
    if (length / kSpread <= static_cast<std::int64_t>(to - from)) {
        Statement range = reader.database.prepare(
            select
            + "WHERE s.id>=?1 AND s.id<=?2 AND +s.trace_no=?4 AND ?3 IS NOT NULL "
              "ORDER BY s.id");
        range.bind(ids[from]).bind(ids[to - 1]).bind(view.knownAt);
        range.bind(reader.traceNumber(trace));
        while (range.step())
            take(range);
        static_cast<void>(reader.hasFailed(range));
        return;
    }
    Statement one = reader.database.prepare(select
                                            + "WHERE s.id=?1 AND ?2 IS NULL AND ?3 IS NOT "
                                              "NULL");
    for (std::size_t i = from; i < to && !reader.isDamaged(); ++i) {
        if (one.bind(ids[i]).bindNull().bind(view.knownAt).step())
            take(one);
        static_cast<void>(reader.hasFailed(one));
        one.reset();
    }
}

std::int64_t bodyOf(const Statement& row)
{
    return row.isNull(kVersionColumn) ? row.integer(kSpanIdColumn) : -row.integer(kVersionColumn);
}

} // namespace

void Reader::Private::readOn(TraceScan& scan, std::size_t most)
{
    if (!scan.m_isBegun) {
        scan.m_ids = idsOf(*this, scan.m_trace);
        scan.m_isBegun = true;
        scan.m_rowIds.reserve(scan.m_ids.size());
        scan.m_bodies.reserve(scan.m_ids.size());
    }
    const std::size_t end = scan.m_next + std::min(most, scan.m_ids.size() - scan.m_next);
    // Read at once, and for a trace of this size alone: nothing is given back by growing.
    if (end == scan.m_ids.size())
        scan.m_rows.reserve(end);
    readRows(*this, scan.m_trace, scan.m_view, scan.m_ids, scan.m_next, end,
             [&](const Statement& row) {
                 SpanRow span = spanRow(*this, row);
                 if (span.recorded > scan.m_view.knownAt) {
                     scan.m_later.push_back(row.integer(kSpanIdColumn));
                     return;
                 }
                 scan.m_rows.push_back(std::move(span));
                 scan.m_rowIds.push_back(row.integer(kSpanIdColumn));
                 scan.m_bodies.push_back(bodyOf(row));
             });
    scan.m_next = end;
}

std::vector<SpanRow> Reader::Private::callsMissingIn(const TraceScan& scan)
{
    return missingCalls(*this, scan.m_trace, scan.m_view, scan.m_bodies, scan.m_rows);
}

telemetry::Result<void> Reader::readOn(TraceScan& scan, std::size_t most) const
{
    const Private::Transaction transaction(d->database);
    d->readOn(scan, most);
    return d->outcome();
}

telemetry::Result<TraceChange> Reader::update(TraceScan& scan, const View& view) const
{
    const Private::Transaction transaction(d->database);
    const std::vector<std::int64_t> ids = idsOf(*d, scan.m_trace);
    // What is gone, or was not known yet at the time that is asked for, cannot be taken out.
    if (!scan.isWhole() || view.knownAt < scan.m_view.knownAt
        || !std::includes(ids.begin(), ids.end(), scan.m_ids.begin(), scan.m_ids.end())) {
        scan = TraceScan(scan.m_trace, view);
        if (d->isDamaged())
            return tl::make_unexpected(d->takeError());
        return TraceChange::Restarted;
    }
    std::vector<std::int64_t> wanted = std::move(scan.m_later);
    scan.m_later.clear();
    std::set_difference(ids.begin(), ids.end(), scan.m_ids.begin(), scan.m_ids.end(),
                        std::back_inserter(wanted));
    Statement merged =
        d->database.prepare("SELECT DISTINCT span FROM span_versions WHERE until_ns>?");
    const telemetry::Timestamp before = scan.m_view.knownAt;
    merged.bind(before < telemetry::Timestamp::min() + kCommitLag ? before : before - kCommitLag);
    while (merged.step()) {
        if (std::binary_search(scan.m_ids.begin(), scan.m_ids.end(), merged.integer(0)))
            wanted.push_back(merged.integer(0));
    }
    static_cast<void>(d->hasFailed(merged));
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());

    std::unordered_map<std::int64_t, std::size_t> places;
    if (!wanted.empty()) {
        places.reserve(scan.m_rowIds.size());
        for (std::size_t i = 0; i < scan.m_rowIds.size(); ++i)
            places.emplace(scan.m_rowIds[i], i);
    }
    bool hasChanged = false;
    scan.m_view = view;
    readRows(*d, scan.m_trace, view, wanted, 0, wanted.size(), [&](const Statement& row) {
        const std::int64_t id = row.integer(kSpanIdColumn);
        // A range has rows of the trace that nobody asked for.
        if (!std::binary_search(wanted.begin(), wanted.end(), id))
            return;
        SpanRow span = spanRow(*d, row);
        if (span.recorded > view.knownAt) {
            scan.m_later.push_back(id);
            return;
        }
        const auto known = places.find(id);
        if (known == places.end()) {
            scan.m_rows.push_back(std::move(span));
            scan.m_rowIds.push_back(id);
            scan.m_bodies.push_back(bodyOf(row));
            hasChanged = true;
        } else if (scan.m_rows[known->second] != span) {
            scan.m_rows[known->second] = std::move(span);
            scan.m_bodies[known->second] = bodyOf(row);
            hasChanged = true;
        }
    });
    scan.m_ids = ids;
    scan.m_next = ids.size();
    if (d->isDamaged())
        return tl::make_unexpected(d->takeError());
    return hasChanged ? TraceChange::Changed : TraceChange::None;
}

telemetry::Result<std::vector<SpanRow>> Reader::inferredCalls(const TraceScan& scan) const
{
    const Private::Transaction transaction(d->database);
    std::vector<SpanRow> calls = d->callsMissingIn(scan);
    if (d->isDamaged())
        return tl::make_unexpected(d->takeError());
    return calls;
}

telemetry::Result<std::vector<SpanRow>> Reader::trace(const telemetry::TraceId& id,
                                                      const View& view) const
{
    TraceScan scan(id, view);
    const Private::Transaction transaction(d->database);
    d->readOn(scan, static_cast<std::size_t>(-1));
    std::vector<SpanRow> calls = d->callsMissingIn(scan);
    if (d->isDamaged())
        return tl::make_unexpected(d->takeError());

    // In order of time; rows are large, so their places are sorted first.
    std::vector<SpanRow> rows = scan.take();
    std::vector<std::pair<telemetry::Timestamp, std::size_t>> order;
    order.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        order.emplace_back(rows[i].start, i);
    if (!std::is_sorted(order.begin(), order.end())) {
        std::sort(order.begin(), order.end());
        std::vector<SpanRow> sorted;
        sorted.reserve(rows.size() + calls.size());
        for (const auto& [start, place] : order)
            sorted.push_back(std::move(rows[place]));
        rows = std::move(sorted);
    }
    std::move(calls.begin(), calls.end(), std::back_inserter(rows));
    return rows;
}

} // namespace store
