// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidentrecord.h"
#include "models/practice/truth.h"
#include "models/store/reader.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/result.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace practice {

// What has to pass without the fault before it counts as over: the recovered window. So many
// answers of the service that began in it, and at least so long.
inline constexpr std::int64_t kRecoveredAnswers = 60;
inline constexpr std::chrono::seconds kRecoveredFor{60};

// A record of which those alarms alone are left that are about the fault, with its key moments
// anew; as it is where all are, or where nobody knows what they would be of.
incident::IncidentRecord recordAbout(const Truth& truth, incident::IncidentRecord record);

// All alarms about the fault, also those that nobody took into the incident: of each all that
// happened to it, in that order.
telemetry::Result<std::vector<telemetry::AlarmTransition>>
alarmsAbout(const store::Reader& reader, const incident::IncidentRecord& record,
            const Truth& truth);

// When the last of them cleared; nothing: one is open, or there is none.
std::optional<telemetry::Timestamp>
allCleared(const std::vector<telemetry::AlarmTransition>& alarms);

// When the recovered window that began then was full; nothing: it is not, as far as is known.
telemetry::Result<std::optional<telemetry::Timestamp>>
recoveredWindow(const store::Reader& reader, const incident::IncidentRecord& record,
                const Truth& truth, telemetry::Timestamp from);

} // namespace practice
