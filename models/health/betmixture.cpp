// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/betmixture.h"

#include <algorithm>
#include <cmath>

namespace health {

namespace {

constexpr double kLargestStake = 0.9; // L stays above 0.1
constexpr double kEdge = 1e-4; // limits keep that far from 0 and 1

} // namespace

void BetMixture::restart()
{
    m_sr.fill(0);
    m_value = 0;
}

void BetMixture::plan(const BetPlan& plan)
{
    const double lowest = std::clamp(plan.mean + plan.tolerance, kEdge, 1 - kEdge);
    m_lowest = lowest;
    const double smallest = std::clamp(plan.smallest, 1e-4, 0.9);
    const double largest = std::clamp(plan.largest, smallest, 0.95);
    const double variance = std::max(plan.variance, 1e-5);
    const double dispersion = std::max(plan.dispersion, 1.0);
    double sum = 0;
    for (std::size_t k = 0; k < kBets; ++k) {
        const double step = static_cast<double>(k) / static_cast<double>(kBets - 1);
        const double rise = smallest * std::pow(largest / smallest, step);
        const double best =
            plan.isFlag ? rise / (lowest * (1 - lowest)) : rise / (variance + rise * rise);
        const double breakEven = best * variance * dispersion / 2;
        const double limit = std::clamp(
            plan.mean + std::max(plan.tolerance, plan.wander - breakEven), kEdge, 1 - kEdge);
        const double lambda = std::min(best, kLargestStake / limit);
        const double discount = std::exp(-0.5 * lambda * lambda * variance * (dispersion - 1));
        m_base[k] = discount * (1 - lambda * limit);
        m_slope[k] = discount * lambda;
        m_weight[k] = std::pow(rise, -plan.emphasis);
        sum += m_weight[k];
    }
    for (double& weight : m_weight)
        weight /= sum;
}

} // namespace health
