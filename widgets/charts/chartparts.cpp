// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/chartparts.h"

#include "models/health/interval.h"
#include "models/store/removal.h"
#include "models/telemetry/signalcheck.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <iterator>

using namespace Qt::StringLiterals;

namespace charts {

namespace {

constexpr telemetry::Duration kSettled = std::chrono::seconds(10);
constexpr telemetry::Duration kShortest = std::chrono::seconds(1);
constexpr std::int64_t kFilled = 8; // answers; of fewer chance leaves none in the next bucket
constexpr double kPartFilled = 0.25; // of the rate of the bucket before
constexpr telemetry::Duration kOneFlag = std::chrono::seconds(1); // changes this near are one

// A model's name says what it is; a bare "8" does not.
QString changeText(const store::ChangeRow& change)
{
    const QString value = common::safeLine(change.value, kNameLength);
    if (change.field == "model")
        return value;
    const QString field = common::safeLine(change.field, kNameLength).replace(u'_', u' ');
    return u"%1 %2"_s.arg(field, value);
}

// "load 41 calls in flight", "back to prompt version 7", "more of voice-12".
QString foundText(const items::FoundChange& change)
{
    const QString value = common::safeLine(change.value, kNameLength);
    const QString field = common::safeLine(change.field, kNameLength).replace(u'_', u' ');
    const QString name = change.field == "model" ? value : u"%1 %2"_s.arg(field, value);
    if (change.field == "load")
        return name;
    return change.isReturn ? chartText(QT_TRANSLATE_NOOP("Charts", "back to %1")).arg(name)
                           : chartText(QT_TRANSLATE_NOOP("Charts", "more of %1")).arg(name);
}

// The flag that tells of a change: by its name and its time.
void markLikeliest(const items::FoundChange& change, telemetry::Duration step,
                   std::vector<Flag>& flags)
{
    const QString value = common::safeLine(change.value, kNameLength);
    for (Flag& flag : flags) {
        const bool isNear =
            flag.time - change.time <= 2 * step && change.time - flag.time <= 2 * step;
        if (isNear && flag.mark == common::TimeMark::Change && flag.text.contains(value)) {
            flag.isLikeliest = true;
            return;
        }
    }
}

// "breaker:code-assistant → tripped", and what became of it where that is not that it is in effect.
QString leverText(const items::LeverMark& lever)
{
    QString text = common::safeLine(lever.lever, kNameLength);
    if (!lever.to.empty())
        text = chartText(lever.isUndo ? QT_TRANSLATE_NOOP("Charts", "%1 back to %2")
                                      : QT_TRANSLATE_NOOP("Charts", "%1 to %2"))
                   .arg(text, common::safeLine(lever.to, kNameLength));
    if (lever.isSeen)
        return chartText(QT_TRANSLATE_NOOP("Charts", "%1, moved elsewhere")).arg(text);
    if (lever.outcome == "verified")
        return text;
    return u"%1 (%2)"_s.arg(text,
                            lever.outcome.empty()
                                ? chartText(QT_TRANSLATE_NOOP("Charts", "outcome not known yet"))
                                : common::safeLine(lever.outcome, kNameLength).replace(u'_', u' '));
}

} // namespace

QString chartText(const char* text)
{
    return QCoreApplication::translate("Charts", text);
}

common::ColorRole seriesRole(std::size_t index)
{
    const int first = static_cast<int>(common::ColorRole::Series1);
    return static_cast<common::ColorRole>(first + static_cast<int>(index) % common::kSeriesColors);
}

std::size_t placeOf(const std::set<std::string>& names, const std::string& name)
{
    return static_cast<std::size_t>(std::distance(names.begin(), names.find(name)));
}

std::set<std::string> volumeNames(const items::SeriesSnapshot& snapshot)
{
    std::set<std::string> names;
    for (const auto& volume : snapshot.volumes)
        names.insert(volume.name);
    if (snapshot.service.empty()) {
        for (const auto& series : snapshot.checks)
            names.insert(series.service);
    }
    return names;
}

telemetry::Duration shownWidth(const items::SeriesSnapshot& snapshot, telemetry::Timestamp start,
                               bool isAlone)
{
    return shownWidth(snapshot.range, snapshot.step, start, isAlone);
}

telemetry::Duration shownWidth(const telemetry::TimeRange& range, telemetry::Duration step,
                               telemetry::Timestamp start, bool isAlone)
{
    const telemetry::Duration width = std::min(step, range.end - start);
    const bool isShown = width == step || width >= kSettled || isAlone;
    return isShown ? std::max(width, kShortest) : telemetry::Duration::zero();
}

Point pointOf(telemetry::Timestamp start, telemetry::Duration width, double value,
              std::int64_t count)
{
    return {.start = start,
            .time = start + width / 2,
            .value = value,
            .low = value,
            .high = value,
            .count = count,
            .width = width};
}

void dropPartFilled(Line& line)
{
    if (line.points.size() < 2)
        return;
    const Point& last = line.points.back();
    const Point& before = line.points[line.points.size() - 2];
    if (before.count < kFilled || before.width <= telemetry::Duration::zero())
        return;
    const double expected = static_cast<double>(before.count)
        * static_cast<double>(last.width.count()) / static_cast<double>(before.width.count());
    if (static_cast<double>(last.count) < kPartFilled * expected)
        line.points.pop_back();
}

Line failedShare(const std::vector<store::SeriesPoint>& points,
                 const items::SeriesSnapshot& snapshot)
{
    Line line;
    line.isStepped = true;
    for (const auto& point : points) {
        const bool isAlone =
            std::ranges::none_of(points, [&point](const store::SeriesPoint& other) {
                return other.start != point.start && (other.sum.count > 0 || other.sum.level());
            });
        const telemetry::Duration width = shownWidth(snapshot, point.start, isAlone);
        if (point.sum.count == 0 || width == telemetry::Duration::zero())
            continue; // evaluated without a result: nothing to draw
        const auto count = static_cast<double>(point.sum.count);
        const health::Interval interval = health::wilsonInterval(point.sum.failed, point.sum.count);
        Point shown = pointOf(point.start, width,
                              static_cast<double>(point.sum.failed) / count * 100, point.sum.count);
        shown.low = interval.low * 100;
        shown.high = interval.high * 100;
        line.points.push_back(shown);
    }
    dropPartFilled(line);
    return line;
}

void addMarks(ChartData& data, const items::SeriesSnapshot& snapshot, const std::string& check)
{
    data.step = snapshot.step;
    for (const auto& alarm : snapshot.alarms) {
        if (check.empty() || telemetry::distributedCheck(alarm.check) == check)
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
    for (const auto& change : snapshot.returns)
        data.flags.push_back({.time = change.time,
                              .mark = common::TimeMark::Change,
                              .text = chartText(QT_TRANSLATE_NOOP("Charts", "back to %1"))
                                          .arg(common::safeLine(change.model, kNameLength))});
    for (const auto& change : snapshot.found) {
        const QString text = foundText(change);
        const bool isMarked = std::ranges::any_of(data.flags, [&](const Flag& flag) {
            return flag.text == text && flag.time - change.time <= 2 * snapshot.step
                && change.time - flag.time <= 2 * snapshot.step;
        });
        if (!isMarked)
            data.flags.push_back(
                {.time = change.time, .mark = common::TimeMark::Change, .text = text});
    }
    for (const auto& lever : snapshot.levers)
        data.flags.push_back(
            {.time = lever.time, .mark = common::TimeMark::Lever, .text = leverText(lever)});
    if (snapshot.likeliest)
        markLikeliest(*snapshot.likeliest, snapshot.step, data.flags);
    std::ranges::stable_sort(data.flags, {}, &Flag::time);
    // Results are counted on when the answers are removed: of a check nothing is missing.
    for (const auto& gap : snapshot.gaps) {
        if (check.empty() || !store::isOfRetention(gap))
            data.gaps.push_back(gap.range);
    }
}

} // namespace charts
