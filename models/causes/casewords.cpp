// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/casewords.h"

#include "models/causes/casefacts.h"
#include "models/causes/wording.h"
#include "models/telemetry/generation.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace causes {

namespace {

template<class... Arguments>
std::string printed(const char* format, Arguments... arguments)
{
    char text[64];
    std::snprintf(text, sizeof text, format, arguments...);
    return text;
}

} // namespace

std::string percentText(double share)
{
    const double percent = share * 100;
    const bool isSmall = percent > 0 && percent < 1;
    return isSmall ? printed("%.1f %%", percent) : printed("%.0f %%", percent);
}

std::string grouped(std::int64_t number)
{
    std::string text = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = text.size(); at > first + 3; at -= 3)
        text.insert(at - 3, 1, ',');
    return text;
}

std::string countsText(const Counts& counts)
{
    if (counts.count == 0)
        return translate("causes", "none was seen");
    const std::string count = grouped(counts.count);
    return counts.bad == 0
        ? filled(translate("causes", "none of %1"), {count})
        : filled(translate("causes", "%1 of %2"), {percentText(counts.share()), count});
}

std::string numberText(double number)
{
    const double size = std::abs(number);
    const int digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return printed("%.*f", digits, number);
}

std::string secondsText(double seconds)
{
    const double size = std::abs(seconds);
    if (size < 10)
        return printed("%.1f s", size);
    if (size < 100)
        return printed("%.0f s", size);
    constexpr double kMinute = 60;
    constexpr double kHour = 3600;
    return size < 100 * kMinute ? printed("%.0f min", size / kMinute)
                                : printed("%.0f h", size / kHour);
}

std::string symptomWord(const CaseFacts& facts)
{
    switch (facts.symptom) {
    case SymptomKind::LostContent:
        return isCutState(facts.telemetry.lostState) ? translate("causes", "cut")
                                                     : translate("causes", "without text");
    case SymptomKind::WrongTimes:
        return translate("causes", "told at wrong times");
    case SymptomKind::RepeatedCalls:
        return translate("causes", "behind repeated calls");
    case SymptomKind::OwnCheck:
    case SymptomKind::JudgeCheck:
        break;
    case SymptomKind::None:
        return translate("causes", "bad");
    }
    // A judge's name for it is its own; ours is a key, which has none between its words.
    std::string check = facts.check;
    if (facts.symptom == SymptomKind::OwnCheck)
        std::ranges::replace(check, '_', ' ');
    return filled(facts.symptom == SymptomKind::OwnCheck
                      ? translate("causes", "failed by %1")
                      : translate("causes", "failed by the judge's %1"),
                  {check});
}

std::string asSymptomText(const CaseFacts& facts)
{
    return facts.symptom == SymptomKind::None
        ? translate("causes", "as bad")
        : filled(translate("causes", "as often %1"), {symptomWord(facts)});
}

bool isCutState(const std::string& state)
{
    return state == telemetry::toString(telemetry::ContentState::TelemetryTruncated);
}

std::string clockText(telemetry::Timestamp time)
{
    using namespace std::chrono;
    const hh_mm_ss clock(floor<std::chrono::seconds>(time - floor<days>(time)));
    return printed("%02d:%02d:%02d", static_cast<int>(clock.hours().count()),
                   static_cast<int>(clock.minutes().count()),
                   static_cast<int>(clock.seconds().count()));
}

} // namespace causes
