// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/ingestbench.h"

#include <vector>

namespace bench {

struct WatchedIngest
{
    std::vector<IngestRound> rounds;
    // Milliseconds that the window took for each frame, over all rounds, sorted: from the request
    // to paint what changed until that was painted and flushed.
    std::vector<double> frames;
};

// benchIngest with the console's window open on the recording that is being written, live and
// drawing, in this process (offscreen unless QT_QPA_PLATFORM says otherwise). Must be called on the
// main thread, once a process.
telemetry::Result<WatchedIngest> benchIngestWithWindow(IngestSettings settings);

} // namespace bench
