// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/seriessnapshot.h"
#include "models/telemetry/timerange.h"
#include "widgets/common/glyphs.h"

#include <QString>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace charts {

class LongSeries;

// One point of a line. What is shown is the value; the rest is what it rests on.
struct Point
{
    telemetry::Timestamp start; // of its bucket
    telemetry::Timestamp time; // middle of its bucket, as far as that has run
    double value = 0;
    double low = 0; // interval; equal to the value when there is none
    double high = 0;
    std::int64_t count = 0;
    telemetry::Duration width = {}; // of its bucket, as far as that has run

    // What it is over: the newest bucket ends where it has run to.
    telemetry::TimeRange range() const { return {.start = start, .end = start + width}; }
};

struct Line
{
    QString name; // made safe to show
    common::ColorRole role = common::ColorRole::Series1;
    bool hasBand = false;
    bool isThin = false; // secondary
    // Each value is of its whole bucket, and drawn as wide: a slope between two would seem to begin
    // before what made it rise.
    bool isStepped = false;
    std::vector<Point> points; // in order of time; a missing bucket is absent
    // Besides, or instead: single samples, however many. Whoever adds to them calls
    // PlotView::refreshSamples(). Samples further apart than a step are not joined.
    std::shared_ptr<const LongSeries> samples;
    bool isJoined = true; // samples are points of one line, not things of their own
};

enum class ValueKind
{
    Percent, // values 0..100
    PerSecond, // answers a second
    Seconds,
    Tokens,
    Number, // a count, or a mean of counts
};

// A vertical flag: something has changed.
struct Flag
{
    telemetry::Timestamp time;
    common::TimeMark mark = common::TimeMark::Change;
    QString text;
    bool isLikeliest = false; // its name is told first, whatever stands beside it
};

struct Shade
{
    telemetry::TimeRange range;
    int severity = 2;
};

// A value that a line is held against: dashed, all the way across, with its words.
struct Threshold
{
    double value = 0;
    common::ColorRole role = common::ColorRole::TextSecondary;
    QString text;
};

// How the badness of the answers of one bucket is spread, in equal bins from 0 to 100 %.
struct HeatColumn
{
    telemetry::TimeRange range;
    std::array<std::uint32_t, telemetry::Rollup::kBins> counts{};
    std::int64_t total = 0; // more than zero
};

// All that one chart shows.
struct ChartData
{
    ValueKind kind = ValueKind::Percent;
    bool isStacked = false; // areas on top of each other, from zero
    bool isRanked = false; // lines are told of in the order of what they come to, largest first
    telemetry::Duration step = std::chrono::seconds(1); // width of a bucket
    std::vector<Line> lines;
    std::vector<HeatColumn> heat; // under the lines; the axis is then 0..100 %
    std::vector<Threshold> thresholds; // those beyond the axis are not drawn
    std::vector<Flag> flags; // in order of time
    std::vector<Shade> alarms;
    std::vector<telemetry::TimeRange> gaps; // known to be without data
    // What was usual before the newest alarm, drawn from the first point on; negative: none.
    double baseline = -1;
    telemetry::Timestamp lastEvent; // of the newest observation behind it
    double leastCeiling =
        0; // the value axis reaches at least to it: charts that are compared share it
    QString emptyText; // what would be here
};

// The newest bucket is there once it is complete or has run for ten seconds: before, two or three
// answers would make it jump.

// A check of one service: its failed share with the Wilson interval, and the mean badness.
ChartData checkChart(const items::SeriesSnapshot& snapshot, const items::CheckSeries& series);
// A check of the fleet: one line a service.
ChartData fleetChart(const items::SeriesSnapshot& snapshot, const std::string& check);
// Answers a second, stacked by model or by service.
ChartData volumeChart(const items::SeriesSnapshot& snapshot);

// "14 % (11–18)", "12.4/s", "1.2 s": a value of a line with what it rests on.
QString valueText(ValueKind kind, const Point& point, bool hasBand);

} // namespace charts
