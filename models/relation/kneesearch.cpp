// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/kneesearch.h"

#include "models/relation/goldensection.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace relation {

namespace {

constexpr std::size_t kTries = 48;
constexpr double kBeside = 0.03; // share of the answers that stays on either side
constexpr int kKneeRefinements = 12;
constexpr std::size_t kRampStep = 4; // of the tries

KneeFit::Try tryAt(double at, bool isFlatBelow, std::span<const double> places,
                   std::span<const Outcome> outcomes)
{
    std::vector<std::vector<double>> hinge(1);
    hinge.front().reserve(places.size());
    for (const double place : places)
        hinge.front().push_back(hingeOf(place, at, isFlatBelow));
    return {.at = at, .fit = fitLogistic(outcomes, hinge)};
}

// Between cells, evenly over the answers.
std::vector<double> candidates(std::span<const double> places, std::span<const Outcome> outcomes)
{
    double total = 0;
    for (const Outcome& outcome : outcomes)
        total += outcome.count;
    std::vector<double> found;
    double seen = 0;
    double next = kBeside;
    const double step = (1 - 2 * kBeside) / static_cast<double>(kTries - 1);
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        seen += outcomes[i].count;
        if (seen < next * total || seen > (1 - kBeside) * total)
            continue;
        found.push_back(places[i]);
        next = std::max(next + step, seen / total);
    }
    // Where most answers stand at one value the one bend that can be is there.
    if (found.empty())
        found.push_back(places[places.size() / 2]);
    return found;
}

} // namespace

double hingeOf(double place, double knee, bool isFlatBelow)
{
    return std::max(0.0, isFlatBelow ? place - knee : knee - place);
}

KneeFit searchKnee(std::span<const double> places, std::span<const Outcome> outcomes,
                   bool isFlatBelow)
{
    KneeFit knee;
    knee.isFlatBelow = isFlatBelow;
    for (const double at : candidates(places, outcomes))
        knee.tries.push_back(tryAt(at, isFlatBelow, places, outcomes));
    const auto likelihood = [](const KneeFit::Try& tried) { return tried.fit.logLikelihood; };
    auto best = std::ranges::max_element(knee.tries, {}, likelihood);
    const auto index = best - knee.tries.begin();
    knee.lowest = knee.tries.front().at;
    knee.highest = knee.tries.back().at;
    // The likelihood bends at each cell, so that this finds a good place near the best, and that is
    // all that is needed: neighbours hardly differ.
    double low = index > 0 ? (best - 1)->at : best->at;
    double high = best + 1 != knee.tries.end() ? (best + 1)->at : best->at;
    std::vector<KneeFit::Try> finer;
    for (int i = 0; i < kKneeRefinements && high - low > 1e-5; ++i) {
        const double left = low + kGolden * (high - low);
        const double right = high - kGolden * (high - low);
        finer.push_back(tryAt(left, isFlatBelow, places, outcomes));
        const double leftValue = likelihood(finer.back());
        finer.push_back(tryAt(right, isFlatBelow, places, outcomes));
        (leftValue > likelihood(finer.back()) ? high : low) =
            leftValue > likelihood(finer.back()) ? right : left;
    }
    knee.tries.insert(knee.tries.end(), finer.begin(), finer.end());
    std::ranges::sort(knee.tries, {}, &KneeFit::Try::at);
    knee.best = *std::ranges::max_element(knee.tries, {}, likelihood);
    return knee;
}

double secondBend(const KneeFit& knee, std::span<const double> places,
                  std::span<const Outcome> outcomes)
{
    std::vector<std::vector<double>> hinges(2, std::vector<double>(places.size()));
    for (std::size_t i = 0; i < places.size(); ++i)
        hinges[0][i] = hingeOf(places[i], knee.best.at, knee.isFlatBelow);
    double best = knee.best.fit.logLikelihood;
    const std::vector<double> bends = candidates(places, outcomes);
    for (const bool isFlatBelow : {true, false}) {
        for (std::size_t bend = 0; bend < bends.size(); bend += 2) {
            for (std::size_t i = 0; i < places.size(); ++i)
                hinges[1][i] = hingeOf(places[i], bends[bend], isFlatBelow);
            best = std::max(best, fitLogistic(outcomes, hinges).logLikelihood);
        }
    }
    return best;
}

double rampLikelihood(std::span<const double> places, std::span<const Outcome> outcomes)
{
    const std::vector<double> bends = candidates(places, outcomes);
    std::vector<std::vector<double>> ramp(1, std::vector<double>(places.size()));
    double best = -std::numeric_limits<double>::infinity();
    for (std::size_t from = 0; from < bends.size(); from += kRampStep) {
        for (std::size_t to = from + 1; to < bends.size(); to += kRampStep) {
            const double width = bends[to] - bends[from];
            for (std::size_t i = 0; i < places.size(); ++i)
                ramp[0][i] = std::clamp((places[i] - bends[from]) / width, 0.0, 1.0);
            best = std::max(best, fitLogistic(outcomes, ramp).logLikelihood);
        }
    }
    return best;
}

double tentLikelihood(std::span<const double> places, std::span<const Outcome> outcomes)
{
    const std::vector<double> bends = candidates(places, outcomes);
    std::vector<std::vector<double>> tent(1, std::vector<double>(places.size()));
    double best = -std::numeric_limits<double>::infinity();
    for (std::size_t bend = 0; bend < bends.size(); bend += 2) {
        for (std::size_t i = 0; i < places.size(); ++i)
            tent[0][i] = std::abs(places[i] - bends[bend]);
        best = std::max(best, fitLogistic(outcomes, tent).logLikelihood);
    }
    return best;
}

KneeInterval kneeInterval(const KneeFit& knee, std::span<const double> places,
                          std::span<const Outcome> outcomes, double limit)
{
    const auto isWithin = [&](const KneeFit::Try& tried) { return knee.deviance(tried) <= limit; };
    // From the outermost place that is within on to the next that is not.
    const auto edge = [&](double within, double without) {
        for (int i = 0; i < kKneeRefinements; ++i) {
            const double middle = (within + without) / 2;
            const bool fits = isWithin(tryAt(middle, knee.isFlatBelow, places, outcomes));
            (fits ? within : without) = middle;
        }
        return within;
    };
    const auto first = std::ranges::find_if(knee.tries, isWithin);
    const auto last = std::find_if(knee.tries.rbegin(), knee.tries.rend(), isWithin);
    KneeInterval interval;
    interval.isLowOpen = first == knee.tries.begin();
    interval.isHighOpen = last == knee.tries.rbegin();
    interval.low = interval.isLowOpen ? first->at : edge(first->at, (first - 1)->at);
    interval.high = interval.isHighOpen ? last->at : edge(last->at, (last - 1)->at);
    return interval;
}

} // namespace relation
