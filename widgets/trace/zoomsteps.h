// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace traceview {

// One key or notch does the same in every view of a trace.
inline constexpr double kZoomStep = 1.25;
inline constexpr double kPanStep = 0.1; // of the width

} // namespace traceview
