// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/likelihood.h"

#include <algorithm>
#include <array>
#include <cmath>

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

ExposedCounts countExposed(std::span<const AnswerOutcome> outcomes, const Exposure& exposure)
{
    ExposedCounts counts;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        (exposure[i] != 0 ? counts.exposed : counts.others).add(outcomes[i]);
    return counts;
}

double likelihoodGiven(std::span<const AnswerOutcome> outcomes, const Exposure& exposure,
                       const Exposure& given)
{
    std::array<ExposedCounts, 2> strata;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        ExposedCounts& stratum = strata[given[i] != 0 ? 1 : 0];
        (exposure[i] != 0 ? stratum.exposed : stratum.others).add(outcomes[i]);
    }
    return riseLikelihood(strata[0].exposed, strata[0].others)
        + riseLikelihood(strata[1].exposed, strata[1].others);
}

} // namespace causes
