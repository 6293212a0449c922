// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/repetition.h"

#include "models/health/loops.h"
#include "models/health/textunits.h"
#include "models/health/validator.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>
#include <string>
#include <utility>

namespace trace {

namespace {

constexpr std::size_t kShortestText = 80; // bytes
constexpr std::size_t kShownRound = 80; // bytes of what repeats

// Byte offset of a code point of well-formed text; the end beyond it.
std::size_t byteOf(std::string_view text, std::int64_t codePoint)
{
    std::int64_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U && count++ == codePoint)
            return at;
    }
    return text.size();
}

std::string roundText(std::string_view text)
{
    std::size_t end = std::min(text.size(), kShownRound);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return telemetry::visibleLine(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

// What a loop goes round.
void tellRound(DegenerateText& found, std::string_view text)
{
    const std::size_t first = byteOf(text, found.start);
    const std::string_view stretch = text.substr(first, byteOf(text, found.end) - first);
    const auto units = health::unitsOf(stretch);
    const health::Repetition repetition = health::repetitionOf(stretch, units);
    if (repetition.period == 0)
        return;
    const auto start =
        std::ranges::lower_bound(units, repetition.loopStart, {}, &health::Unit::start);
    const auto last = static_cast<std::size_t>(start - units.begin()) + repetition.period - 1;
    if (last >= units.size())
        return;
    found.round = roundText(stretch.substr(start->start, units[last].end - start->start));
    found.times = repetition.looped / repetition.period;
}

} // namespace

DegenerateText degenerationOf(std::string_view text)
{
    DegenerateText found;
    if (text.size() < kShortestText)
        return found;
    health::Subject subject;
    subject.output = telemetry::sanitizedUtf8(text);
    const health::Judgement judgement = health::judgeDegeneration(subject);
    if (judgement.state != telemetry::EvaluationState::Failed || judgement.findings.empty())
        return found;
    const auto earliest =
        std::ranges::min_element(judgement.findings, {}, &telemetry::Finding::start);
    found.start = earliest->start;
    found.end = earliest->end;
    found.finding = earliest->kind;
    found.probability = judgement.probability.value_or(0);
    found.reason = telemetry::visibleLine(judgement.reason);
    if (found.finding == "loop")
        tellRound(found, *subject.output);
    return found;
}

std::vector<DegenerateText> degenerateTexts(const TraceContents& contents)
{
    std::vector<DegenerateText> all;
    for (const telemetry::Generation& generation : contents.generations) {
        for (std::size_t m = 0; m < generation.outputMessages.size(); ++m) {
            const auto& parts = generation.outputMessages[m].parts;
            for (std::size_t p = 0; p < parts.size(); ++p) {
                const bool isReasoning = parts[p].kind == telemetry::PartKind::Reasoning;
                if (parts[p].kind != telemetry::PartKind::Text && !isReasoning)
                    continue;
                DegenerateText found = degenerationOf(parts[p].text);
                if (found.finding.empty())
                    continue;
                found.span = generation.span;
                found.kind =
                    isReasoning ? similarity::PlaceKind::Reasoning : similarity::PlaceKind::Output;
                found.message = m;
                found.part = p;
                all.push_back(std::move(found));
            }
        }
    }
    return all;
}

} // namespace trace
