// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/presence.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>

namespace replay {

namespace {

using telemetry::Duration;
using telemetry::TimeRange;
using telemetry::Timestamp;

constexpr Duration kShort = std::chrono::minutes(1);
constexpr int kUsualGaps = 10;

} // namespace

void Presence::add(Timestamp time)
{
    const bool isNew = std::exchange(m_isInterrupted, false) || m_stretches.empty();
    if (!isNew) {
        TimeRange& range = m_stretches.back().range;
        const Duration gap = time - range.end;
        if (gap <= kShort) {
            if (gap > Duration::zero()) {
                ++m_shortGaps;
                m_shortTime += gap;
                range.end = time;
            }
            return;
        }
    }
    m_stretches.push_back({.range = {.start = time, .end = time}, .isAfterGap = !isNew});
}

// The median gap is one of the short ones, or one of those that stand between the stretches.
Duration Presence::longestGap() const
{
    std::vector<Duration> gaps;
    for (std::size_t i = 1; i < m_stretches.size(); ++i) {
        if (m_stretches[i].isAfterGap)
            gaps.push_back(m_stretches[i].range.start - m_stretches[i - 1].range.end);
    }
    const auto longOnes = static_cast<std::int64_t>(gaps.size());
    if (m_shortGaps >= longOnes)
        return m_shortGaps == 0
            ? kShort
            : std::max<Duration>(kShort, kUsualGaps * (m_shortTime / m_shortGaps));
    const auto middle = gaps.begin() + (longOnes + m_shortGaps) / 2 - m_shortGaps;
    std::ranges::nth_element(gaps, middle);
    return kUsualGaps * *middle;
}

std::vector<TimeRange> Presence::stretches() const
{
    const Duration longest = longestGap();
    std::vector<TimeRange> stretches;
    for (const Stretch& one : m_stretches) {
        const bool isJoined = one.isAfterGap && one.range.start - stretches.back().end <= longest;
        if (isJoined)
            stretches.back().end = one.range.end;
        else
            stretches.push_back(one.range);
    }
    return stretches;
}

} // namespace replay
