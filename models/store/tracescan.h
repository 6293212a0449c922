// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace store {

// How far the reading of one trace has come: Reader::readOn() reads a part of it, whatever reader
// of the same recording does it, and Reader::update() what came since. Rows stand in the order in
// which they were read, mostly that of their recording. One thread at a time.
class TraceScan
{
public:
    TraceScan() = default;
    TraceScan(const telemetry::TraceId& id, const View& view)
        : m_trace(id)
        , m_view(view)
    {
    }

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

private:
    friend class Reader;

    telemetry::TraceId m_trace;
    View m_view;
    bool m_isBegun = false;
    std::vector<std::int64_t> m_ids; // rows of the recording, ascending
    std::size_t m_next = 0; // of these: what is to be read
    std::vector<std::int64_t> m_later; // rows that were not known yet at the view's time
    std::vector<SpanRow> m_rows;
    std::vector<std::int64_t> m_rowIds; // by row: where it stands in the recording
    std::vector<std::int64_t> m_bodies; // by row: the body; less than 0: of one of its versions
};

} // namespace store
