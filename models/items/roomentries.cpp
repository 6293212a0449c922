// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roomentries.h"

#include "models/items/roomdoers.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace items {

using runbook::LeverCredit;
using telemetry::TimelineEntry;

std::vector<TimelineEntry> missingCredits(const std::vector<TimelineEntry>& recorded,
                                          const std::vector<TimelineEntry>& room,
                                          telemetry::Timestamp now)
{
    std::map<std::int64_t, telemetry::Timestamp> times;
    for (const TimelineEntry& entry : recorded)
        times.emplace(entry.sequence, entry.time);
    std::vector<TimelineEntry> missing;
    for (const LeverCredit& credit : creditsFromRoom(recorded, room, now))
        missing.push_back(runbook::creditEntry(credit, times[credit.entry]));
    return missing;
}

std::vector<TimelineEntry> withRoom(std::vector<TimelineEntry> timeline,
                                    const std::vector<TimelineEntry>& room, const store::View& view)
{
    std::vector<TimelineEntry> known;
    std::ranges::copy_if(room, std::back_inserter(known), [&view](const TimelineEntry& entry) {
        return entry.recorded <= view.knownAt && view.range.contains(entry.time);
    });
    // What another console says of an incident of this recording stands in the recording itself.
    std::set<telemetry::Timestamp> own;
    for (const TimelineEntry& entry : timeline) {
        if (entry.kind == "incident")
            own.insert(entry.time);
    }
    std::erase_if(known, [&own](const TimelineEntry& entry) {
        return entry.kind == "incident" && own.contains(entry.time);
    });
    // What is only shown may be put right when more is told.
    std::map<std::int64_t, std::string> told;
    for (LeverCredit& credit : creditsFromRoom(timeline, known, telemetry::Timestamp::max()))
        told.emplace(credit.entry, std::move(credit.person));
    const runbook::LeverCredits credits(timeline);
    for (TimelineEntry& seen : timeline) {
        if (const LeverCredit* recorded = credits.of(seen))
            seen.actor = recorded->person + kOfRoom;
        else if (const auto person = told.find(seen.sequence); person != told.end())
            seen.actor = person->second + kOfRoom;
    }
    std::ranges::stable_sort(known, {}, &TimelineEntry::time);
    std::vector<TimelineEntry> all;
    all.reserve(timeline.size() + known.size());
    std::merge(std::make_move_iterator(timeline.begin()), std::make_move_iterator(timeline.end()),
               std::make_move_iterator(known.begin()), std::make_move_iterator(known.end()),
               std::back_inserter(all), [](const TimelineEntry& one, const TimelineEntry& other) {
                   return one.time < other.time;
               });
    return all;
}

} // namespace items
