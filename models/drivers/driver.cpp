// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/driver.h"

#include "models/drivers/fixednumber.h"
#include "models/drivers/wording.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace drivers {

namespace {

constexpr std::string_view kFailing = "failing:";
constexpr std::string_view kScoreOf = "score:";

const char* kindName(DriverKind kind)
{
    switch (kind) {
    case DriverKind::Load:
        return "load";
    case DriverKind::QueueDepth:
        return "queue_depth";
    case DriverKind::InputTokens:
        return "input_tokens";
    case DriverKind::ContextFill:
        return "context_fill";
    case DriverKind::DocumentPosition:
        return "document_position";
    case DriverKind::ReasoningTokens:
        return "reasoning_tokens";
    case DriverKind::Temperature:
        return "temperature";
    case DriverKind::IndexAge:
        return "index_age";
    case DriverKind::OutputTokens:
        return "output_tokens";
    case DriverKind::Duration:
        return "duration";
    case DriverKind::FirstToken:
        return "first_token";
    case DriverKind::Failing:
        return "failing";
    }
    return "";
}

// Three digits or so; thousands apart.
std::string number(double value)
{
    const double size = std::abs(value);
    const bool isWhole = std::abs(value - std::round(value)) < 1e-9;
    std::string text =
        fixed(value, isWhole || size >= 100 ? 0 : (size >= 10 ? 1 : (size >= 1 ? 2 : 3)));
    for (auto at = static_cast<std::ptrdiff_t>(std::min(text.find('.'), text.size())) - 3;
         at > (value < 0 ? 1 : 0); at -= 3)
        text.insert(static_cast<std::size_t>(at), 1, ',');
    return text;
}

std::string seconds(double value)
{
    if (value < 1)
        return number(std::round(value * 1000)) + " ms";
    if (value < 120)
        return number(std::round(value * 10) / 10) + " s";
    if (value < 7200)
        return number(std::round(value / 6) / 10) + " min";
    if (value < 172'800)
        return number(std::round(value / 360) / 10) + " h";
    return number(std::round(value / 8640) / 10) + " d";
}

std::string shareText(double share)
{
    return fixed(share * 100, share < 0.1 ? 1 : 0) + " %";
}

} // namespace

DriverStage stageOf(const Driver& driver)
{
    switch (driver.kind) {
    case DriverKind::Temperature:
    case DriverKind::IndexAge:
        return DriverStage::Setup;
    case DriverKind::Load:
    case DriverKind::QueueDepth:
    case DriverKind::InputTokens:
    case DriverKind::ContextFill:
        return DriverStage::Request;
    case DriverKind::DocumentPosition: // told by what the answer draws on
    case DriverKind::ReasoningTokens:
    case DriverKind::OutputTokens:
    case DriverKind::Duration:
    case DriverKind::FirstToken:
    case DriverKind::Failing:
        return DriverStage::Outcome;
    }
    return DriverStage::Outcome;
}

std::string nameOf(const Driver& driver)
{
    if (driver.kind == DriverKind::Failing)
        return std::string(kFailing) + driver.check;
    return kindName(driver.kind);
}

std::string nameOf(const Outcome& outcome)
{
    switch (outcome.kind) {
    case OutcomeKind::AnyCheck:
        return "any";
    case OutcomeKind::Check:
        return outcome.check;
    case OutcomeKind::Score:
        return outcome.check.empty() ? "score" : std::string(kScoreOf) + outcome.check;
    case OutcomeKind::Error:
        return "error";
    }
    return "any";
}

telemetry::Result<Driver> driverFrom(std::string_view name)
{
    if (name.starts_with(kFailing) && name.size() > kFailing.size())
        return Driver{.kind = DriverKind::Failing,
                      .check = std::string(name.substr(kFailing.size()))};
    std::string all;
    for (const DriverKind kind : kDriverKinds) {
        if (name == kindName(kind))
            return Driver{.kind = kind, .check = {}};
        all += std::string(kindName(kind)) + ", ";
    }
    return telemetry::failure(telemetry::ErrorKind::Usage,
                              "'" + std::string(name) + "' is no driver: write one of " + all
                                  + "or failing:CHECK.");
}

Outcome outcomeFrom(std::string_view name)
{
    if (name == "any")
        return {};
    if (name == "error")
        return {.kind = OutcomeKind::Error, .check = {}};
    if (name == "score")
        return {.kind = OutcomeKind::Score, .check = {}};
    if (name.starts_with(kScoreOf))
        return {.kind = OutcomeKind::Score, .check = std::string(name.substr(kScoreOf.size()))};
    return {.kind = OutcomeKind::Check, .check = std::string(name)};
}

std::string labelOf(const Driver& driver)
{
    switch (driver.kind) {
    case DriverKind::Load:
        return translate("drivers", "calls in flight");
    case DriverKind::QueueDepth:
        return translate("drivers", "requests waiting");
    case DriverKind::InputTokens:
        return translate("drivers", "input tokens");
    case DriverKind::ContextFill:
        return translate("drivers", "fill of the context window");
    case DriverKind::DocumentPosition:
        return translate("drivers", "place of the document drawn on");
    case DriverKind::ReasoningTokens:
        return translate("drivers", "reasoning tokens");
    case DriverKind::Temperature:
        return translate("drivers", "temperature");
    case DriverKind::IndexAge:
        return translate("drivers", "age of the index");
    case DriverKind::OutputTokens:
        return translate("drivers", "output tokens");
    case DriverKind::Duration:
        return translate("drivers", "duration");
    case DriverKind::FirstToken:
        return translate("drivers", "time to the first token");
    case DriverKind::Failing:
        return filled(translate("drivers", "share failing %1"), {driver.check});
    }
    return {};
}

std::string labelOf(const Outcome& outcome)
{
    switch (outcome.kind) {
    case OutcomeKind::AnyCheck:
        return translate("drivers", "answers that fail any check");
    case OutcomeKind::Check:
        return filled(translate("drivers", "answers that fail %1"), {outcome.check});
    case OutcomeKind::Score:
        return outcome.check.empty()
            ? translate("drivers", "mean badness of the worst check")
            : filled(translate("drivers", "mean badness of %1"), {outcome.check});
    case OutcomeKind::Error:
        return translate("drivers", "calls that end in an error");
    }
    return {};
}

std::string tickText(const Driver& driver, double value)
{
    switch (driver.kind) {
    case DriverKind::ContextFill:
    case DriverKind::Failing:
        return shareText(value);
    case DriverKind::IndexAge:
    case DriverKind::Duration:
    case DriverKind::FirstToken:
        return seconds(value);
    case DriverKind::Load:
    case DriverKind::QueueDepth:
    case DriverKind::InputTokens:
    case DriverKind::DocumentPosition:
    case DriverKind::ReasoningTokens:
    case DriverKind::Temperature:
    case DriverKind::OutputTokens:
        return number(value);
    }
    return number(value);
}

std::string valueText(const Driver& driver, double value)
{
    const std::string text = tickText(driver, value);
    switch (driver.kind) {
    case DriverKind::ContextFill:
        return filled(translate("drivers", "the context window %1 full"), {text});
    case DriverKind::DocumentPosition:
        return filled(translate("drivers", "document %1"), {text});
    case DriverKind::Temperature:
        return filled(translate("drivers", "temperature %1"), {text});
    case DriverKind::IndexAge:
        return filled(translate("drivers", "an index %1 old"), {text});
    case DriverKind::Duration:
        return filled(translate("drivers", "%1 of duration"), {text});
    case DriverKind::FirstToken:
        return filled(translate("drivers", "%1 to the first token"), {text});
    case DriverKind::Failing:
        return filled(translate("drivers", "%1 failing %2"), {text, driver.check});
    case DriverKind::Load:
        return filled(translate("drivers", "%1 calls in flight"), {text});
    case DriverKind::QueueDepth:
        return filled(translate("drivers", "%1 requests waiting"), {text});
    case DriverKind::InputTokens:
        return filled(translate("drivers", "%1 input tokens"), {text});
    case DriverKind::ReasoningTokens:
        return filled(translate("drivers", "%1 reasoning tokens"), {text});
    case DriverKind::OutputTokens:
        return filled(translate("drivers", "%1 output tokens"), {text});
    }
    return text;
}

} // namespace drivers
