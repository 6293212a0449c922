// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/engine.h"
#include "models/health/shifttext.h"
#include "models/health/shiftwatch.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace health {

// Watches how answers are, not whether they are right: their length, how long calls take, how the
// scores of a judge are distributed. It raises when its ShiftWatch has the evidence and the
// quantile that moved did so by a quarter at least (scores: by five points), and recovers when the
// newest answers are again distributed as before. What has stayed for an hour is what is usual from
// then on: a longer prompt is no fault that has to be mended.
class ShiftMonitor
{
public:
    enum class Event
    {
        None,
        Raise,
        Recover,
        Settle, // it stayed: this is usual now
    };

    ShiftMonitor(const EngineSettings& settings, ShiftUnit unit);

    // `threshold` is the average run length this monitor is allowed, `usual` what it would be with
    // the budget that a console begins with: see Monitor.
    Event observe(const ShiftReading& reading, double threshold, double usual);
    Event observe(const ShiftReading& reading, double threshold)
    {
        return observe(reading, threshold, threshold);
    }
    // Takes up a reference that was learnt in an earlier session.
    void restore(const std::vector<float>& values, const std::vector<float>& loads)
    {
        m_watch.restore(values, loads);
    }
    // Takes up an alarm of an earlier session.
    void resume(telemetry::Timestamp onset);
    void standDown(); // a person ended the alarm

    bool isAlarmed() const { return m_isAlarmed; }
    bool isWatching() const { return m_watch.isWatching(); }
    double evidence() const; // log10
    double rate() const; // observations a second, as of Monitor
    telemetry::Timestamp onset() const { return m_onset; }
    // What an alarm says; alarmed, or just recovered.
    const ShiftFacts& facts() const { return m_facts; }
    // Of the newest answers.
    ShiftFacts newest() const;

    // True when the reference has grown since the last call by so much that it should be kept.
    bool hasLearnt() const { return m_learnt >= kTellEvery; }
    void noteTold() { m_learnt = 0; }
    const ShiftWatch& watch() const { return m_watch; }

private:
    static constexpr std::size_t kTellEvery = 100; // observations of the reference
    using Places = std::vector<std::size_t>; // in m_recent

    bool raise();
    Event recover(const ShiftReading& reading);
    bool isAsBefore() const;
    ShiftFacts factsOf(const ShiftWatch::Path& path, const Places& places) const;
    double usual(const ShiftWatch::Path& path, const Places& places) const;
    void settle();

    EngineSettings m_settings;
    ShiftUnit m_unit;
    ShiftWatch m_watch;
    std::deque<ShiftReading> m_recent;
    std::int64_t m_index = -1; // of the newest observation
    std::int64_t m_calmSince = 0; // first observation after the newest alarm
    std::size_t m_learnt = 0;
    telemetry::Timestamp m_first; // event times
    telemetry::Timestamp m_newest;
    bool m_isAlarmed = false;
    double m_evidence = 0; // at the raise
    std::optional<ShiftWatch::Path> m_moved; // absent for an alarm of an earlier session
    std::int64_t m_since = 0; // observations since the raise
    telemetry::Timestamp m_onset;
    ShiftFacts m_facts;
};

} // namespace health
