// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/wording.h"

#include "models/drivers/fixednumber.h"
#include "models/drivers/relationtext.h"

#include <cstddef>
#include <iterator>

namespace drivers {

std::string percentText(double share)
{
    if (share > 0 && share < 0.0005)
        return "< 0.1 %";
    return fixed(share * 100, share * 100 < 9.95 ? 1 : 0) + " %";
}

std::string groupedText(std::int64_t number)
{
    std::string text = std::to_string(number);
    for (auto at = std::ssize(text) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), 1, ',');
    return text;
}

std::string signedText(double value)
{
    return value < 0 ? "−" + fixed(-value, 2) : fixed(value, 2);
}

std::string capital(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::string nounOf(const Driver& driver)
{
    switch (driver.kind) {
    case DriverKind::Load:
        return translate("drivers", "the number of calls in flight");
    case DriverKind::QueueDepth:
        return translate("drivers", "the number of requests waiting");
    case DriverKind::InputTokens:
        return translate("drivers", "the number of input tokens");
    case DriverKind::ContextFill:
        return translate("drivers", "the fill of the context window");
    case DriverKind::DocumentPosition:
        return translate("drivers", "the place of the document drawn on");
    case DriverKind::ReasoningTokens:
        return translate("drivers", "the number of reasoning tokens");
    case DriverKind::Temperature:
        return translate("drivers", "the temperature");
    case DriverKind::IndexAge:
        return translate("drivers", "the age of the index");
    case DriverKind::OutputTokens:
        return translate("drivers", "the number of output tokens");
    case DriverKind::Duration:
        return translate("drivers", "the duration");
    case DriverKind::FirstToken:
        return translate("drivers", "the time to the first token");
    case DriverKind::Failing:
        return filled(translate("drivers", "the share failing %1"), {driver.check});
    }
    return labelOf(driver);
}

std::string failingText(const RelationSnapshot& snapshot, const std::string& rate)
{
    const Outcome& outcome = snapshot.request.outcome;
    switch (outcome.kind) {
    case OutcomeKind::AnyCheck:
        return filled(translate("drivers", "%1 fail a check"), {rate});
    case OutcomeKind::Check:
        return filled(translate("drivers", "%1 fail %2"), {rate, outcome.check});
    case OutcomeKind::Score:
        return outcome.check.empty()
            ? filled(translate("drivers", "%1 is the mean badness of the worst check"), {rate})
            : filled(translate("drivers", "%1 is the mean badness of %2"), {rate, outcome.check});
    case OutcomeKind::Error:
        return filled(translate("drivers", "%1 end in an error"), {rate});
    }
    return rate;
}

std::string rateAtText(const RelationSnapshot& snapshot, double driver)
{
    const auto rate = snapshot.relation.rateAt(driver);
    return rate ? rateText(*rate) : translate("drivers", "unknown");
}

} // namespace drivers
