// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <limits>

namespace telemetry {

// Where "now" comes from. Implementations: SystemClock here, a manual clock in tests, the replay
// clock.
class Clock
{
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    // Any thread. Never goes backwards within one process.
    virtual Timestamp now() const = 0;
};

// The time of the machine. When that is set back, it stands still until it has caught up.
class SystemClock final : public Clock
{
public:
    Timestamp now() const override
    {
        const Source source = s_source;
        return notBefore(source != nullptr ? source() : std::chrono::system_clock::now());
    }

    // What is asked for the machine's time in this process from now on, by tests that set it and by
    // benchmarks that step it. Any thread.
    using Source = Timestamp (*)();
    static void setSource(Source source) { s_source = source; }

    // The latest of this and all times given before, in this process.
    static Timestamp notBefore(Timestamp time)
    {
        static std::atomic<std::int64_t> newest = std::numeric_limits<std::int64_t>::min();
        const std::int64_t nanos = toUnixNanos(time);
        std::int64_t seen = newest.load();
        while (seen < nanos && !newest.compare_exchange_weak(seen, nanos)) { }
        return fromUnixNanos(std::max(seen, nanos));
    }

private:
    inline static std::atomic<Source> s_source = nullptr;
};

} // namespace telemetry
