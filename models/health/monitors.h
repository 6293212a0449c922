// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/alarmbook.h"
#include "models/health/monitor.h"
#include "models/telemetry/baseline.h"

#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <vector>

namespace health {

// All monitors, and the budget of false alarms that they share: equal shares to those that can
// raise an alarm; halved between validators and judges once both watch, so that checks which a
// service invents cannot deafen ours. Bounded: names of checks come from outside, more than some
// thousand are not watched.
class Monitors
{
public:
    // `alarms` must outlive it: open alarms of an earlier session are adopted from it.
    Monitors(const EngineSettings& settings, AlarmBook& alarms);

    Monitor* find(const MonitorKey& key); // made when it is new; nullptr beyond the bound
    Monitor::Event feed(const MonitorKey& key, Monitor& monitor, const MonitorInput& input);
    // The average run length that feed() allows it now.
    double runLength(const MonitorKey& key, const Monitor& monitor) const;

    void restore(const std::vector<telemetry::Baseline>& baselines);
    void endRelearning(); // gives each monitor its open alarm, and takes others back
    void standDown(const MonitorKey& key);
    std::vector<telemetry::Baseline> takeBaselines(); // of those that have learnt more

private:
    std::size_t& watchingAs(const MonitorKey& key);
    void resume(const MonitorKey& key, Monitor& monitor, const telemetry::AlarmTransition& open);

    EngineSettings m_settings;
    AlarmBook& m_alarms;
    std::map<MonitorKey, Monitor> m_monitors;
    // That can raise an alarm, of our validators and of judges.
    std::array<std::size_t, 2> m_watching{};
    std::set<MonitorKey> m_taught;
};

} // namespace health
