// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/strata.h"

#include <algorithm>
#include <cmath>

namespace health {

namespace {

constexpr std::size_t kMostStrata = 256;
constexpr std::uint64_t kIdle = 4096; // observations of others after which one may be forgotten
constexpr double kLeastShrinkage = 50;
constexpr double kMostShrinkage = 500;
constexpr double kSmallestStratumRise = 2; // times the baseline, of flags
constexpr double kSmallestStratumScoreRise = 0.02;
constexpr double kLargestRise = 0.7;
constexpr double kEmphasis = 0.5;

} // namespace

Strata::Stratum& Strata::find(std::string_view name)
{
    auto found = m_strata.find(name);
    if (found == m_strata.end() && m_strata.size() >= kMostStrata && !forgetIdle()) {
        name = {};
        found = m_strata.find(name);
    }
    if (found == m_strata.end())
        found = m_strata.emplace(std::string(name), Stratum()).first;
    found->second.newest = m_seen;
    return found->second;
}

// Its evidence goes with it: that only makes the sum smaller, the promise stays.
bool Strata::forgetIdle()
{
    const auto idle = std::ranges::min_element(
        m_strata, {}, [](const auto& entry) { return entry.second.newest; });
    if (m_seen - idle->second.newest < kIdle)
        return false;
    m_strata.erase(idle);
    m_sum = 0;
    for (const auto& [name, stratum] : m_strata)
        m_sum += stratum.bets.value();
    return true;
}

void Strata::learn(std::string_view name, double x)
{
    Stratum& stratum = find(name);
    ++stratum.count;
    stratum.sum += x;
}

double Strata::shrinkage() const
{
    double total = 0;
    double squares = 0;
    double between = 0;
    double seen = 0;
    for (const auto& [name, stratum] : m_strata) {
        if (stratum.count < 1)
            continue;
        ++seen;
        total += stratum.count;
        squares += stratum.count * stratum.count;
        const double away = stratum.sum / stratum.count - m_limits.mean;
        between += stratum.count * away * away;
    }
    const double scale = total > 0 ? total - squares / total : 0;
    const double excess = between - m_limits.variance * (seen - 1);
    if (scale <= 0 || excess <= 0)
        return kMostShrinkage;
    return std::clamp(m_limits.variance * scale / excess, kLeastShrinkage, kMostShrinkage);
}

void Strata::plan(const StratumLimits& limits)
{
    m_limits = limits;
    m_shrinkage = shrinkage();
    for (auto& [name, stratum] : m_strata)
        plan(stratum);
}

void Strata::plan(Stratum& stratum) const
{
    const double count = stratum.count + m_shrinkage;
    stratum.baseline = (stratum.sum + m_shrinkage * m_limits.mean) / count;
    const double error = std::sqrt(m_limits.variance * m_limits.dispersion / count);
    const double tolerance = std::max({m_limits.absolute, m_limits.relative * stratum.baseline,
                                       m_limits.standardErrors * error + m_limits.least});
    const double limit = stratum.baseline + tolerance;
    stratum.bets.plan(
        {.mean = stratum.baseline,
         .tolerance = tolerance,
         .variance = m_limits.variance,
         .dispersion = m_limits.dispersion,
         .wander = m_limits.wander,
         .smallest = m_limits.isFlag ? kSmallestStratumRise * limit : kSmallestStratumScoreRise,
         .largest = kLargestRise * (1 - stratum.baseline),
         .emphasis = kEmphasis,
         .isFlag = m_limits.isFlag});
    stratum.isPlanned = true;
}

double Strata::observe(std::string_view name, double x, double shift)
{
    ++m_seen;
    Stratum& stratum = find(name);
    if (!stratum.isPlanned)
        plan(stratum);
    if (stratum.count < m_limits.ownPast)
        return m_sum;
    const double before = stratum.bets.value();
    m_sum += stratum.bets.observe(x, shift) - before;
    // Differences of large numbers lose the small ones; sum anew where that could matter.
    if (before > 1e6) {
        m_sum = 0;
        for (const auto& [other, one] : m_strata)
            m_sum += one.bets.value();
    }
    return m_sum;
}

void Strata::restart()
{
    for (auto& [name, stratum] : m_strata)
        stratum.bets.restart();
    m_sum = 0;
}

void Strata::clear()
{
    m_strata.clear();
    m_sum = 0;
}

double Strata::worstValue() const
{
    double worst = 0;
    for (const auto& [name, stratum] : m_strata)
        worst = std::max(worst, stratum.bets.value());
    return worst;
}

std::string Strata::worst() const
{
    const auto found = std::ranges::max_element(
        m_strata, {}, [](const auto& entry) { return entry.second.bets.value(); });
    return found == m_strata.end() || found->second.bets.value() <= 0 ? std::string()
                                                                      : found->first;
}

double Strata::baselineOf(std::string_view name) const
{
    const auto found = m_strata.find(name);
    return found == m_strata.end() ? m_limits.mean : found->second.baseline;
}

} // namespace health
