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
    if (fields.text(Field::ToolResult).find("rror") == std::string::npos)
        return false;
    const NodeRef result = fields.tree(Field::ToolResult);
    if (result.kind() != NodeKind::Object)
        return false;
    return result.firstOf("isError", "is_error").text() == "true";
}

constexpr std::size_t kSearched = 2048; // of a message

std::string lowered(std::string_view text)
{
    std::string lower(text.substr(0, kSearched));
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return lower;
}

// "Error code: 429 - {...}": as the Python clients of OpenAI and Anthropic begin.
std::string_view codeOf(std::string_view message)
{
    constexpr std::string_view kBefore = "Error code: ";
    constexpr std::size_t kDigits = 3;
    return message.starts_with(kBefore) ? message.substr(kBefore.size(), kDigits)
                                        : std::string_view();
}

bool holdsAny(const std::string& text, const std::vector<std::string>& words)
{
    return std::any_of(words.begin(), words.end(), [&text](const std::string& word) {
        return text.find(word) != std::string::npos;
    });
}

} // namespace

std::string errorKindOf(const CompiledTables& tables, telemetry::StepKind step,
                        std::string_view type, std::string_view message, std::string_view status)
{
    const std::string text = lowered(type) + ' ' + lowered(message);
    for (const ErrorKind& error : tables.errorKinds) {
        if (holdsAny(text, error.words))
            return error.kind;
    }
    const bool isModelCall =
        step == telemetry::StepKind::Generation || step == telemetry::StepKind::Embeddings;
    // "429 Rate limit reached": clients put the status before what the server said.
    for (const std::string_view told :
         {status, type, message.substr(0, message.find(' ')), codeOf(message)}) {
        const std::string* own = isModelCall ? findIn(tables.modelErrorStatuses, told) : nullptr;
        const std::string* any = findIn(tables.errorStatuses, told);
        if (own != nullptr || any != nullptr)
            return own != nullptr ? *own : *any;
    }
    return {};
}

bool isModelError(const CompiledTables& tables, const telemetry::Step& step)
{
    const auto& sure = tables.modelErrorKinds;
    if (std::find(sure.begin(), sure.end(), step.errorKind) != sure.end())
        return true;
    return !step.errorKind.empty()
        && holdsAny(lowered(step.errorType) + ' ' + lowered(step.errorMessage),
                    tables.modelErrorWords);
}

Failure failureOf(const CompiledTables& tables, FieldSet& fields, const telemetry::SpanRecord& span,
                  telemetry::StepKind kind)
{
    const bool isError = span.status == telemetry::StatusCode::Error;
    Failure failure;
    failure.isFailed = isError || fields.has(Field::ErrorType)
        || normalisedWord(fields.text(Field::Level)) == "error"
        || normalisedWord(fields.text(Field::Succeeded)) == "false"
        || fields.text(Field::ResponseStatus) == "failed"
        || isFailureCode(tables, fields.text(Field::FailureCode), span.kind)
        || (kind == telemetry::StepKind::Tool && isErrorResult(fields));
    if (!failure.isFailed)
        return failure;
    if (isError)
        failure.message = telemetry::sanitizedUtf8(otlp::statusMessage(span.body));
    if (failure.message.empty())
        failure.message = fields.text(Field::StatusMessage);
    if (failure.message == "true") // that there was one is no message
        failure.message.clear();
    return failure;
}

} // namespace dialect
