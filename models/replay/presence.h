// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <vector>

namespace replay {

// In which stretches of time there was telemetry, from when each of it came: where none came for a
// minute, or for ten times as long as usual where little comes, nothing is known to have been well.
class Presence
{
public:
    // In order; one before the last is of that moment.
    void add(telemetry::Timestamp time);
    void interrupt() { m_isInterrupted = true; } // what follows belongs to another stretch
    std::vector<telemetry::TimeRange> stretches() const;

private:
    telemetry::Duration longestGap() const;

    // Between them a minute and more, or an interruption.
    struct Stretch
    {
        telemetry::TimeRange range;
        bool isAfterGap = false; // else after an interruption
    };
    std::vector<Stretch> m_stretches;
    std::int64_t m_shortGaps = 0;
    telemetry::Duration m_shortTime{}; // of them
    bool m_isInterrupted = false;
};

} // namespace replay
