// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/jsonrows.h"
#include "app/commands/jsonvalues.h"
#include "app/commands/moment.h"
#include "app/commands/outcome.h"
#include "app/commands/problems.h"
#include "app/commands/terminal.h"
#include "app/commands/userfiles.h"
#include "models/objective/budget.h"
#include "models/objective/objective.h"
#include "models/objective/suggest.h"
#include "models/objective/textfile.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

struct StatusOptions
{
    std::string file;
    std::vector<std::string> objectives;
    std::string at;
    bool isJson = false;
};

// Empty: those beside the settings.
std::vector<std::string> filesOf(const std::vector<std::string>& given)
{
    return given.empty() ? userFiles("objectives", "*.yaml") : given;
}

int lintObjectives(const std::vector<std::string>& files, bool isJson)
{
    int status = 0;
    QJsonArray all;
    for (const std::string& path : files) {
        const auto text = objective::readTextFile(path);
        if (!text)
            return report(text.error());
        const auto parsed = objective::parseObjectives(*text);
        const QJsonArray problems = tellProblems(path, parsed.problems, isJson);
        if (!problems.isEmpty())
            status = 1;
        all.append(QJsonObject{{u"file"_s, displayText(path)},
                               {u"objectives"_s, static_cast<qint64>(parsed.objectives.size())},
                               {u"problems"_s, problems}});
        if (!isJson && parsed.problems.empty())
            print(stdout, "%s: good, %zu objectives\n", path.c_str(), parsed.objectives.size());
    }
    if (isJson)
        printJson({{u"files"_s, all}});
    return status;
}

int suggest(const std::string& file, bool isJson)
{
    const auto reader = store::Reader::open(file);
    if (!reader)
        return report(reader.error());
    const auto suggestions = objective::suggest(**reader, {});
    if (!suggestions)
        return report(suggestions.error());
    QJsonArray rows;
    std::vector<objective::Objective> objectives;
    for (const objective::Suggestion& one : suggestions->suggested) {
        objectives.push_back(one.objective);
        rows.append(QJsonObject{{u"name"_s, displayText(one.objective.name)},
                                {u"service"_s, displayText(one.objective.service)},
                                {u"operation"_s, displayText(one.objective.operation)},
                                {u"check"_s, displayText(one.objective.check)},
                                {u"target"_s, one.objective.target},
                                {u"window_ns"_s, static_cast<qint64>(one.objective.window.count())},
                                {u"count"_s, static_cast<qint64>(one.count)},
                                {u"failed"_s, static_cast<qint64>(one.failed)}});
    }
    QJsonArray declined;
    for (const std::string& why : suggestions->declined)
        declined.append(displayText(why));
    if (isJson) {
        printJson({{u"suggested"_s, rows}, {u"declined"_s, declined}});
        return 0;
    }
    for (const std::string& why : suggestions->declined)
        print(stdout, "# none for %s\n", why.c_str());
    // Line by line: within one printed text the end of a line is made visible.
    std::istringstream yaml(objective::toYaml(objectives));
    for (std::string line; std::getline(yaml, line);)
        print(stdout, "%s\n", line.c_str());
    return 0;
}

QJsonObject burnJson(const objective::Burn& burn)
{
    return {{u"over_ns"_s, static_cast<qint64>(burn.over.count())},
            {u"covered_ns"_s, static_cast<qint64>(burn.covered.count())},
            {u"n"_s, static_cast<qint64>(burn.count)},
            {u"failed"_s, static_cast<qint64>(burn.failed)},
            {u"rate"_s, burn.rate ? QJsonValue(*burn.rate) : QJsonValue()},
            {u"low"_s, burn.rate ? QJsonValue(burn.range.low) : QJsonValue()},
            {u"high"_s, burn.rate ? QJsonValue(burn.range.high) : QJsonValue()}};
}

QJsonObject objectiveJson(const objective::Objective& objective, const objective::Status& status)
{
    QJsonArray alerts;
    for (const objective::BurnAlert& alert : status.alerts)
        alerts.append(QJsonObject{{u"threshold"_s, alert.threshold},
                                  {u"is_firing"_s, alert.isFiring()},
                                  {u"longer"_s, burnJson(alert.longer)},
                                  {u"shorter"_s, burnJson(alert.shorter)}});
    QJsonValue forecast;
    if (status.forecast)
        forecast = QJsonObject{{u"exhausted_in_ns"_s, nanosOrNull(status.forecast->expected)},
                               {u"earliest_ns"_s, nanosOrNull(status.forecast->earliest)},
                               {u"latest_ns"_s, nanosOrNull(status.forecast->latest)},
                               {u"burn"_s, burnJson(status.forecast->at)}};
    return {{u"name"_s, displayText(objective.name)},
            {u"service"_s, displayText(objective.service)},
            {u"check"_s, displayText(objective.check)},
            {u"target"_s, objective.target},
            {u"window_ns"_s, static_cast<qint64>(objective.window.count())},
            {u"state"_s, QString::fromUtf8(objective::toString(status.state))},
            {u"n"_s, static_cast<qint64>(status.sum.count)},
            {u"failed"_s, static_cast<qint64>(status.sum.failed)},
            {u"unknown"_s, static_cast<qint64>(status.sum.unknown)},
            {u"failed_share_low"_s, status.failedShare.low},
            {u"failed_share_high"_s, status.failedShare.high},
            {u"covered_ns"_s, static_cast<qint64>(status.covered.count())},
            {u"budget_spent"_s, status.spent ? QJsonValue(*status.spent) : QJsonValue()},
            {u"burn"_s, alerts},
            {u"forecast"_s, forecast},
            {u"sentence"_s, displayText(status.sentence)}};
}

std::string listed(const std::set<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "none" : text;
}

// What an objective names that nothing in the recording has, as of a misspelt name; empty when it
// has results, or may yet get some.
std::string unknownNames(const objective::Objective& one, const std::vector<store::SumRow>& groups)
{
    using Key = telemetry::SignalKey;
    struct NamedPart
    {
        const char* what;
        const std::string& wanted;
        std::string Key::*field;
    };
    // Each of those that fit what stands before it.
    std::vector<const Key*> fitting;
    for (const store::SumRow& signal : groups)
        fitting.push_back(&signal.key);
    for (const NamedPart& part : {NamedPart{"service", one.service, &Key::service},
                                  NamedPart{"check", one.check, &Key::check},
                                  NamedPart{"operation", one.operation, &Key::operation},
                                  NamedPart{"model", one.model, &Key::model}}) {
        if (part.wanted.empty())
            continue;
        std::set<std::string> known;
        for (const Key* key : fitting)
            known.insert(key->*part.field);
        if (!known.contains(part.wanted))
            return std::string("the recording knows no ") + part.what + " '" + part.wanted + "'"
                + (part.field == &Key::service ? "" : " of " + one.service)
                + "; it knows: " + listed(known);
        std::erase_if(fitting, [&part](const Key* key) { return key->*part.field != part.wanted; });
    }
    return {};
}

int status(const StatusOptions& options)
{
    const auto files = filesOf(options.objectives);
    if (files.empty())
        return report({telemetry::ErrorKind::Usage,
                       "There are no objectives: name a file with --objectives, or put some "
                       "beside the settings, into objectives/."});
    const auto objectives = objective::loadObjectives(files);
    if (!objectives)
        return report(objectives.error());
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return report(reader.error());
    const auto extent = (*reader)->extent();
    if (!extent)
        return report(extent.error());
    auto now = *extent ? (*extent)->range.end : telemetry::Timestamp{};
    store::View view;
    if (!options.at.empty()) {
        const auto at = telemetry::timestampFromText(options.at);
        if (!at)
            return report(at.error());
        now = *at;
        if (*extent) {
            if (const auto checked = checkMoment(options.file, (*extent)->range, now); !checked)
                return report(checked.error());
        }
        view.knownAt = *extent && (*extent)->isImport ? view.knownAt : now;
    }
    const auto groups =
        (*reader)->sums({}, {},
                        {&telemetry::SignalKey::service, &telemetry::SignalKey::operation,
                         &telemetry::SignalKey::check, &telemetry::SignalKey::model});
    if (!groups)
        return report(groups.error());
    QJsonArray rows;
    int outcome = 0;
    for (const objective::Objective& one : *objectives) {
        const auto stands = objective::statusOf(one, **reader, now, view);
        if (!stands)
            return report(stands.error());
        const bool isWell = stands->state == objective::BudgetState::Kept
            || stands->state == objective::BudgetState::NoData;
        outcome = isWell ? outcome : 1;
        const std::string unknown = unknownNames(one, *groups);
        QJsonObject row = objectiveJson(one, *stands);
        row[u"note"_s] = unknown.empty() ? QJsonValue() : QJsonValue(displayText(unknown));
        rows.append(row);
        if (!options.isJson)
            print(stdout, "%-10s %s: %s\n", objective::toString(stands->state), one.name.c_str(),
                  stands->sentence.c_str());
        if (!unknown.empty())
            print(stderr, "note: objective '%s': %s\n", one.name.c_str(), unknown.c_str());
    }
    if (options.isJson)
        printJson({{u"at_ns"_s, static_cast<qint64>(telemetry::toUnixNanos(now))},
                   {u"objectives"_s, rows}});
    return outcome;
}

void addObjectivesLint(CLI::App& parent, int& exit)
{
    auto files = std::make_shared<std::vector<std::string>>();
    auto isJson = std::make_shared<bool>(false);
    CLI::App* command = parent.add_subcommand(
        "lint",
        "Checks the form of files of objectives; names file, line and column of each "
        "problem. Whether a service or check exists, status says of a recording");
    command->add_option("FILE", *files, "Files of objectives, in YAML")->required();
    command->add_flag("--json", *isJson, "One JSON document");
    command->footer("Example: plumbline objectives lint objectives/*.yaml");
    command->callback([files, isJson, &exit] { exit = lintObjectives(*files, *isJson); });
}

void addSuggest(CLI::App& parent, int& exit)
{
    auto file = std::make_shared<std::string>();
    auto isJson = std::make_shared<bool>(false);
    CLI::App* command = parent.add_subcommand(
        "suggest", "Objectives that the healthy past of a recording would have kept, as YAML");
    command->add_option("FILE", *file, "The recording")->required();
    command->add_flag("--json", *isJson, "One JSON document");
    command->footer("Example: plumbline objectives suggest today.plumb > mine.yaml");
    command->callback([file, isJson, &exit] { exit = suggest(*file, *isJson); });
}

void addStatus(CLI::App& parent, int& exit)
{
    auto options = std::make_shared<StatusOptions>();
    CLI::App* command = parent.add_subcommand(
        "status",
        "How objectives stand in a recording: budget, burn rates, forecast. Exit status "
        "1 where a budget burns or is gone");
    command->add_option("FILE", options->file, "The recording")->required();
    command
        ->add_option("--objectives", options->objectives,
                     "Files of objectives; else those beside the settings")
        ->type_name("FILE");
    command->add_option("--at", options->at,
                        "As it was then: RFC 3339, or nanoseconds since the epoch, within the "
                        "recording; else at its end");
    command->add_flag("--json", options->isJson, "One JSON document");
    command->footer("Example: plumbline objectives status today.plumb --objectives mine.yaml");
    command->callback([options, &exit] { exit = status(*options); });
}

} // namespace

void addObjectives(CLI::App& app, int& status)
{
    CLI::App* command =
        app.add_subcommand("objectives", "Semantic service level objectives of a recording");
    command->require_subcommand(1);
    command->footer("Example: plumbline objectives status today.plumb --objectives mine.yaml");
    addObjectivesLint(*command, status);
    addSuggest(*command, status);
    addStatus(*command, status);
}

} // namespace commands
