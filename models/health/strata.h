// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/betmixture.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace health {

// What all strata are held against.
struct StratumLimits
{
    double mean = 0; // of all observations
    double variance = 0;
    double dispersion = 1;
    double absolute = 0; // tolerance: at least this much ...
    double relative = 0; // ... and this share of the stratum's mean
    double standardErrors = 1; // of the stratum's mean
    double least = 0; // added to it while little is known
    double wander = 0;
    bool isFlag = false;
    double ownPast = 0; // observations, of a stratum that may be watched
};

// One mixture of bets for each value of one dimension (each model, each route, ...): a tenth of the
// traffic that goes bad moves the mean by a tenth only. Each mixture sees its own observations
// alone, and R grows by at most one an observation while nothing changes, so that the *sum* over
// the strata still is an e-detector: no share of the evidence is lost to their number. A stratum's
// baseline is its own mean, shrunk towards that of all by as much as the strata differ (empirical
// Bayes); one never seen before is held against the mean of all. Beyond 256 names a new one takes
// the place of one that has not been seen for long; while there is none the others are one.
class Strata
{
public:
    void learn(std::string_view name, double x);
    void plan(const StratumLimits& limits);
    // The sum of M. `shift` is what is known to move the mean of all.
    double observe(std::string_view name, double x, double shift = 0);
    void restart(); // keeps what was learnt
    void clear();

    double value() const { return m_sum; }
    double worstValue() const;
    std::string worst() const; // the stratum with most evidence; empty without any
    // Mean that the stratum was learnt to have, shrunk.
    double baselineOf(std::string_view name) const;

private:
    struct Stratum
    {
        double count = 0;
        double sum = 0;
        double baseline = 0;
        std::uint64_t newest = 0; // when it was seen, by the count of all
        bool isPlanned = false;
        BetMixture bets;
    };

    Stratum& find(std::string_view name);
    bool forgetIdle();
    double shrinkage() const; // observations that the common mean is worth
    void plan(Stratum& stratum) const;

    std::map<std::string, Stratum, std::less<>> m_strata;
    StratumLimits m_limits;
    double m_shrinkage = 0;
    double m_sum = 0;
    std::uint64_t m_seen = 0; // by observe()
};

} // namespace health
