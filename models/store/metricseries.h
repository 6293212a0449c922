// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace store {

enum class MetricKind : std::uint8_t
{
    Level, // a gauge, or a sum that may fall
    Total, // since its start, cumulative
    Change, // since the point before, delta
    Spread, // a histogram or summary since its start; the values are its means
    SpreadChange, // likewise, since the point before
};

// One metric of one service, told apart by its attributes.
struct MetricSeries
{
    struct Point
    {
        telemetry::Timestamp time;
        double value = 0;
    };
    std::string service;
    std::string source; // the pull that brought it, else the scope of the instrument
    std::string name;
    std::string unit; // as sent; empty where it has none
    std::string attributes; // "model=m, token.type=input", in the order sent
    MetricKind kind = MetricKind::Level;
    std::vector<Point> points; // oldest first
    // Of the newest point of a histogram or summary. Absent: it does not tell.
    struct Spread
    {
        std::uint64_t count = 0;
        std::optional<double> median{};
        std::optional<double> p95{};
    };
    std::optional<Spread> spread{};
};

// One metric as it came, over all its attributes.
struct MetricName
{
    std::string service;
    std::string source; // as MetricSeries::source
    std::string name;
    std::string unit; // as sent
    telemetry::MetricType type = telemetry::MetricType::Gauge;
    std::int64_t temporality = 0; // AggregationTemporality, metrics.proto; 0: not told, or none
    std::int64_t points = 0;
    telemetry::Timestamp first; // event time of its points
    telemetry::Timestamp last;
};

struct MetricOverview
{
    static constexpr std::int64_t kMostPoints = 20'000; // newest ones, over all series
    static constexpr std::size_t kMostSeries = 500; // those with the newest points

    std::vector<MetricSeries> series; // by service, source, name and attributes
    bool isPartial = false; // there are more points, or series, than these
    // All that there are, by service, source and name, where the view has no end: that goes through
    // all points.
    std::vector<MetricName> names;
};

} // namespace store
