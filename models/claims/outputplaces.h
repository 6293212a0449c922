// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/textplace.h"
#include "models/telemetry/generation.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace claims {

// Between offsets into telemetry::outputText(), as claims and findings have them, and places in the
// parts that it is joined from. All are code points.

// Where a stretch of the output begins; cut where its part ends. Nothing beyond the output, and
// between two parts.
std::optional<TextPlace> placeOfOutput(const telemetry::Generation& generation, std::int64_t start,
                                       std::int64_t end);
// Nothing for a place that is no part of the visible answer.
std::optional<std::pair<std::int64_t, std::int64_t>>
outputStretchOf(const telemetry::Generation& generation, const TextPlace& place);

} // namespace claims
