// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/recordeddrill.h"

#include "models/incident/incidentrecord.h"
#include "models/practice/recordmoments.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace practice {

namespace {

using incident::IncidentRecord;
using incident::MomentKind;
using telemetry::Timestamp;

// Between what a record tells and its arrival, at a console that was listening.
constexpr auto kLatestLive = std::chrono::minutes(2);
constexpr auto kEarliestLive = -std::chrono::seconds(10);

Timestamp faultOf(const IncidentRecord& record)
{
    std::optional<Timestamp> start;
    if (!record.incident.id.empty())
        start = timeOf(record, MomentKind::Start);
    for (const telemetry::AlarmTransition& alarm : record.alarms) {
        if (record.incident.id.empty() && alarm.onset != Timestamp{}
            && (!start || alarm.onset < *start))
            start = alarm.onset;
    }
    return start.value_or(record.range.start);
}

bool isLive(const std::vector<store::RawHeader>& records)
{
    const auto live = std::ranges::count_if(records, [](const store::RawHeader& record) {
        const auto lag = record.recorded - record.told;
        return lag >= kEarliestLive && lag <= kLatestLive;
    });
    return 2 * static_cast<std::size_t>(live) >= records.size();
}

void arrange(RecordedDrill& drill, std::vector<store::RawHeader> records)
{
    drill.isPacedByArrival = isLive(records);
    for (store::RawHeader& record : records) {
        const Timestamp due = drill.isPacedByArrival ? record.recorded : record.told;
        if (due >= drill.times.end) {
            ++drill.leftOut;
            continue;
        }
        drill.items.push_back({.due = due, .trace = record.trace});
        drill.records.push_back(record);
    }
}

telemetry::Result<void> addLevers(RecordedDrill& drill, const store::Reader& reader,
                                  const IncidentRecord& record)
{
    auto entries = reader.timelineAfter(0, record.knownAt);
    if (!entries)
        return tl::make_unexpected(entries.error());
    std::ranges::sort(*entries, {}, &telemetry::TimelineEntry::sequence);
    drill.levers = leversStandingAt(*entries, drill.times.fault);
    // A console that looked at no control plane still knows what stood before it moved a lever.
    for (const MovedLever& move : movedLevers(record.commands, record.timeline)) {
        const std::size_t colon = move.lever.find(':');
        if (colon != std::string::npos && move.time > drill.times.fault)
            drill.levers.try_emplace(move.lever,
                                     StandingLever{.kind = move.lever.substr(0, colon),
                                                   .target = move.lever.substr(colon + 1),
                                                   .value = move.from,
                                                   .exists = !move.from.empty()});
    }
    return {};
}

} // namespace

telemetry::Result<RecordedDrill> readRecordedDrill(const store::Reader& reader,
                                                   const std::string& incident,
                                                   telemetry::Duration lead)
{
    const auto incidents = incident::readIncidents(reader);
    const auto extent = reader.extent();
    if (!incidents || !extent)
        return tl::make_unexpected(incidents ? extent.error() : incidents.error());
    const auto record = incidents->empty() && incident.empty()
        ? incident::readUndeclared(reader)
        : incident::readIncident(reader, incident);
    if (!record)
        return tl::make_unexpected(record.error());
    RecordedDrill drill;
    drill.truth = truthOf(*record);
    drill.truth.faultTime.reset(); // was then, and not in the drill
    drill.incident = record->incident.id;
    drill.title = record->incident.title;
    if (!*extent)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "The recording holds no telemetry that could be played.");
    const Timestamp fault = faultOf(*record);
    drill.times.fault = fault;
    drill.times.begin = std::max((*extent)->range.start, fault - lead);
    const auto before = reader.services({.range = {.start = drill.times.begin, .end = fault}});
    if (!before)
        return tl::make_unexpected(before.error());
    drill.answersBefore = 0;
    for (const store::ServiceRow& service : *before)
        drill.answersBefore = std::max(*drill.answersBefore, service.generations);
    // What came last belongs to it.
    drill.times.end =
        std::min((*extent)->range.end, record->range.end + kTail) + std::chrono::seconds(1);
    if (const auto cure = cureOf(*record)) {
        drill.cure = {.lever = cure->move.lever, .value = cure->move.to};
        drill.cureWhy = cure->why;
        drill.times.cure = cure->move.inEffect;
    }
    auto records = store::rawHeaders(reader, {drill.times.begin, drill.times.end}, kMostReplayed);
    if (!records)
        return telemetry::failure(records.error().kind,
                                  records.error().message
                                      + " A shorter --lead, or another --incident, has fewer.");
    arrange(drill, std::move(*records));
    if (drill.items.empty())
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "The recording holds no telemetry of the incident's time that "
                                  "could be played.");
    if (const auto added = addLevers(drill, reader, *record); !added)
        return tl::make_unexpected(added.error());
    return drill;
}

} // namespace practice
