// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/tokens.h"

#include "models/similarity/figuresign.h"
#include "models/similarity/folding.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

namespace similarity {

namespace {

enum class Kind : std::uint8_t
{
    Blank,
    Other, // punctuation
    Terminator, // of a sentence
    Line, // the end of a line
    Lower,
    Upper,
    Digit,
    Apostrophe,
    Percent,
    Backslash,
    Bracket,
    Tick,
    Beyond, // not ASCII
};

constexpr std::array<Kind, 256> makeKinds()
{
    std::array<Kind, 256> kinds{};
    for (std::size_t c = 0; c < kinds.size(); ++c) {
        Kind kind = c >= 0x80 ? Kind::Beyond : Kind::Other;
        if (c >= 'a' && c <= 'z')
            kind = Kind::Lower;
        else if (c >= 'A' && c <= 'Z')
            kind = Kind::Upper;
        else if (c >= '0' && c <= '9')
            kind = Kind::Digit;
        else if (c == ' ' || c == '\t')
            kind = Kind::Blank;
        else if (c == '\n' || c == '\r')
            kind = Kind::Line;
        else if (c == '.' || c == '!' || c == '?')
            kind = Kind::Terminator;
        kinds[c] = kind;
    }
    kinds['\''] = Kind::Apostrophe;
    kinds['%'] = Kind::Percent;
    kinds['\\'] = Kind::Backslash;
    kinds['['] = Kind::Bracket;
    kinds['`'] = Kind::Tick;
    kinds['_'] = Kind::Lower;
    return kinds;
}
constexpr std::array<Kind, 256> kKinds = makeKinds();

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kNumberWords{
    {{"two", "2"},
     {"three", "3"},
     {"four", "4"},
     {"five", "5"},
     {"six", "6"},
     {"seven", "7"},
     {"eight", "8"},
     {"nine", "9"},
     {"ten", "10"},
     {"eleven", "11"},
     {"twelve", "12"},
     {"twenty", "20"},
     {"thirty", "30"},
     {"forty", "40"},
     {"sixty", "60"},
     {"ninety", "90"}}};
// English, German and French, as they stand in answers.
constexpr std::array<std::string_view, 25> kNegations{
    "not",     "no",    "never",  "cannot", "nor",    "none",   "without", "nothing", "nobody",
    "neither", "nicht", "kein",   "keine",  "keinen", "keiner", "nichts",  "nie",     "niemals",
    "ohne",    "pas",   "jamais", "sans",   "aucun",  "aucune", "rien"};
constexpr std::uint32_t kNot = wordHash("not");
constexpr std::uint32_t kPercentWord = wordHash("percent");

struct Meaning // of words that stand for more than themselves
{
    std::uint32_t word = 0;
    std::uint32_t hash = 0;
    std::uint8_t flags = 0;
};
constexpr std::size_t kMeaningSlots = 256;
constexpr std::size_t slotOf(std::uint32_t hash)
{
    return (hash ^ (hash >> 16U)) % kMeaningSlots;
}
constexpr std::array<Meaning, kMeaningSlots> makeMeanings()
{
    std::array<Meaning, kMeaningSlots> slots{};
    const auto add = [&slots](std::string_view word, std::uint32_t hash, std::uint8_t flags) {
        std::size_t slot = slotOf(wordHash(word));
        while (slots[slot].word != 0)
            slot = (slot + 1) % kMeaningSlots;
        slots[slot] = {.word = wordHash(word), .hash = hash, .flags = flags};
    };
    for (const auto& [word, figure] : kNumberWords)
        add(word, wordHash(figure), kFigure);
    for (const std::string_view word : kNegations)
        add(word, wordHash(word), kNegation);
    return slots;
}
constexpr std::array<Meaning, kMeaningSlots> kMeanings = makeMeanings();

class Tokenizer
{
public:
    Tokenizer(std::string_view text, Syntax syntax, std::vector<Token>& tokens)
        : m_text(text.substr(0, std::numeric_limits<std::uint32_t>::max()))
        , m_isJson(syntax == Syntax::Json)
        , m_tokens(tokens)
    {
    }

    void run()
    {
        while (m_at < m_text.size()) {
            const auto c = static_cast<unsigned char>(m_text[m_at]);
            switch (kKinds[c]) {
            case Kind::Lower:
            case Kind::Upper:
            case Kind::Digit:
                word();
                break;
            case Kind::Blank:
                m_startsSentence = m_startsSentence || m_isTerminated;
                ++m_at;
                break;
            case Kind::Line:
                m_startsSentence = true;
                m_isInTicks = false;
                ++m_at;
                break;
            case Kind::Terminator:
                m_isTerminated = true;
                ++m_at;
                break;
            case Kind::Percent:
                push({.hash = kPercentWord,
                      .start = place(m_at),
                      .end = place(m_at + 1),
                      .flags = 0,
                      .sign = 0});
                ++m_at;
                break;
            case Kind::Bracket:
                bracket();
                break;
            case Kind::Backslash:
                backslash();
                break;
            case Kind::Tick:
                ticks();
                break;
            case Kind::Beyond:
                beyond();
                break;
            case Kind::Apostrophe:
            case Kind::Other:
                ++m_at;
                break;
            }
        }
    }

private:
    static std::uint32_t place(std::size_t at) { return static_cast<std::uint32_t>(at); }

    void push(Token token)
    {
        if (std::exchange(m_startsSentence, false))
            token.flags |= kSentenceStart;
        m_isTerminated = false;
        m_tokens.push_back(token);
    }

    void add(char32_t code)
    {
        if (code < 0x80) {
            m_hash = (m_hash ^ static_cast<std::uint32_t>(code)) * 0x01000193U;
            m_hasDigit = m_hasDigit || (code >= '0' && code <= '9');
        } else {
            for (const unsigned shift : {0U, 8U, 16U})
                m_hash = (m_hash ^ ((code >> shift) & 0xFFU)) * 0x01000193U;
        }
        m_last = code;
    }

    // ASCII letters and digits from here on: nearly all there is.
    void word()
    {
        begin();
        m_isCapital = kKinds[static_cast<unsigned char>(m_text[m_at])] == Kind::Upper;
        rest();
    }

    void begin()
    {
        m_hash = 0x811c9dc5U;
        m_start = m_at;
        m_hasDigit = false;
        m_isCapital = false;
        m_isCode = m_isInTicks || m_at == m_codeAt || isOption();
        m_beforeNot = 0;
        m_last = 0;
    }

    void rest()
    {
        while (m_at < m_text.size()) {
            const auto c = static_cast<unsigned char>(m_text[m_at]);
            const Kind kind = kKinds[c];
            if (kind == Kind::Lower) {
                if (c == 'n')
                    m_beforeNot = m_hash;
                m_isCode = m_isCode || (c == '_' && isLetter(m_at + 1) && m_at > m_start);
                m_hash = (m_hash ^ c) * 0x01000193U;
                m_last = c;
            } else if (kind == Kind::Upper || kind == Kind::Digit) {
                if (c == 'N')
                    m_beforeNot = m_hash;
                if (kind == Kind::Upper && m_at > m_start
                    && kKinds[static_cast<unsigned char>(m_text[m_at - 1])] == Kind::Lower)
                    m_isCode = true; // readCsv
                add(kind == Kind::Upper ? c + 0x20U : c);
            } else if (!goesOn(kind)) {
                break;
            } else {
                continue;
            }
            ++m_at;
        }
        finish(m_at);
    }

    // What stands inside a word and is no ASCII letter. False: the word has ended here.
    bool goesOn(Kind kind)
    {
        if (kind == Kind::Apostrophe)
            return apostrophe(m_at + 1);
        if (kind == Kind::Beyond || isEscapedCode())
            return letterBeyond();
        if (!m_hasDigit || m_last < '0' || m_last > '9' || m_at + 1 >= m_text.size())
            return false;
        const auto isDigit = [this](std::size_t at) {
            return at < m_text.size() && m_text[at] >= '0' && m_text[at] <= '9';
        };
        if (m_text[m_at] == '.' && isDigit(m_at + 1)) {
            add('.');
            ++m_at;
            return true;
        }
        const bool isThousand = m_text[m_at] == ',' && isDigit(m_at + 1) && isDigit(m_at + 2)
            && isDigit(m_at + 3) && !isDigit(m_at + 4);
        m_at += isThousand ? 1 : 0;
        return isThousand;
    }

    bool apostrophe(std::size_t behind)
    {
        const bool isLetter = behind < m_text.size()
            && (kKinds[static_cast<unsigned char>(m_text[behind])] == Kind::Lower
                || kKinds[static_cast<unsigned char>(m_text[behind])] == Kind::Upper);
        if (!isLetter)
            return false;
        const bool isEnd = behind + 1 >= m_text.size()
            || kKinds[static_cast<unsigned char>(m_text[behind + 1])] < Kind::Lower;
        const char letter = m_text[behind];
        if (isEnd && (letter == 't' || letter == 'T') && m_last == 'n'
            && m_beforeNot != 0) { // isn't
            m_hash = m_beforeNot;
            m_beforeNot = 0;
            finish(m_at - 1);
            push({.hash = kNot,
                  .start = place(m_at - 1),
                  .end = place(behind + 1),
                  .flags = kNegation,
                  .sign = 0});
            m_at = behind + 1;
            begin();
            return false;
        }
        m_at = behind; // O'Brien, the client's
        return true;
    }

    bool letterBeyond()
    {
        std::size_t behind = m_at;
        const char32_t code = codeAt(behind);
        if (code == kInvalidCode)
            return false;
        const Folded fold = folded(code);
        switch (fold.as) {
        case Folded::As::Nothing:
            m_at = behind;
            return true;
        case Folded::As::Letter:
            add(fold.code);
            m_at = behind;
            return true;
        case Folded::As::Apostrophe:
            return apostrophe(behind);
        default:
            return false;
        }
    }

    void finish(std::size_t end)
    {
        if (m_start >= end)
            return;
        Token token{
            .hash = m_hash, .start = place(m_start), .end = place(end), .flags = 0, .sign = 0};
        if (m_hasDigit) {
            token.flags |= kFigure;
            token.sign = figureSign(m_text, m_start, end);
        }
        if (m_isCapital && !m_startsSentence && !m_tokens.empty())
            token.flags |= kCapital;
        if (isJoined(end) || m_isCode)
            token.flags |= kCode;
        for (std::size_t slot = slotOf(m_hash); kMeanings[slot].word != 0;
             slot = (slot + 1) % kMeaningSlots) {
            if (kMeanings[slot].word != m_hash)
                continue;
            token.hash = kMeanings[slot].hash;
            token.flags |= kMeanings[slot].flags;
            break;
        }
        push(token);
        m_start = m_text.size();
    }

    bool isOption() const // --name
    {
        return m_at >= 2 && m_text[m_at - 1] == '-' && m_text[m_at - 2] == '-'
            && (m_at == 2 || !isLetter(m_at - 3));
    }

    bool isLetter(std::size_t at) const
    {
        const Kind kind =
            at < m_text.size() ? kKinds[static_cast<unsigned char>(m_text[at])] : Kind::Other;
        return kind == Kind::Lower || kind == Kind::Upper;
    }

    // Whether the word that ends here is called or joined with the next one, as names of code are;
    // what it is joined with is one too then. file(s), e.g. and a forgotten blank are not.
    bool isJoined(std::size_t end)
    {
        const char next = end < m_text.size() ? m_text[end] : ' ';
        if (next == '(') {
            std::size_t at = end + 1;
            while (isLetter(at) && at < end + 3)
                ++at;
            return at == end + 1 || at >= m_text.size() || m_text[at] != ')';
        }
        std::size_t behind = 0;
        if (next == '.' && end - m_start > 1 && isLetter(end + 2)
            && kKinds[static_cast<unsigned char>(m_text[end + 1])] == Kind::Lower)
            behind = end + 1;
        else if (next == '@' && isLetter(end + 1))
            behind = end + 1;
        else if (next == ':' || next == '-') {
            const std::string_view two = m_text.substr(end, 2);
            behind = two == "::" || two == "->" ? end + 2 : 0;
        }
        if (behind > 0)
            m_codeAt = behind;
        return behind > 0;
    }

    // One or two stand around a name of code; three begin or end a block of it.
    void ticks()
    {
        const std::size_t start = m_at;
        while (m_at < m_text.size() && m_text[m_at] == '`')
            ++m_at;
        m_isInTicks = m_at - start < 3 && !m_isInTicks;
    }

    void bracket()
    {
        constexpr std::string_view kMarker = "[REDACTED";
        if (!m_text.substr(m_at).starts_with(kMarker)) {
            ++m_at;
            return;
        }
        const std::size_t end = std::min(m_text.find(']', m_at), m_text.size() - 1) + 1;
        push({.hash = 0, .start = place(m_at), .end = place(end), .flags = kRedacted, .sign = 0});
        m_at = end;
    }

    bool isEscapedCode() const { return m_isJson && m_text.substr(m_at).starts_with("\\u"); }

    // The code point at `at`, which moves behind it.
    char32_t codeAt(std::size_t& at) const
    {
        return m_text[at] == '\\' ? escapedCode(m_text, at) : decodedUtf8(m_text, at);
    }

    void backslash()
    {
        if (isEscapedCode()) {
            beyond();
            return;
        }
        // Of JSON in a string of JSON they are several.
        while (m_at < m_text.size() && m_text[m_at] == '\\')
            ++m_at;
        if (!m_isJson || m_at >= m_text.size())
            return;
        const char escape = m_text[m_at];
        m_startsSentence = m_startsSentence || escape == 'n' || escape == 'r';
        m_isInTicks = m_isInTicks && escape != 'n' && escape != 'r';
        constexpr std::string_view kEscapes = "nrtbf\"/";
        m_at += kEscapes.find(escape) == std::string_view::npos ? 0 : 1;
    }

    void beyond()
    {
        const std::size_t start = m_at;
        const char32_t code = codeAt(m_at);
        const Folded fold = code == kInvalidCode ? Folded{} : folded(code);
        if (fold.as == Folded::As::Terminator)
            m_startsSentence = true;
        if (fold.as != Folded::As::Letter && fold.as != Folded::As::Sign)
            return;
        begin();
        m_start = start;
        add(fold.code);
        m_isCapital = fold.isUpper;
        if (fold.as == Folded::As::Letter)
            rest();
        else
            finish(m_at);
    }

    std::string_view m_text;
    bool m_isJson;
    std::vector<Token>& m_tokens;
    std::size_t m_at = 0;
    bool m_startsSentence = true;
    bool m_isTerminated = false;
    bool m_isInTicks = false;
    std::size_t m_codeAt = static_cast<std::size_t>(-1); // what begins there is a name of code
    // The word that is being read.
    std::uint32_t m_hash = 0;
    std::size_t m_start = 0;
    char32_t m_last = 0;
    std::uint32_t m_beforeNot = 0; // hash before the newest n
    bool m_hasDigit = false;
    bool m_isCapital = false;
    bool m_isCode = false;
};

} // namespace

Syntax syntaxOf(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const char c = first == std::string_view::npos ? ' ' : text[first];
    return c == '{' || c == '[' || c == '"' ? Syntax::Json : Syntax::Plain;
}

void tokenize(std::string_view text, Syntax syntax, std::vector<Token>& tokens)
{
    tokens.clear();
    Tokenizer(text, syntax, tokens).run();
}

} // namespace similarity
