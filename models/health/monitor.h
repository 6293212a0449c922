// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/betmixture.h"
#include "models/health/engine.h"
#include "models/health/reference.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace health {

// Kept by the thousand for each monitor, hence small.
struct Observation
{
    telemetry::Timestamp time; // event time
    float badness = 0;
    std::uint16_t model = 0; // see Monitor::modelName
};

// What is known of a stretch of observations.
struct Share
{
    std::int64_t count = 0;
    std::int64_t failed = 0; // badness >= telemetry::kFailedBadness
    double sum = 0;

    void add(double badness);
    double mean() const { return count > 0 ? sum / static_cast<double>(count) : 0; }
    double failedShare() const
    {
        return count > 0 ? static_cast<double>(failed) / static_cast<double>(count) : 0;
    }
    double rate(telemetry::AlarmMeasure measure) const
    {
        return measure == telemetry::AlarmMeasure::MeanBadness ? mean() : failedShare();
    }
};

// Watches one check of one operation of one service, all its models pooled, so that a model that is
// pushed is held against what stood before. It learns a baseline, which it keeps through an alarm,
// raises when a mixture of bets against "no worse than the baseline" is won, and recovers when the
// mirrored bets against "still above the middle between baseline and alarm" are won and the level
// then stays there.
class Monitor
{
public:
    enum class Event
    {
        None,
        Raise,
        Recover,
    };

    explicit Monitor(const EngineSettings& settings);

    // `threshold` is the average run length this monitor is allowed.
    Event observe(telemetry::Timestamp time, double badness, const std::string& model,
                  double threshold);

    // Takes up a baseline that was learnt in an earlier session. What it was learnt from may be
    // told again, as observations of which nothing is learnt until that is over.
    void restore(const std::vector<float>& badness);
    void setRelearning(bool isRelearning) { m_isRelearning = isRelearning; }
    // Takes up an alarm of an earlier session. `before` and `now` are mean badness. A baseline that
    // was not learnt here, or from answers of the fault, is learnt anew once it has recovered.
    void resume(double before, double now, telemetry::Timestamp onset);
    // A person ended the alarm; watching goes on against the same baseline.
    void standDown();

    // Its observations are means over many answers, or levels: no one of them passes or fails.
    void setOfMeans() { m_isOfMeans = true; }
    bool isOfMeans() const { return m_isOfMeans; }
    bool isAlarmed() const { return m_isAlarmed; }
    // Has learnt enough to raise an alarm; until then it spends nothing of the false-alarm budget.
    bool isWatching() const { return m_isWatching; }
    const Share& baseline() const { return m_baseline; }
    // The observations of the baseline, when it has grown since the last call.
    bool hasLearnt() const { return m_hasLearnt; }
    std::optional<std::vector<float>> takeLearnt();
    double evidence() const; // log10
    telemetry::Timestamp onset() const { return m_onset; }

    // Level above which a share of answers counts as explained by the fault; alarmed only.
    double midpoint() const { return m_midpoint; }
    const std::deque<Observation>& recent() const { return m_recent; }
    const std::string& modelName(std::uint16_t model) const { return m_models[model]; }

private:
    void learn(const Observation& observation, double threshold);
    void adjust();
    void forgetBaseline();
    Event watch(const Observation& observation, double threshold);
    Event recover(const Observation& observation);
    void raise();
    telemetry::Timestamp timeOf(std::int64_t index) const;
    std::uint16_t modelNumber(const std::string& model);

    EngineSettings m_settings;
    Reference m_reference;
    Share m_baseline;
    BetMixture m_worse;
    BetMixture m_recovered;
    std::deque<Observation> m_recent;
    std::vector<std::string> m_models; // names of what m_recent refers to
    std::int64_t m_index = -1; // of the newest observation
    bool m_isRestored = false; // the baseline, from an earlier session
    bool m_isRelearning = false;
    bool m_hasLearnt = false; // more than takeLearnt() has told
    bool m_isWatching = false;
    bool m_isAlarmed = false;
    bool m_isOfMeans = false;
    double m_evidence = 0; // at the raise
    double m_midpoint = 0;
    std::optional<telemetry::Timestamp> m_recoveredAt; // the mirrored test was won
    Share m_sinceRecovered;
    double m_newestLevel = 0; // moving mean since then
    telemetry::Timestamp m_onset;
};

} // namespace health
