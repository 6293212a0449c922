// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sampling/reask.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/timelineentry.h"

#include <string>

namespace reask {

// The samples as an OTLP ExportTraceServiceRequest, protobuf. They take the same way as everything
// else that comes in, in a trace of their own, under a service name of their own
// ("shop (re-ask)"), so that they are kept, exported and judged and no passive signal counts one of
// them. Each names the suspect (sampling::kSuspectTrace, kSuspectSpan). Empty without samples.
std::string tracesOf(const sampling::Reask& again, const telemetry::Generation& suspect);

// What the timeline tells of it: who asked what of whom, what was estimated, how many answered.
// sampling::readReasks() reads it back. The actor is the Reask's.
telemetry::TimelineEntry entryOf(const sampling::Reask& again);

} // namespace reask
