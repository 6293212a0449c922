// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/callsignature.h"

#include "models/telemetry/text.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <optional>
#include <system_error>

#include <simdjson.h>

namespace trace {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

constexpr std::uint64_t kNothing = 0x6e756c6cU; // null
constexpr std::uint64_t kArray = 0x61U;
constexpr std::uint64_t kObject = 0x6fU;
constexpr std::int64_t kShown = 60; // code points
constexpr std::size_t kShownBytes = 4 * kShown; // more need not be looked at
constexpr double kWhole = 9e15; // whole numbers below it are exact

// Keys without case and marks.
constexpr std::array<std::string_view, 9> kAttempt{"requestid",  "idempotencykey", "nonce",
                                                   "traceid",    "spanid",         "callid",
                                                   "toolcallid", "attempt",        "correlationid"};
constexpr std::array<std::string_view, 12> kMade{
    "timestamp", "ts",       "now",        "servertime", "generatedat", "servedat",
    "latencyms", "duration", "durationms", "elapsed",    "elapsedms",   "tookms"};

enum class Side
{
    Arguments,
    Result,
};

bool isLeftOut(std::string_view key, Side side)
{
    std::array<char, 16> plain{};
    std::size_t size = 0;
    for (const char c : key) {
        if (c == '_' || c == '-' || c == '.')
            continue;
        if (size == plain.size())
            return false;
        plain[size++] = telemetry::asciiLower(c);
    }
    const std::string_view name(plain.data(), size);
    return std::ranges::find(kAttempt, name) != kAttempt.end()
        || (side == Side::Result && std::ranges::find(kMade, name) != kMade.end());
}

std::uint64_t wholeHash(std::int64_t number)
{
    std::array<char, 24> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number);
    return bytesHash({text.data(), static_cast<std::size_t>(end.ptr - text.data())});
}

std::uint64_t numberHash(double number)
{
    if (std::abs(number) < kWhole && number == std::floor(number))
        return wholeHash(static_cast<std::int64_t>(number));
    return joinedHash(1, std::bit_cast<std::uint64_t>(number));
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Blanks are one blank, ASCII has no case, marks that close a sentence do not count.
std::uint64_t stringHash(std::string_view text)
{
    text = telemetry::trimmed(text, " \t\r\n.?!,;:");
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    // No id of digits becomes a number here: 007 and 7 differ, as do long ones.
    if (!text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size()
        && text.size() <= 15 && (text.size() == 1 || text[0] != '0' || text[1] == '.'))
        return numberHash(number);
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    bool isBetween = false;
    for (const char c : text) {
        if (isBlank(c)) {
            isBetween = true;
            continue;
        }
        if (isBetween)
            hash = (hash ^ 0x20U) * 0x100000001b3ULL;
        isBetween = false;
        hash = (hash ^ static_cast<unsigned char>(telemetry::asciiLower(c))) * 0x100000001b3ULL;
    }
    return joinedHash(0, hash);
}

std::uint64_t valueHash(const element& value, Side side);

std::uint64_t objectHash(const simdjson::dom::object& object, Side side)
{
    std::uint64_t sum = 0; // whatever their order
    for (const auto field : object) {
        if (field.value.is_null() || isLeftOut(field.key, side))
            continue;
        sum += joinedHash(bytesHash(field.key), valueHash(field.value, side));
    }
    return joinedHash(kObject, sum);
}

// Not deeper than the parser's own limit of 1,024 levels.
std::uint64_t valueHash(const element& value, Side side)
{
    switch (value.type()) {
    case element_type::OBJECT:
        return objectHash(value.get_object().value_unsafe(), side);
    case element_type::ARRAY: {
        std::uint64_t hash = kArray;
        const simdjson::dom::array array = value.get_array().value_unsafe();
        for (const element item : array)
            hash = joinedHash(hash, valueHash(item, side));
        return hash;
    }
    case element_type::STRING:
        return stringHash(value.get_string().value_unsafe());
    case element_type::INT64:
        return wholeHash(value.get_int64().value_unsafe());
    case element_type::UINT64:
        return joinedHash(2, value.get_uint64().value_unsafe());
    case element_type::DOUBLE:
        return numberHash(value.get_double().value_unsafe());
    case element_type::BOOL:
        return value.get_bool().value_unsafe() ? 5 : 4;
    default:
        return kNothing;
    }
}

std::string shownText(std::string_view text)
{
    const bool isLong = text.size() > kShownBytes;
    const std::string line = telemetry::visibleLine(
        telemetry::trimmed(telemetry::sanitizedUtf8(text.substr(0, kShownBytes))));
    std::int64_t count = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if ((static_cast<unsigned char>(line[at]) & 0xC0U) != 0x80U && ++count > kShown)
            return line.substr(0, at) + "…";
    }
    return isLong ? line + "…" : line;
}

std::string scalarText(const element& value)
{
    if (value.is_string())
        return std::string(value.get_string().value_unsafe().substr(0, kShownBytes));
    if (value.is_object())
        return "{…}";
    if (value.is_array())
        return "[…]";
    return simdjson::minify(value);
}

bool looksLikeJson(std::string_view text)
{
    return !text.empty() && (text.front() == '{' || text.front() == '[' || text.front() == '"');
}

} // namespace

std::uint64_t bytesHash(std::string_view bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL; // FNV-1a
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return joinedHash(0, hash);
}

struct CallReader::Parser
{
    simdjson::dom::parser json;

    // None: it is no JSON, or holds integers that have no exact value here.
    std::optional<element> read(std::string_view text)
    {
        text = telemetry::trimmed(text);
        element value;
        if (!looksLikeJson(text)
            || json.parse(text.data(), text.size()).get(value) != simdjson::SUCCESS)
            return std::nullopt;
        if (!value.is_string())
            return value;
        // Arguments are often sent as a string that holds JSON.
        const std::string inner(value.get_string().value_unsafe());
        element held;
        if (looksLikeJson(inner) && json.parse(inner).get(held) == simdjson::SUCCESS)
            return held;
        return json.parse(text.data(), text.size()).get(value) == simdjson::SUCCESS
            ? std::optional(value)
            : std::nullopt;
    }

    std::uint64_t hash(std::string_view text, Side side)
    {
        if (text.empty())
            return 0;
        const auto value = read(text);
        const std::uint64_t found = value ? valueHash(*value, side) : stringHash(text);
        return found == 0 ? 1 : found;
    }
};

CallReader::CallReader()
    : m_parser(std::make_unique<Parser>())
{
}

CallReader::~CallReader() = default;

std::uint64_t CallReader::argumentsHash(std::string_view text)
{
    return m_parser->hash(text, Side::Arguments);
}

std::uint64_t CallReader::resultHash(std::string_view text)
{
    return m_parser->hash(text, Side::Result);
}

std::string CallReader::argumentsText(std::string_view text)
{
    const auto value = m_parser->read(text);
    if (!value || !value->is_object())
        return shownText(value ? scalarText(*value) : std::string(text.substr(0, kShownBytes + 1)));
    const simdjson::dom::object object = value->get_object().value_unsafe();
    std::string all;
    std::size_t count = 0;
    for (const auto field : object) {
        ++count;
        if (all.size() > kShownBytes)
            continue;
        all += (all.empty() ? "" : ", ") + std::string(field.key.substr(0, kShownBytes)) + ": "
            + scalarText(field.value);
    }
    if (count == 1)
        return shownText(scalarText((*object.begin()).value));
    return shownText(all);
}

std::string CallReader::failureIn(std::string_view text)
{
    const auto value = m_parser->read(text);
    if (value && value->is_object()) {
        bool isError = false;
        if (value->at_key("isError").get(isError) == simdjson::SUCCESS && isError)
            return shownText(text);
        if (value->at_key("is_error").get(isError) == simdjson::SUCCESS && isError)
            return shownText(text);
        element error;
        if (value->at_key("error").get(error) != simdjson::SUCCESS || error.is_null())
            return {};
        if (error.is_bool())
            return error.get_bool().value_unsafe() ? shownText(text) : std::string();
        element message;
        if (error.is_object() && error.at_key("message").get(message) == simdjson::SUCCESS)
            error = message;
        return shownText(scalarText(error));
    }
    const std::string start = telemetry::asciiLowered(telemetry::trimmed(text).substr(0, 7));
    return start.starts_with("error:") || start.starts_with("error ") ? shownText(text)
                                                                      : std::string();
}

} // namespace trace
