// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>

namespace health {

// What a watched distribution is of.
enum class ShiftUnit : std::uint8_t
{
    Tokens, // of output
    Seconds,
    Badness, // of a judge's scores
};

// Bounded observations of what has no bound, in [0,1], strictly rising below the bound:
//   log2(1 + tokens) / 20, log2(1 + milliseconds) / 20,
// so that a twentieth is a factor of two and the scale ends at a million tokens, a good seventeen
// minutes. Badness stands for itself. Negative and NaN count as 0.
double shiftScale(ShiftUnit unit, double value);
double shiftValue(ShiftUnit unit, double x); // the inverse
ShiftUnit shiftUnit(const std::string& check); // of telemetry::isShiftCheck()

// What an alarm says of a distribution that moved.
struct ShiftFacts
{
    ShiftUnit unit = ShiftUnit::Tokens;
    double quantile = 0.5; // that moved: half, or a fifth or four fifths, lie below it
    bool isUp = true;
    double valueBefore = 0; // of the quantile; tokens, seconds or badness
    double valueNow = 0;
    // Share of the answers beyond what the quantile was, on the side that it moved to.
    double shareBefore = 0;
    double shareNow = 0;
    std::int64_t count = 0; // observations since the onset
    bool isAtThisLoad = false; // valueBefore is what would be usual at the load there is
    telemetry::Timestamp onset;
    telemetry::Timestamp onsetLow; // in which it probably lies; equal: nothing is said of it
    telemetry::Timestamp onsetHigh;
};

std::string shiftedSentence(const std::string& service, const std::string& check,
                            const ShiftFacts& facts, const std::string& change);
// `newest`: of the answers that showed it, or, when it `settled`, that are usual from now on.
std::string shiftEndedSentence(const std::string& service, const std::string& check,
                               const ShiftFacts& newest, bool hasSettled, bool wasAcknowledged);

} // namespace health
