// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/filterfields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <utility>

namespace suspects {

namespace {

constexpr std::array kFields{
    FilterField{"prob", FieldType::Share, true, "how likely it is wrong", ">0.4 >0.6 >0.8"},
    FilterField{"reason", FieldType::Text, true, "what speaks against it",
                "groundedness truncation contradiction fabrication citations consistency format "
                "refusal language persona degeneration served_model",
                false, true},
    FilterField{"verdict", FieldType::Text, true, "what people said",
                "none confirmed dismissed unsure conflicting half-confirmed", true},
    FilterField{"by", FieldType::Text, true, "who gave a verdict"},
    FilterField{"service", FieldType::Text, true, "that answered"},
    FilterField{"operation", FieldType::Text, true, "chat, ...", "chat text_completion"},
    FilterField{"model", FieldType::Text, true, "served, else requested"},
    FilterField{"version", FieldType::Text, true, "of the service"},
    FilterField{"adapter", FieldType::Text, true, "fine-tune"},
    FilterField{"prompt", FieldType::Text, true, "version of the prompt"},
    FilterField{"provider", FieldType::Text, true, "of the model"},
    FilterField{"since", FieldType::Time, true, "10m ago, or a time", "5m 15m 1h"},
    FilterField{"until", FieldType::Time, true, "5m ago, or a time"},
    FilterField{"trace", FieldType::Text, true, "id"},
    FilterField{"span", FieldType::Text, true, "id"},
    FilterField{"user", FieldType::Text, false, "who asked"},
    FilterField{"session", FieldType::Text, false, "conversation"},
    FilterField{"environment", FieldType::Text, false, "production, ..."},
    FilterField{"route", FieldType::Text, false, "of the gateway"},
    FilterField{"prompt_name", FieldType::Text, false, "name of the prompt"},
    FilterField{"model_requested", FieldType::Text, false, "asked for"},
    FilterField{"finish", FieldType::Text, false, "why it ended", "stop length tool_call"},
    FilterField{"error", FieldType::Text, false, "type or kind of the failure"},
    FilterField{"content", FieldType::Text, false, "what is known of the text",
                "captured not_captured redacted telemetry_truncated encrypted", true},
    FilterField{"document", FieldType::Text, false, "id or title of a retrieved document"},
    FilterField{"tool", FieldType::Text, false, "that was called"},
    FilterField{"output", FieldType::Text, false, "words of the answer", "", false, true},
    FilterField{"input", FieldType::Text, false, "words of what it was given", "", false, true},
    FilterField{"input_tokens", FieldType::Number, false, "of the prompt"},
    FilterField{"output_tokens", FieldType::Number, false, "of the answer"},
    FilterField{"reasoning_tokens", FieldType::Number, false, "of the thinking"},
    FilterField{"cached_tokens", FieldType::Number, false, "read from a cache"},
    FilterField{"max_tokens", FieldType::Number, false, "limit of the answer"},
    FilterField{"context_window", FieldType::Number, false, "of the model"},
    FilterField{"temperature", FieldType::Number, false, "of the request"},
    FilterField{"duration", FieldType::Seconds, false, "of the call"},
    FilterField{"first_token", FieldType::Seconds, false, "until it came"},
    FilterField{"tool_offered", FieldType::Text, false, "that it might have called"},
    FilterField{"output_format", FieldType::Text, false, "that was asked for", "json text"},
    FilterField{"failed", FieldType::Text, false, "the call itself", "yes no", true},
    FilterField{"dialect", FieldType::Text, false, "of the telemetry"},
    // What was sent may be more than the window holds.
    FilterField{"fill", FieldType::Share, false, "of the context window", ">0.5 >0.9", false, false,
                10},
    FilterField{"documents", FieldType::Number, false, "how many it was given"},
    FilterField{"messages", FieldType::Number, false, "how many it was given"},
    FilterField{"index_version", FieldType::Text, false, "of what was searched for it"},
    FilterField{"instrumentation", FieldType::Text, false, "client library that told of it"},
    FilterField{"repeated_calls", FieldType::Number, false,
                "of a tool with the same arguments, in its trace", ">0"},
};

// As tables of generations and our rows call them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kAliases{
    {{"probability", "prob"},
     {"model_served", "model"},
     {"prompt_version", "prompt"},
     {"finish_reason", "finish"},
     {"time_to_first_token", "first_token"},
     {"tool_called", "tool"},
     {"content_state", "content"}}};

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (char& letter : lower)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    return lower;
}

std::size_t editDistance(std::string_view left, std::string_view right)
{
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), 0U);
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t changed = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

// Where the word that the cursor stands in begins, outside of quotation marks.
std::size_t wordStart(std::string_view text, std::size_t cursor)
{
    std::size_t start = 0;
    bool isQuoted = false;
    for (std::size_t i = 0; i < cursor; ++i) {
        if (isQuoted && text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            isQuoted = !isQuoted;
        else if (text[i] == ' ' && !isQuoted)
            start = i + 1;
    }
    return std::min(start, cursor);
}

void addValues(const FilterField& field, std::string_view begun, std::vector<std::string>& words)
{
    std::string_view left = field.values;
    while (!left.empty()) {
        const std::size_t end = std::min(left.find(' '), left.size());
        if (left.substr(0, end).starts_with(begun) && left.substr(0, end) != begun)
            words.emplace_back(left.substr(0, end));
        left.remove_prefix(std::min(end + 1, left.size()));
    }
}

} // namespace

std::span<const FilterField> filterFields()
{
    return kFields;
}

const FilterField* filterField(std::string_view typed)
{
    const std::string lower = lowerCase(typed);
    std::string_view name = lower;
    for (const auto& [alias, meant] : kAliases)
        name = name == alias ? meant : name;
    const auto* const found =
        std::ranges::find_if(kFields, [&](const FilterField& one) { return one.name == name; });
    return found == kFields.end() ? nullptr : &*found;
}

std::string valuesText(const FilterField& field)
{
    std::string text(field.values);
    for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 2))
        text.replace(at, 1, ", ");
    return text;
}

bool isValueOf(const FilterField& field, std::string_view value)
{
    const std::string all = ' ' + std::string(field.values) + ' ';
    return !value.empty() && value.find(' ') == std::string_view::npos
        && all.find(' ' + std::string(value) + ' ') != std::string::npos;
}

std::string nearestField(std::string_view typed)
{
    constexpr std::size_t kLongest = 40; // further on it is no field of ours
    std::string nearest;
    const std::string name = lowerCase(typed);
    if (name.size() > kLongest || filterField(name) != nullptr)
        return nearest;
    std::size_t least = name.size() < 4 ? 2 : 3; // further off it is another word
    for (const FilterField& field : kFields) {
        const std::size_t distance = editDistance(name, field.name);
        if (distance < least) {
            least = distance;
            nearest = field.name;
        }
    }
    return nearest;
}

std::optional<double> numberFromText(std::string_view text, FieldType type)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || !std::isfinite(number))
        return std::nullopt;
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (unit.empty())
        return number;
    if (type == FieldType::Share && unit == "%")
        return number / 100;
    if (type != FieldType::Seconds)
        return std::nullopt;
    constexpr std::array<std::pair<std::string_view, double>, 5> kUnits{
        {{"ms", 1e-3}, {"s", 1}, {"m", 60}, {"min", 60}, {"h", 3600}}};
    const auto* const found =
        std::ranges::find(kUnits, unit, [](const auto& one) { return one.first; });
    return found == kUnits.end() ? std::nullopt : std::optional(number * found->second);
}

Completion completions(std::string_view text, std::size_t cursor)
{
    cursor = std::min(cursor, text.size());
    Completion completion{.from = wordStart(text, cursor), .words = {}};
    std::string_view word = text.substr(completion.from, cursor - completion.from);
    if (word.starts_with('-')) {
        word.remove_prefix(1);
        ++completion.from;
    }
    const std::size_t at = word.find_first_of(kOperators);
    if (at == std::string_view::npos) {
        for (const FilterField& field : kFields) {
            if (!word.empty() && std::string_view(field.name).starts_with(word))
                completion.words.push_back(
                    field.name
                    + std::string(field.type == FieldType::Text || field.type == FieldType::Time
                                      ? ":"
                                      : ">"));
        }
        return completion;
    }
    const FilterField* field = filterField(word.substr(0, at));
    if (field == nullptr)
        return completion;
    // Usual numbers stand behind their operator: it is part of what is completed.
    const bool isNumber = field->type == FieldType::Share; // as ">0.4"
    const std::size_t comma = isNumber ? std::string_view::npos : word.rfind(',');
    const std::size_t begin =
        isNumber ? at : std::max(at, comma == std::string_view::npos ? 0 : comma) + 1;
    completion.from += begin;
    addValues(*field, word.substr(begin), completion.words);
    return completion;
}

} // namespace suspects
