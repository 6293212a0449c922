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

} // namespace bench
