// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace notify {

// What people can be told of.
enum class EventKind : std::uint8_t
{
    AlarmRaised,
    AlarmCleared,
    IncidentOpened,
    Severity, // of an incident, changed
    Commander, // likewise, or handed over: whether that is another, EventReader knows
    Mitigated, // people say so
    Recovered, // likewise
    Closed, // of an incident
    LeverFired, // something was sent to a control plane, an undo too
    ApprovalWanted,
};
inline constexpr std::array kEventKinds{EventKind::AlarmRaised,    EventKind::AlarmCleared,
                                        EventKind::IncidentOpened, EventKind::Severity,
                                        EventKind::Commander,      EventKind::Mitigated,
                                        EventKind::Recovered,      EventKind::Closed,
                                        EventKind::LeverFired,     EventKind::ApprovalWanted};

const char* toString(EventKind kind); // "alarm_raised", as in the files
std::optional<EventKind> eventKindFrom(std::string_view word);

struct Event
{
    EventKind kind = EventKind::AlarmRaised;
    std::string key; // the same however often it is sent: "<recording>-<entry>"
    std::string recording; // its id
    std::int64_t entry = 0; // sequence in its timeline
    telemetry::Timestamp time; // when it happened
    telemetry::Timestamp recorded; // when the console learned it
    std::string subject; // A-0001, INC-0001, a lever's id
    int severity = 0; // 1 worst .. 4; 0: not known
    std::vector<std::string> services; // empty: not known
    std::string actor;
    std::string link; // plumbline://open?...
    // One line in the words of telemetry or of people, which may quote what a model said: sent only
    // where the target wants it.
    std::string text;
    // Of a lever: whether it was an undo, and what became of it: "verified", "not_yet_visible",
    // "conflict", "refused", "partial" or "unknown", as recorded; empty: not told.
    bool isUndo = false;
    std::string outcome = {};
    // Of an incident that was opened, or whose commander changed: who commands it, empty nobody.
    // None: not told.
    std::optional<std::string> commander = {};
    bool isTest = false; // of `plumbline notify test`
};

// What the entry tells, if it is to be told at all. Of an alarm it does not name the services,
// which the caller adds; key, recording and link neither.
std::optional<Event> eventOf(const telemetry::TimelineEntry& entry);

// "Alarm A-0001 raised at support-bot, severity 2": without a word of telemetry but for the names
// of services and people, made safe to show on one line.
std::string headline(const Event& event);

} // namespace notify
