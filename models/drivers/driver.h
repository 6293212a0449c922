// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace drivers {

// What may move the rate of failures.
enum class DriverKind : std::uint8_t
{
    Load, // calls of the service in flight when the answer was begun, itself included
    QueueDepth, // requests waiting then, as the serving engine told with the call or as a gauge
    InputTokens,
    ContextFill, // input tokens as a share of the context window
    DocumentPosition, // of the retrieved document that the answer draws on most; first is 1
    ReasoningTokens,
    Temperature,
    IndexAge, // seconds; as told, as a gauge, or since its version was first seen here
    OutputTokens,
    Duration, // seconds
    FirstToken, // seconds to the first token
    Failing, // share of the service's answers that failed a check around then
};
inline constexpr std::array kDriverKinds{
    DriverKind::Load,        DriverKind::QueueDepth,       DriverKind::InputTokens,
    DriverKind::ContextFill, DriverKind::DocumentPosition, DriverKind::ReasoningTokens,
    DriverKind::Temperature, DriverKind::IndexAge,         DriverKind::OutputTokens,
    DriverKind::Duration,    DriverKind::FirstToken};

struct Driver
{
    DriverKind kind = DriverKind::Load;
    std::string check; // of Failing
    friend bool operator==(const Driver&, const Driver&) = default;
};

// When a driver of a call is settled, as attribution::Column::Stage has it: a later stage may
// follow from an earlier one, not the other way round.
enum class DriverStage : std::uint8_t
{
    Setup, // what serves: settings, index
    Request, // what is asked, and amid what
    Outcome, // what came of the call
};
DriverStage stageOf(const Driver& driver);

// What is counted as bad of an answer.
enum class OutcomeKind : std::uint8_t
{
    AnyCheck, // failed any check that had a result
    Check, // failed one check
    Score, // mean badness, 0..1, of a check or of the worst of all
    Error, // the call ended in an error
};
struct Outcome
{
    OutcomeKind kind = OutcomeKind::AnyCheck;
    std::string check; // of Check, or of Score; empty: the worst of all checks
    bool isScore() const { return kind == OutcomeKind::Score; }
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

// As written on the command line and in the incident's record: "load", "failing:truncation";
// "any", "truncation", "score", "score:groundedness", "error".
std::string nameOf(const Driver& driver);
std::string nameOf(const Outcome& outcome);
telemetry::Result<Driver> driverFrom(std::string_view name); // Usage error that lists them
Outcome outcomeFrom(std::string_view name); // any other word is a check

// In the window's language, English without one.

// Within a sentence: "calls in flight", "input tokens".
std::string labelOf(const Driver& driver);
// "answers that fail any check", "answers that fail truncation".
std::string labelOf(const Outcome& outcome);
// With its unit, in as few digits as tell it: "38 calls in flight", "71 % of the context window",
// "1.2 s to the first token".
std::string valueText(const Driver& driver, double value);
// The bare number for an axis.
std::string tickText(const Driver& driver, double value);
// Only of these a share of traffic can be shed.
inline bool isTraffic(const Driver& driver)
{
    return driver.kind == DriverKind::Load;
}

} // namespace drivers
