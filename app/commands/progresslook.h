// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace commands {

// Of a bar of progress on a terminal.
inline constexpr std::chrono::seconds kQuietTime(1); // shorter work shows no progress
inline constexpr std::chrono::milliseconds kRedrawTime(100);
inline constexpr int kProgressBarWidth = 30;

} // namespace commands
