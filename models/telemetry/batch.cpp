// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/batch.h"

#include <numeric>

namespace telemetry {

std::uint64_t Batch::rejectedCount(SignalKind signal) const
{
    return std::accumulate(rejections.begin(), rejections.end(), std::uint64_t{0},
                           [signal](std::uint64_t sum, const Rejection& rejection) {
                               return rejection.signal == signal ? sum + rejection.count : sum;
                           });
}

} // namespace telemetry
