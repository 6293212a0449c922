// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/budgetwatch.h"

#include "app/commands/userfiles.h"
#include "models/objective/tickets.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/visibletext.h"

#include <QCoreApplication>

#include <chrono>
#include <utility>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

constexpr std::chrono::seconds kBudgetEvery(30);

} // namespace

void addObjectivesOption(CLI::App& command, std::vector<std::string>& files)
{
    command
        .add_option("--objectives", files,
                    "Objectives whose budgets are watched; else those beside the settings. See "
                    "plumbline objectives")
        ->type_name("FILE");
}

telemetry::Result<std::vector<objective::Objective>>
objectivesOf(const std::vector<std::string>& files)
{
    return objective::loadObjectives(files.empty() ? userFiles("objectives", "*.yaml") : files);
}

QString noObjectiveText(const telemetry::Result<std::vector<objective::Objective>>& objectives)
{
    if (!objectives)
        return QCoreApplication::translate("Objectives", "The objectives cannot be read: %1")
            .arg(QString::fromStdString(telemetry::visibleLine(objectives.error().message)));
    return QCoreApplication::translate(
               "Objectives",
               "An objective says what share of its answers is to pass a check, and over how long; "
               "how fast that budget is spent then stands here. \"plumbline objectives suggest "
               "FILE\" writes some from a recording's healthy past: put what it says into a file "
               "NAME.yaml in %1, and open the window again.")
        .arg(userFolder("objectives"));
}

BudgetWatch::BudgetWatch(std::vector<objective::Objective> objectives, ingest::Pipeline& pipeline)
    : m_objectives(std::move(objectives))
    , m_pipeline(pipeline)
{
    if (!m_objectives.empty())
        m_thread = std::thread([this] { run(); });
}

BudgetWatch::~BudgetWatch()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

bool BudgetWatch::waitForMore()
{
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, kBudgetEvery, [this] { return m_isStopping; });
}

// A budget that cannot be read now is looked at again with the next turn.
void BudgetWatch::run()
{
    const auto reader = store::Reader::open(m_pipeline.recordingPath());
    objective::Tickets tickets(m_objectives);
    if (!reader || !tickets.restore(**reader))
        return;
    while (waitForMore()) {
        auto entries = tickets.check(**reader, telemetry::SystemClock().now());
        for (telemetry::TimelineEntry& entry :
             entries.value_or(std::vector<telemetry::TimelineEntry>()))
            m_pipeline.record(std::move(entry));
    }
}

} // namespace commands
