// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/columncache.h"

#include <algorithm>
#include <optional>

namespace charts {

namespace {

// The value halfway between two samples, where a column has none of its own but is no gap.
std::optional<float> between(const LongSeries& samples, std::size_t next, telemetry::Timestamp time,
                             telemetry::Duration widest)
{
    if (next == 0 || next >= samples.size())
        return std::nullopt;
    const auto from = samples.time(next - 1);
    const auto to = samples.time(next);
    if (to - from > widest || to <= from)
        return std::nullopt;
    const double share =
        static_cast<double>((time - from).count()) / static_cast<double>((to - from).count());
    return static_cast<float>(samples.value(next - 1)
                              + share * (samples.value(next) - samples.value(next - 1)));
}

} // namespace

const std::vector<ColumnCache::Column>&
ColumnCache::columnsOf(const std::shared_ptr<const LongSeries>& samples, const Grid& grid)
{
    keepWhatIsStillRight(samples, grid);
    std::size_t from = m_columns.empty() ? m_samples->indexAt(grid.start) : m_columns.back().end;
    const auto count = static_cast<std::size_t>(std::max(0, grid.count));
    while (m_columns.size() < count) {
        const auto start = grid.start + grid.column * static_cast<std::int64_t>(m_columns.size());
        m_columns.push_back(columnAt(start, from));
        ++m_lookups;
        from = m_columns.back().end;
        if (from < m_samples->size())
            m_whole = m_columns.size();
    }
    return m_columns;
}

void ColumnCache::keepWhatIsStillRight(const std::shared_ptr<const LongSeries>& samples,
                                       const Grid& grid)
{
    const auto slide = grid.column > telemetry::Duration::zero()
        ? (grid.start - m_grid.start).count() / grid.column.count()
        : 0;
    const bool isSlide = samples == m_samples && grid.column == m_grid.column
        && grid.count == m_grid.count && grid.widest == m_grid.widest
        && grid.isJoined == m_grid.isJoined && slide >= 0
        && m_grid.start + grid.column * slide == grid.start;
    m_columns.resize(isSlide ? m_whole : 0);
    const auto gone = std::min(
        m_columns.size(), static_cast<std::size_t>(std::max<std::int64_t>(0, isSlide ? slide : 0)));
    m_columns.erase(m_columns.begin(), m_columns.begin() + static_cast<std::ptrdiff_t>(gone));
    m_whole = m_columns.size();
    m_samples = samples;
    m_grid = grid;
}

ColumnCache::Column ColumnCache::columnAt(telemetry::Timestamp start, std::size_t from) const
{
    Column column;
    column.end = m_samples->indexAt(start + m_grid.column, from);
    column.extremes = m_samples->within(from, column.end);
    column.isAfterGap = from < column.end && from > 0
        && m_samples->time(from) - m_samples->time(from - 1) > m_grid.widest;
    if (column.extremes.isEmpty() && m_grid.isJoined) {
        if (const auto value = between(*m_samples, column.end, start, m_grid.widest))
            column.extremes.take(*value);
    }
    return column;
}

} // namespace charts
