// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstddef>
#include <string>
#include <vector>

namespace bench {

// One kind of input through the engine of semantic health, on one core.
struct HealthSpeed
{
    std::string what;
    double observed = 0; // generations or evaluations
    double judgements = 0; // that came of them: one a check that applied, or the evaluation itself
    double seconds = 0; // processor time

    double perSecond() const { return seconds > 0 ? observed / seconds : 0; }
    double judgementsPerSecond() const { return seconds > 0 ? judgements / seconds : 0; }
};

struct HealthMemory
{
    int signalCount = 0;
    int watched = 0; // of them: that a monitor was had for
    int observations = 0; // of each
    double megabytes = 0; // of resident memory, more than before; 0 where the system does not tell
};

struct HealthFigures
{
    std::vector<HealthSpeed> speed;
    HealthMemory memory;
    std::vector<double> alarmSeconds; // sorted; from sending the request to the painted alarm
    int missedAlarms = 0; // not painted within ten seconds
};

struct HealthBenchSettings
{
    int generations = 20'000; // of each kind
    int signalCount = 10'000;
    int alarms = 40; // 0: the window is not opened
};

// Validators, rollups and detectors; then the memory of many signals; then, with receiver,
// recording and the console's window in this process (offscreen unless QT_QPA_PLATFORM says
// otherwise), how long it takes from sending the request that carries bad answers until their alarm
// is painted. Must be called on the main thread, once a process.
telemetry::Result<HealthFigures> benchHealth(const HealthBenchSettings& settings);

} // namespace bench
