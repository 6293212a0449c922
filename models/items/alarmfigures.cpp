// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/alarmfigures.h"

#include "models/health/interval.h"
#include "models/items/formats.h"
#include "models/items/openalarms.h"
#include "models/items/translation.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace items {

namespace {

// "43 % of 358 (38–48 %)"
QString shareOf(double share, std::int64_t count)
{
    const auto failed = std::llround(share * static_cast<double>(count));
    const health::Interval interval = health::wilsonInterval(failed, count);
    return tr("%1 of %2 (%3)")
        .arg(percentText(share), countText(count), intervalText(interval.low, interval.high));
}

} // namespace

QString raisedFigures(const telemetry::AlarmTransition& alarm)
{
    const QString before = percentText(alarm.rateBefore);
    switch (alarm.measure) {
    case telemetry::AlarmMeasure::MeanBadness:
        return tr("when raised mean badness %1 of %2, was %3")
            .arg(percentText(alarm.rateNow), countText(alarm.observations), before);
    case telemetry::AlarmMeasure::MovedShare:
        return tr("when raised %1 of %2 beyond what was usual for %3")
            .arg(percentText(alarm.rateNow), countText(alarm.observations), before);
    case telemetry::AlarmMeasure::FailedShare:
        break;
    }
    if (alarm.observations <= 0)
        return tr("when raised %1, was %2").arg(percentText(alarm.rateNow), before);
    return tr("when raised %1, was %2").arg(shareOf(alarm.rateNow, alarm.observations), before);
}

QString currentFigures(const ServiceHealthModel& fleet, const telemetry::AlarmTransition& alarm)
{
    const int row = fleet.rowOf(alarm.service);
    if (row < 0 || !isOnAnswers(alarm, alarm.service, alarm.check))
        return {};
    const auto& checks = fleet.row(row).checks;
    const auto cell = checks.find(alarm.check);
    if (cell == checks.end())
        return {};
    const bool isSinceOnset = cell->second.recentSince.has_value();
    if (cell->second.recentCount == 0)
        return isSinceOnset ? tr("no result since the onset")
                            : tr("no result in the newest minute");
    const QString share = shareOf(static_cast<double>(cell->second.recentFailed)
                                      / static_cast<double>(cell->second.recentCount),
                                  cell->second.recentCount);
    // Beside a mean it has to be said that this one is a share.
    const bool isMean = alarm.measure == telemetry::AlarmMeasure::MeanBadness;
    const QString text =
        isSinceOnset ? tr("since the onset: %1").arg(share) : tr("newest minute: %1").arg(share);
    return isMean ? tr("%1 failed").arg(text) : text;
}

} // namespace items
