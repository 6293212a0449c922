// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace store {

class Reader;

enum class TraceChange
{
    None,
    Changed,
    Restarted, // nothing of it is known any more, it is to be read anew
};

// Which rows of a table. Rows get ascending ids and never change: where some went and as many came,
// the sum of the ids is another one.
struct RowTally
{
    std::int64_t count = 0;
    std::int64_t ids = 0; // their sum

    void add(std::int64_t id)
    {
        ++count;
        ids += id;
    }
    friend bool operator==(const RowTally&, const RowTally&) = default;
};

// How much of a trace was known at a moment, and is still in the recording: two that are equal are
// of the same spans with the same texts and verdicts, unless somebody else wrote other things under
// the same ids.
struct TraceStamp
{
    RowTally spans;
    std::int64_t versions = 0; // of spans that told more later
    RowTally logs;
    RowTally evaluations; // those that name only a response of it included

    friend bool operator==(const TraceStamp&, const TraceStamp&) = default;
};

// How far the reading of one trace has come: readOn() reads a part of it, whatever reader of the
// same recording does it, and update() what came since. Rows stand in the order in which they were
// read, mostly that of their recording. One thread at a time.
class TraceScan
{
public:
    TraceScan() = default;
    TraceScan(const telemetry::TraceId& id, const View& view)
        : m_trace(id)
        , m_view(view)
    {
    }

    // Up to `most` spans more.
    telemetry::Result<void> readOn(const Reader& reader, std::size_t most);
    // What came since, or got another state. Of one that is not whole, or where something was
    // removed, or another view knows less: Restarted.
    telemetry::Result<TraceChange> update(const Reader& reader, const View& view);
    // Of the trace as known at a view; the reading stays where it is. Whole scans only. Cheap where
    // it is asked for again: only rows that came since are looked at, beside the index of its spans
    // (whether some were removed), its log records and its evaluations (those by response only in
    // traces of at most kMostByResponse generations).
    telemetry::Result<TraceStamp> stamp(const Reader& reader, const View& view);
    // The calls that sent no span but can be concluded, as known at the scan's view; whole scans
    // only. See Reader::trace().
    telemetry::Result<std::vector<SpanRow>> inferredCalls(const Reader& reader) const;

    const telemetry::TraceId& trace() const { return m_trace; }
    const View& view() const { return m_view; } // as known when
    bool isBegun() const { return m_isBegun; }
    bool isWhole() const { return m_isBegun && m_next == m_ids.size(); }
    std::size_t total() const { return m_ids.size(); } // spans there are, once it has begun
    std::size_t count() const { return m_rowIds.size(); } // that were read
    const std::vector<SpanRow>& rows() const { return m_rows; }

    // For who keeps the rows somewhere else meanwhile: the first count() of them have to be back,
    // in the same order, before anything more is read.
    std::vector<SpanRow> take() { return std::exchange(m_rows, {}); }
    void put(std::vector<SpanRow> rows) { m_rows = std::move(rows); }

    static constexpr std::int64_t kMostByResponse = 20'000;

private:
    friend class Reader; // which reads in a transaction of its own

    void readPart(const Reader& reader, std::size_t most);
    std::vector<SpanRow> missingCalls(const Reader& reader) const;
    void lookForVersions(const Reader& reader);
    void forgetRemoved(const Reader& reader);

    struct Moment // of a span: it was recorded, or told more than it had
    {
        std::int64_t span; // row
        telemetry::Timestamp since;
    };

    telemetry::TraceId m_trace;
    View m_view;
    bool m_isBegun = false;
    std::vector<std::int64_t> m_ids; // rows of the recording, ascending
    std::size_t m_next = 0; // of these: what is to be read
    std::vector<std::int64_t> m_later; // rows that were not known yet at the view's time
    std::vector<SpanRow> m_rows;
    std::vector<std::int64_t> m_rowIds; // by row: where it stands in the recording
    std::vector<std::int64_t> m_bodies; // by row: the body; less than 0: of one of its versions
    // For stamps, whatever the view: what there is, and up to which row it was looked for.
    std::vector<Moment> m_recorded; // each span; ascending rows
    std::int64_t m_lastSpan = 0;
    std::vector<Moment> m_versions;
    std::size_t m_versionsOf = 0; // of so many of m_ids they were looked for
    std::int64_t m_lastVersion = 0;
};

} // namespace store
