// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/openalarms.h"

#include <tuple>

namespace items {

bool isOpen(const telemetry::AlarmTransition& alarm)
{
    return alarm.state != telemetry::AlarmState::Cleared
        && alarm.state != telemetry::AlarmState::Shelved;
}

const telemetry::AlarmTransition* worstOpen(const std::vector<telemetry::AlarmTransition>& alarms)
{
    const auto rank = [](const telemetry::AlarmTransition& alarm) {
        return std::tuple(alarm.state == telemetry::AlarmState::Acknowledged, alarm.severity,
                          alarm.time);
    };
    const telemetry::AlarmTransition* worst = nullptr;
    for (const auto& alarm : alarms) {
        if (isOpen(alarm) && (worst == nullptr || rank(alarm) < rank(*worst)))
            worst = &alarm;
    }
    return worst;
}

} // namespace items
