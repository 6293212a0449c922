// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>

namespace items {

// The texts of the files of resources/runbooks in three parts, in the order of the files: see
// runbookTexts().
inline constexpr std::size_t kFirstTexts = 140;
inline constexpr std::size_t kMiddleTexts = 140;
inline constexpr std::size_t kLastTexts = 132;
extern const std::array<const char*, kFirstTexts> runbookFirstTexts;
extern const std::array<const char*, kMiddleTexts> runbookMiddleTexts;
extern const std::array<const char*, kLastTexts> runbookLastTexts;

} // namespace items
