// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <vector>

namespace store {

class Database;

// What stays in a recording whatever its limits: event times, in order and apart from each other.
using Pins = std::vector<telemetry::TimeRange>;

// From before the onset of every alarm until after its newest transition, and around the entries of
// the timeline that tell what was done or noted. Nothing that ends by `from`.
Pins readPins(const Database& database, telemetry::Timestamp from);

bool isPinned(const Pins& pins, telemetry::Timestamp time);

// The stretches of `range` that no pin covers.
Pins unpinned(const Pins& pins, const telemetry::TimeRange& range);

} // namespace store
