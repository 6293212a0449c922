// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/jsontranscoder.h"

#include "models/otlp/jsonschema.h"
#include "models/otlp/jsonvalue.h"
#include "models/otlp/rejectionlist.h"
#include "models/otlp/wirebuffer.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <memory>
#include <utility>

#include <simdjson.h>

namespace otlp {

namespace {

using simdjson::ondemand::json_type;
using Object = simdjson::ondemand::object;
using Array = simdjson::ondemand::array;
using Value = simdjson::ondemand::value;

constexpr int kMaxDepth = 128;

std::string_view token(Value& value)
{
    std::string_view text = value.raw_json_token();
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
        text.remove_suffix(1);
    return text;
}

// Every member function that returns bool is false when the element it writes cannot be kept.
// Either the element is at fault (m_problem says how), or the document is broken (isBroken()).
class Transcoder
{
public:
    Transcoder(telemetry::SignalKind kind, std::string_view json)
        : m_json(json)
        , m_wire(json.size() + 64)
        , m_rejections(kind)
    {
    }

    bool addMembers(Object& object, const JsonMessage& message);
    bool isBroken() const { return m_error != simdjson::SUCCESS; }
    simdjson::error_code error() const { return m_error; }
    void finish(Transcoded& result)
    {
        result.wire = m_wire.take();
        result.rejections = m_rejections.take();
    }

private:
    bool addField(Value& value, const JsonField& field, const JsonMessage& parent);
    bool addElement(Value& value, const JsonField& field);
    bool addRepeated(Value& value, const JsonField& field, const JsonMessage& parent);
    bool addPacked(Array& array, const JsonField& field);
    bool addScalar(Value& value, const JsonField& field, bool withTag);
    bool addMessage(Value& value, const JsonField& field);
    bool addKeyValue(Value& value, std::uint32_t field);
    bool addAnyValue(Value& value, std::uint32_t field);
    bool addChoice(Value& value, std::string_view name);
    bool addNumberChoice(Value& value, std::string_view name);
    bool addNested(Value& value, std::uint32_t field, bool isArray);
    bool addValues(Value& value, bool isArray);
    bool addText(Value& value, std::uint32_t field);
    bool addId(Value& value, const JsonField& field);

    // Takes back an element that failed, if its fault stops here. False when the parent fails too.
    bool recover(JsonFault fault, std::string_view what, std::size_t size, Value& value);
    bool fails(const char* problem)
    {
        m_problem = problem;
        return false;
    }
    // An error of the parser: of one value's type, or of the document.
    bool fails(simdjson::error_code error)
    {
        if (error == simdjson::INCORRECT_TYPE)
            return fails("a value has the wrong type");
        m_error = error;
        return false;
    }

    std::string_view m_json;
    WireBuffer m_wire;
    RejectionList m_rejections;
    const char* m_problem = "";
    simdjson::error_code m_error = simdjson::SUCCESS;
};

// Containers get a wide length, so that closing one never moves what it holds.
std::size_t lengthWidth(const JsonField& field)
{
    if (field.message == nullptr || field.message->fault != JsonFault::CostsItem)
        return 1;
    return field.message->fields.size() == 3 ? 4 : 2;
}

bool isPacked(JsonType type)
{
    return type == JsonType::Fixed64 || type == JsonType::Double || type == JsonType::Varint;
}

bool Transcoder::addMembers(Object& object, const JsonMessage& message)
{
    for (auto member : object) {
        std::string_view name;
        if (const auto error = member.unescaped_key().get(name))
            return fails(error);
        const JsonField* field = findField(message, name);
        if (field == nullptr)
            continue;
        Value value;
        if (const auto error = member.value().get(value))
            return fails(error);
        if (!addField(value, *field, message))
            return false;
    }
    return true;
}

bool Transcoder::addField(Value& value, const JsonField& field, const JsonMessage& parent)
{
    const std::string_view text = token(value);
    if (text == "null" && field.type != JsonType::Double)
        return true; // null is "not set" in proto3 JSON
    if (field.isRepeated)
        return addRepeated(value, field, parent);
    const std::size_t size = m_wire.size();
    if (addElement(value, field))
        return true;
    return recover(field.message != nullptr ? field.message->fault : JsonFault::CostsParent,
                   field.name, size, value);
}

bool Transcoder::addElement(Value& value, const JsonField& field)
{
    switch (field.type) {
    case JsonType::Message:
        return addMessage(value, field);
    case JsonType::KeyValue:
        return addKeyValue(value, field.number);
    case JsonType::AnyValue:
        return addAnyValue(value, field.number);
    case JsonType::Text:
        return addText(value, field.number);
    case JsonType::TraceId:
    case JsonType::SpanId:
        return addId(value, field);
    default:
        return addScalar(value, field, true);
    }
}

bool Transcoder::addRepeated(Value& value, const JsonField& field, const JsonMessage& parent)
{
    Array array;
    if (const auto error = value.get_array().get(array))
        return fails(error);
    if (isPacked(field.type))
        return addPacked(array, field);
    const JsonFault fault = field.message != nullptr ? field.message->fault : parent.elementFault;
    const std::string_view what = field.message != nullptr ? field.message->name : field.name;
    for (auto entry : array) {
        Value element;
        if (const auto error = entry.get(element))
            return fails(error);
        const std::size_t size = m_wire.size();
        if (!addElement(element, field) && !recover(fault, what, size, element))
            return false;
    }
    return true;
}

bool Transcoder::addPacked(Array& array, const JsonField& field)
{
    m_wire.addTag(field.number, 2);
    const auto mark = m_wire.openLength(1);
    for (auto entry : array) {
        Value element;
        if (const auto error = entry.get(element))
            return fails(error);
        if (!addScalar(element, field, false))
            return false;
    }
    m_wire.close(mark);
    return true;
}

bool Transcoder::recover(JsonFault fault, std::string_view what, std::size_t size, Value& value)
{
    if (isBroken() || fault == JsonFault::CostsParent)
        return false;
    m_wire.rollBack(size);
    std::size_t byte = 0;
    const char* place = nullptr;
    if (value.current_location().get(place) == simdjson::SUCCESS)
        byte = static_cast<std::size_t>(place - m_json.data());
    if (fault == JsonFault::CostsItem)
        m_rejections.add("A " + std::string(what) + " was left out: " + m_problem, byte);
    else
        m_rejections.addWarning("A part of a resource or scope (" + std::string(what)
                                    + ") was left out: " + m_problem,
                                byte);
    return true;
}

bool Transcoder::addMessage(Value& value, const JsonField& field)
{
    Object object;
    if (const auto error = value.get_object().get(object))
        return fails(error);
    const auto mark = m_wire.open(field.number, lengthWidth(field));
    if (!addMembers(object, *field.message))
        return false;
    m_wire.close(mark);
    return true;
}

bool Transcoder::addText(Value& value, std::uint32_t field)
{
    const auto content = stringContent(token(value));
    if (!content)
        return fails("a value has the wrong type");
    m_wire.addTag(field, 2);
    return addUnescaped(m_wire, *content) || fails("a string has an invalid escape");
}

bool Transcoder::addId(Value& value, const JsonField& field)
{
    const auto digits = stringContent(token(value));
    if (!digits)
        return fails("a value has the wrong type");
    if (digits->empty())
        return true; // "" is "no parent"
    m_wire.addTag(field.number, 2);
    if (field.type == JsonType::TraceId)
        return addHex(m_wire, *digits, 16) || fails("a trace id is not 32 hex digits");
    return addHex(m_wire, *digits, 8) || fails("a span id is not 16 hex digits");
}

bool Transcoder::addScalar(Value& value, const JsonField& field, bool withTag)
{
    const std::string_view text = token(value);
    if (field.type == JsonType::Double) {
        const auto number = floatingNumber(text);
        if (!number)
            return fails("a number cannot be read");
        if (withTag)
            m_wire.addTag(field.number, 1);
        m_wire.addFixed64(std::bit_cast<std::uint64_t>(*number));
        return true;
    }
    std::uint64_t bits = text == "true" ? 1 : 0;
    if (field.type != JsonType::Bool) {
        const auto number = integerBits(text);
        if (!number)
            return fails("a number cannot be read");
        bits = *number;
    } else if (bits == 0 && text != "false") {
        return fails("a value has the wrong type");
    }
    if (field.type == JsonType::Fixed64 || field.type == JsonType::Fixed32) {
        const bool isWide = field.type == JsonType::Fixed64;
        if (withTag)
            m_wire.addTag(field.number, isWide ? 1 : 5);
        isWide ? m_wire.addFixed64(bits) : m_wire.addFixed32(static_cast<std::uint32_t>(bits));
        return true;
    }
    if (field.type == JsonType::ZigZag)
        bits = bits << 1 ^ (bits >> 63 != 0 ? ~std::uint64_t{0} : 0);
    if (withTag)
        m_wire.addTag(field.number, 0);
    m_wire.addVarint(bits);
    return true;
}

bool Transcoder::addKeyValue(Value& value, std::uint32_t field)
{
    Object object;
    if (const auto error = value.get_object().get(object))
        return fails(error);
    const auto mark = m_wire.open(field, 1);
    for (auto member : object) {
        std::string_view name;
        if (const auto error = member.unescaped_key().get(name))
            return fails(error);
        Value held;
        if (const auto error = member.value().get(held))
            return fails(error);
        if (name == "key" && !addText(held, 1))
            return false;
        if (name == "value" && !addAnyValue(held, 2))
            return false;
    }
    m_wire.close(mark);
    return true;
}

bool Transcoder::addAnyValue(Value& value, std::uint32_t field)
{
    if (token(value) == "null") { // an empty value, so that elements keep their places
        m_wire.addTag(field, 2);
        m_wire.addVarint(0);
        return true;
    }
    if (value.current_depth() > kMaxDepth)
        return fails("values are nested deeper than 128 levels");
    Object object;
    if (const auto error = value.get_object().get(object))
        return fails(error);
    const auto mark = m_wire.open(field, 1);
    for (auto member : object) {
        std::string_view name;
        if (const auto error = member.unescaped_key().get(name))
            return fails(error);
        Value held;
        if (const auto error = member.value().get(held))
            return fails(error);
        if (!addChoice(held, name))
            return false;
    }
    m_wire.close(mark);
    return true;
}

bool Transcoder::addChoice(Value& value, std::string_view name)
{
    if (name == "intValue" || name == "doubleValue")
        return addNumberChoice(value, name);
    if (token(value) == "null")
        return true;
    if (name == "stringValue")
        return addText(value, 1);
    if (name == "boolValue")
        return addScalar(value, {"boolValue", 2, JsonType::Bool}, true);
    if (name == "arrayValue")
        return addNested(value, 5, true);
    if (name == "kvlistValue")
        return addNested(value, 6, false);
    if (name != "bytesValue")
        return true; // unknown members are ignored
    const auto content = stringContent(token(value));
    if (!content)
        return fails("a value has the wrong type");
    m_wire.addTag(7, 2);
    return addBase64Decoded(m_wire, *content) || fails("bytes are not base64");
}

// JavaScript writes 1e+300 as an intValue: what does not fit an integer is a double.
bool Transcoder::addNumberChoice(Value& value, std::string_view name)
{
    const std::string_view text = token(value);
    const bool isInteger = name == "intValue";
    if (isInteger && text == "null")
        return true;
    if (const auto bits = isInteger ? integerBits(text) : std::nullopt) {
        m_wire.addTag(3, 0);
        m_wire.addVarint(*bits);
        return true;
    }
    return addScalar(value, {"doubleValue", 4, JsonType::Double}, true);
}

bool Transcoder::addNested(Value& value, std::uint32_t field, bool isArray)
{
    Object object;
    if (const auto error = value.get_object().get(object))
        return fails(error);
    const auto mark = m_wire.open(field, 1);
    for (auto member : object) {
        std::string_view name;
        if (const auto error = member.unescaped_key().get(name))
            return fails(error);
        Value held;
        if (const auto error = member.value().get(held))
            return fails(error);
        if (name == "values" && token(held) != "null" && !addValues(held, isArray))
            return false;
    }
    m_wire.close(mark);
    return true;
}

bool Transcoder::addValues(Value& value, bool isArray)
{
    Array array;
    if (const auto error = value.get_array().get(array))
        return fails(error);
    for (auto entry : array) {
        Value element;
        if (const auto error = entry.get(element))
            return fails(error);
        if (!(isArray ? addAnyValue(element, 1) : addKeyValue(element, 1)))
            return false;
    }
    return true;
}

std::string brokenMessage(simdjson::error_code error, std::size_t byte)
{
    return std::string("The body is not a JSON object: ") + simdjson::error_message(error)
        + " (near byte " + std::to_string(byte) + ").";
}

// Reading needs a few bytes behind the text, and memory that is worth keeping from one body to the
// next; a parser that has seen an uncommonly large body is not kept.
simdjson::ondemand::parser& sharedParser()
{
    constexpr std::size_t keptCapacity = 8U << 20;
    thread_local auto parser = std::make_unique<simdjson::ondemand::parser>();
    if (parser->capacity() > keptCapacity)
        parser = std::make_unique<simdjson::ondemand::parser>();
    return *parser;
}

std::size_t placeOf(simdjson::ondemand::document& document, const simdjson::padded_string& json)
{
    const char* place = nullptr;
    if (document.current_location().get(place) != simdjson::SUCCESS || place < json.data())
        return json.size();
    return std::min(static_cast<std::size_t>(place - json.data()), json.size());
}

telemetry::Result<Transcoded> transcodeValid(telemetry::SignalKind kind,
                                             const simdjson::padded_string& json)
{
    simdjson::ondemand::document document;
    if (const auto error = sharedParser().iterate(json).get(document))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  brokenMessage(error, json.size()));
    const auto broken = [&](simdjson::error_code error) {
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  brokenMessage(error, placeOf(document, json)));
    };
    Object object;
    if (const auto error = document.get_object().get(object))
        return broken(error);
    Transcoder transcoder(kind, {json.data(), json.size()});
    if (!transcoder.addMembers(object, requestSchema(kind))) {
        return broken(transcoder.isBroken() ? transcoder.error() : simdjson::INCORRECT_TYPE);
    }
    const char* rest = nullptr;
    if (document.current_location().get(rest) == simdjson::SUCCESS)
        return broken(simdjson::TRAILING_CONTENT);
    Transcoded result;
    transcoder.finish(result);
    return result;
}

} // namespace

telemetry::Result<Transcoded> transcode(telemetry::SignalKind kind, std::string_view json)
{
    // One bad byte in one string must not cost the whole body.
    if (!simdjson::validate_utf8(json)) {
        const std::string repaired = telemetry::sanitizedUtf8(json);
        return transcodeValid(kind, simdjson::padded_string(repaired));
    }
    return transcodeValid(kind, simdjson::padded_string(json));
}

} // namespace otlp
