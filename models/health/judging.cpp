// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/judging.h"

#include "models/telemetry/signal.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>
#include <utility>

namespace health {

namespace {

using telemetry::EvaluationState;

constexpr std::size_t kMostComplaintFindings = 32;
constexpr std::size_t kMostComplaintReasons = 6;
constexpr std::size_t kLongestCitation = 60; // bytes

std::int64_t codePointsBefore(std::string_view text, std::size_t byte)
{
    return telemetry::codePointCount(text.substr(0, byte));
}

} // namespace

Judgement withoutResult(EvaluationState state, std::string reason)
{
    return {.state = state, .probability = {}, .reason = std::move(reason), .findings = {}};
}

Judgement doesNotApply(std::string reason)
{
    return withoutResult(EvaluationState::NoData, std::move(reason));
}

Judgement withoutAnswer(const Subject& subject)
{
    return subject.hasNoAnswer
        ? doesNotApply("there is no answer to judge")
        : withoutResult(EvaluationState::NotCaptured, "the output was not captured");
}

Judgement judgementOf(std::vector<Complaint> complaints, const std::string& clean)
{
    Judgement judgement{
        .state = EvaluationState::Passed, .probability = kClean, .reason = clean, .findings = {}};
    if (complaints.empty())
        return judgement;
    std::ranges::stable_sort(complaints, std::ranges::greater(), &Complaint::probability);
    double sound = 1 - kClean;
    judgement.reason.clear();
    for (std::size_t i = 0; i < complaints.size(); ++i) {
        sound *= 1 - complaints[i].probability;
        if (i < kMostComplaintReasons)
            judgement.reason += (i == 0 ? "" : "; ") + complaints[i].reason;
        if (complaints[i].finding && judgement.findings.size() < kMostComplaintFindings)
            judgement.findings.push_back(*complaints[i].finding);
    }
    if (complaints.size() > kMostComplaintReasons)
        judgement.reason += "; and " + std::to_string(complaints.size() - kMostComplaintReasons)
            + " more like these";
    judgement.probability = 1 - sound;
    if (1 - sound >= telemetry::kFailedBadness)
        judgement.state = EvaluationState::Failed;
    return judgement;
}

CleanText::CleanText(const std::string& text)
    : m_view(text)
{
    if (telemetry::isValidUtf8(text))
        return;
    m_owned = telemetry::sanitizedUtf8(text);
    m_view = m_owned;
}

telemetry::Finding CleanText::finding(std::size_t start, std::size_t end, const char* kind,
                                      double support) const
{
    const std::int64_t first = codePointsBefore(m_view, start);
    return {.start = first,
            .end = first + codePointsBefore(m_view.substr(start), end - start),
            .kind = kind,
            .support = support};
}

std::string cited(std::string_view text)
{
    std::size_t cut = std::min(text.size(), kLongestCitation);
    while (cut > 0 && cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U)
        --cut;
    std::string shown = telemetry::visibleLine(text.substr(0, cut));
    std::ranges::replace(shown, ';', ',');
    for (std::size_t colon = shown.find(": "); colon != std::string::npos;
         colon = shown.find(": ", colon))
        shown.erase(colon > 0 && shown[colon - 1] == '"' ? colon + 1 : colon, 1); // JSON stays it
    return cut < text.size() ? shown + "..." : shown;
}

std::string lowered(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    return lower;
}

bool holdsAny(std::string_view text, std::initializer_list<std::string_view> phrases)
{
    return std::ranges::any_of(phrases, [text](std::string_view phrase) {
        return text.find(phrase) != std::string_view::npos;
    });
}

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || static_cast<unsigned char>(c) >= 0x80;
}

} // namespace health
