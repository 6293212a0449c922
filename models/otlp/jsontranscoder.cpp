// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/jsontranscoder.h"

#include "models/otlp/decode.h"
#include "models/otlp/jsonscalar.h"
#include "models/otlp/jsonschema.h"
#include "models/otlp/rejectionlist.h"
#include "models/otlp/wirebuffer.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>

#include <simdjson.h>

namespace otlp {

namespace {

using simdjson::ondemand::json_type;
using Object = simdjson::ondemand::object;
using Array = simdjson::ondemand::array;
using Value = simdjson::ondemand::value;

constexpr int kMaxDepth = 128;

constexpr JsonField kKey{"key", 1, JsonType::Text};
constexpr std::array kScalarChoiceFields{
    JsonField{"stringValue", 1, JsonType::Text},  JsonField{"boolValue", 2, JsonType::Bool},
    JsonField{"intValue", 3, JsonType::Varint},   JsonField{"doubleValue", 4, JsonType::Double},
    JsonField{"bytesValue", 7, JsonType::Base64},
};
constexpr JsonMessage kScalarChoices{"value", kScalarChoiceFields};

std::string_view token(Value& value)
{
    std::string_view text = value.raw_json_token();
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
        text.remove_suffix(1);
    return text;
}

// A member's name. Those of the schema have no escapes, and need no copy then.
simdjson::error_code readName(simdjson::simdjson_result<simdjson::ondemand::field>& member,
                              std::string_view& name)
{
    simdjson::ondemand::raw_json_string raw;
    if (const auto error = member.key().get(raw))
        return error;
    const char* text = raw.raw();
    const char* end = text;
    while (*end != '"' && *end != '\\') // a closing quote is known to be there
        ++end;
    if (*end == '\\')
        return member.unescaped_key().get(name);
    name = std::string_view(text, static_cast<std::size_t>(end - text));
    return simdjson::SUCCESS;
}

// Every member function that returns bool is false when the element it writes cannot be kept.
// Either the element is at fault (m_problem says how), or the document is broken (isBroken()).
class Transcoder
{
public:
    Transcoder(telemetry::SignalKind kind, std::string_view json)
        : m_json(json)
        , m_wire(json.size() + 64)
        , m_request(requestSchema(kind))
        , m_rejections(kind)
    {
    }

    bool addRequest(Object& object) { return addMembers(object, m_request); }
    bool isBroken() const { return m_error != simdjson::SUCCESS; }
    simdjson::error_code error() const { return m_error; }
    void finish(Transcoded& result)
    {
        result.wire = m_wire.take();
        result.rejections = m_rejections.take();
        result.others = std::move(m_others);
    }

private:
    bool addMembers(Object& object, const JsonMessage& message);
    void noteOther(std::string_view name, simdjson::simdjson_result<Value> value);
    bool addField(Value& value, const JsonField& field, const JsonMessage& parent);
    bool addElement(Value& value, const JsonField& field);
    bool addRepeated(Value& value, const JsonField& field, const JsonMessage& parent);
    bool addPacked(Array& array, const JsonField& field);
    bool addMessage(Value& value, const JsonField& field);
    bool addKeyValue(Value& value, std::uint32_t field);
    bool addAnyValue(Value& value, std::uint32_t field);
    bool addChoice(Value& value, std::string_view name);
    bool addNested(Value& value, std::uint32_t field, bool isArray);
    bool addValues(Value& value, bool isArray);

    // Takes back an element that failed, if its fault stops here. False when the parent fails too.
    bool recover(JsonFault fault, std::string_view what, std::size_t size, Value& value);
    // `problem` is null when there is none.
    bool passes(const char* problem) { return problem == nullptr || fails(problem); }
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
    const JsonMessage& m_request;
    RejectionList m_rejections;
    std::vector<telemetry::SignalKind> m_others;
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

// Unknown members are none of ours, but another signal's items would be lost without a word.
void Transcoder::noteOther(std::string_view name, simdjson::simdjson_result<Value> value)
{
    const auto signal = signalOfList(name);
    Array items;
    bool isEmpty = true;
    if (signal && !value.get_array().get(items) && !items.is_empty().get(isEmpty) && !isEmpty)
        m_others.push_back(*signal);
}

bool Transcoder::addMembers(Object& object, const JsonMessage& message)
{
    for (auto member : object) {
        std::string_view name;
        if (const auto error = readName(member, name))
            return fails(error);
        const JsonField* field = findField(message, name);
        if (field == nullptr) {
            if (&message == &m_request)
                noteOther(name, member.value());
            continue;
        }
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
    default:
        return passes(addScalar(m_wire, token(value), field));
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
        if (!passes(addPackedScalar(m_wire, token(element), field)))
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

bool Transcoder::addKeyValue(Value& value, std::uint32_t field)
{
    Object object;
    if (const auto error = value.get_object().get(object))
        return fails(error);
    const auto mark = m_wire.open(field, 1);
    for (auto member : object) {
        std::string_view name;
        if (const auto error = readName(member, name))
            return fails(error);
        Value held;
        if (const auto error = member.value().get(held))
            return fails(error);
        if (name == "key" && !passes(addScalar(m_wire, token(held), kKey)))
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
        if (const auto error = readName(member, name))
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
    if (const JsonField* scalar = findField(kScalarChoices, name))
        return passes(addChoiceScalar(m_wire, token(value), *scalar));
    const bool isArray = name == "arrayValue";
    if ((!isArray && name != "kvlistValue") || token(value) == "null")
        return true; // unknown members are ignored
    return addNested(value, isArray ? 5 : 6, isArray);
}

bool Transcoder::addNested(Value& value, std::uint32_t field, bool isArray)
{
    Object object;
    if (const auto error = value.get_object().get(object))
        return fails(error);
    const auto mark = m_wire.open(field, 1);
    for (auto member : object) {
        std::string_view name;
        if (const auto error = readName(member, name))
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

// Memory worth keeping from one body to the next, but not after an uncommonly large one.
class Workspace
{
public:
    // A copy of `json` with the bytes behind it that reading needs, until the next call.
    std::string_view padded(std::string_view json)
    {
        if (m_copy.capacity() > kKeptCapacity)
            m_copy = std::string();
        if (m_parser.capacity() > kKeptCapacity)
            m_parser = simdjson::ondemand::parser();
        m_copy.reserve(json.size() + simdjson::SIMDJSON_PADDING);
        m_copy = json;
        m_copy.append(simdjson::SIMDJSON_PADDING, ' ');
        return {m_copy.data(), json.size()};
    }
    simdjson::ondemand::parser& parser() { return m_parser; }

private:
    static constexpr std::size_t kKeptCapacity = 8U << 20;
    std::string m_copy;
    simdjson::ondemand::parser m_parser;
};

Workspace& workspace()
{
    thread_local Workspace space;
    return space;
}

std::size_t placeOf(simdjson::ondemand::document& document, std::string_view json)
{
    const char* place = nullptr;
    if (document.current_location().get(place) != simdjson::SUCCESS || place < json.data())
        return json.size();
    return std::min(static_cast<std::size_t>(place - json.data()), json.size());
}

telemetry::Result<Transcoded> transcodeOnce(telemetry::SignalKind kind, std::string_view body)
{
    const std::string_view json = workspace().padded(body);
    simdjson::ondemand::document document;
    if (const auto error = workspace()
                               .parser()
                               .iterate(json, json.size() + simdjson::SIMDJSON_PADDING)
                               .get(document)) {
        if (error == simdjson::MEMALLOC) // which says nothing of the body
            throw std::bad_alloc();
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  brokenMessage(error, json.size()));
    }
    const auto broken = [&](simdjson::error_code error) {
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  brokenMessage(error, placeOf(document, json)));
    };
    Object object;
    if (const auto error = document.get_object().get(object))
        return broken(error);
    Transcoder transcoder(kind, json);
    if (!transcoder.addRequest(object)) {
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
    auto result = transcodeOnce(kind, json);
    if (result || simdjson::validate_utf8(json))
        return result;
    // One bad byte in one string must not cost the whole body.
    return transcodeOnce(kind, telemetry::sanitizedUtf8(json));
}

} // namespace otlp
