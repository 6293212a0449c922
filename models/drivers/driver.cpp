// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/driver.h"

#include "models/drivers/fixednumber.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace drivers {

namespace {

constexpr std::string_view kFailing = "failing:";
constexpr std::string_view kScoreOf = "score:";

struct KindWords
{
    const char* name;
    const char* label;
};

KindWords kindWords(DriverKind kind)
{
    switch (kind) {
    case DriverKind::Load:
        return {"load", "calls in flight"};
    case DriverKind::QueueDepth:
        return {"queue_depth", "requests waiting"};
    case DriverKind::InputTokens:
        return {"input_tokens", "input tokens"};
    case DriverKind::ContextFill:
        return {"context_fill", "fill of the context window"};
    case DriverKind::DocumentPosition:
        return {"document_position", "place of the document drawn on"};
    case DriverKind::ReasoningTokens:
        return {"reasoning_tokens", "reasoning tokens"};
    case DriverKind::Temperature:
        return {"temperature", "temperature"};
    case DriverKind::IndexAge:
        return {"index_age", "age of the index"};
    case DriverKind::OutputTokens:
        return {"output_tokens", "output tokens"};
    case DriverKind::Duration:
        return {"duration", "duration"};
    case DriverKind::FirstToken:
        return {"first_token", "time to the first token"};
    case DriverKind::Failing:
        return {"failing", "share failing"};
    }
    return {"", ""};
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
    return kindWords(driver.kind).name;
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
        if (name == kindWords(kind).name)
            return Driver{.kind = kind, .check = {}};
        all += std::string(kindWords(kind).name) + ", ";
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
    const std::string label = kindWords(driver.kind).label;
    return driver.kind == DriverKind::Failing ? label + ' ' + driver.check : label;
}

std::string labelOf(const Outcome& outcome)
{
    switch (outcome.kind) {
    case OutcomeKind::AnyCheck:
        return "answers that fail any check";
    case OutcomeKind::Check:
        return "answers that fail " + outcome.check;
    case OutcomeKind::Score:
        return outcome.check.empty() ? "mean badness of the worst check"
                                     : "mean badness of " + outcome.check;
    case OutcomeKind::Error:
        return "calls that end in an error";
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
        return "the context window " + text + " full";
    case DriverKind::DocumentPosition:
        return "document " + text;
    case DriverKind::Temperature:
        return "temperature " + text;
    case DriverKind::IndexAge:
        return "an index " + text + " old";
    case DriverKind::Duration:
        return text + " of duration";
    case DriverKind::FirstToken:
        return text + " to the first token";
    case DriverKind::Failing:
        return text + " failing " + driver.check;
    case DriverKind::Load:
    case DriverKind::QueueDepth:
    case DriverKind::InputTokens:
    case DriverKind::ReasoningTokens:
    case DriverKind::OutputTokens:
        return text + ' ' + kindWords(driver.kind).label;
    }
    return text;
}

} // namespace drivers
