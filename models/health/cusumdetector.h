// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/detector.h"
#include "models/health/reference.h"

namespace health {

// Exact run lengths of the Bernoulli CUSUM on its lattice, floored at zero (Reynolds and Stoumbos
// 1999): expected observations from zero until `threshold` is reached, by recursion over its
// states. Rising: +jump on a failure, -1 otherwise. Falling: -drop on a failure, +1 otherwise.
double risingRunLength(double rate, int jump, int threshold);
double fallingRunLength(double rate, int drop, int threshold);

// Page's test (1954), two-sided when asked. Flags: likelihood ratio of twice the baseline rate (at
// least one point more) and of half of it, thresholds from the exact run length above. Scores:
// standardised, drift allowance k = 0.25, threshold from Siegmund's approximation, which holds for
// normal scores; heavy tails and autocorrelation shorten the run length. The reference is the whole
// first stretch.
class CusumDetector final : public Detector
{
public:
    explicit CusumDetector(const DetectorSettings& settings);

    using Detector::observe;
    std::optional<Detection> observe(const Reading& reading) override;
    double evidence() const override;
    std::optional<double> baseline() const override;

private:
    struct Path
    {
        double value = 0;
        double sum = 0; // of badness since the value last left zero
        std::int64_t onset = 0;
        double up = 1; // increments: value += x * up + offset
        double offset = 0;
        double threshold = 1;
    };

    void calibrate();
    static Path risingPath(double rate, double target, double runLength);
    static Path fallingPath(double rate, double target, double runLength);
    bool advance(Path& path, double x) const;
    std::optional<Detection> detection(const Path& path, Direction direction);

    DetectorSettings m_settings;
    Reference m_reference;
    bool m_isWatching = false;
    double m_baseline = 0;
    Path m_worse;
    Path m_better;
    std::int64_t m_index = -1;
};

} // namespace health
