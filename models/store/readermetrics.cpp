// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/distribution.h"
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

constexpr std::size_t kLongestAttributes = 300; // bytes

// Of each type's data point, metrics.proto.
std::uint32_t attributesField(telemetry::MetricType type)
{
    switch (type) {
    case telemetry::MetricType::Histogram:
        return 9;
    case telemetry::MetricType::ExponentialHistogram:
        return 1;
    case telemetry::MetricType::Gauge:
    case telemetry::MetricType::Sum:
    case telemetry::MetricType::Summary:
        break;
    }
    return 7;
}

std::string attributesOf(telemetry::MetricType type, std::string_view point)
{
    std::string text;
    otlp::forEachAttribute(point, attributesField(type),
                           [&text](std::string_view name, const otlp::AnyValueView& value) {
                               if (text.size() < kLongestAttributes)
                                   text += (text.empty() ? "" : ", ") + std::string(name) + '='
                                       + value.toText();
                           });
    return text;
}

bool isNumber(telemetry::MetricType type)
{
    return type == telemetry::MetricType::Gauge || type == telemetry::MetricType::Sum;
}

MetricKind kindOf(telemetry::MetricType type, std::int64_t temporality, bool isMonotonic)
{
    constexpr std::int64_t delta = 1; // AggregationTemporality, metrics.proto
    if (!isNumber(type))
        return temporality == delta ? MetricKind::SpreadChange : MetricKind::Spread;
    if (type != telemetry::MetricType::Sum)
        return MetricKind::Level;
    if (temporality == delta)
        return MetricKind::Change;
    return isMonotonic ? MetricKind::Total : MetricKind::Level;
}

// Points come from the newest on: the first says how the values lie now.
void addSpread(MetricSeries& series, telemetry::Timestamp time,
               const otlp::Distribution& distribution)
{
    if (!series.spread)
        series.spread = {.count = distribution.count,
                         .median = distribution.quantile(0.5),
                         .p95 = distribution.quantile(0.95)};
    if (const auto mean = distribution.mean())
        series.points.push_back({time, *mean});
}

std::vector<MetricName> namesOf(Reader::Private& reader, telemetry::Timestamp knownAt)
{
    Statement select = reader.database.prepare(
        "SELECT p.name, p.unit, p.type, p.temporality, p.resource, s.name, count(*), "
        "min(p.time_ns), max(p.time_ns) FROM metric_points p LEFT JOIN scopes s ON s.id=p.scope "
        "WHERE p.recorded_ns<=? GROUP BY p.name, p.unit, p.type, p.temporality, p.resource, "
        "s.name");
    select.bind(knownAt);
    using Key = std::tuple<std::string, std::string, std::string, std::string, std::int64_t,
                           std::int64_t>;
    std::map<Key, MetricName> found;
    while (select.step()) {
        MetricName name;
        name.service = reader.resource(select.integer(4)).service;
        name.source = reader.string(select.integer(5));
        name.name = reader.string(select.integer(0));
        name.unit = reader.string(select.integer(1));
        name.type = static_cast<telemetry::MetricType>(select.integer(2));
        name.temporality = select.integer(3);
        name.first = select.time(7);
        name.last = select.time(8);
        const Key key{name.service, name.source,       name.name,
                      name.unit,    select.integer(2), name.temporality};
        MetricName& known = found.try_emplace(key, std::move(name)).first->second;
        known.points += select.integer(6);
        known.first = std::min(known.first, select.time(7));
        known.last = std::max(known.last, select.time(8));
    }
    static_cast<void>(reader.hasFailed(select));
    std::vector<MetricName> names;
    for (auto& [key, name] : found)
        names.push_back(std::move(name));
    return names;
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
        if (isNumber(type) && select.isNull(6))
            continue;
        MetricSeries series;
        series.service = d->resource(select.integer(7)).service;
        series.source = d->string(select.integer(8));
        series.name = d->string(select.integer(0));
        series.unit = d->string(select.integer(1));
        series.attributes = attributesOf(type, select.blob(9));
        series.kind = kindOf(type, select.integer(3), select.integer(4) != 0);
        const Key key{series.service, series.source,     series.name,
                      series.unit,    series.attributes, static_cast<int>(series.kind)};
        if (!found.contains(key) && found.size() >= MetricOverview::kMostSeries) {
            overview.isPartial = true;
            continue;
        }
        MetricSeries& known = found.try_emplace(key, std::move(series)).first->second;
        if (isNumber(type))
            known.points.push_back({select.time(5), select.real(6)});
        else
            addSpread(known, select.time(5), otlp::distributionOf(type, select.blob(9)));
    }
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    for (auto& [key, series] : found) {
        std::ranges::reverse(series.points);
        overview.series.push_back(std::move(series));
    }
    if (view.range.end == View{}.range.end)
        overview.names = namesOf(*d, view.knownAt);
    if (d->isDamaged())
        return tl::make_unexpected(d->takeError());
    return overview;
}

} // namespace store
