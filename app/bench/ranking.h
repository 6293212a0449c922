// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <vector>

namespace bench {

// Answers with a score (more is worse), whether they are wrong, and the fold that keeps answers
// from one document together.
struct Ranking
{
    std::vector<double> scores;
    std::vector<bool> labels;
    std::vector<std::size_t> folds; // 0..kFolds-1

    static constexpr std::size_t kFolds = 5;
};

// Area under the ROC curve: Mann and Whitney's share of (wrong, right) pairs in the right order,
// ties half. NaN without both kinds.
double auroc(const Ranking& ranking);

// ... over the pairs within one tenth of the lengths only: what length alone explains counts for
// nothing.
double lengthMatchedAuroc(const Ranking& ranking, const std::vector<double>& lengths);

double averagePrecision(const Ranking& ranking);

// At the threshold that is best on the other folds.
double balancedAccuracy(const Ranking& ranking);
double f1(const Ranking& ranking);

// Expected calibration error over ten equal bins, of scores that are probabilities.
double calibrationError(const Ranking& ranking);

} // namespace bench
