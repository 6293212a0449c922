// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/jsonreader.h"

#include "models/dialect/valuetree.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace dialect {

namespace {

enum class Outcome : std::uint8_t
{
    Good,
    Cut, // the text ended too early
    Malformed,
};

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// The marks that exporters leave where they cut.
bool isCutMark(std::string_view rest)
{
    return rest == "..." || rest == "\xE2\x80\xA6" || rest == "... (truncated)"
        || rest == "[truncated]" || rest == "...[truncated]";
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void appendUtf8(std::string& text, std::uint32_t code)
{
    const auto add = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | code >> 6);
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | code >> 12);
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | code >> 18);
        add(0x80 | (code >> 12 & 0x3F));
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    }
}

// `text` without an incomplete UTF-8 sequence at its end.
std::string_view withoutPartialCharacter(std::string_view text)
{
    std::size_t start = text.size();
    for (int i = 0; i < 4 && start > 0; ++i) {
        --start;
        const auto byte = static_cast<unsigned char>(text[start]);
        if (byte < 0x80)
            return text;
        if (byte >= 0xC0) {
            const std::size_t wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return text.size() - start < wanted ? text.substr(0, start) : text;
        }
    }
    return text;
}

class Reader
{
public:
    Reader(ValueTree& tree, std::string_view text)
        : m_tree(tree)
        , m_text(text)
    {
    }

    // Reads one value into `parent`.
    Outcome readValue(std::uint32_t parent, std::string_view key, int depth);
    Outcome readEnd();
    std::uint32_t root() const { return m_root; }

private:
    Outcome readContainer(std::uint32_t index, char close, int depth);
    Outcome readMember(std::uint32_t container, bool isObject, int depth);
    Outcome readString(std::string_view& text);
    Outcome readEscape(std::string& text);
    Outcome readLiteral(std::uint32_t parent, std::string_view key);
    std::optional<std::uint32_t> readUnit();
    std::uint32_t append(std::uint32_t parent, NodeKind kind, std::string_view key);
    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }
    bool isAtEnd() const { return m_at >= m_text.size(); }
    char at() const { return m_text[m_at]; }
    // A fault where only a cut mark follows is a cut.
    Outcome fault() const
    {
        return isAtEnd() || isCutMark(m_text.substr(m_at)) ? Outcome::Cut : Outcome::Malformed;
    }

    // The next quote or backslash. Both are looked up ahead, so that the text is searched once.
    std::size_t findStop(std::size_t from)
    {
        if (m_quote < from)
            m_quote = m_text.find('"', from);
        if (m_backslash < from)
            m_backslash = m_text.find('\\', from);
        return std::min(m_quote, m_backslash);
    }

    ValueTree& m_tree;
    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_quote = 0;
    std::size_t m_backslash = 0;
    std::uint32_t m_root = 0;
};

std::uint32_t Reader::append(std::uint32_t parent, NodeKind kind, std::string_view key)
{
    const std::uint32_t index = m_tree.append(parent, kind, key);
    if (m_root == 0)
        m_root = index;
    return index;
}

Outcome Reader::readValue(std::uint32_t parent, std::string_view key, int depth)
{
    skipSpace();
    if (isAtEnd())
        return Outcome::Cut;
    const char c = at();
    if (c == '"') {
        std::string_view text;
        const Outcome outcome = readString(text);
        if (outcome == Outcome::Malformed)
            return outcome;
        if (const std::uint32_t index = append(parent, NodeKind::String, key); index != 0)
            m_tree.at(index).text = text;
        return outcome;
    }
    if (c != '{' && c != '[')
        return readLiteral(parent, key);
    if (depth >= ValueTree::kMaxDepth)
        return Outcome::Malformed;
    const std::size_t start = m_at;
    const std::uint32_t index = append(parent, c == '{' ? NodeKind::Object : NodeKind::Array, key);
    if (index == 0)
        return Outcome::Cut;
    const Outcome outcome = readContainer(index, c == '{' ? '}' : ']', depth + 1);
    if (outcome == Outcome::Good)
        m_tree.at(index).text = m_text.substr(start, m_at - start);
    return outcome;
}

Outcome Reader::readContainer(std::uint32_t index, char close, int depth)
{
    ++m_at;
    skipSpace();
    if (!isAtEnd() && at() == close) {
        ++m_at;
        return Outcome::Good;
    }
    while (true) {
        if (const Outcome outcome = readMember(index, close == '}', depth);
            outcome != Outcome::Good)
            return outcome;
        skipSpace();
        if (isAtEnd() || (at() != close && at() != ','))
            return fault();
        ++m_at;
        if (m_text[m_at - 1] == close)
            return Outcome::Good;
    }
}

Outcome Reader::readMember(std::uint32_t container, bool isObject, int depth)
{
    std::string_view key;
    if (isObject) {
        skipSpace();
        if (isAtEnd() || at() != '"')
            return fault();
        if (const Outcome outcome = readString(key); outcome != Outcome::Good)
            return outcome;
        skipSpace();
        if (isAtEnd() || at() != ':')
            return fault();
        ++m_at;
    }
    return readValue(container, key, depth);
}

Outcome Reader::readString(std::string_view& text)
{
    const std::size_t start = ++m_at;
    std::size_t stop = findStop(start);
    if (stop == std::string_view::npos) {
        m_at = m_text.size();
        text = withoutPartialCharacter(m_text.substr(start));
        return Outcome::Cut;
    }
    if (m_text[stop] == '"') {
        m_at = stop + 1;
        text = m_text.substr(start, stop - start);
        return Outcome::Good;
    }
    std::string unescaped;
    unescaped.reserve(std::min<std::size_t>(m_text.size() - start, 4096));
    m_at = start;
    Outcome outcome = Outcome::Cut;
    while (stop != std::string_view::npos) {
        unescaped += m_text.substr(m_at, stop - m_at);
        m_at = stop + 1;
        if (m_text[stop] == '"') {
            outcome = Outcome::Good;
            break;
        }
        if (const Outcome escape = readEscape(unescaped); escape != Outcome::Good) {
            outcome = escape;
            break;
        }
        stop = findStop(m_at);
    }
    if (stop == std::string_view::npos) {
        unescaped += withoutPartialCharacter(m_text.substr(m_at));
        m_at = m_text.size();
    }
    text = m_tree.keep(std::move(unescaped));
    return outcome;
}

std::optional<std::uint32_t> Reader::readUnit()
{
    std::uint32_t unit = 0;
    for (std::size_t i = m_at; i < m_at + 4; ++i) {
        const int digit = i < m_text.size() ? hexDigit(m_text[i]) : -1;
        if (digit < 0)
            return std::nullopt;
        unit = unit << 4 | static_cast<std::uint32_t>(digit);
    }
    m_at += 4;
    return unit;
}

Outcome Reader::readEscape(std::string& text)
{
    if (isAtEnd())
        return Outcome::Cut;
    constexpr std::string_view escapes = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char c = at();
    if (const std::size_t found = escapes.find(c); found != std::string_view::npos) {
        ++m_at;
        text += meanings[found];
        return Outcome::Good;
    }
    if (c != 'u')
        return Outcome::Malformed;
    ++m_at;
    const auto first = readUnit();
    if (!first)
        return m_at + 4 > m_text.size() ? Outcome::Cut : Outcome::Malformed;
    std::uint32_t code = *first;
    if (code >= 0xD800 && code <= 0xDFFF) {
        const std::size_t back = m_at;
        code = 0xFFFD; // half a surrogate pair, unless the other half follows
        if (*first < 0xDC00 && m_text.substr(m_at, 2) == "\\u") {
            m_at += 2;
            const auto second = readUnit();
            if (second && *second >= 0xDC00 && *second <= 0xDFFF)
                code = 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00);
            else
                m_at = back;
        }
    }
    appendUtf8(text, code);
    return Outcome::Good;
}

Outcome Reader::readLiteral(std::uint32_t parent, std::string_view key)
{
    const std::size_t end = std::min(m_text.find_first_of(",]} \n\r\t", m_at), m_text.size());
    const std::string_view word = m_text.substr(m_at, end - m_at);
    NodeKind kind = NodeKind::Number;
    if (word == "null")
        kind = NodeKind::Null;
    else if (word == "true" || word == "false")
        kind = NodeKind::Bool;
    else if (word.empty() || word.find_first_not_of("0123456789+-.eE") != std::string_view::npos)
        return end == m_text.size()
                && (std::string_view("truefalsenull").find(word) != std::string_view::npos
                    || isCutMark(word))
            ? Outcome::Cut
            : Outcome::Malformed;
    m_at = end;
    // Inside a container a number that touches the end may have lost digits.
    if (end == m_text.size() && parent != 0 && kind == NodeKind::Number)
        return Outcome::Cut;
    if (const std::uint32_t index = append(parent, kind, key); index != 0)
        m_tree.at(index).text = kind == NodeKind::Null ? std::string_view() : word;
    return Outcome::Good;
}

Outcome Reader::readEnd()
{
    skipSpace();
    return isAtEnd() ? Outcome::Good : fault();
}

std::uint32_t plainText(ValueTree& tree, std::string_view text)
{
    const std::uint32_t index = tree.append(0, NodeKind::String, {});
    if (index != 0)
        tree.at(index).text = text;
    return index;
}

} // namespace

std::uint32_t readJsonText(ValueTree& tree, std::string_view text)
{
    const std::size_t start = text.find_first_not_of(" \n\r\t");
    // Only containers and quoted strings are taken for JSON: "42" or "true" may be what a user
    // said.
    if (start == std::string_view::npos
        || std::string_view("[{\"").find(text[start]) == std::string_view::npos)
        return plainText(tree, text);
    Reader reader(tree, text);
    Outcome outcome = reader.readValue(0, {}, 0);
    if (outcome == Outcome::Good)
        outcome = reader.readEnd();
    if (outcome == Outcome::Malformed || reader.root() == 0)
        return plainText(tree, text);
    // A quoted text that is cut is more likely plain text that starts with a quotation.
    if (outcome == Outcome::Cut) {
        if (text[start] == '"')
            return plainText(tree, text);
        tree.markIncomplete();
    }
    return reader.root();
}

} // namespace dialect
