// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/goldenset.h"
#include "models/telemetry/judgescale.h"
#include "models/telemetry/result.h"

#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace commands {

void addJudgesOption(CLI::App& command, std::string& file);

// What the user says about the scores of judges: in the file, else in judges.yaml beside the
// settings, if it is there. Unreadable error naming file, line and what is wrong.
telemetry::Result<std::vector<telemetry::JudgeRule>> judgeRulesOf(const std::string& file = {});

void addGoldenOption(CLI::App& command, std::string& file);

// The answers with known verdicts: in the file, else in golden.yaml beside the settings; null when
// there is neither. Errors likewise.
telemetry::Result<std::shared_ptr<const telemetry::GoldenSet>>
goldenSetOf(const std::string& file = {});

} // namespace commands
