// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/column.h"

#include <cstdint>
#include <string>

namespace differences {

// In what its numbers are counted.
enum class Unit : std::uint8_t
{
    None,
    Tokens,
    Seconds,
    Share, // 0..1
};

// Something that can be known of a generation, by a name that stays the same: that of the canonical
// field as `query` prints it ("model_served"), of an attribute of the span itself, else of the span
// that its trace begins with, else of its resource ("tenant.id"), or of one of the retrievals
// before it ("retrieval:index.version"). Sets: "document", "tool_called", "tool_used",
// "tool_offered", and whatever belongs to retrievals.
struct Attribute
{
    std::string id;
    Unit unit = Unit::None;
};

// Whether it tells how the answer came out, not what it was made from: rather a symptom than a
// cause.
bool isOutcome(const Attribute& attribute);

// What was not taken up, and why, in words.
struct LeftOut
{
    std::string id;
    std::string reason;
    friend bool operator==(const LeftOut&, const LeftOut&) = default;
};

// Whether it is settled before the call, comes of what is asked in it, or of the call itself. What
// is not known better is taken to be settled before, as tenants, routes and versions are: it can
// then be explained by its like only.
attribution::Column::Stage stageOf(const Attribute& attribute);

// In words: "model served", "retrieved document", "tenant.id", "index.version of a retrieval".
// From outside: to be shown as plain, visible text.
std::string nameOf(const Attribute& attribute);

} // namespace differences
