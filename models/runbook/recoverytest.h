// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace runbook {

enum class RecoveryVerdict : std::uint8_t
{
    NotEnoughData,
    Recovered,
    StillBad,
};
const char* toString(RecoveryVerdict verdict);

struct RecoverySettings
{
    double baseline = 0; // mean badness before the change, in [0,1]
    double alarmRate = 1; // mean badness that raised the alarm, in [0,1]
    double tolerance = 0.02; // smallest change worth an alarm
    double alpha = 0.05; // chance of claiming a recovery that is none, at any time
};

struct MeanInterval
{
    double mean = 0;
    double low = 0;
    double high = 1;
    std::int64_t observations = 0;
};

// Sequential test of "the signal is back", on badness observations in [0,1] made after the lever
// took effect. It may be looked at after every observation. With m = threshold():
//   Recovered: rejects "the conditional mean stays at or above m" by betting (Waudby-Smith and
//   Ramdas, "Estimating means of bounded random variables by betting", JRSS-B 2024, section 4). For
//   each of eight bets b in (0, 1/(1-m)) the capital is the product of 1 + b (m - x). Recovery may
//   begin late, so the capital is spread over the start j with weight 1/(j(j+1)); averages of
//   e-processes are e-processes, hence P(E >= 1/alpha ever) <= alpha (Ville). StillBad: the
//   mirrored process for "the mean is at or below m", from the first observation on.
// Recovered is final, StillBad may yet turn into Recovered. Plain value, no threads.
class RecoveryTest
{
public:
    explicit RecoveryTest(const RecoverySettings& settings);

    // Out-of-range values are clamped; NaN is not an observation and is left out.
    RecoveryVerdict observe(double badness);

    RecoveryVerdict verdict() const { return m_verdict; }
    // Midpoint of baseline and alarm rate, but at least baseline + tolerance, within [0.001,
    // 0.999].
    double threshold() const { return m_threshold; }
    std::int64_t observations() const { return m_count; }
    double recoveryEvidence() const; // log10 of E; 1/alpha is 1.3 for 5 %
    double badnessEvidence() const; // log10 of the mirrored process
    // Sample mean with the predictable plug-in empirical-Bernstein confidence sequence of the same
    // paper (theorem 2): valid at every n at once, level 1 - alpha. [0,1] without observations.
    MeanInterval mean() const;

private:
    static constexpr std::size_t kBets = 8;
    using Row = std::array<double, kBets>;

    void updateInterval(double x);

    double m_threshold = 0.5;
    double m_alpha = 0.05;
    RecoveryVerdict m_verdict = RecoveryVerdict::NotEnoughData;
    std::int64_t m_count = 0;
    double m_sum = 0;
    Row m_goodBets{};
    Row m_badBets{};
    Row m_good{}; // capital of each bet, summed over the starts so far
    Row m_bad{}; // log capital of each bet
    double m_deviations = 0; // of the regularised mean, squared
    double m_weight = 0; // sum of lambda
    double m_weightedSum = 0; // sum of lambda x
    double m_penalty = 0; // sum of v psi(lambda)
};

} // namespace runbook
