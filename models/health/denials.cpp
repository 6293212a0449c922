// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/denials.h"

#include "models/health/denialwords.h"
#include "models/health/opposites.h"
#include "models/health/plainword.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace health {

namespace {

std::string_view gapAfter(const TokenText& text, std::size_t token)
{
    const std::size_t from = text.tokens[token].end;
    const std::size_t to =
        token + 1 < text.tokens.size() ? text.tokens[token + 1].start : text.text.size();
    return text.text.substr(from, std::max(to, from) - from);
}

// A comma, a semicolon, a bracket or a dash: not the hyphen of a compound.
bool breaksAfter(const TokenText& text, std::size_t token)
{
    const std::string_view gap = gapAfter(text, token);
    return gap.find_first_of(",;()") != std::string_view::npos
        || std::ranges::any_of(
               std::array<std::string_view, 3>{" - ", "\xE2\x80\x93", "\xE2\x80\x94"},
               [gap](std::string_view dash) { return gap.find(dash) != std::string_view::npos; });
}

bool endsAsQuestion(const TokenText& text, std::size_t last)
{
    const std::string_view gap = gapAfter(text, last);
    return std::ranges::any_of(
        std::array<std::string_view, 3>{"?", "\xEF\xBC\x9F", "\xD8\x9F"},
        [gap](std::string_view mark) { return gap.find(mark) != std::string_view::npos; });
}

class SenseReader
{
public:
    SenseReader(const TokenText& text, const Stretch& sentence)
        : m_text(text)
        , m_first(sentence.first)
        , m_last(sentence.last)
    {
        m_sense.stretch = sentence;
        m_traits.reserve(m_last - m_first);
        m_sense.roles.reserve(m_last - m_first);
        for (std::size_t i = m_first; i < m_last; ++i) {
            const Token& token = m_text.tokens[i];
            m_traits.push_back(token.kind == TokenKind::Word ? traitsOf(token) : 0);
            // Words that stand for one of a few things say something: all, some, May.
            const bool isWord = token.isContent || sideOf(token.key).group >= kFirstClass;
            m_sense.roles.push_back(token.isNegation || has(i, Denies) ? Role::Denial
                                        : isWord                       ? Role::Word
                                                                       : Role::Plain);
        }
    }

    SentenceSense run()
    {
        passOpening();
        passClosing();
        for (std::size_t i = m_first; i < m_last; ++i) {
            if (role(i) != Role::Passed)
                look(i);
        }
        for (std::size_t i = m_first; i < m_last; ++i) {
            m_sense.isConditional =
                m_sense.isConditional || (has(i, Condition) && role(i) != Role::Passed);
        }
        m_sense.isQuestion = m_last > m_first && endsAsQuestion(m_text, m_last - 1);
        return std::move(m_sense);
    }

private:
    Role& role(std::size_t token) { return m_sense.roles[token - m_first]; }
    bool has(std::size_t token, std::uint32_t trait) const
    {
        return token >= m_first && token < m_last && (m_traits[token - m_first] & trait) != 0;
    }
    bool isNumber(std::size_t token) const
    {
        return token < m_last && m_text.tokens[token].kind == TokenKind::Number;
    }

    bool isFigure(std::size_t token) const
    {
        return isNumber(token)
            && std::isdigit(static_cast<unsigned char>(m_text.text[m_text.tokens[token].start]))
            != 0;
    }

    void pass(std::size_t first, std::size_t last)
    {
        for (std::size_t i = first; i < last; ++i)
            role(i) = Role::Passed;
    }

    bool isAside(std::size_t first, std::size_t last)
    {
        for (std::size_t i = first; i < last; ++i) {
            if (role(i) == Role::Word && !has(i, Courtesy))
                return false;
        }
        return true;
    }

    bool holdsTrait(std::size_t first, std::size_t last, std::uint32_t traits) const
    {
        for (std::size_t i = first; i < last; ++i) {
            if (has(i, traits))
                return true;
        }
        return false;
    }

    // "No, sorry, ...", "Not at all - ...": an answer to the question, no part of the statement.
    void passOpening()
    {
        constexpr std::size_t longest = 6;
        for (std::size_t from = m_first, i = from; i + 1 < m_last && i < from + longest; ++i) {
            if (!breaksAfter(m_text, i))
                continue;
            if (!isAside(from, i + 1) || holdsTrait(from, i + 1, Limit | Condition))
                return;
            pass(from, i + 1);
            from = i + 1;
        }
    }

    // "..., not before": what is denied is not what was said.
    void passClosing()
    {
        constexpr std::size_t longest = 4;
        for (std::size_t i = m_last; i-- > m_first + 1 && m_last - i <= longest;) {
            if (!breaksAfter(m_text, i - 1))
                continue;
            if (role(i) == Role::Denial && isAside(i, m_last))
                pass(i, m_last);
            return;
        }
    }

    void look(std::size_t i)
    {
        if (has(i, Quantity) && role(i) == Role::Word && !m_text.tokens[i].isName) // "the UN"
            role(i) = Role::Passed;
        if (role(i) == Role::Denial && !has(i, Flip))
            denial(i);
        else if (role(i) == Role::Denial)
            flip(i);
        else if (has(i, True | False) && has(i + 1, That))
            frame(i);
        else if (has(i, Forget | Remember) && has(i + 1, To))
            reminder(i);
        else if (has(i, Adverbial | Time))
            adverbial(i);
        else
            bound(i);
    }

    void denial(std::size_t i)
    {
        if (has(i, No) && isFigure(i + 1)) { // "room no 5"
            role(i) = Role::Plain;
        } else if (has(i + 1, Only)) {
            pass(i, i + 2);
        } else if (has(i + 1, But) || has(i, Nor)) {
            pass(i, i + 1);
        } else if (const std::size_t than = deniedComparison(i); than != 0) {
            addBound(than + 1, has(than - 1, Upward));
            pass(i, i + 1);
            pass(than - 1, than + 1);
        } else if (has(i + 1, Longer)) {
            pass(i + 1, i + 2);
        }
    }

    // Where "than" stands in "no more than 5", "may not bring more than 5"; 0: nowhere.
    std::size_t deniedComparison(std::size_t i) const
    {
        constexpr std::size_t reach = 6;
        for (std::size_t j = i + 1; j + 1 < m_last && j < i + reach; ++j) {
            if (has(j, Comparative) && has(j + 1, Than))
                return j == i + 1 || isNumber(j + 2) ? j + 1 : 0;
            if (breaksAfter(m_text, j))
                return 0;
        }
        return 0;
    }

    // The denial up to three words before, nothing of substance between.
    std::size_t denialBefore(std::size_t i)
    {
        constexpr std::size_t reach = 3;
        for (std::size_t j = i; j-- > m_first && i - j <= reach;) {
            if (role(j) == Role::Denial && !has(j, Flip))
                return j;
            if (role(j) == Role::Word || breaksAfter(m_text, j))
                break;
        }
        return m_last;
    }

    // "did not fail"
    void flip(std::size_t i)
    {
        const std::size_t other = denialBefore(i);
        if (other == m_last)
            return;
        role(other) = Role::Passed;
        role(i) = Role::Passed;
    }

    // "it is not true that ...", which with another denial says that something is so.
    void frame(std::size_t i)
    {
        const std::size_t other = denialBefore(i);
        const bool isDenied = has(i, True) == (other != m_last);
        role(i) = Role::Passed;
        if (other != m_last)
            role(other) = Role::Passed;
        if (!isDenied)
            return;
        const auto next =
            std::find(m_sense.roles.begin() + static_cast<std::ptrdiff_t>(i - m_first),
                      m_sense.roles.end(), Role::Denial);
        if (next == m_sense.roles.end())
            role(i) = Role::Denial;
        else
            *next = Role::Passed;
    }

    // "under no circumstances", "not in any case", "at no time": how, and of what is denied no
    // part.
    void adverbial(std::size_t i)
    {
        if (!has(i - 1, has(i, Time) ? No : Any | No))
            return;
        role(i) = Role::Passed;
        if (i >= m_first + 2 && role(i - 2) == Role::Plain)
            role(i - 2) = Role::Passed;
    }

    // "do not forget to" is "remember to", and says no more than what follows.
    void reminder(std::size_t i)
    {
        const std::size_t other = denialBefore(i);
        const bool isForget = has(i, Forget);
        if (isForget && other == m_last) {
            role(i) = Role::Denial;
            return;
        }
        role(i) = Role::Passed;
        if (isForget)
            role(other) = Role::Passed;
    }

    void bound(std::size_t i)
    {
        if (has(i, Comparative) && has(i + 1, Than) && isNumber(i + 2)) {
            addBound(i + 2, !has(i, Upward));
            pass(i, i + 2);
        } else if (has(i, OverOrUnder) && isNumber(i + 1)) {
            addBound(i + 1, !has(i, Upward));
            pass(i, i + 1);
        } else if (has(i, Up) && has(i + 1, To) && isNumber(i + 2)) {
            addBound(i + 2, true);
            pass(i, i + 2);
        } else if (has(i, At) && has(i + 1, Most)) {
            addBound(isNumber(i + 2) ? i + 2 : numberBefore(i), !has(i + 1, Upward));
            pass(i, i + 2);
        }
    }

    std::size_t numberBefore(std::size_t i) const
    {
        constexpr std::size_t reach = 4;
        for (std::size_t j = i; j-- > m_first && i - j <= reach;) {
            if (isNumber(j))
                return j;
        }
        return m_last;
    }

    void addBound(std::size_t word, bool isUpper)
    {
        if (word < m_last)
            m_sense.bounds.push_back({.word = word, .isUpper = isUpper});
    }

    const TokenText& m_text;
    std::size_t m_first;
    std::size_t m_last;
    std::vector<std::uint32_t> m_traits;
    SentenceSense m_sense;
};

// "can" of "cannot" and "can't"; 0 where nothing is left, as of "not" and "don't".
std::uint64_t leftOf(std::string_view denial)
{
    const std::string word = foldedText(denial);
    if (word == "cannot" || word == "can't")
        return wordKey("can");
    if (word == "won't")
        return wordKey("will");
    if (!word.ends_with("n't"))
        return 0;
    const std::string rest = word.substr(0, word.size() - 3);
    return rest == "do" || rest == "does" || rest == "did" ? 0 : wordKey(rest);
}

} // namespace

std::vector<std::size_t> SentenceSense::tokensOf(Role role) const
{
    std::vector<std::size_t> tokens;
    for (std::size_t i = 0; i < roles.size(); ++i) {
        if (roles[i] == role)
            tokens.push_back(stretch.first + i);
    }
    return tokens;
}

SentenceSense senseOf(const TokenText& text, const Stretch& sentence)
{
    return SenseReader(text, sentence).run();
}

std::vector<std::uint64_t> undeniedRest(const TokenText& text, const SentenceSense& sense)
{
    std::vector<std::uint64_t> rest;
    for (std::size_t i = sense.stretch.first; i < sense.stretch.last; ++i) {
        const Token& token = text.tokens[i];
        const Role role = sense.roleOf(i);
        if (role == Role::Passed || (traitsOf(token) & Light) != 0)
            continue;
        const std::uint64_t key = role == Role::Denial
            ? leftOf(text.text.substr(token.start, token.end - token.start))
            : token.key;
        if (key != 0)
            rest.push_back(key);
    }
    return rest;
}

std::vector<std::uint64_t> limitsIn(const TokenText& text, const SentenceSense& sense,
                                    const Stretch& stretch)
{
    std::vector<std::uint64_t> limits;
    for (std::size_t i = stretch.first; i < stretch.last; ++i) {
        if (sense.roleOf(i) != Role::Passed && (traitsOf(text.tokens[i]) & Limit) != 0)
            limits.push_back(text.tokens[i].key);
    }
    std::ranges::sort(limits);
    return limits;
}

bool reaches(const TokenText& text, std::size_t from, std::size_t to)
{
    for (std::size_t i = from; i < to; ++i) {
        if (breaksAfter(text, i) || (i > from && (traitsOf(text.tokens[i]) & NewClause) != 0))
            return false;
    }
    return true;
}

bool isAdverb(const TokenText& text, std::size_t token)
{
    const Token& one = text.tokens[token];
    return text.text.substr(one.start, one.end - one.start).ends_with("ly");
}

bool isLoose(const Token& token)
{
    return (traitsOf(token) & Loose) != 0;
}

} // namespace health
