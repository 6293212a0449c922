// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/incidentopening.h"

#include "models/incident/entrypayload.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/timetext.h"

#include <QJsonDocument>
#include <QUuid>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

using telemetry::AlarmTransition;
using telemetry::ErrorKind;
using telemetry::failure;

constexpr std::size_t kMostPayload = std::size_t{1} * 1024 * 1024; // bytes of an alert

// What is wrong, in the order of telemetry::kValidatorChecks.
constexpr std::array kWrong{"answers not grounded",
                            "answers or inputs cut off",
                            "results of tools contradicted",
                            "calls or names that do not exist",
                            "citations of what was not given",
                            "answers contradict each other",
                            "answers of another format",
                            "answers refused",
                            "answers in another language",
                            "answers out of their role",
                            "answers in loops",
                            "another model answers"};
static_assert(kWrong.size() == telemetry::kValidatorChecks.size());

using Names = std::vector<std::string>;

bool has(const Names& all, const std::string& one)
{
    return !one.empty() && std::ranges::find(all, one) != all.end();
}

bool share(const Names& some, const Names& others)
{
    return std::ranges::any_of(some, [&others](const auto& one) { return has(others, one); });
}

Names without(const Names& all, const Names& gone)
{
    Names left;
    std::ranges::copy_if(all, std::back_inserter(left),
                         [&gone](const auto& one) { return !has(gone, one); });
    return left;
}

const Incident* firstOpen(const std::vector<Incident>& incidents, const auto& isIt)
{
    const auto found = std::ranges::find_if(
        incidents, [&isIt](const Incident& each) { return each.isOpen() && isIt(each); });
    return found == incidents.end() ? nullptr : &*found;
}

int severityOfLabel(const QString& label)
{
    static constexpr std::array<std::pair<QLatin1StringView, int>, 12> kWords{{{"critical"_L1, 1},
                                                                               {"page"_L1, 1},
                                                                               {"fatal"_L1, 1},
                                                                               {"sev1"_L1, 1},
                                                                               {"error"_L1, 2},
                                                                               {"major"_L1, 2},
                                                                               {"sev2"_L1, 2},
                                                                               {"warning"_L1, 3},
                                                                               {"minor"_L1, 3},
                                                                               {"sev3"_L1, 3},
                                                                               {"info"_L1, 4},
                                                                               {"sev4"_L1, 4}}};
    const int number = label.toInt();
    if (number >= 1 && number <= 4)
        return number;
    for (const auto& [word, severity] : kWords) {
        if (label.compare(word, Qt::CaseInsensitive) == 0)
            return severity;
    }
    return Opening().severity;
}

} // namespace

std::string shortTitle(const AlarmTransition& alarm)
{
    const std::size_t own = telemetry::validatorCheckIndex(alarm.check);
    std::string what = alarm.check + " failing";
    if (own < kWrong.size())
        what = kWrong.at(own);
    else if (alarm.check == telemetry::kAnswerText)
        what = "texts of answers missing";
    else if (alarm.check == telemetry::kAnswerLength)
        what = "length of answers moved";
    else if (alarm.check == telemetry::kCallDuration)
        what = "duration of calls moved";
    else if (telemetry::isShiftCheck(alarm.check))
        what = "scores of " + std::string(telemetry::distributedCheck(alarm.check)) + " moved";
    else if (alarm.check.empty())
        what = alarm.alarm;
    const std::string where = alarm.service.empty() ? std::string() : ": " + alarm.service;
    return what + where + (alarm.model.empty() ? std::string() : ", " + alarm.model);
}

Opening openingOf(const AlarmTransition& alarm)
{
    Opening opening{.title = shortTitle(alarm),
                    .summary = alarm.sentence,
                    .severity = std::clamp(alarm.severity, 1, 4),
                    .services = {},
                    .alarms = {alarm.alarm},
                    .groups = {},
                    .fingerprints = {},
                    .start = alarm.onset};
    if (!alarm.service.empty())
        opening.services.push_back(alarm.service);
    if (!alarm.incident.empty())
        opening.groups.push_back(alarm.incident);
    return opening;
}

Opening withGroup(Opening opening, const std::vector<AlarmTransition>& transitions,
                  const std::vector<Incident>& existing)
{
    std::map<std::string, AlarmTransition> newest; // of each alarm of its groups
    for (const AlarmTransition& alarm : transitions) {
        if (has(opening.groups, alarm.incident))
            newest[alarm.alarm] = alarm;
    }
    using telemetry::AlarmState;
    for (const auto& [id, alarm] : newest) {
        const bool isOpen = alarm.state == AlarmState::Raised
            || alarm.state == AlarmState::Acknowledged || alarm.state == AlarmState::Latched;
        if (!isOpen || has(opening.alarms, id) || openWith(existing, alarm) != nullptr)
            continue;
        opening.alarms.push_back(id);
        if (!alarm.service.empty() && !has(opening.services, alarm.service))
            opening.services.push_back(alarm.service);
    }
    return opening;
}

telemetry::Result<Opening> openingOf(const telemetry::TimelineEntry& alert)
{
    if (alert.kind != "alert" || alert.subject.empty())
        return failure(ErrorKind::Usage, "Only an alert has a fingerprint to open an incident by.");
    const QJsonObject json = alert.payload.size() > kMostPayload
        ? QJsonObject()
        : QJsonDocument::fromJson(QByteArray::fromStdString(alert.payload)).object();
    const QJsonObject labels = json[u"labels"_s].toObject();
    Opening opening;
    const std::string name = json[u"name"_s].toString().toStdString();
    opening.title = isBlank(name) ? alert.text : name;
    opening.summary = alert.text;
    opening.severity = severityOfLabel(labels[u"severity"_s].toString());
    for (const QLatin1StringView label :
         {"service"_L1, "service_name"_L1, "service.name"_L1, "job"_L1}) {
        if (const QString service = labels[label].toString(); !service.isEmpty()) {
            opening.services.push_back(service.toStdString());
            if (!isBlank(name))
                opening.title += ": " + opening.services.front();
            break;
        }
    }
    opening.fingerprints.push_back(alert.subject);
    const auto start = telemetry::timestampFromText(json[u"starts_at"_s].toString().toStdString());
    opening.start =
        start && *start > telemetry::Timestamp{} ? std::min(*start, alert.time) : alert.time;
    return opening;
}

const Incident* openWith(const std::vector<Incident>& incidents, const AlarmTransition& alarm)
{
    const Incident* itself = firstOpen(
        incidents, [&alarm](const Incident& each) { return has(each.alarms, alarm.alarm); });
    return itself != nullptr ? itself : firstOpen(incidents, [&alarm](const Incident& each) {
        return has(each.groups, alarm.incident) && !each.isTakenOut(alarm.alarm);
    });
}

const Incident* openWith(const std::vector<Incident>& incidents, const Opening& opening)
{
    const Incident* itself = firstOpen(incidents, [&opening](const Incident& each) {
        return share(opening.alarms, each.alarms) || share(opening.fingerprints, each.fingerprints);
    });
    return itself != nullptr ? itself : firstOpen(incidents, [&opening](const Incident& each) {
        const bool isOut = std::ranges::any_of(
            opening.alarms, [&each](const auto& alarm) { return each.isTakenOut(alarm); });
        return !isOut && share(opening.groups, each.groups);
    });
}

const Incident* holding(const std::vector<Incident>& incidents, const std::string& alarm)
{
    const auto isIt = [&alarm](const Incident& each) {
        return has(each.alarms, alarm) || has(each.fingerprints, alarm);
    };
    if (const Incident* open = firstOpen(incidents, isIt))
        return open;
    const auto newest = std::find_if(incidents.rbegin(), incidents.rend(), isIt);
    return newest == incidents.rend() ? nullptr : &*newest;
}

Entry openedEntry(const Opening& opening, const std::vector<Incident>& existing,
                  telemetry::Timestamp now)
{
    if (opening.severity < 1 || opening.severity > 4)
        return failure(ErrorKind::Usage, "A severity is 1 (worst) to 4.");
    if (opening.start > now)
        return failure(ErrorKind::Usage,
                       "An incident starts before it is opened: "
                           + telemetry::toRfc3339(opening.start) + " is still to come.");
    if (const Incident* open = openWith(existing, opening); open != nullptr)
        return failure(ErrorKind::Refused,
                       "What it is opened from is part of " + open->id
                           + ", which is open: take it out of that one first, or go on there.");
    // Of a group that is another's only this alarm was taken out.
    Names groups = opening.groups;
    std::erase_if(groups, [&existing](const std::string& group) {
        return firstOpen(existing,
                         [&group](const Incident& each) { return has(each.groups, group); })
            != nullptr;
    });
    const telemetry::Timestamp start =
        opening.start == telemetry::Timestamp{} ? now : opening.start;
    const std::string title = isBlank(opening.title) ? "Incident" : line(opening.title);
    const std::string id = nextId(existing);
    QJsonObject payload{{u"uid"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)},
                        {u"title"_s, shown(title)},
                        {u"summary"_s, shown(opening.summary)},
                        {u"severity"_s, opening.severity},
                        {u"services"_s, names(opening.services)},
                        {u"alarms"_s, names(opening.alarms)},
                        {u"groups"_s, names(groups)},
                        {u"fingerprints"_s, names(opening.fingerprints)},
                        {u"start_ns"_s, static_cast<qint64>(telemetry::toUnixNanos(start))}};
    return entryOf(
        id, std::move(payload), "opened",
        "Opened " + id + " (severity " + std::to_string(opening.severity) + "): " + title, now);
}

Entry alarmsEntry(const Incident& incident, const std::vector<Incident>& existing,
                  const Opening& joining, const std::string& why, telemetry::Timestamp now)
{
    if (!incident.isOpen())
        return closedAlready(incident);
    Names all = joining.alarms;
    all.insert(all.end(), joining.fingerprints.begin(), joining.fingerprints.end());
    if (all.empty())
        return failure(ErrorKind::Usage, "What joins an incident is an alarm or an alert.");
    const Incident* open = openWith(existing, joining);
    if (open != nullptr && open->id != incident.id)
        return failure(ErrorKind::Refused,
                       joined(all) + " is part of " + open->id
                           + ", which is open: take it out of that one, into " + incident.id + ".");
    if (without(joining.alarms, incident.alarms).empty()
        && without(joining.fingerprints, incident.fingerprints).empty())
        return asBefore(incident, "has " + joined(all));
    QJsonObject payload{{u"alarms"_s, names(joining.alarms)},
                        {u"groups"_s, names(joining.groups)},
                        {u"fingerprints"_s, names(joining.fingerprints)},
                        {u"services"_s, names(joining.services)},
                        {u"why"_s, shown(why)}};
    if (joining.start != telemetry::Timestamp{})
        payload[u"start_ns"_s] = static_cast<qint64>(telemetry::toUnixNanos(joining.start));
    return entryOf(incident.id, std::move(payload), "alarms",
                   "Part of it as well: " + joined(all) + because(why), now);
}

Leaving leavingOf(const Incident& incident, const Opening& opening,
                  const std::vector<AlarmTransition>& alarms)
{
    Leaving leaving{.alarms = opening.alarms, .fingerprints = opening.fingerprints};
    const Names staying = without(incident.alarms, opening.alarms);
    Names groups;
    Names services;
    std::optional<telemetry::Timestamp> onset;
    for (const AlarmTransition& alarm : alarms) {
        if (!has(staying, alarm.alarm))
            continue;
        groups.push_back(alarm.incident);
        services.push_back(alarm.service);
        if (alarm.onset != telemetry::Timestamp{})
            onset = std::min(onset.value_or(alarm.onset), alarm.onset);
    }
    leaving.groups = without(opening.groups, groups);
    if (!without(incident.fingerprints, opening.fingerprints).empty())
        return leaving;
    if (!incident.areServicesSaid)
        leaving.services = without(opening.services, services);
    if (incident.start == opening.start && incident.start != incident.opened)
        leaving.start = std::min({onset.value_or(incident.opened),
                                  incident.saidStart.value_or(incident.opened), incident.opened});
    return leaving;
}

Entry takenOutEntry(const Incident& incident, const Leaving& leaving, const std::string& into,
                    const std::string& why, telemetry::Timestamp now)
{
    Names all = leaving.alarms;
    all.insert(all.end(), leaving.fingerprints.begin(), leaving.fingerprints.end());
    if (!share(leaving.alarms, incident.alarms)
        && !share(leaving.fingerprints, incident.fingerprints))
        return failure(ErrorKind::Refused,
                       joined(all) + " is no part of " + incident.id + ", which has "
                           + (incident.alarms.empty() ? "no alarm" : joined(incident.alarms))
                           + ".");
    if (isBlank(why))
        return failure(ErrorKind::Usage,
                       "Say why " + joined(all) + " is no part of " + incident.id + ".");
    if (into == incident.id)
        return failure(ErrorKind::Usage, joined(all) + " is part of " + into + " already.");
    QJsonObject payload{{u"alarms"_s, names(leaving.alarms)},
                        {u"groups"_s, names(leaving.groups)},
                        {u"fingerprints"_s, names(leaving.fingerprints)},
                        {u"services"_s, names(leaving.services)},
                        {u"into"_s, shown(into)},
                        {u"why"_s, shown(why)}};
    if (leaving.start)
        payload[u"start_ns"_s] = static_cast<qint64>(telemetry::toUnixNanos(*leaving.start));
    return entryOf(incident.id, std::move(payload), "taken_out",
                   "Taken out: " + joined(all) + (into.empty() ? std::string() : ", into " + into)
                       + because(why),
                   now);
}

} // namespace incident
