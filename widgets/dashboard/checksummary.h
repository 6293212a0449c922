// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/servicehealthmodel.h"

#include <QString>

#include <cstdint>

namespace dashboard {

inline constexpr std::int64_t kCheckNameLength = 60; // of a check or a service of the fleet

// All checks of one service in one cell, where there is no room for a cell each.
struct CheckSummary
{
    health::HealthState state = health::HealthState::NoData; // of the worst check
    int severity = 0; // of its alarm, 1 worst; 0: none is open
    QString text; // its name where it is not well, else how many are; safe to show
    int others = 0; // further checks with an alarm; where none has one, that are degraded
    QString othersText; // "and 2 further checks with an alarm: Refusal, Format"; empty without any
};

// Worst first, as the fleet is: alarms, degraded, unknown; well only where nothing else is.
CheckSummary checkSummary(const items::ServiceHealthModel& model, int row);

} // namespace dashboard
