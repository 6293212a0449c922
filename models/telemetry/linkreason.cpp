// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/linkreason.h"

#include "models/telemetry/filled.h"
#include "models/telemetry/marked.h"

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
        if (auto values = placesIn(kReasonPatterns[i], words))
            return SaidReason{.reason = static_cast<LinkReason>(i), .values = std::move(*values)};
    }
    return std::nullopt;
}

} // namespace telemetry
