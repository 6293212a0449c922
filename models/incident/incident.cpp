// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/incident.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

constexpr const char* kKind = "incident";

std::string word(const QJsonObject& json, const char* name)
{
    return json[QLatin1String(name)].toString().toStdString();
}

std::vector<std::string> words(const QJsonObject& json, const char* name)
{
    std::vector<std::string> all;
    for (const QJsonValue& each : json[QLatin1String(name)].toArray()) {
        if (each.isString())
            all.push_back(each.toString().toStdString());
    }
    return all;
}

int severityOf(const QJsonObject& json, int otherwise)
{
    const int severity = json[u"severity"_s].toInt(0);
    return severity >= 1 && severity <= 4 ? severity : otherwise;
}

void join(std::vector<std::string>& known, const std::vector<std::string>& more)
{
    for (const std::string& each : more) {
        if (std::ranges::find(known, each) == known.end())
            known.push_back(each);
    }
}

void leave(std::vector<std::string>& known, const std::vector<std::string>& gone)
{
    std::erase_if(known, [&gone](const std::string& each) {
        return std::ranges::find(gone, each) != gone.end();
    });
}

Incident opened(const telemetry::TimelineEntry& entry, const QJsonObject& json)
{
    Incident incident;
    incident.id = entry.subject;
    incident.uid = word(json, "uid");
    incident.title = word(json, "title");
    incident.summary = word(json, "summary");
    incident.severity = severityOf(json, incident.severity);
    incident.services = words(json, "services");
    incident.alarms = words(json, "alarms");
    incident.groups = words(json, "groups");
    incident.fingerprints = words(json, "fingerprints");
    incident.openedBy = entry.actor;
    incident.opened = entry.time;
    incident.start = entry.time;
    if (const auto start = json[u"start_ns"_s].toInteger(); start > 0)
        incident.start = std::min(entry.time, telemetry::fromUnixNanos(start));
    if (incident.alarms.empty() && incident.fingerprints.empty())
        incident.saidStart = incident.start;
    incident.entry = entry.sequence;
    return incident;
}

void takeMoment(Incident& incident, const telemetry::TimelineEntry& entry, const QJsonObject& json)
{
    const auto kind = momentKindFrom(word(json, "moment"));
    if (!kind)
        return;
    FixedMoment moment{.kind = *kind,
                       .time = telemetry::fromUnixNanos(
                           json[u"time_ns"_s].toInteger(telemetry::toUnixNanos(entry.time))),
                       .entry = json[u"entry"_s].toInteger(),
                       .why = word(json, "why"),
                       .who = entry.actor};
    const auto place = std::ranges::lower_bound(incident.moments, *kind, {}, &FixedMoment::kind);
    if (place != incident.moments.end() && place->kind == *kind)
        *place = std::move(moment);
    else
        incident.moments.insert(place, std::move(moment));
}

void takeMark(Incident& incident, const telemetry::TimelineEntry& entry, const QJsonObject& json,
              bool isMarked)
{
    const std::int64_t sequence = json[u"entry"_s].toInteger();
    if (sequence <= 0)
        return;
    const auto place = std::ranges::lower_bound(incident.marks, sequence, {}, &Mark::entry);
    const bool isThere = place != incident.marks.end() && place->entry == sequence;
    if (!isMarked) {
        if (isThere)
            incident.marks.erase(place);
        return;
    }
    Mark mark{.entry = sequence, .why = word(json, "why"), .who = entry.actor};
    if (isThere)
        *place = std::move(mark);
    else
        incident.marks.insert(place, std::move(mark));
}

void takeJoining(Incident& incident, const QJsonObject& json)
{
    for (const char* which : {"alarms", "fingerprints"}) {
        const std::vector<std::string> joining = words(json, which);
        std::erase_if(incident.takenOut, [&joining](const TakenOut& out) {
            return std::ranges::find(joining, out.alarm) != joining.end();
        });
    }
    join(incident.alarms, words(json, "alarms"));
    join(incident.groups, words(json, "groups"));
    join(incident.fingerprints, words(json, "fingerprints"));
    join(incident.services, words(json, "services"));
    if (const auto start = json[u"start_ns"_s].toInteger(); start > 0)
        incident.start = std::min(incident.start, telemetry::fromUnixNanos(start));
}

void takeLeaving(Incident& incident, const telemetry::TimelineEntry& entry, const QJsonObject& json)
{
    for (const char* which : {"alarms", "fingerprints"}) {
        for (const std::string& alarm : words(json, which)) {
            if (!incident.isTakenOut(alarm))
                incident.takenOut.push_back({.alarm = alarm,
                                             .into = word(json, "into"),
                                             .why = word(json, "why"),
                                             .who = entry.actor,
                                             .when = entry.time});
        }
    }
    leave(incident.alarms, words(json, "alarms"));
    leave(incident.groups, words(json, "groups"));
    leave(incident.fingerprints, words(json, "fingerprints"));
    leave(incident.services, words(json, "services"));
    if (const auto start = json[u"start_ns"_s].toInteger(); start > 0)
        incident.start = std::min(incident.opened, telemetry::fromUnixNanos(start));
}

void takeChange(Incident& incident, const telemetry::TimelineEntry& entry, const QJsonObject& json)
{
    const std::string what = word(json, "what");
    if (what == "title") {
        incident.title = word(json, "title");
    } else if (what == "severity") {
        incident.severity = severityOf(json, incident.severity);
    } else if (what == "commander") {
        incident.commander = word(json, "commander");
    } else if (what == "status") {
        const auto status = statusFrom(word(json, "status"));
        if (status && *status != Status::Closed)
            incident.status = *status;
    } else if (what == "services") {
        incident.services = words(json, "services");
        incident.areServicesSaid = true;
    } else if (what == "alarms") {
        takeJoining(incident, json);
    } else if (what == "taken_out") {
        takeLeaving(incident, entry, json);
    } else if (what == "unfixed") {
        if (const auto kind = momentKindFrom(word(json, "moment")))
            std::erase_if(incident.moments,
                          [&kind](const FixedMoment& each) { return each.kind == *kind; });
    } else if (what == "moment") {
        takeMoment(incident, entry, json);
    } else if (what == "link") {
        incident.links.push_back({.title = word(json, "title"),
                                  .address = word(json, "address"),
                                  .who = entry.actor,
                                  .when = entry.time});
    } else if (what == "mark" || what == "unmark") {
        takeMark(incident, entry, json, what == "mark");
    } else if (what == "handover") {
        incident.handovers.push_back({.when = entry.time,
                                      .from = entry.actor,
                                      .to = word(json, "to"),
                                      .summary = word(json, "summary")});
        // Who it is handed to commands it; of a closed one nobody does.
        if (incident.isOpen())
            incident.commander = word(json, "to");
    } else if (what == "closed") {
        incident.status = Status::Closed;
        incident.closed = entry.time;
        incident.closedWhy = word(json, "why");
    } else if (what == "reopened") {
        incident.status = Status::Investigating;
        incident.closed.reset();
        incident.closedWhy.clear();
    }
}

template<typename Enum, std::size_t kSize>
std::optional<Enum> named(const std::string& word, const std::array<Enum, kSize>& all)
{
    const auto found =
        std::ranges::find_if(all, [&word](Enum each) { return word == toString(each); });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

} // namespace

bool Incident::covers(telemetry::Timestamp time) const
{
    return time >= start && (!closed || time < *closed);
}

bool Incident::isTakenOut(const std::string& alarm) const
{
    return std::ranges::find(takenOut, alarm, &TakenOut::alarm) != takenOut.end();
}

const FixedMoment* Incident::moment(MomentKind kind) const
{
    const auto found = std::ranges::find(moments, kind, &FixedMoment::kind);
    return found == moments.end() ? nullptr : &*found;
}

std::vector<Incident> incidentsOf(const std::vector<telemetry::TimelineEntry>& entries)
{
    std::vector<Incident> all;
    for (const telemetry::TimelineEntry& entry : entries) {
        if (entry.kind != kKind)
            continue;
        const QJsonObject json =
            QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
        const auto known = std::ranges::find(all, entry.subject, &Incident::id);
        if (json[u"what"_s] == u"opened"_s) {
            if (known == all.end())
                all.push_back(opened(entry, json));
        } else if (known != all.end()) {
            takeChange(*known, entry, json);
        }
    }
    return all;
}

const Incident* find(const std::vector<Incident>& incidents, const std::string& id)
{
    const auto found = std::ranges::find_if(incidents, [&id](const Incident& each) {
        return each.id == id || (!each.uid.empty() && each.uid == id);
    });
    return found == incidents.end() ? nullptr : &*found;
}

const Incident* newestOpen(const std::vector<Incident>& incidents)
{
    const auto found = std::find_if(incidents.rbegin(), incidents.rend(),
                                    [](const Incident& each) { return each.isOpen(); });
    return found == incidents.rend() ? nullptr : &*found;
}

std::string nextId(const std::vector<Incident>& incidents)
{
    int last = 0;
    for (const Incident& each : incidents) {
        int number = 0;
        if (std::sscanf(each.id.c_str(), "INC-%9d", &number) == 1)
            last = std::max(last, number);
    }
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "INC-%04d", last + 1);
    return text.data();
}

const char* toString(Status status)
{
    switch (status) {
    case Status::Investigating:
        return "investigating";
    case Status::Identified:
        return "identified";
    case Status::Mitigated:
        return "mitigated";
    case Status::Recovered:
        return "recovered";
    case Status::Closed:
        return "closed";
    }
    return "";
}

const char* toString(MomentKind kind)
{
    switch (kind) {
    case MomentKind::Start:
        return "start";
    case MomentKind::Detection:
        return "detection";
    case MomentKind::Acknowledgement:
        return "acknowledgement";
    case MomentKind::Diagnosis:
        return "diagnosis";
    case MomentKind::Mitigation:
        return "mitigation";
    case MomentKind::Recovery:
        return "recovery";
    }
    return "";
}

std::optional<Status> statusFrom(const std::string& word)
{
    return named(word, kStatuses);
}

std::optional<MomentKind> momentKindFrom(const std::string& word)
{
    return named(word, kMomentKinds);
}

} // namespace incident
