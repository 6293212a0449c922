// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/tokens.h"

#include "models/health/plainword.h"
#include "models/health/words.h"

#include <algorithm>
#include <array>

namespace health {

namespace {

constexpr std::size_t kLongestToken =
    256; // bytes; longer runs are cut there (base64, one-line files)

enum CharacterClass : std::uint8_t
{
    Digit = 1,
    Upper = 2,
    Lower = 4,
    Underscore = 8,
};

constexpr std::array<std::uint8_t, 256> kByteClasses = [] {
    std::array<std::uint8_t, 256> classes{};
    for (std::size_t c = '0'; c <= '9'; ++c)
        classes[c] = Digit;
    for (std::size_t c = 'A'; c <= 'Z'; ++c)
        classes[c] = Upper;
    for (std::size_t c = 'a'; c <= 'z'; ++c)
        classes[c] = Lower;
    classes['_'] = Underscore;
    return classes;
}();

std::uint8_t classOf(char c)
{
    return kByteClasses[static_cast<unsigned char>(c)];
}
bool isDigitByte(char c)
{
    return classOf(c) == Digit;
}
bool isUpperByte(char c)
{
    return classOf(c) == Upper;
}
bool isLower(char c)
{
    return classOf(c) == Lower;
}
bool isAsciiWord(char c)
{
    return classOf(c) != 0;
}

class Tokeniser
{
public:
    Tokeniser(std::string_view text, std::size_t limit)
        : m_text(text)
        , m_limit(limit)
    {
        m_tokens.reserve(std::min(text.size() / 5 + 8, limit));
    }

    std::vector<Token> run()
    {
        while (m_at < m_text.size() && m_tokens.size() < m_limit)
            step();
        return std::move(m_tokens);
    }

private:
    char at(std::size_t i) const { return i < m_text.size() ? m_text[i] : '\0'; }

    void step()
    {
        const char c = m_text[m_at];
        if (c == ' ') {
            ++m_at;
            return;
        }
        if (isDigitByte(c)) {
            number();
            return;
        }
        const CodePoint point = codePointAt(m_text, m_at);
        if (isLetter(point.value) || c == '_') {
            word(point);
            return;
        }
        separator(point);
    }

    void separator(CodePoint point)
    {
        const char32_t c = point.value;
        if (c == '.' || c == '!' || c == '?' || c == '\n' || c == ':' || c == 0x3002 || c == '*'
            || c == '#')
            m_opensSentence = true;
        else if (m_text.substr(m_at, 3) == "```")
            return fence();
        else if (c == '`')
            m_isQuoted = !m_isQuoted;
        // A long option, not a dash between words.
        const bool isBoundary =
            m_at == 0 || (m_text[m_at - 1] != '-' && !isAsciiWord(m_text[m_at - 1]));
        if (c == '-' && at(m_at + 1) == '-' && isBoundary && isLower(at(m_at + 2))) {
            m_isFlag = true;
            ++m_at;
        }
        m_at += point.length;
    }

    // The language after an opening fence is markup, not text.
    void fence()
    {
        m_at += 3;
        m_isQuoted = false;
        m_opensSentence = true;
        while (isAsciiWord(at(m_at)))
            ++m_at;
    }

    void number()
    {
        const std::size_t start = m_at;
        std::string digits;
        bool hasPoint = false;
        while (m_at < m_text.size() && m_at - start < kLongestToken) {
            const char c = m_text[m_at];
            if (isDigitByte(c))
                digits += c;
            else if (c == '.' && !hasPoint && isDigitByte(at(m_at + 1)))
                hasPoint = (digits += c, true);
            else if (!(c == ',' && isDigitByte(at(m_at + 1)) && isDigitByte(at(m_at + 2))
                       && isDigitByte(at(m_at + 3))))
                break;
            ++m_at;
        }
        if (isAsciiWord(at(m_at)) && !isOrdinalEnd()) {
            m_at = start;
            word(codePointAt(m_text, start));
            return;
        }
        const std::size_t end = m_at;
        if (hasPoint) {
            while (digits.back() == '0')
                digits.pop_back();
            if (digits.back() == '.')
                digits.pop_back();
        }
        const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size() - 1);
        if (digits[zeros] != '.')
            digits.erase(0, zeros);
        add(start, digits, TokenKind::Number);
        m_tokens.back().end = static_cast<std::uint32_t>(end);
        while (isAsciiWord(at(m_at)))
            ++m_at;
    }

    // 1st, 20th, 90s, 5k are numbers with an ending, 3com and 2fa are words.
    bool isOrdinalEnd() const
    {
        constexpr std::size_t kLongestEnding = 3;
        std::size_t end = m_at;
        // One character more than the longest ending tells that this is none.
        while (end - m_at <= kLongestEnding && isAsciiWord(at(end)))
            ++end;
        static constexpr std::string_view endings[] = {
            "st", "nd", "rd", "th", "s",  "k",   "m",  "px", "ms", "am", "pm", "mm", "cm",
            "km", "kg", "g",  "mg", "lb", "lbs", "oz", "GB", "MB", "kB", "TB", "x"};
        const std::string_view rest = m_text.substr(m_at, end - m_at);
        return std::ranges::find(endings, rest) != std::end(endings);
    }

    void word(CodePoint first)
    {
        const std::size_t start = m_at;
        if (isIdeograph(first.value)) {
            m_at += first.length;
            add(start, m_text.substr(start, first.length), TokenKind::Word);
            m_tokens.back().isContent = true;
            return;
        }
        bool isCode = m_isFlag;
        while (m_at < m_text.size() && m_at - start < kLongestToken && extend(start, isCode)) { }
        const std::string_view raw = m_text.substr(start, m_at - start);
        isCode = isCode || hasCamelCase(raw) || raw.find('_') != std::string_view::npos
            || isCalled() || isAssigned() || (m_isQuoted && at(m_at) == '`');
        if (isCode)
            identifier(start, foldedText(raw));
        else
            addPlain(start, raw);
        m_isFlag = false;
    }

    // Steps over the next character if it belongs to the word; a joiner makes it an identifier.
    bool extend(std::size_t start, bool& isCode)
    {
        const char c = m_text[m_at];
        if (isAsciiWord(c)) {
            ++m_at;
            return true;
        }
        const CodePoint point = codePointAt(m_text, m_at);
        if ((point.value >= 0x80 && isLetter(point.value) && !isIdeograph(point.value))) {
            m_at += point.length;
            return true;
        }
        const bool isApostrophe = c == '\'' || point.value == 0x2019;
        if (isApostrophe && m_at > start && isLower(at(m_at + point.length))) {
            m_at += point.length;
            return true;
        }
        const std::size_t joiner = joinerLength(start);
        isCode = isCode || (joiner > 0 && c != '-');
        m_at += joiner;
        return joiner > 0;
    }

    // Length of a joiner inside a path: a.b, a::b, a->b; and of the hyphen in a --long-flag.
    std::size_t joinerLength(std::size_t start) const
    {
        const char c = m_text[m_at];
        const char next = at(m_at + 1);
        if (m_isFlag && c == '-' && isAsciiWord(next))
            return 1;
        if (c == '.' && (isLower(next) || next == '_') && m_at - start >= 2
            && isAsciiWord(at(m_at + 2)))
            return 1;
        const bool isTwo = (c == ':' && next == ':') || (c == '-' && next == '>');
        return isTwo && isAsciiWord(at(m_at + 2)) && !isDigitByte(at(m_at + 2)) ? 2 : 0;
    }

    static bool hasCamelCase(std::string_view raw)
    {
        int changes = 0;
        for (std::size_t i = 1; i + 1 < raw.size(); ++i)
            changes += isLower(raw[i - 1]) && isUpperByte(raw[i]) && isLower(raw[i + 1]) ? 1 : 0;
        // McDonald and YouTube are names; getUserName and HttpServer are not, which case alone
        // cannot tell.
        return changes > 1 || (changes == 1 && isLower(raw.front()));
    }

    bool isCalled() const
    {
        return at(m_at) == '(' && m_text.substr(m_at, 3) != "(s)"
            && m_text.substr(m_at, 4) != "(es)";
    }

    void identifier(std::size_t start, const std::string& text)
    {
        add(start, text, TokenKind::Identifier);
        Token& token = m_tokens.back();
        if (m_isFlag)
            token.start -= 2; // the dashes belong to it
        const std::size_t cut = text.find_last_of(".:>");
        const std::string member = cut == std::string::npos ? text : text.substr(cut + 1);
        token.memberKey = hashOf(member);
        token.isCall = isCalled() || m_isFlag;
        token.isContent =
            !isCommonIdentifier(member) && !isCommonIdentifier(text) && member.size() > 1;
        token.isDefined = !m_isFlag && (m_definesNext || isAssigned());
        m_definesNext = false;
    }

    bool isAssigned() const
    {
        std::size_t i = m_at;
        while (at(i) == ' ')
            ++i;
        return at(i) == '=' && at(i + 1) != '=';
    }

    void addPlain(std::size_t start, std::string_view raw)
    {
        const PlainWord& word = plainWord(raw);
        const bool opensSentence = m_opensSentence;
        m_definesNext = word.isDefiner;
        add(start, word.key, word.isNumber ? TokenKind::Number : TokenKind::Word);
        if (word.isNumber)
            return;
        m_tokens.back().isContent = word.isContent;
        m_tokens.back().isName = word.isCapital && !opensSentence;
        m_tokens.back().isNegation = word.isNegation;
    }

    void add(std::size_t start, std::string_view normalised, TokenKind kind)
    {
        add(start, hashOf(normalised), kind);
    }

    void add(std::size_t start, std::uint64_t key, TokenKind kind)
    {
        Token token;
        token.key = key;
        token.memberKey = token.key;
        token.start = static_cast<std::uint32_t>(start);
        token.end = static_cast<std::uint32_t>(m_at);
        token.kind = kind;
        token.isContent = kind != TokenKind::Word;
        token.opensSentence = m_opensSentence;
        m_opensSentence = false;
        m_tokens.push_back(token);
    }

    std::string_view m_text;
    std::size_t m_limit;
    std::size_t m_at = 0;
    bool m_opensSentence = true;
    bool m_isQuoted = false; // inside backticks
    bool m_isFlag = false; // after "--"
    bool m_definesNext = false; // after def, class, let ...
    std::vector<Token> m_tokens;
};

} // namespace

std::vector<Token> tokenise(std::string_view text, std::size_t limit)
{
    return Tokeniser(text, limit).run();
}

std::vector<std::uint64_t> identifierParts(std::string_view identifier)
{
    std::vector<std::uint64_t> parts;
    std::string part;
    const auto flush = [&] {
        if (part.size() > 1)
            parts.push_back(wordKey(part));
        part.clear();
    };
    for (std::size_t i = 0; i < identifier.size(); ++i) {
        const char c = identifier[i];
        const bool isStart = isUpperByte(c) && i > 0 && isLower(identifier[i - 1]);
        if (isStart || !isAsciiWord(c) || c == '_')
            flush();
        if (isAsciiWord(c) && c != '_')
            part += c;
    }
    flush();
    return parts;
}

std::uint64_t wordKey(std::string_view word)
{
    std::string text = foldedText(word);
    const std::uint64_t hash = hashOf(text);
    if (wordKind(text, hash).isStop)
        return hash;
    stem(text);
    return hashOf(text);
}

} // namespace health
