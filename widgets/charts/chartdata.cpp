// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/chartdata.h"

#include "models/health/interval.h"
#include "models/store/removal.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <set>

using namespace Qt::StringLiterals;

namespace charts {

namespace {

constexpr std::int64_t kNameLength = 40;
constexpr telemetry::Duration kSettled = std::chrono::seconds(10);
constexpr telemetry::Duration kShortest = std::chrono::seconds(1);
constexpr telemetry::Duration kOneFlag = std::chrono::seconds(1); // changes this near are one

QString tr(const char* text)
{
    return QCoreApplication::translate("Charts", text);
}

common::ColorRole seriesRole(std::size_t index)
{
    const int first = static_cast<int>(common::ColorRole::Series1);
    return static_cast<common::ColorRole>(first + static_cast<int>(index) % common::kSeriesColors);
}

// The same name has the same colour in every chart of a snapshot, and keeps it while the set of
// names does.
std::size_t placeOf(const std::set<std::string>& names, const std::string& name)
{
    return static_cast<std::size_t>(std::distance(names.begin(), names.find(name)));
}

double percent(double part, std::int64_t whole)
{
    return part / static_cast<double>(whole) * 100;
}

// How long a bucket has run; zero: not long enough to be shown. The only one there is is shown all
// the same.
telemetry::Duration shownWidth(const items::SeriesSnapshot& snapshot,
                               const std::vector<store::SeriesPoint>& points,
                               telemetry::Timestamp start)
{
    const telemetry::Duration width = std::min(snapshot.step, snapshot.range.end - start);
    const bool isAlone = std::ranges::none_of(points, [start](const store::SeriesPoint& point) {
        return point.start != start && (point.sum.count > 0 || point.sum.level());
    });
    const bool isShown = width == snapshot.step || width >= kSettled || isAlone;
    return isShown ? std::max(width, kShortest) : telemetry::Duration::zero();
}

Line failedShare(const items::CheckSeries& series, const items::SeriesSnapshot& snapshot)
{
    Line line;
    for (const auto& point : series.points) {
        const telemetry::Duration width = shownWidth(snapshot, series.points, point.start);
        if (point.sum.count == 0 || width == telemetry::Duration::zero())
            continue; // evaluated without a result: nothing to draw
        const health::Interval interval = health::wilsonInterval(point.sum.failed, point.sum.count);
        line.points.push_back(
            {.start = point.start,
             .time = point.start + width / 2,
             .value = percent(static_cast<double>(point.sum.failed), point.sum.count),
             .low = interval.low * 100,
             .high = interval.high * 100,
             .count = point.sum.count,
             .width = width});
    }
    return line;
}

Line meanBadness(const items::CheckSeries& series, const items::SeriesSnapshot& snapshot)
{
    Line line;
    for (const auto& point : series.points) {
        const telemetry::Duration width = shownWidth(snapshot, series.points, point.start);
        const std::optional<double> level = point.sum.level(); // as another engine gives it
        if ((point.sum.count == 0 && !level) || width == telemetry::Duration::zero())
            continue;
        const double mean =
            point.sum.count > 0 ? percent(point.sum.sum, point.sum.count) : *level * 100;
        line.points.push_back({.start = point.start,
                               .time = point.start + width / 2,
                               .value = mean,
                               .low = mean,
                               .high = mean,
                               .count = point.sum.count,
                               .width = width});
    }
    return line;
}

// A model's name says what it is; a bare "8" does not.
QString changeText(const store::ChangeRow& change)
{
    const QString value = common::safeLine(change.value, kNameLength);
    if (change.field == "model")
        return value;
    const QString field = common::safeLine(change.field, kNameLength).replace(u'_', u' ');
    return u"%1 %2"_s.arg(field, value);
}

void addMarks(ChartData& data, const items::SeriesSnapshot& snapshot, const std::string& check)
{
    data.step = snapshot.step;
    for (const auto& alarm : snapshot.alarms) {
        if (check.empty() || alarm.check == check)
            data.alarms.push_back({.range = alarm.range, .severity = alarm.severity});
    }
    for (const auto& change : snapshot.changes) {
        if (change.previous.empty())
            continue;
        const QString text = changeText(change);
        if (!data.flags.empty() && change.time - data.flags.back().time < kOneFlag) {
            if (!data.flags.back().text.split(u", "_s).contains(text))
                data.flags.back().text += u", "_s + text;
            continue;
        }
        data.flags.push_back({.time = change.time, .mark = common::TimeMark::Change, .text = text});
    }
    // Results are counted on when the answers are removed: of a check nothing is missing.
    for (const auto& gap : snapshot.gaps) {
        if (check.empty() || !store::isOfRetention(gap))
            data.gaps.push_back(gap.range);
    }
}

Line volumeLine(const items::SeriesSnapshot& snapshot, const items::VolumeSeries& volume)
{
    Line line;
    line.name = common::safeLine(volume.name, kNameLength);
    for (const auto& point : volume.points) {
        const telemetry::Duration width = shownWidth(snapshot, volume.points, point.start);
        if (width == telemetry::Duration::zero())
            continue;
        const double rate =
            static_cast<double>(point.sum.count) / std::chrono::duration<double>(width).count();
        line.points.push_back({.start = point.start,
                               .time = point.start + width / 2,
                               .value = rate,
                               .low = rate,
                               .high = rate,
                               .count = point.sum.count,
                               .width = width});
    }
    return line;
}

} // namespace

ChartData checkChart(const items::SeriesSnapshot& snapshot, const items::CheckSeries& series)
{
    ChartData data;
    addMarks(data, snapshot, series.check);
    Line failed = failedShare(series, snapshot);
    failed.name = tr("failed");
    failed.role = common::ColorRole::Series1;
    failed.hasBand = true;
    Line mean = meanBadness(series, snapshot);
    mean.name = tr("mean badness");
    mean.role = common::ColorRole::Series2;
    mean.isThin = true;
    data.lines = {std::move(failed), std::move(mean)};
    if (series.usual)
        data.baseline = *series.usual * 100;
    data.lastEvent = series.lastEvent;
    data.emptyText = tr("No observation of this check in view.");
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
        Line line = failedShare(series, snapshot);
        line.name = common::safeLine(series.service, kNameLength);
        line.role = seriesRole(placeOf(services, series.service));
        data.lines.push_back(std::move(line));
        data.lastEvent = std::max(data.lastEvent, series.lastEvent);
    }
    data.emptyText = tr("No observation of this check in view.");
    return data;
}

ChartData volumeChart(const items::SeriesSnapshot& snapshot)
{
    ChartData data;
    addMarks(data, snapshot, {});
    data.alarms.clear();
    data.kind = ValueKind::PerSecond;
    data.isStacked = true;
    std::set<std::string> names;
    for (const auto& volume : snapshot.volumes)
        names.insert(volume.name);
    if (snapshot.service.empty()) {
        for (const auto& series : snapshot.checks)
            names.insert(series.service);
    }
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
    data.emptyText = tr("No answer in view.");
    return data;
}

QString valueText(ValueKind kind, const Point& point, bool hasBand)
{
    if (kind == ValueKind::PerSecond)
        return tr("%1/s").arg(point.value < 10 ? common::decimalText(point.value, 1)
                                               : common::shortCountText(point.value));
    if (hasBand)
        return common::rateText(point.value / 100, point.low / 100, point.high / 100);
    return common::percentText(point.value / 100);
}

} // namespace charts
