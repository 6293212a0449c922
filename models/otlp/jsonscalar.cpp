// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/jsonscalar.h"

#include "models/otlp/jsonvalue.h"

#include <bit>
#include <cstdint>

namespace otlp {

namespace {

constexpr const char* kWrongType = "a value has the wrong type";
constexpr const char* kUnreadableNumber = "a number cannot be read";

const char* addBytes(WireBuffer& wire, std::string_view token, const JsonField& field)
{
    const auto content = stringContent(token);
    if (!content)
        return kWrongType;
    const bool isId = field.type == JsonType::TraceId || field.type == JsonType::SpanId;
    if (isId && content->empty())
        return nullptr;
    wire.addTag(field.number, 2);
    switch (field.type) {
    case JsonType::TraceId:
        return addHex(wire, *content, 16) ? nullptr : "a trace id is not 32 hex digits";
    case JsonType::SpanId:
        return addHex(wire, *content, 8) ? nullptr : "a span id is not 16 hex digits";
    case JsonType::Base64:
        return addBase64Decoded(wire, *content) ? nullptr : "bytes are not base64";
    default:
        return addUnescaped(wire, *content) ? nullptr : "a string has an invalid escape";
    }
}

unsigned wireType(JsonType type)
{
    if (type == JsonType::Fixed64 || type == JsonType::Double)
        return 1;
    return type == JsonType::Fixed32 ? 5 : 0;
}

} // namespace

const char* addPackedScalar(WireBuffer& wire, std::string_view token, const JsonField& field)
{
    if (field.type == JsonType::Double) {
        const auto number = floatingNumber(token);
        if (!number)
            return kUnreadableNumber;
        wire.addFixed64(std::bit_cast<std::uint64_t>(*number));
        return nullptr;
    }
    if (field.type == JsonType::Bool) {
        if (token != "true" && token != "false")
            return kWrongType;
        wire.addVarint(token == "true" ? 1 : 0);
        return nullptr;
    }
    const auto bits = integerBits(token);
    if (!bits)
        return kUnreadableNumber;
    if (field.type == JsonType::Fixed64)
        wire.addFixed64(*bits);
    else if (field.type == JsonType::Fixed32)
        wire.addFixed32(static_cast<std::uint32_t>(*bits));
    else if (field.type == JsonType::ZigZag)
        wire.addVarint(*bits << 1 ^ (*bits >> 63 != 0 ? ~std::uint64_t{0} : 0));
    else
        wire.addVarint(*bits);
    return nullptr;
}

const char* addScalar(WireBuffer& wire, std::string_view token, const JsonField& field)
{
    switch (field.type) {
    case JsonType::Text:
    case JsonType::TraceId:
    case JsonType::SpanId:
    case JsonType::Base64:
        return addBytes(wire, token, field);
    default:
        wire.addTag(field.number, wireType(field.type));
        return addPackedScalar(wire, token, field);
    }
}

const char* addChoiceScalar(WireBuffer& wire, std::string_view token, const JsonField& field)
{
    if (token == "null" && field.type != JsonType::Double)
        return nullptr;
    if (field.type == JsonType::Varint && !integerBits(token))
        return addScalar(wire, token, {"doubleValue", 4, JsonType::Double});
    return addScalar(wire, token, field);
}

} // namespace otlp
