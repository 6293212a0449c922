// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/filter.h"

#include "models/suspects/filterfields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace suspects {

namespace {

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// Without regard to the case of ASCII letters; other letters as they are.
bool isEqualLetter(char left, char right)
{
    return lower(left) == lower(right);
}

bool holdsText(std::string_view text, std::string_view part)
{
    return std::search(text.begin(), text.end(), part.begin(), part.end(), isEqualLetter)
        != text.end();
}

// * and ? as in file names, over the whole text; linear with one way back, as for a single star.
bool fitsPattern(std::string_view text, std::string_view pattern)
{
    std::size_t at = 0;
    std::size_t place = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (at < text.size()) {
        if (place < pattern.size()
            && (pattern[place] == '?'
                || (pattern[place] != '*' && isEqualLetter(pattern[place], text[at])))) {
            ++at;
            ++place;
        } else if (place < pattern.size() && pattern[place] == '*') {
            star = place++;
            resume = at;
        } else if (star != std::string_view::npos) {
            place = star + 1;
            at = ++resume;
        } else {
            return false;
        }
    }
    while (place < pattern.size() && pattern[place] == '*')
        ++place;
    return place == pattern.size();
}

bool isPattern(const Term& term, std::size_t index)
{
    const bool isLiteral = index < term.isLiteral.size() && term.isLiteral[index];
    return !isLiteral && term.values[index].find_first_of("*?") != std::string::npos;
}

bool isInside(const Term& term, double number)
{
    const bool isAbove = !term.low || (term.isLowOpen ? number > *term.low : number >= *term.low);
    const bool isBelow =
        !term.high || (term.isHighOpen ? number < *term.high : number <= *term.high);
    return isAbove && isBelow;
}

bool isAnyOf(const Term& term, const FieldValue& value)
{
    const FilterField* field = filterField(term.field);
    const bool isAnywhere = term.kind == Term::Kind::Text || (field != nullptr && field->isLong);
    for (std::size_t i = 0; i < term.values.size(); ++i) {
        const std::string& wanted = term.values[i];
        const bool isOfPattern = isPattern(term, i);
        const std::string pattern = isAnywhere ? '*' + wanted + '*' : wanted;
        const auto fitsOne = [&](const std::string& text) {
            return term.kind == Term::Kind::Is ? text == wanted
                : isOfPattern                  ? fitsPattern(text, pattern)
                                               : holdsText(text, wanted);
        };
        if (std::ranges::any_of(value.texts, fitsOne))
            return true;
    }
    return false;
}

bool fits(const Term& term, const FieldReader& read, telemetry::Timestamp time,
          telemetry::Timestamp cursor)
{
    if (term.kind == Term::Kind::Time) {
        const telemetry::Timestamp limit = term.moment.value_or(cursor - term.before);
        return term.field == "since" ? time >= limit : time < limit;
    }
    const FieldValue value = read(term.field);
    switch (term.kind) {
    case Term::Kind::Number:
        return value.number && isInside(term, *value.number);
    case Term::Kind::Missing:
        return value.texts.empty() && !value.number;
    case Term::Kind::Known:
        return !value.texts.empty() || value.number;
    default:
        return isAnyOf(term, value);
    }
}

std::string numberText(double number)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end};
}

std::string inQuotes(const std::string& value)
{
    std::string text = "\"";
    for (const char letter : value) {
        if (letter == '"' || letter == '\\')
            text += '\\';
        text += letter;
    }
    return text + '"';
}

std::string quotedIfNeeded(const std::string& value)
{
    constexpr std::string_view kSpecial = " \t\n\r\f\v\",:=<>!\\";
    const bool isPlain = !value.empty() && value != "none" && value != "any"
        && !value.starts_with('-') && !value.starts_with("//")
        && value.find("..") == std::string::npos
        && value.find_first_of(kSpecial) == std::string::npos;
    return isPlain ? value : inQuotes(value);
}

std::string durationText(telemetry::Duration duration)
{
    constexpr std::array<std::pair<const char*, std::int64_t>, 6> kUnits{{{"d", 86'400'000'000'000},
                                                                          {"h", 3'600'000'000'000},
                                                                          {"m", 60'000'000'000},
                                                                          {"s", 1'000'000'000},
                                                                          {"ms", 1'000'000},
                                                                          {"ns", 1}}};
    for (const auto& [unit, nanos] : kUnits) {
        if (duration.count() % nanos == 0)
            return std::to_string(duration.count() / nanos) + unit;
    }
    return {};
}

std::string rangeText(const Term& term)
{
    if (term.low && term.high && *term.low == *term.high && !term.isHighOpen)
        return '=' + numberText(*term.low);
    if (term.low && term.high)
        return ':' + numberText(*term.low) + ".." + numberText(*term.high);
    if (term.low)
        return (term.isLowOpen ? ">" : ">=") + numberText(*term.low);
    return (term.isHighOpen ? "<" : "<=") + numberText(term.high.value_or(0));
}

// A pattern is one outside of quotation marks only.
std::string valueText(const Term& term, std::size_t index)
{
    const std::string& value = term.values[index];
    const bool isLiteral = index < term.isLiteral.size() && term.isLiteral[index];
    const bool isBare = term.kind != Term::Kind::Is && isPattern(term, index)
        && value.find_first_of(" \t\n\r\f\v\"") == std::string::npos
        && (term.kind == Term::Kind::Text || value.find(',') == std::string::npos);
    if (isBare)
        return value;
    return isLiteral ? inQuotes(value) : quotedIfNeeded(value);
}

std::string valuesText(const Term& term)
{
    std::string text;
    for (std::size_t i = 0; i < term.values.size(); ++i)
        text += (text.empty() ? "" : ",") + valueText(term, i);
    return text;
}

// Names that would not be read as a field come in quotation marks.
std::string fieldText(const std::string& field)
{
    if (!field.empty() && field.front() >= '0' && field.front() <= '9')
        return inQuotes(field);
    return field == "none" || field == "any" ? field : quotedIfNeeded(field);
}

Term termOf(Term::Kind kind, const std::string& field, std::optional<double> low = {},
            std::optional<double> high = {})
{
    Term term;
    term.kind = kind;
    term.field = field;
    term.low = low;
    term.high = high;
    return term;
}

} // namespace

std::string termText(const Term& term)
{
    const std::string sign = term.isNegated ? "-" : "";
    switch (term.kind) {
    case Term::Kind::Text:
        return sign + (term.values.empty() ? inQuotes({}) : valueText(term, 0));
    case Term::Kind::Holds:
        return sign + fieldText(term.field) + ':' + valuesText(term);
    case Term::Kind::Is:
        return sign + fieldText(term.field) + '=' + valuesText(term);
    case Term::Kind::Number:
        return sign + fieldText(term.field) + rangeText(term);
    case Term::Kind::Missing:
        return sign + fieldText(term.field) + ":none";
    case Term::Kind::Known:
        return sign + fieldText(term.field) + ":any";
    case Term::Kind::Time:
        return sign + term.field + ':'
            + (term.moment ? std::to_string(telemetry::toUnixNanos(*term.moment))
                           : durationText(term.before));
    }
    return {};
}

std::string Filter::text() const
{
    std::string text;
    for (const Term& term : m_terms)
        text += (text.empty() ? "" : " ") + termText(term);
    return text;
}

Filter Filter::with(const Filter& other) const
{
    std::vector<Term> terms = m_terms;
    for (const Term& term : other.m_terms) {
        if (std::ranges::find(terms, term) == terms.end())
            terms.push_back(term);
    }
    return Filter(std::move(terms));
}

bool Filter::matches(const FieldReader& read, telemetry::Timestamp time,
                     telemetry::Timestamp cursor, bool (*isCheap)(const Term&)) const
{
    return std::ranges::all_of(m_terms, [&](const Term& term) {
        return (isCheap != nullptr && !isCheap(term))
            || fits(term, read, time, cursor) != term.isNegated;
    });
}

Filter filterForValue(const std::string& attribute, const std::string& value)
{
    const FilterField* field = filterField(attribute);
    if (field != nullptr && field->type != FieldType::Text) {
        if (const auto number = numberFromText(value, field->type))
            return Filter({termOf(Term::Kind::Number, attribute, number, number)});
    }
    Term term = termOf(Term::Kind::Is, attribute);
    term.values = {value};
    return Filter({std::move(term)});
}

Filter filterForRange(const std::string& attribute, std::optional<double> low,
                      std::optional<double> high)
{
    if (!low && !high) // of any number
        return Filter({termOf(Term::Kind::Known, attribute)});
    if (low && high && *low < *high) { // "low..high" would leave `high` out
        return Filter({termOf(Term::Kind::Number, attribute, low),
                       termOf(Term::Kind::Number, attribute, {}, high)});
    }
    return Filter({termOf(Term::Kind::Number, attribute, low, high)});
}

Filter filterForMissing(const std::string& attribute)
{
    return Filter({termOf(Term::Kind::Missing, attribute)});
}

} // namespace suspects
