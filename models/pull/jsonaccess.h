// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/sourceprofile.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/timerange.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

namespace pull {

using Json = simdjson::dom::element;

// Integers beyond 64 bits are valid JSON that simdjson refuses, and all around them with it: they
// get an exponent, which makes them floating-point numbers. Everything else stays as it is.
std::string withBigNumbersAsFloats(std::string_view json);
// Parses one document, big numbers and all. Valid as long as the parser.
simdjson::error_code parseJson(simdjson::dom::parser& parser, std::string_view text, Json& root);

// The value at a JSON Pointer (RFC 6901); nullopt when there is none or it is null.
std::optional<Json> at(const Json& root, const std::string& pointer);
// The elements of the array at the pointer; false when there is no array.
bool forEachItem(const Json& root, const std::string& pointer,
                 const std::function<void(const Json&)>& visit);

// Text as it is, numbers and flags as written, structures as JSON; valid UTF-8.
std::string textOf(const Json& value);
// A number, also in a string; nullopt otherwise, and for NaN and infinities.
std::optional<double> numberOf(const Json& value);
std::optional<std::int64_t> integerOf(const Json& value);
// Nanoseconds; a fraction of a unit is kept.
std::optional<std::int64_t> nanosOf(const Json& value, Format unit);
std::optional<telemetry::Timestamp> timeOf(const Json& value, Format format);

// Ids in whatever form a back end gives them. Hexadecimal digits of which leading zeros were cut
// off get them back; a UUID is its digits, base64 its bytes; any other text becomes an id by its
// hash, always the same. nullopt for nothing and for zero.
std::optional<telemetry::TraceId> traceIdOf(std::string_view text);
std::optional<telemetry::SpanId> spanIdOf(std::string_view text);

// What "each" remembers of its items: by name, by the value it went through.
using Lookups = std::map<std::string, std::map<std::string, std::string>>;

// What fields are read from.
struct RecordContext
{
    const Json* record = nullptr; // none: only literals give something
    const Variables* variables = nullptr;
    const Lookups* lookups = nullptr;
};

bool holds(const std::vector<RowCondition>& conditions, const Json& record);

// The value a field leads to; nullopt when there is none, or only a literal.
std::optional<Json> findField(const Field& field, const RecordContext& context);
// As text, with `values` and literals; nullopt when there is nothing.
std::optional<std::string> fieldText(const Field& field, const RecordContext& context);
std::optional<double> fieldNumber(const Field& field, const RecordContext& context);
std::optional<telemetry::Timestamp> fieldTime(const Field& field, const RecordContext& context);

// A 64-bit hash of bytes (FNV-1a).
std::uint64_t hashOf(std::string_view bytes, std::uint64_t seed = 14695981039346656037ULL);

} // namespace pull
