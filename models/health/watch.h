// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/betmixture.h"
#include "models/health/loadfit.h"
#include "models/health/reading.h"
#include "models/health/reference.h"
#include "models/health/seasonfit.h"
#include "models/health/strata.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace health {

struct WatchSettings
{
    std::size_t fewest = 100; // observations before anything may be claimed
    std::size_t wanted = 8000; // observations after which the reference is complete
    std::optional<bool> isFlag; // observations are 0 or 1; absent: the reference tells
    // Smallest change worth an alarm, absolute and as a share of the baseline. Defaults: scores
    // 0.004, more when neighbours are correlated, and 0; flags 0 and 0.1.
    std::optional<double> tolerance;
    std::optional<double> relativeTolerance;
    // Of the learnt mean, added to it as tolerance: a baseline that is kept for good must not be
    // believed more than it is worth. Defaults: flags 0.85, scores 1.5, more in the beginning.
    std::optional<double> standardErrors = {};
    double betterWeight = 0.15; // share of the evidence for improvements; 0: not watched
    double strataShare = 0; // of the evidence, for single strata ...
    double loadShare = 0; // ... and for what the load does not explain
    std::size_t dimensions = 0; // of the strata
};

// What is watched, by what moved it.
enum class Path : std::uint8_t
{
    Mean,
    Tail, // share of values beyond the 99 % quantile, or beyond all, of the reference
    Better,
    Stratum,
    Load, // worse than the load explains
};

// All the evidence that one series has changed: e-detectors of its mean, of its tail (scores: it
// sees a few answers that collapse long before the mean does), of an improvement, of each stratum
// and of what load leaves unexplained, weighted to one e-detector with one promise: the average run
// length to a false alarm is at least A when an alarm is raised at value() >= A, as long as the
// means stay within the tolerance of the baseline, moved by what the load and the hour of the day
// explain. Learns the baseline while it watches; a run of
// evidence suspends learning for a while, since a change must not become part of what it is held
// against. One thread.
class Watch
{
public:
    explicit Watch(const WatchSettings& settings);

    // The new value; 0 until it is watching.
    double observe(const Reading& reading);
    // To be told each observation that raised no alarm. `suspicious`: value() from which learning
    // is suspended. Returns whether it became part of the reference.
    bool learn(const Reading& reading, double suspicious);
    // Instead, of an observation that a restored baseline may hold already: only its circumstances
    // are learnt.
    void learnCircumstances(const Reading& reading, double suspicious);
    // To be told every observation first, also those that are not observed because an alarm is
    // open, where they have a time: how the level goes with the hour of the day.
    void note(const Reading& reading);
    // A baseline that is known from elsewhere; its circumstances are not: what is usual for each
    // stratum and at each load is learnt from what follows, until that is as much as a reference.
    // In the meantime a stratum without enough of a past of its own is not watched: it may always
    // have been that bad.
    void restore(const std::vector<float>& badness);
    // How the level goes with the hour of the day; see SeasonFit. To be restored after the
    // baseline.
    std::optional<std::vector<float>> takeSeason() { return m_season.takeState(); }
    void restoreSeason(const std::vector<float>& state) { m_season.restore(state); }
    void restart(); // forgets the evidence, keeps the baseline
    void clear();

    double value() const { return m_value; }
    bool isWatching() const { return m_isWatching; }
    bool isFlag() const { return m_isFlag; }
    const Reference& reference() const { return m_reference; }
    double baseline() const { return m_baseline; }
    // What is usual at that hour of the day, less the baseline; 0 while that is not known.
    double seasonal(telemetry::Timestamp time) const { return m_season.shift(time); }

    bool isInTail(float x) const { return static_cast<double>(x) > m_tailThreshold; }
    double tailShare() const { return m_tailShare; } // in the reference

    // What most of the evidence rests on.
    Path strongest() const;
    std::size_t dimension() const; // of the strongest stratum ...
    std::string stratum() const; // ... and its name
    const Strata& strata(std::size_t dimension) const { return m_strata[dimension]; }
    const LoadPaths& load() const { return m_load; }

private:
    struct Limits
    {
        double error = 0; // standard error of the mean
        double standardErrors = 0;
        double least = 0;
        double absolute = 0;
        double relative = 0;
        double tolerance = 0;
        double dispersion = 1;
        double variance = 0;
        double wander = 0;
    };

    double loadShift(const Reading& reading) const;
    bool lacksCircumstances() const { return m_circumstances < m_reference.wanted(); }
    bool isSuspicious(double suspicious);
    void noteCircumstances(const Reading& reading);
    void updateLimits();
    Limits limits() const;
    void planTail(const Limits& limits);
    void planBetter(const Limits& limits);
    void planStrata(const Limits& limits);
    BetPlan meanPlan(const Limits& limits) const;
    bool isDue() const;

    WatchSettings m_settings;
    Reference m_reference;
    std::size_t m_circumstances = 0; // observations that strata and load have learnt from
    std::size_t m_nextUpdate = 0; // when there are so many of these
    bool m_isRestored = false; // the reference holds more than these
    std::size_t m_paused = 0; // observations in a row that were too suspicious to learn from
    bool m_isWatching = false;
    bool m_isFlag = false;
    bool m_watchesBetter = false;
    double m_baseline = 0;
    double m_meanWeight = 0; // of the plain paths; their sum is 1
    double m_tailWeight = 0;
    double m_extremeWeight = 0;
    double m_plainShare = 1;
    double m_tailThreshold = 1;
    double m_tailShare = 0;
    double m_extremeThreshold = 1;
    double m_value = 0;
    BetMixture m_mean;
    BetMixture m_tail;
    BetMixture m_extreme;
    BetMixture m_better;
    std::vector<Strata> m_strata;
    LoadPaths m_load;
    SeasonFit m_season;
};

} // namespace health
