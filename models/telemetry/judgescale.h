// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace telemetry {

// How a judge's scores are read.
struct ScoreReading
{
    double low = 0;
    double high = 1;
    bool isHighGood = true;
    double threshold = 0.5; // on the scale
    bool isSettled = false; // many labels say so: it stays as it is

    friend bool operator==(const ScoreReading&, const ScoreReading&) = default;
};

// How often a judge gave a score of about one value.
struct ScoreCount
{
    double value = 0;
    std::int64_t count = 0;
    // Of those that came with a label that says passed or failed.
    std::int64_t passed = 0;
    std::int64_t failed = 0;

    friend bool operator==(const ScoreCount&, const ScoreCount&) = default;
};

// What has been seen of the scores of one judge under one name: enough to tell their scale, which
// end is good and where the judge draws its line. Kept in the recording.
struct JudgeScale
{
    std::string check; // as the judge calls it
    std::string evaluator; // empty: not told
    std::int64_t scores = 0;
    std::int64_t fractions = 0; // scores that are no whole number
    std::vector<ScoreCount> seen; // by value, ascending; at most some two hundred
    std::optional<ScoreReading> reading; // that its scores have been read by
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
