// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/seriessnapshot.h"
#include "models/store/healthcell.h"
#include "models/telemetry/signal.h"

#include <vector>

namespace items {

// One signal over what the charts show, in their buckets.
struct SignalSeries
{
    telemetry::SignalKey key;
    std::vector<store::SeriesPoint> points;
};

// Fills in the answers of each model and version of the snapshot's service apart, of the worst of
// its checks that knows more than one; none where there is no such check. The checks and open
// alarms are read before, `counted` are those of the service.
void addVersions(const std::vector<SignalSeries>& counted, SeriesSnapshot& snapshot);

} // namespace items
