// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sampling/reask.h"
#include "models/store/query.h"
#include "models/telemetry/result.h"

#include <vector>

namespace store {
class Reader;
}

namespace sampling {

// What was asked again of a suspect, newest first, with the samples that were recorded by then.
// Only knownAt of the view counts.
telemetry::Result<std::vector<Reask>> readReasks(const store::Reader& reader,
                                                 const telemetry::SpanKey& suspect,
                                                 const store::View& view = {});

} // namespace sampling
