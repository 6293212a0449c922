// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/claimsof.h"
#include "models/claims/earlierturns.h"
#include "models/claims/unreadreading.h"
#include "models/items/tracefindings.h"

#include <algorithm>
#include <map>
#include <memory>

namespace items {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationState;
using telemetry::Generation;
using telemetry::SpanId;

// Those first of which a check says that there is something.
std::vector<SpanId> judgedAnswers(const trace::TraceContents& contents)
{
    std::map<SpanId, double> worst;
    for (const Evaluation& evaluation : contents.evaluations) {
        if (evaluation.state == EvaluationState::Failed) {
            double& bad = worst[evaluation.span];
            bad = std::max(bad, evaluation.badness.value_or(1));
        }
    }
    std::vector<std::pair<double, SpanId>> order;
    for (const Generation& generation : contents.generations) {
        if (generation.isFailed || !telemetry::canHaveAnswer(generation))
            continue;
        const auto bad = worst.find(generation.span);
        order.emplace_back(bad == worst.end() ? 0 : -bad->second, generation.span);
    }
    std::ranges::stable_sort(order, {}, &std::pair<double, SpanId>::first);
    if (order.size() > kMostJudgedAnswers)
        order.resize(kMostJudgedAnswers);
    std::vector<SpanId> spans;
    for (const auto& [bad, span] : order)
        spans.push_back(span);
    return spans;
}

} // namespace

const char* toString(TraceFindingKind kind)
{
    switch (kind) {
    case TraceFindingKind::Overflow:
        return "overflow";
    case TraceFindingKind::Unavailable:
        return "unavailable";
    case TraceFindingKind::Failed:
        return "failed";
    case TraceFindingKind::Contradicted:
        return "contradicted";
    case TraceFindingKind::Fabricated:
        return "fabricated";
    case TraceFindingKind::Swallowed:
        return "swallowed";
    case TraceFindingKind::ContextLost:
        return "context_lost";
    case TraceFindingKind::Filtered:
        return "filtered";
    case TraceFindingKind::Cut:
        return "cut";
    case TraceFindingKind::Checked:
        return "checked";
    case TraceFindingKind::Judged:
        return "judged";
    case TraceFindingKind::Repeats:
        return "repeats";
    case TraceFindingKind::Unsupported:
        return "unsupported";
    case TraceFindingKind::Recovered:
        return "recovered";
    case TraceFindingKind::Incomplete:
        return "incomplete";
    }
    return "checked";
}

telemetry::Result<TraceFindings> readTraceFindings(const store::Reader& reader,
                                                   const trace::TraceContents& contents,
                                                   const trace::LoopGroups& loops,
                                                   const store::View& view)
{
    std::vector<claims::ClaimSet> sets;
    std::shared_ptr<const trace::ContextSession> session;
    for (const SpanId span : judgedAnswers(contents)) {
        const auto earlier = claims::readEarlierTurns(reader, *contents.generation(span), view);
        if (!earlier)
            return tl::make_unexpected(earlier.error());
        const auto unread =
            claims::readUnread(reader, {contents.generation(span)->trace, span}, view, session);
        if (!unread)
            return tl::make_unexpected(unread.error());
        sets.push_back(
            claims::claimsOf(contents, span, {.earlier = &*earlier, .unread = &*unread}));
    }
    return findingsOf(contents, loops, sets);
}

} // namespace items
