// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"

#include <optional>
#include <string>
#include <vector>

namespace replay {

// One alarm from its raise to its end.
struct AlarmCourse
{
    telemetry::AlarmTransition raised;
    std::optional<telemetry::AlarmTransition> cleared;
    telemetry::AlarmTransition newest;
};
// In the order in which they were raised.
std::vector<AlarmCourse> coursesOf(const std::vector<telemetry::AlarmTransition>& transitions);

// Where two series of transitions differ in anything but ids, in words; empty: nowhere. Each alarm
// of the one is held against the alarm of the same monitor that was raised as the same one of it.
std::string differenceBetween(const std::vector<telemetry::AlarmTransition>& recorded,
                              const std::vector<telemetry::AlarmTransition>& told);

} // namespace replay
