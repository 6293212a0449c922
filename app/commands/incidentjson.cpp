// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/incidentjson.h"

#include "app/commands/jsonrows.h"
#include "app/commands/jsonvalues.h"
#include "models/runbook/levercredit.h"
#include "models/telemetry/timetext.h"

#include <QJsonArray>

#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

QJsonArray array(const std::vector<std::string>& all)
{
    QJsonArray json;
    for (const std::string& each : all)
        json.append(displayText(each));
    return json;
}

QJsonValue sequenceOrNull(std::int64_t sequence)
{
    return sequence == 0 ? QJsonValue() : QJsonValue(static_cast<qint64>(sequence));
}

QJsonObject parts(const std::vector<causes::BlastRadius::Part>& all)
{
    QJsonObject json;
    for (const auto& [name, count] : all)
        json[displayText(name)] = static_cast<qint64>(count);
    return json;
}

QJsonValue creditJson(const runbook::LeverCredit* credit)
{
    if (credit == nullptr)
        return {};
    return QJsonObject{{u"person"_s, displayText(credit->person)},
                       {u"source"_s, QLatin1String(runbook::kToldByRoom)},
                       {u"room_entry"_s, static_cast<qint64>(credit->roomEntry)}};
}

QJsonObject commandJson(const runbook::PastCommand& command)
{
    QJsonArray rungs;
    for (const runbook::Rung& rung : command.ladder.rungs()) {
        const bool isSettled = rung.time != telemetry::Timestamp{};
        rungs.append(QJsonObject{
            {u"rung"_s, QLatin1String(runbook::toString(rung.kind))},
            {u"state"_s, QLatin1String(runbook::toString(rung.state))},
            {u"time_ns"_s, nanosOrNull(isSettled ? std::optional(rung.time) : std::nullopt)},
            {u"detail"_s, displayText(rung.detail)}});
    }
    return {{u"lever"_s, displayText(command.lever)},
            {u"to"_s, displayText(command.sentTo)},
            {u"undo"_s, command.isUndo},
            {u"who"_s, displayText(command.who)},
            {u"fired_ns"_s, nanosOrNull(command.firedAt)},
            {u"outcome"_s, textOrNull(command.outcome)},
            {u"unknown"_s, command.isUnknown()},
            {u"told"_s, displayText(command.outcomeText())},
            {u"rungs"_s, rungs}};
}

} // namespace

QJsonObject toJson(const incident::Incident& incident)
{
    QJsonArray links;
    for (const incident::Link& link : incident.links)
        links.append(QJsonObject{{u"title"_s, displayText(link.title)},
                                 {u"address"_s, displayText(link.address)},
                                 {u"who"_s, displayText(link.who)},
                                 {u"time_ns"_s, nanosOrNull(link.when)}});
    QJsonArray marks;
    for (const incident::Mark& mark : incident.marks)
        marks.append(QJsonObject{{u"entry"_s, static_cast<qint64>(mark.entry)},
                                 {u"why"_s, displayText(mark.why)},
                                 {u"who"_s, displayText(mark.who)}});
    QJsonArray handovers;
    for (const incident::Handover& handover : incident.handovers)
        handovers.append(QJsonObject{{u"from"_s, displayText(handover.from)},
                                     {u"to"_s, displayText(handover.to)},
                                     {u"summary"_s, displayText(handover.summary)},
                                     {u"time_ns"_s, nanosOrNull(handover.when)}});
    QJsonArray takenOut;
    for (const incident::TakenOut& out : incident.takenOut)
        takenOut.append(QJsonObject{{u"alarm"_s, displayText(out.alarm)},
                                    {u"into"_s, textOrNull(out.into)},
                                    {u"why"_s, displayText(out.why)},
                                    {u"who"_s, displayText(out.who)},
                                    {u"time_ns"_s, nanosOrNull(out.when)}});
    return {{u"id"_s, displayText(incident.id)},
            {u"uid"_s, textOrNull(incident.uid)},
            {u"title"_s, displayText(incident.title)},
            {u"summary"_s, textOrNull(incident.summary)},
            {u"status"_s, QLatin1String(incident::toString(incident.status))},
            {u"severity"_s, incident.severity},
            {u"commander"_s, textOrNull(incident.commander)},
            {u"services"_s, array(incident.services)},
            {u"alarms"_s, array(incident.alarms)},
            {u"groups"_s, array(incident.groups)},
            {u"fingerprints"_s, array(incident.fingerprints)},
            {u"taken_out"_s, takenOut},
            {u"opened_by"_s, textOrNull(incident.openedBy)},
            {u"opened_ns"_s, nanosOrNull(incident.opened)},
            {u"start_ns"_s, nanosOrNull(incident.start)},
            {u"closed_ns"_s, nanosOrNull(incident.closed)},
            {u"closed_why"_s, textOrNull(incident.closedWhy)},
            {u"links"_s, links},
            {u"marks"_s, marks},
            {u"handovers"_s, handovers},
            {u"entry"_s, sequenceOrNull(incident.entry)}};
}

QJsonObject toJson(const incident::KeyMoment& moment)
{
    return {{u"moment"_s, QLatin1String(incident::toString(moment.kind))},
            {u"time_ns"_s, nanosOrNull(moment.time)},
            {u"time"_s,
             moment.time ? QJsonValue(QString::fromStdString(telemetry::toRfc3339(*moment.time)))
                         : QJsonValue()},
            {u"entry"_s, sequenceOrNull(moment.entry)},
            {u"why"_s, displayText(moment.why)},
            {u"fixed_by"_s, textOrNull(moment.who)}};
}

QJsonObject toJson(const incident::Exposure& exposure)
{
    return {{u"from_ns"_s, nanosOrNull(exposure.range.start)},
            {u"to_ns"_s, nanosOrNull(exposure.range.end)},
            {u"of_all_services"_s, exposure.isOfAll},
            {u"answers"_s, static_cast<qint64>(exposure.answers)},
            {u"judged"_s, static_cast<qint64>(exposure.judged)},
            {u"wrong"_s,
             exposure.judged == 0 ? QJsonValue() : QJsonValue(static_cast<qint64>(exposure.wrong))},
            {u"users"_s, static_cast<qint64>(exposure.users)},
            {u"answers_without_user"_s, static_cast<qint64>(exposure.anonymous)},
            {u"tenants"_s, parts(exposure.tenants)},
            {u"downstream"_s, parts(exposure.downstream)},
            {u"tool_calls"_s, static_cast<qint64>(exposure.toolCalls)},
            {u"tools"_s, parts(exposure.tools)},
            {u"answers_at_least"_s, exposure.areAnswersCut},
            {u"users_at_least"_s, exposure.arePeopleCut},
            {u"wrong_at_least"_s, exposure.areWrongCut},
            {u"tool_calls_at_least"_s, exposure.areToolsCut()},
            {u"users_may_count_twice"_s, exposure.mayCountTwice}};
}

QJsonObject toJson(const incident::IncidentRecord& record)
{
    QJsonObject json = toJson(record.incident);
    QJsonArray moments;
    for (const incident::KeyMoment& moment : record.moments) {
        QJsonObject each = toJson(moment);
        const auto after = incident::timeTo(record.moments, moment.kind);
        each[u"after_start_ns"_s] =
            after ? QJsonValue(static_cast<qint64>(after->count())) : QJsonValue();
        moments.append(each);
    }
    QJsonArray levers;
    for (const runbook::PastCommand& command : record.commands)
        levers.append(commandJson(command));
    const runbook::LeverCredits credits(record.timeline);
    QJsonArray timeline;
    for (const telemetry::TimelineEntry& entry : record.timeline) {
        QJsonObject each = toJson(entry);
        each[u"credit"_s] = creditJson(credits.of(entry));
        timeline.append(each);
    }
    json[u"moments"_s] = moments;
    json[u"exposure"_s] = toJson(record.exposure);
    json[u"levers"_s] = levers;
    json[u"timeline"_s] = timeline;
    json[u"from_ns"_s] = nanosOrNull(record.range.start);
    json[u"to_ns"_s] = nanosOrNull(record.range.end);
    return json;
}

} // namespace commands
