// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/field.h"

#include <algorithm>
#include <array>

namespace dialect {

namespace {

// In the order of Field.
constexpr std::array<std::string_view, kFieldCount> kFieldNames{
    "operation",
    "provider",
    "model_requested",
    "model_served",
    "model",
    "adapter",
    "prompt_name",
    "prompt_version",
    "route",
    "session",
    "user",
    "environment",
    "release",
    "response_id",
    "response_status",
    "error_type",
    "status_message",
    "succeeded",
    "level",
    "failure_code",
    "http_status",
    "input_tokens",
    "net_input_tokens",
    "output_tokens",
    "reasoning_tokens",
    "cached_tokens",
    "cache_write_tokens",
    "usage_details",
    "cost",
    "first_token_seconds",
    "first_token_millis",
    "first_token_time",
    "max_tokens",
    "context_window",
    "temperature",
    "finish_reasons",
    "system_instructions",
    "input_messages",
    "output_messages",
    "all_messages",
    "output_text",
    "output_reasoning",
    "output_calls",
    "output_object",
    "function_call",
    "input_reference",
    "output_reference",
    "instructions_reference",
    "is_compacted",
    "tool_definitions",
    "output_format",
    "output_schema",
    "documents",
    "agent_name",
    "workflow_name",
    "data_source",
    "index_version",
    "tool_name",
    "tool_call_id",
    "tool_arguments",
    "tool_result",
    "query",
    "memory_store",
    "memory_records",
    "guardrail_name",
    "guardrail_input",
    "guardrail_output",
    "input",
    "output",
    "evaluation_name",
    "evaluation_value",
    "evaluation_label",
    "evaluation_explanation",
    "evaluator",
    "evaluations",
    "annotations",
    "trace_evaluations",
    "trace_annotations",
    "exception_type",
    "exception_message",
    "kind",
};

} // namespace

std::string_view fieldName(Field field)
{
    return kFieldNames[static_cast<std::size_t>(field)];
}

std::optional<Field> fieldFromName(std::string_view name)
{
    const auto found = std::find(kFieldNames.begin(), kFieldNames.end(), name);
    if (found == kFieldNames.end() || name == fieldName(Field::Kind))
        return std::nullopt;
    return static_cast<Field>(found - kFieldNames.begin());
}

} // namespace dialect
