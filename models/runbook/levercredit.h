// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timelineentry.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace runbook {

// Kind "credit": who did what the control plane showed a lever to have done, where another console
// did it and a shared room tells who. The payload holds entry (the sequence of what is credited),
// lever, target, environment, person, room_entry (the sequence in the room) and source. The entry
// has the time of what it credits, and was recorded when that became known.
inline constexpr const char* kCreditKind = "credit";
inline constexpr const char* kToldByRoom = "as told by the room"; // behind the person

struct LeverCredit
{
    std::int64_t entry = 0;
    std::string lever;
    std::string target;
    std::string environment;
    std::string person;
    std::int64_t roomEntry = 0;
};

// What the control plane showed a lever to have done, whoever did it; not how levers stood.
bool isSeenMove(const telemetry::TimelineEntry& entry);

// `seen`: the time of what is credited. Sequence, recorded time, actor and hashes are for others to
// add. creditText() is its text.
telemetry::TimelineEntry creditEntry(const LeverCredit& credit, telemetry::Timestamp seen);
std::string creditText(const LeverCredit& credit);
// None: it is no such entry, or it names nobody or nothing.
std::optional<LeverCredit> creditIn(const telemetry::TimelineEntry& entry);

// The credits among entries in whatever order, each for what was recorded before it and of its own
// lever; of two for the same the first one counts. Only what the console wrote by its rule counts:
// the entry's kind alone is anybody's word.
class LeverCredits
{
public:
    explicit LeverCredits(const std::vector<telemetry::TimelineEntry>& entries);
    // Null: none is recorded. Valid as long as this.
    const LeverCredit* of(const telemetry::TimelineEntry& entry) const;

private:
    struct Recorded
    {
        std::int64_t sequence = 0;
        LeverCredit credit;
    };
    std::map<std::pair<std::int64_t, std::string>, Recorded> m_credits; // by entry and lever
};

} // namespace runbook
