// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/openalarms.h"

#include "models/telemetry/judgecall.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <tuple>

namespace items {

bool isOpen(const telemetry::AlarmTransition& alarm)
{
    return alarm.state != telemetry::AlarmState::Cleared
        && alarm.state != telemetry::AlarmState::Shelved
        && alarm.state != telemetry::AlarmState::Suppressed;
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

std::optional<telemetry::AlarmTransition>
lastCleared(const std::vector<telemetry::AlarmTransition>& alarms)
{
    const auto rank = [](const telemetry::AlarmTransition& alarm) {
        return std::tuple(!telemetry::isShiftCheck(alarm.check), alarm.time);
    };
    std::optional<telemetry::AlarmTransition> last;
    for (const auto& alarm : alarms) {
        const bool isOver = alarm.state == telemetry::AlarmState::Cleared;
        if (isOver && (!last || rank(alarm) > rank(*last)))
            last = alarm;
    }
    return last;
}

bool isOnAnswers(const telemetry::AlarmTransition& alarm, const std::string& service,
                 const std::string& check)
{
    return alarm.service == service && alarm.check == check
        && alarm.operation != telemetry::kJudgeOperation;
}

std::optional<double> usualShare(const std::vector<telemetry::AlarmTransition>& alarms,
                                 const std::string& service, const std::string& check)
{
    const telemetry::AlarmTransition* newest = nullptr;
    for (const auto& alarm : alarms) {
        const bool isSame = isOnAnswers(alarm, service, check)
            && alarm.measure == telemetry::AlarmMeasure::FailedShare;
        if (isSame && (newest == nullptr || alarm.onset > newest->onset))
            newest = &alarm;
    }
    return newest == nullptr ? std::nullopt : std::optional(newest->rateBefore);
}

std::optional<telemetry::Timestamp> openOnset(const std::vector<telemetry::AlarmTransition>& alarms,
                                              const std::string& service, const std::string& check)
{
    std::optional<telemetry::Timestamp> newest;
    for (const auto& alarm : alarms) {
        if (isOnAnswers(alarm, service, check) && isOpen(alarm))
            newest = std::max(alarm.onset, newest.value_or(alarm.onset));
    }
    return newest;
}

} // namespace items
