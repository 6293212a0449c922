// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/attributeuse.h"

#include "models/dialect/field.h"
#include "models/dialect/tables.h"

#include <algorithm>
#include <set>

namespace dialect {

namespace {

AttributeUse useOf(Field field)
{
    switch (field) {
    case Field::Session:
    case Field::User:
        return AttributeUse::Person;
    case Field::Operation:
    case Field::Provider:
    case Field::ModelRequested:
    case Field::ModelServed:
    case Field::Model:
    case Field::Adapter:
    case Field::PromptName:
    case Field::PromptVersion:
    case Field::Route:
    case Field::Environment:
    case Field::InputTokens:
    case Field::NetInputTokens:
    case Field::OutputTokens:
    case Field::ReasoningTokens:
    case Field::CachedTokens:
    case Field::CacheWriteTokens:
    case Field::Cost:
    case Field::FirstTokenSeconds:
    case Field::FirstTokenMillis:
    case Field::FirstTokenTime:
    case Field::MaxTokens:
    case Field::ContextWindow:
    case Field::Temperature:
    case Field::FinishReasons:
    case Field::OutputFormat:
    case Field::Kind:
        return AttributeUse::Fact;
    case Field::ResponseId:
    case Field::StatusMessage:
    case Field::UsageDetails:
    case Field::SystemInstructions:
    case Field::InputMessages:
    case Field::OutputMessages:
    case Field::AllMessages:
    case Field::OutputText:
    case Field::OutputReasoning:
    case Field::OutputCalls:
    case Field::OutputObject:
    case Field::FunctionCall:
    case Field::InputReference:
    case Field::OutputReference:
    case Field::InstructionsReference:
    case Field::ToolDefinitions:
    case Field::OutputSchema:
    case Field::Documents:
    case Field::ToolCallId:
    case Field::ToolArguments:
    case Field::ToolResult:
    case Field::Query:
    case Field::MemoryRecords:
    case Field::GuardrailInput:
    case Field::GuardrailOutput:
    case Field::Input:
    case Field::Output:
    case Field::EvaluationName:
    case Field::EvaluationValue:
    case Field::EvaluationLabel:
    case Field::EvaluationExplanation:
    case Field::Evaluator:
    case Field::Evaluations:
    case Field::Annotations:
    case Field::TraceEvaluations:
    case Field::TraceAnnotations:
    case Field::ExceptionMessage:
        return AttributeUse::Content;
    default: // names of other steps, and how a call ended
        return AttributeUse::None;
    }
}

} // namespace

AttributeUse useOf(const CompiledTables& tables, std::string_view attribute)
{
    if (const auto* targets = findIn(tables.attributes, attribute)) {
        AttributeUse use = AttributeUse::None;
        for (const Target& target : *targets) // the last of them in the order of the enumeration
            use =
                std::max(use, target.member.empty() ? useOf(target.field) : AttributeUse::Content);
        return use;
    }
    const bool isFlat = std::ranges::any_of(tables.flattened, [&](const FlatTarget& target) {
        return attribute.starts_with(target.prefix);
    });
    return isFlat ? AttributeUse::Content : AttributeUse::None;
}

std::vector<std::string> attributesOf(const CompiledTables& tables,
                                      const std::vector<Field>& fields)
{
    const auto isWanted = [&fields](Field field) {
        return std::ranges::find(fields, field) != fields.end();
    };
    std::set<std::string> names;
    for (const auto& [name, targets] : tables.attributes) {
        for (const Target& target : targets) {
            if (!isWanted(target.field))
                continue;
            names.insert(name);
            if (!target.member.empty())
                names.insert(target.member);
        }
    }
    for (const FlatTarget& target : tables.flattened) {
        if (isWanted(target.field))
            names.insert(target.prefix);
    }
    return {names.begin(), names.end()};
}

} // namespace dialect
