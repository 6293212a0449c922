// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/likelihood.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace causes {

namespace {

const double kFactor = std::log(50.0);

// Of the best share for these counts.
double logLikelihood(const Counts& counts)
{
    const auto term = [&counts](std::int64_t part) {
        return part > 0 ? static_cast<double>(part)
                * std::log(static_cast<double>(part) / static_cast<double>(counts.count))
                        : 0.0;
    };
    return term(counts.bad) + term(counts.count - counts.bad);
}

} // namespace

void Counts::add(AnswerOutcome outcome)
{
    count += outcome == AnswerOutcome::Unknown ? 0 : 1;
    bad += outcome == AnswerOutcome::Bad ? 1 : 0;
}

double Counts::share() const
{
    return count > 0 ? static_cast<double>(bad) / static_cast<double>(count) : 0.0;
}

double riseLikelihood(const Counts& one, const Counts& rest)
{
    if (one.count == 0 || rest.count == 0 || one.share() <= rest.share())
        return 0;
    return std::max(0.0, logLikelihood(one) + logLikelihood(rest) - logLikelihood(one.plus(rest)));
}

std::optional<Step> bestStep(std::span<const AnswerOutcome> outcomes)
{
    Counts all;
    for (const AnswerOutcome outcome : outcomes)
        all.add(outcome);
    std::vector<double> likelihoods(outcomes.size(), 0.0);
    Counts before;
    Step best;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const Counts after{.bad = all.bad - before.bad, .count = all.count - before.count};
        likelihoods[i] = riseLikelihood(after, before);
        if (likelihoods[i] > best.likelihood)
            best = {.at = i, .likelihood = likelihoods[i], .before = before, .after = after};
        before.add(outcomes[i]);
    }
    if (best.likelihood <= 0)
        return std::nullopt;
    const double least = best.likelihood - kFactor;
    best.low = best.at;
    best.high = best.at;
    for (std::size_t i = 0; i < likelihoods.size(); ++i) {
        if (likelihoods[i] > 0 && likelihoods[i] >= least) {
            best.low = std::min(best.low, i);
            best.high = std::max(best.high, i);
        }
    }
    return best;
}

double designEffect(std::span<const AnswerOutcome> outcomes, std::span<const std::size_t> groups,
                    std::size_t at)
{
    constexpr double kMost = 20;
    double within = 0; // sums of squares and degrees of freedom, over both sides
    double between = 0;
    double freeWithin = 0;
    double freeBetween = 0;
    double squares = 0; // of the groups' sizes
    double all = 0;
    double spread = 0;
    for (const bool isAfter : {false, true}) {
        std::unordered_map<std::size_t, Counts> counts;
        Counts side;
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            if ((i >= at) != isAfter || outcomes[i] == AnswerOutcome::Unknown)
                continue;
            counts[groups[i]].add(outcomes[i]);
            side.add(outcomes[i]);
        }
        if (side.count == 0)
            continue;
        double sideSquares = 0;
        for (const auto& [name, group] : counts) {
            const auto size = static_cast<double>(group.count);
            const double apart = group.share() - side.share();
            between += size * apart * apart;
            within += size * group.share() * (1 - group.share());
            sideSquares += size * size;
        }
        const auto size = static_cast<double>(side.count);
        freeBetween += static_cast<double>(counts.size()) - 1;
        freeWithin += size - static_cast<double>(counts.size());
        squares += sideSquares;
        spread += size - sideSquares / size;
        all += size;
    }
    if (freeBetween < 1 || freeWithin < 1)
        return 1;
    const double meanBetween = between / freeBetween;
    const double meanWithin = within / freeWithin;
    const double size = spread / freeBetween; // of a group, as the analysis of variance takes it
    const double total = meanBetween + (size - 1) * meanWithin;
    const double likeness = total > 0 ? (meanBetween - meanWithin) / total : 0;
    return std::clamp(1 + (squares / all - 1) * likeness, 1.0, kMost);
}

ExposedCounts countExposed(std::span<const AnswerOutcome> outcomes, const Exposure& exposure)
{
    ExposedCounts counts;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (exposure[i] != kExposureUnknown)
            (exposure[i] == kExposed ? counts.exposed : counts.others).add(outcomes[i]);
    }
    return counts;
}

double likelihoodGiven(std::span<const AnswerOutcome> outcomes, const Exposure& exposure,
                       const Exposure& given)
{
    std::array<ExposedCounts, 2> strata;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (exposure[i] == kExposureUnknown || given[i] == kExposureUnknown)
            continue;
        ExposedCounts& stratum = strata[given[i] == kExposed ? 1 : 0];
        (exposure[i] == kExposed ? stratum.exposed : stratum.others).add(outcomes[i]);
    }
    return riseLikelihood(strata[0].exposed, strata[0].others)
        + riseLikelihood(strata[1].exposed, strata[1].others);
}

} // namespace causes
