// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incident.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <optional>
#include <string>
#include <vector>

namespace items {

// What the cursor can be put beside.
enum class MarkKind
{
    Any, // what the time bar marks
    Alarm,
    Action, // a lever fired, undone or seen to have moved; a rung; a step of a runbook
    KeyMoment, // a note, or a moment of an incident: start, detection ...; also a proposed one
};

struct MarkedTime
{
    telemetry::Timestamp time; // when it happened; an alarm: its onset
    telemetry::Timestamp recorded; // an alarm: when it was raised
    std::string alarm = {}; // its id; else empty
    std::optional<incident::MomentKind> proposed = {}; // by a rule: nobody fixed this moment

    friend bool operator==(const MarkedTime&, const MarkedTime&) = default;
};

// An entry of kind "incident" whose payload says that a moment of it was named. Linear in what it
// holds, which may be anything.
bool isKeyMoment(const telemetry::TimelineEntry& entry);

// All marks of a kind that a recording has, whatever is known at a cursor: who asks for the next
// one wants to be told. Notes beside the recording count, and of incidents the
// moments that are proposed from all it holds. Pool thread.
telemetry::Result<std::vector<MarkedTime>> readMarks(const store::Reader& reader,
                                                     const std::string& recording, MarkKind kind);

// Where to put a cursor for the one before or after it: where it comes in view, see
// TimeConductor::momentOf(). None: there is none.
std::optional<MarkedTime> markBeside(const std::vector<MarkedTime>& marks,
                                     telemetry::Timestamp cursor, bool isForward,
                                     bool isAsKnownNow);

} // namespace items
