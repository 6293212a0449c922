// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/changes.h"
#include "models/health/interval.h"
#include "models/relation/observation.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

namespace causes {

namespace {

constexpr double kLeastLikelihood = 4; // log likelihood below which nothing is made of a difference
constexpr std::int64_t kFewestUnexposed = 8;
constexpr std::int64_t kFewestReached = 3;
constexpr double kLeastReach = 0.02;
// Of what a change explains: less of it among answers alike in another is a remnant, which grows
// with the answers.
constexpr double kLeastLeft = 0.1;

// Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, method 10).
// Of so many answers as tell by themselves.
void setDifference(RankedChange& ranked, double designEffect)
{
    const Counts& one = ranked.exposed;
    const Counts& other = ranked.unexposed;
    if (one.count == 0 || other.count == 0)
        return;
    const auto interval = [designEffect](const Counts& counts) {
        const relation::Estimate estimate =
            relation::wilson(static_cast<double>(counts.bad) / designEffect,
                             static_cast<double>(counts.count) / designEffect);
        return health::Interval{.low = estimate.low, .high = estimate.high};
    };
    const health::Interval of = interval(one);
    const health::Interval rest = interval(other);
    const double difference = one.share() - other.share();
    ranked.difference = difference;
    ranked.differenceLow = difference - std::hypot(one.share() - of.low, rest.high - other.share());
    ranked.differenceHigh =
        difference + std::hypot(of.high - one.share(), other.share() - rest.low);
}

// Whether answers were bad already between the onset and the change. The onset may be told a few
// answers early, when one that is bad as some always are came just before: a change so soon after
// it is not too late.
bool wasBadBefore(const CaseRows& rows, const Change& change,
                  std::span<const AnswerOutcome> outcomes, const OnsetFacts& onset)
{
    Counts before;
    Counts between;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const telemetry::Timestamp start = rows.answers[i].start;
        if (start < change.time)
            (start < onset.low ? before : between).add(outcomes[i]);
    }
    // The onset was placed where bad answers begin, out of as many places as there were answers.
    const double places = std::max<double>(1, static_cast<double>(before.count));
    return riseLikelihood(between, before) / onset.designEffect
        >= kLeastLikelihood + std::log(places);
}

// Of the best step in time, among the answers of which exposure is known.
double onsetLikelihood(std::span<const AnswerOutcome> outcomes, const Exposure& exposure,
                       const OnsetFacts& onset)
{
    if (std::ranges::find(exposure, kExposureUnknown) == exposure.end())
        return onset.likelihood;
    std::vector<AnswerOutcome> known;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (exposure[i] != kExposureUnknown)
            known.push_back(outcomes[i]);
    }
    const auto step = bestStep(known);
    return step ? step->likelihood / onset.designEffect : 0;
}

ChangeStanding standingOf(const RankedChange& ranked, bool isTooLate)
{
    if (isTooLate)
        return ChangeStanding::AfterOnset;
    if (ranked.reached < kFewestReached || ranked.reach() < kLeastReach)
        return ChangeStanding::NotExposed;
    const bool hasOthers = ranked.unexposed.count >= kFewestUnexposed && ranked.difference;
    // Half of what the exposed are worse by, in those that were not exposed, is no coincidence.
    const double rise = ranked.exposed.share() - ranked.before.share();
    const double othersRise = ranked.unexposed.share() - ranked.before.share();
    if (hasOthers && ranked.differenceLow <= 0 && rise > 0 && othersRise > rise / 2)
        return ChangeStanding::EquallyBad;
    if (ranked.likelihood < kLeastLikelihood || rise <= 0)
        return ChangeStanding::NoDifference;
    return hasOthers && ranked.differenceLow > 0 ? ChangeStanding::Explains
                                                 : ChangeStanding::TimingOnly;
}

RankedChange measured(const CaseRows& rows, const Change& change, const Exposure& exposure,
                      std::span<const AnswerOutcome> outcomes, const OnsetFacts& onset)
{
    RankedChange ranked{.change = change,
                        .other = {},
                        .exposed = {},
                        .unexposed = {},
                        .before = {},
                        .difference = {}};
    for (std::size_t i = 0; i < exposure.size(); ++i) {
        if (exposure[i] == kExposureUnknown)
            continue;
        if (rows.answers[i].start < change.time) {
            ranked.before.add(outcomes[i]);
            continue;
        }
        ++ranked.since;
        const bool isExposed = exposure[i] == kExposed;
        ranked.reached += isExposed ? 1 : 0;
        (isExposed ? ranked.exposed : ranked.unexposed).add(outcomes[i]);
    }
    const ExposedCounts counts = countExposed(outcomes, exposure);
    ranked.likelihood = riseLikelihood(counts.exposed, counts.others) / onset.designEffect;
    const double best = onsetLikelihood(outcomes, exposure, onset);
    ranked.share = best > 0 ? ranked.likelihood / best : 0;
    ranked.lead = onset.at - change.time;
    setDifference(ranked, onset.designEffect);
    // Load rises over time: when its step is placed says nothing against it.
    const bool isTooLate =
        change.trait && change.time > onset.high && wasBadBefore(rows, change, outcomes, onset);
    ranked.standing = standingOf(ranked, isTooLate);
    return ranked;
}

int rankOf(ChangeStanding standing)
{
    switch (standing) {
    case ChangeStanding::Explains:
    case ChangeStanding::TimingOnly:
    case ChangeStanding::SameAnswers:
        return 0;
    case ChangeStanding::ExplainedElsewhere:
        return 1;
    default:
        return 2;
    }
}

} // namespace

std::vector<RankedChange> rankChanges(const CaseRows& rows, const std::vector<Change>& changes,
                                      const std::vector<AnswerOutcome>& outcomes,
                                      const OnsetFacts& onset)
{
    std::vector<RankedChange> measuredChanges;
    std::vector<Exposure> exposures;
    for (const Change& change : changes) {
        exposures.push_back(exposureTo(change, rows));
        measuredChanges.push_back(measured(rows, change, exposures.back(), outcomes, onset));
    }
    std::vector<std::size_t> order(changes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto isBefore = [&](std::size_t one, std::size_t other) {
        const RankedChange& a = measuredChanges[one];
        const RankedChange& b = measuredChanges[other];
        if (rankOf(a.standing) != rankOf(b.standing))
            return rankOf(a.standing) < rankOf(b.standing);
        return a.likelihood > b.likelihood;
    };
    std::ranges::stable_sort(order, isBefore);
    std::vector<RankedChange> ranked;
    std::vector<std::size_t> from; // where each of `ranked` stood
    for (const std::size_t place : order) {
        RankedChange change = measuredChanges[place];
        for (std::size_t above = 0; above < ranked.size() && change.isCandidate(); ++above) {
            if (!ranked[above].isCandidate()
                || ranked[above].standing == ChangeStanding::SameAnswers)
                continue;
            const Exposure& theirs = exposures[from[above]];
            const auto left = [&](const Exposure& of, const Exposure& given, double whole) {
                return likelihoodGiven(outcomes, of, given) / onset.designEffect
                    >= std::max(kLeastLikelihood, kLeastLeft * whole);
            };
            if (left(exposures[place], theirs, change.likelihood))
                continue;
            const bool isSame = !left(theirs, exposures[place], ranked[above].likelihood);
            change.standing =
                isSame ? ChangeStanding::SameAnswers : ChangeStanding::ExplainedElsewhere;
            change.other = above;
            break;
        }
        ranked.push_back(std::move(change));
        from.push_back(place);
    }
    // What is explained elsewhere goes behind what is not; references follow.
    std::vector<std::size_t> final(ranked.size());
    std::iota(final.begin(), final.end(), std::size_t{0});
    std::ranges::stable_sort(final, {},
                             [&](std::size_t at) { return rankOf(ranked[at].standing); });
    std::vector<std::size_t> placed(ranked.size());
    for (std::size_t i = 0; i < final.size(); ++i)
        placed[final[i]] = i;
    std::vector<RankedChange> result;
    for (const std::size_t at : final) {
        result.push_back(std::move(ranked[at]));
        if (result.back().other)
            result.back().other = placed[*result.back().other];
    }
    return result;
}

} // namespace causes
