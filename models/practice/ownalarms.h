// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidentrecord.h"
#include "models/practice/levermoves.h"
#include "models/practice/truth.h"
#include "models/store/reader.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/result.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace practice {

// What has to pass without the fault before it counts as over: the recovered window. So many
// answers of the service that began in it, and at least so long.
inline constexpr std::int64_t kRecoveredAnswers = 60;
inline constexpr std::chrono::seconds kRecoveredFor{60};

// Whether a move of a lever brought what an alarm tells, and not the fault: it was raised after
// that, and what it tells began, as far as is likeliest, with a cure that stood, which is the way
// back, or just as another lever of its service moved. One that leaves a cure brings the fault
// itself. Pure function.
bool isOfAMove(const telemetry::AlarmTransition& raised, const Truth& truth,
               const std::vector<MovedLever>& moves);

// A record of which those alarms alone are left that are about the fault, with its key moments
// anew; as it is where all are, or where nobody knows what they would be of.
incident::IncidentRecord recordAbout(const Truth& truth, incident::IncidentRecord record);

// All alarms about the fault, also those that nobody took into the incident: of each all that
// happened to it, in that order.
telemetry::Result<std::vector<telemetry::AlarmTransition>>
alarmsAbout(const store::Reader& reader, const incident::IncidentRecord& record,
            const Truth& truth);

// The ids of those that have not cleared, in the order in which they were raised.
std::vector<std::string> openOf(const std::vector<telemetry::AlarmTransition>& alarms);
// The transition by which the last of them cleared; nothing: one is open, or there is none.
std::optional<telemetry::AlarmTransition>
lastCleared(const std::vector<telemetry::AlarmTransition>& alarms);

// When the recovered window that began then was full; nothing: it is not, as far as is known.
telemetry::Result<std::optional<telemetry::Timestamp>>
recoveredWindow(const store::Reader& reader, const incident::IncidentRecord& record,
                const Truth& truth, telemetry::Timestamp from);

// What a recording holds of a planted fault: the incidents that alarms about it are part of as one
// record, called as the first of them that was opened; where there is none the newest that is open,
// else the newest, else the whole recording. Without exposure.
telemetry::Result<incident::IncidentRecord>
readDrillRecord(const store::Reader& reader, const Truth& truth,
                telemetry::Timestamp knownAt = telemetry::Timestamp::max());

// Ids of the incidents that one of the alarms is part of, in the order in which they were opened.
telemetry::Result<std::vector<std::string>>
incidentsWith(const store::Reader& reader, const std::vector<telemetry::AlarmTransition>& alarms,
              telemetry::Timestamp knownAt);

} // namespace practice
