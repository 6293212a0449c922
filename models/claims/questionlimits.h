// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>

namespace claims {

inline constexpr std::size_t kMostAsked = 400; // words of the question
inline constexpr std::size_t kLongestQuestion = 400; // bytes; longer ones hold what is asked about

} // namespace claims
