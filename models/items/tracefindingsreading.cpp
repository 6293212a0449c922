// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/claimsof.h"
#include "models/claims/earlierturns.h"
#include "models/claims/unreadreading.h"
#include "models/items/tracefindings.h"

#include <algorithm>
#include <map>
#include <memory>
#include <span>

namespace items {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationState;
using telemetry::Generation;
using telemetry::SpanId;

// Those first of which a check says that there is something.
std::vector<SpanId> rankedAnswers(const trace::TraceContents& contents)
{
    std::map<SpanId, double> worst;
    for (const Evaluation& evaluation : contents.evaluations) {
        if (evaluation.state == EvaluationState::Failed) {
            double& bad = worst[subjectOf(contents, evaluation)];
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
    std::vector<SpanId> spans;
    spans.reserve(order.size());
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
                                                   const store::View& view,
                                                   const std::atomic<bool>* isDropped)
{
    std::vector<claims::ClaimSet> sets;
    std::shared_ptr<const trace::ContextSession> session;
    const std::vector<SpanId> answers = rankedAnswers(contents);
    const std::size_t looked = std::min(answers.size(), kMostJudgedAnswers);
    for (const SpanId span : std::span(answers).first(looked)) {
        if (isDropped != nullptr && isDropped->load())
            return telemetry::failure(telemetry::ErrorKind::Refused,
                                      "The findings are no longer asked for.");
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
    return findingsOf(contents, loops, sets, answers.size());
}

} // namespace items
