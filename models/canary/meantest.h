// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace canary {

// Sequential tests of the mean of observations in [0,1], which may be looked at after every one of
// them. For a mean m the capital of eight bets b
// in (0, 1/m) is the product of 1 + b (x - m); their average is an e-process under "the mean is at
// most m", and the mirrored one under "at least m" (Waudby-Smith and Ramdas, "Estimating means of
// bounded random variables by betting", JRSS-B 2024, section 4), hence each exceeds 1/alpha ever
// with a chance of at most alpha (Ville). Observations are to be drawn alike, one after the other.
// Plain value.
class MeanTest
{
public:
    explicit MeanTest(double threshold); // clamped to [0.001, 0.999]

    void observe(double x); // clamped; NaN is no observation
    void observe(double x, std::int64_t times); // as often as that

    std::int64_t observations() const { return m_count; }
    double mean() const; // of the observations; 0 without
    // log10 of the e-values against "at most the threshold" and "at least the threshold".
    double evidenceAbove() const;
    double evidenceBelow() const;

private:
    static constexpr std::size_t kBets = 8;
    std::array<double, kBets> m_above{}; // log capital of each bet
    std::array<double, kBets> m_below{};
    double m_threshold;
    double m_sum = 0;
    std::int64_t m_count = 0;
};

struct MeanBounds
{
    double low = 0;
    double high = 1;
};

// Of the share of ones among zeroes and ones: holds it at every moment at once with a chance of at
// least 1 - alpha, to a hundredth. Pure function.
MeanBounds shareBounds(std::int64_t ones, std::int64_t zeroes, double alpha);

} // namespace canary
