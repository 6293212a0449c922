// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/cusumdetector.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace health {

namespace {

constexpr double kAllowance = 0.25; // k, in standard deviations
constexpr int kLongestStep = 4000; // of the lattice
constexpr int kLargestThreshold = 64 * kLongestStep;

// Siegmund 1985: run length of a normal CUSUM with allowance k and threshold h, no change.
double siegmundRunLength(double threshold)
{
    const double b = threshold + 1.166;
    return (std::exp(2 * kAllowance * b) - 2 * kAllowance * b - 1) / (2 * kAllowance * kAllowance);
}

double siegmundThreshold(double runLength)
{
    double low = 0;
    double high = 100;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (siegmundRunLength(middle) < runLength ? low : high) = middle;
    }
    return high;
}

// Smallest threshold whose run length is at least the one asked for.
template<class RunLength>
int smallestThreshold(double wanted, RunLength runLength)
{
    int low = 1;
    int high = 2;
    while (high < kLargestThreshold && runLength(high) < wanted)
        high *= 2;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (runLength(middle) < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return high;
}

// Steps of the likelihood ratio of a failure and of a success, as one whole number of the smaller
// one.
int latticeSteps(double larger, double smaller)
{
    return static_cast<int>(std::clamp(std::round(larger / smaller), 1.0, double{kLongestStep}));
}

} // namespace

double risingRunLength(double rate, int jump, int threshold)
{
    // E(s) = 1 + (1-p) E(s-1) + p E(s+jump), E = 0 from the threshold on; every E(s) is affine in
    // the unknown E(threshold-1), found from the reflection at zero.
    const auto size = static_cast<std::size_t>(std::max(threshold, 1));
    std::vector<double> slope(size, 0);
    std::vector<double> constant(size, 0);
    slope[size - 1] = 1;
    const auto up = static_cast<std::size_t>(jump);
    for (std::size_t s = size - 1; s > 0; --s) {
        const double slopeAbove = s + up < size ? slope[s + up] : 0;
        const double constantAbove = s + up < size ? constant[s + up] : 0;
        slope[s - 1] = (slope[s] - rate * slopeAbove) / (1 - rate);
        constant[s - 1] = (constant[s] - 1 - rate * constantAbove) / (1 - rate);
    }
    const double slopeJump = up < size ? slope[up] : 0;
    const double constantJump = up < size ? constant[up] : 0;
    const double unknown =
        (1 + rate * constantJump - rate * constant[0]) / (rate * slope[0] - rate * slopeJump);
    return slope[0] * unknown + constant[0];
}

double fallingRunLength(double rate, int drop, int threshold)
{
    // E(s+1) = (E(s) - 1 - p E(max(s-drop, 0))) / (1-p), affine in the unknown E(0); E(threshold) =
    // 0.
    const auto size = static_cast<std::size_t>(std::max(threshold, 1));
    std::vector<double> slope(size + 1, 1);
    std::vector<double> constant(size + 1, 0);
    const auto down = static_cast<std::size_t>(drop);
    for (std::size_t s = 0; s < size; ++s) {
        const std::size_t below = s > down ? s - down : 0;
        slope[s + 1] = (slope[s] - rate * slope[below]) / (1 - rate);
        constant[s + 1] = (constant[s] - 1 - rate * constant[below]) / (1 - rate);
    }
    return -constant[size] / slope[size];
}

CusumDetector::CusumDetector(const DetectorSettings& settings)
    : m_settings(settings)
    , m_reference(static_cast<std::size_t>(std::max(settings.reference, 60)))
{
    m_settings.averageRunLength = std::max(m_settings.averageRunLength, 10.0);
}

void CusumDetector::calibrate()
{
    m_baseline = m_reference.mean();
    const double runLength = m_settings.averageRunLength * (m_settings.twoSided ? 2 : 1);
    m_worse = {};
    m_better = {};
    if (m_settings.isFlag) {
        const double count = static_cast<double>(m_reference.count());
        const double rate = std::clamp(m_baseline, 0.5 / count, 1 - 0.5 / count);
        const double step = std::max({rate * m_settings.relativeTolerance.value_or(1.0), 0.01,
                                      m_settings.tolerance.value_or(0.0)});
        const double target = std::min(rate + step, (1 + rate) / 2);
        m_worse = risingPath(rate, target, runLength);
        m_better = fallingPath(rate, rate / 2, runLength);
    } else {
        const double deviation = std::max(std::sqrt(m_reference.variance()), 0.01);
        const double threshold = siegmundThreshold(runLength);
        const double slack = kAllowance + m_settings.tolerance.value_or(0.0) / deviation;
        m_worse = {
            .up = 1 / deviation, .offset = -m_baseline / deviation - slack, .threshold = threshold};
        m_better = {
            .up = -1 / deviation, .offset = m_baseline / deviation - slack, .threshold = threshold};
    }
    m_isWatching = true;
}

CusumDetector::Path CusumDetector::risingPath(double rate, double target, double runLength)
{
    const int jump = latticeSteps(std::log(target / rate), std::log((1 - rate) / (1 - target)));
    const int threshold = smallestThreshold(
        runLength, [=](int candidate) { return risingRunLength(rate, jump, candidate); });
    return {.up = jump + 1.0, .offset = -1, .threshold = static_cast<double>(threshold)};
}

CusumDetector::Path CusumDetector::fallingPath(double rate, double target, double runLength)
{
    const int drop = latticeSteps(std::log(rate / target), std::log((1 - target) / (1 - rate)));
    const int threshold = smallestThreshold(
        runLength, [=](int candidate) { return fallingRunLength(rate, drop, candidate); });
    return {.up = -(drop + 1.0), .offset = 1, .threshold = static_cast<double>(threshold)};
}

bool CusumDetector::advance(Path& path, double x) const
{
    if (path.value <= 0) {
        path.onset = m_index;
        path.sum = 0;
    }
    path.value = std::max(path.value + x * path.up + path.offset, 0.0);
    return path.value >= path.threshold;
}

std::optional<Detection> CusumDetector::detection(const Path& path, Direction direction)
{
    const double count = static_cast<double>(m_index - path.onset + 1);
    const Detection found{.index = m_index,
                          .onsetIndex = path.onset,
                          .onsetLow = path.onset,
                          .onsetHigh = m_index,
                          .direction = direction,
                          .before = m_baseline,
                          .after = path.sum / count,
                          .evidence = evidence()};
    if (m_settings.goesOn)
        return found;
    m_reference.clear();
    m_isWatching = false;
    return found;
}

std::optional<Detection> CusumDetector::observe(const Reading& reading)
{
    const double x = reading.badness > 0 ? std::min(reading.badness, 1.0) : 0;
    ++m_index;
    if (!m_isWatching) {
        m_reference.add(x);
        if (m_reference.isComplete())
            calibrate();
        return std::nullopt;
    }
    const bool isWorse = advance(m_worse, x);
    m_worse.sum += x;
    const bool mirrored = m_settings.twoSided && advance(m_better, x);
    m_better.sum += x;
    if (isWorse)
        return detection(m_worse, Direction::Worse);
    if (mirrored)
        return detection(m_better, Direction::Better);
    return std::nullopt;
}

double CusumDetector::evidence() const
{
    if (!m_isWatching)
        return 0;
    // Share of the threshold, on the scale of the run length that the threshold stands for.
    const double worse = m_worse.value / m_worse.threshold;
    const double better = m_settings.twoSided ? m_better.value / m_better.threshold : 0;
    const double share = std::min(std::max(worse, better), 1.0);
    return share * std::log10(m_settings.averageRunLength);
}

std::optional<double> CusumDetector::baseline() const
{
    return m_isWatching ? std::optional(m_baseline) : std::nullopt;
}

} // namespace health
