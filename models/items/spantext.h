// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/trace/spantree.h"

#include <QString>

namespace items {

// Kinds and states of spans as people read them.

QString stepKindText(telemetry::StepKind kind);
QString spanKindText(telemetry::SpanKind kind);
// The name as sent, or a word for a span that has none.
QString spanNameText(const store::SpanRow& span);
// Why a span that never came is shown.
QString inferredText(const store::SpanRow& span);
QString statusText(telemetry::StatusCode status);
// How a span ended, by whichever way its dialect says so; "inferred" when it never came.
QString outcomeText(const store::SpanRow& span);
// What a failure is within its trace, behind a bar or a name; empty when there is none.
QString failureText(trace::Failure failure);

} // namespace items
