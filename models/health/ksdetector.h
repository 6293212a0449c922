// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/detector.h"

#include <cstddef>
#include <vector>

namespace health {

// Has the distribution changed, whatever its mean? Kolmogorov and Smirnov's two-sample test of the
// newest 100 observations against a kept reference, every 25 observations. KSWIN (Raab et al. 2020)
// draws its reference from the observations just before, tests at each observation and states no
// run length: on scores it alarms every thousand. Here each test has a chance of 25 / ARL, which
// bounds the rate of alarms whatever the tests have in common (and, by Jensen's inequality,
// whatever reference was drawn), as long as observations are independent; ties make it rarer still.
// Finds shifts larger than about a third of the distribution; small ones belong to "esr".
class KsDetector final : public Detector
{
public:
    explicit KsDetector(const DetectorSettings& settings);

    using Detector::observe;
    std::optional<Detection> observe(const Reading& reading) override;
    double evidence() const override;
    std::optional<double> baseline() const override;

    static constexpr std::size_t kWindow = 100;
    static constexpr std::size_t kStride = 25;

private:
    double significance() const; // p of the newest window
    void startAfresh();

    double m_level; // of one test
    std::size_t m_wanted;
    std::vector<float> m_reference; // sorted once it is complete
    std::vector<float> m_window; // a ring
    bool m_goesOn;
    double m_mean = 0; // of the reference
    bool m_isWatching = false;
    std::size_t m_sinceTest = 0;
    double m_evidence = 0;
    std::int64_t m_index = -1;
    std::int64_t m_start = 0;
};

// Two-sample statistic of sorted samples, and Kolmogorov's limiting probability of at least that
// much with Stephens' correction for small samples (1970).
double kolmogorovDistance(const std::vector<float>& first, const std::vector<float>& second);
double kolmogorovProbability(double distance, std::size_t first, std::size_t second);

} // namespace health
