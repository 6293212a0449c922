// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/sourcessnapshot.h"

#include "models/telemetry/linkreason.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <tuple>
#include <utility>

namespace items {

namespace {

constexpr auto kCourse = std::chrono::hours(1); // of the levels that became signals
constexpr std::size_t kMostLevels = 200;

// "errors (clickhouse)": the part in brackets, see telemetry::pulledCheck.
std::string pulledSource(const std::string& check)
{
    const std::size_t open = check.rfind(" (");
    return open != std::string::npos && check.ends_with(')')
        ? check.substr(open + 2, check.size() - open - 3)
        : std::string();
}

std::string attributesOf(const telemetry::SignalKey& key)
{
    std::string text;
    for (const auto& [name, value] :
         {std::pair{"operation", &key.operation}, std::pair{"model", &key.model},
          std::pair{"version", &key.version}, std::pair{"adapter", &key.adapter},
          std::pair{"prompt version", &key.promptVersion}, std::pair{"route", &key.route}}) {
        if (!value->empty())
            text += (text.empty() ? "" : ", ") + std::string(name) + '=' + *value;
    }
    return text;
}

// A level that became a signal has no point of its own any more: only the rollups hold it.
telemetry::Result<void> addLevels(const store::Reader& reader, const store::View& view,
                                  store::MetricOverview& metrics)
{
    const auto counted = reader.newestCounted(1);
    if (!counted)
        return tl::make_unexpected(counted.error());
    std::set<telemetry::SignalKey> keys;
    for (const store::CountedBucket& bucket : *counted) {
        if (bucket.level && keys.size() < kMostLevels)
            keys.insert(bucket.key);
        metrics.isPartial = metrics.isPartial || keys.size() == kMostLevels;
    }
    for (const telemetry::SignalKey& key : keys) {
        store::MetricSeries level{.service = key.service,
                                  .source = pulledSource(key.check),
                                  .name = key.check,
                                  .unit = "badness",
                                  .attributes = attributesOf(key),
                                  .kind = store::MetricKind::Level,
                                  .points = {}};
        const auto read =
            reader.forEachSeries(view, {.match = key}, [&](const auto& found, const auto& sums) {
                for (const store::SeriesPoint& point : sums) {
                    if (const auto mean = point.sum.level(); mean && found == key)
                        level.points.push_back({point.start, *mean});
                }
                return true;
            });
        if (!read)
            return read;
        if (!level.points.empty())
            metrics.series.push_back(std::move(level));
    }
    return {};
}

} // namespace

telemetry::Result<SourcesSnapshot>
readSources(const store::Reader& reader, telemetry::Timestamp cursor, telemetry::Timestamp knownAt)
{
    auto links = reader.links(knownAt);
    if (!links)
        return tl::make_unexpected(links.error());
    auto mapping = reader.mapping(knownAt);
    if (!mapping)
        return tl::make_unexpected(mapping.error());
    store::View view;
    view.knownAt = knownAt;
    view.range.end = cursor + std::chrono::nanoseconds(1);
    auto metrics = reader.metrics(view);
    if (!metrics)
        return tl::make_unexpected(metrics.error());
    view.range.start = cursor - kCourse;
    if (const auto levels = addLevels(reader, view, *metrics); !levels)
        return tl::make_unexpected(levels.error());
    SourcesSnapshot snapshot{
        .links = std::move(*links), .mapping = std::move(*mapping), .metrics = std::move(*metrics)};
    return snapshot;
}

void addUnwatched(SourcesSnapshot& snapshot, bool isGrowing)
{
    for (const store::SourceMapping& mapping : snapshot.mapping) {
        const bool isKnown = std::ranges::any_of(snapshot.links, [&mapping](const auto& link) {
            return link.source == mapping.source && link.service == mapping.service
                && link.instance.empty();
        });
        if (isKnown)
            continue;
        telemetry::LinkStatus link;
        link.source = mapping.source;
        link.service = mapping.service;
        link.state = isGrowing ? telemetry::LinkState::Waiting : telemetry::LinkState::Closed;
        link.reason = telemetry::linkReason(isGrowing ? telemetry::LinkReason::NotToldYet
                                                      : telemetry::LinkReason::NotWatched);
        link.items = static_cast<std::uint64_t>(mapping.records);
        snapshot.links.push_back(std::move(link));
    }
    std::ranges::stable_sort(snapshot.links, {}, [](const telemetry::LinkStatus& link) {
        return std::tie(link.source, link.service, link.instance);
    });
}

const store::SourceMapping* mappingOf(const SourcesSnapshot& snapshot, const std::string& source,
                                      const std::string& service)
{
    const auto found = std::ranges::find_if(snapshot.mapping, [&](const auto& mapping) {
        return mapping.source == source && mapping.service == service;
    });
    return found == snapshot.mapping.end() ? nullptr : &*found;
}

bool isPulled(const SourcesSnapshot& snapshot, const telemetry::LinkStatus& link)
{
    return std::ranges::find(snapshot.metrics.series, link.source, &store::MetricSeries::source)
        != snapshot.metrics.series.end();
}

std::vector<store::MetricSeries> metricsOf(const SourcesSnapshot& snapshot,
                                           const telemetry::LinkStatus& link)
{
    const auto isLink = [&snapshot](const std::string& source) {
        return std::ranges::find(snapshot.links, source, &telemetry::LinkStatus::source)
            != snapshot.links.end();
    };
    const bool isPull = isPulled(snapshot, link);
    std::vector<store::MetricSeries> found;
    for (const store::MetricSeries& series : snapshot.metrics.series) {
        const bool isService = link.service.empty() || series.service == link.service;
        const bool isOfLink = series.source == link.source || (!isLink(series.source) && !isPull);
        if (isService && isOfLink)
            found.push_back(series);
    }
    return found;
}

} // namespace items
