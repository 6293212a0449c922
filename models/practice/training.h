// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timelineentry.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace practice {

inline constexpr const char* kTrainingKind = "training"; // of entries of the timeline

// What is drilled, and how.
struct TrainingSetup
{
    std::string scenario; // its name
    std::uint64_t seed = 1;
    double speed = 1;
    bool isMixed = false; // with a harmless change

    friend bool operator==(const TrainingSetup&, const TrainingSetup&) = default;
};

struct TakenHint
{
    int number = 1; // 1 .. drill::kHints
    telemetry::Timestamp time;
    std::string who;
};

// A drill that a person took on, as the timeline of its recording tells it. Which one it is, which
// may tell the cause, is told there with the end, and so is when the fault began: nobody can read
// either before.
struct Training
{
    TrainingSetup setup; // without a scenario: it has not ended
    telemetry::Timestamp started;
    std::string who;
    std::vector<TakenHint> hints; // each once, in the order in which they were taken
    std::optional<telemetry::Timestamp> ended; // nothing: it goes on, or was left
    std::optional<telemetry::Timestamp> faultTime;
    bool hasEndedByItself = false; // it was over, and nobody ended it
};

// Without an actor, who is told by whoever writes them.
telemetry::TimelineEntry trainingStarted(telemetry::Timestamp time);
telemetry::TimelineEntry hintTaken(int number, telemetry::Timestamp time);
telemetry::TimelineEntry trainingEnded(const TrainingSetup& setup, telemetry::Timestamp faultTime,
                                       telemetry::Timestamp time, bool isByItself = false);

// The newest that was started; nothing: none was. Entries of other kinds, and those that cannot be
// read, are passed over. Pure function; entries in the order of the chain.
std::optional<Training> trainingOf(const std::vector<telemetry::TimelineEntry>& entries);

} // namespace practice
