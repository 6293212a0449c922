// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/comparisonreader.h"

#include "models/claims/claimsof.h"
#include "models/claims/earlierturns.h"
#include "models/claims/unreadreading.h"

#include <utility>

namespace comparison {

namespace {

constexpr std::size_t kMostAnswers = 4; // of each run, whose claims are compared

telemetry::Result<std::shared_ptr<const trace::TraceContents>>
contentsOf(const store::Reader& reader, const telemetry::TraceId& id, const store::View& view)
{
    auto contents = trace::readTraceContents(reader, id, view);
    if (!contents)
        return tl::make_unexpected(contents.error());
    if (contents->tree->isEmpty())
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "The recording has no trace " + telemetry::toHex(id) + '.');
    return std::make_shared<const trace::TraceContents>(std::move(*contents));
}

// Of the last answers, which are what a run is for; judged as the view of claims judges them.
telemetry::Result<std::vector<claims::ClaimSet>>
claimsOfAnswers(const store::Reader& reader, const trace::TraceContents& contents,
                const store::View& view)
{
    std::vector<claims::ClaimSet> sets;
    std::shared_ptr<const trace::ContextSession> session; // answers of one run mostly share it
    for (auto one = contents.generations.rbegin();
         one != contents.generations.rend() && sets.size() < kMostAnswers; ++one) {
        if (telemetry::outputText(*one).empty())
            continue;
        const auto earlier = claims::readEarlierTurns(reader, *one, view);
        if (!earlier)
            return tl::make_unexpected(earlier.error());
        const auto unread = claims::readUnread(reader, {one->trace, one->span}, view, session);
        if (!unread)
            return tl::make_unexpected(unread.error());
        sets.push_back(
            claims::claimsOf(contents, one->span, {.earlier = &*earlier, .unread = &*unread}));
    }
    return sets;
}

} // namespace

telemetry::Result<ComparedRuns> readComparison(const store::Reader& reader, const store::View& view,
                                               const ComparisonQuestion& question)
{
    auto here = contentsOf(reader, question.suspect.suspect.trace, view);
    if (!here)
        return tl::make_unexpected(here.error());
    ComparedRuns all;
    if (question.isPicking || !question.with) {
        auto runs = findGoodRuns(reader, view, question.suspect);
        if (!runs)
            return tl::make_unexpected(runs.error());
        all.runs = std::move(*runs);
    }
    if (question.with)
        all.good = *question.with;
    else if (!all.runs.runs.empty())
        all.good = all.runs.runs.front().key.trace;
    else
        return all;
    auto there = contentsOf(reader, all.good, view);
    if (!there)
        return tl::make_unexpected(there.error());
    auto ours = claimsOfAnswers(reader, **here, view);
    if (!ours)
        return tl::make_unexpected(ours.error());
    auto theirs = claimsOfAnswers(reader, **there, view);
    if (!theirs)
        return tl::make_unexpected(theirs.error());
    all.result = std::make_shared<const Comparison>(compare({.suspect = *here,
                                                             .good = *there,
                                                             .suspectClaims = std::move(*ours),
                                                             .goodClaims = std::move(*theirs)}));
    return all;
}

} // namespace comparison
