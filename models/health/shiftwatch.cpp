// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/shiftwatch.h"

#include "models/health/reference.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace health {

namespace {

using namespace std::chrono_literals;

constexpr auto kSpan = std::chrono::hours(1); // that the reference covers at least, once it can
constexpr std::size_t kReplan = 50; // observations of the reference
constexpr std::size_t kLongestShiftPause = 300; // observations; then the suspicion was none
constexpr double kLeastTolerance = 0.1; // of the observations
constexpr double kErrors = 3; // standard errors of a share of the reference
constexpr double kShareWander = 2; // standard deviations of its level
constexpr double kMostTolerance = 0.4; // beyond it nothing could be found
constexpr std::size_t kFewestAtLoad = 60; // observations of the reference
constexpr std::size_t kCells = 128; // of loads, from ...
constexpr double kLowestLoad = 1e-3; // ... a second on, each by ...
constexpr double kCellRatio = 1.15; // ... more than the one before
constexpr double kSmallestShareRise = 0.08; // of a share, beyond the tolerance
constexpr double kNeighbour = 0.002; // weight of one observation in the correlation of neighbours
constexpr double kCorrelated = 0.1; // from which it is one
constexpr double kMostDispersion = 9;

constexpr std::array kQuantiles{0.5, 0.8, 0.2};

std::size_t cellIndex(double load)
{
    const double steps = std::log(std::max(load, kLowestLoad) / kLowestLoad) / std::log(kCellRatio);
    return std::min(static_cast<std::size_t>(steps), kCells - 1);
}

} // namespace

ShiftWatch::ShiftWatch(const ShiftSettings& settings)
    : m_settings(settings)
{
    m_settings.wanted = std::max(m_settings.wanted, m_settings.fewest);
    for (std::size_t i = 0; i < kPaths; ++i) {
        m_paths[i].path.quantile = kQuantiles[i / 2];
        m_paths[i].path.isUp = i % 2 == 0;
    }
}

const ShiftWatch::LoadCell* ShiftWatch::cellOf(double load) const
{
    return m_hasFit ? &m_cells[cellIndex(load)] : nullptr;
}

double ShiftWatch::loadShift(std::optional<double> load) const
{
    const LoadCell* cell = load ? cellOf(*load) : nullptr;
    return cell != nullptr ? cell->shift : 0;
}

bool ShiftWatch::isComparable(const ShiftReading& reading) const
{
    if (!m_settings.followsLoad || !m_hasFit) // of a service that is new no load is known yet
        return true;
    return reading.load && cellOf(*reading.load)->count >= kFewestAtLoad;
}

// How the mean of the reference differs at each load.
void ShiftWatch::fitLoad()
{
    std::array<double, kCells> sums{};
    std::array<std::size_t, kCells> counts{};
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        if (m_loads[i] < 0)
            continue;
        const std::size_t cell = cellIndex(static_cast<double>(m_loads[i]));
        sums[cell] += static_cast<double>(m_values[i]);
        ++counts[cell];
        sum += static_cast<double>(m_values[i]);
        ++count;
    }
    m_hasFit = count >= m_settings.fewest / 2;
    if (!m_hasFit)
        return;
    m_cells.assign(kCells, {});
    for (std::size_t i = 0; i < kCells; ++i) {
        double near = 0;
        for (std::size_t j = i - std::min<std::size_t>(i, 1); j < std::min(i + 2, kCells); ++j) {
            near += sums[j];
            m_cells[i].count += counts[j];
        }
        if (m_cells[i].count > 0)
            m_cells[i].shift =
                near / static_cast<double>(m_cells[i].count) - sum / static_cast<double>(count);
    }
}

// As the reference keeps it, or what equals a threshold would lie beyond it.
float ShiftWatch::residual(const ShiftReading& reading) const
{
    const double shift = m_settings.followsLoad ? loadShift(reading.load) : 0;
    return static_cast<float>(reading.x) - static_cast<float>(shift);
}

bool ShiftWatch::isBeyond(const Path& path, float residual)
{
    const auto x = static_cast<double>(residual);
    return path.isUp ? x > path.threshold : x < path.threshold;
}

double ShiftWatch::observe(const ShiftReading& reading)
{
    noteNeighbour(reading);
    if (!m_isWatching || !isComparable(reading))
        return m_value;
    m_value = 0;
    const float x = residual(reading);
    for (Bets& one : m_paths) {
        if (one.isOn)
            m_value += one.bets.observe(isBeyond(one.path, x) ? 1 : 0);
    }
    m_value /= static_cast<double>(kPaths);
    return m_value;
}

void ShiftWatch::noteNeighbour(const ShiftReading& reading)
{
    const auto x = static_cast<double>(residual(reading));
    if (m_noted++ == 0)
        m_mean = x;
    const double away = x - m_mean;
    m_mean += kNeighbour * away;
    m_variance += kNeighbour * (away * away - m_variance);
    m_covariance += kNeighbour * (away * m_before - m_covariance);
    m_before = away;
}

double ShiftWatch::dispersion() const
{
    const double r = m_variance > 0 ? std::clamp(m_covariance / m_variance, 0.0, 0.8) : 0;
    return r > kCorrelated ? (1 + r) / (1 - r) : 1;
}

// So that it is as old as all that has been seen, an hour at most.
bool ShiftWatch::isDue(const ShiftReading& reading) const
{
    if (m_values.size() < m_settings.wanted)
        return true;
    const auto span = std::min<telemetry::Duration>(reading.time - m_first, kSpan);
    return reading.time - m_newest >= span / static_cast<std::int64_t>(m_settings.wanted);
}

bool ShiftWatch::learn(const ShiftReading& reading, double suspicious)
{
    m_paused = m_isWatching && m_value > suspicious ? m_paused + 1 : 0;
    if ((m_paused > 0 && m_paused <= kLongestShiftPause) || !isDue(reading))
        return false;
    if (m_values.empty())
        m_first = reading.time;
    m_newest = reading.time;
    const auto x = static_cast<float>(std::clamp(reading.x, 0.0, 1.0));
    const auto load = static_cast<float>(reading.load.value_or(-1));
    if (m_values.size() < m_settings.wanted) {
        m_values.push_back(x);
        m_loads.push_back(load);
    } else {
        m_values[m_next] = x;
        m_loads[m_next] = load;
        m_next = (m_next + 1) % m_settings.wanted;
    }
    if (m_values.size() >= m_settings.fewest && m_untilPlan-- == 0) {
        plan();
        m_untilPlan = kReplan - 1;
    }
    return true;
}

void ShiftWatch::restore(const std::vector<float>& values, const std::vector<float>& loads)
{
    clear();
    const std::size_t skipped = values.size() - std::min(values.size(), m_settings.wanted);
    for (std::size_t i = skipped; i < values.size(); ++i) {
        m_values.push_back(std::clamp(values[i], 0.0F, 1.0F));
        m_loads.push_back(i < loads.size() ? loads[i] : -1.0F);
    }
    if (m_values.size() >= m_settings.fewest)
        plan();
    m_untilPlan = kReplan - 1;
}

std::vector<float> ShiftWatch::values() const
{
    std::vector<float> ordered = m_values;
    std::ranges::rotate(ordered, ordered.begin() + static_cast<std::ptrdiff_t>(m_next));
    return ordered;
}

std::vector<float> ShiftWatch::loads() const
{
    std::vector<float> ordered = m_loads;
    std::ranges::rotate(ordered, ordered.begin() + static_cast<std::ptrdiff_t>(m_next));
    return ordered;
}

bool ShiftWatch::hasFewLevels() const
{
    std::vector<float> seen;
    for (const float value : m_values) {
        if (std::ranges::find(seen, value) == seen.end())
            seen.push_back(value);
        if (seen.size() > m_settings.fewLevels)
            return false;
    }
    return true;
}

void ShiftWatch::plan()
{
    std::vector<float> residuals = values();
    const std::vector<float> at = loads();
    if (m_settings.followsLoad) {
        fitLoad();
        for (std::size_t i = 0; i < residuals.size(); ++i) {
            if (at[i] >= 0)
                residuals[i] -= static_cast<float>(loadShift(static_cast<double>(at[i])));
        }
    }
    for (Bets& one : m_paths)
        plan(one, residuals);
    m_isWatching = !hasFewLevels();
}

// Where ties leave hardly anything within a quantile there is nothing to be lost from it.
void ShiftWatch::plan(Bets& one, const std::vector<float>& residuals) const
{
    std::vector<float> sorted = residuals;
    const auto at =
        static_cast<std::size_t>(one.path.quantile * static_cast<double>(sorted.size()));
    std::ranges::nth_element(sorted, sorted.begin() + static_cast<std::ptrdiff_t>(at));
    one.path.threshold = static_cast<double>(sorted[at]);
    Reference beyond(residuals.size());
    for (const float value : residuals)
        beyond.add(isBeyond(one.path, value) ? 1 : 0);
    one.path.share = beyond.mean();
    const double spread = std::max(beyond.variance(), 0.05);
    const double inflation = std::min(std::max(beyond.dispersion(), dispersion()), kMostDispersion);
    const double error = std::sqrt(spread * inflation / static_cast<double>(residuals.size()));
    one.path.tolerance =
        std::max(kLeastTolerance, kErrors * error) + kShareWander * beyond.wander();
    const double limit = one.path.share + one.path.tolerance;
    one.isOn = one.path.tolerance <= kMostTolerance && limit < 0.95;
    one.bets.plan({.mean = one.path.share,
                   .tolerance = one.path.tolerance,
                   .variance = spread,
                   .dispersion = inflation,
                   .smallest = std::min(kSmallestShareRise, (1 - limit) / 2),
                   .largest = 0.9 * (1 - limit),
                   .isFlag = true});
    if (!one.isOn)
        one.bets.restart();
}

void ShiftWatch::restart()
{
    m_value = 0;
    for (Bets& one : m_paths)
        one.bets.restart();
}

void ShiftWatch::clear()
{
    restart();
    m_values.clear();
    m_loads.clear();
    m_next = 0;
    m_untilPlan = 0;
    m_paused = 0;
    m_hasFit = false;
    m_isWatching = false;
}

std::size_t ShiftWatch::strongest() const
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < kPaths; ++i)
        best = m_paths[i].bets.value() > m_paths[best].bets.value() ? i : best;
    return best;
}

} // namespace health
