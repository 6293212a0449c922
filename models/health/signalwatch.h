// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/alarmbook.h"
#include "models/health/answershifts.h"
#include "models/health/appearances.h"
#include "models/health/engine.h"
#include "models/health/monitors.h"
#include "models/health/servicerates.h"
#include "models/telemetry/feed.h"
#include "models/telemetry/signal.h"

#include <optional>
#include <vector>

namespace health {

// All that goes from judged answers to alarms: what a live engine and one that is told the same
// again have in common. Deterministic. One thread.
class SignalWatch
{
public:
    explicit SignalWatch(const EngineSettings& settings);
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;

    // A signal, with what has been found for it: for as long as this object. Cheap to make anew,
    // cheaper to keep where a signal is told of often.
    struct Told
    {
        explicit Told(const telemetry::SignalKey& key);

        const telemetry::SignalKey& key; // outlives it
        Monitors::Place place;
        bool hasDistribution = false; // of scores, is watched besides
        Monitor* monitor = nullptr; // null: not looked for yet, or there is none
        std::optional<Monitors::Place> shiftPlace; // of the distribution
        ShiftMonitor* shift = nullptr;
        const ServiceRates::Rate* rate = nullptr;
    };

    void tick(telemetry::Timestamp now) { m_alarms.tick(now); }
    // An answer was observed, before its verdicts. What a judge runs on, and when, says nothing
    // about the service.
    void answer(const telemetry::SignalKey& key, const AnswerReading& reading,
                telemetry::Timestamp time, telemetry::Timestamp recorded);
    void verdict(Told& told, double badness, telemetry::Timestamp time,
                 telemetry::Timestamp recorded);
    // Of a judge at `said`, about an answer that was given at `answered`: where it comes late it
    // says nothing of the load then.
    void judged(Told& told, double badness, telemetry::Timestamp said,
                telemetry::Timestamp answered, telemetry::Timestamp recorded);
    void mean(Told& told, double badness, telemetry::Timestamp time, telemetry::Timestamp recorded);
    // The same of what was said before, from which nothing comes but what is usual.
    void relearn(Told& told, double badness, telemetry::Timestamp said,
                 telemetry::Timestamp answered);
    void relearnMean(Told& told, double badness, telemetry::Timestamp time);
    void noteAppearances(const telemetry::SignalKey& key, telemetry::Timestamp time);
    void noteRate(const std::string& service, telemetry::Timestamp time)
    {
        m_rates.note(service, time);
    }
    void standDown(const MonitorKey& key) { m_monitors.standDown(key); }

    AlarmBook& alarms() { return m_alarms; }
    const AlarmBook& alarms() const { return m_alarms; }
    Monitors& monitors() { return m_monitors; }
    const Monitors& monitors() const { return m_monitors; }

private:
    Monitor* monitorOf(Told& told);
    MonitorInput inputOf(Told& told, double badness, telemetry::Timestamp time) const;
    MonitorInput inputOf(Told& told, double badness, telemetry::Timestamp said,
                         telemetry::Timestamp answered) const;
    void observeDistribution(Told& told, double badness, telemetry::Timestamp time,
                             telemetry::Timestamp recorded);
    void watch(Told& told, const MonitorInput& input, telemetry::Timestamp recorded);

    Appearances m_appearances;
    ServiceRates m_rates;
    AlarmBook m_alarms;
    Monitors m_monitors; // after the alarms that they adopt
    AnswerShifts m_shifts{{m_monitors, m_alarms, m_appearances, m_rates}};
};

// A probability as badness of a check that fails from `failAt` on, and back.
double stretched(double probability, double failAt);
double unstretched(double badness, double failAt);
double failAtOf(const EngineSettings& settings, const std::string& check);

} // namespace health
