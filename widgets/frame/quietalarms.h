// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"

#include <QString>

#include <vector>

namespace frame {

// Alarms that stand but call nobody: on the shelf for a while, or suppressed by a cause. Put out of
// sight, not forgotten. Pure functions; texts are safe to show.

// The worst in that state; null when none is.
const telemetry::AlarmTransition* worstIn(const std::vector<telemetry::AlarmTransition>& alarms,
                                          telemetry::AlarmState state);
// "1 shelved until 03:40:12 UTC · 2 suppressed"; empty when none is.
QString quietText(const std::vector<telemetry::AlarmTransition>& alarms);
// "A-0003" or what was written, as the end of a sentence.
QString causeText(const telemetry::AlarmTransition& alarm);

} // namespace frame
