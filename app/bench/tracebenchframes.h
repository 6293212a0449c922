// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/tracebench.h"
#include "models/store/reader.h"

#include <QSize>

namespace common {
class Theme;
}

namespace bench {

inline constexpr QSize kBenchWindow(1920, 1000);

// Each time view alone in a window of that size: from an event of wheel or keyboard until all that
// it changed has been painted; at scale 2 into an image with as many device pixels.
telemetry::Result<std::vector<TraceFrames>> measureTraceFrames(const store::Reader& reader,
                                                               const RecordedAgentTrace& recorded,
                                                               int frames,
                                                               const common::Theme& theme);

} // namespace bench
