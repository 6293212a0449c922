// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/canary/prober.h"

#include <string>
#include <vector>

namespace canary {

// Probes as telemetry: they take the same way as everything else that comes in, under a service
// name of their own ("shop (canary)"), so that no passive signal ever counts one of them.
struct ProbeTelemetry
{
    std::string traces; // OTLP ExportTraceServiceRequest, protobuf
    std::string logs; // evaluations (gen_ai.evaluation.result); empty when there is none
};

// The name of the check that probes are scored by.
inline constexpr const char* kProbeCheck = "probe";

std::string canaryService(const ProbeSet& set);

// A probe without an answer is a failed call and no evaluation: it says nothing of the model.
ProbeTelemetry telemetryOf(const ProbeSet& set, const std::vector<ProbeOutcome>& outcomes);

} // namespace canary
