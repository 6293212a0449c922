// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/ingestbench.h"

namespace bench {

// benchIngest with the console's window open on the recording that is being written, live and
// drawing, in this process (offscreen unless QT_QPA_PLATFORM says otherwise). Must be called on the
// main thread, once a process.
telemetry::Result<std::vector<IngestRound>> benchIngestWithWindow(IngestSettings settings);

} // namespace bench
