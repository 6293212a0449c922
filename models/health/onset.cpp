// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/onset.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace health {

namespace {

constexpr double kWithinLikelihood = 3.912; // log 50

double onsetDivergence(double p, double q)
{
    const double a = std::clamp(p, 1e-9, 1 - 1e-9);
    const double b = std::clamp(q, 1e-4, 1 - 1e-4);
    return a * std::log(a / b) + (1 - a) * std::log((1 - a) / (1 - b));
}

} // namespace

Onset estimateOnset(std::span<const float> values, const Before& before)
{
    if (values.empty())
        return {};
    const double spread = std::max(before.variance, 1e-5);
    std::vector<double> likelihood(values.size());
    double sum = 0;
    double best = 0;
    Onset onset{.at = values.size() - 1,
                .low = values.size() - 1,
                .high = values.size() - 1,
                .level = static_cast<double>(values.back())};
    for (std::size_t i = values.size(); i-- > 0;) {
        sum += static_cast<double>(values[i]);
        const auto count = static_cast<double>(values.size() - i);
        const double mean = sum / count;
        const double away = mean - before.mean;
        if ((away > 0) != before.isRise)
            continue;
        likelihood[i] = before.isFlag ? count * onsetDivergence(mean, before.mean)
                                      : count * away * away / (2 * spread);
        if (likelihood[i] <= best)
            continue;
        best = likelihood[i];
        onset.at = i;
        onset.level = mean;
    }
    onset.likelihood = best;
    onset.low = onset.at;
    onset.high = onset.at;
    for (std::size_t i = 0; i < likelihood.size(); ++i) {
        if (likelihood[i] < best - kWithinLikelihood)
            continue;
        onset.low = std::min(onset.low, i);
        onset.high = std::max(onset.high, i);
    }
    return onset;
}

} // namespace health
