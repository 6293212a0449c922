// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"

#include <cstddef>

namespace dialect {

// A conversation longer than this is not made longer by merging.
inline constexpr std::size_t kMaxMessages = 4096;
// Of one generation, records that each tell all of it; each is compared with what is there.
inline constexpr std::size_t kMaxDetails = 64;

// Of two copies of one side that are put together.
telemetry::ContentState worse(telemetry::ContentState a, telemetry::ContentState b);
// More of it came than is kept.
void markCut(telemetry::Generation& generation);

} // namespace dialect
