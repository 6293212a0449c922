// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/template.h"

#include "models/actuation/jsonpart.h"
#include "models/net/encoding.h"
#include "models/telemetry/text.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

namespace actuation {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;
using yaml::Node;
using yaml::Problem;

namespace {

std::optional<Filter> filterFromText(std::string_view name)
{
    if (name == "base64")
        return Filter::Base64;
    if (name == "path")
        return Filter::Path;
    if (name == "number")
        return Filter::Number;
    if (name == "json")
        return Filter::Json;
    return std::nullopt;
}

bool isJsonNumber(std::string_view text)
{
    const auto value = JsonPart::of(text);
    return value && value->kind() == JsonPart::Kind::Number;
}

bool hasDotSegment(std::string_view text)
{
    while (true) {
        const std::size_t slash = text.find('/');
        const std::string_view segment = text.substr(0, slash);
        if (segment == "." || segment == "..")
            return true;
        if (slash == std::string_view::npos)
            return false;
        text.remove_prefix(slash + 1);
    }
}

Result<std::string> forPath(const std::string& name, const std::string& value, bool keepSlashes)
{
    if (hasDotSegment(value))
        return failure(ErrorKind::Usage,
                       "\"" + value + "\" may not be the value of {{" + name
                           + "}} in a path: \".\" and \"..\" would lead elsewhere.");
    return net::percentEncoded(value, keepSlashes);
}

std::string forPointer(std::string_view value) // RFC 6901, section 3
{
    std::string escaped;
    for (const char c : value)
        escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return escaped;
}

} // namespace

TextTemplate TextTemplate::parse(const Node& node, const std::vector<std::string>& known,
                                 std::vector<Problem>& problems)
{
    const auto report = [&](const std::string& message) {
        problems.push_back({.line = node.line, .column = node.column, .message = message});
    };
    TextTemplate result;
    std::string_view rest = node.scalar;
    while (!rest.empty()) {
        const std::size_t open = rest.find("{{");
        if (open != 0)
            result.m_pieces.push_back({.text = std::string(rest.substr(0, open)), .filters = {}});
        if (open == std::string_view::npos)
            break;
        const std::size_t close = rest.find("}}", open);
        if (close == std::string_view::npos) {
            report("\"{{\" without \"}}\"");
            break;
        }
        std::string_view inside = rest.substr(open + 2, close - open - 2);
        rest.remove_prefix(close + 2);
        Piece piece{.text =
                        std::string(telemetry::trimmed(inside.substr(0, inside.find('|')), " ")),
                    .isVariable = true,
                    .filters = {}};
        if (std::find(known.begin(), known.end(), piece.text) == known.end())
            report("unknown variable {{" + piece.text + "}}");
        for (std::size_t bar = inside.find('|'); bar != std::string_view::npos;
             bar = inside.find('|')) {
            inside.remove_prefix(bar + 1);
            const std::string_view name =
                telemetry::trimmed(inside.substr(0, inside.find('|')), " ");
            if (const auto filter = filterFromText(name))
                piece.filters.push_back(*filter);
            else
                report("unknown filter \"" + std::string(name)
                       + "\"; one of base64, path, number, json is expected");
        }
        result.m_pieces.push_back(std::move(piece));
    }
    return result;
}

Result<std::string> TextTemplate::renderPiece(const Piece& piece, const Variables& variables,
                                              Destination destination)
{
    if (!piece.isVariable)
        return destination == Destination::Form ? net::percentEncoded(piece.text, false)
                                                : piece.text;
    const auto found = variables.find(piece.text);
    if (found == variables.end())
        return failure(ErrorKind::Usage, "{{" + piece.text + "}} has no value here.");
    std::string value = found->second;
    bool keepsSlashes = false;
    for (const Filter filter : piece.filters) {
        if (filter == Filter::Base64)
            value = net::base64(value);
        keepsSlashes = keepsSlashes || filter == Filter::Path;
    }
    if (destination == Destination::Path)
        return forPath(piece.text, value, keepsSlashes);
    if (destination == Destination::Form)
        return net::percentEncoded(value, false);
    if (destination == Destination::Pointer)
        return forPointer(value);
    if (destination == Destination::Header
        && value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
        return failure(ErrorKind::Usage,
                       "The value of {{" + piece.text
                           + "}} has a line break in it: not sent in a header.");
    return value;
}

void TextTemplate::addEncoded(std::vector<std::string>& names) const
{
    for (const Piece& piece : m_pieces) {
        const bool isEncoded = std::find(piece.filters.begin(), piece.filters.end(), Filter::Base64)
            != piece.filters.end();
        if (isEncoded && std::find(names.begin(), names.end(), piece.text) == names.end())
            names.push_back(piece.text);
    }
}

void BodyTemplate::addEncoded(std::vector<std::string>& names) const
{
    m_text.addEncoded(names);
    for (const BodyTemplate& item : m_items)
        item.addEncoded(names);
}

void TextTemplate::addUsed(std::set<std::string>& names) const
{
    for (const Piece& piece : m_pieces) {
        if (piece.isVariable)
            names.insert(piece.text);
    }
}

void BodyTemplate::addUsed(std::set<std::string>& names) const
{
    m_text.addUsed(names);
    for (const BodyTemplate& item : m_items)
        item.addUsed(names);
}

Result<std::string> TextTemplate::render(const Variables& variables, Destination destination) const
{
    std::string text;
    for (const Piece& piece : m_pieces) {
        const auto rendered = renderPiece(piece, variables, destination);
        if (!rendered)
            return rendered;
        // Without its last segment, a path is that of the whole collection. Several segments after
        // a name, "/status" say, may be none.
        const bool isSuffix = std::ranges::find(piece.filters, Filter::Path) != piece.filters.end()
            && !text.empty() && text.back() != '/';
        if (destination == Destination::Path && piece.isVariable && rendered->empty() && !isSuffix
            && text.find('?') == std::string::npos)
            return failure(ErrorKind::Usage,
                           "{{" + piece.text
                               + "}} is empty and may not be part of a path: that would lead "
                                 "elsewhere.");
        text += *rendered;
    }
    return text;
}

BodyTemplate BodyTemplate::parse(const Node& node, const std::vector<std::string>& known,
                                 std::vector<Problem>& problems)
{
    BodyTemplate result;
    switch (node.kind) {
    case Node::Kind::Null:
        break;
    case Node::Kind::Scalar:
        if (!node.isQuoted
            && (node.scalar == "true" || node.scalar == "false" || isJsonNumber(node.scalar))) {
            result.m_literal = node.scalar;
            break;
        }
        result.m_kind = Kind::Text;
        result.m_text = TextTemplate::parse(node, known, problems);
        break;
    case Node::Kind::Sequence:
        result.m_kind = Kind::Array;
        for (const Node& item : node.items)
            result.m_items.push_back(parse(item, known, problems));
        break;
    case Node::Kind::Map:
        result.m_kind = Kind::Object;
        for (const yaml::Entry& entry : node.entries) {
            result.m_keys.push_back(entry.key.scalar);
            result.m_items.push_back(parse(entry.value, known, problems));
        }
        break;
    }
    return result;
}

Result<std::string> BodyTemplate::render(const Variables& variables,
                                         const Unsettled& unsettled) const
{
    std::string json;
    const auto appended = append(json, variables, unsettled);
    if (!appended)
        return tl::make_unexpected(appended.error());
    return json;
}

Result<void> BodyTemplate::append(std::string& json, const Variables& variables,
                                  const Unsettled& unsettled) const
{
    switch (m_kind) {
    case Kind::Literal:
        json += m_literal;
        return {};
    case Kind::Text:
        return appendText(json, variables, unsettled);
    case Kind::Array:
    case Kind::Object:
        return appendItems(json, variables, unsettled);
    }
    return {};
}

Result<void> BodyTemplate::appendItems(std::string& json, const Variables& variables,
                                       const Unsettled& unsettled) const
{
    const bool isObject = m_kind == Kind::Object;
    json += isObject ? '{' : '[';
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        json += i == 0 ? "" : ",";
        if (isObject)
            json += net::jsonQuoted(m_keys[i]) + ":";
        const auto appended = m_items[i].append(json, variables, unsettled);
        if (!appended)
            return appended;
    }
    json += isObject ? '}' : ']';
    return {};
}

Result<void> BodyTemplate::appendText(std::string& json, const Variables& variables,
                                      const Unsettled& unsettled) const
{
    const auto text = m_text.render(variables, Destination::Text);
    if (!text)
        return tl::make_unexpected(text.error());
    const bool isOneVariable = m_text.m_pieces.size() == 1 && m_text.m_pieces.front().isVariable
        && !m_text.m_pieces.front().filters.empty();
    const Filter last = isOneVariable ? m_text.m_pieces.front().filters.back() : Filter::Base64;
    const bool isSettled = !isOneVariable || unsettled.count(m_text.m_pieces.front().text) == 0;
    if (isSettled && (last == Filter::Number || last == Filter::Json)) {
        if (last == Filter::Number ? !isJsonNumber(*text) : !JsonPart::of(*text))
            return failure(ErrorKind::Usage,
                           "\"" + *text + "\" is not "
                               + (last == Filter::Number ? "a number." : "JSON."));
        json += *text;
        return {};
    }
    if (!telemetry::isValidUtf8(*text))
        return failure(ErrorKind::Usage, "A value is not UTF-8 text and cannot stand in JSON.");
    json += net::jsonQuoted(*text);
    return {};
}

} // namespace actuation
