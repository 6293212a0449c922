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
    // Processor time of a generation, all threads together, in seconds: what others do on the
    // machine is not in it. Medians too.
    double processorWith = 0;
    double processorWithout = 0;
    double processorShare() const
    {
        return processorWith > 0 ? 1 - processorWithout / processorWith : 0;
    }
};

telemetry::Result<FingerprintCost> fingerprintCost(std::int64_t generations, int rounds);

} // namespace bench
