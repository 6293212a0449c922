// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/ranking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace bench {

namespace {

constexpr std::size_t kCandidates = 200; // thresholds that are tried
constexpr std::size_t kBins = 10;
constexpr std::size_t kLengths = 10;

std::vector<std::size_t> sortedBy(const std::vector<double>& values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&values](std::size_t i) { return values[i]; });
    return order;
}

struct Pairs
{
    double won = 0;
    double all = 0;

    double share() const { return all > 0 ? won / all : std::numeric_limits<double>::quiet_NaN(); }
};

// Of the answers in `order`, which ascends by score.
Pairs pairsOf(const Ranking& ranking, const std::vector<std::size_t>& order)
{
    Pairs pairs;
    double right = 0; // with a lower score
    double wrong = 0;
    for (std::size_t at = 0; at < order.size();) {
        double tiedWrong = 0;
        double tiedRight = 0;
        const double score = ranking.scores[order[at]];
        for (; at < order.size() && ranking.scores[order[at]] == score; ++at)
            ++(ranking.labels[order[at]] ? tiedWrong : tiedRight);
        pairs.won += tiedWrong * (right + tiedRight / 2);
        right += tiedRight;
        wrong += tiedWrong;
    }
    pairs.all = right * wrong;
    return pairs;
}

struct Confusion
{
    double wrongFlagged = 0;
    double wrong = 0;
    double rightFlagged = 0;
    double right = 0;

    void add(bool isWrong, bool isFlagged)
    {
        ++(isWrong ? wrong : right);
        (isWrong ? wrongFlagged : rightFlagged) += isFlagged ? 1 : 0;
    }
    double balancedAccuracy() const
    {
        return (wrongFlagged / std::max(wrong, 1.0) + 1 - rightFlagged / std::max(right, 1.0)) / 2;
    }
    double f1() const
    {
        return 2 * wrongFlagged / std::max(wrongFlagged + rightFlagged + wrong, 1.0);
    }
};

double atBest(const Ranking& ranking, double (Confusion::*value)() const)
{
    Confusion all;
    for (std::size_t fold = 0; fold < Ranking::kFolds; ++fold) {
        std::vector<double> taught;
        for (std::size_t i = 0; i < ranking.scores.size(); ++i) {
            if (ranking.folds[i] != fold)
                taught.push_back(ranking.scores[i]);
        }
        if (taught.empty())
            continue;
        std::ranges::sort(taught);
        double best = -1;
        double threshold = 0;
        for (std::size_t c = 0; c < kCandidates; ++c) {
            const double candidate = taught[c * (taught.size() - 1) / (kCandidates - 1)];
            Confusion confusion;
            for (std::size_t i = 0; i < ranking.scores.size(); ++i) {
                if (ranking.folds[i] != fold)
                    confusion.add(ranking.labels[i], ranking.scores[i] >= candidate);
            }
            if ((confusion.*value)() > best) {
                best = (confusion.*value)();
                threshold = candidate;
            }
        }
        for (std::size_t i = 0; i < ranking.scores.size(); ++i) {
            if (ranking.folds[i] == fold)
                all.add(ranking.labels[i], ranking.scores[i] >= threshold);
        }
    }
    return (all.*value)();
}

} // namespace

double auroc(const Ranking& ranking)
{
    return pairsOf(ranking, sortedBy(ranking.scores)).share();
}

double lengthMatchedAuroc(const Ranking& ranking, const std::vector<double>& lengths)
{
    const std::vector<std::size_t> byLength = sortedBy(lengths);
    std::vector<std::size_t> tenth(lengths.size());
    for (std::size_t i = 0; i < byLength.size(); ++i)
        tenth[byLength[i]] = i * kLengths / byLength.size();
    std::array<std::vector<std::size_t>, kLengths> orders;
    for (const std::size_t i : sortedBy(ranking.scores))
        orders[tenth[i]].push_back(i);
    Pairs sum;
    for (const auto& order : orders) {
        const Pairs pairs = pairsOf(ranking, order);
        sum.won += pairs.won;
        sum.all += pairs.all;
    }
    return sum.share();
}

double averagePrecision(const Ranking& ranking)
{
    std::vector<std::size_t> order = sortedBy(ranking.scores);
    std::ranges::reverse(order);
    double hits = 0;
    double sum = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (!ranking.labels[order[i]])
            continue;
        ++hits;
        sum += hits / static_cast<double>(i + 1);
    }
    return hits > 0 ? sum / hits : std::numeric_limits<double>::quiet_NaN();
}

double balancedAccuracy(const Ranking& ranking)
{
    return atBest(ranking, &Confusion::balancedAccuracy);
}

double f1(const Ranking& ranking)
{
    return atBest(ranking, &Confusion::f1);
}

double calibrationError(const Ranking& ranking)
{
    std::array<double, kBins> gap{};
    for (std::size_t i = 0; i < ranking.scores.size(); ++i) {
        const double place = std::clamp(ranking.scores[i], 0.0, 1.0) * kBins;
        gap[std::min(static_cast<std::size_t>(place), kBins - 1)] +=
            ranking.scores[i] - (ranking.labels[i] ? 1 : 0);
    }
    double sum = 0;
    for (const double value : gap)
        sum += std::abs(value);
    return sum / static_cast<double>(std::max<std::size_t>(ranking.scores.size(), 1));
}

} // namespace bench
