// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/overviewsnapshot.h"

#include "models/items/sidenotes.h"
#include "models/items/timejumps.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <string_view>
#include <utility>

namespace items {

namespace {

using namespace std::chrono_literals;

constexpr int kMostBuckets = 600;
constexpr telemetry::Duration kAtRest = 10s; // the cursor goes on by less between two reads

// The rest of the timeline would only crowd the scrubber; alarms come from the alarms.
bool isMarked(const telemetry::TimelineEntry& entry)
{
    static constexpr std::array<std::string_view, 4> kKinds{"note", "action", "undo", "lever"};
    return std::ranges::find(kKinds, entry.kind) != kKinds.end() || isKeyMoment(entry);
}

} // namespace

telemetry::Duration densityStep(telemetry::Duration whole)
{
    static constexpr std::array<telemetry::Duration, 17> kSteps{
        1s, 2s, 5s, 10s, 15s, 30s, 60s, 2min, 5min, 10min, 15min, 30min, 1h, 2h, 6h, 12h, 24h};
    const auto found = std::ranges::find_if(
        kSteps, [whole](telemetry::Duration step) { return whole / step < kMostBuckets; });
    return found == kSteps.end() ? whole / kMostBuckets : *found;
}

// The timeline is only ever appended to: what was read once stays, whatever is known.
telemetry::Result<void> OverviewReader::readEntries(const store::Reader& reader)
{
    auto entries = reader.timelineAfter(m_lastSequence, telemetry::Timestamp::max());
    if (!entries)
        return tl::make_unexpected(entries.error());
    if (!entries->empty())
        m_lastSequence = entries->back().sequence;
    std::erase_if(*entries, [](const auto& entry) { return !isMarked(entry); });
    std::ranges::move(*entries, std::back_inserter(m_entries));
    return {};
}

telemetry::Result<OverviewSnapshot> OverviewReader::read(const store::Reader& reader,
                                                         const Request& request)
{
    const bool isNews = request.knownAt < m_knownAt || request.knownAt - kAtRest > m_knownAt;
    OverviewSnapshot snapshot;
    const auto extent = reader.extent();
    if (!extent)
        return tl::make_unexpected(extent.error());
    if (!*extent)
        return snapshot;
    snapshot.bounds = request.showsAll ? (*extent)->whole : (*extent)->range;
    snapshot.whole = (*extent)->whole;
    snapshot.outside = (*extent)->outside;
    snapshot.isImport = (*extent)->isImport;
    snapshot.step = densityStep(snapshot.bounds.duration());
    const auto density = m_density.read(reader, request.knownAt, snapshot.step, isNews);
    if (!density)
        return tl::make_unexpected(density.error());
    m_knownAt = request.knownAt;
    if (const auto read = readEntries(reader); !read)
        return tl::make_unexpected(read.error());
    // What a sender's clock dates ahead is no more to be seen than what was not recorded yet.
    const telemetry::Timestamp end = request.knownAt;
    const store::View known{.range = {.start = telemetry::Timestamp::min(), .end = end},
                            .knownAt = end};
    auto alarms = reader.alarmTransitions(known);
    auto changes = reader.changes(known);
    auto gaps = reader.gaps(known);
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    if (!changes)
        return tl::make_unexpected(changes.error());
    if (!gaps)
        return tl::make_unexpected(gaps.error());
    if (request.countsBehind) {
        const auto behind = reader.generationsFrom(request.cursor);
        if (!behind)
            return tl::make_unexpected(behind.error());
        snapshot.behind = *behind;
    }

    for (const auto& [start, generations] : *density) {
        if (start < end)
            snapshot.density.push_back({.start = start, .generations = generations});
    }
    std::ranges::copy_if(m_entries, std::back_inserter(snapshot.entries), [end](const auto& entry) {
        return entry.time < end && entry.recorded <= end;
    });
    std::erase_if(*changes, [](const store::ChangeRow& change) { return change.previous.empty(); });
    snapshot.alarms = alarmSpans(*alarms, std::min(request.knownAt, snapshot.bounds.end));
    snapshot.changes = std::move(*changes);
    snapshot.gaps = std::move(*gaps);
    return snapshot;
}

void addSideNotes(OverviewSnapshot& snapshot, const std::string& recording)
{
    auto beside = SideNotes(recording).read();
    if (!beside)
        return; // the timeline says so
    for (telemetry::TimelineEntry& note : beside->entries) {
        note.recorded = note.time;
        snapshot.entries.push_back(std::move(note));
    }
    std::ranges::stable_sort(snapshot.entries, {}, &telemetry::TimelineEntry::time);
}

} // namespace items
