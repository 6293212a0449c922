// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/incidentrecord.h"

#include <algorithm>
#include <utility>

namespace incident {

namespace {

using telemetry::TimelineEntry;
using telemetry::Timestamp;

telemetry::Result<std::vector<TimelineEntry>> entriesOf(const store::Reader& reader,
                                                        Timestamp knownAt)
{
    auto entries = reader.timelineAfter(0, knownAt);
    if (entries)
        std::ranges::sort(*entries, {}, &TimelineEntry::sequence);
    return entries;
}

// What was written about an import was so long after all that it tells of: the cursor, which is of
// the telemetry, hides none of its incidents.
telemetry::Result<Timestamp> entriesUntil(const store::Reader& reader, Timestamp until)
{
    if (until == Timestamp::max())
        return until;
    const auto extent = reader.extent();
    if (!extent)
        return tl::make_unexpected(extent.error());
    return *extent && (*extent)->isImport ? Timestamp::max() : until;
}

// What is known now to have begun before `until` is an incident there, whenever it was opened.
bool isOpeningOf(const TimelineEntry& entry, const std::vector<Incident>& incidents,
                 Timestamp until)
{
    return entry.kind == "incident" && std::ranges::any_of(incidents, [&](const Incident& each) {
               return each.id == entry.subject && each.opened == entry.time && each.start < until;
           });
}

// As they stood before `until`. Of what was fixed later all that is known holds, as a key moment
// says when something was, not when somebody said so; one that lies after it is left in, for its
// kind to be told as not known.
std::vector<Incident> incidentsBefore(const std::vector<TimelineEntry>& entries, Timestamp until)
{
    if (until == Timestamp::max())
        return incidentsOf(entries);
    const std::vector<Incident> whole = incidentsOf(entries);
    std::vector<TimelineEntry> before;
    std::ranges::copy_if(entries, std::back_inserter(before), [&](const TimelineEntry& entry) {
        return entry.time < until || isOpeningOf(entry, whole, until);
    });
    std::vector<Incident> incidents = incidentsOf(before);
    for (Incident& each : incidents) {
        const Incident* known = find(whole, each.uid.empty() ? each.id : each.uid);
        if (known != nullptr)
            each.moments = known->moments;
    }
    return incidents;
}

void dropAfter(std::vector<KeyMoment>& moments, Timestamp until)
{
    for (KeyMoment& moment : moments) {
        if (moment.time && *moment.time >= until)
            moment = {.kind = moment.kind,
                      .time = std::nullopt,
                      .entry = 0,
                      .why = "it had not happened by the time that is looked at",
                      .who = {}};
    }
}

void dropAfter(Incident& incident, Timestamp until)
{
    std::erase_if(incident.moments, [until](const auto& each) { return each.time >= until; });
}

bool isOfAnother(const TimelineEntry& entry, const Incident& incident)
{
    return entry.kind == "incident" && entry.subject != incident.id;
}

telemetry::Result<IncidentRecord> recordOf(const store::Reader& reader, Incident incident,
                                           std::vector<TimelineEntry> entries, Timestamp knownAt,
                                           Timestamp until = Timestamp::max())
{
    const auto extent = reader.extent();
    if (!extent)
        return tl::make_unexpected(extent.error());
    const bool isImport = *extent && (*extent)->isImport;
    auto alarms = reader.alarmTransitions({.range = {Timestamp::min(), until}, .knownAt = knownAt});
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    std::erase_if(entries, [until, isImport](const TimelineEntry& entry) {
        return !isImport && entry.time >= until;
    });
    Timestamp end = *extent ? (*extent)->range.end : Timestamp{};
    // What is written now is not always telemetry: the newest entry counts, too.
    for (const TimelineEntry& entry : entries)
        end = std::max(end, entry.recorded + std::chrono::nanoseconds(1));
    end = std::min({end, knownAt, until});
    if (incident.closed)
        end = std::min(end, *incident.closed);
    IncidentRecord record;
    record.knownAt = knownAt;
    record.until = until;
    record.moments = keyMoments(incident, entries, *alarms);
    dropAfter(record.moments, until);
    dropAfter(incident, until);
    Timestamp start = incident.start;
    if (const auto& first = record.moments.front(); first.time)
        start = std::min(start, *first.time);
    record.range = {.start = start, .end = std::max(start, end)};
    std::ranges::copy_if(
        entries, std::back_inserter(record.timeline),
        [&](const TimelineEntry& entry) { return belongs(entry, incident, record.range); });
    std::ranges::stable_sort(record.timeline, {}, &TimelineEntry::time);
    record.commands =
        commandsWithin(entries, [&record](Timestamp time) { return record.range.contains(time); });
    std::ranges::copy_if(*alarms, std::back_inserter(record.alarms), [&](const auto& alarm) {
        return std::ranges::find(incident.alarms, alarm.alarm) != incident.alarms.end();
    });
    record.incident = std::move(incident);
    return record;
}

telemetry::Result<IncidentRecord> withExposure(const store::Reader& reader,
                                               telemetry::Result<IncidentRecord> record)
{
    if (!record)
        return record;
    auto exposure = exposureOf(reader, {.range = exposedRange(*record), .knownAt = record->knownAt},
                               record->incident.services);
    if (!exposure)
        return tl::make_unexpected(exposure.error());
    record->exposure = std::move(*exposure);
    return record;
}

} // namespace

bool belongs(const TimelineEntry& entry, const Incident& incident,
             const telemetry::TimeRange& range)
{
    if (entry.kind == "incident")
        return entry.subject == incident.id;
    if (entry.kind == "alarm" || entry.kind == "alert") {
        const auto& own = entry.kind == "alarm" ? incident.alarms : incident.fingerprints;
        if (std::ranges::find(own, entry.subject) != own.end())
            return true;
        if (incident.isTakenOut(entry.subject))
            return false;
    }
    return range.contains(entry.time) && !isOfAnother(entry, incident);
}

telemetry::TimeRange exposedRange(const IncidentRecord& record)
{
    telemetry::TimeRange range = record.range;
    const auto start = std::ranges::find(record.moments, MomentKind::Start, &KeyMoment::kind);
    if (start != record.moments.end() && start->time)
        range.start = std::min(*start->time, range.end);
    const auto recovery = std::ranges::find(record.moments, MomentKind::Recovery, &KeyMoment::kind);
    if (recovery != record.moments.end() && recovery->time)
        range.end = std::max(range.start, std::min(*recovery->time, range.end));
    return range;
}

bool isViewKind(const std::string& kind)
{
    return kind == "view" || kind == "screen";
}

telemetry::Result<std::vector<Incident>> readIncidents(const store::Reader& reader,
                                                       Timestamp knownAt, Timestamp until)
{
    auto entries = reader.timeline(
        {.range = {Timestamp::min(), Timestamp::max()}, .knownAt = knownAt}, {"incident"});
    if (!entries)
        return tl::make_unexpected(entries.error());
    std::ranges::sort(*entries, {}, &TimelineEntry::sequence);
    const auto entriesEnd = entriesUntil(reader, until);
    if (!entriesEnd)
        return tl::make_unexpected(entriesEnd.error());
    std::vector<Incident> incidents = incidentsBefore(*entries, *entriesEnd);
    for (Incident& each : incidents)
        dropAfter(each, until);
    return incidents;
}

telemetry::Result<IncidentRecord> readIncident(const store::Reader& reader, const std::string& id,
                                               Timestamp knownAt)
{
    return withExposure(reader, readIncidentTimeline(reader, id, knownAt));
}

telemetry::Result<IncidentRecord> readIncidentTimeline(const store::Reader& reader,
                                                       const std::string& id, Timestamp knownAt,
                                                       Timestamp until)
{
    auto entries = entriesOf(reader, knownAt);
    if (!entries)
        return tl::make_unexpected(entries.error());
    const auto entriesEnd = entriesUntil(reader, until);
    if (!entriesEnd)
        return tl::make_unexpected(entriesEnd.error());
    const std::vector<Incident> all = incidentsBefore(*entries, *entriesEnd);
    const Incident* incident = id.empty() ? newestOpen(all) : find(all, id);
    if (incident == nullptr && id.empty() && !all.empty())
        incident = &all.back();
    if (incident == nullptr)
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  all.empty() ? "The recording holds no incident that was opened."
                                              : "The recording holds no incident " + id
                                          + "; the newest is " + all.back().id + ".");
    return recordOf(reader, *incident, std::move(*entries), knownAt, until);
}

telemetry::Result<IncidentRecord> readUndeclared(const store::Reader& reader, Timestamp knownAt)
{
    return withExposure(reader, readUndeclaredTimeline(reader, knownAt));
}

telemetry::Result<IncidentRecord> readUndeclaredTimeline(const store::Reader& reader,
                                                         Timestamp knownAt)
{
    auto entries = entriesOf(reader, knownAt);
    if (!entries)
        return tl::make_unexpected(entries.error());
    const auto alarms =
        reader.alarms({.range = {Timestamp::min(), Timestamp::max()}, .knownAt = knownAt});
    const auto extent = reader.extent();
    if (!alarms || !extent)
        return tl::make_unexpected(alarms ? extent.error() : alarms.error());
    Incident whole;
    whole.title = "Nobody opened an incident";
    whole.severity = 4;
    whole.start = *extent ? (*extent)->range.start : Timestamp{};
    whole.opened = whole.start;
    for (const telemetry::AlarmTransition& alarm : *alarms) {
        whole.alarms.push_back(alarm.alarm);
        whole.severity = std::min(whole.severity, alarm.severity);
        if (!alarm.incident.empty()
            && std::ranges::find(whole.groups, alarm.incident) == whole.groups.end())
            whole.groups.push_back(alarm.incident);
    }
    return recordOf(reader, std::move(whole), std::move(*entries), knownAt);
}

} // namespace incident
