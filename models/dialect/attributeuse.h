// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/field.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dialect {

struct CompiledTables;

// What the tables make of an attribute of a generation's span.
enum class AttributeUse : std::uint8_t
{
    None, // nothing, or what a Generation has no member for
    Fact, // a word or number of a Generation
    Person, // likewise: who asked, or in which conversation
    Content, // text, or what only one record has: messages, documents, ids, verdicts
};

// None for an attribute that no table knows.
AttributeUse useOf(const CompiledTables& tables, std::string_view attribute);

// See Interpreter::attributesOf().
std::vector<std::string> attributesOf(const CompiledTables& tables,
                                      const std::vector<Field>& fields);

} // namespace dialect
