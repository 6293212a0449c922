// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/tracefindings.h"

#include "models/items/claimfindings.h"
#include "models/items/formats.h"
#include "models/items/tracefindingwords.h"
#include "models/items/translation.h"
#include "models/items/verdictfindings.h"
#include "models/telemetry/inenglish.h"
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

// From here on the signs of a cut leave no doubt; a count at its limit alone may be chance.
constexpr double kSureCut = 0.95;
constexpr std::size_t kMostFindings = 200;

bool isOfInput(const Evaluation& evaluation) // of the check of cuts
{
    return evaluation.check == telemetry::kTruncation
        && std::ranges::any_of(evaluation.findings, [](const telemetry::Finding& one) {
               return one.kind == telemetry::kInputCut;
           });
}

bool holds(const std::vector<std::string>& list, std::string_view wanted)
{
    return std::ranges::find(list, wanted) != list.end();
}

// One pass over a trace; each gather* adds what it finds.
class Gatherer
{
    Q_DECLARE_TR_FUNCTIONS(items::Gatherer)

public:
    Gatherer(const trace::TraceContents& contents, const trace::LoopGroups& loops,
             const std::vector<claims::ClaimSet>& sets)
        : m_contents(contents)
        , m_loops(loops)
        , m_sets(sets)
        , m_hasLookedUp(hasLookedUp(contents))
        , m_verdicts(contents)
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
        m_verdicts.addTold(m_found);
        std::ranges::stable_sort(m_found, [](const TraceFinding& a, const TraceFinding& b) {
            return std::tuple(a.weight, a.kind, -a.badness)
                < std::tuple(b.weight, b.kind, -b.badness);
        });
        return std::move(m_found);
    }

private:
    void gatherFailures();
    void gatherClaims();
    void gatherLost(const claims::ClaimSet& set);
    void gatherMissed(const claims::ClaimSet& set);
    bool isInputCheckTold(SpanId span) const;
    void gatherEndings();
    void gatherEvaluations();
    void gatherEvaluation(const Evaluation& evaluation);
    void gatherLoops();
    void gatherIncomplete();
    bool isRetried(SpanId span) const;

    const trace::TraceContents& m_contents;
    const trace::LoopGroups& m_loops;
    const std::vector<claims::ClaimSet>& m_sets;
    const bool m_hasLookedUp;
    std::vector<TraceFinding> m_found;
    std::set<SpanId> m_contradicted; // answers with a contradiction that was told
    std::set<SpanId> m_fabricated; // whose inventions were told
    std::map<SpanId, FindingWeight> m_lost; // that rest on what they no longer saw
    std::map<SpanId, QString> m_missed; // what would have told it, where a check tells the loss
    std::set<SpanId> m_ended; // whose cut or filter was told
    std::set<SpanId> m_failed;
    VerdictFindings m_verdicts;
};

bool Gatherer::isRetried(SpanId span) const
{
    const std::size_t loop = m_loops.of(span);
    return loop != trace::LoopGroups::kNone && m_loops.groups[loop].kind == trace::LoopKind::Retry
        && m_loops.groups[loop].hasStopped;
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
        if (finding.kind == TraceFindingKind::Swallowed && isRepeatedInAnswer(m_contents, message))
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
        std::set<QString> texts;
        std::vector<const claims::Claim*> sentences; // that were told
        for (const claims::Claim& claim : set.claims) {
            const bool isContradicted = claim.support == claims::Support::Contradicted;
            if (!isContradicted)
                continue;
            const auto against =
                std::ranges::find_if(claim.evidence, &claims::Evidence::isContradiction);
            // A place that says neither is any place.
            if (against != claim.evidence.end()
                && !(against->said.empty() && against->there.empty())
                && !told.emplace(against->said, against->there).second)
                continue;
            QString text = contradictionText(m_contents, claim);
            const bool isToldOfSentence = std::ranges::any_of(sentences, [&](const auto* sentence) {
                return sentence->start <= claim.start && claim.end <= sentence->end
                    && (against == claim.evidence.end()
                        || sentence->reason.find(against->there) != std::string::npos);
            });
            if (isToldOfSentence || !texts.insert(text).second)
                continue;
            if (claim.kind == claims::ClaimKind::Sentence)
                sentences.push_back(&claim);
            m_contradicted.insert(set.generation);
            m_found.push_back({.kind = TraceFindingKind::Contradicted,
                               .weight = FindingWeight::Fault,
                               .badness = claim.probability,
                               .span = set.generation,
                               .claim = std::pair(claim.start, claim.end),
                               .view = FindingView::Claims,
                               .text = std::move(text)});
        }
        if (auto invented = inventionsOf(m_contents, set)) {
            m_fabricated.insert(set.generation);
            m_found.push_back(std::move(*invented));
        }
        gatherMissed(set);
        gatherLost(set);
    }
}

// Where a check of its input failed too.
bool Gatherer::isInputCheckTold(SpanId span) const
{
    return std::ranges::any_of(m_contents.evaluations, [&](const Evaluation& one) {
        return isValidators(one) && one.state == EvaluationState::Failed && isOfInput(one)
            && subjectOf(m_contents, one) == span;
    });
}

// Once: the check of the input then tells both, the passage first.
void Gatherer::gatherMissed(const claims::ClaimSet& set)
{
    auto missed = missedPassageOf(m_contents, set);
    if (!missed)
        return;
    if (isInputCheckTold(set.generation))
        m_missed.emplace(set.generation, missed->text);
    else
        m_found.push_back(std::move(*missed));
}

// Once: where the check of the input found it too, that tells how.
void Gatherer::gatherLost(const claims::ClaimSet& set)
{
    auto lost = lostClaimsOf(set);
    if (!lost)
        return;
    m_lost.emplace(set.generation, lost->weight);
    if (!isInputCheckTold(set.generation))
        m_found.push_back(std::move(*lost));
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
                : generation.contentState == telemetry::ContentState::Captured
                ? tr("Filtered, the answer is empty: finish content_filter")
                : tr("Filtered: finish content_filter; the text is not in the telemetry");
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

void Gatherer::gatherEvaluations()
{
    for (const Evaluation& evaluation : m_contents.evaluations) {
        if (evaluation.state == EvaluationState::Failed)
            gatherEvaluation(evaluation);
    }
}

void Gatherer::gatherEvaluation(const Evaluation& evaluation)
{
    const SpanId span = subjectOf(m_contents, evaluation);
    TraceFinding finding{.kind = TraceFindingKind::Judged,
                         .weight = FindingWeight::Fault,
                         .badness = evaluation.badness.value_or(1),
                         .span = span,
                         .claim = {},
                         .view = FindingView::Steps,
                         .text = verdictFindingText(evaluation)};
    if (!isValidators(evaluation)) {
        m_verdicts.add(evaluation, std::move(finding), m_found);
        return;
    }
    finding.kind = TraceFindingKind::Checked;
    if (evaluation.check == telemetry::kGroundedness
        || evaluation.check.starts_with(telemetry::kModelCheck)) {
        if ((m_contradicted.contains(span) || m_fabricated.contains(span))
            && evaluation.check == telemetry::kGroundedness)
            return;
        const Generation* answer = m_contents.generation(span);
        const bool isBare = answer != nullptr && !hasSources(m_hasLookedUp, *answer);
        if (answer != nullptr && verdictToldBy(*answer))
            return; // its subject is another answer
        const auto lost = m_lost.find(span); // it stands in what it was given before
        if (lost != m_lost.end() && (isBare || lost->second == FindingWeight::Fault))
            return;
        finding.kind = TraceFindingKind::Unsupported;
        finding.weight = FindingWeight::Doubt;
        finding.view = FindingView::Claims;
        if (isBare) {
            finding.weight = FindingWeight::Remark;
            finding.text =
                tr("Stands in nothing that it was given, which was no passage and no result of a "
                   "tool");
        }
    } else if (evaluation.check == telemetry::kContradiction) {
        if (m_contradicted.contains(span))
            return;
        finding.kind = TraceFindingKind::Contradicted;
        finding.view = FindingView::Claims;
    } else if (evaluation.check == telemetry::kTruncation) {
        const bool isInput = isOfInput(evaluation);
        const bool isOutput = std::ranges::any_of(
            evaluation.findings, [](const auto& one) { return one.kind != telemetry::kInputCut; });
        if (isInput) {
            finding.kind = TraceFindingKind::ContextLost;
            finding.view = FindingView::Context;
            const auto missed = m_missed.find(span);
            finding.text = missed != m_missed.end()
                ? tr("%1 · %2").arg(missed->second, findingLine(evaluation.reason))
                : tr("Context lost: %1").arg(findingLine(evaluation.reason));
        } else if (m_ended.contains(span) || m_failed.contains(span)) {
            return;
        } else {
            finding.kind = TraceFindingKind::Cut;
            if (finding.badness < kSureCut)
                finding.weight = FindingWeight::Doubt;
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
                           .weight = isRetry ? FindingWeight::Doubt : FindingWeight::Fault,
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
        if (!row.isInferred)
            continue;
        const Generation* generation = m_contents.generation(row.span);
        const QString name = row.name.empty() ? tr("a call") : findingLine(row.name, 80);
        if (generation != nullptr && telemetry::outputText(*generation).empty()
            && !m_failed.contains(row.span)) {
            add(row.span,
                tr("Incomplete: neither answer nor span of %1 ever came")
                    .arg(generation->modelRequested.empty()
                             ? tr("a call")
                             : findingLine(generation->modelRequested, 80)));
            m_found.back().weight = FindingWeight::Doubt; // cut off, lost, or still running
        } else {
            add(row.span, tr("Incomplete: the span of %1 never came").arg(name));
        }
    }
    if (orphans > 0)
        add(first,
            orphans == 1 ? tr("Incomplete: the parent of 1 step never came")
                         : tr("Incomplete: the parents of %1 steps never came").arg(orphans));
}

} // namespace

SpanId subjectOf(const trace::TraceContents& contents, const Evaluation& evaluation)
{
    if (telemetry::namesSpan(evaluation) || evaluation.responseId.empty())
        return evaluation.span;
    const auto answer =
        std::ranges::find(contents.generations, evaluation.responseId, &Generation::responseId);
    return answer == contents.generations.end() ? SpanId::None : answer->span;
}

TraceFindings findingsOf(const trace::TraceContents& contents, const trace::LoopGroups& loops,
                         const std::vector<claims::ClaimSet>& sets, std::size_t answers)
{
    TraceFindings result;
    result.findings = Gatherer(contents, loops, sets).gather();
    { // what is put on the timeline is read in any language
        const telemetry::InEnglish recorded;
        const std::vector<TraceFinding> english = Gatherer(contents, loops, sets).gather();
        for (std::size_t i = 0; i < std::min(english.size(), result.findings.size()); ++i)
            result.findings[i].recorded = english[i].text;
    }
    if (result.findings.size() > kMostFindings)
        result.findings.resize(kMostFindings); // the worst; nobody goes through more
    const bool isFaultless = std::ranges::all_of(result.findings, [](const TraceFinding& one) {
        return one.weight == FindingWeight::Remark;
    });
    if (isFaultless)
        result.nothing = checksText(contents);
    result.notJudged = notJudgedText(contents, sets, answers);
    return result;
}

} // namespace items
