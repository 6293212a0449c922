// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"
#include "models/telemetry/result.h"

#include <string>
#include <string_view>

// What every fuzz target does with what it made of its input. A broken promise aborts, which is
// what libFuzzer and the replay both call a finding.
namespace fuzz {

// Ends the program, naming what does not hold.
void require(bool holds, const char* promise);

// Reads the whole batch as the program would: attributes, events and links, generations, steps and
// evaluations, one generation composed from its span and logs, two copies of a span merged.
void lookAt(telemetry::Result<telemetry::Batch> decoded);

} // namespace fuzz
