// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/verdictfindings.h"

#include "models/items/formats.h"
#include "models/items/tracefindingwords.h"
#include "models/telemetry/judgecall.h"

#include <algorithm>
#include <utility>

namespace items {

using telemetry::Evaluation;
using telemetry::Generation;
using telemetry::SpanId;

// Whether a verdict on a step may be that on an answer, told once more: the step holds the answer
// or lies in it, or there is no other answer that it could be about.
bool VerdictFindings::mayBeOne(SpanId step, SpanId answer) const
{
    if (step == SpanId::None || m_contents.generations.size() == 1)
        return true;
    const trace::SpanTree& tree = *m_contents.tree;
    const int a = tree.find(step);
    const int b = tree.find(answer);
    const auto holds = [&](int outer, int inner) {
        return outer <= inner && inner < outer + tree.node(outer).subtreeSize;
    };
    return a != trace::SpanTree::kNone && b != trace::SpanTree::kNone
        && (holds(b, a)
            || (holds(a, b)
                && std::ranges::count_if(m_contents.generations,
                                         [&](const auto& one) {
                                             const int node = tree.find(one.span);
                                             return node != trace::SpanTree::kNone && holds(a, node)
                                                 && telemetry::canHaveAnswer(one);
                                         })
                    == 1));
}

// One that was sent twice, as an event of some step and as a log record, is told once: of the
// answer that it names, and with its reason.
void VerdictFindings::add(const Evaluation& evaluation, TraceFinding finding,
                          std::vector<TraceFinding>& found)
{
    const std::string key = evaluation.check + '\n' + evaluation.label + '\n'
        + (evaluation.value ? decimalText(*evaluation.value, 4).toStdString() : std::string());
    const bool hasReason = !evaluation.reason.empty();
    const bool isOfAnswer = m_contents.generation(finding.span) != nullptr;
    for (Verdict& known : m_verdicts[key]) {
        TraceFinding& told = found[known.finding];
        const bool isSame = told.span == finding.span
            || (known.isOfAnswer != isOfAnswer
                && (isOfAnswer ? mayBeOne(told.span, finding.span)
                               : mayBeOne(finding.span, told.span)));
        if (!isSame || (known.hasReason && hasReason && told.text != finding.text))
            continue;
        if (!known.hasReason && hasReason)
            told.text = finding.text;
        if (!known.isOfAnswer && isOfAnswer)
            told.span = finding.span;
        known.hasReason = known.hasReason || hasReason;
        known.isOfAnswer = known.isOfAnswer || isOfAnswer;
        return;
    }
    m_verdicts[key].push_back(
        {.finding = found.size(), .hasReason = hasReason, .isOfAnswer = isOfAnswer});
    found.push_back(std::move(finding));
}

// A judge whose verdict came in its answer only: of which answer it speaks is not told.
void VerdictFindings::addTold(std::vector<TraceFinding>& found) const
{
    // Told by the telemetry already; of several that only answers tell, each is told.
    const bool isKnown = std::ranges::any_of(
        found, [](const TraceFinding& one) { return one.kind == TraceFindingKind::Judged; });
    if (isKnown)
        return;
    for (const Generation& generation : m_contents.generations) {
        const auto told = verdictToldBy(generation);
        if (!told)
            continue;
        found.push_back({.kind = TraceFindingKind::Judged,
                         .weight = told->isBad ? FindingWeight::Doubt : FindingWeight::Remark,
                         .badness = told->isBad ? 1.0 : 0.0,
                         .span = generation.span,
                         .claim = {},
                         .view = FindingView::Steps,
                         .text = told->text});
    }
}

} // namespace items
