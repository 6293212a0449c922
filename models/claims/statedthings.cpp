// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/statedthings.h"

#include "models/claims/asciicharacters.h"
#include "models/health/judging.h"
#include "models/health/sentencewords.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace claims {

namespace {

using health::Token;
using health::TokenKind;

constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};

std::uint64_t mixed(std::uint64_t one, std::uint64_t other)
{
    return (one ^ (other + 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
}

// 1 to 12; 0: no month. "may" and "march" are other words too where they are not capitalised.
int monthOf(std::string_view word)
{
    if (word.size() < 3 || word.size() > 9 || word.front() < 'A' || word.front() > 'Z')
        return 0;
    const std::string lower = health::lowered(word);
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        if (lower == kMonths[i] || (lower.size() == 3 && kMonths[i].starts_with(lower))
            || (lower == "sept" && i == 8))
            return static_cast<int>(i) + 1;
    }
    return 0;
}

int smallNumber(std::string_view text)
{
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

std::uint64_t dateKey(int month, int day)
{
    return mixed(0xDA7EU,
                 static_cast<std::uint64_t>(month) * 100 + static_cast<std::uint64_t>(day));
}

// "$", "€", "£", "¥", each as one unit with its name.
struct Currency
{
    std::string_view mark;
    std::string_view name;
};
constexpr std::array<Currency, 13> kCurrencies{{{"$", "dollar"},
                                                {"\xE2\x82\xAC", "euro"},
                                                {"\xC2\xA3", "pound"},
                                                {"\xC2\xA5", "yen"},
                                                {"USD", "dollar"},
                                                {"EUR", "euro"},
                                                {"GBP", "pound"},
                                                {"CHF", "franc"},
                                                {"JPY", "yen"},
                                                {"SEK", "krona"},
                                                {"PLN", "zloty"},
                                                {"usd", "dollar"},
                                                {"eur", "euro"}}};

std::uint64_t currencyKey(std::string_view name)
{
    return health::wordKey(name);
}

class ThingFinder
{
public:
    ThingFinder(std::string_view text, const std::vector<Token>& tokens, std::size_t first,
                std::size_t last, bool areFiguresOnly)
        : m_text(text)
        , m_tokens(tokens)
        , m_last(last)
        , m_areFiguresOnly(areFiguresOnly)
        , m_at(first)
    {
    }

    std::vector<StatedThing> run()
    {
        while (m_at < m_last && m_things.size() < kMostThings) {
            const std::size_t before = m_at;
            if (!takeDate() && !takeNumber() && !takeName())
                ++m_at;
            m_at = std::max(m_at, before + 1);
        }
        return std::move(m_things);
    }

private:
    std::string_view textOf(std::size_t token) const
    {
        const Token& t = m_tokens[token];
        return m_text.substr(t.start, t.end - t.start);
    }

    std::string_view between(std::size_t token) const // and the one after
    {
        return m_text.substr(m_tokens[token].end, m_tokens[token + 1].start - m_tokens[token].end);
    }

    bool isNumber(std::size_t token) const
    {
        return token < m_last && m_tokens[token].kind == TokenKind::Number;
    }

    StatedThing& add(std::size_t first, std::size_t last, ClaimKind kind)
    {
        m_things.push_back({.start = m_tokens[first].start,
                            .end = m_tokens[last - 1].end,
                            .kind = kind,
                            .first = first,
                            .last = last});
        m_at = last;
        return m_things.back();
    }

    void addDate(std::size_t first, std::size_t last, int month, int day)
    {
        StatedThing& thing = add(first, last, ClaimKind::Figure);
        thing.isDate = true;
        thing.value = dateKey(month, day);
    }

    // 2026-08-27, August 27(, 2026), 27 August (2026)
    bool takeDate()
    {
        const std::size_t i = m_at;
        if (isNumber(i) && isNumber(i + 1) && isNumber(i + 2) && between(i) == "-"
            && between(i + 1) == "-" && textOf(i).size() == 4) {
            const int month = smallNumber(textOf(i + 1));
            const int day = smallNumber(textOf(i + 2));
            if (month >= 1 && month <= 12 && day >= 1 && day <= 31) {
                addDate(i, i + 3, month, day);
                return true;
            }
        }
        if (i + 1 >= m_last)
            return false;
        const bool isMonthFirst = !isNumber(i) && isNumber(i + 1);
        const bool isDayFirst = isNumber(i) && !isNumber(i + 1);
        if (!isMonthFirst && !isDayFirst)
            return false;
        const int month = monthOf(textOf(isMonthFirst ? i : i + 1));
        std::string_view number = textOf(isMonthFirst ? i + 1 : i);
        const int day = smallNumber(number.substr(0, number.find_first_not_of("0123456789")));
        if (month == 0 || day < 1 || day > 31 || between(i).size() > 4)
            return false;
        std::size_t last = i + 2;
        if (isNumber(last) && textOf(last).size() == 4 && between(last - 1).size() <= 2)
            ++last;
        addDate(i, last, month, day);
        return true;
    }

    bool takeNumber()
    {
        const std::size_t i = m_at;
        if (!isNumber(i))
            return false;
        if (isMarker(i) || isInsideCitation(i)) {
            m_at = i + 1;
            return true;
        }
        if (const std::size_t idStart = startOfId(i); idStart != m_tokens[i].start)
            return takeId(i, idStart);
        StatedThing& thing = add(i, i + 1, ClaimKind::Figure);
        thing.value = m_tokens[i].key;
        takeCurrency(thing);
        takeUnit(thing, i);
        return true;
    }

    // "kb-117", "#88412", "ORD-9": letters or a "#" are attached to it.
    std::size_t startOfId(std::size_t token) const
    {
        std::size_t start = m_tokens[token].start;
        if (start > 0 && m_text[start - 1] == '#')
            return start - 1;
        const auto isLetter = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        };
        std::size_t at = start;
        if (at > 1 && m_text[at - 1] == '-' && isLetter(m_text[at - 2]))
            --at;
        const std::size_t joint = at;
        while (at > 0 && isLetter(m_text[at - 1]) && joint - at < 12)
            --at;
        const bool isWord = at > 0 && health::isWordByte(m_text[at - 1]);
        return at == joint || isWord ? start : at;
    }

    bool takeId(std::size_t token, std::size_t start)
    {
        const std::size_t first = token > 0 && m_tokens[token - 1].start >= start
                && m_tokens[token - 1].end <= m_tokens[token].start
            ? token - 1
            : token;
        if (m_areFiguresOnly) {
            m_at = token + 1;
            return true;
        }
        if (!m_things.empty() && m_things.back().end > start)
            m_things.pop_back(); // its letters were taken for a name
        StatedThing& thing = add(token, token + 1, ClaimKind::Identifier);
        thing.first = std::max(first, m_things.size() > 1 ? m_things[m_things.size() - 2].last : 0);
        thing.start = start;
        return true;
    }

    // "1. Open the lid", "2) Close it", "step 3"
    bool isMarker(std::size_t token) const
    {
        if (token > 0 && between(token - 1) == " "
            && health::isCounter(health::lowered(textOf(token - 1))))
            return true;
        const std::size_t end = m_tokens[token].end;
        std::size_t start = m_tokens[token].start;
        if (end >= m_text.size() || (m_text[end] != '.' && m_text[end] != ')') || end - start > 3)
            return false;
        while (start > 0 && (m_text[start - 1] == ' ' || m_text[start - 1] == '('))
            --start;
        return start == 0 || m_text[start - 1] == '\n';
    }

    bool isInsideCitation(std::size_t token) const
    {
        const std::size_t start = m_tokens[token].start;
        const std::size_t end = m_tokens[token].end;
        return start > 0 && end < m_text.size() && m_text[start - 1] == '[' && m_text[end] == ']';
    }

    void takeCurrency(StatedThing& thing) const
    {
        std::size_t end = thing.start;
        if (end > 0 && m_text[end - 1] == ' ')
            --end;
        for (const Currency& currency : kCurrencies) {
            if (m_text.substr(0, end).ends_with(currency.mark)
                && (currency.mark.size() < 3 || end < thing.start || currency.mark[0] < 'A')) {
                thing.start = end - currency.mark.size();
                thing.unit = currencyKey(currency.name);
                return;
            }
        }
    }

    void takeUnit(StatedThing& thing, std::size_t token)
    {
        const std::string_view rest = m_text.substr(thing.end);
        if (rest.starts_with("%") || rest.starts_with(" %")) {
            thing.end += rest.find('%') + 1;
            thing.unit = health::wordKey("percent");
            return;
        }
        if (token + 1 >= m_last || thing.unit != 0)
            return;
        const std::string_view gap = between(token);
        if (gap.size() > 1 || (!gap.empty() && gap != " " && gap != "-"))
            return;
        const Token& next = m_tokens[token + 1];
        // "59.90 EUR": no name, though it is written like one.
        for (const Currency& currency : kCurrencies) {
            if (currency.mark.size() == 3 && currency.mark[0] >= 'A' && currency.mark[0] <= 'Z'
                && textOf(token + 1) == currency.mark) {
                thing.end = next.end;
                thing.unit = currencyKey(currency.name);
                m_at = token + 2;
                return;
            }
        }
        const std::string word = health::lowered(textOf(token + 1));
        if (next.kind != TokenKind::Word || next.isName)
            return;
        const bool isPercent = word == "percent" || word == "pct";
        if (!isPercent && !health::isUnitOfMeasure(word))
            return;
        thing.end = next.end;
        thing.unit = isPercent ? health::wordKey("percent") : next.key;
        m_at = token + 2;
    }

    // A name of one or more words, or an identifier of code.
    bool takeName()
    {
        const std::size_t i = m_at;
        const Token& token = m_tokens[i];
        if (m_areFiguresOnly)
            return false;
        if (token.kind == TokenKind::Identifier) {
            add(i, i + 1, ClaimKind::Identifier);
            return true;
        }
        if (token.kind != TokenKind::Word || !token.isName || !token.isContent)
            return false;
        std::size_t last = i + 1;
        while (last < m_last && m_tokens[last].kind == TokenKind::Word && m_tokens[last].isName
               && m_tokens[last].isContent && between(last - 1).size() <= 2
               && between(last - 1).find_first_of(",;:\n/") == std::string_view::npos)
            ++last;
        add(i, last, ClaimKind::Identifier);
        return true;
    }

    std::string_view m_text;
    const std::vector<Token>& m_tokens;
    std::size_t m_last;
    bool m_areFiguresOnly;
    std::size_t m_at;
    std::vector<StatedThing> m_things;
};

std::size_t wordCount(std::string_view text)
{
    std::size_t words = 0;
    bool wasWord = false;
    for (const char c : text) {
        const bool isWord = health::isWordByte(c);
        words += isWord && !wasWord ? 1 : 0;
        wasWord = isWord;
    }
    return words;
}

constexpr std::size_t kMostCitations = 2000;
constexpr std::size_t kLongestLink = 500; // bytes
constexpr std::size_t kLongestQuote = 800; // bytes
constexpr std::size_t kFewestQuoted = 6; // words

} // namespace

std::vector<StatedThing> statedThingsOf(std::string_view text, const std::vector<Token>& tokens,
                                        std::size_t firstToken, std::size_t lastToken,
                                        bool areFiguresOnly)
{
    return ThingFinder(text, tokens, firstToken, std::min(lastToken, tokens.size()), areFiguresOnly)
        .run();
}

bool isSameFigure(const StatedThing& one, const StatedThing& other)
{
    return one.isDate == other.isDate && one.value == other.value
        && (one.unit == other.unit || one.unit == 0 || other.unit == 0);
}

bool isComparable(const StatedThing& one, const StatedThing& other)
{
    return one.isDate == other.isDate && (one.isDate || (one.unit != 0 && one.unit == other.unit));
}

std::vector<StatedThing> citationsOf(std::string_view text)
{
    std::vector<StatedThing> found;
    const auto add = [&](std::size_t start, std::size_t end) {
        found.push_back({.start = start, .end = end, .kind = ClaimKind::Citation});
        return end;
    };
    for (std::size_t at = 0; at < text.size() && found.size() < kMostCitations;) {
        const std::string_view rest = text.substr(at);
        if (rest.front() == '[') {
            const std::size_t close = rest.substr(0, 40).find_first_of("]\n ");
            const bool hasDigit = close != std::string_view::npos && rest[close] == ']'
                && std::ranges::any_of(rest.substr(1, close - 1), isDigit);
            const bool isAttached = at > 0 && health::isWordByte(text[at - 1]);
            if (hasDigit && !isAttached) {
                at = add(at, at + close + 1);
                continue;
            }
        }
        const bool isLink = rest.starts_with("https://") || rest.starts_with("http://")
            || (rest.starts_with("10.") && rest.size() > 8 && isDigit(rest[3]) && isDigit(rest[6])
                && rest.substr(0, 10).find('/') != std::string_view::npos);
        if (isLink) {
            std::size_t end = std::min(rest.find_first_of(" \t\r\n<>\"'`)]}"), rest.size());
            end = std::min(end, kLongestLink);
            while (end > 8
                   && std::string_view(".,;:!?*").find(rest[end - 1]) != std::string_view::npos)
                --end;
            while (end < rest.size() && (static_cast<unsigned char>(rest[end]) & 0xC0U) == 0x80U)
                ++end;
            at = add(at, at + end);
            continue;
        }
        const bool isCurly = rest.starts_with("\xE2\x80\x9C");
        if (isCurly || rest.front() == '"') {
            const std::size_t open = isCurly ? 3 : 1;
            const std::string_view closing = isCurly ? "\xE2\x80\x9D" : "\"";
            const std::size_t close = rest.substr(0, kLongestQuote).find(closing, open);
            const std::size_t feed = rest.substr(0, kLongestQuote).find('\n');
            if (close != std::string_view::npos && close < feed) {
                if (wordCount(rest.substr(open, close - open)) >= kFewestQuoted)
                    add(at, at + close + closing.size());
                at += close + closing.size();
                continue;
            }
        }
        ++at;
    }
    return found;
}

} // namespace claims
