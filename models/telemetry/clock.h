// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

namespace telemetry {

// Where "now" comes from. Implementations: SystemClock here, a manual clock in tests, the replay clock.
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

class SystemClock final : public Clock
{
public:
    Timestamp now() const override { return std::chrono::system_clock::now(); }
};

} // namespace telemetry
