// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>

namespace telemetry {

// What has been seen of the scores of one judge under one name: enough to tell their scale and which
// end is good. Kept in the recording.
struct JudgeScale
{
    std::string check; // as the judge calls it
    std::string evaluator; // empty: not told
    std::int64_t scores = 0;
    double lowest = 0;
    double highest = 0;
    std::int64_t fractions = 0; // scores that are no whole number
    // Of those that came with a label that says passed or failed.
    std::int64_t passed = 0;
    double passedSum = 0;
    std::int64_t failed = 0;
    double failedSum = 0;
    Timestamp recorded; // the newest
};

// What a person says about a judge's scores; counts for more than what was learnt.
struct JudgeRule
{
    std::string check;
    std::string evaluator; // empty: whoever judges under this name
    double low = 0; // ends of the scale, low < high
    double high = 1;
    bool isHighGood = true;
    std::optional<double> threshold; // between the ends; scores from it to the good end pass
};

} // namespace telemetry
