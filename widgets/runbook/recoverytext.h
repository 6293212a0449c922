// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"
#include "widgets/runbook/commandport.h"

#include <QString>

#include <optional>

namespace runbookview {

// What the recovery test says, in words: what is measured of which service, the mean with its
// interval and n, what it has to come to, and why it cannot recover where it cannot.
QString recoveryText(const RecoveryStatus& status);

// After the time that recovery was given: was it measured that it is not there? False when too
// little was seen to say either.
bool isShownNotRecovered(const std::optional<RecoveryStatus>& status);
// The same in a sentence, for the ladder and the timeline.
QString notRecoveredText(const std::optional<RecoveryStatus>& status, telemetry::Duration within);

} // namespace runbookview
