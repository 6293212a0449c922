// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidentrecord.h"
#include "models/practice/truth.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace practice {

// What has to pass without the fault before it counts as over: the recovered window. So many
// answers of the service that began in it, and at least so long.
inline constexpr std::int64_t kRecoveredAnswers = 60;
inline constexpr std::chrono::seconds kRecoveredFor{60};

// A record of which those alarms alone are left that are about the fault, with its key moments
// anew; as it is where all are, or where nobody knows what they would be of.
incident::IncidentRecord recordAbout(const Truth& truth, incident::IncidentRecord record);

// When the newest of its alarms cleared; nothing: one is open, or there was none.
std::optional<telemetry::Timestamp> allCleared(const incident::IncidentRecord& record);

// When the recovered window that began then was full; nothing: it is not, as far as is known.
telemetry::Result<std::optional<telemetry::Timestamp>>
recoveredWindow(const store::Reader& reader, const incident::IncidentRecord& record,
                const Truth& truth, telemetry::Timestamp from);

} // namespace practice
