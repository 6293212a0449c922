// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/evidencewords.h"

#include "models/claims/placetext.h"
#include "models/items/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/trace/translation.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using claims::Evidence;
using common::ColorRole;

constexpr std::int64_t kAroundPassage = 80; // code points before and behind the passage
constexpr std::int64_t kMostShown = 480;
constexpr std::size_t kMostPassageMarks = 64;
constexpr qsizetype kLongestCut = 24; // of a word at the end

EvidenceCard::Block excerptOf(const trace::TraceContents& contents, const Evidence& evidence)
{
    const auto& earlier = evidence.earlier;
    const std::string_view text =
        earlier ? std::string_view(earlier->text) : claims::textAt(contents, evidence.place);
    if (text.empty())
        return {.text = tr("Its text is not in the telemetry."), .role = ColorRole::Unknown};
    const std::int64_t begin = earlier ? earlier->start : 0; // code point that `text` begins at
    const std::int64_t from = std::max(evidence.place.start - kAroundPassage, begin);
    const std::int64_t to = std::min(
        std::max(evidence.place.end, evidence.place.start) + kAroundPassage, from + kMostShown);
    // One more tells whether there is more.
    const auto stretch = claims::stretchOf(text, from - begin, to + 1 - begin);
    const common::SafeText shown = common::safeText(stretch, to - from);
    EvidenceCard::Block block;
    const QString before = from > 0 ? u"… "_s : QString();
    QString excerpt = shown.text;
    if (shown.isCut) {
        // Not in the middle of a word, where that costs little.
        const auto space = excerpt.lastIndexOf(u' ');
        if (space > excerpt.size() - kLongestCut
            && space >= shown.positionOf(evidence.place.end - from))
            excerpt.truncate(space);
        excerpt += u" …"_s;
    }
    block.text = before + excerpt;
    const auto mark = [&](std::int64_t start, std::int64_t end, ColorRole role,
                          QTextCharFormat::UnderlineStyle style) {
        const int first = shown.positionOf(start - from);
        const int last = shown.positionOf(end - from);
        if (first < last && block.marks.size() < kMostPassageMarks)
            block.marks.push_back({.start = first + static_cast<int>(before.size()),
                                   .end = last + static_cast<int>(before.size()),
                                   .role = role,
                                   .style = style});
    };
    if (evidence.therePlace && evidence.therePlace->span == evidence.place.span
        && evidence.therePlace->part == evidence.place.part
        && evidence.therePlace->message == evidence.place.message)
        mark(evidence.therePlace->start, evidence.therePlace->end, ColorRole::EvidenceContradicted,
             QTextCharFormat::WaveUnderline);
    for (const claims::SharedWords& words : evidence.shared)
        mark(words.start, words.end, ColorRole::EvidenceSupported,
             QTextCharFormat::SingleUnderline);
    return block;
}

QString differenceOf(const Evidence& evidence)
{
    if (evidence.said.empty() && evidence.there.empty())
        return evidence.isContradiction ? tr("Says otherwise") : QString();
    const auto words = [](const std::string& text) {
        return text.empty() ? tr("nothing of it") : u"“%1”"_s.arg(common::safeLine(text, 80));
    };
    return tr("Answer says %1 · source says %2").arg(words(evidence.said), words(evidence.there));
}

} // namespace

std::vector<EvidenceCard::Block> evidenceBlocks(const trace::TraceContents& contents,
                                                telemetry::SpanId generation,
                                                const Evidence& evidence)
{
    // An id stays as it is.
    const std::string name = claims::sourceName(contents, evidence.place);
    const auto& earlier = evidence.earlier;
    QString source = earlier
        ? tr("An earlier turn of the session, %1").arg(common::safeLine(earlier->source, 120))
        : evidence.place.kind == similarity::PlaceKind::Document ? common::safeLine(name, 200)
                                                                 : common::safeSentence(name, 200);
    if (!earlier && evidence.place.span != generation
        && contents.generation(evidence.place.span) != nullptr
        && similarity::isReceived(evidence.place.kind))
        source += tr(" · given to %1")
                      .arg(common::safeLine(claims::stepName(contents, evidence.place.span), 80));
    if (evidence.isDropped)
        source += tr(" · dropped before this answer");
    QString share = tr("Holds %1 of the claim's words").arg(items::percentText(evidence.cover));
    if (earlier)
        share += tr(" · opens that turn");
    return {
        {.text = source, .size = common::TextSize::Small, .isBold = true},
        {.text = readingText(evidence.reading),
         .size = common::TextSize::Small,
         .isBold = true,
         .role = ColorRole::EvidenceTruncated},
        {.text = differenceOf(evidence), .isBold = true, .role = ColorRole::EvidenceContradicted},
        excerptOf(contents, evidence),
        {.text = share, .size = common::TextSize::Small, .role = ColorRole::TextSecondary}};
}

QString readingText(claims::Reading reading)
{
    switch (reading) {
    case claims::Reading::Unread:
        return tr("Sent, but cut by the server before the model read it");
    case claims::Reading::LikelyUnread:
        return tr("Sent, but likely cut by the server before the model read it");
    case claims::Reading::Quoted:
        return tr("By its tokens the server cut this; the answer has words of it all the same, so "
                  "it was read");
    case claims::Reading::Read:
        break;
    }
    return {};
}

QString noEvidenceText(claims::Support support)
{
    switch (support) {
    case claims::Support::Absent:
        return tr("Nothing that this answer was given says so.");
    case claims::Support::Unknown:
        return tr("What this answer was given is not known: nothing can be said of it.");
    case claims::Support::NotJudged:
        return tr("It states nothing that could be held against a source.");
    default:
        return tr("No passage of it is named.");
    }
}

} // namespace traceview
