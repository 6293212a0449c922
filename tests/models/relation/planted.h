// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/relation/logistic.h"
#include "models/relation/observation.h"

#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <random>
#include <vector>

namespace relationtest {

// Draws that are the same on every platform.
class Dice
{
public:
    explicit Dice(std::uint64_t seed)
        : m_engine(seed)
    {
    }
    double uniform() { return (static_cast<double>(m_engine() >> 11U) + 0.5) * 0x1.0p-53; }
    double normal()
    {
        return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * std::numbers::pi * uniform());
    }

private:
    std::mt19937_64 m_engine;
};

// `count` answers with a driver from 0 to 60, each failing with the chance that `rate` says.
inline std::vector<relation::Observation> answers(std::uint64_t seed, int count,
                                                  const std::function<double(double)>& rate)
{
    Dice dice(seed);
    std::vector<relation::Observation> all;
    for (int i = 0; i < count; ++i) {
        const double driver = 60 * dice.uniform();
        all.push_back({.driver = driver,
                       .count = 1,
                       .failed = dice.uniform() < rate(driver) ? 1.0 : 0.0,
                       .time = i});
    }
    return all;
}

// Two in a hundred fail up to `knee`; from there on the odds rise, to about a third at 60.
inline double kneeRate(double driver, double knee)
{
    const double slope = 3.2 / (60 - knee);
    return relation::shareOf(std::log(0.02 / 0.98) + slope * std::max(0.0, driver - knee));
}

} // namespace relationtest
