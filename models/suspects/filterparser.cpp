// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/filter.h"
#include "models/suspects/filterfields.h"
#include "models/telemetry/timetext.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace suspects {

namespace {

constexpr std::string_view kBlanks = " \t\n\r\f\v";

struct Value
{
    std::string text;
    std::size_t at = 0;
    std::size_t length = 0;
    bool isQuoted = false;
};

std::optional<telemetry::Duration> durationFromText(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, double>, 8> kUnits{{{"ns", 1},
                                                                         {"ms", 1e6},
                                                                         {"s", 1e9},
                                                                         {"m", 6e10},
                                                                         {"min", 6e10},
                                                                         {"h", 3.6e12},
                                                                         {"d", 8.64e13},
                                                                         {"w", 6.048e14}}};
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    for (const auto& [name, nanos] : kUnits) {
        const bool isReadable = error == std::errc() && number >= 0 && number * nanos < 9e18;
        if (unit == name && isReadable)
            return telemetry::Duration(std::llround(number * nanos));
    }
    return std::nullopt;
}

class Parser
{
public:
    explicit Parser(std::string_view text)
        : m_text(text)
    {
    }

    tl::expected<Filter, FilterError> run()
    {
        std::vector<Term> terms;
        for (skipBlanks(); !isAtEnd(); skipBlanks()) {
            Term term;
            if (!readTerm(term))
                return tl::make_unexpected(m_error);
            terms.push_back(std::move(term));
        }
        return Filter(std::move(terms));
    }

private:
    bool isAtEnd() const { return m_at >= m_text.size(); }
    bool isAt(std::string_view letters) const
    {
        return !isAtEnd() && letters.find(m_text[m_at]) != std::string_view::npos;
    }
    void skipBlanks()
    {
        while (isAt(kBlanks))
            ++m_at;
    }
    bool fail(std::string message, std::size_t at)
    {
        m_error = {.message = std::move(message),
                   .at = std::min(at, m_text.size()),
                   .length = std::max(m_at, at) - at};
        return false;
    }

    // One value up to a letter of `ends`, or in quotation marks.
    bool readValue(Value& value, std::string_view ends)
    {
        value.at = m_at;
        value.isQuoted = isAt("\"");
        if (value.isQuoted) {
            for (++m_at; !isAt("\""); ++m_at) {
                if (isAt("\\"))
                    ++m_at;
                if (isAtEnd())
                    return fail("The quotation mark is not closed.", value.at);
                value.text += m_text[m_at];
            }
            ++m_at;
        } else {
            while (!isAtEnd() && !isAt(kBlanks) && !isAt(ends))
                value.text += m_text[m_at++];
        }
        value.length = m_at - value.at;
        return true;
    }

    bool readTerm(Term& term)
    {
        const std::size_t start = m_at;
        term.isNegated = isAt("-");
        if (term.isNegated)
            ++m_at;
        Value word;
        if (!readValue(word, ":=<>!\""))
            return false;
        if (!word.isQuoted && isWord(word.text)) {
            while (!isAtEnd() && !isAt(kBlanks) && !isAt("\""))
                word.text += m_text[m_at++];
            word.length = m_at - word.at;
        }
        if (isAtEnd() || !isAt(kOperators)) {
            if (isAt("\"")) // the middle of a word
                return fail("A quotation mark begins in the middle of a word.", start);
            if (word.text.empty() && !word.isQuoted)
                return fail("“-” leaves out what follows it; nothing does.", start);
            term.kind = Term::Kind::Text;
            return setTexts(term, {std::move(word)});
        }
        if (word.text.empty())
            return fail("A field is missing before the sign.", start);
        term.field = std::move(word.text);
        return readCondition(term, start);
    }

    // Whether what looks like a field is none: "std::", "https://", "12:30".
    bool isWord(const std::string& begin) const
    {
        const bool isDigit = !begin.empty() && begin.front() >= '0' && begin.front() <= '9';
        const std::string_view left = m_text.substr(std::min(m_at, m_text.size()));
        return !begin.empty()
            && (left.starts_with("::") || left.starts_with("://") || (isDigit && isAt(kOperators)));
    }

    // What is looked for, and whether * and ? in it are themselves.
    bool setTexts(Term& term, std::vector<Value> values)
    {
        bool isAnyLiteral = false;
        std::vector<bool> isLiteral;
        for (Value& value : values) {
            if (term.kind != Term::Kind::Is && value.text.size() > kLongestText)
                return fail("At most " + std::to_string(kLongestText)
                                + " bytes of a text can be looked for; these are "
                                + std::to_string(value.text.size()) + '.',
                            value.at);
            isLiteral.push_back(value.isQuoted && term.kind != Term::Kind::Is
                                && value.text.find_first_of("*?") != std::string::npos);
            isAnyLiteral = isAnyLiteral || isLiteral.back();
            term.values.push_back(std::move(value.text));
        }
        if (isAnyLiteral)
            term.isLiteral = std::move(isLiteral);
        return true;
    }

    // Of a field whose values are all known: whole ones, and no others.
    bool setClosed(Term& term, const FilterField& field, std::vector<Value> values)
    {
        for (Value& value : values) {
            for (char& letter : value.text)
                letter =
                    letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
            if (value.text == "none" && values.size() == 1) {
                term.kind = Term::Kind::Missing;
                return true;
            }
            if (value.text == "none")
                return fail("“none” stands by itself: " + term.field + ":none.", value.at);
            if (!isValueOf(field, value.text))
                return fail("“" + term.field + "” is " + valuesText(field) + "; “" + value.text
                                + "” is none of these.",
                            value.at);
        }
        term.kind = Term::Kind::Is;
        return setTexts(term, std::move(values));
    }

    std::string readSign()
    {
        std::string sign(1, m_text[m_at++]);
        if (sign != ":" && sign != "=" && isAt("="))
            sign += m_text[m_at++];
        return sign;
    }

    bool readCondition(Term& term, std::size_t start)
    {
        const std::string sign = readSign();
        if (sign == "!")
            return fail("“!” stands for nothing; “!=” is “is not”.", start);
        std::vector<Value> values;
        do {
            if (!values.empty())
                ++m_at; // the comma
            if (!readValue(values.emplace_back(), ",\""))
                return false;
            if (values.back().text.empty() && !values.back().isQuoted)
                return fail("A value is missing behind “" + term.field + sign
                                + "”. Put it into quotation marks to look for the text.",
                            start);
        } while (isAt(","));
        if (!isAtEnd() && !isAt(kBlanks))
            return fail("A quotation mark stands in the middle of a value.", start);
        if (sign == "!=")
            term.isNegated = !term.isNegated;
        const FilterField* field = filterField(term.field);
        if (field != nullptr && field->type == FieldType::Time)
            return setTime(term, field->name, sign, values);
        if (sign == "<" || sign == "<=" || sign == ">" || sign == ">=")
            return setLimit(term, sign, values, field);
        return setValues(term, sign, std::move(values), field);
    }

    bool setTime(Term& term, const char* field, const std::string& sign,
                 const std::vector<Value>& values)
    {
        term.field = field; // "Since", too
        const Value& value = values.front();
        term.kind = Term::Kind::Time;
        if ((sign != ":" && sign != "=") || values.size() > 1)
            return fail("“" + term.field + "” takes one time, as in " + term.field + ":10m.",
                        value.at);
        if (const auto duration = durationFromText(value.text)) {
            term.before = *duration;
            return true;
        }
        const bool isNumber = value.text.find_first_not_of("0123456789") == std::string::npos;
        const auto moment = telemetry::timestampFromText(value.text);
        constexpr std::size_t kNanosecondDigits = 16; // since 1970, of any time that is meant
        if (!moment || (isNumber && value.text.size() < kNanosecondDigits))
            return fail("“" + value.text
                            + "” is no time: 10m, 2h or 3d before the cursor, or a time like "
                              "2026-11-27T02:41:00Z.",
                        value.at);
        term.moment = *moment;
        return true;
    }

    bool isNumber(const Value& value, const FilterField* field, double& number)
    {
        const auto read =
            numberFromText(value.text, field != nullptr ? field->type : FieldType::Number);
        number = read.value_or(0);
        const bool isOurs = field == nullptr || field->type != FieldType::Text;
        return read.has_value() && isOurs && !value.isQuoted;
    }

    // What no share can be is a mistake: "60" where "60%" or "0.6" is meant.
    bool isShare(const Term& term, const Value& value, const FilterField* field, double low,
                 double high)
    {
        if (field == nullptr || field->type != FieldType::Share
            || (low >= 0 && high <= field->most))
            return true;
        return fail("“" + term.field + "” is a share, as in 0.6 or 60%; “" + value.text
                        + "” is none.",
                    value.at);
    }

    bool setLimit(Term& term, const std::string& sign, const std::vector<Value>& values,
                  const FilterField* field)
    {
        if (field != nullptr && field->type == FieldType::Text)
            return fail("“" + term.field + "” is a text: “" + sign + "” is for numbers.",
                        values.front().at);
        double number = 0;
        if (values.size() > 1 || !isNumber(values.front(), field, number))
            return fail("“" + values.front().text
                            + "” is no number. Quotation marks around all of it look for the text.",
                        values.front().at);
        if (!isShare(term, values.front(), field, number, number))
            return false;
        term.kind = Term::Kind::Number;
        (sign.front() == '>' ? term.low : term.high) = number;
        (sign.front() == '>' ? term.isLowOpen : term.isHighOpen) = sign.size() == 1;
        return true;
    }

    // low..high, each of which may be left out: the low one is in it, the high one is not.
    bool readRange(Term& term, const Value& value, const FilterField* field, bool& isRange)
    {
        isRange = false;
        const std::size_t dots = value.text.find("..");
        if (value.isQuoted || dots == std::string::npos
            || (field != nullptr && field->type == FieldType::Text))
            return true;
        const FieldType type = field != nullptr ? field->type : FieldType::Number;
        const std::string_view text = value.text;
        const auto low = numberFromText(text.substr(0, dots), type);
        const auto high = numberFromText(text.substr(dots + 2), type);
        const bool isLowFine = low || dots == 0;
        const bool isHighFine = high || dots + 2 == text.size();
        if (!isLowFine || !isHighFine || (!low && !high))
            return true;
        if (low && high && *low >= *high)
            return fail("Nothing lies in “" + value.text
                            + "”: the first number is in the range, the second is not.",
                        value.at);
        if (!isShare(term, value, field, low.value_or(0), high.value_or(0)))
            return false;
        isRange = true;
        term.kind = Term::Kind::Number;
        term.low = low;
        term.high = high;
        term.isHighOpen = high.has_value();
        return true;
    }

    bool setValues(Term& term, const std::string& sign, std::vector<Value> values,
                   const FilterField* field)
    {
        const Value& first = values.front();
        if (values.size() == 1 && !first.isQuoted
            && (first.text == "none" || first.text == "any")) {
            term.kind = first.text == "none" ? Term::Kind::Missing : Term::Kind::Known;
            return true;
        }
        bool isRange = false;
        if (values.size() == 1 && (!readRange(term, first, field, isRange) || isRange))
            return isRange;
        if (field != nullptr && field->type != FieldType::Text) {
            double number = 0;
            if (values.size() > 1 || !isNumber(first, field, number))
                return fail("“" + std::string(first.text) + "” is no number for “" + term.field
                                + "”; a range is 1000..2000.",
                            first.at);
            if (!isShare(term, first, field, number, number))
                return false;
            term.kind = Term::Kind::Number;
            term.low = number;
            term.high = number;
            return true;
        }
        if (field != nullptr && field->isClosed)
            return setClosed(term, *field, std::move(values));
        term.kind = sign == ":" ? Term::Kind::Holds : Term::Kind::Is;
        return setTexts(term, std::move(values));
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    FilterError m_error;
};

} // namespace

tl::expected<Filter, FilterError> Filter::parse(std::string_view text)
{
    return Parser(text).run();
}

} // namespace suspects
