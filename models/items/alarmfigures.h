// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/servicehealthmodel.h"
#include "models/telemetry/alarm.h"

#include <QString>

namespace items {

// The figures of an alarm, each with what it is over: never two rates side by side of which nobody
// says why they differ. Pure functions.

// "when raised 82 % of 11 (52–95 %), was 2.0 %": from its onset until it was raised.
QString raisedFigures(const telemetry::AlarmTransition& alarm);

// "newest minute: 43 % of 358 (38–48 %)", or since the onset while that is nearer; empty where no
// cell of the fleet is about what the alarm is about.
QString currentFigures(const ServiceHealthModel& fleet, const telemetry::AlarmTransition& alarm);

} // namespace items
