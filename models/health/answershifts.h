// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/alarmbook.h"
#include "models/health/appearances.h"
#include "models/health/monitors.h"
#include "models/health/servicerates.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/signal.h"

#include <optional>

namespace health {

// How long an answer was and took, on the scale of shiftScale(); absent where that is not known or
// says nothing.
struct AnswerReading
{
    std::optional<double> length;
    std::optional<double> duration;
};
// Counts the first time an answer is told of: what is not told then is unknown. A failed call says
// nothing about how long answers are or take.
AnswerReading readingOf(const telemetry::Generation& generation, bool isFirst);

// Feeds the ShiftMonitors of the engine: how long answers are and take, and how the scores of a
// judge are distributed. One thread; what it refers to must outlive it.
class AnswerShifts
{
public:
    struct Shared
    {
        Monitors& monitors;
        AlarmBook& alarms;
        const Appearances& appearances;
        const ServiceRates& rates;
    };
    explicit AnswerShifts(const Shared& shared)
        : m_shared(shared)
    {
    }

    void observe(const telemetry::SignalKey& key, const AnswerReading& reading,
                 telemetry::Timestamp time, telemetry::Timestamp recorded);
    void watch(const Monitors::Place& place, ShiftMonitor& monitor, double x,
               telemetry::Timestamp time, telemetry::Timestamp recorded);

private:
    Shared m_shared;
};

} // namespace health
