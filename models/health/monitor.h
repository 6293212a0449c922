// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/detector.h"
#include "models/health/engine.h"
#include "models/health/facets.h"
#include "models/health/levels.h"
#include "models/health/watch.h"
#include "models/telemetry/timerange.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace health {

using FacetNumber = std::uint8_t;

// Kept by the thousand for each monitor, hence small.
struct Observation
{
    telemetry::Timestamp time; // event time
    float badness = 0;
    float load = -1; // results a second of the service; negative: not known
    std::array<FacetNumber, kFacets> facets{}; // see Monitor::facetName
    bool isLearnt = false; // part of the baseline

    FacetNumber model() const { return facets[kModelFacet]; }
};

// What a monitor is told of one result.
struct MonitorInput
{
    telemetry::Timestamp time; // event time
    double badness = 0;
    Facets facets{};
    std::optional<double> load = {};
};

// Answers that an alarm is confined to: those of one model, version, adapter, route or prompt
// version.
struct Scope
{
    std::size_t facet = 0;
    FacetNumber name = 0; // see Monitor::facetName
};

// Watches one check of one operation of one service, all its models pooled, so that a model that is
// pushed is held against what stood before; models, versions, routes and prompt versions are
// watched singly besides, and what the load of the service does not explain. It learns a baseline,
// which it keeps through an alarm, raises when its Watch has the evidence and the level since the
// likeliest onset is seen to have risen, and recovers when the mirrored bets against "still above
// the middle between baseline and alarm" are won, the level then stays there and what was usual is
// within its interval: else the middle is laid anew. One that is confined to a scope recovers by
// its answers, or when they stop coming while others go on.
class Monitor
{
public:
    enum class Event
    {
        None,
        Raise,
        Recover,
        Vanish, // there are no more answers of the scope, while others go on
    };

    explicit Monitor(const EngineSettings& settings);

    // `threshold` is the average run length this monitor is allowed. `usual` is what it would be
    // with the budget that a console begins with: it decides when learning stops. What is learnt
    // must not go by the budget, nor where the evidence is looked into, so that of two budgets the
    // stricter one never raises an alarm sooner.
    Event observe(const MonitorInput& input, double threshold, double usual);
    Event observe(const MonitorInput& input, double threshold)
    {
        return observe(input, threshold, threshold);
    }

    // Takes up a baseline that was learnt in an earlier session. What it was learnt from may be
    // told again, as observations that only teach what is usual for each route, at each load and so
    // on, until that is over.
    void restore(const std::vector<float>& badness, const std::vector<float>& season = {});
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
    bool isWatching() const { return m_watch.isWatching(); }
    const Share& baseline() const { return m_baseline; }
    // The observations of the baseline, when it has grown since the last call.
    bool hasLearnt() const { return m_hasLearnt; }
    std::optional<std::vector<float>> takeLearnt();
    const std::vector<float>& season() const { return m_seasonKept; } // as of the newest full hour
    double evidence() const; // log10
    // Results a second, by the event times of those that are kept; in the beginning over a minute
    // at least.
    double rate() const { return m_rate; }
    telemetry::Timestamp onset() const { return m_onset; }
    // In which the onset probably lies (see onset.h), event time, ends included; alarmed only, and
    // just the onset where the alarm is of an earlier session.
    telemetry::Timestamp onsetLow() const { return m_onsetLow; }
    telemetry::Timestamp onsetHigh() const { return m_onsetHigh; }

    // Level above which a share of answers counts as explained by the fault; alarmed only.
    double midpoint() const { return m_midpoint; }
    const std::optional<Scope>& scope() const { return m_scope; } // alarmed only; absent: all
    // The alarm is confined to answers under high load, which are worse than the load explains;
    // that it goes with the load is shown only where loadNow() is told.
    bool isUnderLoad() const { return m_isUnderLoad; } // alarmed only
    bool isInScope(const Observation& observation) const;
    bool isConfined(std::size_t facet, FacetNumber name) const; // shown worse than the others
    Levels levels() const { return levelsBefore(m_onsetLow); } // alarmed only
    // Of the newest alarm that has recovered: its newest answers, none from before the likeliest
    // end of the fault.
    const Share& recovered() const { return m_recoveredLevel; }
    std::optional<double> loadNow() const { return m_loadNow; } // where the rise goes with it
    // Mean badness that is usual at this hour of the day, where that is above the baseline.
    std::optional<double> usualAtHour() const;
    double usualLoad() const { return m_watch.load().usual(); }
    const std::deque<Observation>& recent() const { return m_recent; }
    const std::string& modelName(FacetNumber model) const;
    const std::string& facetName(std::size_t facet, FacetNumber name) const;

private:
    struct Named
    {
        std::string name;
        std::size_t kept = 0; // observations that bear it
    };

    void keep(const Observation& observation);
    void updateRate();
    void learn(const Observation& observation, const Reading& reading, double usual);
    bool isEvident(const Reading& reading, double threshold, double usual);
    void forgetBaseline();
    Event recover(const Observation& observation);
    Share levelSinceTheEnd() const;
    double usualAtMost() const;
    bool hasVanished(const Observation& observation);
    bool raise(); // false when nothing is seen to have risen
    Levels levelsBefore(telemetry::Timestamp end) const; // what was before, that is
    bool hasRisen() const;
    void findScope();
    void findOnset();
    double explained(const Observation& observation) const;
    void planMidpoint(double before, double level, std::int64_t count);
    void describeLoad(const std::vector<std::size_t>& since); // places in m_recent
    void planRecovery(double variance);
    FacetNumber facetNumber(std::size_t facet, std::string_view name);

    EngineSettings m_settings;
    Watch m_watch;
    std::unique_ptr<Detector> m_otherDetector; // in the place of the watch's evidence
    double m_otherEvidence = 0; // log10, at its newest detection
    Share m_baseline;
    BetMixture m_recovered;
    std::deque<Observation> m_recent;
    std::size_t m_inversions = 0; // neighbours in it that are out of order by their times
    std::array<std::vector<Named>, kFacets> m_names; // that m_recent refers to
    std::int64_t m_index = -1; // of the newest observation
    std::int64_t m_calmSince = 0; // first observation after the newest alarm
    double m_rate = 0;
    bool m_isRestored = false; // the baseline, from an earlier session
    bool m_isRelearning = false;
    std::vector<float> m_seasonKept;
    bool m_hasLearnt = false; // more than takeLearnt() has told
    bool m_isAlarmed = false;
    bool m_isOfMeans = false;
    double m_evidence = 0; // at the raise
    double m_midpoint = 0;
    double m_alarmLevel = 0; // since the onset, when it was raised, or what was seen of it later
    double m_usual = 0; // before the newest alarm, mean badness ...
    double m_usualHigh = 0; // ... and what it may have been
    Share m_recoveredLevel;
    std::optional<Scope> m_scope;
    bool m_isUnderLoad = false;
    double m_scopeShare = 1; // of the answers since the onset
    std::int64_t m_outside = 0; // observations since the newest one of the scope
    std::optional<double> m_loadNow;
    std::optional<telemetry::Timestamp> m_recoveredAt; // the mirrored test was won
    Share m_sinceRecovered;
    double m_newestLevel = 0; // moving mean since then
    telemetry::Timestamp m_onset;
    telemetry::Timestamp m_onsetLow;
    telemetry::Timestamp m_onsetHigh;
};

} // namespace health
