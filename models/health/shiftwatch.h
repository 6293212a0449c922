// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/betmixture.h"
#include "models/telemetry/timerange.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace health {

struct ShiftSettings
{
    std::size_t fewest = 200; // observations before anything may be claimed
    std::size_t wanted = 1000; // of the reference
    bool followsLoad = false; // what is usual is what is usual at that load
    // With no more different values than that there is nothing a distribution says beyond its mean.
    std::size_t fewLevels = 0;
};

struct ShiftReading
{
    double x = 0; // 0..1
    std::optional<double> load = {};
    telemetry::Timestamp time; // event time
};

// Has the distribution of a bounded series moved? Where KSWIN (Raab et al. 2020) compares two
// empirical distributions by their largest distance, this bets on it: at the 20 %, 50 % and 80 %
// quantile of a reference, that more lies above than does in the reference, and that more lies
// below. The mean of the six mixtures is an e-detector: expected observations to a false alarm are
// at least A when an alarm is raised at value() >= A, as long as no share beyond those quantiles
// exceeds that of the reference by more than the tolerance, a tenth of the observations and more
// where the reference is short, its neighbours resemble each other or its level wanders. The
// reference is
// the newest `wanted` observations thinned to an hour and more: slow wander and the daily wave
// become part of it. Where values follow load, what they differ by at such a load is taken away,
// and nothing is bet on at a load that too little of the reference was learnt at: it neither
// accuses nor acquits. (LoadFit, which the means use, has bins too wide for that: between two loads
// that are a factor of three apart it would have to guess.) One thread. Some 25 kB.
class ShiftWatch
{
public:
    static constexpr std::size_t kPaths = 6;

    explicit ShiftWatch(const ShiftSettings& settings);

    // The new value; 0 until it is watching.
    double observe(const ShiftReading& reading);
    // To be told each observation that raised no alarm. `suspicious`: value() from which learning
    // is suspended for a while. Returns whether it became part of the reference.
    bool learn(const ShiftReading& reading, double suspicious);
    // A reference that is known from elsewhere; negative loads are not known. The next observations
    // add to it as if it had taken an hour.
    void restore(const std::vector<float>& values, const std::vector<float>& loads);
    void restart(); // forgets the evidence, keeps the reference
    void clear();

    bool isWatching() const { return m_isWatching; }
    double value() const { return m_value; }
    std::size_t count() const { return m_values.size(); }
    std::vector<float> values() const; // oldest first
    std::vector<float> loads() const;

    // What can be told of an observation; not at an unusual load.
    bool isComparable(const ShiftReading& reading) const;
    // What the load moves the values by; 0 where it does not.
    double loadShift(std::optional<double> load) const;

    struct Path
    {
        double quantile = 0.5;
        bool isUp = true; // more lies above it than did
        double threshold = 0; // of the values less what their load explains
        double share = 0; // of the reference beyond it
        double tolerance = 0;
    };
    const Path& path(std::size_t index) const { return m_paths[index].path; }
    bool isOn(std::size_t index) const { return m_paths[index].isOn; }
    std::size_t strongest() const; // what most of the evidence rests on
    float residual(const ShiftReading& reading) const; // value less what the load explains
    static bool isBeyond(const Path& path, float residual);

private:
    struct Bets
    {
        Path path;
        bool isOn = false;
        BetMixture bets;
    };

    struct LoadCell
    {
        std::size_t count = 0; // of the reference, neighbouring cells included
        double shift = 0; // of their mean over that of all
    };

    const LoadCell* cellOf(double load) const;
    bool isDue(const ShiftReading& reading) const;
    void plan();
    void plan(Bets& one, const std::vector<float>& residuals) const;
    void fitLoad();
    void noteNeighbour(const ShiftReading& reading);
    double dispersion() const;
    bool hasFewLevels() const;

    ShiftSettings m_settings;
    std::vector<float> m_values; // rings
    std::vector<float> m_loads; // negative: not known
    std::size_t m_next = 0; // of the rings, once they are full
    std::size_t m_untilPlan = 0;
    std::size_t m_paused = 0; // observations in a row that were too suspicious to learn from
    telemetry::Timestamp m_first; // event times
    telemetry::Timestamp m_newest; // that was learnt
    bool m_isWatching = false;
    double m_value = 0;
    bool m_hasFit = false;
    std::vector<LoadCell> m_cells; // by logarithm of the load
    std::array<Bets, kPaths> m_paths;
    // Of neighbours in the stream, which the thinned reference does not show.
    double m_mean = 0;
    double m_variance = 0;
    double m_covariance = 0;
    double m_before = 0;
    std::size_t m_noted = 0;
};

} // namespace health
