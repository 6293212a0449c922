// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/causefilter.h"

#include <algorithm>

namespace items {

namespace {

FoundChange foundOf(const causes::Change& change)
{
    return {.time = change.time,
            .field = change.trait ? causes::fieldName(*change.trait) : "load",
            .value = change.value,
            .isReturn = change.isReturn};
}

suspects::Filter filterFor(const causes::Condition& condition)
{
    switch (condition.kind) {
    case causes::Condition::Kind::Value:
        return suspects::filterForValue(condition.field, condition.value);
    case causes::Condition::Kind::Range:
        return suspects::filterForRange(condition.field, condition.low, condition.high);
    case causes::Condition::Kind::Word:
        break;
    }
    suspects::Term term;
    term.kind = suspects::Term::Kind::Holds;
    term.field = condition.field;
    term.values = {condition.value};
    return suspects::Filter({term});
}

} // namespace

suspects::Filter filterOf(const causes::Hypothesis& hypothesis)
{
    suspects::Filter filter;
    for (const causes::Condition& condition : hypothesis.conditions)
        filter = filter.with(filterFor(condition));
    return filter;
}

std::vector<FoundChange> foundChanges(const causes::CaseFacts& facts)
{
    std::vector<FoundChange> found;
    for (const causes::RankedChange& ranked : facts.changes) {
        const causes::Change& change = ranked.change;
        if (change.service != facts.service || change.isFirstSight)
            continue;
        found.push_back(foundOf(change));
    }
    std::ranges::stable_sort(found, {}, &FoundChange::time);
    return found;
}

std::optional<FoundChange> likeliestChange(const causes::CaseFacts& facts,
                                           const std::vector<causes::Hypothesis>& hypotheses)
{
    constexpr double kPossible = 1; // see causes::sureness()
    if (hypotheses.empty() || hypotheses.front().score < kPossible)
        return std::nullopt;
    const causes::Hypothesis& first = hypotheses.front();
    const causes::RankedChange* change = first.trait ? facts.bestOf(*first.trait)
        : first.cause == causes::Cause::Load         ? facts.loadChange()
                                                     : nullptr;
    const bool isOwn =
        change != nullptr && change->isCandidate() && change->change.service == facts.service;
    return isOwn ? std::optional(foundOf(change->change)) : std::nullopt;
}

} // namespace items
