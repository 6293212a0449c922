// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/chartdata.h"

#include "widgets/charts/chartparts.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

using namespace Qt::StringLiterals;

namespace charts {

namespace {

bool isAlone(const std::vector<store::SeriesPoint>& points, telemetry::Timestamp start)
{
    return std::ranges::none_of(points, [start](const store::SeriesPoint& point) {
        return point.start != start && (point.sum.count > 0 || point.sum.level());
    });
}

Line meanBadness(const items::CheckSeries& series, const items::SeriesSnapshot& snapshot)
{
    Line line;
    line.isStepped = true;
    for (const auto& point : series.points) {
        const telemetry::Duration width =
            shownWidth(snapshot, point.start, isAlone(series.points, point.start));
        const std::optional<double> level = point.sum.level(); // as another engine gives it
        if ((point.sum.count == 0 && !level) || width == telemetry::Duration::zero())
            continue;
        const double mean = point.sum.count > 0
            ? point.sum.sum / static_cast<double>(point.sum.count) * 100
            : *level * 100;
        line.points.push_back(pointOf(point.start, width, mean, point.sum.count));
    }
    dropPartFilled(line);
    return line;
}

Line volumeLine(const items::SeriesSnapshot& snapshot, const items::VolumeSeries& volume)
{
    Line line;
    line.name = common::safeLine(volume.name, kNameLength);
    for (const auto& point : volume.points) {
        const telemetry::Duration width =
            shownWidth(snapshot, point.start, isAlone(volume.points, point.start));
        if (width == telemetry::Duration::zero())
            continue;
        const double rate =
            static_cast<double>(point.sum.count) / std::chrono::duration<double>(width).count();
        line.points.push_back(pointOf(point.start, width, rate, point.sum.count));
    }
    return line;
}

} // namespace

ChartData checkChart(const items::SeriesSnapshot& snapshot, const items::CheckSeries& series)
{
    ChartData data;
    addMarks(data, snapshot, series.check);
    Line failed = failedShare(series.points, snapshot);
    failed.name = chartText(QT_TRANSLATE_NOOP("Charts", "failed"));
    failed.role = common::ColorRole::Series1;
    failed.hasBand = true;
    Line mean = meanBadness(series, snapshot);
    mean.name = chartText(QT_TRANSLATE_NOOP("Charts", "mean badness"));
    mean.role = common::ColorRole::Series2;
    mean.isThin = true;
    data.lines = {std::move(failed), std::move(mean)};
    if (series.usual)
        data.baseline = *series.usual * 100;
    data.lastEvent = series.lastEvent;
    data.emptyText =
        chartText(QT_TRANSLATE_NOOP("Charts", "No observation of this check in view."));
    return data;
}

ChartData fleetChart(const items::SeriesSnapshot& snapshot, const std::string& check)
{
    ChartData data;
    addMarks(data, snapshot, check);
    data.isRanked = true;
    std::set<std::string> services;
    for (const auto& series : snapshot.checks)
        services.insert(series.service);
    for (const auto& series : snapshot.checks) {
        if (series.check != check)
            continue;
        Line line = failedShare(series.points, snapshot);
        line.name = common::safeLine(series.service, kNameLength);
        line.role = seriesRole(placeOf(services, series.service));
        data.lines.push_back(std::move(line));
        data.lastEvent = std::max(data.lastEvent, series.lastEvent);
    }
    data.emptyText =
        chartText(QT_TRANSLATE_NOOP("Charts", "No observation of this check in view."));
    return data;
}

ChartData volumeChart(const items::SeriesSnapshot& snapshot)
{
    ChartData data;
    addMarks(data, snapshot, {});
    if (snapshot.service.empty())
        data.alarms.clear(); // of one of many
    data.kind = ValueKind::PerSecond;
    data.isStacked = true;
    const std::set<std::string> names = volumeNames(snapshot);
    // By name, so that no area changes its place when another one grows.
    std::vector<const items::VolumeSeries*> ordered;
    for (const auto& volume : snapshot.volumes)
        ordered.push_back(&volume);
    std::ranges::sort(ordered, {}, &items::VolumeSeries::name);
    for (const auto* volume : ordered) {
        Line line = volumeLine(snapshot, *volume);
        line.role = seriesRole(placeOf(names, volume->name));
        if (!line.points.empty())
            data.lastEvent = std::max(data.lastEvent, line.points.back().range().end);
        data.lines.push_back(std::move(line));
    }
    data.emptyText = chartText(QT_TRANSLATE_NOOP("Charts", "No answer in view."));
    return data;
}

QString valueText(ValueKind kind, const Point& point, bool hasBand)
{
    const double value = point.value;
    const QString number =
        value < 10 ? common::decimalText(value, 1) : common::shortCountText(std::round(value));
    if (kind == ValueKind::Tokens)
        return chartText(QT_TRANSLATE_NOOP("Charts", "%1 tokens"))
            .arg(common::shortCountText(std::round(value)));
    if (kind == ValueKind::Seconds)
        return common::durationText(
            std::chrono::duration_cast<telemetry::Duration>(std::chrono::duration<double>(value)));
    if (kind == ValueKind::Number)
        return number;
    if (kind == ValueKind::PerSecond)
        return chartText(QT_TRANSLATE_NOOP("Charts", "%1/s"))
            .arg(point.value < 10 ? common::decimalText(point.value, 1)
                                  : common::shortCountText(point.value));
    if (hasBand)
        return common::rateText(point.value / 100, point.low / 100, point.high / 100);
    return common::percentText(point.value / 100);
}

} // namespace charts
