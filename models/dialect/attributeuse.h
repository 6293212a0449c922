// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string_view>

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

} // namespace dialect
