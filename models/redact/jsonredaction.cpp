// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/redact/jsonredaction.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace redact {

namespace {

constexpr std::size_t kDeepestJson = 512;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isWordChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+'
        || c == '-' || c == '.' || c == '_' || c == '$';
}

// `isCut`: the text ends with it.
bool isLiteral(std::string_view word, bool isCut)
{
    constexpr std::array<std::string_view, 10> kLiterals{"true",     "false",     "null", "NaN",
                                                         "Infinity", "-Infinity", "True", "False",
                                                         "None",     "undefined"};
    const auto isMeant = [&](std::string_view literal) {
        return isCut ? literal.starts_with(word) : literal == word;
    };
    if (std::any_of(kLiterals.begin(), kLiterals.end(), isMeant))
        return true;
    return std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
    });
}

bool isNothing(std::string_view word)
{
    return word == "null" || word == "None" || word == "undefined";
}

void appendUtf8(std::string& text, std::uint32_t code)
{
    const auto add = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0U | code >> 6);
        add(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        add(0xE0U | code >> 12);
        add(0x80U | (code >> 6 & 0x3FU));
        add(0x80U | (code & 0x3FU));
    } else {
        add(0xF0U | code >> 18);
        add(0x80U | (code >> 12 & 0x3FU));
        add(0x80U | (code >> 6 & 0x3FU));
        add(0x80U | (code & 0x3FU));
    }
}

std::optional<std::uint32_t> hex4(std::string_view text)
{
    std::uint32_t number = 0;
    if (text.size() < 4)
        return std::nullopt;
    for (const char c : text.substr(0, 4)) {
        const std::uint32_t digit = c >= '0' && c <= '9' ? static_cast<std::uint32_t>(c - '0')
            : c >= 'a' && c <= 'f'                       ? static_cast<std::uint32_t>(c - 'a' + 10)
            : c >= 'A' && c <= 'F'                       ? static_cast<std::uint32_t>(c - 'A' + 10)
                                                         : 16U;
        if (digit > 15)
            return std::nullopt;
        number = number * 16 + digit;
    }
    return number;
}

// The character of "uXXXX", two of them for one beyond the first plane; moves `at` behind it.
void appendEscapedCode(std::string_view raw, std::size_t& at, std::string& text)
{
    const auto code = hex4(raw.substr(at + 1));
    if (!code) {
        text += "\\u";
        ++at;
        return;
    }
    at += 5;
    constexpr std::uint32_t kReplacement = 0xFFFD;
    if (*code < 0xD800 || *code > 0xDFFF)
        return appendUtf8(text, *code);
    const bool isPair = *code < 0xDC00 && raw.substr(at, 2) == "\\u";
    const auto low = isPair ? hex4(raw.substr(at + 2)) : std::nullopt;
    if (!low || *low < 0xDC00 || *low > 0xDFFF)
        return appendUtf8(text, kReplacement);
    at += 6;
    appendUtf8(text, 0x10000 + (*code - 0xD800) * 0x400 + (*low - 0xDC00));
}

std::string unescaped(std::string_view raw)
{
    constexpr std::string_view kNames = "bfnrt";
    constexpr std::string_view kCharacters = "\b\f\n\r\t";
    std::string text;
    text.reserve(raw.size());
    for (std::size_t at = 0; at < raw.size();) {
        if (raw[at] != '\\' || at + 1 == raw.size()) {
            text += raw[at++];
            continue;
        }
        const char c = raw[++at];
        if (c == 'u') {
            appendEscapedCode(raw, at, text);
            continue;
        }
        const std::size_t name = kNames.find(c);
        text += name == std::string_view::npos ? c : kCharacters[name];
        ++at;
    }
    return text;
}

void appendEscaped(std::string& out, std::string_view text, char quote)
{
    constexpr const char* kHex = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == quote || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 0xFU];
        } else {
            out += c;
        }
    }
}

// What other languages write of their objects is near enough: 'a', None, a => b, {name: 1}.
class Scanner
{
public:
    Scanner(std::string_view json, const JsonHandlers& handlers, std::string& out)
        : m_json(json)
        , m_handlers(handlers)
        , m_out(out)
    {
    }

    JsonOutcome run()
    {
        while (m_at < m_json.size() && isSpace(m_json[m_at]))
            ++m_at;
        if (m_at < m_json.size() && m_json[m_at] == '"')
            string();
        for (findValue(); m_at < m_json.size(); findValue())
            value();
        if (m_isChanged)
            m_out.append(m_json.substr(m_copied));
        return {.isChanged = m_isChanged, .isWhole = m_isWhole};
    }

private:
    // Moves to the next object, array, or quoted text of one.
    void findValue()
    {
        for (; m_at < m_json.size(); ++m_at) {
            const char c = m_json[m_at];
            if (c == '{' || c == '[' || (c == '"' && isQuotedJson()))
                return;
            m_isWhole = m_isWhole && (isSpace(c) || c == ',');
        }
    }

    // Whether what stands here is like "{\"a\": ...
    bool isQuotedJson() const
    {
        const std::size_t bracket = m_json.find_first_not_of(" \n\r\t", m_at + 1);
        const std::size_t next = m_json.find_first_not_of(" \n\r\t{[", m_at + 1);
        return next != std::string_view::npos && next > bracket && m_json[next] == '\\';
    }

    // A fault ends it: what was taken out until then stays out, and what follows is text.
    void value()
    {
        if (m_json[m_at] == '"') {
            string();
            return;
        }
        do {
            if (step())
                continue;
            m_isObject.clear();
            m_replacement.reset();
            m_isMember = false;
            m_isWhole = false;
        } while (!m_isObject.empty() && m_at < m_json.size());
    }

    bool step()
    {
        const char c = m_json[m_at];
        const bool isInObject = !m_isObject.empty() && m_isObject.back();
        if (isSpace(c) || c == ',' || c == ':' || (isInObject && (c == '=' || c == '>'))) {
            ++m_at;
            return true;
        }
        if (c == '"' || c == '\'')
            return string();
        if (c == '}' || c == ']') {
            m_isObject.pop_back();
            ++m_at;
            return true;
        }
        if (auto replacement = std::exchange(m_replacement, std::nullopt); replacement)
            return replaceValue(*replacement);
        if (c == '{' || c == '[') {
            m_isMember = false;
            m_member.clear();
            m_isObject.push_back(c == '{');
            ++m_at;
            return m_isObject.size() <= kDeepestJson;
        }
        return word();
    }

    // The end of the string's text; its quote, or the end of what was cut.
    std::size_t stringEnd(std::size_t at, char quote) const
    {
        while (at < m_json.size() && m_json[at] != quote)
            at += m_json[at] == '\\' ? 2 : 1;
        return std::min(at, m_json.size());
    }

    bool string()
    {
        const char quote = m_json[m_at];
        const std::size_t start = m_at + 1;
        const std::size_t end = stringEnd(start, quote);
        m_at = std::min(end + 1, m_json.size());
        const std::string_view raw = m_json.substr(start, end - start);
        const bool isEscaped = raw.find('\\') != std::string_view::npos;
        const std::string plain = isEscaped ? unescaped(raw) : std::string();
        const std::string_view text = isEscaped ? std::string_view(plain) : raw;
        const std::string member = std::exchange(m_member, {});
        auto replacement =
            tellName(text) ? std::nullopt : std::exchange(m_replacement, std::nullopt);
        if (!replacement)
            replacement = m_handlers.text(m_isMember ? std::string_view() : member, text);
        if (replacement) {
            copyTo(start, end);
            appendEscaped(m_out, *replacement, quote);
        }
        return true;
    }

    // Whether the text before here names a member; then it is known what becomes of its value.
    bool tellName(std::string_view text)
    {
        m_isMember = !m_isObject.empty() && m_isObject.back() && isBeforeColon();
        if (m_isMember) {
            m_replacement = m_handlers.valueOf(text);
            m_member = text;
        }
        return m_isMember;
    }

    bool isBeforeColon() const
    {
        std::size_t at = m_at;
        while (at < m_json.size() && isSpace(m_json[at]))
            ++at;
        return at < m_json.size() && (m_json[at] == ':' || m_json.substr(at).starts_with("=>"));
    }

    bool word()
    {
        const std::size_t start = m_at;
        while (m_at < m_json.size() && isWordChar(m_json[m_at]))
            ++m_at;
        const std::string_view text = m_json.substr(start, m_at - start);
        const bool isMember = std::exchange(m_isMember, false);
        m_member.clear();
        if (!text.empty() && !isMember && tellName(text)) {
            m_isWhole = false;
            return true;
        }
        if (!text.empty() && isLiteral(text, m_at == m_json.size())) {
            if (const auto replacement = m_handlers.number(text))
                replaceWith(start, m_at, *replacement);
            return true;
        }
        // Such as {"at": 2026-01-01T00:00:00Z, "b": ...
        m_isWhole = false;
        m_at = isMember ? std::min(m_json.find_first_of(",}]\"'\n", m_at), m_json.size()) : m_at;
        return isMember;
    }

    // Whatever stands here as a member's value.
    bool replaceValue(const std::string& replacement)
    {
        const std::size_t start = m_at;
        std::size_t depth = 0;
        m_isMember = false;
        do {
            const char c = m_json[m_at];
            if (c == '"' || (c == '\'' && depth > 0)) {
                m_at = std::min(stringEnd(m_at + 1, c) + 1, m_json.size());
                continue;
            }
            if (depth == 0 && (c == ',' || c == '}' || c == ']'))
                break;
            depth += c == '{' || c == '[' ? 1 : 0;
            depth -= c == '}' || c == ']' ? 1 : 0;
            ++m_at;
            if (depth == 0 && (c == '}' || c == ']'))
                break;
        } while (m_at < m_json.size());
        std::size_t end = m_at;
        while (end > start && isSpace(m_json[end - 1]))
            --end;
        if (!isNothing(m_json.substr(start, end - start)))
            replaceWith(start, end, replacement);
        return true;
    }

    void replaceWith(std::size_t start, std::size_t end, std::string_view text)
    {
        copyTo(start, end);
        m_out += '"';
        appendEscaped(m_out, text, '"');
        m_out += '"';
    }
    void copyTo(std::size_t start, std::size_t end)
    {
        m_out.append(m_json.substr(m_copied, start - m_copied));
        m_copied = end;
        m_isChanged = true;
    }

    std::string_view m_json;
    const JsonHandlers& m_handlers;
    std::string& m_out;
    std::size_t m_at = 0;
    std::size_t m_copied = 0;
    bool m_isChanged = false;
    bool m_isWhole = true;
    bool m_isMember = false; // what comes next is a member's value
    std::string m_member; // whose value comes next
    std::vector<bool> m_isObject; // of the containers around, outermost first
    std::optional<std::string> m_replacement; // of the value that comes next
};

} // namespace

JsonOutcome redactJson(std::string_view text, const JsonHandlers& handlers, std::string& result)
{
    result.clear();
    return Scanner(text, handlers, result).run();
}

} // namespace redact
