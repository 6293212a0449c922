// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/activitycharts.h"

#include "widgets/charts/axes.h"
#include "widgets/charts/chartparts.h"
#include "widgets/charts/longseries.h"
#include "widgets/common/plaintext.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace charts {

namespace {

constexpr int kBins = telemetry::Rollup::kBins;

ChartData emptyActivityChart(const items::SeriesSnapshot& snapshot, ValueKind kind)
{
    ChartData data;
    addMarks(data, snapshot, {});
    data.kind = kind;
    data.emptyText = chartText(QT_TRANSLATE_NOOP("Charts", "No answer in view."));
    return data;
}

struct Figure
{
    double value = 0;
    std::int64_t count = 0; // 0: the bucket does not tell it
};

Line lineOf(const items::SeriesSnapshot& snapshot, const QString& name, common::ColorRole role,
            const std::function<Figure(const items::ActivityPoint&)>& figure)
{
    Line line;
    line.name = name;
    line.role = role;
    line.isStepped = true;
    const auto& points = snapshot.activity.points;
    for (const items::ActivityPoint& point : points) {
        const Figure read = figure(point);
        const telemetry::Duration width = shownWidth(snapshot, point.start, points.size() == 1);
        if (read.count > 0 && width != telemetry::Duration::zero())
            line.points.push_back(pointOf(point.start, width, read.value, read.count));
    }
    return line;
}

void takeLastEnd(ChartData& data)
{
    for (const Line& line : data.lines) {
        if (!line.points.empty())
            data.lastEvent = std::max(data.lastEvent, line.points.back().range().end);
    }
}

// The badness that `share` of the answers are below, in percent, as far as is known: the upper edge
// of the bin in which they end.
double quantileOf(const HeatColumn& column, double share)
{
    const double wanted = share * static_cast<double>(column.total);
    double before = 0;
    for (int bin = 0; bin < kBins; ++bin) {
        const double here = column.counts.at(static_cast<std::size_t>(bin));
        if (here > 0 && before + here >= wanted)
            return (bin + 1) * 100.0 / kBins;
        before += here;
    }
    return 100;
}

Line quantileLine(const ChartData& data, const QString& name, common::ColorRole role, double share)
{
    Line line;
    line.name = name;
    line.role = role;
    line.isStepped = true;
    for (const HeatColumn& column : data.heat)
        line.points.push_back(pointOf(column.range.start, column.range.duration(),
                                      quantileOf(column, share), column.total));
    return line;
}

} // namespace

ChartData distributionChart(const items::SeriesSnapshot& snapshot, const items::CheckSeries& series)
{
    ChartData data;
    addMarks(data, snapshot, series.check);
    data.leastCeiling = 100;
    for (const store::SeriesPoint& point : series.points) {
        const telemetry::Duration width =
            shownWidth(snapshot, point.start, series.points.size() == 1);
        if (width == telemetry::Duration::zero())
            continue;
        HeatColumn column{.range = {.start = point.start, .end = point.start + width}};
        column.counts = point.sum.histogram;
        for (const std::uint32_t count : column.counts)
            column.total += count;
        if (column.total > 0)
            data.heat.push_back(column);
    }
    data.lines.push_back(quantileLine(data, chartText(QT_TRANSLATE_NOOP("Charts", "half below")),
                                      common::ColorRole::TextSecondary, 0.5));
    data.lines.push_back(quantileLine(data,
                                      chartText(QT_TRANSLATE_NOOP("Charts", "nine in ten below")),
                                      common::ColorRole::Series5, 0.9));
    data.lines.back().isThin = true;
    data.lastEvent = series.lastEvent;
    data.emptyText = chartText(QT_TRANSLATE_NOOP("Charts", "No result of this check in view."));
    return data;
}

double versionCeiling(const items::SeriesSnapshot& snapshot)
{
    double most = 1;
    for (const auto& version : snapshot.versions) {
        // As an axis is chosen: it holds the line, and the band of most buckets.
        std::vector<double> highs;
        for (const Point& point : failedShare(version.points, snapshot).points) {
            most = std::max(most, point.value * 1.1);
            highs.push_back(point.high);
        }
        if (highs.empty())
            continue;
        const auto middle = highs.begin() + static_cast<std::ptrdiff_t>(highs.size() / 2);
        std::ranges::nth_element(highs, middle);
        most = std::max(most, *middle);
    }
    return std::min(100.0, niceCeiling(most));
}

ChartData versionChart(const items::SeriesSnapshot& snapshot, const items::VersionSeries& version,
                       double ceiling)
{
    ChartData data;
    addMarks(data, snapshot, snapshot.versionCheck);
    data.leastCeiling = ceiling;
    Line failed = failedShare(version.points, snapshot);
    failed.name = chartText(QT_TRANSLATE_NOOP("Charts", "failed"));
    failed.hasBand = true;
    data.lines.push_back(std::move(failed));
    takeLastEnd(data);
    data.emptyText =
        chartText(QT_TRANSLATE_NOOP("Charts", "No observation of this version in view."));
    return data;
}

ChartData mixChart(const items::SeriesSnapshot& snapshot)
{
    ChartData data = emptyActivityChart(snapshot, ValueKind::Percent);
    data.isStacked = true;
    data.leastCeiling = 100;
    std::map<telemetry::Timestamp, double> totals;
    for (const auto& volume : snapshot.volumes) {
        for (const auto& point : volume.points)
            totals[point.start] += static_cast<double>(point.sum.count);
    }
    const std::set<std::string> names = volumeNames(snapshot);
    for (const std::string& name : names) {
        const auto volume = std::ranges::find(snapshot.volumes, name, &items::VolumeSeries::name);
        if (volume == snapshot.volumes.end())
            continue;
        Line line;
        line.name = common::safeLine(name, kNameLength);
        line.role = seriesRole(placeOf(names, name));
        for (const auto& point : volume->points) {
            const telemetry::Duration width = shownWidth(snapshot, point.start, totals.size() == 1);
            if (width != telemetry::Duration::zero())
                line.points.push_back(
                    pointOf(point.start, width,
                            static_cast<double>(point.sum.count) / totals[point.start] * 100,
                            point.sum.count));
        }
        data.lines.push_back(std::move(line));
    }
    takeLastEnd(data);
    return data;
}

ChartData loadChart(const items::SeriesSnapshot& snapshot)
{
    ChartData data = emptyActivityChart(snapshot, ValueKind::Number);
    data.lines.push_back(lineOf(snapshot, chartText(QT_TRANSLATE_NOOP("Charts", "calls at a time")),
                                common::ColorRole::Series1,
                                [](const items::ActivityPoint& point) -> Figure {
                                    if (!point.load)
                                        return {};
                                    return {.value = *point.load, .count = point.count};
                                }));
    takeLastEnd(data);
    return data;
}

ChartData latencyChart(const items::SeriesSnapshot& snapshot)
{
    ChartData data = emptyActivityChart(snapshot, ValueKind::Seconds);
    data.lines.push_back(lineOf(snapshot, chartText(QT_TRANSLATE_NOOP("Charts", "median")),
                                common::ColorRole::Series1, [](const items::ActivityPoint& point) {
                                    return Figure{point.latencyMedian, point.timed};
                                }));
    data.lines.push_back(lineOf(snapshot, chartText(QT_TRANSLATE_NOOP("Charts", "95 % within")),
                                common::ColorRole::Series2, [](const items::ActivityPoint& point) {
                                    return Figure{point.latencyHigh, point.timed};
                                }));
    data.lines.back().isThin = true;
    auto single = std::make_shared<LongSeries>();
    for (const auto& [time, seconds] : snapshot.activity.latencies)
        single->append(time, seconds);
    data.lines.front().samples = std::move(single);
    data.lines.front().isJoined = false;
    takeLastEnd(data);
    return data;
}

ChartData tokensChart(const items::SeriesSnapshot& snapshot)
{
    ChartData data = emptyActivityChart(snapshot, ValueKind::Tokens);
    data.lines.push_back(lineOf(snapshot, chartText(QT_TRANSLATE_NOOP("Charts", "in")),
                                common::ColorRole::Series1, [](const items::ActivityPoint& point) {
                                    return Figure{point.inputTokens, point.sized};
                                }));
    data.lines.push_back(lineOf(snapshot, chartText(QT_TRANSLATE_NOOP("Charts", "out")),
                                common::ColorRole::Series3, [](const items::ActivityPoint& point) {
                                    return Figure{point.outputTokens, point.outSized};
                                }));
    data.lines.back().isThin = true;
    takeLastEnd(data);
    return data;
}

ChartData fillChart(const items::SeriesSnapshot& snapshot)
{
    ChartData data = emptyActivityChart(snapshot, ValueKind::Percent);
    data.leastCeiling = 100;
    data.lines.push_back(lineOf(snapshot, chartText(QT_TRANSLATE_NOOP("Charts", "median")),
                                common::ColorRole::Series1, [](const items::ActivityPoint& point) {
                                    return Figure{point.fillMedian * 100, point.filled};
                                }));
    data.lines.push_back(lineOf(snapshot, chartText(QT_TRANSLATE_NOOP("Charts", "95 % within")),
                                common::ColorRole::Series5, [](const items::ActivityPoint& point) {
                                    return Figure{point.fillHigh * 100, point.filled};
                                }));
    data.lines.back().isThin = true;
    takeLastEnd(data);
    return data;
}

} // namespace charts
