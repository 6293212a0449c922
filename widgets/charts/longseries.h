// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstddef>
#include <limits>
#include <vector>

namespace charts {

// Many samples in order of time, with the extremes of every 16, 256, 4,096 ... of them: what a
// stretch spans is found without looking at its samples. Appending is constant time on average.
class LongSeries
{
public:
    struct Extremes
    {
        float low = std::numeric_limits<float>::max();
        float high = std::numeric_limits<float>::lowest();

        bool isEmpty() const { return low > high; }
        void take(float value);
        void take(const Extremes& other);
    };

    // Not before the newest one; what is no number is left out.
    void append(telemetry::Timestamp time, float value);
    std::size_t size() const { return m_values.size(); }
    telemetry::Timestamp time(std::size_t index) const { return m_times[index]; }
    float value(std::size_t index) const { return m_values[index]; }

    // The first sample at or after `time`, from `hint` on: fast where it is near.
    std::size_t indexAt(telemetry::Timestamp time, std::size_t hint = 0) const;
    Extremes within(std::size_t from, std::size_t to) const; // samples [from, to)
    Extremes within(const telemetry::TimeRange& range) const;

private:
    static constexpr std::size_t kFan = 16;

    std::vector<telemetry::Timestamp> m_times;
    std::vector<float> m_values;
    std::vector<std::vector<Extremes>> m_levels; // [0]: of 16 samples each, and so on
};

} // namespace charts
