// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/charts/longseries.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace charts {

// What each pixel column of a line of many samples spans. Kept from frame to frame: when the range
// slides by whole columns, only those that came into view, and the newest, are looked up again.
class ColumnCache
{
public:
    struct Column
    {
        LongSeries::Extremes extremes; // empty: nothing is drawn
        bool isAfterGap = false; // no line leads to it from the left
        std::size_t end = 0; // first sample beyond it
    };

    struct Grid
    {
        telemetry::Timestamp start; // of the first column
        telemetry::Duration column = {}; // more than zero
        int count = 0;
        telemetry::Duration widest = {}; // samples further apart are not joined
        bool isJoined = true; // columns between two samples take the value between them
    };

    const std::vector<Column>& columnsOf(const std::shared_ptr<const LongSeries>& samples,
                                         const Grid& grid);
    std::size_t lookups() const { return m_lookups; } // columns that were worked out so far

private:
    void keepWhatIsStillRight(const std::shared_ptr<const LongSeries>& samples, const Grid& grid);
    Column columnAt(telemetry::Timestamp start, std::size_t from) const;

    std::shared_ptr<const LongSeries> m_samples;
    Grid m_grid;
    std::vector<Column> m_columns;
    std::size_t m_whole = 0; // columns, from the left, to which no later sample can belong
    std::size_t m_lookups = 0;
};

} // namespace charts
