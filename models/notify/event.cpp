// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/notify/event.h"

#include "models/notify/payloadlimit.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstddef>
#include <utility>

using namespace Qt::StringLiterals;

namespace notify {

namespace {

constexpr std::size_t kLongestShownName = 120; // of a service or a person
constexpr std::size_t kMostNamed = 4; // services in a headline

constexpr std::array<std::pair<EventKind, const char*>, kEventKinds.size()> kNames{{
    {EventKind::AlarmRaised, "alarm_raised"},
    {EventKind::AlarmCleared, "alarm_cleared"},
    {EventKind::IncidentOpened, "incident_opened"},
    {EventKind::Severity, "severity"},
    {EventKind::Commander, "commander"},
    {EventKind::Mitigated, "mitigated"},
    {EventKind::Recovered, "recovered"},
    {EventKind::Closed, "closed"},
    {EventKind::LeverFired, "lever_fired"},
    {EventKind::ApprovalWanted, "approval_wanted"},
}};

// Fired is not in effect, and an undo is no new firing.
std::string leverWords(const Event& event)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kOutcomes{
        {{"verified", ", in effect"},
         {"not_yet_visible", ", not seen in effect yet"},
         {"conflict", ", in conflict with what stood there"},
         {"refused", ", refused by the control plane"},
         {"partial", ", on some machines only"},
         {"unknown", ", outcome unknown"}}};
    const auto known = std::ranges::find(kOutcomes, std::string_view(event.outcome),
                                         &std::pair<std::string_view, std::string_view>::first);
    const std::string outcome =
        known == kOutcomes.end() ? std::string(", outcome not told") : std::string(known->second);
    const bool isDone = event.outcome == "verified";
    return (!event.isUndo ? " fired" : isDone ? " undone" : ": undo sent") + outcome;
}

std::string safeName(std::string_view text)
{
    std::string cut = telemetry::sanitizedUtf8(text.substr(0, kLongestShownName));
    return telemetry::visibleLine(cut) + (text.size() > kLongestShownName ? "…" : "");
}

// Whoever was named before, if anybody, is not known here: "another" may be the first.
std::string commanderWords(const Event& event)
{
    if (!event.commander)
        return " has its command changed";
    return event.commander->empty() ? " has no commander any more"
                                    : " is now commanded by " + safeName(*event.commander);
}

int severityIn(const QJsonObject& payload)
{
    const int severity = payload.value(u"severity"_s).toInt();
    return severity >= 1 && severity <= 4 ? severity : 0;
}

// "A-0001 raised: ..." is how the recording writes it.
std::optional<EventKind> alarmKind(const telemetry::TimelineEntry& entry)
{
    const std::string_view text = entry.text;
    const auto begins = [&](const char* state) {
        const std::string start = entry.subject + ' ' + state + ':';
        return text.substr(0, start.size()) == start;
    };
    if (begins("raised"))
        return EventKind::AlarmRaised;
    return begins("cleared") ? std::optional(EventKind::AlarmCleared) : std::nullopt;
}

std::optional<EventKind> incidentKind(const QJsonObject& payload)
{
    const QString what = payload.value(u"what"_s).toString();
    if (what == u"opened"_s)
        return EventKind::IncidentOpened;
    if (what == u"severity"_s)
        return EventKind::Severity;
    if (what == u"commander"_s || what == u"handover"_s) // who it is handed to commands it
        return EventKind::Commander;
    if (what == u"closed"_s)
        return EventKind::Closed;
    const QString status = payload.value(u"status"_s).toString();
    if (what == u"status"_s && status == u"mitigated"_s)
        return EventKind::Mitigated;
    if (what == u"status"_s && status == u"recovered"_s)
        return EventKind::Recovered;
    return std::nullopt;
}

std::optional<EventKind> kindOf(const telemetry::TimelineEntry& entry, const QJsonObject& payload)
{
    if (entry.kind == "alarm")
        return alarmKind(entry);
    if (entry.kind == "incident")
        return incidentKind(payload);
    if ((entry.kind == "action" || entry.kind == "undo") && payload.contains(u"outcome"_s)
        && payload.value(u"sent"_s).toBool())
        return EventKind::LeverFired;
    if (entry.kind == "approval" && payload.contains(u"asks"_s))
        return EventKind::ApprovalWanted;
    return std::nullopt;
}

} // namespace

const char* toString(EventKind kind)
{
    const auto found = std::ranges::find(kNames, kind, &std::pair<EventKind, const char*>::first);
    return found == kNames.end() ? "" : found->second;
}

std::optional<EventKind> eventKindFrom(std::string_view word)
{
    const auto found =
        std::ranges::find_if(kNames, [word](const auto& name) { return name.second == word; });
    return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

std::optional<Event> eventOf(const telemetry::TimelineEntry& entry)
{
    constexpr std::array kKinds{"alarm", "incident", "action", "undo", "approval"};
    if (std::ranges::find(kKinds, entry.kind) == kKinds.end()
        || entry.payload.size() > kLargestPayload)
        return std::nullopt;
    const QJsonObject payload =
        QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
    const auto kind = kindOf(entry, payload);
    if (!kind)
        return std::nullopt;
    Event event;
    event.kind = *kind;
    event.entry = entry.sequence;
    event.time = entry.time;
    event.recorded = entry.recorded;
    event.subject = entry.subject;
    event.actor = entry.actor;
    event.severity = severityIn(payload);
    event.text = entry.text;
    if (event.kind == EventKind::LeverFired) {
        event.isUndo = entry.kind == "undo";
        event.outcome = payload.value(u"outcome"_s).toString().toStdString();
    }
    if (event.kind == EventKind::IncidentOpened)
        event.commander = ""; // nobody takes the command by opening one
    else if (event.kind == EventKind::Commander)
        event.commander =
            payload.value(payload.value(u"what"_s) == u"handover"_s ? u"to"_s : u"commander"_s)
                .toString()
                .toStdString();
    for (const QJsonValue service : payload.value(u"services"_s).toArray())
        event.services.push_back(service.toString().toStdString());
    return event;
}

std::string headline(const Event& event)
{
    std::string services;
    for (std::size_t i = 0; i < std::min(event.services.size(), kMostNamed); ++i)
        services += (i == 0 ? "" : ", ") + safeName(event.services[i]);
    if (event.services.size() > kMostNamed)
        services += " and " + std::to_string(event.services.size() - kMostNamed) + " more";
    const std::string subject = safeName(event.subject);
    const std::string at = services.empty() ? std::string() : " at " + services;
    const std::string severity =
        event.severity > 0 ? ", severity " + std::to_string(event.severity) : std::string();
    const std::string by = event.actor.empty() ? std::string() : " by " + safeName(event.actor);
    // "commanded by ada at shop by ann" would not say who did what, and where.
    const std::string said =
        event.actor.empty() ? std::string() : ", told by " + safeName(event.actor);
    const auto told = [&]() -> std::string {
        switch (event.kind) {
        case EventKind::AlarmRaised:
            return "Alarm " + subject + " raised" + at + severity;
        case EventKind::AlarmCleared:
            return "Alarm " + subject + " cleared" + at;
        case EventKind::IncidentOpened:
            return "Incident " + subject + " opened" + at + severity + by
                + (event.commander && event.commander->empty() ? "; nobody commands it yet" : "");
        case EventKind::Severity:
            return "Incident " + subject + " is now of severity "
                + (event.severity > 0 ? std::to_string(event.severity) : "unknown") + at + by;
        case EventKind::Commander:
            return "Incident " + subject + at + commanderWords(event) + said;
        case EventKind::Mitigated:
            return "Incident " + subject + " is mitigated" + at + by;
        case EventKind::Recovered:
            return "Incident " + subject + " has recovered" + at + by;
        case EventKind::Closed:
            return "Incident " + subject + " closed" + at + by;
        case EventKind::LeverFired:
            return "Lever " + subject + leverWords(event) + at + by;
        case EventKind::ApprovalWanted:
            return "Approval wanted for lever " + subject + at + by;
        }
        return {};
    };
    return (event.isTest ? "Test, nothing happened: " : "") + told();
}

} // namespace notify
