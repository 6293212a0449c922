// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/engine.h"
#include "models/health/signalwatch.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/feed.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace health {

// Tells the detectors what was recorded that they were told, under other settings or the same: with
// the same they say the same. It keeps what a recording would, baselines and alarms, and takes that
// up where a console took it up. One thread.
class FeedReplay
{
public:
    // `monitors`: which monitor each alarm of the recording is of, for decisions that name one.
    explicit FeedReplay(std::shared_ptr<const std::map<std::string, MonitorKey>> monitors);

    // A life begins, with these settings; `told` are those that its steps were made with. The
    // engine is a new one, with what the replay has kept; then relearn() what that life relearnt,
    // then ready(). `begun`: by which what an earlier life recorded is told apart.
    void begin(const EngineSettings& settings, const EngineSettings& told,
               telemetry::Timestamp begun);
    void relearn(telemetry::Evaluation evaluation, const telemetry::Generation& subject);
    void ready();
    // The steps of one feed, in order, but for lives. Then take() what came of them.
    void tell(const telemetry::Feed& feed, std::size_t from, std::size_t to);
    // To be called at the end of each feed as it was recorded: what was kept then, is kept.
    void keep();

    // All transitions since the last call, in order.
    std::vector<telemetry::AlarmTransition> take() { return std::exchange(m_made, {}); }

private:
    struct Known
    {
        SignalWatch::Told told;
        bool isStretched = false;
        double failAtThen = telemetry::kFailedBadness;
        double failAt = telemetry::kFailedBadness;
    };
    struct Newest
    {
        telemetry::AlarmTransition transition;
        std::size_t sequence = 0;
    };
    struct Life
    {
        telemetry::Timestamp begun;
        EngineSettings told;
    };
    double badnessOf(const Known& known, double value) const;
    const EngineSettings& toldWhen(telemetry::Timestamp recorded) const;
    void decide(const telemetry::FeedDecision& decision, telemetry::Timestamp now);
    void note(const std::vector<telemetry::AlarmTransition>& made);

    EngineSettings m_settings;
    EngineSettings m_told;
    std::vector<Life> m_lives;
    std::unique_ptr<Engine> m_engine;
    std::map<MonitorKey, telemetry::Baseline> m_baselines;
    std::shared_ptr<const std::map<std::string, MonitorKey>> m_monitorsThen;
    std::map<std::string, Newest> m_newest; // by alarm
    std::size_t m_sequence = 0; // of transitions
    std::vector<telemetry::AlarmTransition> m_made;
};

} // namespace health
