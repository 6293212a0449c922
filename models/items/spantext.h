// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"

#include <QString>

namespace items {

// Kinds and states of spans as people read them.

QString stepKindText(telemetry::StepKind kind);
QString spanKindText(telemetry::SpanKind kind);
QString statusText(telemetry::StatusCode status);

} // namespace items
