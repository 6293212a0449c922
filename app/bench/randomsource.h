// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

namespace bench {

// Draws that are the same on every platform; the distributions of the standard library are not.
class RandomSource
{
public:
    explicit RandomSource(std::uint64_t seed)
        : m_engine(seed)
    {
    }
    double uniform() { return (static_cast<double>(m_engine() >> 11U) + 0.5) * 0x1.0p-53; }
    bool chance(double share) { return uniform() < share; }
    std::uint64_t below(std::uint64_t count) { return m_engine() % count; }
    double exponential(double mean) { return -mean * std::log(uniform()); }
    double normal() // Box and Muller
    {
        return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * std::numbers::pi * uniform());
    }
    double gamma(double shape) // Marsaglia and Tsang 2000
    {
        if (shape < 1)
            return gamma(shape + 1) * std::pow(uniform(), 1 / shape);
        const double d = shape - 1.0 / 3;
        for (;;) {
            const double x = normal();
            const double root = 1 + x / std::sqrt(9 * d);
            const double v = root * root * root;
            if (v > 0 && std::log(uniform()) < 0.5 * x * x + d - d * v + d * std::log(v))
                return d * v;
        }
    }
    double beta(double mean, double deviation)
    {
        const double size = mean * (1 - mean) / (deviation * deviation) - 1;
        const double up = gamma(mean * size);
        return up / (up + gamma((1 - mean) * size));
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace bench
