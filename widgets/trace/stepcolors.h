// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"
#include "widgets/common/theme.h"

namespace traceview {

// One colour for each kind of step in every view of a trace; its name or icon says the same.
common::ColorRole stepRole(telemetry::StepKind kind);
// Of a step that the search found something in: the name on it stays readable.
inline constexpr float kHitTint = 0.28F;

} // namespace traceview
