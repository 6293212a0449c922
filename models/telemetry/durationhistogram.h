// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace telemetry {

// How long something of this program takes, counted in buckets with the bounds of a Prometheus
// histogram. observe() from any thread, without waiting; what is read meanwhile may lack the
// newest.
class DurationHistogram
{
public:
    // Upper bounds, seconds; one more bucket holds what is longer.
    static constexpr std::array kBounds{0.001, 0.0025, 0.005, 0.01, 0.016, 0.025, 0.05,
                                        0.1,   0.25,   0.5,   1.0,  2.5,   5.0,   10.0};

    struct Snapshot
    {
        std::array<std::uint64_t, kBounds.size() + 1> counts{}; // of each bucket, not cumulative
        double sum = 0; // seconds
    };

    void observe(std::chrono::nanoseconds time)
    {
        const double seconds = std::chrono::duration<double>(time).count();
        const auto bucket = std::ranges::lower_bound(kBounds, seconds) - kBounds.begin();
        m_counts.at(static_cast<std::size_t>(bucket)).fetch_add(1, std::memory_order_relaxed);
        m_nanos.fetch_add(time.count(), std::memory_order_relaxed);
    }

    Snapshot snapshot() const
    {
        Snapshot result;
        for (std::size_t i = 0; i < m_counts.size(); ++i)
            result.counts.at(i) = m_counts.at(i).load(std::memory_order_relaxed);
        result.sum = static_cast<double>(m_nanos.load(std::memory_order_relaxed)) / 1e9;
        return result;
    }

private:
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> m_counts{};
    std::atomic<std::int64_t> m_nanos = 0;
};

} // namespace telemetry
