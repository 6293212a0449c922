// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>

namespace store {

// When exactly things were learned, by second; the newest of each. Part of Writer.
class RecordedTimes
{
public:
    // When the newest of what was learned in a second was learned. A second of which this writer
    // has recorded nothing counts as a whole: then nothing is known too early.
    telemetry::Timestamp in(std::int64_t second) const
    {
        const auto known = m_times.find(second);
        return known != m_times.end()
            ? known->second
            : telemetry::Timestamp{std::chrono::seconds(second + 1)} - telemetry::Duration(1);
    }

    void add(telemetry::Timestamp recorded)
    {
        constexpr std::size_t kSecondsKept = 10'000;
        const auto second = std::chrono::floor<std::chrono::seconds>(recorded);
        telemetry::Timestamp& newest = m_times[second.time_since_epoch().count()];
        newest = std::max(newest, recorded);
        if (m_times.size() > kSecondsKept)
            m_times.erase(m_times.begin());
    }

private:
    std::map<std::int64_t, telemetry::Timestamp> m_times;
};

} // namespace store
