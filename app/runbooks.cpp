// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/runbooks.h"

#include "models/causes/causes.h"
#include "models/items/openalarms.h"
#include "models/store/reader.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace {

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
                + (runbook.check == check ? 2 : 0) + (isFirst ? 1 : 0)
                + (runbook.lost.empty()                  ? 1
                       : runbook.lost == hypothesis.lost ? 2
                                                         : 0);
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

telemetry::Result<RunbookGround> readRunbookGround(const store::Reader& reader,
                                                   const telemetry::AlarmTransition& alarm,
                                                   telemetry::Timestamp knownAt)
{
    RunbookGround ground;
    store::View view;
    view.knownAt = knownAt;
    auto changes = reader.changes(view);
    if (!changes)
        return tl::make_unexpected(changes.error());
    ground.changes = std::move(*changes);
    // Without hypotheses a runbook is found all the same.
    if (auto hypotheses = causes::hypothesesOf(reader, causes::questionOf(alarm, knownAt), knownAt))
        ground.hypotheses = std::move(*hypotheses);
    auto history = readServedHistory(reader, alarm, ground.changes, knownAt);
    if (!history)
        return tl::make_unexpected(history.error());
    ground.history = std::move(*history);
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

FilledParameters fillParameters(const telemetry::AlarmTransition& alarm,
                                const RunbookGround& ground, const causes::Hypothesis* hypothesis)
{
    FilledParameters filled{.values = runbookParameters(alarm, ground.changes, hypothesis),
                            .evidence = {}};
    const ServedHistory& history = ground.history;
    filled.evidence["service"] = hypothesis != nullptr && hypothesis->service != alarm.service
        ? "the likeliest cause is there; the alarm " + alarm.alarm + " is of " + alarm.service
        : "alarm " + alarm.alarm + ": " + alarm.sentence;
    if (hypothesis != nullptr && hypothesis->cause == causes::Cause::ModelVersion
        && !hypothesis->value.empty())
        filled.values["suspect_model"] = hypothesis->value;
    if (filled.values.contains("suspect_model"))
        filled.evidence["suspect_model"] = suspectEvidence(history, filled.values["suspect_model"]);
    const std::string named = hypothesis != nullptr && !hypothesis->remedy.value.empty()
        ? parameterOf(hypothesis->remedy.lever)
        : std::string();
    for (const auto& [field, candidates] : history.candidates) {
        const std::string parameter = "last_good_" + field;
        const bool isNamed =
            parameter == named; // by the likeliest cause, from the recording as well
        const LastGood good = lastGood(history, candidates);
        if (field == "instrumentation" && !isNamed && !candidates.empty()) {
            // Answers are none the better for it: what told of them before is what is gone back to.
            filled.values[parameter] = candidates.front().value;
            filled.evidence[parameter] = candidates.front().value
                + " told of the service before what tells of it now; answers say nothing for or "
                  "against an instrumentation";
        } else if (!good.value.empty() && (!isNamed || good.value == filled.values[parameter])) {
            filled.values[parameter] = good.value;
            filled.evidence[parameter] = good.evidence;
        } else if (isNamed) {
            filled.evidence[parameter] = "what would undo the likeliest cause; "
                + evidenceOf(history, candidates, filled.values[parameter]);
        } else if (!candidates.empty()) {
            filled.values.erase(parameter);
            filled.evidence[parameter] = good.evidence;
        }
    }
    if (!history.replicas.empty()) {
        filled.values["replicas"] = replicaNames(history);
        filled.evidence["replicas"] = replicaEvidence(history);
    }
    return filled;
}

telemetry::Result<FilledParameters>
parametersOf(const store::Reader& reader, const std::string& service,
             const runbook::Runbook& runbook, const std::vector<telemetry::AlarmTransition>& alarms,
             telemetry::Timestamp knownAt)
{
    telemetry::AlarmTransition subject;
    const telemetry::AlarmTransition* open = alarmOf({}, runbook, {{"service", service}}, alarms);
    if (open != nullptr) {
        subject = *open;
    } else {
        subject.service = service;
        subject.check = runbook.check;
        subject.time = knownAt;
        subject.onset = knownAt;
    }
    const auto ground = readRunbookGround(reader, subject, knownAt);
    if (!ground)
        return tl::make_unexpected(ground.error());
    const causes::Hypothesis* hypothesis =
        open != nullptr ? runbookFor(subject, {runbook}, ground->hypotheses).hypothesis : nullptr;
    if (hypothesis != nullptr && hypothesis->service != service)
        hypothesis = nullptr; // it is of the service that was named
    FilledParameters filled = fillParameters(subject, *ground, hypothesis);
    if (open == nullptr)
        filled.evidence["service"] =
            "named by hand; no alarm of it that this runbook is for is open";
    return filled;
}
