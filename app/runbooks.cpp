// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/runbooks.h"

#include "models/causes/causes.h"
#include "models/items/openalarms.h"
#include "models/store/reader.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <algorithm>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(runbookLog, "plumbline.runbooks")

constexpr qint64 kMostBytes = 1024 * 1024;
constexpr double kPossible = 1; // of a hypothesis: see causes::sureness()

// "prompt:{service}" of a step, for a service.
std::string leverOf(const runbook::Step& step, const std::string& service)
{
    constexpr std::string_view kService = "{service}";
    std::string lever = step.lever;
    if (const auto at = lever.find(kService); at != std::string::npos)
        lever.replace(at, kService.size(), service);
    return lever;
}

// How well a runbook fits a hypothesis; 0: it does not move its lever.
int fitOf(const runbook::Runbook& runbook, const causes::Hypothesis& hypothesis,
          const std::string& check)
{
    bool isFirst = true;
    for (const runbook::Step& step : runbook.steps) {
        if (step.kind != runbook::StepKind::Lever)
            continue;
        if (leverOf(step, hypothesis.service) == hypothesis.remedy.lever)
            return 1 + (runbook.cause == causes::causeName(hypothesis.cause) ? 4 : 0)
                + (runbook.check == check ? 2 : 0) + (isFirst ? 1 : 0);
        isFirst = false;
    }
    return 0;
}

// What a runbook calls the value that a kind of lever goes back to.
std::string parameterOf(const std::string& lever)
{
    const std::string kind = lever.substr(0, lever.find(':'));
    if (kind == "pin")
        return "last_good_model";
    for (const char* named : {"prompt", "adapter", "index", "judge", "instrumentation"}) {
        if (kind == named)
            return "last_good_" + kind;
    }
    return {};
}

} // namespace

std::vector<runbook::Runbook> builtInRunbooks()
{
    std::vector<runbook::Runbook> runbooks;
    const QDir folder(u":/runbooks"_s);
    for (const QString& name : folder.entryList({u"*.md"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        runbook::ParseResult parsed = runbook::parseRunbook(file.readAll().toStdString());
        if (parsed.problems.empty())
            runbooks.push_back(std::move(parsed.runbook));
        else
            qCWarning(runbookLog, "%s:%d: %s", qUtf8Printable(name), parsed.problems.front().line,
                      parsed.problems.front().message.c_str());
    }
    return runbooks;
}

RunbookShelf readRunbooks(const QString& folder)
{
    RunbookShelf shelf;
    shelf.folder = folder;
    const QDir own(folder);
    const QStringList names =
        folder.isEmpty() ? QStringList() : own.entryList({u"*.md"_s}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        QFile file(own.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            shelf.problems << u"%1: %2"_s.arg(name, file.errorString());
            continue;
        }
        // A byte more than a runbook may have: the parser says so.
        auto parsed = runbook::parseRunbook(file.read(kMostBytes + 1).toStdString());
        if (parsed.problems.empty()) {
            const bool isTaken =
                std::ranges::find(shelf.runbooks, parsed.runbook.id, &runbook::Runbook::id)
                != shelf.runbooks.end();
            if (isTaken)
                shelf.problems << u"%1: another file has the same id"_s.arg(name);
            else
                shelf.runbooks.push_back(std::move(parsed.runbook));
        } else {
            const yaml::Problem& first = parsed.problems.front();
            shelf.problems << u"%1:%2:%3: %4"_s.arg(name)
                                  .arg(first.line)
                                  .arg(first.column)
                                  .arg(QString::fromStdString(first.message));
        }
    }
    for (runbook::Runbook& builtIn : builtInRunbooks()) {
        if (std::ranges::find(shelf.runbooks, builtIn.id, &runbook::Runbook::id)
            == shelf.runbooks.end())
            shelf.runbooks.push_back(std::move(builtIn));
    }
    return shelf;
}

telemetry::Result<RunbookGround> readRunbookGround(const store::Reader& reader,
                                                   const telemetry::AlarmTransition& alarm,
                                                   telemetry::Timestamp knownAt)
{
    RunbookGround ground;
    auto changes = reader.changes({.range = {}, .knownAt = knownAt});
    if (!changes)
        return tl::make_unexpected(changes.error());
    ground.changes = std::move(*changes);
    // Without hypotheses a runbook is found all the same.
    if (auto hypotheses = causes::hypothesesOf(reader, causes::questionOf(alarm, knownAt), knownAt))
        ground.hypotheses = std::move(*hypotheses);
    return ground;
}

RunbookChoice runbookFor(const telemetry::AlarmTransition& alarm,
                         const std::vector<runbook::Runbook>& runbooks,
                         const std::vector<causes::Hypothesis>& hypotheses,
                         const std::set<std::string>& levers)
{
    for (const causes::Hypothesis& hypothesis : hypotheses) {
        const std::string& lever = hypothesis.remedy.lever;
        const bool canMove = levers.empty() || levers.contains(lever);
        if (hypothesis.score < kPossible || lever.empty() || !canMove)
            continue;
        RunbookChoice choice{.runbook = nullptr, .hypothesis = &hypothesis};
        int best = 0;
        for (const runbook::Runbook& runbook : runbooks) {
            const int fit = fitOf(runbook, hypothesis, alarm.check);
            if (fit > best) {
                best = fit;
                choice.runbook = &runbook;
            }
        }
        if (choice.runbook != nullptr)
            return choice;
    }
    const auto found = std::ranges::find(runbooks, alarm.check, &runbook::Runbook::check);
    return {.runbook = found == runbooks.end() ? nullptr : &*found};
}

const telemetry::AlarmTransition* alarmOf(const std::string& id, const runbook::Runbook& runbook,
                                          const std::map<std::string, std::string>& parameters,
                                          const std::vector<telemetry::AlarmTransition>& alarms)
{
    const auto service = parameters.find("service");
    const telemetry::AlarmTransition* worst = nullptr;
    for (const telemetry::AlarmTransition& alarm : alarms) {
        if (!items::isOpen(alarm))
            continue;
        if (!id.empty() && alarm.alarm == id)
            return &alarm;
        const bool isOurs = service != parameters.end() && alarm.service == service->second
            && alarm.check == runbook.check;
        if (isOurs && (worst == nullptr || alarm.severity < worst->severity))
            worst = &alarm;
    }
    return worst;
}

std::map<std::string, std::string> runbookParameters(const telemetry::AlarmTransition& alarm,
                                                     const std::vector<store::ChangeRow>& changes,
                                                     const causes::Hypothesis* hypothesis)
{
    std::map<std::string, std::string> parameters{{"service", alarm.service}};
    if (!alarm.model.empty())
        parameters["suspect_model"] = alarm.model;
    // The last good model is the one that served before the suspect one was first seen, or, when
    // the alarm names none, before the newest model change up to the onset.
    for (const store::ChangeRow& change : changes) {
        const bool isOurs =
            change.service == alarm.service && change.field == "model" && !change.previous.empty();
        const bool isCandidate =
            alarm.model.empty() ? change.time <= alarm.time : change.value == alarm.model;
        if (isOurs && isCandidate)
            parameters["last_good_model"] = change.previous;
        // Alarms do not name prompts: the newest change up to the alarm is the candidate.
        if (change.service == alarm.service && change.field == "prompt_version"
            && !change.previous.empty() && change.time <= alarm.time)
            parameters["last_good_prompt"] = change.previous;
    }
    if (hypothesis == nullptr)
        return parameters;
    parameters["service"] = hypothesis->service;
    const std::string name = parameterOf(hypothesis->remedy.lever);
    if (!name.empty() && !hypothesis->remedy.value.empty())
        parameters[name] = hypothesis->remedy.value;
    return parameters;
}
