// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/axes.h"

#include "widgets/common/formats.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace charts {

TimeTicks timeTicks(const telemetry::TimeRange& range, int most)
{
    static constexpr std::array<telemetry::Duration, 20> kSteps{
        1s,    2s,    5s, 10s, 15s, 30s, 1min, 2min, 5min,    10min,
        15min, 30min, 1h, 2h,  3h,  6h,  12h,  24h,  24h * 7, 24h * 28};
    TimeTicks ticks;
    if (range.isEmpty() || most <= 0)
        return ticks;
    const auto fits = [&](telemetry::Duration step) { return range.duration() / step < most; };
    const auto found = std::ranges::find_if(kSteps, fits);
    ticks.step = found == kSteps.end() ? range.duration() / most : *found;
    const auto step = ticks.step.count();
    const auto start = telemetry::toUnixNanos(range.start);
    for (auto at = start + (step - ((start % step) + step) % step) % step;
         at < telemetry::toUnixNanos(range.end); at += step)
        ticks.times.push_back(telemetry::fromUnixNanos(at));
    return ticks;
}

QString tickText(telemetry::Timestamp time, telemetry::Duration step)
{
    if (step < 1min)
        return common::utcTimeText(time);
    if (step < 24h)
        return common::utcTimeText(time).left(5);
    const auto millis =
        std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    return english.toString(QDateTime::fromMSecsSinceEpoch(millis, Qt::UTC), u"d MMM"_s);
}

double niceCeiling(double value)
{
    if (!(value > 0) || !std::isfinite(value))
        return 1;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (value <= factor * power * (1 + 1e-9))
            return factor * power;
    }
    return 10 * power;
}

double steadyCeiling(double current, double wanted, double limit)
{
    const double nice = std::min(niceCeiling(wanted), limit);
    const bool isRoomy = wanted < current * 0.4;
    return nice > current || isRoomy ? nice : current;
}

} // namespace charts
