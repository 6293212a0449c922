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
// since it says of none that it is wrong; and a hundredth besides to whether texts come at all, so
// that nothing else is found later for it. Bounded, for validators and judges singly: names of
// checks come from outside, more than some thousand are not watched.
class Monitors
{
public:
    // `alarms` must outlive it: open alarms of an earlier session are adopted from it.
    Monitors(const EngineSettings& settings, AlarmBook& alarms);

    // A key with what is known of it for good: cheaper to keep than to find out for each result.
    struct Place
    {
        explicit Place(MonitorKey which);
        MonitorKey key;
        std::size_t kind = 0; // of its share in the budget
    };

    // Made when it is new; nullptr beyond the bound, for what was asked again, and for what is not
    // to be watched. Stays where it is.
    Monitor* find(const Place& place);
    std::size_t refused() const { return m_refused.size(); } // keys that find() has no room for
    Monitor::Event feed(const Place& place, Monitor& monitor, const MonitorInput& input);
    // The average run length that feed() allows it now.
    double runLength(const Place& place, const Monitor& monitor) const;
    // The same for how answers are: of a telemetry::isShiftCheck().
    ShiftMonitor* findShift(const Place& place);
    ShiftMonitor::Event feed(const Place& place, ShiftMonitor& monitor,
                             const ShiftReading& reading);
    double runLength(const Place& place, const ShiftMonitor& monitor) const;

    void restore(const std::vector<telemetry::Baseline>& baselines);
    void endRelearning(); // gives each monitor its open alarm, and takes others back
    void standDown(const MonitorKey& key);
    std::vector<telemetry::Baseline> takeBaselines(); // of those that have learnt more

private:
    std::size_t& watchingAs(const Place& place) { return m_watching.at(place.kind); }
    struct RunLengths
    {
        double allowed = 0;
        double usual = 0; // with the budget that a console begins with
    };
    RunLengths runLengths(const Place& place, double rate) const;
    double sharesOf(const Place& place) const; // equal shares of the budget, of which it has one
    void restoreShift(const Place& place, const telemetry::Baseline& baseline);
    void resume(const Place& place, Monitor& monitor, const telemetry::AlarmTransition& open);
    const WatchedPart* serviceOf(const MonitorKey& key) const;
    const WatchedPart* checkOf(const MonitorKey& key) const;
    bool isToBeWatched(const MonitorKey& key) const;
    EngineSettings settingsOf(const MonitorKey& key) const;

    EngineSettings m_settings;
    AlarmBook& m_alarms;
    std::map<MonitorKey, Monitor> m_monitors;
    std::map<MonitorKey, ShiftMonitor> m_shifts;
    // That can raise an alarm: of our validators, of judges, of how answers are, of their texts.
    std::array<std::size_t, 4> m_watching{};
    std::array<std::size_t, 2> m_monitorsOf{}; // of our validators, of judges
    std::unordered_set<std::size_t> m_refused; // hashes: bounded, and small
    std::set<MonitorKey> m_taught;
    std::set<MonitorKey> m_taughtShifts;
};

} // namespace health
