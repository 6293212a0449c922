// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>
#include <vector>

namespace store {

enum class MetricKind : std::uint8_t
{
    Level, // a gauge, or a sum that may fall
    Total, // since its start, cumulative
    Change, // since the point before, delta
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
};

struct MetricOverview
{
    static constexpr std::int64_t kMostPoints = 20'000; // newest ones, over all series
    static constexpr std::size_t kMostSeries = 500; // those with the newest points

    std::vector<MetricSeries> series; // by service, source, name and attributes
    bool isPartial = false; // there are more points, or series, than these
    std::int64_t distributions = 0; // points of histograms and summaries: no single number
};

} // namespace store
