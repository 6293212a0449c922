// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/jsonasked.h"
#include "models/health/jsontext.h"
#include "models/health/judging.h"
#include "models/health/schemacheck.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

namespace health {

namespace {

struct Payload
{
    std::string_view text;
    enum class Place
    {
        Whole,
        Fenced, // the one code block of the answer
        Embedded, // between other text
    } place = Place::Whole;
};

std::string_view trimmedText(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// What some models think aloud before their answer, which servers leave in it.
std::string_view withoutReasoning(std::string_view output)
{
    constexpr std::string_view end = "</think>";
    const std::size_t close =
        trimmedText(output).starts_with("<think>") ? output.find(end) : std::string_view::npos;
    return close == std::string_view::npos ? output : output.substr(close + end.size());
}

// JSON Lines: a value on every line that is not blank, and more than one.
bool areLines(std::string_view text)
{
    simdjson::dom::parser parser;
    simdjson::dom::element value;
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmedText(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty())
            continue;
        if (parseJson(parser, line, value) != simdjson::SUCCESS
            || !(value.is_object() || value.is_array()))
            return false;
        ++count;
    }
    return count > 1;
}

// Whether a schema may be of a value that is neither object nor array.
bool allowsScalars(const std::string& schemaText)
{
    simdjson::dom::parser parser;
    simdjson::dom::element schema;
    if (schemaText.empty() || parser.parse(schemaText).get(schema) != simdjson::SUCCESS)
        return false;
    simdjson::dom::element inner;
    if (schema["schema"].get(inner) == simdjson::SUCCESS && inner.is_object())
        schema = inner;
    std::string_view type;
    return schema["type"].get(type) == simdjson::SUCCESS
        ? lowered(type) != "object" && lowered(type) != "array"
        : schema["properties"].error() != simdjson::SUCCESS
            && schema["items"].error() != simdjson::SUCCESS;
}

Payload payloadOf(std::string_view output)
{
    const std::string_view whole = trimmedText(withoutReasoning(output));
    if (whole.starts_with('{') || whole.starts_with('['))
        return {whole, Payload::Place::Whole};
    if (const std::size_t fence = whole.find("```"); fence != std::string_view::npos) {
        const std::size_t line = whole.find('\n', fence);
        const std::size_t close = line == std::string_view::npos ? line : whole.find("```", line);
        if (close != std::string_view::npos) {
            const bool isAll = fence == 0 && close + 3 == whole.size();
            return {trimmedText(whole.substr(line, close - line)),
                    isAll ? Payload::Place::Fenced : Payload::Place::Embedded};
        }
    }
    const std::size_t open = whole.find_first_of("{[");
    const std::size_t close = whole.find_last_of("}]");
    if (open != std::string_view::npos && close != std::string_view::npos && open < close)
        return {whole.substr(open, close - open + 1), Payload::Place::Embedded};
    return {whole, Payload::Place::Whole};
}

double unparsable(JsonAsked asked)
{
    return asked == JsonAsked::ByRequest ? 0.97 : asked == JsonAsked::InWordsOnly ? 0.93 : 0.85;
}

// Text around it, or a fence: what parses the whole answer breaks on it.
double surrounded(JsonAsked asked, Payload::Place place)
{
    if (place == Payload::Place::Whole)
        return 0;
    if (place == Payload::Place::Fenced)
        return asked == JsonAsked::ByRequest ? 0.6 : asked == JsonAsked::InWordsOnly ? 0.3 : 0.05;
    return asked == JsonAsked::ByRequest ? 0.9 : asked == JsonAsked::InWordsOnly ? 0.8 : 0.2;
}

void addBreaches(simdjson::dom::element value, const std::string& schemaText,
                 std::vector<Complaint>& complaints)
{
    simdjson::dom::parser parser;
    simdjson::dom::element schema;
    if (schemaText.empty() || parser.parse(schemaText).get(schema) != simdjson::SUCCESS)
        return;
    // Some wrap it: {"name": ..., "schema": {...}}.
    simdjson::dom::element inner;
    if (schema["schema"].get(inner) == simdjson::SUCCESS && inner.is_object())
        schema = inner;
    for (Breach& breach : breachesOf(value, schema, false))
        complaints.push_back(
            {.probability = breach.probability, .reason = std::move(breach.what), .finding = {}});
}

} // namespace

Judgement judgeFormat(const Subject& subject)
{
    JsonAsked asked = subject.isJsonRequested ? JsonAsked::ByRequest : JsonAsked::No;
    if (asked == JsonAsked::No)
        asked = std::max(jsonAskedIn(subject.instructions.value_or("")),
                         jsonAskedIn(subject.prompt.value_or("")));
    if (asked == JsonAsked::No)
        return doesNotApply("no format was asked for");
    if (!subject.output)
        return withoutAnswer(subject);
    const CleanText output(*subject.output);
    const Payload payload = payloadOf(output.view());
    const auto place = [&](double probability) {
        const std::size_t start =
            static_cast<std::size_t>(payload.text.data() - output.view().data());
        return payload.text.empty()
            ? std::nullopt
            : std::optional(
                output.finding(start, start + payload.text.size(), "format", 1 - probability));
    };
    std::vector<Complaint> complaints;
    simdjson::dom::parser parser;
    simdjson::dom::element value;
    const auto error = parseJson(parser, payload.text, value);
    // Lines are what was asked for, unless it is known that one value is to be read.
    if (error != simdjson::SUCCESS && asked != JsonAsked::ByRequest && areLines(payload.text))
        return judgementOf({}, "each of its lines is JSON, as was asked for");
    if (error != simdjson::SUCCESS
        || !(value.is_object() || value.is_array() || allowsScalars(subject.requestedSchema))) {
        const double probability = unparsable(asked);
        complaints.push_back(
            {.probability = probability,
             .reason = payload.text.starts_with('{') || payload.text.starts_with('[')
                 ? "JSON was asked for, and what is there cannot be parsed"
                 : "JSON was asked for, and there is none",
             .finding = place(probability)});
        return judgementOf(std::move(complaints), "");
    }
    if (const double probability = surrounded(asked, payload.place); probability > 0)
        complaints.push_back({.probability = probability,
                              .reason = payload.place == Payload::Place::Fenced
                                  ? "its JSON stands in a code fence"
                                  : "there is other text around its JSON",
                              .finding = place(probability)});
    addBreaches(value, subject.requestedSchema, complaints);
    const bool hasPattern = subject.requestedSchema.find("\"pattern") != std::string::npos;
    return judgementOf(std::move(complaints),
                       hasPattern ? "it is JSON, as was asked for, patterns not looked at"
                                  : "it is JSON, as was asked for");
}

} // namespace health
