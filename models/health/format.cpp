// SPDX-License-Identifier: GPL-3.0-or-later

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

// Who asked for JSON, and how strictly.
enum class Asked
{
    No,
    InWords,
    InWordsOnly, // and nothing else
    ByRequest, // response format or schema of the call
};

Asked askedIn(const std::optional<std::string>& text)
{
    if (!text)
        return Asked::No;
    // Instructions stand at the beginning or at the end of what may be long.
    constexpr std::size_t most = std::size_t{8} << 10U;
    std::string near = lowered(std::string_view(*text).substr(0, most));
    if (text->size() > most)
        near += "\n" + lowered(std::string_view(*text).substr(std::max(most, text->size() - most)));
    if (near.find("json") == std::string::npos)
        return Asked::No;
    if (holdsAny(near,
                 {"json only", "only json", "only a json", "only valid json", "only the json",
                  "nothing but json", "nothing but the json", "raw json",
                  "no text outside the json", "json and nothing else", "json object only",
                  "only a valid json", "strictly json"}))
        return Asked::InWordsOnly;
    return holdsAny(near,
                    {"respond in json",
                     "respond with json",
                     "respond with a json",
                     "respond with valid json",
                     "answer in json",
                     "answer with json",
                     "answer as json",
                     "answer with a json",
                     "reply in json",
                     "reply with json",
                     "reply as json",
                     "output json",
                     "output as json",
                     "output in json",
                     "output a json",
                     "return json",
                     "return a json",
                     "return valid json",
                     "in json format",
                     "as a json object",
                     "as json object",
                     "format your answer as json",
                     "format your response as json"})
        ? Asked::InWords
        : Asked::No;
}

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

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

Payload payloadOf(std::string_view output)
{
    const std::string_view whole = trimmed(output);
    if (whole.starts_with('{') || whole.starts_with('['))
        return {whole, Payload::Place::Whole};
    if (const std::size_t fence = whole.find("```"); fence != std::string_view::npos) {
        const std::size_t line = whole.find('\n', fence);
        const std::size_t close = line == std::string_view::npos ? line : whole.find("```", line);
        if (close != std::string_view::npos) {
            const bool isAll = fence == 0 && close + 3 == whole.size();
            return {trimmed(whole.substr(line, close - line)),
                    isAll ? Payload::Place::Fenced : Payload::Place::Embedded};
        }
    }
    const std::size_t open = whole.find_first_of("{[");
    const std::size_t close = whole.find_last_of("}]");
    if (open != std::string_view::npos && close != std::string_view::npos && open < close)
        return {whole.substr(open, close - open + 1), Payload::Place::Embedded};
    return {whole, Payload::Place::Whole};
}

double unparsable(Asked asked)
{
    return asked == Asked::ByRequest ? 0.97 : asked == Asked::InWordsOnly ? 0.93 : 0.85;
}

// Text around it, or a fence: what parses the whole answer breaks on it.
double surrounded(Asked asked, Payload::Place place)
{
    if (place == Payload::Place::Whole)
        return 0;
    if (place == Payload::Place::Fenced)
        return asked == Asked::ByRequest ? 0.6 : asked == Asked::InWordsOnly ? 0.3 : 0.05;
    return asked == Asked::ByRequest ? 0.9 : asked == Asked::InWordsOnly ? 0.8 : 0.2;
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
    Asked asked = subject.isJsonRequested ? Asked::ByRequest : Asked::No;
    if (asked == Asked::No && subject.task != "code")
        asked = std::max(askedIn(subject.instructions), askedIn(subject.prompt));
    if (asked == Asked::No)
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
    const auto error = parser.parse(payload.text.data(), payload.text.size()).get(value);
    if (error != simdjson::SUCCESS || !(value.is_object() || value.is_array())) {
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
    return judgementOf(std::move(complaints), "it is JSON, as was asked for");
}

} // namespace health
