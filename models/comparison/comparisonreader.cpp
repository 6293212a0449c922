// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/comparisonreader.h"

#include "models/claims/claimsof.h"
#include "models/claims/earlierturns.h"
#include "models/claims/unreadreading.h"

#include <algorithm>
#include <utility>

namespace comparison {

namespace {

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

// Of the answer that a run ends with, which is the one that is compared (see Run::answer); judged
// as the view of claims judges it. None where no answer was captured.
telemetry::Result<std::vector<claims::ClaimSet>>
claimsOfAnswer(const store::Reader& reader, const trace::TraceContents& contents,
               const store::View& view)
{
    const auto answer = std::find_if(contents.generations.rbegin(), contents.generations.rend(),
                                     [](const telemetry::Generation& one) {
                                         return telemetry::canHaveAnswer(one)
                                             && !telemetry::outputText(one).empty();
                                     });
    std::vector<claims::ClaimSet> sets;
    if (answer == contents.generations.rend())
        return sets;
    const auto earlier = claims::readEarlierTurns(reader, *answer, view);
    if (!earlier)
        return tl::make_unexpected(earlier.error());
    std::shared_ptr<const trace::ContextSession> session;
    const auto unread = claims::readUnread(reader, {answer->trace, answer->span}, view, session);
    if (!unread)
        return tl::make_unexpected(unread.error());
    sets.push_back(
        claims::claimsOf(contents, answer->span, {.earlier = &*earlier, .unread = &*unread}));
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
    auto ours = claimsOfAnswer(reader, **here, view);
    if (!ours)
        return tl::make_unexpected(ours.error());
    auto theirs = claimsOfAnswer(reader, **there, view);
    if (!theirs)
        return tl::make_unexpected(theirs.error());
    all.result = std::make_shared<const Comparison>(compare({.suspect = *here,
                                                             .good = *there,
                                                             .suspectClaims = std::move(*ours),
                                                             .goodClaims = std::move(*theirs)}));
    return all;
}

} // namespace comparison
