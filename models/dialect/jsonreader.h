// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string_view>

namespace dialect {

class ValueTree;

// Appends the JSON in `text` to `tree` and returns its root. Attribute length limits cut JSON
// anywhere (often with dots put at the end): what stands before the cut is kept and the tree is
// marked incomplete. Text that breaks the grammar before its end is no JSON but plain text, one
// string.
std::uint32_t readJsonText(ValueTree& tree, std::string_view text);

} // namespace dialect
