// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/leverentries.h"

#include "models/runbook/entryjson.h"
#include "models/runbook/secretmembers.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbook {

namespace {

QJsonObject foundJson(const std::map<std::string, std::string>& found)
{
    QJsonObject json;
    for (const auto& [name, value] : found)
        json[text(name)] = isSecretName(name) ? u"••••••"_s : text(withoutSecretMembers(value));
    return json;
}

// What is seldom there is left out where it is not.
QJsonObject stateJson(const LeverState& state)
{
    QJsonObject json{{u"value"_s, text(state.value)},
                     {u"raw"_s, text(state.raw)},
                     {u"version"_s, text(state.version)},
                     {u"exists"_s, state.exists}};
    if (!state.found.empty())
        json[u"found"_s] = foundJson(state.found);
    if (!state.endpoint.empty())
        json[u"endpoint"_s] = text(state.endpoint);
    if (!state.problem.empty())
        json[u"problem"_s] = text(state.problem);
    QJsonArray replicas;
    for (const LeverState& replica : state.replicas)
        replicas.append(stateJson(replica));
    if (!replicas.isEmpty())
        json[u"replicas"_s] = replicas;
    return json;
}

QJsonArray servedJson(const FireResult& result)
{
    QJsonArray served;
    for (const ServingSight& sight : result.served)
        served.append(QJsonObject{{u"title"_s, text(sight.title)},
                                  {u"reached"_s, sight.isReached},
                                  {u"detail"_s, text(sight.detail)}});
    return served;
}

// How it ended on each machine, where there are several.
QJsonArray replicasJson(const FireResult& result)
{
    QJsonArray replicas;
    for (const FireResult& replica : result.replicas)
        replicas.append(QJsonObject{{u"endpoint"_s, text(replica.endpoint)},
                                    {u"outcome"_s, QLatin1String(toString(replica.outcome))},
                                    {u"sent"_s, replica.wasSent},
                                    {u"written_version"_s, text(replica.writtenVersion)},
                                    {u"message"_s, text(replica.message)},
                                    {u"before"_s, stateJson(replica.before)},
                                    {u"after"_s,
                                     replica.wasReadBack ? QJsonValue(stateJson(replica.after))
                                                         : QJsonValue(QJsonValue::Null)}});
    return replicas;
}

QJsonArray requestsJson(const LeverPlan& plan)
{
    QJsonArray requests;
    for (const RequestPreview& request : plan.requests) {
        QJsonObject headers;
        for (const auto& [name, value] : request.headers)
            headers[text(name)] = text(value);
        requests.append(QJsonObject{{u"method"_s, text(request.method)},
                                    {u"url"_s, text(request.url)},
                                    {u"headers"_s, headers},
                                    {u"body"_s, text(request.body)}});
    }
    return requests;
}

QJsonObject leverJson(const LeverDescription& lever)
{
    return {{u"lever"_s, text(lever.id)},
            {u"lever_kind"_s, text(lever.kind)},
            {u"target"_s, text(lever.target)},
            {u"environment"_s, text(lever.environment)}};
}

QJsonObject planJson(const LeverPlan& plan)
{
    QJsonObject json = leverJson(plan.lever);
    json[u"before"_s] = stateJson(plan.before);
    json[u"to"_s] = text(plan.to);
    json[u"raw_after"_s] = text(plan.rawAfter);
    json[u"removes_entry"_s] = plan.isRemoval;
    json[u"no_change"_s] = plan.isNoChange;
    json[u"requests"_s] = requestsJson(plan);
    if (!plan.found.empty())
        json[u"found"_s] = foundJson(plan.found);
    QJsonArray left;
    for (const LeftAlone& one : plan.leftAlone)
        left.append(QJsonObject{{u"endpoint"_s, text(one.endpoint)},
                                {u"why"_s, text(one.why)},
                                {u"missed"_s, one.isMissed}});
    if (!left.isEmpty())
        json[u"left_alone"_s] = left;
    return json;
}

std::string inWords(const char* identifier)
{
    std::string words = identifier;
    for (char& c : words)
        c = c == '_' ? ' ' : c;
    return words;
}

std::string bracketed(const std::string& detail)
{
    return detail.empty() ? "" : " (" + detail + ")";
}

const char* actionKind(bool isUndo)
{
    return isUndo ? "undo" : "action";
}

std::string standing(const LeverState& state)
{
    return state.exists ? (state.value.empty() ? "empty" : state.value) : "not set";
}

// "breaker:support-bot: reset to tripped"
std::string movement(const LeverPlan& plan)
{
    return plan.lever.id + ": "
        + (plan.before.value.empty() ? standing(plan.before) : plan.before.value) + " to "
        + (plan.isRemoval        ? "no entry"
               : plan.to.empty() ? "empty"
                                 : plan.to);
}

} // namespace

telemetry::TimelineEntry armEntry(const LeverPlan& plan, telemetry::Timestamp now)
{
    return entry("arm", plan.lever.id, "Armed " + movement(plan), planJson(plan), now);
}

telemetry::TimelineEntry disarmEntry(const LeverPlan& plan, const std::string& reason,
                                     telemetry::Timestamp now)
{
    QJsonObject payload = planJson(plan);
    payload[u"reason"_s] = text(reason);
    return entry("disarm", plan.lever.id, "Disarmed " + plan.lever.id + ": " + reason, payload,
                 now);
}

telemetry::TimelineEntry actionEntry(const LeverPlan& plan, bool isUndo, telemetry::Timestamp now)
{
    return entry(actionKind(isUndo), plan.lever.id,
                 (isUndo ? "Undoing " : "Firing ") + movement(plan), planJson(plan), now);
}

telemetry::TimelineEntry rungEntry(const LeverPlan& plan, const Rung& rung,
                                   telemetry::Timestamp now)
{
    QJsonObject payload = planJson(plan);
    payload[u"rung"_s] = QLatin1String(toString(rung.kind));
    payload[u"state"_s] = QLatin1String(toString(rung.state));
    payload[u"detail"_s] = text(rung.detail);
    return entry("rung", plan.lever.id,
                 plan.lever.id + ", " + inWords(toString(rung.kind)) + ": " + toString(rung.state)
                     + bracketed(rung.detail),
                 payload, rung.time == telemetry::Timestamp{} ? now : rung.time);
}

telemetry::TimelineEntry outcomeEntry(const LeverPlan& plan, const FireResult& result, bool isUndo,
                                      telemetry::Timestamp now)
{
    QJsonObject payload = planJson(plan);
    payload[u"outcome"_s] = QLatin1String(toString(result.outcome));
    payload[u"sent"_s] = result.wasSent;
    payload[u"accepted"_s] = std::ranges::any_of(result.rungs, [](const Rung& rung) {
        return rung.kind == RungKind::Accepted && rung.state == RungState::Reached;
    });
    payload[u"message"_s] = text(result.message);
    payload[u"raw_reply"_s] = text(result.rawReply);
    payload[u"written_version"_s] = text(result.writtenVersion);
    payload[u"after"_s] =
        result.wasReadBack ? QJsonValue(stateJson(result.after)) : QJsonValue(QJsonValue::Null);
    if (!result.served.empty())
        payload[u"served"_s] = servedJson(result);
    if (!result.replicas.empty())
        payload[u"replicas"_s] = replicasJson(result);
    return entry(actionKind(isUndo), plan.lever.id,
                 plan.lever.id + ", " + inWords(toString(result.outcome)) + ": " + result.message,
                 payload, now);
}

std::vector<telemetry::TimelineEntry> resultEntries(const LeverPlan& plan, const FireResult& result,
                                                    bool isUndo, telemetry::Timestamp now)
{
    std::vector<telemetry::TimelineEntry> entries;
    for (const Rung& rung : result.rungs) {
        if (rung.state != RungState::Waiting && rung.state != RungState::Void)
            entries.push_back(rungEntry(plan, rung, now));
    }
    entries.push_back(outcomeEntry(plan, result, isUndo, now));
    return entries;
}

telemetry::TimelineEntry startEntry(const RunbookRun& run, const std::string& title)
{
    QJsonObject parameters;
    for (const auto& [name, value] : run.parameters)
        parameters[text(name)] = text(value);
    return entry("step", run.runbook, "Runbook started: " + title,
                 {{u"runbook"_s, text(run.runbook)},
                  {u"state"_s, u"started"_s},
                  {u"parameters"_s, parameters}},
                 run.started);
}

telemetry::TimelineEntry leaveEntry(const std::string& runbook, const std::string& title,
                                    telemetry::Timestamp now)
{
    return entry("step", runbook, "Runbook left: " + title,
                 {{u"runbook"_s, text(runbook)}, {u"state"_s, u"left"_s}}, now);
}

telemetry::TimelineEntry stepEntry(const std::string& runbook, const std::string& title,
                                   const StepProgress& progress)
{
    return entry("step", runbook,
                 std::string("Step ") + toString(progress.state) + ": " + title
                     + bracketed(progress.note),
                 {{u"runbook"_s, text(runbook)},
                  {u"step"_s, text(progress.step)},
                  {u"state"_s, QLatin1String(toString(progress.state))},
                  {u"note"_s, text(progress.note)}},
                 progress.when);
}

telemetry::TimelineEntry leverMovedEntry(const LeverDescription& lever, const LeverState& before,
                                         const LeverState& after, telemetry::Timestamp now)
{
    QJsonObject payload = leverJson(lever);
    payload[u"before"_s] = stateJson(before);
    payload[u"after"_s] = stateJson(after);
    return entry("lever", lever.id,
                 lever.id + " went from " + standing(before) + " to " + standing(after)
                     + " at the control plane",
                 payload, now);
}

telemetry::TimelineEntry
leversFoundEntry(const std::vector<std::pair<LeverDescription, LeverState>>& found,
                 telemetry::Timestamp now)
{
    std::string line;
    QJsonObject payload;
    for (const auto& [lever, state] : found) {
        line += (line.empty() ? " " : ", ") + lever.id + " " + standing(state);
        QJsonObject stands = stateJson(state);
        stands[u"target"_s] = text(lever.target);
        stands[u"lever_kind"_s] = text(lever.kind);
        payload.insert(text(lever.id), stands);
    }
    return entry("lever", "", "Levers as found:" + line, payload, now);
}

} // namespace runbook
