// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timelineentry.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace incident {

// How far people say that they are. Recovered is what they say, too: what a signal showed is the
// rung of a lever.
enum class Status : std::uint8_t
{
    Investigating,
    Identified,
    Mitigated,
    Recovered,
    Closed,
};
inline constexpr std::array kStatuses{Status::Investigating, Status::Identified, Status::Mitigated,
                                      Status::Recovered, Status::Closed};

enum class MomentKind : std::uint8_t
{
    Start, // the fault began to reach answers
    Detection, // somebody or something was told
    Acknowledgement, // a person took it on
    Diagnosis, // the cause was named
    Mitigation, // what was done against it was in effect
    Recovery, // shown to be back
};
inline constexpr std::array kMomentKinds{MomentKind::Start,           MomentKind::Detection,
                                         MomentKind::Acknowledgement, MomentKind::Diagnosis,
                                         MomentKind::Mitigation,      MomentKind::Recovery};

// As a person fixed it.
struct FixedMoment
{
    MomentKind kind = MomentKind::Start;
    telemetry::Timestamp time; // of occurrence
    std::int64_t entry = 0; // that shows it, by its sequence; 0: none is named
    std::string why;
    std::string who;
};

struct Link
{
    std::string title;
    std::string address; // is shown, never followed
    std::string who;
    telemetry::Timestamp when;
};

// An entry of the timeline that somebody holds to be worth the report.
struct Mark
{
    std::int64_t entry = 0;
    std::string why;
    std::string who;
};

struct Handover
{
    telemetry::Timestamp when;
    std::string from;
    std::string to;
    std::string summary;
};

// An alarm, or an alert by its fingerprint, of which somebody said that it is no part: nothing
// joins it again by itself.
struct TakenOut
{
    std::string alarm;
    std::string into; // id of the incident that it became part of; empty: of none
    std::string why;
    std::string who;
    telemetry::Timestamp when;
};

// The whole affair, as people took it on; health::Incident is a group of alarms that it names. What
// the timeline says it is, and nothing besides.
struct Incident
{
    std::string id; // "INC-0001"
    // Random, the same wherever the incident is told of: numbers are a recording's own.
    std::string uid;
    std::string title;
    std::string summary; // what the alarm said that it was opened from; empty: by hand, or not kept
    Status status = Status::Investigating;
    int severity = 2; // 1 worst .. 4
    std::string commander; // empty: nobody is
    std::vector<std::string> services; // empty: not known
    bool areServicesSaid = false; // by a person, whatever its alarms are about
    std::vector<std::string> alarms; // "A-0001"
    std::vector<std::string> groups; // "I-0001", of health
    std::vector<std::string> fingerprints; // of Alertmanager
    std::vector<TakenOut> takenOut; // and not put back since, in the order in which they were
    std::string openedBy;
    telemetry::Timestamp opened; // when it was declared
    telemetry::Timestamp start; // what it reaches back to: the first onset, or when it was opened
    std::optional<telemetry::Timestamp> saidStart; // likewise, as it was opened by hand
    std::optional<telemetry::Timestamp> closed;
    std::string closedWhy;
    std::vector<FixedMoment> moments; // the newest of each kind, in the order of kMomentKinds
    std::vector<Link> links;
    std::vector<Mark> marks; // by sequence
    std::vector<Handover> handovers;
    std::int64_t entry = 0; // by which it was opened

    bool isOpen() const { return status != Status::Closed; }
    // Half-open, and open to the end of time while it is not closed.
    bool covers(telemetry::Timestamp time) const;
    bool isTakenOut(const std::string& alarm) const; // or alert
    const FixedMoment* moment(MomentKind kind) const; // nullptr: nobody fixed it
};

// Reads them back from entries in the order of the chain, of which those of another kind are passed
// over. What cannot be read, or is about an incident that was not opened, is passed over as well.
// In the order in which they were opened.
std::vector<Incident> incidentsOf(const std::vector<telemetry::TimelineEntry>& entries);

// By id or uid; nullptr: there is none.
const Incident* find(const std::vector<Incident>& incidents, const std::string& id);
// The newest that is open; nullptr: none is.
const Incident* newestOpen(const std::vector<Incident>& incidents);
// "INC-0003" after the second.
std::string nextId(const std::vector<Incident>& incidents);

const char* toString(Status status); // "investigating" ...
const char* toString(MomentKind kind); // "start" ...
std::optional<Status> statusFrom(const std::string& word);
std::optional<MomentKind> momentKindFrom(const std::string& word);

} // namespace incident
