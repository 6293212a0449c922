// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/signal.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace telemetry {

// One step of what detectors were told, small since there are a dozen for each answer.
struct FeedStep
{
    enum class Kind : std::uint8_t
    {
        Life, // a console began to watch at `recorded`: of `index`, the life
        Tick, // console time came to `recorded`, without a result
        Answer, // an answer was observed: `value` and `other` are its length and duration
        Verdict, // of one of our checks on the answer before: `value` is its badness
        Judged, // of a judge: `time` is the verdict's, `answered` the answer's
        Mean, // what another engine counted: `value` is a mean badness
        Decision, // a person's, on an alarm: of `index`, the decision
    };

    Kind kind = Kind::Tick;
    std::uint32_t index = 0; // into Feed::keys, lives or decisions
    double value = 0; // of an answer on the scale of health::shiftScale(), NaN where not known
    double other = 0;
    Timestamp time = {}; // event time
    Timestamp answered = {};
    Timestamp recorded = {}; // when the detectors were told
};

// A console's time with a recording: with which settings, and what it took up from before.
struct FeedLife
{
    std::vector<std::pair<std::string, std::string>> settings; // that are no defaults
    std::int64_t newestEvaluation = 0; // row up to which it read what had been said before
    std::int64_t relearnt = 0; // evaluations of them
    std::int64_t relearntMeans = 0; // buckets that other engines counted
};

// How much of what was said before a life takes up, so that whoever tells it again does the same.
inline constexpr std::int64_t kRelearnt = 100'000; // evaluations
inline constexpr std::int64_t kRelearntBuckets = 300; // of each signal that another engine counted

// What a person did about an alarm.
struct FeedDecision
{
    enum class What : std::uint8_t
    {
        Acknowledge,
        Shelve,
        Suppress,
    };
    What what = What::Acknowledge;
    std::string alarm; // its id then
    std::string service;
    std::string operation;
    std::string check;
    std::string actor;
    std::string cause; // Suppress
    Timestamp until; // Shelve
};

// What the detectors were told, in order, so that they can be told it again. Without any content
// and without ids of answers.
struct Feed
{
    std::vector<SignalKey> keys;
    std::vector<FeedLife> lives;
    std::vector<FeedDecision> decisions;
    std::vector<FeedStep> steps;
};

} // namespace telemetry
