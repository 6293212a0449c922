// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/telemetry/timelineentry.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace items {

// What was said and done in a shared room stands in the timeline beside what the recording holds,
// which it is no part of. Its numbers there are far below those of notes beside a recording.
inline std::int64_t roomNumber(std::int64_t sequence) // of the room
{
    return std::numeric_limits<std::int64_t>::min() + sequence;
}
inline bool isOfRoom(const telemetry::TimelineEntry& entry)
{
    return entry.sequence < std::numeric_limits<std::int64_t>::min() / 2;
}

inline constexpr const char* kOfRoom = " · room"; // behind who did it there

// The entries that are to be recorded of who did what the control plane shows levers to have done,
// see creditsFromRoom(). `room` as for withRoom().
std::vector<telemetry::TimelineEntry>
missingCredits(const std::vector<telemetry::TimelineEntry>& recorded,
               const std::vector<telemetry::TimelineEntry>& room, telemetry::Timestamp now);

// The timeline of a recording with what others said and did in a room (numbered by roomNumber(),
// `actor` who did it with kOfRoom, `recorded` by the room's clock), as far as the view knows of it.
// What the control plane shows a lever to have done is credited to whom the recording credits with
// it, else by creditsFromRoom().
std::vector<telemetry::TimelineEntry> withRoom(std::vector<telemetry::TimelineEntry> timeline,
                                               const std::vector<telemetry::TimelineEntry>& room,
                                               const store::View& view);

} // namespace items
