// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/frame/quietalarms.h"

#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace frame {

namespace {

constexpr std::int64_t kCauseLength = 120;

} // namespace

const telemetry::AlarmTransition* worstIn(const std::vector<telemetry::AlarmTransition>& alarms,
                                          telemetry::AlarmState state)
{
    const telemetry::AlarmTransition* worst = nullptr;
    for (const telemetry::AlarmTransition& alarm : alarms) {
        if (alarm.state == state && (worst == nullptr || alarm.severity < worst->severity))
            worst = &alarm;
    }
    return worst;
}

QString quietText(const std::vector<telemetry::AlarmTransition>& alarms)
{
    int shelved = 0;
    int suppressed = 0;
    telemetry::Timestamp first = telemetry::Timestamp::max();
    for (const telemetry::AlarmTransition& alarm : alarms) {
        if (alarm.state == telemetry::AlarmState::Shelved) {
            ++shelved;
            first = std::min(first, alarm.shelvedUntil);
        } else if (alarm.state == telemetry::AlarmState::Suppressed) {
            ++suppressed;
        }
    }
    QStringList parts;
    if (shelved > 0)
        parts << QCoreApplication::translate("IncidentBar", "%1 shelved until %2 UTC")
                     .arg(shelved)
                     .arg(common::utcTimeText(first));
    if (suppressed > 0)
        parts << QCoreApplication::translate("IncidentBar", "%1 suppressed").arg(suppressed);
    return parts.join(u" · "_s);
}

QString causeText(const telemetry::AlarmTransition& alarm)
{
    return common::safeLine(alarm.cause, kCauseLength);
}

} // namespace frame
