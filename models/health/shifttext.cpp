// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/shifttext.h"

#include "models/health/alarmtext.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace health {

namespace {

constexpr double kDoublings = 20;
constexpr double kMilliseconds = 1000;

std::string quantity(ShiftUnit unit, double value)
{
    char text[32];
    switch (unit) {
    case ShiftUnit::Tokens:
        std::snprintf(text, sizeof text, "%.0f", value);
        break;
    case ShiftUnit::Seconds:
        if (value < 1)
            std::snprintf(text, sizeof text, "%.0f ms", value * kMilliseconds);
        else
            std::snprintf(text, sizeof text, value < 100 ? "%.1f s" : "%.0f s", value);
        break;
    case ShiftUnit::Badness:
        std::snprintf(text, sizeof text, "%.0f %%", value * 100);
        break;
    }
    return text;
}

std::string valueWithUnit(ShiftUnit unit, double value)
{
    return quantity(unit, value) + (unit == ShiftUnit::Tokens ? " tokens" : "");
}

// "median 412 tokens", "one in five over 900 tokens"
std::string quantileText(const ShiftFacts& facts, double value)
{
    if (facts.quantile > 0.6)
        return "one in five over " + valueWithUnit(facts.unit, value);
    if (facts.quantile < 0.4)
        return "one in five under " + valueWithUnit(facts.unit, value);
    return "median " + valueWithUnit(facts.unit, value);
}

// "answers of X are longer"
std::string movedText(const std::string& service, const std::string& check, const ShiftFacts& facts)
{
    switch (facts.unit) {
    case ShiftUnit::Tokens:
        return "answers of " + service + (facts.isUp ? " are longer" : " are shorter");
    case ShiftUnit::Seconds:
        return "calls of " + service + (facts.isUp ? " take longer" : " take less time");
    case ShiftUnit::Badness:
        break;
    }
    return "the scores of " + std::string(telemetry::distributedCheck(check)) + " for " + service
        + (facts.isUp ? " lie nearer to bad" : " lie nearer to good");
}

const char* caveat(ShiftUnit unit)
{
    switch (unit) {
    case ShiftUnit::Tokens:
        return "; that does not say that they are wrong";
    case ShiftUnit::Seconds:
        return "; that does not say that the answers are wrong";
    case ShiftUnit::Badness:
        break;
    }
    return "; whether more of them fail is watched apart";
}

} // namespace

double shiftScale(ShiftUnit unit, double value)
{
    if (!(value > 0))
        return 0;
    if (unit == ShiftUnit::Badness)
        return std::min(value, 1.0);
    const double steps = unit == ShiftUnit::Seconds ? value * kMilliseconds : value;
    return std::min(std::log2(1 + steps) / kDoublings, 1.0);
}

double shiftValue(ShiftUnit unit, double x)
{
    const double bounded = std::clamp(x, 0.0, 1.0);
    if (unit == ShiftUnit::Badness)
        return bounded;
    const double steps = std::exp2(bounded * kDoublings) - 1;
    return unit == ShiftUnit::Seconds ? steps / kMilliseconds : steps;
}

ShiftUnit shiftUnit(const std::string& check)
{
    if (check == telemetry::kAnswerLength)
        return ShiftUnit::Tokens;
    return check == telemetry::kCallDuration ? ShiftUnit::Seconds : ShiftUnit::Badness;
}

std::string shiftedSentence(const std::string& service, const std::string& check,
                            const ShiftFacts& facts, const std::string& change)
{
    std::string text = movedText(service, check, facts) + " since " + clockText(facts.onset) + " (";
    if (clockText(facts.onsetLow) != clockText(facts.onsetHigh))
        text += clockText(facts.onsetLow) + " to " + clockText(facts.onsetHigh) + ", ";
    text += "n " + std::to_string(facts.count) + "): " + quantileText(facts, facts.valueNow);
    text += ", was " + quantity(facts.unit, facts.valueBefore);
    if (facts.isAtThisLoad)
        text += " at such a load";
    text += caveat(facts.unit);
    return change.empty() ? text : text + "; " + change;
}

std::string shiftEndedSentence(const std::string& service, const std::string& check,
                               const ShiftFacts& newest, bool hasSettled, bool wasAcknowledged)
{
    const std::string last = quantileText(newest, newest.valueNow) + " over the last "
        + std::to_string(newest.count) + " answers";
    const std::string text = hasSettled
        ? check + " of " + service + " has stayed as it was then for an hour (" + last + ") and "
            + std::string(kTakenForUsual)
        : check + " of " + service + " is as usual again: " + last;
    return text + "; the alarm "
        + (wasAcknowledged ? "had been acknowledged" : "was never acknowledged");
}

} // namespace health
