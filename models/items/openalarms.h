// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"

#include <optional>
#include <string>
#include <vector>

namespace items {

// Which alarms count as open, everywhere in the same way. Pure functions.

bool isOpen(const telemetry::AlarmTransition& alarm); // not cleared, shelved or suppressed
// The open alarm to be looked at first: not acknowledged before acknowledged, then by severity,
// then the oldest. Null when none is open.
const telemetry::AlarmTransition* worstOpen(const std::vector<telemetry::AlarmTransition>& alarms);

// The one that was over last: of those that say that answers were wrong where there are any, else
// of those that only say that they were others. Nothing: none is over.
std::optional<telemetry::AlarmTransition>
lastCleared(const std::vector<telemetry::AlarmTransition>& alarms);

// Whether it is about this check of the service's answers: not of a judge's own calls, which no
// cell or chart of a check holds.
bool isOnAnswers(const telemetry::AlarmTransition& alarm, const std::string& service,
                 const std::string& check);

// What share of answers usually failed before the newest alarm on it, whatever became of that
// alarm; nullopt when there was none.
std::optional<double> usualShare(const std::vector<telemetry::AlarmTransition>& alarms,
                                 const std::string& service, const std::string& check);

// Newest onset of what is open on it; nullopt when nothing is.
std::optional<telemetry::Timestamp> openOnset(const std::vector<telemetry::AlarmTransition>& alarms,
                                              const std::string& service, const std::string& check);

} // namespace items
