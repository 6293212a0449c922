// SPDX-License-Identifier: GPL-3.0-or-later

// Reads all spans of one trace. Their rows are read in the order in which they lie in the file:
// in that of their times, or of the index that finds them, each of a million would be on another
// page, and pages would be read again and again.

#include "models/store/tracescan.h"

#include "models/store/inferredcalls.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"
#include "models/store/spanrows.h"

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
constexpr std::size_t kLookedUp = 5'000;

std::vector<std::int64_t> spanRowIds(Reader::Private& reader, const telemetry::TraceId& trace)
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

std::int64_t bodyNumber(const Statement& row)
{
    return row.isNull(kVersionColumn) ? row.integer(kSpanIdColumn) : -row.integer(kVersionColumn);
}

} // namespace

void TraceScan::readPart(const Reader& reader, std::size_t most)
{
    Reader::Private& d = reader.parts();
    if (!m_isBegun) {
        m_ids = spanRowIds(d, m_trace);
        m_isBegun = true;
        m_rowIds.reserve(m_ids.size());
        m_bodies.reserve(m_ids.size());
        m_recorded.reserve(m_ids.size());
        m_lastSpan = m_ids.empty() ? 0 : m_ids.back();
    }
    const std::size_t end = m_next + std::min(most, m_ids.size() - m_next);
    // Read at once, and for a trace of this size alone: nothing is given back by growing.
    if (end == m_ids.size())
        m_rows.reserve(end);
    readRows(d, m_trace, m_view, m_ids, m_next, end, [&](const Statement& row) {
        SpanRow span = spanRow(d, row);
        m_recorded.push_back({row.integer(kSpanIdColumn), span.recorded});
        if (span.recorded > m_view.knownAt) {
            m_later.push_back(row.integer(kSpanIdColumn));
            return;
        }
        m_rows.push_back(std::move(span));
        m_rowIds.push_back(row.integer(kSpanIdColumn));
        m_bodies.push_back(bodyNumber(row));
    });
    m_next = end;
}

std::vector<SpanRow> TraceScan::missingCalls(const Reader& reader) const
{
    return store::missingCalls(reader.parts(), m_trace, m_view, m_bodies, m_rows);
}

telemetry::Result<void> TraceScan::readOn(const Reader& reader, std::size_t most)
{
    const Reader::Private::Transaction transaction(reader.parts().database);
    readPart(reader, most);
    return reader.parts().outcome();
}

// Those of few spans are looked up; of many, all that there are are gone through once. Then only
// what is new, of spans and of versions.
void TraceScan::lookForVersions(const Reader& reader)
{
    Reader::Private& d = reader.parts();
    Statement newest = d.database.prepare("SELECT max(id) FROM span_versions");
    const std::int64_t last = newest.step() && !newest.isNull(0) ? newest.integer(0) : 0;
    static_cast<void>(d.hasFailed(newest));
    const bool isLookedUp = m_ids.size() - m_versionsOf <= kLookedUp;
    const std::size_t before = m_versionsOf > 0 || isLookedUp ? m_versionsOf : m_ids.size();
    const auto known = m_ids.begin() + static_cast<std::ptrdiff_t>(before);
    if (last > m_lastVersion && before > 0) {
        Statement since =
            d.database.prepare("SELECT span, until_ns FROM span_versions WHERE id>?1 AND id<=?2");
        since.bind(m_lastVersion).bind(last);
        while (since.step()) {
            if (std::binary_search(m_ids.begin(), known, since.integer(0)))
                m_versions.push_back({since.integer(0), since.time(1)});
        }
        static_cast<void>(d.hasFailed(since));
    }
    Statement one = d.database.prepare("SELECT until_ns FROM span_versions WHERE span=?1");
    for (auto id = known; id != m_ids.end(); ++id) {
        one.bind(*id);
        while (one.step())
            m_versions.push_back({*id, one.time(0)});
        static_cast<void>(d.hasFailed(one));
        one.reset();
    }
    m_versionsOf = m_ids.size();
    m_lastVersion = last;
}

// Retention takes rows out, and so may who works on the file: of those that are gone nothing is
// counted any more.
void TraceScan::forgetRemoved(const Reader& reader)
{
    Reader::Private& d = reader.parts();
    RowTally known;
    for (const Moment& span : m_recorded)
        known.add(span.span);
    Statement select =
        d.database.prepare("SELECT count(*), ifnull(sum(id), 0) FROM spans WHERE trace_no=?");
    select.bind(d.traceNumber(m_trace));
    const bool isTold = select.step();
    const RowTally there =
        isTold ? RowTally{.count = select.integer(0), .ids = select.integer(1)} : known;
    static_cast<void>(d.hasFailed(select));
    if (there == known)
        return;
    const std::vector<std::int64_t> ids = spanRowIds(d, m_trace);
    const auto isGone = [&ids](const Moment& of) {
        return !std::binary_search(ids.begin(), ids.end(), of.span);
    };
    std::erase_if(m_recorded, isGone);
    std::erase_if(m_versions, isGone);
}

telemetry::Result<TraceStamp> TraceScan::stamp(const Reader& reader, const View& view)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    const std::int64_t number = d.traceNumber(m_trace);
    const telemetry::Timestamp at = view.knownAt;
    Statement spans = d.database.prepare(
        "SELECT id, recorded_ns FROM spans WHERE id>?1 AND +trace_no=?2 ORDER BY id");
    spans.bind(m_lastSpan).bind(number);
    while (spans.step()) {
        m_lastSpan = spans.integer(0);
        m_recorded.push_back({m_lastSpan, spans.time(1)});
    }
    static_cast<void>(d.hasFailed(spans));
    lookForVersions(reader);
    forgetRemoved(reader);

    TraceStamp result;
    for (const Moment& span : m_recorded) {
        if (span.since <= at)
            result.spans.add(span.span);
    }
    result.versions = std::ranges::count_if(
        m_versions, [at](telemetry::Timestamp since) { return since <= at; }, &Moment::since);
    const auto tally = [&](const char* sql) {
        Statement select = d.database.prepare(sql);
        select.bind(number).bind(at);
        RowTally found;
        if (select.step())
            found = {.count = select.integer(0), .ids = select.integer(1)};
        static_cast<void>(d.hasFailed(select));
        return found;
    };
    result.logs = tally("SELECT count(*), ifnull(sum(id), 0) FROM logs WHERE trace_no=?1 AND "
                        "recorded_ns<=?2");
    result.evaluations = tally("SELECT count(*), ifnull(sum(id), 0) FROM evaluations WHERE "
                               "trace_no=?1 AND recorded_ns<=?2");
    if (tally("SELECT EXISTS(SELECT 1 FROM evaluations WHERE trace_no IS NULL AND ?1 IS NOT NULL "
              "AND ?2 IS NOT NULL), 0")
                .count
            > 0
        && tally("SELECT count(*), 0 FROM generations WHERE trace_no=?1 AND ?2 IS NOT NULL").count
            <= kMostByResponse) {
        const RowTally ofResponses =
            tally("SELECT count(*), ifnull(sum(e.id), 0) FROM generations g JOIN evaluations e ON "
                  "e.response_hash=g.response_hash WHERE g.trace_no=?1 AND e.recorded_ns<=?2 AND "
                  "e.response_hash IS NOT NULL AND e.origin=0 AND e.trace_no IS NULL");
        result.evaluations.count += ofResponses.count;
        result.evaluations.ids += ofResponses.ids;
    }
    if (d.isDamaged())
        return tl::make_unexpected(d.takeError());
    return result;
}

telemetry::Result<TraceChange> TraceScan::update(const Reader& reader, const View& view)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    const std::vector<std::int64_t> ids = spanRowIds(d, m_trace);
    // What is gone, or was not known yet at the time that is asked for, cannot be taken out.
    if (!isWhole() || view.knownAt < m_view.knownAt
        || !std::includes(ids.begin(), ids.end(), m_ids.begin(), m_ids.end())) {
        *this = TraceScan(m_trace, view);
        if (d.isDamaged())
            return tl::make_unexpected(d.takeError());
        return TraceChange::Restarted;
    }
    std::vector<std::int64_t> wanted = std::move(m_later);
    m_later.clear();
    std::set_difference(ids.begin(), ids.end(), m_ids.begin(), m_ids.end(),
                        std::back_inserter(wanted));
    m_ids = ids;
    m_next = ids.size();
    lookForVersions(reader);
    const telemetry::Timestamp before = m_view.knownAt;
    for (const Moment& version : m_versions) {
        if (version.since > before || before - version.since < kCommitLag)
            wanted.push_back(version.span);
    }
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());

    std::unordered_map<std::int64_t, std::size_t> places;
    if (!wanted.empty()) {
        places.reserve(m_rowIds.size());
        for (std::size_t i = 0; i < m_rowIds.size(); ++i)
            places.emplace(m_rowIds[i], i);
    }
    bool hasChanged = false;
    m_view = view;
    readRows(d, m_trace, view, wanted, 0, wanted.size(), [&](const Statement& row) {
        const std::int64_t id = row.integer(kSpanIdColumn);
        // A range has rows of the trace that nobody asked for.
        if (!std::binary_search(wanted.begin(), wanted.end(), id))
            return;
        SpanRow span = spanRow(d, row);
        if (span.recorded > view.knownAt) {
            m_later.push_back(id);
            return;
        }
        const auto known = places.find(id);
        if (known == places.end()) {
            m_rows.push_back(std::move(span));
            m_rowIds.push_back(id);
            m_bodies.push_back(bodyNumber(row));
            hasChanged = true;
        } else if (m_rows[known->second] != span) {
            m_rows[known->second] = std::move(span);
            m_bodies[known->second] = bodyNumber(row);
            hasChanged = true;
        }
    });
    if (d.isDamaged())
        return tl::make_unexpected(d.takeError());
    return hasChanged ? TraceChange::Changed : TraceChange::None;
}

telemetry::Result<std::vector<SpanRow>> TraceScan::inferredCalls(const Reader& reader) const
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    std::vector<SpanRow> calls = missingCalls(reader);
    if (d.isDamaged())
        return tl::make_unexpected(d.takeError());
    return calls;
}

telemetry::Result<std::vector<SpanRow>> Reader::trace(const telemetry::TraceId& id,
                                                      const View& view) const
{
    TraceScan scan(id, view);
    const Private::Transaction transaction(d->database);
    scan.readPart(*this, static_cast<std::size_t>(-1));
    std::vector<SpanRow> calls = scan.missingCalls(*this);
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
