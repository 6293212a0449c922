// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/judgefile.h"

#include "app/commands/userfiles.h"
#include "models/objective/goldenfile.h"
#include "models/objective/judgerules.h"

#include <CLI/CLI.hpp>

namespace commands {

void addJudgesOption(CLI::App& command, std::string& file)
{
    command
        .add_option("--judges", file,
                    "Scale, direction and threshold of judges' scores; else judges.yaml beside the "
                    "settings, and what is learnt")
        ->type_name("FILE");
}

telemetry::Result<std::vector<telemetry::JudgeRule>> judgeRulesOf(const std::string& file)
{
    const std::string path = file.empty() ? userFile("judges.yaml") : file;
    if (path.empty())
        return std::vector<telemetry::JudgeRule>();
    return objective::loadJudgeRules(path);
}

void addGoldenOption(CLI::App& command, std::string& file)
{
    command
        .add_option("--golden", file,
                    "Answers with known verdicts, to hold judges against; else golden.yaml beside "
                    "the settings")
        ->type_name("FILE");
}

telemetry::Result<std::shared_ptr<const telemetry::GoldenSet>> goldenSetOf(const std::string& file)
{
    const std::string path = file.empty() ? userFile("golden.yaml") : file;
    if (path.empty())
        return std::shared_ptr<const telemetry::GoldenSet>();
    return objective::loadGoldenSet(path);
}

} // namespace commands
