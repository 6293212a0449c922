// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/trainingaside.h"

#include "app/commands/jsonrows.h"
#include "app/commands/jsonvalues.h"
#include "models/items/formats.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/visibletext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using practice::TrainingRun;
using telemetry::visibleLine;

std::string sinceFaultText(const char* what, const std::optional<telemetry::Duration>& duration)
{
    return std::string(what) + " "
        + (duration ? items::durationText(*duration).toStdString() : std::string("-"));
}

std::string earlierLine(const TrainingRun& run)
{
    std::string line = "  " + telemetry::toRfc3339(run.started) + "  ";
    line += sinceFaultText("acknowledged", run.acknowledged) + ", ";
    line += sinceFaultText("named", run.named);
    line += run.naming.empty() || run.naming == "right" ? std::string()
                                                        : " (" + visibleLine(run.naming) + ")";
    line += ", " + sinceFaultText("mitigated", run.mitigated) + ", ";
    line += sinceFaultText("recovered", run.recovered) + ", wrong levers ";
    line += run.wrongLevers ? std::to_string(*run.wrongLevers) : std::string("-");
    return line + ", hints " + std::to_string(run.hints) + ", wrong answers "
        + (run.wrong ? std::to_string(*run.wrong) : std::string("-"));
}

} // namespace

std::string trainingHistoryFile()
{
    return (QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
            + u"/plumbline/plumbline/training.jsonl"_s)
        .toStdString();
}

telemetry::Result<std::optional<practice::Training>> readTraining(const store::Reader& reader)
{
    const auto entries = reader.timeline({}, {practice::kTrainingKind});
    if (!entries)
        return tl::make_unexpected(entries.error());
    return practice::trainingOf(*entries);
}

std::string brokenLinesText(const practice::TrainingHistory& history, const std::string& file)
{
    if (history.broken.empty())
        return {};
    const auto& first = history.broken.front();
    return std::to_string(history.broken.size()) + " of the lines of " + visibleLine(file)
        + " cannot be read, the first is line " + std::to_string(first.line) + ": "
        + visibleLine(first.why) + ".";
}

TrainingAside trainingAside(const practice::Scorecard& card, const practice::Training& training,
                            const std::string& recordingId)
{
    TrainingAside aside{.training = training, .earlier = {}, .problem = {}};
    const std::string file = trainingHistoryFile();
    const auto history = practice::readTrainingHistory(file);
    if (!history) {
        aside.problem = visibleLine(history.error().message);
        return aside;
    }
    aside.earlier =
        practice::earlierRuns(*history, practice::trainingRunOf(card, training, recordingId));
    aside.problem = brokenLinesText(*history, file);
    return aside;
}

std::vector<std::string> trainingText(const TrainingAside& aside)
{
    std::vector<std::string> lines{
        "", "Hints: " + std::to_string(aside.training.hints.size()) + " taken."};
    for (const practice::TakenHint& hint : aside.training.hints)
        lines.push_back("  " + telemetry::toRfc3339(hint.time) + "  hint "
                        + std::to_string(hint.number) + " by " + visibleLine(hint.who));
    lines.push_back(aside.earlier.empty()
                        ? "No earlier run of this drill by " + visibleLine(aside.training.who)
                            + " is kept here."
                        : "Earlier runs of this drill by " + visibleLine(aside.training.who) + ":");
    for (const TrainingRun& run : aside.earlier)
        lines.push_back(earlierLine(run));
    if (!aside.problem.empty())
        lines.push_back(aside.problem);
    return lines;
}

void addTo(QJsonObject& card, const TrainingAside& aside)
{
    QJsonArray hints;
    for (const practice::TakenHint& hint : aside.training.hints)
        hints.append(QJsonObject{{u"hint"_s, hint.number},
                                 {u"time_ns"_s, nanosOrNull(hint.time)},
                                 {u"who"_s, displayText(hint.who)}});
    QJsonArray earlier;
    for (const TrainingRun& run : aside.earlier)
        earlier.append(
            QJsonDocument::fromJson(QByteArray::fromStdString(practice::trainingLine(run)))
                .object());
    card[u"training"_s] = QJsonObject{{u"scenario"_s, textOrNull(aside.training.setup.scenario)},
                                      {u"who"_s, displayText(aside.training.who)},
                                      {u"started_ns"_s, nanosOrNull(aside.training.started)},
                                      {u"ended_ns"_s, nanosOrNull(aside.training.ended)}};
    card[u"hints"_s] = hints;
    card[u"hints_taken"_s] = static_cast<int>(aside.training.hints.size());
    card[u"earlier_runs"_s] = earlier;
    card[u"earlier_runs_problem"_s] = textOrNull(aside.problem);
}

} // namespace commands
