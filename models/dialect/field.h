// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dialect {

// What a table can fill. fieldName() gives the spelling of the tables.
enum class Field : std::uint8_t
{
    Operation,
    Provider,
    ModelRequested,
    ModelServed,
    Model, // one name only: that of the answer when there was one, else that of the request
    Adapter,
    PromptName,
    PromptVersion,
    Route,
    Session,
    User,
    Environment,
    Release,
    ResponseId,
    ResponseStatus,
    ErrorType,
    StatusMessage,
    Succeeded, // "false" where a record says in words that it failed
    Level, // of a record that has its own way to say "error"
    FailureCode, // of a remote procedure call
    HttpStatus,
    InputTokens,
    NetInputTokens, // without what was read from a cache or written to it
    OutputTokens,
    ReasoningTokens,
    CachedTokens,
    CacheWriteTokens,
    UsageDetails, // an object: input and output without what input_* and output_* count
    Cost,
    FirstTokenSeconds,
    FirstTokenMillis,
    FirstTokenTime, // a point in time
    MaxTokens,
    ContextWindow,
    Temperature,
    FinishReasons,
    SystemInstructions,
    InputMessages,
    OutputMessages,
    AllMessages, // input and output in one list
    OutputText, // an answer in pieces, when there are no OutputMessages
    OutputReasoning,
    OutputCalls,
    OutputObject,
    FunctionCall,
    InputReference, // where content is that was stored elsewhere
    OutputReference,
    InstructionsReference,
    IsCompacted,
    ToolDefinitions,
    OutputFormat,
    OutputSchema,
    Documents,
    AgentName,
    WorkflowName,
    DataSource,
    IndexVersion, // of what is retrieved from
    ToolName,
    ToolCallId,
    ToolArguments,
    ToolResult,
    Query,
    MemoryStore,
    MemoryRecords,
    GuardrailName,
    GuardrailInput,
    GuardrailOutput,
    Input,
    Output,
    EvaluationName,
    EvaluationValue,
    EvaluationLabel,
    EvaluationExplanation,
    Evaluator,
    Evaluations,
    Annotations,
    TraceEvaluations, // of the trace as a whole
    TraceAnnotations,
    ExceptionType,
    ExceptionMessage,
    Kind, // not in a table's fields: filled from its kinds
};
inline constexpr std::size_t kFieldCount = static_cast<std::size_t>(Field::Kind) + 1;

std::string_view fieldName(Field field);
std::optional<Field> fieldFromName(std::string_view name);

} // namespace dialect
