// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/subjectjson.h"

#include "models/dialect/interpreter.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

using Object = simdjson::dom::object;

// Absent for a missing field and for null. A value that is no text (a JSON table as context, say)
// is taken as its own JSON.
std::optional<std::string> textOf(const Object& object, const char* key)
{
    simdjson::dom::element value;
    if (object[key].get(value) != simdjson::SUCCESS || value.is_null())
        return std::nullopt;
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS)
        return std::string(text);
    return simdjson::minify(value);
}

Result<std::optional<std::int64_t>> countOf(const Object& object, const char* key)
{
    simdjson::dom::element value;
    if (object[key].get(value) != simdjson::SUCCESS || value.is_null())
        return std::nullopt;
    std::int64_t whole = 0;
    double number = 0;
    if (value.get(whole) == simdjson::SUCCESS)
        return whole;
    if (value.get(number) == simdjson::SUCCESS && number >= 0 && number < 9e15)
        return static_cast<std::int64_t>(number);
    return telemetry::failure(ErrorKind::Unreadable, std::string(key) + " must be a whole number");
}

Result<void> readCounts(const Object& object, health::Subject& subject)
{
    const std::pair<const char*, std::optional<std::int64_t>*> fields[] = {
        {"context_window", &subject.contextWindow}, {"input_tokens", &subject.inputTokens},
        {"output_tokens", &subject.outputTokens},   {"max_tokens", &subject.maxTokens},
        {"prompt_chars", &subject.promptChars},     {"n_messages", &subject.messageCount},
    };
    for (const auto& [key, target] : fields) {
        const auto count = countOf(object, key);
        if (!count)
            return tl::make_unexpected(count.error());
        *target = *count;
    }
    Object previous;
    if (object["previous_turn"].get(previous) != simdjson::SUCCESS)
        return {};
    const auto tokens = countOf(previous, "input_tokens");
    const auto messages = countOf(previous, "n_messages");
    if (!tokens || !messages)
        return telemetry::failure(ErrorKind::Unreadable, "previous_turn must hold whole numbers");
    if (*tokens && *messages)
        subject.previousTurn = health::Subject::PreviousTurn{**tokens, **messages};
    return {};
}

void readTools(const Object& object, health::Subject& subject)
{
    simdjson::dom::array tools;
    if (object["tools"].get(tools) != simdjson::SUCCESS)
        return;
    for (const simdjson::dom::element tool : tools) {
        std::string_view name;
        if (tool.get(name) == simdjson::SUCCESS)
            subject.toolNames.emplace_back(name);
    }
}

} // namespace

Result<health::Subject> subjectFrom(const simdjson::dom::object& object)
{
    health::Subject subject;
    subject.task = textOf(object, "task").value_or("");
    subject.context = textOf(object, "context");
    subject.prompt = textOf(object, "prompt");
    subject.output = textOf(object, "output");
    subject.finishReason =
        dialect::normalisedFinishReason(textOf(object, "finish_reason").value_or(""));
    readTools(object, subject);
    const Result<void> counts = readCounts(object, subject);
    if (!counts)
        return tl::make_unexpected(counts.error());
    return subject;
}

} // namespace commands
