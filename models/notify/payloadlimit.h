// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>

namespace notify {

inline constexpr std::size_t kLargestPayload = 1024 * 1024; // of an entry that is looked into

} // namespace notify
