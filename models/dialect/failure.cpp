// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/failure.h"

#include "models/otlp/value.h"
#include "models/telemetry/utf8.h"

#include <algorithm>

namespace dialect {

namespace {

// JSON-RPC codes are negative, HTTP's count from 400; both come in words and numbers.
bool isFailureCode(const CompiledTables& tables, const std::string& code, telemetry::SpanKind kind)
{
    if (code.empty() || code == "0" || code == "OK" || code == "200")
        return false;
    const bool isClientFault =
        std::find(tables.clientFaults.begin(), tables.clientFaults.end(), code)
        != tables.clientFaults.end();
    return !(isClientFault && kind == telemetry::SpanKind::Server);
}

// {"isError": true, ...}: MCP's way to say that the call came through and the tool failed.
bool isErrorResult(FieldSet& fields)
{
    const NodeRef result = fields.tree(Field::ToolResult);
    if (result.kind() != NodeKind::Object)
        return false;
    return result.firstOf("isError", "is_error").text() == "true";
}

} // namespace

Failure failureOf(const CompiledTables& tables, FieldSet& fields, const telemetry::SpanRecord& span,
                  telemetry::StepKind kind)
{
    const bool isError = span.status == telemetry::StatusCode::Error;
    Failure failure;
    failure.isFailed = isError || fields.has(Field::ErrorType)
        || normalisedWord(fields.text(Field::Level)) == "error"
        || fields.text(Field::ResponseStatus) == "failed"
        || isFailureCode(tables, fields.text(Field::FailureCode), span.kind)
        || (kind == telemetry::StepKind::Tool && isErrorResult(fields));
    if (!failure.isFailed)
        return failure;
    if (isError)
        failure.message = telemetry::sanitizedUtf8(otlp::statusMessage(span.body));
    if (failure.message.empty())
        failure.message = fields.text(Field::StatusMessage);
    return failure;
}

} // namespace dialect
