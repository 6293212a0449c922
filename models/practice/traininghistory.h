// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/practice/scorecard.h"
#include "models/practice/training.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace practice {

// A drill that is over, as it is kept to be compared with the next of its kind. Durations are from
// the fault; nothing: it did not happen, or is not known.
struct TrainingRun
{
    std::string recording; // its id
    TrainingSetup setup;
    std::string who;
    telemetry::Timestamp started;
    telemetry::Timestamp ended;
    std::optional<telemetry::Duration> detected;
    std::optional<telemetry::Duration> acknowledged;
    std::optional<telemetry::Duration> named;
    std::string naming; // "right", "wrong", "unclear"; empty: nobody named a cause
    std::optional<telemetry::Duration> mitigated;
    std::optional<telemetry::Duration> recovered;
    std::optional<int> wrongLevers; // nothing: of some it is not known whether they moved
    int hints = 0; // taken
    std::optional<std::int64_t> answers; // from the fault to recovery, else to the end
    std::optional<std::int64_t> wrong; // at least so many; nothing: none was judged
};

TrainingRun trainingRunOf(const Scorecard& card, const Training& training,
                          const std::string& recording);

// One line of JSON without its line break; read again whatever else stands in it.
std::string trainingLine(const TrainingRun& run);
// Unreadable error in words where it is none.
telemetry::Result<TrainingRun> trainingRunFrom(std::string_view line);

// The runs of one person's drills, a line each, kept on this machine.
struct TrainingHistory
{
    struct BrokenLine
    {
        int line = 0; // from 1
        std::string why;
    };

    std::vector<TrainingRun> runs; // in the order of the file
    std::vector<BrokenLine> broken; // which stay in the file
};

// None where there is no such file; Unreadable error where it is no file, or cannot be read.
telemetry::Result<TrainingHistory> readTrainingHistory(const std::string& path);
// Adds a line, to a file that its owner alone may read (0600), which is made with its folder where
// there is none. What a broken last line left open is closed before. Refused error that names it.
telemetry::Result<void> appendTrainingRun(const std::string& path, const TrainingRun& run);

// Of the same drill and person, begun before this one; newest first. Pure function.
std::vector<TrainingRun> earlierRuns(const TrainingHistory& history, const TrainingRun& run);

} // namespace practice
