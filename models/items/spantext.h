// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/telemetry/timerange.h"

#include <QString>

#include <optional>

namespace items {

// Durations and kinds of spans as people read them.

// "870 ns", "12.3 µs", "870 ms", "12.3 s", "4 min 05 s", "2 h 04 min"; "unknown" when absent.
QString durationText(std::optional<telemetry::Duration> duration);
QString stepKindText(telemetry::StepKind kind);
QString spanKindText(telemetry::SpanKind kind);
QString statusText(telemetry::StatusCode status);

} // namespace items
