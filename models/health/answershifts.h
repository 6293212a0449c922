// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/alarmbook.h"
#include "models/health/appearances.h"
#include "models/health/monitors.h"
#include "models/health/servicerates.h"
#include "models/health/spanmemory.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/signal.h"

namespace health {

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
        const SpanMemory& spans;
    };
    explicit AnswerShifts(const Shared& shared)
        : m_shared(shared)
    {
    }

    // Before its validators have spoken: counts the first time an answer is told of, what is not
    // told then is unknown. A failed call says nothing about how long answers are or take.
    void observe(const telemetry::Generation& generation, telemetry::Timestamp time,
                 telemetry::Timestamp recorded);
    // After its mean has been watched. Where that has an alarm already, the distribution has
    // nothing to add. Of our validators nothing is watched.
    void observe(const telemetry::SignalKey& key, double badness, telemetry::Timestamp time,
                 telemetry::Timestamp recorded);

private:
    void watch(const MonitorKey& which, double x, telemetry::Timestamp time,
               telemetry::Timestamp recorded);

    Shared m_shared;
};

} // namespace health
