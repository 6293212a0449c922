// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <string>

namespace commands {

// Usage error, which says how far the recording reaches, when the moment is outside of it: what is
// shown would be of another time than was asked for. `bounds` is the extent's range.
telemetry::Result<void> checkMoment(const std::string& recording, telemetry::TimeRange bounds,
                                    telemetry::Timestamp at);

} // namespace commands
