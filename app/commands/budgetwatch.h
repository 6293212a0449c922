// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/objective/objective.h"
#include "models/telemetry/result.h"

#include <QString>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace CLI {
class App;
}

namespace commands {

void addObjectivesOption(CLI::App& command, std::vector<std::string>& files);
// Those of the files, else those beside the settings; none when there are none.
telemetry::Result<std::vector<objective::Objective>>
objectivesOf(const std::vector<std::string>& files = {});

// What to say where there is none: how to make one, or why those that are there cannot be read.
QString noObjectiveText(const telemetry::Result<std::vector<objective::Objective>>& objectives);

// Looks at the budgets of a recording that is being written, twice a minute, and writes what has
// changed into its timeline. Has a thread and a reader of its own; ends before the pipeline.
class BudgetWatch
{
public:
    BudgetWatch(std::vector<objective::Objective> objectives, ingest::Pipeline& pipeline);
    BudgetWatch(const BudgetWatch&) = delete;
    BudgetWatch& operator=(const BudgetWatch&) = delete;
    ~BudgetWatch();

private:
    void run();
    bool waitForMore(); // false at the end

    std::vector<objective::Objective> m_objectives;
    ingest::Pipeline& m_pipeline;
    std::mutex m_mutex; // guards m_isStopping
    std::condition_variable m_wake;
    bool m_isStopping = false;
    std::thread m_thread; // none without objectives
};

} // namespace commands
