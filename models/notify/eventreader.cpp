// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/notify/eventreader.h"

#include "models/notify/payloadlimit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstddef>
#include <set>
#include <utility>

using namespace Qt::StringLiterals;

namespace notify {

namespace {

constexpr std::size_t kMostIncidents = 10'000; // of one recording

} // namespace

EventReader::EventReader(std::string recording, AlarmServices servicesOf)
    : m_recording(std::move(recording))
    , m_servicesOf(std::move(servicesOf))
{
}

bool EventReader::note(const telemetry::TimelineEntry& entry)
{
    const bool isKnown = m_incidents.contains(entry.subject);
    if (entry.payload.size() > kLargestPayload
        || (!isKnown && m_incidents.size() >= kMostIncidents))
        return true;
    const QJsonObject payload =
        QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
    Known& known = m_incidents[entry.subject];
    if (const int severity = payload.value(u"severity"_s).toInt(); severity >= 1 && severity <= 4)
        known.severity = severity;
    const QString what = payload.value(u"what"_s).toString();
    if (payload.value(u"services"_s).isArray()) {
        std::vector<std::string> named;
        for (const QJsonValue service : payload.value(u"services"_s).toArray())
            named.push_back(service.toString().toStdString());
        // Of alarms that join or leave: theirs, and else all.
        const bool isLeaving = what == u"taken_out"_s;
        if (isLeaving || what == u"alarms"_s) {
            const std::set<std::string> theirs(named.begin(), named.end());
            std::erase_if(known.services, [&](const auto& each) { return theirs.contains(each); });
        } else {
            known.services.clear();
        }
        if (!isLeaving)
            known.services.insert(known.services.end(), named.begin(), named.end());
    }
    if (what == u"closed"_s || what == u"reopened"_s)
        known.isOpen = what != u"closed"_s;
    const bool isHandover = what == u"handover"_s; // who it is handed to commands it
    if (!known.isOpen || (!isHandover && what != u"commander"_s))
        return false;
    const QString commander =
        payload.value(isHandover ? QLatin1String("to") : QLatin1String("commander")).toString();
    const std::string before = std::exchange(known.commander, commander.toStdString());
    return before != known.commander;
}

std::optional<Event> EventReader::take(const telemetry::TimelineEntry& entry)
{
    const bool hasOther = entry.kind != "incident" || note(entry);
    auto event = eventOf(entry);
    if (!event || (event->kind == EventKind::Commander && !hasOther))
        return std::nullopt;
    event->recording = m_recording;
    event->key = m_recording + '-' + std::to_string(entry.sequence);
    if (entry.kind == "alarm" && m_servicesOf)
        event->services = m_servicesOf(entry.subject);
    if (const auto known = m_incidents.find(entry.subject);
        entry.kind == "incident" && known != m_incidents.end()) {
        event->severity = known->second.severity;
        event->services = known->second.services;
    }
    return event;
}

} // namespace notify
