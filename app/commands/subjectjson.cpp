// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/subjectjson.h"

#include "models/dialect/interpreter.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

const char* kindOf(simdjson::dom::element value)
{
    switch (value.type()) {
    case simdjson::dom::element_type::ARRAY:
        return "a list";
    case simdjson::dom::element_type::OBJECT:
        return "an object";
    case simdjson::dom::element_type::BOOL:
        return "true or false";
    default:
        return "a number";
    }
}

Result<void> checkTexts(const Object& object)
{
    for (const std::string_view key : {"task", "context", "prompt", "output", "instructions",
                                       "finish_reason", "model_requested", "model_served"}) {
        simdjson::dom::element value;
        if (object[key].get(value) != simdjson::SUCCESS || value.is_null() || value.is_string())
            continue;
        if (key != "context" || !(value.is_object() || value.is_array()))
            return telemetry::failure(ErrorKind::Unreadable,
                                      std::string(key) + " must be a text, not " + kindOf(value));
    }
    return {};
}

constexpr std::array<std::string_view, 21> kFields{
    "task",          "context",        "prompt",        "output",          "tools",
    "finish_reason", "context_window", "input_tokens",  "output_tokens",   "max_tokens",
    "prompt_chars",  "n_messages",     "previous_turn", "instructions",    "earlier_answers",
    "documents",     "tool_calls",     "tool_results",  "response_format", "model_requested",
    "model_served"};
constexpr std::array<std::string_view, 7> kTasks{
    "code", "qa", "summary", "dialogue", "data2txt", "degenerate", "truncation_telemetry"};

// Letters to insert, take out or exchange (Levenshtein).
std::size_t distanceOf(std::string_view one, std::string_view other)
{
    std::vector<std::size_t> row(other.size() + 1);
    for (std::size_t j = 0; j <= other.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= one.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const std::size_t exchanged = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({exchanged, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
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

// Calls the visitor with each entry of a list; a single value is a list of one.
template<class Visitor>
void forEach(const Object& object, const char* key, Visitor visit)
{
    simdjson::dom::element value;
    simdjson::dom::array list;
    if (object[key].get(value) != simdjson::SUCCESS || value.is_null())
        return;
    if (value.get(list) != simdjson::SUCCESS) {
        visit(value);
        return;
    }
    for (const simdjson::dom::element entry : list)
        visit(entry);
}

std::string textOf(simdjson::dom::element value)
{
    std::string_view text;
    return value.get(text) == simdjson::SUCCESS ? std::string(text) : simdjson::minify(value);
}

// Names of what exists, or definitions of tools that were offered: {name, parameters}, also within
// {type, function}.
void readTools(const Object& object, health::Subject& subject)
{
    forEach(object, "tools", [&subject](simdjson::dom::element entry) {
        std::string_view name;
        if (entry.get(name) == simdjson::SUCCESS) {
            subject.toolNames.emplace_back(name);
            return;
        }
        simdjson::dom::element function;
        Object tool;
        if (entry["function"].get(function) == simdjson::SUCCESS)
            entry = function;
        if (entry.get(tool) != simdjson::SUCCESS)
            return;
        health::Subject::Tool offered{.name = textOf(tool, "name").value_or(""), .schema = {}};
        for (const char* key : {"parameters", "input_schema", "inputSchema"}) {
            if (offered.schema.empty())
                offered.schema = textOf(tool, key).value_or("");
        }
        subject.toolNames.push_back(offered.name);
        subject.toolsOffered.push_back(std::move(offered));
    });
    forEach(object, "tool_calls", [&subject](simdjson::dom::element entry) {
        simdjson::dom::element function;
        Object call;
        if (entry["function"].get(function) == simdjson::SUCCESS)
            entry = function;
        if (entry.get(call) == simdjson::SUCCESS)
            subject.toolCalls.push_back(
                {textOf(call, "name").value_or(""), textOf(call, "arguments").value_or("")});
    });
    forEach(object, "tool_results", [&subject](simdjson::dom::element entry) {
        subject.toolResults.push_back(textOf(entry));
    });
}

// "json", {"type": "json_object"}, or {"type": "json_schema", "json_schema": {...}}.
void readFormat(const Object& object, health::Subject& subject)
{
    simdjson::dom::element format;
    if (object["response_format"].get(format) != simdjson::SUCCESS)
        return;
    simdjson::dom::element type;
    simdjson::dom::element schema;
    if (format["type"].get(type) != simdjson::SUCCESS)
        type = format;
    subject.isJsonRequested = textOf(type).starts_with("json");
    if (format["json_schema"].get(schema) == simdjson::SUCCESS)
        subject.requestedSchema = simdjson::minify(schema);
}

void readConversation(const Object& object, health::Subject& subject)
{
    subject.instructions = textOf(object, "instructions");
    forEach(object, "earlier_answers", [&subject](simdjson::dom::element entry) {
        subject.earlierAnswers.push_back(textOf(entry));
    });
    forEach(object, "documents", [&subject](simdjson::dom::element entry) {
        // Passages that are told apart are context too.
        subject.context =
            subject.context.value_or("") + (subject.context ? "\n\n" : "") + textOf(entry);
        ++subject.documentCount;
    });
    subject.modelRequested = textOf(object, "model_requested").value_or("");
    subject.modelServed = textOf(object, "model_served").value_or("");
}

} // namespace

Result<health::Subject> subjectFrom(const simdjson::dom::object& object)
{
    if (const Result<void> texts = checkTexts(object); !texts)
        return tl::make_unexpected(texts.error());
    health::Subject subject;
    subject.task = textOf(object, "task").value_or("");
    subject.context = textOf(object, "context");
    subject.prompt = textOf(object, "prompt");
    subject.output = textOf(object, "output");
    subject.finishReason =
        dialect::normalisedFinishReason(textOf(object, "finish_reason").value_or(""));
    readTools(object, subject);
    readFormat(object, subject);
    readConversation(object, subject);
    const Result<void> counts = readCounts(object, subject);
    if (!counts)
        return tl::make_unexpected(counts.error());
    return subject;
}

std::vector<Misspelling> misspellingsIn(const simdjson::dom::object& object)
{
    constexpr std::size_t longest = 40; // bytes of a name that may be a misspelt one
    std::vector<Misspelling> found;
    for (const auto [key, value] : object) {
        if (key.size() > longest || std::ranges::find(kFields, key) != kFields.end())
            continue;
        for (const std::string_view field : kFields) {
            simdjson::dom::element there;
            const std::size_t most = field.size() > 5 ? 2 : 1;
            if (distanceOf(key, field) > most || object[field].get(there) == simdjson::SUCCESS)
                continue;
            found.push_back({std::string(key),
                             "the field '" + std::string(key) + "' is not read; did you mean '"
                                 + std::string(field) + "'?"});
            break;
        }
    }
    const std::string task = textOf(object, "task").value_or("");
    if (!task.empty() && std::ranges::find(kTasks, std::string_view(task)) == kTasks.end())
        found.push_back(
            {"task " + task.substr(0, longest),
             "the task '" + task.substr(0, longest)
                 + "' is not known (code, qa, summary, dialogue, data2txt): it is taken "
                   "for an answer of any kind"});
    return found;
}

} // namespace commands
