// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/recoverytext.h"

#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>

#include <chrono>

namespace runbookview {

namespace {

constexpr int kSignalLength = 60;
constexpr int kFailingLength = 160;
constexpr telemetry::Duration kNotableDelay = std::chrono::seconds(30); // of answers

struct RecoveryWords
{
    Q_DECLARE_TR_FUNCTIONS(runbookview)
};

QString signalText(const RecoveryStatus& status)
{
    return common::safeLine(status.signal.toStdString(), kSignalLength);
}

QString measureText(telemetry::AlarmMeasure measure)
{
    switch (measure) {
    case telemetry::AlarmMeasure::MeanBadness:
        return RecoveryWords::tr("mean badness");
    case telemetry::AlarmMeasure::MovedShare:
        return RecoveryWords::tr("share beyond what was usual");
    case telemetry::AlarmMeasure::FailedShare:
        break;
    }
    return RecoveryWords::tr("failed share");
}

// "failed share 12.0 % (5.0–20.0), n = 44"
QString measuredText(const RecoveryStatus& status)
{
    const runbook::MeanInterval& mean = status.mean;
    if (mean.observations == 0)
        return status.isOfTimes ? RecoveryWords::tr("no answers came since it took effect")
                                : RecoveryWords::tr("no answers judged since it took effect");
    const QString of = status.isOfTimes ? RecoveryWords::tr("share with a wrong time")
                                        : measureText(status.measure);
    return RecoveryWords::tr("%1 %2, n = %3")
        .arg(of, common::rateText(mean.mean, mean.low, mean.high),
             common::countText(mean.observations));
}

// Why no clock is known to have been wrong before: none was seen to be, or too little was seen.
QString timesBeforeText(const TimesBefore& before)
{
    const QString count = common::countText(before.answers);
    if (before.answers == 0)
        return RecoveryWords::tr("no answers were seen just before: whether a clock was wrong is "
                                 "not known");
    if (before.answers < before.least)
        return RecoveryWords::tr("too few answers came just before to tell whether a clock was "
                                 "wrong (n = %1, %2 with a wrong time)")
            .arg(count, common::countText(before.wrong));
    if (before.wrong == 0)
        return RecoveryWords::tr("none of the %1 answers just before had a wrong time, so nothing "
                                 "here can recover")
            .arg(count);
    return RecoveryWords::tr("%1 of the %2 answers just before had a wrong time, too few to "
                             "measure a recovery by")
        .arg(common::percentText(static_cast<double>(before.wrong)
                                 / static_cast<double>(before.answers)),
             count);
}

// What the times of answers cannot show.
QString limitsOfTimesText(const TimesBefore& before)
{
    const QString text =
        RecoveryWords::tr("further off than %1 is not seen").arg(common::spanText(before.reach));
    return before.usualDelay < kNotableDelay
        ? text
        : RecoveryWords::tr("%1, and that they come %2 late is taken for usual")
              .arg(text,
                   common::spanText(std::chrono::round<std::chrono::seconds>(before.usualDelay)));
}

QString withoutAlarmText(const RecoveryStatus& status)
{
    if (status.isOfTimes)
        return RecoveryWords::tr("%1; %2; %3")
            .arg(timesBeforeText(status.before), limitsOfTimesText(status.before),
                 measuredText(status));
    const QString text =
        RecoveryWords::tr("no alarm was open for %1, so nothing here can recover; %2")
            .arg(signalText(status), measuredText(status));
    if (status.failing.isEmpty())
        return text;
    return RecoveryWords::tr("%1. Still failing: %2")
        .arg(text, common::safeLine(status.failing.toStdString(), kFailingLength));
}

QString withLimitText(const RecoveryStatus& status)
{
    const QString text = RecoveryWords::tr("%1: %2").arg(signalText(status), measuredText(status));
    return status.mean.observations == 0 ? text
                                         : RecoveryWords::tr("%1, has to stay below %2")
                                               .arg(text, common::percentText(status.threshold));
}

QString capitalized(QString text)
{
    return text.left(1).toUpper() + text.mid(1);
}

} // namespace

QString recoveryText(const RecoveryStatus& status)
{
    if (!status.isAlarmed)
        return capitalized(withoutAlarmText(status));
    if (status.mean.observations == 0)
        return withLimitText(status);
    switch (status.verdict) {
    case runbook::RecoveryVerdict::NotEnoughData:
        return RecoveryWords::tr("Not yet enough data. %1").arg(withLimitText(status));
    case runbook::RecoveryVerdict::Recovered:
        return withLimitText(status);
    case runbook::RecoveryVerdict::StillBad:
        return RecoveryWords::tr("Still bad. %1").arg(withLimitText(status));
    }
    return withLimitText(status);
}

bool isShownNotRecovered(const std::optional<RecoveryStatus>& status)
{
    if (!status)
        return false;
    if (status->isAlarmed || status->isOfTimes) // other alarms tell nothing of a clock
        return status->isAlarmed && status->verdict == runbook::RecoveryVerdict::StillBad;
    return !status->failing.isEmpty();
}

QString notRecoveredText(const std::optional<RecoveryStatus>& status, telemetry::Duration within)
{
    const QString why = !status ? RecoveryWords::tr("nothing was measured")
        : status->isAlarmed     ? withLimitText(*status)
                                : withoutAlarmText(*status);
    return (isShownNotRecovered(status)
                ? RecoveryWords::tr("not recovered within %1: %2")
                : RecoveryWords::tr("not known to have recovered within %1: %2"))
        .arg(common::spanText(within), why);
}

} // namespace runbookview
