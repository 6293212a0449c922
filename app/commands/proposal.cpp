// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/jsonerrors.h"
#include "app/commands/jsonrows.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "app/commands/windowcommands.h"
#include "app/runbooks.h"
#include "models/items/openalarms.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <string>

#include <CLI/CLI.hpp>

namespace commands {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;

namespace {

struct ProposalOptions
{
    std::string recording;
    std::string alarm;
    std::string at;
    std::string folder; // of the operator's own runbooks
    bool isJson = false;
};

telemetry::Result<int> propose(const ProposalOptions& options)
{
    store::View view;
    if (!options.at.empty()) {
        const auto at = telemetry::timestampFromText(options.at);
        if (!at)
            return tl::make_unexpected(at.error());
        view.knownAt = *at;
        view.range.end = *at;
    }
    const auto reader = store::Reader::open(options.recording);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto alarms = (*reader)->alarms(view);
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    const telemetry::AlarmTransition* alarm = items::worstOpen(*alarms);
    if (!options.alarm.empty()) {
        const auto found =
            std::ranges::find(*alarms, options.alarm, &telemetry::AlarmTransition::alarm);
        alarm = found == alarms->end() ? nullptr : &*found;
    }
    if (alarm == nullptr)
        return failure(ErrorKind::Refused,
                       options.alarm.empty() ? "No alarm is open then; name one with --alarm."
                                             : "There is no alarm " + options.alarm + " then.");
    const RunbookShelf shelf = readRunbooks(QString::fromStdString(options.folder));
    for (const QString& problem : shelf.problems)
        print(stderr, "plumbline: %s\n", problem.toStdString().c_str());
    const auto ground = readRunbookGround(**reader, *alarm, view.knownAt);
    if (!ground)
        return tl::make_unexpected(ground.error());
    const RunbookChoice choice = runbookFor(*alarm, shelf.runbooks, ground->hypotheses);
    if (choice.runbook == nullptr)
        return failure(ErrorKind::Refused, "No runbook is for " + alarm->alarm + ".");
    const FilledParameters filled = fillParameters(*alarm, *ground, choice.hypothesis);
    QJsonArray parameters;
    if (!options.isJson) {
        print(stdout, "%s: %s\n", alarm->alarm.c_str(), alarm->sentence.c_str());
        print(stdout, "%s (%s)\n", choice.runbook->title.c_str(), choice.runbook->id.c_str());
    }
    for (const auto& [name, meaning] : choice.runbook->parameters) {
        const auto value = filled.values.find(name);
        const auto evidence = filled.evidence.find(name);
        const bool isKnown = value != filled.values.end();
        const std::string why = evidence != filled.evidence.end() ? evidence->second : "";
        parameters.append(QJsonObject{
            {u"name"_s, displayText(name)},
            {u"value"_s, isKnown ? QJsonValue(displayText(value->second)) : QJsonValue()},
            {u"evidence"_s, why.empty() ? QJsonValue() : QJsonValue(displayText(why))}});
        if (!options.isJson)
            print(stdout, "  %s: %s%s%s%s\n", name.c_str(),
                  isKnown ? value->second.c_str() : "not known", why.empty() ? "" : " (",
                  why.c_str(), why.empty() ? "" : ")");
    }
    if (options.isJson)
        printJson({{u"alarm"_s, displayText(alarm->alarm)},
                   {u"runbook"_s, displayText(choice.runbook->id)},
                   {u"title"_s, displayText(choice.runbook->title)},
                   {u"cause"_s, choice.hypothesis != nullptr
                                    ? QJsonValue(QLatin1String(
                                          causes::causeName(choice.hypothesis->cause)))
                                    : QJsonValue()},
                   {u"parameters"_s, parameters}});
    return 0;
}

} // namespace

void addProposal(CLI::App& app, int& status)
{
    auto options = std::make_shared<ProposalOptions>();
    CLI::App* command = app.get_subcommand("runbook")->add_subcommand(
        "propose",
        "The runbook that an alarm of a recording asks for, its parameters filled in, and what each "
        "value rests on");
    command->add_option("RECORDING", options->recording, "The recording")->required();
    command->add_option("--alarm", options->alarm,
                        "This alarm; else the worst of those that are open");
    command->add_option("--at", options->at, "As known at this moment; else all that is known");
    command->add_option("--folder", options->folder, "Runbooks of your own")->type_name("FOLDER");
    command->add_flag("--json", options->isJson, "One JSON document");
    command->footer("Example: plumbline runbook propose today.plumb --alarm A-0001");
    command->callback([options, &status] {
        if (options->isJson)
            setErrorsAsJson();
        const auto done = propose(*options);
        status = done ? *done : report(done.error());
    });
}

} // namespace commands
