// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/leverjson.h"

#include "app/commands/jsonrows.h"
#include "app/commands/jsonvalues.h"
#include "models/runbook/approval.h"
#include "models/runbook/guardrails.h"
#include "models/runbook/secretmembers.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

namespace commands {

using namespace Qt::StringLiterals;

namespace {

QJsonValue timeTextJson(telemetry::Timestamp time)
{
    if (time == telemetry::Timestamp{})
        return QJsonValue::Null;
    return QString::fromStdString(telemetry::toRfc3339(time));
}

QJsonObject foundJson(const std::map<std::string, std::string>& found)
{
    QJsonObject json;
    for (const auto& [name, value] : found)
        json[displayText(name)] = runbook::isSecretName(name)
            ? u"••••••"_s
            : displayText(runbook::withoutSecretMembers(value));
    return json;
}

QString undoSentence(const runbook::LeverPlan& plan)
{
    if (!plan.before.exists)
        return u"takes the entry away, because there was none before"_s;
    return u"puts back \""_s + displayText(plan.before.value) + u"\""_s;
}

} // namespace

QJsonArray toJson(const std::vector<runbook::ServingSight>& served)
{
    QJsonArray json;
    for (const runbook::ServingSight& sight : served)
        json.append(QJsonObject{{u"title"_s, displayText(sight.title)},
                                {u"reached"_s, sight.isReached},
                                {u"detail"_s, displayText(sight.detail)},
                                {u"seen_at"_s, timeTextJson(sight.seenAt)}});
    return json;
}

QJsonObject toJson(const runbook::LeverDescription& lever)
{
    QJsonArray values;
    for (const std::string& value : lever.values)
        values.append(displayText(value));
    return {{u"id"_s, displayText(lever.id)},
            {u"title"_s, displayText(lever.title)},
            {u"kind"_s, displayText(lever.kind)},
            {u"target"_s, displayText(lever.target)},
            {u"environment"_s, displayText(lever.environment)},
            {u"significance"_s, displayText(lever.significance)},
            {u"values"_s, values},
            {u"safe_value"_s, displayText(lever.safeValue)},
            {u"undo_text"_s, displayText(lever.undoText)},
            {u"token"_s, QLatin1String(runbook::toString(lever.token))}};
}

QJsonObject toJson(const runbook::LeverState& state)
{
    QJsonObject json{
        {u"value"_s, displayText(state.value)},     {u"raw"_s, displayText(state.raw)},
        {u"version"_s, displayText(state.version)}, {u"exists"_s, state.exists},
        {u"read_at"_s, timeTextJson(state.readAt)}, {u"read_at_ns"_s, nanosIfGiven(state.readAt)}};
    if (!telemetry::isValidUtf8(state.raw))
        json[u"raw_base64"_s] =
            QString::fromLatin1(QByteArray::fromStdString(state.raw).toBase64());
    if (!state.found.empty())
        json[u"found"_s] = foundJson(state.found);
    if (!state.endpoint.empty())
        json[u"endpoint"_s] = displayText(state.endpoint);
    if (!state.problem.empty())
        json[u"problem"_s] = displayText(state.problem);
    QJsonArray replicas;
    for (const runbook::LeverState& replica : state.replicas)
        replicas.append(toJson(replica));
    if (!replicas.isEmpty())
        json[u"replicas"_s] = replicas;
    return json;
}

namespace {

QJsonArray replicasJson(const runbook::LeverPlan& plan)
{
    QJsonArray json;
    for (const runbook::LeverPlan& replica : plan.replicas)
        json.append(QJsonObject{{u"endpoint"_s, displayText(replica.endpoint)},
                                {u"from"_s, displayText(replica.before.value)},
                                {u"no_change"_s, replica.isNoChange}});
    return json;
}

QJsonArray leftAloneJson(const runbook::LeverPlan& plan)
{
    QJsonArray json;
    for (const runbook::LeftAlone& left : plan.leftAlone)
        json.append(QJsonObject{{u"endpoint"_s, displayText(left.endpoint)},
                                {u"why"_s, displayText(left.why)},
                                {u"missed"_s, left.isMissed}});
    return json;
}

QJsonArray replicasJson(const runbook::FireResult& result)
{
    QJsonArray json;
    for (const runbook::FireResult& replica : result.replicas)
        json.append(QJsonObject{
            {u"endpoint"_s, displayText(replica.endpoint)},
            {u"outcome"_s, QLatin1String(runbook::toString(replica.outcome))},
            {u"sent"_s, replica.wasSent},
            {u"written_version"_s, displayText(replica.writtenVersion)},
            {u"message"_s, displayText(replica.message)},
            {u"after"_s, replica.wasReadBack ? QJsonValue(toJson(replica.after)) : QJsonValue()}});
    return json;
}

QJsonArray dryRunsJson(const runbook::LeverPlan& plan)
{
    QJsonArray json;
    for (const runbook::DryRun& one : plan.dryRuns)
        json.append(QJsonObject{{u"title"_s, displayText(one.title)},
                                {u"answer"_s, QLatin1String(runbook::toString(one.answer))},
                                {u"detail"_s, displayText(one.detail)}});
    return json;
}

} // namespace

QJsonObject toJson(const runbook::LeverPlan& plan)
{
    QJsonArray requests;
    for (const runbook::RequestPreview& request : plan.requests) {
        QJsonObject headers;
        for (const auto& [name, value] : request.headers)
            headers[displayText(name)] = displayText(value);
        requests.append(QJsonObject{{u"method"_s, displayText(request.method)},
                                    {u"url"_s, displayText(request.url)},
                                    {u"headers"_s, headers},
                                    {u"body"_s, displayText(request.body)}});
    }
    return {{u"lever"_s, displayText(plan.lever.id)},
            {u"target"_s, displayText(plan.lever.target)},
            {u"environment"_s, displayText(plan.lever.environment)},
            {u"description"_s, toJson(plan.lever)},
            {u"from"_s, displayText(plan.before.value)},
            {u"to"_s, displayText(plan.to)},
            {u"before"_s, toJson(plan.before)},
            {u"raw_after"_s, displayText(plan.rawAfter)},
            {u"removes_entry"_s, plan.isRemoval},
            {u"no_change"_s, plan.isNoChange},
            {u"requests"_s, requests},
            {u"dry_runs"_s, dryRunsJson(plan)},
            {u"found"_s, foundJson(plan.found)},
            {u"replicas"_s, replicasJson(plan)},
            {u"left_alone"_s, leftAloneJson(plan)},
            {u"plan_hash"_s, QString::fromStdString(runbook::planHash(plan))},
            {u"direction"_s, QLatin1String(runbook::toString(runbook::directionOf(plan)))},
            {u"undo"_s, undoSentence(plan)}};
}

QJsonObject toJson(const runbook::Rung& rung)
{
    return {{u"rung"_s, QLatin1String(runbook::toString(rung.kind))},
            {u"state"_s, QLatin1String(runbook::toString(rung.state))},
            {u"time_ns"_s, nanosIfGiven(rung.time)},
            {u"time"_s, timeTextJson(rung.time)},
            {u"detail"_s, displayText(rung.detail)}};
}

QJsonArray toJson(const std::vector<runbook::Rung>& rungs)
{
    QJsonArray json;
    for (const runbook::Rung& rung : rungs)
        json.append(toJson(rung));
    return json;
}

QJsonObject toJson(const runbook::LeverPlan& plan, const runbook::FireResult& result)
{
    return {{u"outcome"_s, QLatin1String(runbook::toString(result.outcome))},
            {u"lever"_s, displayText(plan.lever.id)},
            {u"target"_s, displayText(plan.lever.target)},
            {u"environment"_s, displayText(plan.lever.environment)},
            {u"from"_s, displayText(plan.before.value)},
            {u"to"_s, displayText(plan.to)},
            {u"sent"_s, result.wasSent},
            {u"no_change"_s, plan.isNoChange},
            {u"rungs"_s, toJson(result.rungs)},
            {u"before"_s, toJson(result.before)},
            {u"after"_s, result.wasReadBack ? QJsonValue(toJson(result.after)) : QJsonValue()},
            {u"written_version"_s, displayText(result.writtenVersion)},
            {u"message"_s, displayText(result.message)},
            {u"raw_reply"_s, displayText(result.rawReply)},
            {u"served"_s, toJson(result.served)},
            {u"replicas"_s, replicasJson(result)},
            {u"undo"_s,
             QJsonObject{{u"does"_s, undoSentence(plan)},
                         {u"text"_s, displayText(plan.lever.undoText)},
                         {u"value"_s, displayText(plan.before.value)},
                         {u"removes_entry"_s, !plan.before.exists}}}};
}

std::optional<runbook::LeverState> stateFromJson(const QJsonObject& json)
{
    if (!json[u"exists"_s].isBool() || !json[u"raw"_s].isString())
        return std::nullopt;
    runbook::LeverState state;
    state.value = json[u"value"_s].toString().toStdString();
    state.raw = json[u"raw"_s].toString().toStdString();
    if (json.contains(u"raw_base64"_s))
        state.raw =
            QByteArray::fromBase64(json[u"raw_base64"_s].toString().toLatin1()).toStdString();
    state.version = json[u"version"_s].toString().toStdString();
    state.exists = json[u"exists"_s].toBool();
    state.readAt = telemetry::fromUnixNanos(json[u"read_at_ns"_s].toInteger());
    const QJsonObject found = json[u"found"_s].toObject();
    for (auto each = found.begin(); each != found.end(); ++each)
        state.found[each.key().toStdString()] = each.value().toString().toStdString();
    state.endpoint = json[u"endpoint"_s].toString().toStdString();
    state.problem = json[u"problem"_s].toString().toStdString();
    // One that cannot be read back makes the whole useless: an undo would leave a machine out.
    for (const QJsonValue& each : json[u"replicas"_s].toArray()) {
        auto replica = stateFromJson(each.toObject());
        if (!replica)
            return std::nullopt;
        state.replicas.push_back(std::move(*replica));
    }
    return state;
}

} // namespace commands
