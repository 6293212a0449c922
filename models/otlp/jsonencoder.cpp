// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/jsonencoder.h"

#include "models/otlp/jsonschema.h"
#include "models/otlp/wire.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace otlp {

namespace {

constexpr int kDeepest = 64; // values within values; what is read is no deeper
constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// One occurrence of a field on the wire.
struct Found
{
    std::uint64_t number = 0;
    std::string_view bytes;
};

class Encoder
{
public:
    bool message(std::string_view wire, const JsonMessage& schema)
    {
        std::vector<std::vector<Found>> found(schema.fields.size());
        WireCursor cursor(wire);
        while (cursor.next()) {
            for (std::size_t i = 0; i < schema.fields.size(); ++i) {
                if (schema.fields[i].number == cursor.field())
                    found[i].push_back({.number = cursor.number(), .bytes = cursor.bytes()});
            }
        }
        if (cursor.hasFailed())
            return fail("is no well-formed " + std::string(schema.name));
        m_text += '{';
        bool isFirst = true;
        for (std::size_t i = 0; i < schema.fields.size(); ++i) {
            const JsonField& field = schema.fields[i];
            if (found[i].empty())
                continue;
            name(field.name, isFirst);
            if (!field.isRepeated) {
                if (!value(found[i].back(), field)) // the last one counts
                    return false;
                continue;
            }
            m_text += '[';
            for (std::size_t j = 0; j < found[i].size(); ++j) {
                if (j > 0)
                    m_text += ',';
                if (!value(found[i][j], field))
                    return false;
            }
            m_text += ']';
        }
        m_text += '}';
        return true;
    }

    std::string take() { return std::move(m_text); }
    const std::string& problem() const { return m_problem; }

private:
    bool fail(const std::string& problem)
    {
        m_problem = problem;
        return false;
    }

    void name(std::string_view name, bool& isFirst)
    {
        if (!std::exchange(isFirst, false))
            m_text += ',';
        m_text += '"';
        m_text += name;
        m_text += "\":";
    }

    void text(std::string_view bytes)
    {
        m_text += '"';
        for (const char c : telemetry::sanitizedUtf8(bytes)) {
            const auto code = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                m_text += '\\';
                m_text += c;
            } else if (c == '\n') {
                m_text += "\\n";
            } else if (code < 0x20 || code == 0x7F) {
                m_text += "\\u00";
                m_text += kHex[code >> 4U];
                m_text += kHex[code & 0xFU];
            } else {
                m_text += c;
            }
        }
        m_text += '"';
    }

    void hex(std::string_view bytes)
    {
        m_text += '"';
        for (const char c : bytes) {
            const auto code = static_cast<unsigned char>(c);
            m_text += kHex[code >> 4U];
            m_text += kHex[code & 0xFU];
        }
        m_text += '"';
    }

    void base64(std::string_view bytes)
    {
        m_text += '"';
        for (std::size_t at = 0; at < bytes.size(); at += 3) {
            const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
            std::uint32_t group = 0;
            for (std::size_t i = 0; i < 3; ++i)
                group = group << 8U | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0U);
            for (std::size_t i = 0; i < 4; ++i)
                m_text += i <= count ? kBase64[group >> (18 - 6 * i) & 0x3FU] : '=';
        }
        m_text += '"';
    }

    template<class Number>
    void number(Number value)
    {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
        m_text.append(digits.data(), end.ptr);
    }

    template<class Number>
    void numberText(Number value)
    {
        m_text += '"';
        number(value);
        m_text += '"';
    }

    void real(double value)
    {
        if (std::isnan(value))
            m_text += "\"NaN\"";
        else if (std::isinf(value))
            m_text += value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
        else
            number(value);
    }

    bool value(const Found& found, const JsonField& field)
    {
        switch (field.type) {
        case JsonType::Text:
            text(found.bytes);
            return true;
        case JsonType::TraceId:
        case JsonType::SpanId:
            hex(found.bytes);
            return true;
        case JsonType::Base64:
            base64(found.bytes);
            return true;
        case JsonType::Bool:
            m_text += found.number != 0 ? "true" : "false";
            return true;
        case JsonType::Varint: // counts and enumerations, of 32 bits
        case JsonType::Fixed32:
            number(static_cast<std::uint32_t>(found.number));
            return true;
        case JsonType::Fixed64:
            numberText(found.number);
            return true;
        case JsonType::Double:
            real(std::bit_cast<double>(found.number));
            return true;
        case JsonType::Message:
            return message(found.bytes, *field.message);
        case JsonType::KeyValue:
            return keyValue(found.bytes);
        case JsonType::AnyValue:
            return anyValue(found.bytes);
        case JsonType::ZigZag: // of metrics only
            break;
        }
        return fail("holds a field that traces and logs have none of");
    }

    bool keyValue(std::string_view wire)
    {
        std::string_view key;
        std::string_view value;
        WireCursor cursor(wire);
        while (cursor.next()) {
            if (cursor.field() == 1)
                key = cursor.bytes();
            else if (cursor.field() == 2)
                value = cursor.bytes();
        }
        if (cursor.hasFailed())
            return fail("holds an attribute that is not well-formed");
        m_text += "{\"key\":";
        text(key);
        m_text += ",\"value\":";
        if (!anyValue(value))
            return false;
        m_text += '}';
        return true;
    }

    // opentelemetry-proto 1.11.0, common.proto: which of the fields is set says what it is.
    bool anyValue(std::string_view wire)
    {
        if (++m_depth > kDeepest)
            return fail("nests values too deep");
        WireCursor cursor(wire);
        std::uint32_t kind = 0;
        Found found;
        while (cursor.next()) {
            if (cursor.field() < 1 || cursor.field() > 7)
                continue;
            kind = cursor.field();
            found = {.number = cursor.number(), .bytes = cursor.bytes()};
        }
        if (cursor.hasFailed())
            return fail("holds a value that is not well-formed");
        m_text += '{';
        bool isWhole = true;
        switch (kind) {
        case 1:
            m_text += "\"stringValue\":";
            text(found.bytes);
            break;
        case 2:
            m_text += found.number != 0 ? "\"boolValue\":true" : "\"boolValue\":false";
            break;
        case 3:
            m_text += "\"intValue\":";
            numberText(static_cast<std::int64_t>(found.number));
            break;
        case 4:
            m_text += "\"doubleValue\":";
            real(std::bit_cast<double>(found.number));
            break;
        case 5:
            m_text += "\"arrayValue\":";
            isWhole = values(found.bytes, false);
            break;
        case 6:
            m_text += "\"kvlistValue\":";
            isWhole = values(found.bytes, true);
            break;
        case 7:
            m_text += "\"bytesValue\":";
            base64(found.bytes);
            break;
        default:
            break; // empty is a value
        }
        m_text += '}';
        --m_depth;
        return isWhole;
    }

    bool values(std::string_view wire, bool areNamed)
    {
        m_text += "{\"values\":[";
        WireCursor cursor(wire);
        bool isFirst = true;
        while (cursor.next()) {
            if (cursor.field() != 1)
                continue;
            if (!std::exchange(isFirst, false))
                m_text += ',';
            if (!(areNamed ? keyValue(cursor.bytes()) : anyValue(cursor.bytes())))
                return false;
        }
        if (cursor.hasFailed())
            return fail("holds a list that is not well-formed");
        m_text += "]}";
        return true;
    }

    std::string m_text;
    std::string m_problem;
    int m_depth = 0;
};

} // namespace

telemetry::Result<std::string> encodeJson(std::string_view request, telemetry::SignalKind kind)
{
    Encoder encoder;
    if (!encoder.message(request, requestSchema(kind)))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "The telemetry " + encoder.problem() + ".");
    return encoder.take();
}

} // namespace otlp
