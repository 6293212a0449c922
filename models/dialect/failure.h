// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/fieldset.h"
#include "models/dialect/tables.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/generation.h"

#include <string>

namespace dialect {

struct Failure
{
    bool isFailed = false;
    std::string message; // as told; may be empty
};

// Whether the span failed, by any dialect's way to say so: OpenTelemetry's status, error.type, a
// level of "ERROR", a response status, a JSON-RPC code, or a tool's result that calls itself an
// error.
Failure failureOf(const CompiledTables& tables, FieldSet& fields, const telemetry::SpanRecord& span,
                  telemetry::StepKind kind);

} // namespace dialect
