// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/toolfacts.h"

#include "models/health/digits.h"
#include "models/health/jsontext.h"
#include "models/health/judging.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <simdjson.h>

namespace health {

namespace {

constexpr std::size_t kMostFacts = 400;
constexpr std::size_t kMostFigures = 200;
constexpr int kDeepestFacts = 16;
constexpr std::size_t kNearFact = 4096; // bytes in which the next name or value begins

std::string plainKey(std::string_view key)
{
    std::string plain = lowered(key);
    std::ranges::replace(plain, '_', ' ');
    std::ranges::replace(plain, '-', ' ');
    return plain;
}

// Facts of one result, in its order: that of each is looked for behind the one before.
class Collector
{
public:
    Collector(std::string_view text, std::size_t result, std::vector<ToolFact>& facts)
        : m_text(text)
        , m_result(result)
        , m_facts(facts)
    {
    }

    void collect(simdjson::dom::element value, const std::string& key, int depth)
    {
        if (depth > kDeepestFacts || m_facts.size() >= kMostFacts)
            return;
        simdjson::dom::object members;
        simdjson::dom::array items;
        std::string_view text;
        if (value.get(members) == simdjson::SUCCESS) {
            for (const auto [name, member] : members) {
                place("\"" + std::string(name.substr(0, kNearFact)) + "\"");
                collect(member, plainKey(name), depth + 1);
            }
        } else if (value.get(items) == simdjson::SUCCESS) {
            for (const simdjson::dom::element item : items)
                collect(item, key, depth + 1);
        } else if (value.get(text) == simdjson::SUCCESS) {
            const std::size_t at = place("\"" + std::string(text.substr(0, kNearFact)));
            add(key, std::string(text), at == ToolFact::kNowhere ? at : at + 1, true, false);
        } else if (!value.is_null()) {
            const std::string plain = simdjson::minify(value);
            add(key, plain, place(plain), false, value.is_bool());
        }
    }

private:
    void add(const std::string& key, std::string value, std::size_t at, bool isText, bool isBool)
    {
        m_facts.push_back({.key = key,
                           .value = std::move(value),
                           .isText = isText,
                           .isBool = isBool,
                           .result = m_result,
                           .at = at});
    }

    // Of what follows next, if it is written so.
    std::size_t place(std::string_view written)
    {
        const std::size_t at = m_text.substr(m_from, kNearFact + written.size()).find(written);
        if (at == std::string_view::npos)
            return ToolFact::kNowhere;
        m_from += at + written.size();
        return m_from - written.size();
    }

    std::string_view m_text;
    std::size_t m_result;
    std::vector<ToolFact>& m_facts;
    std::size_t m_from = 0;
};

bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A point, a comma, a hyphen or an underscore between two of them joins them.
bool joins(std::string_view text, std::size_t at)
{
    const char c = text[at];
    return (c == '.' || c == ',' || c == '-' || c == '_' || c == ':') && at > 0
        && at + 1 < text.size() && isDigit(text[at + 1])
        && (isDigit(text[at - 1])
            || (c != ',' && c != '.' && c != ':' && isAsciiLetter(text[at - 1])));
}

std::optional<double> writtenNumber(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isThousands = text[i] == ',' && i + 4 <= text.size()
            && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i + 1),
                           text.begin() + static_cast<std::ptrdiff_t>(i + 4), isDigit)
            && (i + 4 == text.size() || !isDigit(text[i + 4]));
        if (isThousands)
            continue;
        if (!isDigit(text[i]) && text[i] != '.' && text[i] != ',')
            return std::nullopt;
        plain += text[i] == ',' ? '.' : text[i];
    }
    if (std::ranges::count(plain, '.') > 1 || plain.size() > 15)
        return std::nullopt;
    return std::strtod(plain.c_str(), nullptr);
}

std::string shapeOf(std::string_view text, bool isNumber)
{
    if (isNumber)
        return text.find_first_of(".,") == std::string_view::npos ? "9" : "9.9";
    std::string shape;
    for (const char c : text)
        shape += isDigit(c) ? '9' : isAsciiLetter(c) ? 'a' : c;
    return shape;
}

} // namespace

std::vector<ToolFact> toolFactsOf(const std::vector<std::string>& results)
{
    std::vector<ToolFact> facts;
    simdjson::dom::parser parser;
    for (std::size_t i = 0; i < results.size(); ++i) {
        simdjson::dom::element root;
        if (parseJson(parser, results[i], root) == simdjson::SUCCESS)
            Collector(results[i], i, facts).collect(root, "", 0);
    }
    return facts;
}

std::vector<Figure> figuresOf(std::string_view text)
{
    std::vector<Figure> figures;
    for (std::size_t at = 0; at < text.size() && figures.size() < kMostFigures;) {
        if (!isDigit(text[at]) && !isAsciiLetter(text[at])) {
            // Letters beyond ASCII are parts of words.
            ++at;
            continue;
        }
        std::size_t end = at;
        bool hasDigit = false;
        while (end < text.size()
               && (isDigit(text[end]) || isAsciiLetter(text[end]) || joins(text, end)))
            hasDigit = isDigit(text[end++]) || hasDigit;
        if (hasDigit) {
            Figure figure;
            figure.text = text.substr(at, end - at);
            figure.start = at;
            figure.end = end;
            figure.number = writtenNumber(figure.text);
            figure.shape = shapeOf(figure.text, figure.number.has_value());
            figures.push_back(std::move(figure));
        }
        at = end;
    }
    return figures;
}

} // namespace health
