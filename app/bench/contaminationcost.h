// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>

namespace bench {

struct FingerprintCost
{
    // Generations a second through the whole path, judged, from bodies in memory; the median of
    // rounds that take turns.
    double withFingerprints = 0;
    double without = 0;
    double share() const { return without > 0 ? 1 - withFingerprints / without : 0; }
};

telemetry::Result<FingerprintCost> fingerprintCost(std::int64_t generations, int rounds);

} // namespace bench
