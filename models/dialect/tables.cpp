// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/tables.h"

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
    "adapter",
    "prompt_name",
    "prompt_version",
    "route",
    "session",
    "user",
    "response_id",
    "response_status",
    "error_type",
    "input_tokens",
    "output_tokens",
    "reasoning_tokens",
    "cached_tokens",
    "max_tokens",
    "context_window",
    "temperature",
    "finish_reasons",
    "system_instructions",
    "input_messages",
    "output_messages",
    "documents",
    "agent_name",
    "workflow_name",
    "data_source",
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
    "exception_type",
    "kind",
};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

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

std::string normalisedWord(std::string_view word)
{
    std::string normal(word);
    std::transform(normal.begin(), normal.end(), normal.begin(),
                   [](char c) { return c == '-' || c == ' ' ? '_' : lower(c); });
    return normal;
}

std::string CompiledTables::finishReason(std::string_view reason) const
{
    std::string word = normalisedWord(reason);
    const std::string* synonym = findIn(finishReasons, word);
    return synonym != nullptr ? *synonym : word;
}

std::string CompiledTables::provider(std::string_view provider) const
{
    std::string word(provider);
    std::transform(word.begin(), word.end(), word.begin(), lower);
    const std::string* synonym = findIn(providers, word);
    return synonym != nullptr ? *synonym : word;
}

bool CompiledTables::isRedacted(std::string_view text) const
{
    return std::find(redactionMarkers.begin(), redactionMarkers.end(), text)
        != redactionMarkers.end();
}

} // namespace dialect
