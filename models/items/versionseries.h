// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/seriessnapshot.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

namespace items {

// Fills in the answers of each model and version of the snapshot's service apart, of the worst of
// its checks that knows more than one; none where there is no such check. The checks and open
// alarms are read before. Pool thread.
telemetry::Result<void> readVersions(const store::Reader& reader, const store::View& view,
                                     SeriesSnapshot& snapshot);

} // namespace items
