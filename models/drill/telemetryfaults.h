// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/departure.h"
#include "models/telemetry/timerange.h"

#include <cstdint>

namespace drill {

// What instrumentation may do to what a service tells of itself. The service knows nothing of it.

// Text attributes of spans and log records end after so many characters, as a limit on the length
// of attribute values has it: also where they are JSON.
void cutAttributes(Departure& departure, std::int64_t characters);
// By a clock that is off by `skew`; negative: behind.
void skewClock(Departure& departure, telemetry::Duration skew);

} // namespace drill
