// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/clock.h"

#include <atomic>
#include <cstdint>

namespace bench {

// Stands where it was last put. Any thread.
class SteppedClock final : public telemetry::Clock
{
public:
    explicit SteppedClock(telemetry::Timestamp start)
        : m_nanos(telemetry::toUnixNanos(start))
    {
    }
    telemetry::Timestamp now() const override { return telemetry::fromUnixNanos(m_nanos); }
    void advance(telemetry::Timestamp time) { m_nanos = telemetry::toUnixNanos(time); }

private:
    std::atomic<std::int64_t> m_nanos;
};

// As long as it lives, everything in this process takes the time of a stepped clock, which outlives
// it, for that of the machine. It has to be later than any time that was asked for before, since
// that never goes backwards. One at a time.
class SteppedMachine
{
public:
    explicit SteppedMachine(const SteppedClock& clock)
    {
        s_clock = &clock;
        telemetry::SystemClock::setSource([] { return s_clock.load()->now(); });
    }
    SteppedMachine(const SteppedMachine&) = delete;
    SteppedMachine& operator=(const SteppedMachine&) = delete;
    ~SteppedMachine() { telemetry::SystemClock::setSource(nullptr); }

private:
    inline static std::atomic<const SteppedClock*> s_clock = nullptr;
};

} // namespace bench
