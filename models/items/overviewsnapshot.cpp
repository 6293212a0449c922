// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/overviewsnapshot.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace items {

namespace {

using namespace std::chrono_literals;

constexpr int kDensityBuckets = 600;

telemetry::Duration densityStep(telemetry::Duration whole)
{
    const auto step = std::chrono::ceil<std::chrono::seconds>(whole / kDensityBuckets);
    return std::max(step, std::chrono::seconds(1));
}

} // namespace

telemetry::Result<OverviewSnapshot> readOverview(const store::Reader& reader,
                                                 telemetry::Timestamp cursor)
{
    OverviewSnapshot snapshot;
    const store::View all;
    const auto bounds = reader.bounds(all);
    if (!bounds)
        return tl::make_unexpected(bounds.error());
    if (!*bounds)
        return snapshot;
    snapshot.bounds = **bounds;
    snapshot.step = densityStep(snapshot.bounds.duration());

    const auto volume = reader.volume({.range = snapshot.bounds}, {}, snapshot.step);
    auto alarms = reader.alarms(all);
    auto changes = reader.changes(all);
    auto entries = reader.timeline(all);
    auto gaps = reader.gaps(all);
    const auto behind =
        reader.volume({.range = {.start = cursor, .end = telemetry::Timestamp::max()}}, {}, 1h);
    if (!volume)
        return tl::make_unexpected(volume.error());
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    if (!changes)
        return tl::make_unexpected(changes.error());
    if (!entries)
        return tl::make_unexpected(entries.error());
    if (!gaps)
        return tl::make_unexpected(gaps.error());
    if (!behind)
        return tl::make_unexpected(behind.error());

    std::map<telemetry::Timestamp, std::int64_t> density;
    for (const auto& point : *volume)
        density[point.start] += point.count;
    for (const auto& [start, generations] : density)
        snapshot.density.push_back({.start = start, .generations = generations});
    for (const auto& point : *behind)
        snapshot.behind += point.count;
    std::erase_if(*changes, [](const store::ChangeRow& change) { return change.previous.empty(); });
    snapshot.alarms = alarmSpans(*alarms, snapshot.bounds.end);
    snapshot.changes = std::move(*changes);
    snapshot.entries = std::move(*entries);
    snapshot.gaps = std::move(*gaps);
    return snapshot;
}

} // namespace items
