// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

namespace health {

struct Breach
{
    std::string what; // "the field total is missing"
    double probability = 0; // of being wrong, on its own
};

// Where a JSON value does not fit its JSON schema (draft 2020-12, as far as tools and structured
// outputs use it: type, properties, required, additionalProperties, enum, const, items,
// prefixItems, minItems, maxItems, minimum, maximum, minLength, maxLength, allOf, anyOf, oneOf, and
// $ref within the schema; nullable of OpenAPI 3.0). What is not understood breaks nothing.
// `isClosed`: fields that a schema of an object and its combinations do not name are breaches
// although it does not say so, as with arguments of tools. At most 8 breaches; deeper than 24 is
// not looked at.
std::vector<Breach> breachesOf(simdjson::dom::element value, simdjson::dom::element schema,
                               bool isClosed);

} // namespace health
