// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/detector.h"

#include <cstddef>
#include <vector>

namespace health {

// Generalised likelihood ratio of bounded values, level before and after both unknown (Besson and
// Kaufmann, arXiv 1902.01575): sup over s of s kl(mean before, mean) + (t-s) kl(mean after, mean),
// s on a geometric grid of ratio 1.12 reckoned from the newest. The threshold ln(6 t sqrt(t)) with
// t = 2 ARL is the one of their experiments for a chance of one half to alarm within 2 ARL
// observations, hence an average run length of the ARL; independent observations are assumed.
// Finds either direction. Forgets what lies more than 8,192 observations back.
class GlrDetector final : public Detector
{
public:
    explicit GlrDetector(const DetectorSettings& settings);

    using Detector::observe;
    std::optional<Detection> observe(const Reading& reading) override;
    double evidence() const override;
    std::optional<double> baseline() const override;

private:
    double m_threshold; // natural logarithm
    double m_log10RunLength;
    std::size_t m_fewest;
    bool m_isTwoSided;
    bool m_goesOn;
    std::vector<double> m_sums; // of the observations up to each, the first is 0
    double m_statistic = 0;
    std::int64_t m_index = -1;
};

} // namespace health
