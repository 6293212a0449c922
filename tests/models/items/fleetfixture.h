// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/writer.h"
#include "models/telemetry/clock.h"

#include <QTemporaryDir>

#include <string>

namespace fleettest {

// Stands until it is moved.
class ManualClock final : public telemetry::Clock
{
public:
    telemetry::Timestamp now() const override { return time; }
    telemetry::Timestamp time;
};

telemetry::Timestamp at(double seconds); // after an arbitrary whole minute

inline constexpr int kLength = 600; // seconds that are recorded

// Ten minutes of three services. The code assistant gets a new model at 300 s and then fails one
// answer in three (alarm A-0001, raised at 330 s); the support bot is well, the order agent is
// silent from 420 s on. Nothing at all was received from 200 s to 230 s.
class Fleet
{
public:
    Fleet();

    std::string path() const;
    void append(const telemetry::AlarmTransition& alarm) const;
    void append(const telemetry::TimelineEntry& entry) const;

private:
    QTemporaryDir m_folder;
};

telemetry::AlarmTransition firstAlarm();

} // namespace fleettest
