// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the conversation that marks what claims and checks tell of an answer.

#include "models/items/formats.h"
#include "models/telemetry/signalcheck.h"
#include "widgets/common/plaintext.h"
#include "widgets/trace/conversationview.h"
#include "widgets/trace/evidencemarks.h"
#include "widgets/trace/findingmarks.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr std::size_t kMostClaimMarks = 2'000;

} // namespace

// Where claims know something, and be it that nothing is stated there; those that overlap are one.
void ConversationView::findJudged()
{
    m_judged.clear();
    if (!m_isClaimed)
        return;
    std::vector<std::pair<std::int64_t, std::int64_t>> stretches;
    for (const claims::Claim& claim : m_claims->claims)
        if (claim.support != claims::Support::Unknown)
            stretches.emplace_back(claim.start, claim.end);
    std::ranges::sort(stretches);
    std::int64_t last = -1; // that the newest one begins at
    for (const auto& [start, end] : stretches) {
        if (last >= 0 && start <= m_judged[last])
            m_judged[last] = std::max(m_judged[last], end);
        else
            m_judged[last = start] = end;
    }
}

// `outputOffset`: code points of the output before this part.
void ConversationView::appendFindings(const common::SafeText& shown, int position,
                                      std::int64_t outputOffset)
{
    if (m_isClaimed)
        appendClaims(shown, position, outputOffset);
    std::vector<telemetry::Evaluation> here = m_evaluations;
    for (auto& evaluation : here) {
        const bool mayBeClaimed = isClaimed(evaluation);
        std::erase_if(evaluation.findings, [&](const telemetry::Finding& finding) {
            return finding.end <= outputOffset || finding.start >= outputOffset + shown.codePoints
                || (mayBeClaimed && isJudged(finding.start, finding.end));
        });
        for (auto& finding : evaluation.findings) {
            finding.start -= outputOffset;
            finding.end -= outputOffset;
        }
    }
    for (FindingMark mark : findingMarks(here, shown)) {
        mark.start += position;
        mark.end += position;
        m_findings.push_back(std::move(mark));
    }
}

// By a claim, whose mark or missing mark says more than a finding there.
bool ConversationView::isJudged(std::int64_t start, std::int64_t end) const
{
    const auto after = m_judged.lower_bound(end); // begins behind it
    return after != m_judged.begin() && std::prev(after)->second > start;
}

// The claims tell what it found, where they know.
bool ConversationView::isClaimed(const telemetry::Evaluation& evaluation) const
{
    return m_isClaimed && evaluation.origin == telemetry::EvaluationOrigin::Validator
        && (evaluation.check == telemetry::kGroundedness
            || evaluation.check == telemetry::kContradiction
            || evaluation.check.starts_with(telemetry::kModelCheck));
}

void ConversationView::appendClaims(const common::SafeText& shown, int position,
                                    std::int64_t outputOffset)
{
    for (const claims::Claim& claim : m_claims->claims) {
        if (m_claimMarks.size() >= kMostClaimMarks)
            return;
        if (claim.support == claims::Support::Supported
            || supportUnderline(claim.support) == QTextCharFormat::NoUnderline
            || claim.end <= outputOffset || claim.start >= outputOffset + shown.codePoints)
            continue;
        m_claimMarks.push_back({.start = position + shown.positionOf(claim.start - outputOffset),
                                .end = position + shown.positionOf(claim.end - outputOffset),
                                .support = claim.support,
                                .text = u"%1: %2"_s.arg(supportText(claim.support),
                                                        common::safeLine(claim.reason, 300))});
    }
}

// The narrowest: a figure rather than the sentence around it.
QString ConversationView::markText(int position) const
{
    const auto isThere = [=](const auto& one) {
        return one.start <= position && position < one.end;
    };
    const auto claim = std::find_if(m_claimMarks.rbegin(), m_claimMarks.rend(), isThere);
    if (claim != m_claimMarks.rend())
        return claim->text;
    const auto finding = std::ranges::find_if(m_findings, isThere);
    return finding == m_findings.end() ? QString() : findingText(finding->kind);
}

bool ConversationView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    const auto* help = dynamic_cast<QHelpEvent*>(event);
    const int position = cursorForPosition(help->pos()).position();
    const QString text = markText(position);
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), common::plainToolTip(text), this);
    return true;
}

} // namespace traceview
