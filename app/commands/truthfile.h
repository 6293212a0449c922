// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidentrecord.h"
#include "models/practice/truth.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <string>

namespace commands {

// Of a JSON file, or of the incident in a recording (the newest that is open, else the newest, else
// all of it).
telemetry::Result<practice::Truth> readTruth(const std::string& path);

// Usage error when there is no incident of that id; empty: the newest that is open, else the
// newest, and where nobody opened one the whole recording. As known then. Pool thread.
telemetry::Result<incident::IncidentRecord>
readIncidentOrAll(const store::Reader& reader, const std::string& id,
                  telemetry::Timestamp knownAt = telemetry::Timestamp::max());

} // namespace commands
