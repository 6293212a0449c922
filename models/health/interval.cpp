// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/interval.h"

#include "models/telemetry/shareinterval.h"

#include <algorithm>

namespace health {

Interval wilsonInterval(std::int64_t failed, std::int64_t count, double normalQuantile)
{
    const telemetry::Share share{.with = static_cast<double>(std::max<std::int64_t>(failed, 0)),
                                 .count = static_cast<double>(count)};
    const auto [low, high] = telemetry::wilsonInterval(share, normalQuantile);
    return {low, high};
}

} // namespace health
