// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/betmixture.h"
#include "models/health/detector.h"
#include "models/health/reference.h"

namespace health {

// Three e-detectors in one: the mean rose, the share of values beyond the 99 % quantile of the
// reference rose (scores only: it sees a few answers that collapse long before the mean does), and
// the mean fell. Their weighted mean is an e-detector again, so that the average run length is at
// least the one asked for, at the baseline it learnt. The limit of each is the learnt mean plus the
// larger of the tolerance and a multiple of its standard error; autocorrelation in the reference
// discounts the bets. About forty multiply-adds an observation; memory for the reference only.
class EsrDetector final : public Detector
{
public:
    explicit EsrDetector(const DetectorSettings& settings);

    std::optional<Detection> observe(double badness) override;
    double evidence() const override;
    std::optional<double> baseline() const override;

private:
    void learn(double x);
    void updateLimits();
    double combined() const;
    Detection detection();
    void startAfresh();

    DetectorSettings m_settings;
    double m_meanWeight = 1;
    double m_tailWeight = 0;
    double m_betterWeight = 0;
    Reference m_reference;
    std::size_t m_minimum = 0; // observations before watching starts
    bool m_isWatching = false;
    double m_baseline = 0;
    double m_tailThreshold = 1;
    BetMixture m_mean;
    BetMixture m_tail;
    BetMixture m_better;
    std::int64_t m_index = -1;
};

} // namespace health
