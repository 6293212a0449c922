// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace bench {

// What `bench trace` should reach.
inline constexpr int kTraceSpans = 100'000; // those of the frames and of speedscope
inline constexpr int kMostTraceSpans = 1'000'000;
inline constexpr double kSpeedscopeAim = 1.0 / 50; // of its load, of kTraceSpans
inline constexpr double kFlameChartAim = 1.0 / 12; // of flame-chart-js's, of kMostTraceSpans
inline constexpr double kTraceFrameAim = 16.6; // ms, of kTraceSpans
inline constexpr double kTraceGrowthAim = 2; // a frame of kMostTraceSpans / of kTraceSpans
inline constexpr double kTraceBytesAim = 64; // resident, a span

} // namespace bench
