// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/longseries.h"

#include <algorithm>
#include <cmath>

namespace charts {

void LongSeries::Extremes::take(float value)
{
    low = std::min(low, value);
    high = std::max(high, value);
}

void LongSeries::Extremes::take(const Extremes& other)
{
    low = std::min(low, other.low);
    high = std::max(high, other.high);
}

void LongSeries::append(telemetry::Timestamp time, float value)
{
    if (!std::isfinite(value))
        return;
    m_times.push_back(m_times.empty() ? time : std::max(time, m_times.back()));
    m_values.push_back(value);
    // A level holds whole blocks only.
    const auto isWhole = [](std::size_t size) { return size % kFan == 0; };
    for (std::size_t level = 0, below = m_values.size(); isWhole(below); ++level) {
        Extremes extremes;
        for (std::size_t i = below - kFan; i < below; ++i) {
            if (level == 0)
                extremes.take(m_values[i]);
            else
                extremes.take(m_levels[level - 1][i]);
        }
        if (m_levels.size() <= level)
            m_levels.emplace_back();
        m_levels[level].push_back(extremes);
        below = m_levels[level].size();
    }
}

std::size_t LongSeries::indexAt(telemetry::Timestamp time, std::size_t hint) const
{
    std::size_t from = std::min(hint, m_times.size());
    std::size_t step = 1;
    while (from + step < m_times.size() && m_times[from + step] < time) {
        from += step;
        step *= 2;
    }
    const std::size_t to = std::min(m_times.size(), from + step + 1);
    const auto begin = m_times.begin();
    return static_cast<std::size_t>(std::lower_bound(begin + static_cast<std::ptrdiff_t>(from),
                                                     begin + static_cast<std::ptrdiff_t>(to), time)
                                    - begin);
}

LongSeries::Extremes LongSeries::within(std::size_t from, std::size_t to) const
{
    Extremes extremes;
    to = std::min(to, m_values.size());
    // Single samples up to a whole block, then blocks as large as they fit, then down again.
    while (from < to) {
        std::size_t level = 0;
        std::size_t width = 1;
        while (level < m_levels.size() && from % (width * kFan) == 0 && from + width * kFan <= to) {
            width *= kFan;
            ++level;
        }
        if (level == 0)
            extremes.take(m_values[from]);
        else
            extremes.take(m_levels[level - 1][from / width]);
        from += width;
    }
    return extremes;
}

LongSeries::Extremes LongSeries::within(const telemetry::TimeRange& range) const
{
    const std::size_t from = indexAt(range.start);
    return within(from, indexAt(range.end, from));
}

} // namespace charts
