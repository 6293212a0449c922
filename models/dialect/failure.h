// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/fieldset.h"
#include "models/dialect/tables.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/generation.h"

#include <string>
#include <string_view>

namespace dialect {

struct Failure
{
    bool isFailed = false;
    std::string message; // as told; may be empty
};

// What an error is about, in the tables' words (rate_limit, context_overflow, ...); empty when its
// type, message and status do not say. The same status says something else of a model's call.
std::string errorKindOf(const CompiledTables& tables, telemetry::StepKind step,
                        std::string_view type, std::string_view message, std::string_view status);
// Whether it came from the interface of a model.
bool isModelError(const CompiledTables& tables, const telemetry::Step& step);

// Whether the span failed, by any dialect's way to say so: OpenTelemetry's status, error.type, a
// level of "ERROR", a response status, a JSON-RPC code, or a tool's result that calls itself an
// error.
Failure failureOf(const CompiledTables& tables, FieldSet& fields, const telemetry::SpanRecord& span,
                  telemetry::StepKind kind);

} // namespace dialect
