// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/ownwords.h"

#include "models/items/alarmwords.h"
#include "models/items/wordforms.h"
#include "models/telemetry/filled.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace items {

namespace {

constexpr int kMostNested = 8;
constexpr int kMostTries = 200'000; // of a form at a text: what outsiders wrote costs no more
constexpr std::size_t kLongestSaid = 8 * 1024; // bytes; longer ones are documents, none of ours

// What is said in the place of a value and of a name where there is none, and of a list's rest;
// marked for the translators where they are forms by themselves.
constexpr std::array kForValues{WordForm{"not set"},
                                WordForm{"empty"},
                                WordForm{"no entry"},
                                WordForm{"an empty value"},
                                WordForm{"%1 and %2 more", ".#"},
                                WordForm{"%1 and others", "o"}};
constexpr std::array kForNames{WordForm{"somebody"}, WordForm{"Whoever acts here"},
                               WordForm{"not named"}, WordForm{"none"}};

std::string recordedText(const char* form)
{
    return QCoreApplication::translate("recorded", form).toStdString();
}

bool isNumber(std::string_view text)
{
    return std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; });
}

// Of "%1" to "%9"; a percent sign may stand before anything else.
std::size_t nextPlace(std::string_view pattern)
{
    std::size_t at = pattern.find('%');
    while (at != std::string_view::npos
           && (at + 1 == pattern.size() || pattern[at + 1] < '1' || pattern[at + 1] > '9'))
        at = pattern.find('%', at + 1);
    return at;
}

// Reads one text by the forms, as far as it is of them.
class WordReader
{
public:
    std::string said(const std::string& text, int depth = 0)
    {
        return known(text, depth).value_or(text);
    }

private:
    std::optional<std::string> known(const std::string& text, int depth)
    {
        if (text.empty() || text.size() > kLongestSaid || depth > kMostNested
            || m_tries > kMostTries)
            return std::nullopt;
        if (const auto before = m_known.find(text); before != m_known.end())
            return before->second;
        auto found = byForms(text, depth);
        if (!found)
            found = bySentences(text, depth);
        m_known[text] = found;
        return found;
    }

    std::optional<std::string> byForms(const std::string& text, int depth)
    {
        for (const auto forms : {leverForms(), guardForms(), incidentForms()}) {
            if (auto said = byOneOf(forms, text, depth))
                return said;
        }
        return std::nullopt;
    }

    std::optional<std::string> byOneOf(std::span<const WordForm> forms, const std::string& text,
                                       int depth)
    {
        for (const WordForm& form : forms) {
            if (m_tries > kMostTries)
                break;
            std::vector<std::string> values;
            if (fits(form, form.form, text, depth, values))
                return telemetry::filled(recordedText(form.form), values);
        }
        return std::nullopt;
    }

    // Several sentences, of which the first is ours.
    std::optional<std::string> bySentences(const std::string& text, int depth)
    {
        for (std::size_t end = text.find(". "); end != std::string::npos && m_tries <= kMostTries;
             end = text.find(". ", end + 1)) {
            // With its stop, or of words to which one was put.
            auto first = byForms(text.substr(0, end + 1), depth);
            if (!first) {
                first = byForms(text.substr(0, end), depth);
                first = first ? std::optional(*first + '.') : std::nullopt;
            }
            if (first)
                return *first + ' ' + said(text.substr(end + 2), depth);
        }
        return std::nullopt;
    }

    // `values`: what is to stand in the places, said anew where the form wants that.
    bool fits(const WordForm& form, std::string_view pattern, std::string_view text, int depth,
              std::vector<std::string>& values)
    {
        ++m_tries;
        const std::size_t place = nextPlace(pattern);
        if (!text.starts_with(pattern.substr(0, place)))
            return false;
        if (place == std::string_view::npos)
            return text.size() == pattern.size();
        text.remove_prefix(place);
        pattern.remove_prefix(place + 2);
        if (pattern.empty())
            return takes(form, text, depth, values);
        const std::string_view after = pattern.substr(0, nextPlace(pattern));
        for (std::size_t end = text.find(after, 1);
             end != std::string_view::npos && m_tries <= kMostTries;
             end = text.find(after, end + 1)) {
            const std::size_t before = values.size();
            if (takes(form, text.substr(0, end), depth, values)
                && fits(form, pattern, text.substr(end), depth, values))
                return true;
            values.resize(before);
        }
        return false;
    }

    bool takes(const WordForm& form, std::string_view text, int depth,
               std::vector<std::string>& values)
    {
        const char kind = form.places == nullptr ? '.' : form.places[values.size()];
        const bool isWord = text.find(' ') == std::string_view::npos;
        if (text.empty() || (kind == '#' && !isNumber(text)) || (kind == 'o' && !isWord))
            return false;
        std::string value(text);
        if (kind == 'w') {
            value = said(value, depth + 1);
        } else if (kind == 'v') {
            value = byOneOf(kForValues, value, depth + 1).value_or(value);
        } else if (kind == 'n') {
            value = byOneOf(kForNames, value, depth + 1).value_or(value);
        } else if (kind == 'a') {
            value = alarmWords(value);
        } else if (kind == 'W') {
            auto own = known(value, depth + 1);
            if (!own)
                return false;
            value = std::move(*own);
        }
        values.push_back(std::move(value));
        return true;
    }

    std::map<std::string, std::optional<std::string>> m_known;
    int m_tries = 0;
};

} // namespace

std::string ownWords(const std::string& english)
{
    // No language, no work: this one is in each.
    static constexpr const char* probe = "no entry";
    return recordedText(probe) == probe ? english : WordReader().said(english);
}

std::string valueWords(const std::string& english)
{
    return english == "no entry" ? ownWords(english) : english;
}

std::string noteWords(const std::string& english)
{
    return english.find(' ') == std::string::npos ? english : ownWords(english);
}

QString ownWords(const QString& english)
{
    return QString::fromStdString(ownWords(english.toStdString()));
}

} // namespace items
