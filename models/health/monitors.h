// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/alarmbook.h"
#include "models/health/monitor.h"
#include "models/health/shiftmonitor.h"
#include "models/telemetry/baseline.h"

#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <unordered_set>
#include <vector>

namespace health {

// All monitors, and the budget of false alarms that they share: equal shares to those that can
// raise an alarm; halved between validators and judges once both watch, so that checks which a
// service invents cannot deafen ours; a twentieth goes to how answers are once that is watched,
// since it says of none that it is wrong. Bounded, for validators and judges singly: names of
// checks come from outside, more than some thousand are not watched.
class Monitors
{
public:
    // `alarms` must outlive it: open alarms of an earlier session are adopted from it.
    Monitors(const EngineSettings& settings, AlarmBook& alarms);

    // Made when it is new; nullptr beyond the bound, and for what was asked again.
    Monitor* find(const MonitorKey& key);
    std::size_t refused() const { return m_refused.size(); } // keys that find() has no room for
    Monitor::Event feed(const MonitorKey& key, Monitor& monitor, const MonitorInput& input);
    // The average run length that feed() allows it now.
    double runLength(const MonitorKey& key, const Monitor& monitor) const;
    // The same for how answers are: `key` is of a telemetry::isShiftCheck().
    ShiftMonitor* findShift(const MonitorKey& key);
    ShiftMonitor::Event feed(const MonitorKey& key, ShiftMonitor& monitor,
                             const ShiftReading& reading);
    double runLength(const MonitorKey& key, const ShiftMonitor& monitor) const;

    void restore(const std::vector<telemetry::Baseline>& baselines);
    void endRelearning(); // gives each monitor its open alarm, and takes others back
    void standDown(const MonitorKey& key);
    std::vector<telemetry::Baseline> takeBaselines(); // of those that have learnt more

private:
    std::size_t& watchingAs(const MonitorKey& key);
    double runLength(const MonitorKey& key, double rate) const;
    void restoreShift(const MonitorKey& key, const telemetry::Baseline& baseline);
    void resume(const MonitorKey& key, Monitor& monitor, const telemetry::AlarmTransition& open);

    EngineSettings m_settings;
    AlarmBook& m_alarms;
    std::map<MonitorKey, Monitor> m_monitors;
    std::map<MonitorKey, ShiftMonitor> m_shifts;
    // That can raise an alarm: of our validators, of judges, of how answers are.
    std::array<std::size_t, 3> m_watching{};
    std::array<std::size_t, 2> m_monitorsOf{}; // of our validators, of judges
    std::unordered_set<std::size_t> m_refused; // hashes: bounded, and small
    std::set<MonitorKey> m_taught;
    std::set<MonitorKey> m_taughtShifts;
};

} // namespace health
