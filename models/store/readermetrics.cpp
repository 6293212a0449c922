// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/value.h"
#include "models/store/metricseries.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <tuple>

namespace store {

namespace {

constexpr std::uint32_t kPointAttributes = 7; // of NumberDataPoint, metrics.proto
constexpr std::size_t kLongestAttributes = 300; // bytes

std::string attributesOf(std::string_view point)
{
    std::string text;
    otlp::forEachAttribute(
        point, kPointAttributes, [&text](std::string_view name, const otlp::AnyValueView& value) {
            if (text.size() < kLongestAttributes)
                text += (text.empty() ? "" : ", ") + std::string(name) + '=' + value.toText();
        });
    return text;
}

MetricKind kindOf(telemetry::MetricType type, std::int64_t temporality, bool isMonotonic)
{
    if (type != telemetry::MetricType::Sum)
        return MetricKind::Level;
    constexpr std::int64_t delta = 1; // AggregationTemporality, metrics.proto
    if (temporality == delta)
        return MetricKind::Change;
    return isMonotonic ? MetricKind::Total : MetricKind::Level;
}

} // namespace

// From the newest on, along the index by time, so that a long recording costs no more.
telemetry::Result<MetricOverview> Reader::metrics(const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        "SELECT p.name, p.unit, p.type, p.temporality, p.is_monotonic, p.time_ns, p.value, "
        "p.resource, s.name, p.body FROM metric_points p LEFT JOIN scopes s ON s.id=p.scope WHERE "
        "p.time_ns>=?1 AND p.time_ns<?2 AND p.recorded_ns<=?3 ORDER BY p.time_ns DESC LIMIT ?4");
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    select.bind(MetricOverview::kMostPoints);
    using Key = std::tuple<std::string, std::string, std::string, std::string, std::string, int>;
    std::map<Key, MetricSeries> found;
    MetricOverview overview;
    std::int64_t points = 0;
    while (select.step()) {
        overview.isPartial = overview.isPartial || ++points == MetricOverview::kMostPoints;
        const auto type = static_cast<telemetry::MetricType>(select.integer(2));
        const bool isNumber =
            type == telemetry::MetricType::Gauge || type == telemetry::MetricType::Sum;
        overview.distributions += isNumber ? 0 : 1;
        if (!isNumber || select.isNull(6))
            continue;
        MetricSeries series;
        series.service = d->resource(select.integer(7)).service;
        series.source = d->string(select.integer(8));
        series.name = d->string(select.integer(0));
        series.unit = d->string(select.integer(1));
        series.attributes = attributesOf(select.blob(9));
        series.kind = kindOf(type, select.integer(3), select.integer(4) != 0);
        const Key key{series.service, series.source,     series.name,
                      series.unit,    series.attributes, static_cast<int>(series.kind)};
        if (!found.contains(key) && found.size() >= MetricOverview::kMostSeries) {
            overview.isPartial = true;
            continue;
        }
        found.try_emplace(key, std::move(series))
            .first->second.points.push_back({select.time(5), select.real(6)});
    }
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    for (auto& [key, series] : found) {
        std::ranges::reverse(series.points);
        overview.series.push_back(std::move(series));
    }
    return overview;
}

} // namespace store
