// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/practice/scorecard.h"
#include "models/practice/training.h"
#include "models/practice/traininghistory.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace commands {

// Where the runs of this account's drills are kept, beside the folder of recordings; it need not
// exist.
std::string trainingHistoryFile();

// Nothing: nobody took a drill on in that recording.
telemetry::Result<std::optional<practice::Training>> readTraining(const store::Reader& reader);

// What stands beside a scorecard where the drill was taken on in a window.
struct TrainingAside
{
    practice::Training training;
    std::vector<practice::TrainingRun> earlier; // of the same drill and person, newest first
    std::string problem; // why some or all of the earlier ones are not known; empty: all are
};
TrainingAside trainingAside(const practice::Scorecard& card, const practice::Training& training,
                            const std::string& recordingId);

std::vector<std::string> trainingText(const TrainingAside& aside); // for a terminal
// Members for the scorecard's object: training, hints, hints_taken, earlier_runs.
void addTo(QJsonObject& card, const TrainingAside& aside);

// "2 lines of FILE cannot be read: line 3, ..."; empty: all can.
std::string brokenLinesText(const practice::TrainingHistory& history, const std::string& file);

} // namespace commands
