// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/metricseries.h"
#include "models/store/reader.h"
#include "models/telemetry/link.h"
#include "models/telemetry/result.h"

#include <string>
#include <vector>

namespace items {

// All that the sources page shows, as known at the cursor.
struct SourcesSnapshot
{
    std::vector<telemetry::LinkStatus> links; // endpoints, each before its senders
    std::vector<store::SourceMapping> mapping; // by source and service
    store::MetricOverview metrics; // also what other engines measured of single checks
};

// Values up to the cursor, as known then or now. Pool thread.
telemetry::Result<SourcesSnapshot>
readSources(const store::Reader& reader, telemetry::Timestamp cursor, telemetry::Timestamp knownAt);

// Sources that were read but whose links nobody watched (an older recording) become links of which
// nothing else is known. While the recording is being written, a sender that has just come is
// among them: its link is told within seconds.
void addUnwatched(SourcesSnapshot& snapshot, bool isGrowing = false);

// Null when nothing of this source was read.
const store::SourceMapping* mappingOf(const SourcesSnapshot& snapshot, const std::string& source,
                                      const std::string& service);

// Metrics name this link as where they were pulled from.
bool isPulled(const SourcesSnapshot& snapshot, const telemetry::LinkStatus& link);
// Of a pull what names it as its source. Points do not say by which endpoint or file they came: of
// such a link it is what is of its service, or, of the endpoint as a whole, all that no pull
// brought.
std::vector<store::MetricSeries> metricsOf(const SourcesSnapshot& snapshot,
                                           const telemetry::LinkStatus& link);

} // namespace items
