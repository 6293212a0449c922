// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/servicetraffic.h"

#include "models/store/readerprivate.h"

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_set>
#include <utility>

namespace store {

namespace {

// Gets the service's number and the start of each generation in view; in order of their starts.
bool forEachGenerationIn(Reader::Private& reader, const View& view,
                         const std::function<void(std::int64_t, std::int64_t)>& visit)
{
    Statement select = reader.database.prepare(
        "SELECT coalesce(service, 0), start_ns FROM generations WHERE start_ns>=?1 AND start_ns<?2 "
        "AND recorded_ns<=?3 AND (judge_ns IS NULL OR judge_ns>?3) ORDER BY start_ns");
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    while (select.step())
        visit(select.integer(0), select.integer(1));
    return !reader.hasFailed(select);
}

// Newest first, until all of `wanted` were seen.
bool findNewest(Reader::Private& reader, const View& view, std::unordered_set<std::int64_t> wanted,
                std::map<std::int64_t, ServiceTraffic>& found)
{
    Statement select = reader.database.prepare(
        "SELECT service, start_ns FROM spans WHERE start_ns>=? AND start_ns<? AND recorded_ns<=? "
        "ORDER BY start_ns DESC");
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    while (!wanted.empty() && select.step()) {
        if (wanted.erase(select.integer(0)) > 0)
            found[select.integer(0)].last = select.time(1);
    }
    return !reader.hasFailed(select);
}

} // namespace

telemetry::Result<std::vector<ServiceVolume>>
volumeByService(const Reader& reader, const View& view, telemetry::Duration step)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    const std::int64_t width = std::max<std::int64_t>(1, step.count());
    std::map<std::int64_t, std::map<std::int64_t, std::int64_t>> counts; // by service, by bucket
    if (!forEachGenerationIn(d, view, [&](std::int64_t service, std::int64_t start) {
            ++counts[service][start / width];
        }))
        return tl::make_unexpected(d.takeError());
    std::vector<ServiceVolume> volumes;
    for (const auto& [service, buckets] : counts) {
        const std::string name = d.string(service);
        for (const auto& [bucket, count] : buckets)
            volumes.push_back({.start = telemetry::fromUnixNanos(bucket * width),
                               .service = name,
                               .count = count});
    }
    if (d.isDamaged())
        return tl::make_unexpected(d.takeError());
    std::ranges::stable_sort(volumes, {}, &ServiceVolume::service);
    return volumes;
}

telemetry::Result<std::vector<ServiceTraffic>>
serviceTraffic(const Reader& reader, const View& view, const std::set<std::string>& named)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    std::map<std::int64_t, ServiceTraffic> rows;
    std::unordered_set<std::int64_t> wanted;
    for (const std::string& service : named) {
        if (const std::int64_t id = d.stringId(service); id >= 0)
            wanted.insert(id);
    }
    const bool isRead = forEachGenerationIn(d, view, [&](std::int64_t service, std::int64_t) {
        ++rows[service].generations;
        wanted.insert(service);
    });
    if (!isRead || !findNewest(d, view, wanted, rows))
        return tl::make_unexpected(d.takeError());
    std::vector<ServiceTraffic> result;
    for (auto& [id, row] : rows) {
        row.service = d.string(id);
        result.push_back(std::move(row));
    }
    if (d.isDamaged())
        return tl::make_unexpected(d.takeError());
    std::ranges::sort(result, {}, &ServiceTraffic::service);
    return result;
}

} // namespace store
