// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/cellfits.h"

#include <algorithm>
#include <array>
#include <limits>

namespace relation {

namespace {

constexpr double kMostGroups = 20;
constexpr double kFewestExpected = 5; // of each kind in a group, for chi-square to hold

struct Part
{
    Monotone fit;
    double logLikelihood = 0;
};

Part partOf(std::span<const Outcome> outcomes, bool isRising)
{
    std::vector<double> rates;
    std::vector<double> weights;
    for (const Outcome& outcome : outcomes) {
        rates.push_back(outcome.failed / outcome.count);
        weights.push_back(outcome.count);
    }
    Part part{.fit = monotone(rates, weights, isRising)};
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        part.logLikelihood +=
            logLikelihood(outcomes[i].count, outcomes[i].failed, part.fit.values[i]);
    return part;
}

// Rising (falling) before each place, and the other way from it on.
std::vector<double> turnsOf(std::span<const Outcome> outcomes, bool isPeak)
{
    std::vector<double> turns;
    for (std::size_t at = 0; at <= outcomes.size(); ++at)
        turns.push_back(partOf(outcomes.first(at), isPeak).logLikelihood
                        + partOf(outcomes.subspan(at), !isPeak).logLikelihood);
    return turns;
}

// The outcomes of the highest (lowest) step where it turns at `turn`.
void findTop(Unimodal& found, std::span<const Outcome> outcomes, std::size_t turn)
{
    std::vector<double> values = partOf(outcomes.first(turn), found.isPeak).fit.values;
    const std::vector<double> after = partOf(outcomes.subspan(turn), !found.isPeak).fit.values;
    values.insert(values.end(), after.begin(), after.end());
    const auto top =
        found.isPeak ? std::ranges::max_element(values) : std::ranges::min_element(values);
    found.peak = static_cast<std::size_t>(top - values.begin());
    found.last = found.peak;
    while (found.last + 1 < values.size() && values[found.last + 1] == *top)
        ++found.last;
}

double devianceOf(double count, double failed, double rate)
{
    const double seen = failed / count;
    return 2 * (logLikelihood(count, failed, seen) - logLikelihood(count, failed, rate));
}

} // namespace

Scaled scaledOf(std::span<const Cell> cells)
{
    Scaled made;
    made.low = cells.front().driver;
    made.width = cells.back().driver - made.low;
    if (!(made.width > 0))
        made.width = 1;
    for (const Cell& cell : cells) {
        made.places.push_back((cell.driver - made.low) / made.width);
        made.outcomes.push_back({.count = cell.count, .failed = cell.failed});
    }
    return made;
}

Steps stepsOf(std::span<const Outcome> outcomes)
{
    Steps best;
    best.logLikelihood = -std::numeric_limits<double>::infinity();
    for (const bool isRising : {true, false}) {
        Part part = partOf(outcomes, isRising);
        if (part.logLikelihood > best.logLikelihood)
            best = {.fit = std::move(part.fit),
                    .isRising = isRising,
                    .logLikelihood = part.logLikelihood};
    }
    return best;
}

Unimodal unimodalOf(std::span<const Outcome> outcomes, double limit)
{
    const std::array<std::vector<double>, 2> turns{turnsOf(outcomes, true),
                                                   turnsOf(outcomes, false)};
    Unimodal found;
    found.isPeak = std::ranges::max(turns[0]) >= std::ranges::max(turns[1]);
    const std::vector<double>& chosen = turns[found.isPeak ? 0 : 1];
    const auto best = std::ranges::max_element(chosen);
    found.logLikelihood = *best;
    findTop(found, outcomes, static_cast<std::size_t>(best - chosen.begin()));
    found.least = found.peak;
    found.most = found.last;
    for (std::size_t at = 0; at < chosen.size(); ++at) {
        if (2 * (*best - chosen[at]) > limit)
            continue;
        Unimodal other{.isPeak = found.isPeak};
        findTop(other, outcomes, at);
        found.least = std::min(found.least, other.peak);
        found.most = std::max(found.most, other.last);
    }
    return found;
}

Misfit misfitOf(std::span<const Outcome> outcomes, std::span<const double> rates)
{
    double count = 0;
    double failed = 0;
    double expected = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        count += outcomes[i].count;
        failed += outcomes[i].failed;
        expected += outcomes[i].count * rates[i];
    }
    const double even = failed / count;
    Misfit misfit;
    struct Group
    {
        double count = 0;
        double failed = 0;
        double expected = 0;
    };
    Group left{.count = count, .failed = failed, .expected = expected}; // not in a group yet
    Group group;
    const auto isEnough = [&](const Group& one) {
        return one.count >= count / kMostGroups
            && std::min(one.expected, one.count - one.expected) >= kFewestExpected;
    };
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const double here = outcomes[i].count * rates[i];
        group.count += outcomes[i].count;
        group.failed += outcomes[i].failed;
        group.expected += here;
        left.count -= outcomes[i].count;
        left.failed -= outcomes[i].failed;
        left.expected -= here;
        // What is left must make a group of its own, or belong to this one.
        if (i + 1 < outcomes.size() && !(isEnough(group) && isEnough(left)))
            continue;
        const double rate = group.expected / group.count;
        const double rest = group.failed - group.expected;
        const double variance = group.expected * (1 - rate);
        misfit.pearson += variance > 0 ? rest * rest / variance : 0;
        misfit.deviance += devianceOf(group.count, group.failed, rate);
        misfit.evenDeviance += devianceOf(group.count, group.failed, even);
        ++misfit.groups;
        group = {};
    }
    return misfit;
}

} // namespace relation
