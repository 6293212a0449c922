// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/approval.h"

#include "models/runbook/entryjson.h"
#include "models/runbook/person.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/visibletext.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbook {

namespace {

constexpr std::size_t kShortestFound = 16; // bytes of a time or a UUID
constexpr std::size_t kShortHash = 12; // digits, in sentences
constexpr const char* kNoEntry = "no entry";

// Each with its length: no two plans run together to the same bytes.
void add(QCryptographicHash& hash, std::string_view part)
{
    const std::string length = std::to_string(part.size()) + ':';
    hash.addData(QByteArrayView(length.data(), static_cast<qsizetype>(length.size())));
    hash.addData(QByteArrayView(part.data(), static_cast<qsizetype>(part.size())));
}

// What every planning finds anew, and who plans, by their names: for what has no canonical text.
std::string lasting(std::string text, const LeverPlan& plan)
{
    for (const char* name : {"now", "until", "plan_id"}) {
        const auto found = plan.found.find(name);
        // Ours are long; what is short may stand there for something else.
        if (found == plan.found.end() || found->second.size() < kShortestFound)
            continue;
        std::string result;
        std::size_t from = 0;
        for (std::size_t at = text.find(found->second); at != std::string::npos;
             at = text.find(found->second, from)) {
            result.append(text, from, at - from).append("{{").append(name).append("}}");
            from = at + found->second.size();
        }
        text = result.append(text, from, std::string::npos);
    }
    return text;
}

// For how long it is written, where it ends by itself; empty: it does not.
std::string lastingTime(const LeverPlan& plan)
{
    const auto now = plan.found.find("now");
    const auto until = plan.found.find("until");
    if (now == plan.found.end() || until == plan.found.end())
        return {};
    const auto from = telemetry::timestampFromText(now->second);
    const auto to = telemetry::timestampFromText(until->second);
    if (!from || !to)
        return until->second;
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(*to - *from).count())
        + " s";
}

void addRequest(PlanParts& parts, const RequestPreview& request, const LeverPlan& plan)
{
    if (!request.canonical.empty()) {
        parts.emplace_back("request", request.canonical);
        return;
    }
    parts.emplace_back("request", request.method + ' ' + lasting(request.url, plan));
    for (const auto& [name, value] : request.headers)
        parts.emplace_back("header", name + ": " + lasting(value, plan));
    parts.emplace_back("body", lasting(request.body, plan));
    for (const auto& [name, value] : request.decoded)
        parts.emplace_back("decoded " + name, lasting(value, plan));
}

void add(PlanParts& parts, const LeverPlan& plan)
{
    parts.emplace_back("lever", plan.lever.id);
    parts.emplace_back("target", plan.lever.target);
    parts.emplace_back("environment", plan.lever.environment);
    if (!plan.endpoint.empty())
        parts.emplace_back("endpoint", plan.endpoint);
    parts.emplace_back("stands at", plan.before.value);
    parts.emplace_back("exists", plan.before.exists ? "yes" : "no");
    parts.emplace_back("raw", plan.before.raw);
    parts.emplace_back("version", plan.before.version);
    parts.emplace_back(plan.isRemoval ? "is removed, was" : "goes to", plan.to);
    const bool isCanonical = !plan.requests.empty()
        && std::all_of(plan.requests.begin(), plan.requests.end(),
                       [](const RequestPreview& each) { return !each.canonical.empty(); });
    if (!isCanonical) // else the requests say what is written
        parts.emplace_back("raw after", lasting(plan.rawAfter, plan));
    if (const std::string time = lastingTime(plan); !time.empty())
        parts.emplace_back("lasts", time);
    for (const RequestPreview& request : plan.requests)
        addRequest(parts, request, plan);
    for (const LeverPlan& replica : plan.replicas) {
        parts.emplace_back("replica", replica.endpoint);
        add(parts, replica);
    }
}

QJsonObject approvalPayload(const telemetry::TimelineEntry& entry)
{
    return entry.kind == "approval" ? payloadOf(entry) : QJsonObject();
}

std::string member(const QJsonObject& json, QLatin1String name)
{
    return json[name].toString().toStdString();
}

std::string valueOrNoEntry(const LeverState& state)
{
    return state.value.empty() ? kNoEntry : state.value;
}

std::string goal(const LeverPlan& plan)
{
    return plan.isRemoval ? kNoEntry : plan.to;
}

std::size_t bytesOf(const PlanParts& parts)
{
    std::size_t bytes = 0;
    for (const auto& [name, value] : parts)
        bytes += name.size() + value.size();
    return bytes;
}

} // namespace

PlanParts planParts(const LeverPlan& plan)
{
    PlanParts parts;
    add(parts, plan);
    return parts;
}

std::string planHash(const PlanParts& parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto& [name, value] : parts) {
        add(hash, name);
        add(hash, value);
    }
    return hash.result().toHex().toStdString();
}

std::string planHash(const LeverPlan& plan)
{
    return planHash(planParts(plan));
}

telemetry::TimelineEntry approvalEntry(const LeverPlan& plan, const std::string& account,
                                       telemetry::Timestamp now)
{
    const std::string hash = planHash(plan);
    return entry("approval", plan.lever.id,
                 "Approved " + plan.lever.id + " on " + plan.lever.target + ": " + plan.before.value
                     + " to " + goal(plan) + " (plan " + hash.substr(0, kShortHash) + ")",
                 {{u"approves"_s, text(hash)},
                  {u"account"_s, text(account)},
                  {u"lever"_s, text(plan.lever.id)},
                  {u"target"_s, text(plan.lever.target)},
                  {u"to"_s, text(plan.to)}},
                 now);
}

std::optional<Approval> approvalFrom(const telemetry::TimelineEntry& entry)
{
    const QJsonObject payload = approvalPayload(entry);
    const std::string declined = member(payload, "declines"_L1);
    const std::string plan = declined.empty() ? member(payload, "approves"_L1) : declined;
    if (plan.empty())
        return std::nullopt;
    return Approval{.person = entry.actor,
                    .account = member(payload, "account"_L1),
                    .plan = plan,
                    .when = entry.time,
                    .name = member(payload, "name"_L1),
                    .isDeclined = !declined.empty(),
                    .reason = member(payload, "reason"_L1)};
}

telemetry::TimelineEntry decisionEntry(const ApprovalRequest& request, const Approval& decision)
{
    const std::string what = decision.isDeclined ? "Declined " : "Approved ";
    QJsonObject payload{{decision.isDeclined ? u"declines"_s : u"approves"_s, text(request.plan)},
                        {u"account"_s, text(decision.account)},
                        {u"lever"_s, text(request.lever)},
                        {u"target"_s, text(request.target)},
                        {u"to"_s, text(request.to)}};
    if (!decision.name.empty())
        payload[u"name"_s] = text(decision.name);
    if (!decision.reason.empty())
        payload[u"reason"_s] = text(decision.reason);
    return entry("approval", request.lever,
                 what + request.lever + " on " + request.target + ": " + request.before + " to "
                     + request.to + " (plan " + request.plan.substr(0, kShortHash) + ")"
                     + (decision.reason.empty() ? "" : ": " + decision.reason),
                 payload, decision.when);
}

telemetry::TimelineEntry approvalRequestEntry(const LeverPlan& plan, const std::string& account,
                                              const std::string& reason, telemetry::Timestamp now)
{
    const PlanParts parts = planParts(plan);
    const std::string hash = planHash(parts);
    QJsonObject payload{
        {u"asks"_s, text(hash)},
        {u"account"_s, text(account)},
        {u"lever"_s, text(plan.lever.id)},
        {u"target"_s, text(plan.lever.target)},
        {u"environment"_s, text(plan.lever.environment)},
        {u"before"_s, text(valueOrNoEntry(plan.before))},
        {u"to"_s, text(goal(plan))},
        {u"until"_s, QString::fromStdString(telemetry::toRfc3339(now + kApprovalHolds))}};
    if (!reason.empty())
        payload[u"reason"_s] = text(reason);
    if (bytesOf(parts) <= kMostPlanBytes) {
        QJsonArray told;
        for (const auto& [name, value] : parts)
            told.append(QJsonArray{text(name), text(value)});
        payload[u"plan"_s] = told;
    }
    return entry("approval", plan.lever.id,
                 "Asked for approval: " + plan.lever.id + " on " + plan.lever.target + ": "
                     + valueOrNoEntry(plan.before) + " to " + goal(plan) + " (plan "
                     + hash.substr(0, kShortHash) + ")",
                 payload, now);
}

std::optional<ApprovalRequest> approvalRequestFrom(const telemetry::TimelineEntry& entry)
{
    const QJsonObject payload = approvalPayload(entry);
    ApprovalRequest request;
    request.plan = member(payload, "asks"_L1);
    if (request.plan.empty())
        return std::nullopt;
    request.person = entry.actor;
    request.account = member(payload, "account"_L1);
    request.lever = member(payload, "lever"_L1);
    request.target = member(payload, "target"_L1);
    request.environment = member(payload, "environment"_L1);
    request.before = member(payload, "before"_L1);
    request.to = member(payload, "to"_L1);
    request.reason = member(payload, "reason"_L1);
    for (const QJsonValue& part : payload[u"plan"_s].toArray())
        request.parts.emplace_back(part[0].toString().toStdString(),
                                   part[1].toString().toStdString());
    request.when = entry.time;
    request.until = entry.time + kApprovalHolds;
    return request;
}

bool isWhole(const ApprovalRequest& request)
{
    const auto part = [&request](const char* name) {
        const auto found = std::find_if(request.parts.begin(), request.parts.end(),
                                        [name](const auto& each) { return each.first == name; });
        return found == request.parts.end() ? std::string() : found->second;
    };
    const auto orNoEntry = [](const std::string& value) {
        return value.empty() ? std::string(kNoEntry) : value;
    };
    // What is read in large letters is what stands in the plan, too.
    return !request.parts.empty() && planHash(request.parts) == request.plan
        && part("lever") == request.lever && part("target") == request.target
        && part("environment") == request.environment
        && orNoEntry(part("stands at")) == request.before
        && orNoEntry(part("goes to")) == request.to;
}

bool isNamed(const Approval& approval)
{
    return !personKey(approval.person).empty() && !personKey(approval.account).empty();
}

std::string approverText(const Approval& approval)
{
    const std::string name = telemetry::visibleLine(approval.name);
    if (personKey(name).empty() || personKey(name) == personKey(approval.person))
        return approval.person;
    return name + ", account " + approval.person;
}

bool isSamePerson(const Approval& one, const Approval& other)
{
    const auto keys = [](const Approval& approval) {
        std::vector<std::string> result;
        for (const std::string* name : {&approval.person, &approval.account, &approval.name}) {
            if (std::string key = personKey(*name); !key.empty())
                result.push_back(std::move(key));
        }
        return result;
    };
    const auto ours = keys(one);
    const auto theirs = keys(other);
    if (ours.empty() || theirs.empty())
        return ours.empty() && theirs.empty();
    return std::any_of(ours.begin(), ours.end(), [&theirs](const std::string& key) {
        return std::find(theirs.begin(), theirs.end(), key) != theirs.end();
    });
}

} // namespace runbook
