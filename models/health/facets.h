// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace health {

// What answers of one service may differ by, and a fault may be confined to.
inline constexpr std::size_t kFacets = 5;
inline constexpr std::size_t kModelFacet = 0;
inline constexpr std::array<std::string_view, kFacets> kFacetNames{"model", "version", "adapter",
                                                                   "route", "prompt version"};
using Facets = std::array<std::string_view, kFacets>; // empty: not in the telemetry

} // namespace health
