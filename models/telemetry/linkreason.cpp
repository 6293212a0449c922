// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/linkreason.h"

#include "models/telemetry/filled.h"
#include "models/telemetry/marked.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace telemetry {

namespace {

// By LinkReason; where the words of one fit another, too, the narrower stands before it.
constexpr std::array kReasonPatterns{
    QT_TRANSLATE_NOOP("items::LinkModel", "nothing has come yet"),
    QT_TRANSLATE_NOOP("items::LinkModel", "nothing for %1; how often it sends is not known yet"),
    QT_TRANSLATE_NOOP("items::LinkModel", "nothing for %1; usual is every %2"),
    QT_TRANSLATE_NOOP("items::LinkModel", "what comes is %1 old"),
    QT_TRANSLATE_NOOP("items::LinkModel", "%1: deliveries were sent away, to come again"),
    QT_TRANSLATE_NOOP("items::LinkModel", "deliveries are sent away: %1"),
    QT_TRANSLATE_NOOP("items::LinkModel", "the pull has ended"),
    QT_TRANSLATE_NOOP("items::LinkModel", "nothing has been asked for yet"),
    QT_TRANSLATE_NOOP("items::LinkModel", "it answers, and has nothing for us yet"),
    QT_TRANSLATE_NOOP("items::LinkModel", "nothing new for more than %1"),
    QT_TRANSLATE_NOOP("items::LinkModel", "%1: nothing new for %2; usual is every %3"),
    QT_TRANSLATE_NOOP("items::LinkModel", "%1: nothing new for %2"),
    QT_TRANSLATE_NOOP("items::LinkModel", "nothing came for %1"),
    QT_TRANSLATE_NOOP("items::LinkModel", "not recording"),
    QT_TRANSLATE_NOOP("items::LinkModel", "how it comes in is not told yet"),
    QT_TRANSLATE_NOOP("items::LinkModel", "how it came in was not watched"),
};

// What stands in the places of a pattern, which come in order, with words between them; absent:
// the words are not of it.
std::optional<std::vector<std::string>> valuesIn(std::string_view words, std::string_view pattern)
{
    std::vector<std::string> values;
    std::size_t place = pattern.find('%');
    if (!words.starts_with(pattern.substr(0, place)))
        return std::nullopt;
    words.remove_prefix(std::min(place, pattern.size()));
    while (place != std::string_view::npos) {
        pattern.remove_prefix(place + 2);
        place = pattern.find('%');
        const std::string_view after = pattern.substr(0, place);
        const bool isLast = place == std::string_view::npos;
        if (isLast && !words.ends_with(after))
            return std::nullopt;
        const std::size_t end = isLast ? words.size() - after.size() : words.find(after);
        if (end == std::string_view::npos || end == 0)
            return std::nullopt;
        values.emplace_back(words.substr(0, end));
        words.remove_prefix(end + after.size());
    }
    return words.empty() ? std::optional(std::move(values)) : std::nullopt;
}

} // namespace

const char* patternOf(LinkReason reason)
{
    return kReasonPatterns[static_cast<std::size_t>(reason)];
}

std::string linkReason(LinkReason reason, std::initializer_list<std::string> values)
{
    return filled(patternOf(reason), values);
}

std::optional<SaidReason> linkReasonFrom(std::string_view words)
{
    for (std::size_t i = 0; i < kReasonPatterns.size(); ++i) {
        if (auto values = valuesIn(words, kReasonPatterns[i]))
            return SaidReason{.reason = static_cast<LinkReason>(i), .values = std::move(*values)};
    }
    return std::nullopt;
}

} // namespace telemetry
