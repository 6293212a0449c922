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

// Objects and arrays within one another up to where a value begins: the transcoder takes no deeper
// ones (jsontranscoder.cpp, kMaxDepth), nor do other readers take much.
constexpr int kDeepest = 124;
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
    // False when it is malformed; what stands before the fault is written all the same.
    bool message(std::string_view wire, const JsonMessage& schema)
    {
        std::vector<std::vector<Found>> found(schema.fields.size());
        WireCursor cursor(wire);
        while (cursor.next()) {
            bool isKnown = false;
            for (std::size_t i = 0; i < schema.fields.size() && !isKnown; ++i) {
                isKnown = schema.fields[i].number == cursor.field();
                if (isKnown)
                    found[i].push_back({.number = cursor.number(), .bytes = cursor.bytes()});
            }
            m_unknownFields += isKnown ? 0 : 1;
        }
        open('{');
        bool isFirst = true;
        for (std::size_t i = 0; i < schema.fields.size(); ++i) {
            const JsonField& field = schema.fields[i];
            if (found[i].empty())
                continue;
            name(field.name, isFirst);
            if (!field.isRepeated) {
                value(found[i].back(), field); // the last one counts
                continue;
            }
            open('[');
            for (std::size_t j = 0; j < found[i].size(); ++j) {
                if (j > 0)
                    m_text += ',';
                value(found[i][j], field);
            }
            close(']');
        }
        close('}');
        return !cursor.hasFailed();
    }

    EncodedJson take()
    {
        return {.text = std::move(m_text),
                .unknownFields = m_unknownFields,
                .unreadable = m_unreadable};
    }

private:
    void open(char bracket)
    {
        m_text += bracket;
        ++m_depth;
    }

    void close(char bracket)
    {
        m_text += bracket;
        --m_depth;
    }

    void note(bool isWhole) { m_unreadable += isWhole ? 0 : 1; }

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

    void value(const Found& found, const JsonField& field)
    {
        switch (field.type) {
        case JsonType::Text:
            return text(found.bytes);
        case JsonType::TraceId:
        case JsonType::SpanId:
            return hex(found.bytes);
        case JsonType::Base64:
            return base64(found.bytes);
        case JsonType::Bool:
            m_text += found.number != 0 ? "true" : "false";
            return;
        case JsonType::ZigZag: // of metrics only
        case JsonType::Varint: // counts and enumerations, of 32 bits
        case JsonType::Fixed32:
            return number(static_cast<std::uint32_t>(found.number));
        case JsonType::Fixed64:
            return numberText(found.number);
        case JsonType::Double:
            return real(std::bit_cast<double>(found.number));
        case JsonType::Message:
            return note(message(found.bytes, *field.message));
        case JsonType::KeyValue:
            return keyValue(found.bytes);
        case JsonType::AnyValue:
            return anyValue(found.bytes);
        }
    }

    void keyValue(std::string_view wire)
    {
        std::string_view key;
        std::string_view value;
        WireCursor cursor(wire);
        while (cursor.next()) {
            if (cursor.field() == 1)
                key = cursor.bytes();
            else if (cursor.field() == 2)
                value = cursor.bytes();
            else
                ++m_unknownFields;
        }
        note(!cursor.hasFailed());
        open('{');
        m_text += "\"key\":";
        text(key);
        m_text += ",\"value\":";
        anyValue(value);
        close('}');
    }

    // opentelemetry-proto 1.11.0, common.proto: which of the fields is set says what it is.
    void anyValue(std::string_view wire)
    {
        WireCursor cursor(wire);
        std::uint32_t kind = 0;
        Found found;
        while (cursor.next()) {
            if (cursor.field() < 1 || cursor.field() > 7) {
                ++m_unknownFields;
                continue;
            }
            kind = cursor.field();
            found = {.number = cursor.number(), .bytes = cursor.bytes()};
        }
        const bool isTooDeep = m_depth > kDeepest && (kind == 5 || kind == 6);
        note(!cursor.hasFailed() && !isTooDeep);
        open('{');
        switch (isTooDeep ? 0 : kind) {
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
            values(found.bytes, false);
            break;
        case 6:
            m_text += "\"kvlistValue\":";
            values(found.bytes, true);
            break;
        case 7:
            m_text += "\"bytesValue\":";
            base64(found.bytes);
            break;
        default:
            break; // empty is a value
        }
        close('}');
    }

    void values(std::string_view wire, bool areNamed)
    {
        open('{');
        m_text += "\"values\":";
        open('[');
        WireCursor cursor(wire);
        bool isFirst = true;
        while (cursor.next()) {
            if (cursor.field() != 1) {
                ++m_unknownFields;
                continue;
            }
            if (!std::exchange(isFirst, false))
                m_text += ',';
            areNamed ? keyValue(cursor.bytes()) : anyValue(cursor.bytes());
        }
        note(!cursor.hasFailed());
        close(']');
        close('}');
    }

    std::string m_text;
    std::int64_t m_unknownFields = 0;
    std::int64_t m_unreadable = 0;
    int m_depth = 0; // objects and arrays that are open
};

} // namespace

telemetry::Result<EncodedJson> encodeJson(std::string_view request, telemetry::SignalKind kind)
{
    Encoder encoder;
    if (!encoder.message(request, requestSchema(kind)))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "The telemetry is no well-formed export request.");
    return encoder.take();
}

} // namespace otlp
