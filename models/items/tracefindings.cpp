// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/tracefindings.h"

#include "models/claims/claimsof.h"
#include "models/claims/earlierturns.h"
#include "models/items/tracefindingwords.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/signalcheck.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

using namespace Qt::StringLiterals;

namespace items {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationState;
using telemetry::Generation;
using telemetry::SpanId;

QString tr(const char* text)
{
    return QCoreApplication::translate("items", text);
}

bool isOurs(const Evaluation& evaluation)
{
    return evaluation.origin == telemetry::EvaluationOrigin::Validator;
}

bool holds(const std::vector<std::string>& list, std::string_view wanted)
{
    return std::ranges::find(list, wanted) != list.end();
}

// One pass over a trace; each gather* adds what it finds.
class Gatherer
{
public:
    Gatherer(const trace::TraceContents& contents, const trace::LoopGroups& loops,
             const std::vector<claims::ClaimSet>& sets)
        : m_contents(contents)
        , m_loops(loops)
        , m_sets(sets)
    {
    }

    std::vector<TraceFinding> gather()
    {
        gatherFailures();
        gatherClaims();
        gatherEndings();
        gatherEvaluations();
        gatherLoops();
        gatherIncomplete();
        std::ranges::stable_sort(m_found, [](const TraceFinding& a, const TraceFinding& b) {
            return std::tuple(a.weight, a.kind, -a.badness)
                < std::tuple(b.weight, b.kind, -b.badness);
        });
        return std::move(m_found);
    }

private:
    void gatherFailures();
    void gatherClaims();
    void gatherEndings();
    void gatherEvaluations();
    void gatherEvaluation(const Evaluation& evaluation);
    void gatherLoops();
    void gatherIncomplete();
    SpanId subjectOf(const Evaluation& evaluation) const;
    bool isRetried(SpanId span) const;
    bool isRepeatedInAnswer(const std::string& message) const;

    const trace::TraceContents& m_contents;
    const trace::LoopGroups& m_loops;
    const std::vector<claims::ClaimSet>& m_sets;
    std::vector<TraceFinding> m_found;
    std::set<SpanId> m_contradicted; // answers with a contradiction that was told
    std::set<SpanId> m_lost; // whose loss of context was told
    std::set<SpanId> m_ended; // whose cut or filter was told
    std::set<SpanId> m_failed;
};

bool Gatherer::isRetried(SpanId span) const
{
    const std::size_t loop = m_loops.of(span);
    return loop != trace::LoopGroups::kNone && m_loops.groups[loop].kind == trace::LoopKind::Retry
        && m_loops.groups[loop].hasStopped;
}

bool Gatherer::isRepeatedInAnswer(const std::string& message) const
{
    constexpr std::size_t kTold = 12; // shorter ones stand anywhere
    constexpr std::size_t kMost = 400;
    if (message.size() < kTold || message.size() > kMost || m_contents.generations.empty())
        return false;
    return telemetry::outputText(m_contents.generations.back()).find(message) != std::string::npos;
}

void Gatherer::gatherFailures()
{
    const trace::SpanTree& tree = *m_contents.tree;
    for (int node = 0; node < tree.size(); ++node) {
        const trace::Failure failure = tree.node(node).failure;
        if (failure != trace::Failure::Cause && failure != trace::Failure::Swallowed)
            continue;
        const store::SpanRow& row = tree.span(node);
        const Generation* generation = m_contents.generation(row.span);
        const telemetry::Step* step = generation != nullptr ? nullptr : m_contents.step(row.span);
        std::string message;
        std::string errorKind;
        if (generation != nullptr) {
            message =
                generation->errorMessage.empty() ? generation->errorType : generation->errorMessage;
            errorKind = generation->errorKind;
        } else if (step != nullptr) {
            message = step->errorMessage.empty() ? step->errorType : step->errorMessage;
            errorKind = step->errorKind;
        }
        if (message.empty())
            message = errorKind;
        const bool isSwallowed = failure == trace::Failure::Swallowed;
        TraceFinding finding{.kind = TraceFindingKind::Failed,
                             .weight = FindingWeight::Fault,
                             .badness = 1,
                             .span = row.span,
                             .claim = {},
                             .view = FindingView::Steps,
                             .text = {}};
        if (isRetried(row.span)) {
            finding.kind = TraceFindingKind::Recovered;
            finding.weight = FindingWeight::Remark;
        } else if (errorKind == "context_overflow") {
            finding.kind = TraceFindingKind::Overflow;
            finding.view = FindingView::Context;
        } else if (errorKind == "content_filter") {
            finding.kind = TraceFindingKind::Filtered;
        } else if (isSwallowed) {
            finding.kind = TraceFindingKind::Swallowed;
        } else if (!errorKind.empty()) {
            finding.kind = TraceFindingKind::Unavailable;
        }
        const QString name =
            findingLine(step != nullptr && !step->name.empty() ? step->name : row.name, 80);
        finding.text =
            failureText(finding.kind, errorKind,
                        row.step == telemetry::StepKind::Tool ? tr("Tool %1").arg(name) : name,
                        findingLine(message));
        if (finding.kind == TraceFindingKind::Swallowed && isRepeatedInAnswer(message))
            finding.text += tr(" · the answer repeats the error");
        m_failed.insert(row.span);
        m_found.push_back(std::move(finding));
    }
}

// Of a sentence once: the figures in it say the same again.
void Gatherer::gatherClaims()
{
    for (const claims::ClaimSet& set : m_sets) {
        std::set<std::pair<std::string, std::string>> told;
        for (const claims::Claim& claim : set.claims) {
            const bool isContradicted = claim.support == claims::Support::Contradicted;
            if (!isContradicted)
                continue;
            const auto against =
                std::ranges::find_if(claim.evidence, &claims::Evidence::isContradiction);
            if (against != claim.evidence.end()
                && !told.emplace(against->said, against->there).second)
                continue;
            m_contradicted.insert(set.generation);
            m_found.push_back({.kind = TraceFindingKind::Contradicted,
                               .weight = FindingWeight::Fault,
                               .badness = claim.probability,
                               .span = set.generation,
                               .claim = std::pair(claim.start, claim.end),
                               .view = FindingView::Claims,
                               .text = contradictionText(m_contents, claim)});
        }
    }
}

// How answers ended, by their own account.
void Gatherer::gatherEndings()
{
    for (const Generation& generation : m_contents.generations) {
        if (m_failed.contains(generation.span))
            continue;
        const bool isEmpty = telemetry::outputText(generation).empty();
        TraceFinding finding{.kind = TraceFindingKind::Cut,
                             .weight = FindingWeight::Fault,
                             .badness = 1,
                             .span = generation.span,
                             .claim = {},
                             .view = FindingView::Steps,
                             .text = {}};
        if (holds(generation.finishReasons, "content_filter")) {
            finding.kind = TraceFindingKind::Filtered;
            finding.text = !isEmpty
                ? tr("A content filter stopped the answer: finish content_filter")
                : generation.outputSource.state == telemetry::ContentState::NotCaptured
                ? tr("A content filter stopped the answer: finish content_filter; its text is not "
                     "in the telemetry")
                : tr("Filtered, the answer is empty: finish content_filter");
        } else if (holds(generation.finishReasons, "length")) {
            finding.text = tr("The answer was cut off: finish length");
            if (generation.maxTokens)
                finding.text += tr(", limit of %1 tokens").arg(*generation.maxTokens);
            else if (generation.outputTokens)
                finding.text += tr(" after %1 tokens").arg(*generation.outputTokens);
        } else {
            continue;
        }
        m_ended.insert(generation.span);
        m_found.push_back(std::move(finding));
    }
}

SpanId Gatherer::subjectOf(const Evaluation& evaluation) const
{
    if (telemetry::namesSpan(evaluation) || evaluation.responseId.empty())
        return evaluation.span;
    const auto answer =
        std::ranges::find(m_contents.generations, evaluation.responseId, &Generation::responseId);
    return answer == m_contents.generations.end() ? SpanId::None : answer->span;
}

void Gatherer::gatherEvaluations()
{
    for (const Evaluation& evaluation : m_contents.evaluations) {
        if (evaluation.state == EvaluationState::Failed)
            gatherEvaluation(evaluation);
    }
}

void Gatherer::gatherEvaluation(const Evaluation& evaluation)
{
    const SpanId span = subjectOf(evaluation);
    TraceFinding finding{.kind = TraceFindingKind::Judged,
                         .weight = FindingWeight::Fault,
                         .badness = evaluation.badness.value_or(1),
                         .span = span,
                         .claim = {},
                         .view = FindingView::Steps,
                         .text = verdictFindingText(evaluation)};
    if (!isOurs(evaluation)) {
        m_found.push_back(std::move(finding));
        return;
    }
    finding.kind = TraceFindingKind::Checked;
    if (evaluation.check == telemetry::kGroundedness
        || evaluation.check.starts_with(telemetry::kModelCheck)) {
        if (m_contradicted.contains(span) && evaluation.check == telemetry::kGroundedness)
            return;
        finding.kind = TraceFindingKind::Unsupported;
        finding.weight = FindingWeight::Doubt;
        finding.view = FindingView::Claims;
    } else if (evaluation.check == telemetry::kContradiction) {
        if (m_contradicted.contains(span))
            return;
        finding.kind = TraceFindingKind::Contradicted;
        finding.view = FindingView::Claims;
    } else if (evaluation.check == telemetry::kTruncation) {
        const bool isInput = std::ranges::any_of(
            evaluation.findings, [](const auto& one) { return one.kind == telemetry::kInputCut; });
        const bool isOutput = std::ranges::any_of(
            evaluation.findings, [](const auto& one) { return one.kind != telemetry::kInputCut; });
        if (isInput) {
            finding.kind = TraceFindingKind::ContextLost;
            finding.view = FindingView::Context;
            finding.text = tr("Context lost: %1").arg(findingLine(evaluation.reason));
        } else if (m_ended.contains(span) || m_failed.contains(span)) {
            return;
        } else {
            finding.kind = TraceFindingKind::Cut;
            finding.text = isOutput
                ? tr("The answer was cut off: %1").arg(findingLine(evaluation.reason))
                : tr("Cut off: %1").arg(findingLine(evaluation.reason));
        }
    } else if (evaluation.check == telemetry::kRefusal
               && (m_ended.contains(span) || m_failed.contains(span))) {
        return;
    } else {
        // Odds set by hand rank answers and promise nothing.
        finding.weight = FindingWeight::Doubt;
    }
    m_found.push_back(std::move(finding));
}

void Gatherer::gatherLoops()
{
    for (const trace::LoopGroup& loop : m_loops.groups) {
        const bool isRetry = loop.kind == trace::LoopKind::Retry;
        if (isRetry && loop.hasStopped)
            continue; // told with its failures
        m_found.push_back({.kind = TraceFindingKind::Repeats,
                           .weight = FindingWeight::Doubt,
                           .badness = 1,
                           .span = loop.representative,
                           .claim = {},
                           .view = FindingView::Graph,
                           .text = tr("Goes round: %1").arg(findingLine(loop.reason))});
    }
}

void Gatherer::gatherIncomplete()
{
    const trace::SpanTree& tree = *m_contents.tree;
    const auto add = [&](SpanId span, const QString& text) {
        m_found.push_back({.kind = TraceFindingKind::Incomplete,
                           .weight = FindingWeight::Remark,
                           .badness = 0,
                           .span = span,
                           .claim = {},
                           .view = FindingView::Steps,
                           .text = text});
    };
    int orphans = 0;
    SpanId first = SpanId::None;
    for (int node = 0; node < tree.size(); ++node) {
        const store::SpanRow& row = tree.span(node);
        if (tree.node(node).link == trace::Link::Orphan && orphans++ == 0)
            first = row.span;
        if (row.isInferred)
            add(row.span,
                tr("Incomplete: the span of %1 never came; what is known of it is concluded")
                    .arg(findingLine(row.name, 80)));
    }
    if (orphans > 0)
        add(first,
            orphans == 1 ? tr("Incomplete: the parent of 1 step never came")
                         : tr("Incomplete: the parents of %1 steps never came").arg(orphans));
}

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

TraceFindings findingsOf(const trace::TraceContents& contents, const trace::LoopGroups& loops,
                         const std::vector<claims::ClaimSet>& sets)
{
    TraceFindings result;
    result.findings = Gatherer(contents, loops, sets).gather();
    const bool isFaultless = std::ranges::all_of(result.findings, [](const TraceFinding& one) {
        return one.weight == FindingWeight::Remark;
    });
    if (isFaultless)
        result.nothing = checksText(contents);
    result.notJudged = notJudgedText(contents, sets);
    return result;
}

telemetry::Result<TraceFindings> readTraceFindings(const store::Reader& reader,
                                                   const trace::TraceContents& contents,
                                                   const trace::LoopGroups& loops,
                                                   const store::View& view)
{
    std::vector<claims::ClaimSet> sets;
    for (const SpanId span : judgedAnswers(contents)) {
        const auto earlier = claims::readEarlierTurns(reader, *contents.generation(span), view);
        if (!earlier)
            return tl::make_unexpected(earlier.error());
        sets.push_back(claims::claimsOf(contents, span, {.earlier = &*earlier}));
    }
    return findingsOf(contents, loops, sets);
}

} // namespace items
