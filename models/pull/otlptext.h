// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/jsonaccess.h"

#include <string>
#include <string_view>

namespace pull {

// Pieces of OTLP JSON. Lists of attributes are written without their brackets.

void addTextAttribute(std::string& list, std::string_view name, std::string_view text);
void addNumberAttribute(std::string& list, std::string_view name, double number);
// Scalars keep their type; lists of scalars are lists; all else is its JSON as text. Nothing is
// added when the value cannot be read as `format`.
void addAttribute(std::string& list, std::string_view name, const Json& value, Format format);
// By a field: what it leads to, in its own type when neither `values` nor a literal change it.
void addAttribute(std::string& list, std::string_view name, const Field& field,
                  const RecordContext& context);

std::string numberText(double number); // JSON; "NaN" and "Infinity" as OTLP has them
std::string nanosText(telemetry::Timestamp time); // quoted

// OTLP JSON as others write it, as the specification wants it: snake_case keys in lowerCamelCase,
// ids of base64 in hexadecimal with their zeros, enumerations as numbers, nulls left out.
std::string normalisedOtlp(const Json& value);

} // namespace pull
