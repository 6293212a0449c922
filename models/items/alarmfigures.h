// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/servicehealthmodel.h"
#include "models/telemetry/alarm.h"

#include <QString>

#include <string>

namespace items {

// The figures of an alarm, each with what it is over: never two rates side by side of which nobody
// says why they differ. Pure functions.

// "when raised 82 % of 11 (52–95 %), was 2.0 %": from its onset until it was raised.
QString raisedFigures(const telemetry::AlarmTransition& alarm);

// The alarm's sentence with what was counted since its onset in the place of the answers that it
// was raised on, once there are more of them: a few of the worst raise it, and overstate it. Empty
// where nothing more is known.
std::string sentenceNow(const ServiceHealthModel& fleet, const telemetry::AlarmTransition& alarm);

// "newest minute: 43 % of 358 (38–48 %)", or since the onset while that is nearer; empty where no
// cell of the fleet is about what the alarm is about, and beside a mean badness, which is no share.
QString currentFigures(const ServiceHealthModel& fleet, const telemetry::AlarmTransition& alarm);

} // namespace items
