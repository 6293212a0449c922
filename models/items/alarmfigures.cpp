// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/alarmfigures.h"

#include "models/health/alarmtext.h"
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

// What the fleet shows of what the alarm is about; nullptr: nothing.
const CheckCell* cellOf(const ServiceHealthModel& fleet, const telemetry::AlarmTransition& alarm)
{
    const int row = fleet.rowOf(alarm.service);
    if (row < 0 || !isOnAnswers(alarm, alarm.service, alarm.check))
        return nullptr;
    const auto& checks = fleet.row(row).checks;
    const auto cell = checks.find(alarm.check);
    return cell != checks.end() ? &cell->second : nullptr;
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
        return tr("when raised %1 of %2 were past a mark that %3 were past before")
            .arg(percentText(alarm.rateNow), countText(alarm.observations), before);
    case telemetry::AlarmMeasure::FailedShare:
        break;
    }
    if (alarm.observations <= 0)
        return tr("when raised %1, was %2").arg(percentText(alarm.rateNow), before);
    return tr("when raised %1, was %2").arg(shareOf(alarm.rateNow, alarm.observations), before);
}

std::string sentenceNow(const ServiceHealthModel& fleet, const telemetry::AlarmTransition& alarm)
{
    const CheckCell* cell = cellOf(fleet, alarm);
    if (cell == nullptr || alarm.measure != telemetry::AlarmMeasure::FailedShare
        || cell->since != alarm.onset || cell->sinceCount <= alarm.observations)
        return {};
    return health::retoldSentence(alarm.sentence, cell->sinceFailed, cell->sinceCount);
}

QString currentFigures(const ServiceHealthModel& fleet, const telemetry::AlarmTransition& alarm)
{
    const CheckCell* cell = cellOf(fleet, alarm);
    if (cell == nullptr || alarm.measure == telemetry::AlarmMeasure::MeanBadness)
        return {};
    const bool isSinceOnset = cell->recentSince.has_value();
    if (cell->recentCount == 0)
        return isSinceOnset ? tr("no result since the onset")
                            : tr("no result in the newest minute");
    if (isSinceOnset && !sentenceNow(fleet, alarm).empty())
        return {}; // the sentence says it
    const QString share =
        shareOf(static_cast<double>(cell->recentFailed) / static_cast<double>(cell->recentCount),
                cell->recentCount);
    return isSinceOnset ? tr("since the onset: %1").arg(share) : tr("newest minute: %1").arg(share);
}

} // namespace items
