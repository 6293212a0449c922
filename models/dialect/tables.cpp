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

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isWordCharacter(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9')
        || static_cast<unsigned char>(c) >= 0x80;
}

// AnswerRelevancy, answer_relevancy and "Answer relevancy" are the same two words.
std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool isBoundary = !isWordCharacter(name[i])
            || (isUpper(name[i]) && i > 0 && lower(name[i - 1]) == name[i - 1]);
        if (isBoundary && !words.back().empty())
            words.emplace_back();
        if (isWordCharacter(name[i]))
            words.back() += lower(name[i]);
    }
    return words;
}

ScoreDirection turned(ScoreDirection direction)
{
    return direction == ScoreDirection::HighIsBad ? ScoreDirection::HighIsGood
                                                  : ScoreDirection::HighIsBad;
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

ScoreDirection CompiledTables::scoreDirection(std::string_view evaluationName) const
{
    ScoreDirection direction = ScoreDirection::Unknown;
    bool isTurned = false;
    for (const std::string& word : wordsOf(evaluationName)) {
        if (std::find(turningWords.begin(), turningWords.end(), word) != turningWords.end())
            isTurned = !isTurned;
        const ScoreDirection* said = findIn(scoreWords, word);
        if (said == nullptr || *said == direction)
            continue;
        if (direction != ScoreDirection::Unknown)
            return ScoreDirection::Unknown;
        direction = *said;
    }
    return isTurned && direction != ScoreDirection::Unknown ? turned(direction) : direction;
}

} // namespace dialect
