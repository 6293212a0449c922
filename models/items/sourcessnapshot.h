// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

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
};

// Pool thread.
telemetry::Result<SourcesSnapshot> readSources(const store::Reader& reader,
                                               telemetry::Timestamp knownAt);

// Sources that were read but whose links nobody watched (an older recording) become links of which
// nothing else is known.
void addUnwatched(SourcesSnapshot& snapshot);

// Null when nothing of this source was read.
const store::SourceMapping* mappingOf(const SourcesSnapshot& snapshot, const std::string& source,
                                      const std::string& service);

} // namespace items
