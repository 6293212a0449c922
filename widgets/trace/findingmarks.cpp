// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/findingmarks.h"

#include "widgets/trace/translation.h"

#include <algorithm>

namespace traceview {

namespace {

constexpr std::size_t kMostFindingMarks = 2000;

} // namespace

common::ColorRole findingRole(const std::string& kind)
{
    if (kind == "cut_off")
        return common::ColorRole::EvidenceTruncated;
    if (kind == "novel_number" || kind == "contradicted")
        return common::ColorRole::EvidenceContradicted;
    if (kind == "novel_words")
        return common::ColorRole::EvidenceWeak;
    return common::ColorRole::EvidenceAbsent;
}

QTextCharFormat::UnderlineStyle findingUnderline(const std::string& kind)
{
    if (kind == "cut_off")
        return QTextCharFormat::DotLine;
    if (kind == "novel_words")
        return QTextCharFormat::DashUnderline;
    return QTextCharFormat::WaveUnderline;
}

QString findingText(const std::string& kind)
{
    if (kind == "novel_identifier")
        return tr("identifier that nothing given holds");
    if (kind == "novel_number")
        return tr("number that nothing given holds");
    if (kind == "novel_name")
        return tr("name that nothing given holds");
    if (kind == "novel_words")
        return tr("words that little given supports");
    if (kind == "contradicted")
        return tr("what is given says otherwise");
    if (kind == "loop")
        return tr("runs in a loop");
    if (kind == "repeated")
        return tr("stands in it more than once");
    if (kind == "word_salad")
        return tr("words without the order of a sentence");
    if (kind == "mixed_script")
        return tr("letters of another script");
    if (kind == "refusal")
        return tr("declines or evades");
    if (kind == "other_language")
        return tr("in another language than the question");
    if (kind == "persona")
        return tr("speaks as somebody else");
    if (kind == "citation")
        return tr("cites what was not given");
    if (kind == "inconsistent")
        return tr("is said in two ways");
    if (kind == "format")
        return tr("not of the format that was asked for");
    if (kind == "fabricated_package" || kind == "fabricated_name" || kind == "fabricated_path")
        return tr("not in the list of what exists");
    if (kind == "cut_off")
        return tr("cut off here");
    if (kind == "unsupported")
        return tr("unsupported");
    return common::safeLine(kind, 60);
}

std::vector<FindingMark> findingMarks(const std::vector<telemetry::Evaluation>& evaluations,
                                      const common::SafeText& shown)
{
    std::vector<FindingMark> marks;
    for (const auto& evaluation : evaluations) {
        for (const auto& finding : evaluation.findings) {
            const int start = shown.positionOf(finding.start);
            const int end = shown.positionOf(finding.end);
            if (start < end && marks.size() < kMostFindingMarks)
                marks.push_back(
                    {.start = start, .end = end, .kind = finding.kind, .support = finding.support});
        }
    }
    std::sort(marks.begin(), marks.end(),
              [](const FindingMark& a, const FindingMark& b) { return a.start < b.start; });
    return marks;
}

} // namespace traceview
