// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <cstddef>
#include <string_view>

namespace items {

inline constexpr std::size_t kMostLineBytes = 1600;

// Text from outside as one line of a table or a list: nothing in it hides or turns the reading
// order round, which holds for what a screen reader is told, too. What is longer than
// `mostBytes` ends in "…", before a code point. See telemetry::visibleLine.
QString lineText(std::string_view utf8, std::size_t mostBytes = kMostLineBytes);

} // namespace items
