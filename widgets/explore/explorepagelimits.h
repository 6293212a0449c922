// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace explore {

inline constexpr int kSliderSteps = 1000;
inline constexpr int kNameLength = 40;
inline constexpr double kUsualLimit = 2; // percent

} // namespace explore
