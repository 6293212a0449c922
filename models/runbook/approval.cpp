// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/approval.h"

#include "models/telemetry/utf8.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbook {

namespace {

QString text(const std::string& bytes)
{
    return QString::fromStdString(telemetry::sanitizedUtf8(bytes));
}

// Each with its length: no two plans run together to the same bytes.
void add(QCryptographicHash& hash, std::string_view part)
{
    const std::string length = std::to_string(part.size()) + ':';
    hash.addData(QByteArrayView(length.data(), static_cast<qsizetype>(length.size())));
    hash.addData(QByteArrayView(part.data(), static_cast<qsizetype>(part.size())));
}

// Without what every planning finds anew: its time, the end of what does not last, its own id.
std::string lasting(std::string text, const LeverPlan& plan)
{
    for (const char* name : {"now", "until", "plan_id", "actor"}) {
        const auto found = plan.found.find(name);
        if (found == plan.found.end() || found->second.empty())
            continue;
        std::string result;
        std::size_t from = 0;
        for (std::size_t at = text.find(found->second); at != std::string::npos;
             at = text.find(found->second, from)) {
            result.append(text, from, at - from);
            from = at + found->second.size();
        }
        text = result.append(text, from, std::string::npos);
    }
    return text;
}

void add(QCryptographicHash& hash, const LeverPlan& plan)
{
    for (const std::string* part :
         {&plan.lever.id, &plan.lever.target, &plan.lever.environment, &plan.endpoint, &plan.to,
          &plan.before.value, &plan.before.raw, &plan.before.version})
        add(hash, *part);
    add(hash, lasting(plan.rawAfter, plan));
    add(hash, plan.before.exists ? "exists" : "none");
    add(hash, plan.isRemoval ? "removes" : "sets");
    add(hash, std::to_string(plan.requests.size()));
    for (const RequestPreview& request : plan.requests) {
        add(hash, request.method);
        add(hash, lasting(request.url, plan));
        if (request.decoded.empty())
            add(hash, lasting(request.body, plan));
        for (const auto& [name, value] : request.decoded) {
            add(hash, name);
            add(hash, lasting(value, plan));
        }
    }
    add(hash, std::to_string(plan.replicas.size()));
    for (const LeverPlan& replica : plan.replicas)
        add(hash, replica);
}

QString folded(const std::string& name)
{
    return text(name).trimmed().toCaseFolded();
}

} // namespace

std::string planHash(const LeverPlan& plan)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    add(hash, plan);
    return hash.result().toHex().toStdString();
}

telemetry::TimelineEntry approvalEntry(const LeverPlan& plan, const std::string& account,
                                       telemetry::Timestamp now)
{
    const std::string hash = planHash(plan);
    telemetry::TimelineEntry entry;
    entry.time = now;
    entry.kind = "approval";
    entry.subject = plan.lever.id;
    entry.text = telemetry::sanitizedUtf8(
        "Approved " + plan.lever.id + " on " + plan.lever.target + ": " + plan.before.value + " to "
        + (plan.isRemoval ? "no entry" : plan.to) + " (plan " + hash.substr(0, 12) + ")");
    entry.payload = QJsonDocument(QJsonObject{{u"approves"_s, text(hash)},
                                              {u"account"_s, text(account)},
                                              {u"lever"_s, text(plan.lever.id)},
                                              {u"target"_s, text(plan.lever.target)},
                                              {u"to"_s, text(plan.to)}})
                        .toJson(QJsonDocument::Compact)
                        .toStdString();
    return entry;
}

std::optional<Approval> approvalFrom(const telemetry::TimelineEntry& entry)
{
    if (entry.kind != "approval")
        return std::nullopt;
    const QJsonObject payload =
        QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
    const QString plan = payload[u"approves"_s].toString();
    if (plan.isEmpty())
        return std::nullopt;
    return Approval{.person = entry.actor,
                    .account = payload[u"account"_s].toString().toStdString(),
                    .plan = plan.toStdString(),
                    .when = entry.time};
}

bool isSamePerson(const Approval& one, const Approval& other)
{
    const auto isSame = [](const std::string& a, const std::string& b) {
        return !folded(a).isEmpty() && folded(a) == folded(b);
    };
    return isSame(one.person, other.person) || isSame(one.account, other.account)
        || isSame(one.person, other.account) || isSame(one.account, other.person);
}

} // namespace runbook
