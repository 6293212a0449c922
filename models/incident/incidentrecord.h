// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/exposure.h"
#include "models/incident/incident.h"
#include "models/incident/keymoments.h"
#include "models/runbook/pastrun.h"
#include "models/store/reader.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace incident {

// An incident with all that its recording holds of it.
struct IncidentRecord
{
    Incident incident;
    std::vector<KeyMoment> moments;
    // All that happened from its start to its end, by time of occurrence, entries of one time in
    // the order of the chain. Entries about another incident are left out.
    std::vector<telemetry::TimelineEntry> timeline;
    std::vector<telemetry::AlarmTransition> alarms; // all transitions of its alarms
    std::vector<runbook::PastCommand> commands; // levers with their rungs, oldest first
    Exposure exposure;
    telemetry::Timestamp knownAt; // up to which it was read
    telemetry::Timestamp until = telemetry::Timestamp::max(); // what happened before it is told
    telemetry::TimeRange range; // of the timeline: to the end, else to what was known
};

// Kinds that tell what was looked at, of which there are many: they are part of the timeline, and
// lists leave them out at first.
bool isViewKind(const std::string& kind);

// What happens at a moment of the timeline, past the range of an incident, does not belong to it.
// Whether an entry is part of an incident's timeline, which reaches over `range`. Of the incident
// itself wherever it happened: a moment that lies before its start, or what was found after it was
// closed.
bool belongs(const telemetry::TimelineEntry& entry, const Incident& incident,
             const telemetry::TimeRange& range);

// Pool thread. Of all incidents: in the order in which they were opened. `until`: only of what
// happened before it, by all that is known at `knownAt`: an incident is there from what it reaches
// back to. What people said of it happened when they said it, but a key moment holds as it is fixed
// at `knownAt`, where it lies before.
telemetry::Result<std::vector<Incident>>
readIncidents(const store::Reader& reader,
              telemetry::Timestamp knownAt = telemetry::Timestamp::max(),
              telemetry::Timestamp until = telemetry::Timestamp::max());
// By id or uid; empty: the newest that is open, else the newest. Usage error when there is none.
telemetry::Result<IncidentRecord>
readIncident(const store::Reader& reader, const std::string& id,
             telemetry::Timestamp knownAt = telemetry::Timestamp::max());
// The same without its exposure, which takes long where there were many answers: for who reads it
// often, and counts exposureOf() over exposedRange() less often. `until` as of readIncidents():
// what came after it is told nowhere in the record, nor does it reach further; a key moment that
// lies there is not known.
telemetry::Result<IncidentRecord>
readIncidentTimeline(const store::Reader& reader, const std::string& id,
                     telemetry::Timestamp knownAt = telemetry::Timestamp::max(),
                     telemetry::Timestamp until = telemetry::Timestamp::max());
// From the key moment of its start, else as far as it reaches back; to the recovery, or else for as
// long as it went on.
telemetry::TimeRange exposedRange(const IncidentRecord& record);
// The same of the whole recording, where nobody opened one: id "", all alarms and services.
telemetry::Result<IncidentRecord>
readUndeclared(const store::Reader& reader,
               telemetry::Timestamp knownAt = telemetry::Timestamp::max());
// The same without its exposure, as of readIncidentTimeline().
telemetry::Result<IncidentRecord>
readUndeclaredTimeline(const store::Reader& reader,
                       telemetry::Timestamp knownAt = telemetry::Timestamp::max());

} // namespace incident
