// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/judgecharts.h"

#include "models/health/interval.h"
#include "widgets/charts/chartparts.h"
#include "widgets/common/plaintext.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace charts {

namespace {

struct Share
{
    std::int64_t part = 0;
    std::int64_t count = 0; // 0: the bucket does not tell it
};

double inSeconds(telemetry::Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

ChartData emptyJudgeChart(const items::SeriesSnapshot& snapshot, const items::JudgeSnapshot& judges,
                          ValueKind kind)
{
    ChartData data;
    addMarks(data, snapshot, {});
    data.step = judges.step;
    data.kind = kind;
    data.emptyText = chartText(QT_TRANSLATE_NOOP("Charts", "Nothing in view."));
    return data;
}

// What one bucket of a judge is drawn as; nothing: not at all.
using Drawn =
    std::function<std::optional<Point>(const store::JudgeRow&, const store::JudgePoint&, Point)>;

void addLines(ChartData& data, const items::JudgeSnapshot& judges, const Drawn& drawn)
{
    const std::size_t count = std::min(judges.judges.size(), kMostJudgeLines);
    for (std::size_t i = 0; i < count; ++i) {
        const store::JudgeRow& judge = judges.judges[i];
        Line line;
        line.name = judgeName(judges, judge);
        line.role = seriesRole(i);
        line.isStepped = true;
        for (const store::JudgePoint& point : judge.course) {
            const telemetry::Duration width =
                shownWidth(judges.range, judges.step, point.start, judge.course.size() == 1);
            if (width == telemetry::Duration::zero())
                continue;
            if (auto shown = drawn(judge, point, pointOf(point.start, width, 0, 0)))
                line.points.push_back(*shown);
        }
        if (!line.points.empty())
            data.lastEvent = std::max(data.lastEvent, line.points.back().range().end);
        data.lines.push_back(std::move(line));
    }
}

std::optional<Point> shareOf(const Share& share, Point point)
{
    if (share.count <= 0)
        return std::nullopt;
    const health::Interval interval = health::wilsonInterval(share.part, share.count);
    point.value = 100.0 * static_cast<double>(share.part) / static_cast<double>(share.count);
    point.low = interval.low * 100;
    point.high = interval.high * 100;
    point.count = share.count;
    return point;
}

// Bands that lie on each other tell nothing.
void addBand(ChartData& data)
{
    if (data.lines.size() == 1)
        data.lines.front().hasBand = true;
}

bool hasAny(const items::JudgeSnapshot& judges,
            const std::function<bool(const store::JudgePoint&)>& tells)
{
    return std::ranges::any_of(judges.judges, [&tells](const store::JudgeRow& judge) {
        return std::ranges::any_of(judge.course, tells);
    });
}

} // namespace

QString judgeName(const items::JudgeSnapshot& judges, const store::JudgeRow& judge)
{
    const auto differ = [&](std::string store::JudgeRow::*field) {
        return std::ranges::any_of(judges.judges, [&](const store::JudgeRow& other) {
            return other.*field != judge.*field;
        });
    };
    const QString evaluator = judge.evaluator.empty()
        ? chartText(QT_TRANSLATE_NOOP("Charts", "judge not named"))
        : common::safeLine(judge.evaluator, kNameLength);
    const QString check = common::safeLine(judge.check, kNameLength);
    if (!differ(&store::JudgeRow::evaluator))
        return differ(&store::JudgeRow::check) ? check : evaluator;
    return differ(&store::JudgeRow::check) ? u"%1 · %2"_s.arg(check, evaluator) : evaluator;
}

bool hasDelays(const items::JudgeSnapshot& judges)
{
    return hasAny(judges, [](const store::JudgePoint& point) { return point.delays > 0; });
}

bool hasOwnCalls(const items::JudgeSnapshot& judges)
{
    return hasAny(judges, [](const store::JudgePoint& point) { return point.ownCallsKnown > 0; });
}

bool hasAgreement(const items::JudgeSnapshot& judges, store::Agreement store::JudgePoint::*whom)
{
    return hasAny(judges,
                  [whom](const store::JudgePoint& point) { return (point.*whom).count() > 0; });
}

ChartData judgeFailureChart(const items::SeriesSnapshot& snapshot,
                            const items::JudgeSnapshot& judges)
{
    ChartData data = emptyJudgeChart(snapshot, judges, ValueKind::Percent);
    addLines(data, judges, [](const auto&, const store::JudgePoint& point, Point shown) {
        return shareOf({.part = point.unavailable, .count = point.evaluations()}, shown);
    });
    addBand(data);
    return data;
}

ChartData judgeDelayChart(const items::SeriesSnapshot& snapshot, const items::JudgeSnapshot& judges)
{
    ChartData data = emptyJudgeChart(snapshot, judges, ValueKind::Seconds);
    const auto add = [&](telemetry::Duration store::JudgePoint::*delay) {
        addLines(data, judges,
                 [delay](const auto&, const store::JudgePoint& point,
                         Point shown) -> std::optional<Point> {
                     if (point.delays == 0)
                         return std::nullopt;
                     shown.value = shown.low = shown.high = inSeconds(point.*delay);
                     shown.count = point.delays;
                     return shown;
                 });
    };
    add(&store::JudgePoint::delayMedian);
    if (data.lines.size() != 1)
        return data;
    add(&store::JudgePoint::delayWorst);
    data.lines.front().name = chartText(QT_TRANSLATE_NOOP("Charts", "median"));
    data.lines.back().name = chartText(QT_TRANSLATE_NOOP("Charts", "95 % within"));
    data.lines.back().role = common::ColorRole::Series2;
    data.lines.back().isThin = true;
    return data;
}

ChartData judgedShareChart(const items::SeriesSnapshot& snapshot,
                           const items::JudgeSnapshot& judges)
{
    ChartData data = emptyJudgeChart(snapshot, judges, ValueKind::Percent);
    data.leastCeiling = 100;
    addLines(data, judges,
             [&judges](const store::JudgeRow& judge, const store::JudgePoint& point,
                       Point shown) -> std::optional<Point> {
                 if (shown.range().end > judges.settled(judge))
                     return std::nullopt;
                 return shareOf({.part = point.judged, .count = point.answers}, shown);
             });
    addBand(data);
    return data;
}

ChartData agreementChart(const items::SeriesSnapshot& snapshot, const items::JudgeSnapshot& judges,
                         store::Agreement store::JudgePoint::*whom)
{
    ChartData data = emptyJudgeChart(snapshot, judges, ValueKind::Percent);
    data.leastCeiling = 100;
    addLines(data, judges, [whom](const auto&, const store::JudgePoint& point, Point shown) {
        const store::Agreement& agreement = point.*whom;
        return shareOf(
            {.part = agreement.bothFailed + agreement.bothPassed, .count = agreement.count()},
            shown);
    });
    addBand(data);
    return data;
}

ChartData ownInputChart(const items::SeriesSnapshot& snapshot, const items::JudgeSnapshot& judges)
{
    ChartData data = emptyJudgeChart(snapshot, judges, ValueKind::Percent);
    addLines(data, judges, [](const auto&, const store::JudgePoint& point, Point shown) {
        return shareOf({.part = point.ownInputCut, .count = point.ownCallsKnown}, shown);
    });
    addBand(data);
    return data;
}

} // namespace charts
