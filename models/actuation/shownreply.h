// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>

namespace actuation {

inline constexpr std::size_t kShownReply = 300; // bytes of a reply that a message quotes

} // namespace actuation
