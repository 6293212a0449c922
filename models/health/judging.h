// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/validator.h"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What validators share when they put their judgement into words.
namespace health {

// Probability left when a check applies and nothing speaks against the answer.
inline constexpr double kClean = 0.005;

// One thing that speaks against an answer.
struct Complaint
{
    double probability = 0; // of being wrong in this respect, on its own
    std::string reason; // without the name of the check, no ";" in it
    std::optional<telemetry::Finding> finding;
};

Judgement withoutResult(telemetry::EvaluationState state, std::string reason);
Judgement doesNotApply(std::string reason);
// NotCaptured, or NoData when it is known that there is no answer.
Judgement withoutAnswer(const Subject& subject);

// All complaints together, the worst first; `clean` is said when there is none. Failed from
// telemetry::kFailedBadness. At most 32 findings and 6 reasons are kept.
Judgement judgementOf(std::vector<Complaint> complaints, const std::string& clean);

// Text that may be looked at by bytes and pointed into by code points: well-formed, copied only
// where it was not.
class CleanText
{
public:
    explicit CleanText(const std::string& text);
    CleanText(const CleanText&) = delete;
    CleanText& operator=(const CleanText&) = delete;

    std::string_view view() const { return m_view; }
    // From byte `start` to `end`.
    telemetry::Finding finding(std::size_t start, std::size_t end, const char* kind,
                               double support) const;

private:
    std::string m_owned;
    std::string_view m_view;
};

// A stretch of hostile text as it may stand in a reason: one line, short, no ";" or ":" that would
// end a part of it.
std::string cited(std::string_view text);

// ASCII letters in lower case; all else as it is.
std::string lowered(std::string_view text);
// Whether `text` (lower case) holds one of them.
bool holdsAny(std::string_view text, std::initializer_list<std::string_view> phrases);
bool isWordByte(char c); // letter, digit, underscore, or part of a letter beyond ASCII

} // namespace health
