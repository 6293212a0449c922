// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/jsonpart.h"

#include <charconv>

#include <nlohmann/json.hpp>

namespace actuation {

namespace {

constexpr std::string_view kWhite = " \t\r\n";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// All of these take text that is JSON from `at` on, and return the first place behind it.

std::size_t afterWhite(std::string_view text, std::size_t at)
{
    const std::size_t next = text.find_first_not_of(kWhite, at);
    return next == std::string_view::npos ? text.size() : next;
}

std::size_t afterString(std::string_view text, std::size_t at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at)
        at += text[at] == '\\' ? 1 : 0;
    return std::min(at + 1, text.size());
}

std::size_t afterValue(std::string_view text, std::size_t at)
{
    if (text[at] == '"')
        return afterString(text, at);
    if (text[at] != '{' && text[at] != '[')
        return std::min(text.find_first_of(",]} \t\r\n", at), text.size());
    std::size_t depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            at = afterString(text, at);
            continue;
        }
        ++at;
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            break;
    }
    return at;
}

std::string withoutWhite(std::string_view json)
{
    std::string text;
    text.reserve(json.size());
    for (std::size_t at = 0; at < json.size();) {
        if (json[at] == '"') {
            const std::size_t end = afterString(json, at);
            text.append(json, at, end - at);
            at = end;
            continue;
        }
        if (kWhite.find(json[at]) == std::string_view::npos)
            text += json[at];
        ++at;
    }
    return text;
}

} // namespace

std::optional<JsonPart> JsonPart::of(std::string_view text)
{
    if (!nlohmann::json::accept(text))
        return std::nullopt;
    if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark)
        text.remove_prefix(kByteOrderMark.size());
    const std::size_t begin = afterWhite(text, 0);
    return JsonPart(text.substr(begin, afterValue(text, begin) - begin));
}

JsonPart::Kind JsonPart::kind() const
{
    switch (m_bytes.front()) {
    case '{':
        return Kind::Object;
    case '[':
        return Kind::Array;
    case '"':
        return Kind::String;
    case 't':
    case 'f':
        return Kind::Boolean;
    case 'n':
        return Kind::Null;
    default:
        return Kind::Number;
    }
}

std::string JsonPart::text() const
{
    if (kind() == Kind::String)
        return unquoted(m_bytes);
    return isStructured() ? withoutWhite(m_bytes) : std::string(m_bytes);
}

void JsonPart::forEach(const Visit& visit) const
{
    if (!isStructured())
        return;
    const bool isObject = kind() == Kind::Object;
    std::size_t at = afterWhite(m_bytes, 1);
    while (at < m_bytes.size() && m_bytes[at] != '}' && m_bytes[at] != ']') {
        std::string_view name;
        if (isObject) {
            const std::size_t end = afterString(m_bytes, at);
            name = m_bytes.substr(at, end - at);
            at = afterWhite(m_bytes, afterWhite(m_bytes, end) + 1); // over the colon
        }
        const std::size_t end = afterValue(m_bytes, at);
        if (!visit(name, JsonPart(m_bytes.substr(at, end - at))))
            return;
        at = afterWhite(m_bytes, end);
        if (at < m_bytes.size() && m_bytes[at] == ',')
            at = afterWhite(m_bytes, at + 1);
    }
}

std::optional<JsonPart> JsonPart::at(std::string_view pointer) const
{
    const auto names = pointerNames(pointer);
    if (!names)
        return std::nullopt;
    std::optional<JsonPart> part = *this;
    for (const std::string& wanted : *names) {
        const JsonPart parent = *part;
        const auto index = arrayIndex(wanted);
        const bool isObject = parent.kind() == Kind::Object;
        std::size_t position = 0;
        part.reset();
        parent.forEach([&](std::string_view name, const JsonPart& value) {
            const bool isIt = isObject ? unquoted(name) == wanted : index && *index == position;
            ++position;
            if (isIt)
                part = value;
            return !isIt;
        });
        if (!part)
            return std::nullopt;
    }
    return part;
}

std::optional<std::vector<std::string>> pointerNames(std::string_view pointer)
{
    std::vector<std::string> names;
    if (pointer.empty())
        return names;
    if (pointer.front() != '/')
        return std::nullopt;
    for (std::size_t at = 0; at < pointer.size(); ++at) {
        const char c = pointer[at];
        if (c == '/') {
            names.emplace_back();
            continue;
        }
        if (c != '~') {
            names.back() += c;
            continue;
        }
        const char escaped = at + 1 < pointer.size() ? pointer[at + 1] : ' ';
        if (escaped != '0' && escaped != '1')
            return std::nullopt;
        names.back() += escaped == '0' ? '~' : '/';
        ++at;
    }
    return names;
}

std::optional<std::size_t> arrayIndex(std::string_view name)
{
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (error != std::errc{} || end != name.data() + name.size()
        || (name.size() > 1 && name.front() == '0'))
        return std::nullopt;
    return index;
}

std::string unquoted(std::string_view quoted)
{
    const std::string_view inside = quoted.substr(1, quoted.size() - 2);
    if (inside.find('\\') == std::string_view::npos)
        return std::string(inside);
    return nlohmann::json::parse(quoted).get<std::string>();
}

} // namespace actuation
