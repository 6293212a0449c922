// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace otlp {

// How one field of the OTLP/JSON mapping is written on the protobuf wire.
enum class JsonType : std::uint8_t
{
    Text,
    TraceId, // 32 hex digits
    SpanId, // 16 hex digits
    Base64,
    Bool,
    Varint, // integer or enumeration, as a number or in a string
    ZigZag, // sint32
    Fixed64,
    Fixed32,
    Double,
    Message,
    KeyValue,
    AnyValue,
};

struct JsonMessage;

struct JsonField
{
    std::string_view name; // lowerCamelCase
    std::uint32_t number = 0;
    JsonType type = JsonType::Text;
    bool isRepeated = false;
    const JsonMessage* message = nullptr; // of type Message
};

// What an unreadable element costs.
enum class JsonFault : std::uint8_t
{
    CostsParent, // the message it stands in
    CostsItem, // itself, and it counts as rejected
    CostsElement, // nothing but the element (one attribute of a resource, say); a warning
};

struct JsonMessage
{
    std::string_view name; // as in a sentence
    std::span<const JsonField> fields;
    JsonFault fault = JsonFault::CostsParent; // of this message itself
    JsonFault elementFault = JsonFault::CostsParent; // of its attributes
};

// Source: opentelemetry-proto 1.11.0; the field numbers of trace.proto, logs.proto, metrics.proto.
const JsonMessage& requestSchema(telemetry::SignalKind kind);

// The field called `name`; null when there is none.
const JsonField* findField(const JsonMessage& message, std::string_view name);

} // namespace otlp
