// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace similarity {

// What stands right before and behind a figure and makes it another one, see FigureSign: a minus,
// the sign of a currency, a comparison. `first` and `last` are the figure's bytes, half-open.
std::uint8_t figureSign(std::string_view text, std::size_t first, std::size_t last);

} // namespace similarity
