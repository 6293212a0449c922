// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/watch.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace health {

namespace {

constexpr std::size_t kLongestWatchPause = 300; // observations; then the suspicion was none
constexpr std::size_t kFewLevels = 10; // a judge with few grades
constexpr double kEarly = 200; // observations while the mean is trusted less
constexpr double kUpdateGrowth = 1.03; // of the reference between two updates of the limits ...
constexpr std::size_t kStep = 16; // ... and this many observations more
constexpr double kOwnPastOfStratum =
    60; // observations of a stratum under a baseline without circumstances

struct Defaults
{
    double tolerance;
    double relativeTolerance;
    double standardErrors; // of the learnt mean, added to it
    double earlyErrors; // in the beginning
};
constexpr Defaults kFlags{0, 0.1, 0.85, 2};
constexpr Defaults kScores{0.004, 0, 1.5, 3};

constexpr double kScoreWander = 0.018; // of scores: a daily wave is no change
constexpr double kCorrelatedTolerance = 1.2; // powers of the dispersion: what resembles its
constexpr double kCorrelatedWander = 0.5; // neighbours also wanders
constexpr double kTailShare = 0.01;
constexpr double kTailShareOfLevels = 0.05;
constexpr double kBeyondAll = 3; // of as many observations as were seen may lie beyond all of them

constexpr double kTailWeight = 0.2;
constexpr double kExtremeWeight = 0.15;
constexpr double kSmallestScoreRise = 0.01;
constexpr double kLargestScoreRise = 0.4;
constexpr double kSmallestFlagRise = 0.7; // of the limit
constexpr double kLargestFlagRise = 0.7; // of what is left to 1

} // namespace

Watch::Watch(const WatchSettings& settings)
    : m_settings(settings)
    , m_reference(std::max(settings.wanted, settings.fewest))
    , m_strata(settings.dimensions)
    , m_load(settings.loadShare > 0 ? std::max(settings.wanted, settings.fewest) : 0)
{
    if (m_strata.empty())
        m_settings.strataShare = 0;
    m_plainShare = 1 - m_settings.strataShare - m_settings.loadShare;
}

// What is usual at this load is no change; a load that never was excuses nothing.
double Watch::loadShift(const Reading& reading) const
{
    return m_settings.loadShare > 0 && reading.load && m_load.isUsual(*reading.load)
        ? m_load.expected(*reading.load)
        : 0;
}

void Watch::note(const Reading& reading)
{
    if (reading.time)
        m_season.learn(reading.badness - loadShift(reading), *reading.time);
}

double Watch::observe(const Reading& reading)
{
    if (!m_isWatching)
        return 0;
    const double x = reading.badness;
    const double seasonal = reading.time ? m_season.shift(*reading.time) : 0;
    const double shift = loadShift(reading) + seasonal;
    double plain = m_meanWeight * m_mean.observe(x, shift);
    if (m_tailWeight > 0) {
        // As the reference keeps it: scores of few decimals often equal the threshold. What the
        // load explains excuses a value; a low load accuses none, since what many answers share
        // would be above the threshold then.
        const auto kept = static_cast<float>(std::min(x, x - shift));
        plain += m_tailWeight * m_tail.observe(isInTail(kept) ? 1 : 0);
        plain += m_extremeWeight
            * m_extreme.observe(static_cast<double>(kept) > m_extremeThreshold ? 1 : 0);
    }
    if (m_watchesBetter) {
        const bool isUsual =
            m_settings.loadShare <= 0 || !reading.load || m_load.isUsual(*reading.load);
        plain += m_settings.betterWeight
            * (isUsual ? m_better.observe(1 - x, -shift) : m_better.value());
    }
    m_value = m_plainShare * plain;
    if (m_settings.strataShare > 0) {
        const double each = m_settings.strataShare / static_cast<double>(m_strata.size());
        for (std::size_t i = 0; i < m_strata.size(); ++i) {
            const bool isKnown = i < reading.segments.size() && !reading.segments[i].empty();
            m_value += each
                * (isKnown ? m_strata[i].observe(reading.segments[i], x, seasonal)
                           : m_strata[i].value());
        }
    }
    if (m_settings.loadShare > 0)
        m_value += m_settings.loadShare
            * (reading.load ? m_load.observe(x, *reading.load, seasonal) : m_load.value());
    return m_value;
}

bool Watch::isDue() const
{
    return m_reference.count() >= m_settings.fewest
        && (m_circumstances >= m_nextUpdate || !lacksCircumstances());
}

bool Watch::isSuspicious(double suspicious)
{
    m_paused = m_isWatching && m_value > suspicious ? m_paused + 1 : 0;
    return m_paused > 0 && m_paused <= kLongestWatchPause;
}

bool Watch::learn(const Reading& reading, double suspicious)
{
    const bool isNew = !m_reference.isComplete();
    if ((!isNew && !lacksCircumstances()) || isSuspicious(suspicious))
        return false;
    if (isNew) {
        m_reference.add(reading.badness);
        if (reading.time)
            m_season.noteReference(*reading.time);
    }
    noteCircumstances(reading);
    return isNew;
}

void Watch::learnCircumstances(const Reading& reading, double suspicious)
{
    if (lacksCircumstances() && !isSuspicious(suspicious))
        noteCircumstances(reading);
}

void Watch::noteCircumstances(const Reading& reading)
{
    ++m_circumstances;
    for (std::size_t i = 0; i < std::min(m_strata.size(), reading.segments.size()); ++i) {
        if (!reading.segments[i].empty())
            m_strata[i].learn(reading.segments[i], reading.badness);
    }
    if (m_settings.loadShare > 0 && reading.load)
        m_load.learn(reading.badness, *reading.load);
    if (isDue())
        updateLimits();
}

void Watch::restore(const std::vector<float>& badness)
{
    for (const float one : badness) {
        if (m_reference.isComplete())
            break;
        m_reference.add(static_cast<double>(one));
    }
    m_isRestored = true;
    if (m_reference.count() >= m_settings.fewest)
        updateLimits();
}

Watch::Limits Watch::limits() const
{
    const Defaults& defaults = m_isFlag ? kFlags : kScores;
    const auto count = static_cast<double>(m_reference.count());
    const double mean = m_reference.mean();
    Limits made;
    made.dispersion = m_reference.dispersion();
    made.variance = m_isFlag ? std::max(mean * (1 - mean), 1 / count) : m_reference.variance();
    // One more failure than was seen keeps a spotless reference from claiming a rate of zero.
    made.error = std::sqrt(std::max(m_reference.variance(), 1 / count) / count * made.dispersion);
    if (!m_isFlag && m_reference.variance() > 0)
        made.error = std::sqrt(m_reference.variance() / count * made.dispersion);
    const double errors = m_settings.standardErrors.value_or(defaults.standardErrors);
    made.standardErrors =
        errors + std::max(defaults.earlyErrors - errors, 0.0) * std::min(1.0, kEarly / count);
    made.least = 1 / count;
    made.absolute = m_settings.tolerance.value_or(
        defaults.tolerance * std::pow(made.dispersion, kCorrelatedTolerance));
    made.relative = m_settings.relativeTolerance.value_or(defaults.relativeTolerance);
    made.tolerance = std::max({made.absolute, made.relative * mean,
                               made.standardErrors * made.error + (m_isFlag ? made.least : 0)});
    made.wander = m_isFlag ? m_reference.wander()
                           : std::max(kScoreWander * std::pow(made.dispersion, kCorrelatedWander),
                                      m_reference.wander());
    return made;
}

BetPlan Watch::meanPlan(const Limits& limits) const
{
    const double limit = m_baseline + limits.tolerance;
    return {.mean = m_baseline,
            .tolerance = limits.tolerance,
            .variance = limits.variance,
            .dispersion = limits.dispersion,
            .wander = limits.wander,
            .smallest = m_isFlag ? kSmallestFlagRise * limit : kSmallestScoreRise,
            .largest = m_isFlag ? kLargestFlagRise * (1 - limit) : kLargestScoreRise,
            .isFlag = m_isFlag};
}

void Watch::updateLimits()
{
    m_nextUpdate =
        static_cast<std::size_t>(static_cast<double>(m_circumstances) * kUpdateGrowth) + kStep;
    const std::size_t levels = m_settings.isFlag ? 0 : m_reference.levels(2);
    const bool isBinary = levels == 2 && m_reference.shareAbove(0) > 0
        && m_reference.upperQuantile(0) >= 1 && m_reference.shareAbove(0) == m_reference.mean();
    m_isFlag = m_settings.isFlag.value_or(isBinary);
    m_baseline = m_reference.mean();
    m_tailWeight = m_isFlag ? 0 : kTailWeight;
    m_extremeWeight = m_isFlag ? 0 : kExtremeWeight;
    m_meanWeight = 1 - m_settings.betterWeight - m_tailWeight - m_extremeWeight;
    const Limits made = limits();
    m_mean.plan(meanPlan(made));
    planBetter(made);
    if (!m_isFlag)
        planTail(made);
    planStrata(made);
    if (m_settings.loadShare > 0)
        m_load.plan(meanPlan(made), made.error, made.absolute);
    m_isWatching = true;
}

// Where the baseline leaves no room below its tolerance an improvement cannot be told from none.
void Watch::planBetter(const Limits& limits)
{
    const auto count = static_cast<double>(m_reference.count());
    const double tolerance =
        m_isFlag ? limits.tolerance : std::max(limits.tolerance, limits.wander);
    m_watchesBetter = m_settings.betterWeight > 0 && m_baseline - tolerance > kBeyondAll / count;
    if (!m_watchesBetter) {
        m_better.restart();
        return;
    }
    m_better.plan({.mean = 1 - m_baseline,
                   .tolerance = tolerance,
                   .variance = limits.variance,
                   .dispersion = limits.dispersion,
                   .wander = m_isFlag ? 0 : limits.wander,
                   .smallest = m_isFlag ? 0.5 * m_baseline : kSmallestScoreRise,
                   .largest = m_isFlag ? 0.9 * m_baseline : kLargestScoreRise,
                   .emphasis = 0});
}

void Watch::planTail(const Limits& limits)
{
    const auto count = static_cast<double>(m_reference.count());
    const bool hasFewLevels = m_reference.levels(kFewLevels) <= kFewLevels;
    const double wanted = hasFewLevels ? kTailShareOfLevels : kTailShare;
    m_tailThreshold = m_reference.upperQuantile(wanted);
    const double share = std::max(m_reference.shareAbove(m_tailThreshold), wanted / 4);
    m_tailShare = share;
    const double error = std::sqrt(share * (1 - share) / count * limits.dispersion);
    const double harm = m_settings.tolerance.value_or(0); // smallest that is worth an alarm
    const auto plan = [&limits](double limit, double variance) {
        return BetPlan{.mean = limit,
                       .variance = variance,
                       .dispersion = limits.dispersion,
                       .smallest = 0.01,
                       .largest = 0.5,
                       .isFlag = true};
    };
    m_tail.plan(plan(share + std::max({error, share, harm}), share));
    m_extremeThreshold = m_reference.upperQuantile(0);
    m_extreme.plan(plan(kBeyondAll / count + harm, kBeyondAll / count));
}

void Watch::planStrata(const Limits& limits)
{
    for (Strata& one : m_strata)
        one.plan({.mean = m_baseline,
                  .variance = limits.variance,
                  .dispersion = limits.dispersion,
                  .absolute = limits.absolute,
                  .relative = limits.relative,
                  .standardErrors = limits.standardErrors,
                  .least = m_isFlag ? limits.least : 0,
                  .wander = m_isFlag ? 0 : limits.wander,
                  .isFlag = m_isFlag,
                  .ownPast = m_isRestored && lacksCircumstances() ? kOwnPastOfStratum : 0});
}

void Watch::restart()
{
    m_value = 0;
    m_mean.restart();
    m_tail.restart();
    m_extreme.restart();
    m_better.restart();
    for (Strata& one : m_strata)
        one.restart();
    m_load.restart();
}

void Watch::clear()
{
    restart();
    m_reference.clear();
    for (Strata& one : m_strata)
        one.clear();
    m_load.clear();
    m_season.clearReference();
    m_circumstances = 0;
    m_nextUpdate = 0;
    m_isRestored = false;
    m_paused = 0;
    m_isWatching = false;
}

std::size_t Watch::dimension() const
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < m_strata.size(); ++i)
        best = m_strata[i].worstValue() > m_strata[best].worstValue() ? i : best;
    return best;
}

std::string Watch::stratum() const
{
    return m_strata.empty() ? std::string() : m_strata[dimension()].worst();
}

Path Watch::strongest() const
{
    const auto strata = static_cast<double>(std::max<std::size_t>(m_strata.size(), 1));
    const double stratum =
        m_strata.empty() ? 0 : m_settings.strataShare / strata * m_strata[dimension()].worstValue();
    const std::array<double, 5> evidence{
        m_plainShare * m_meanWeight * m_mean.value(),
        m_plainShare * std::max(m_tailWeight * m_tail.value(), m_extremeWeight * m_extreme.value()),
        m_plainShare * m_settings.betterWeight * m_better.value(),
        stratum,
        m_settings.loadShare * m_load.value(),
    };
    return static_cast<Path>(std::ranges::max_element(evidence) - evidence.begin());
}

} // namespace health
