// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/ingestbench.h"

#include <vector>

namespace bench {

// How the window was while one round ran. Milliseconds, sorted.
struct WatchedWindow
{
    std::vector<double> frames; // see FrameWatch
    std::vector<double> late; // how late its thread came to its events, see Heartbeat
};

struct WatchedIngest
{
    std::vector<IngestRound> rounds;
    std::vector<WatchedWindow> window; // each round
};

// benchIngest with the console's window open on the recording that is being written, live and
// drawing, in this process (offscreen unless QT_QPA_PLATFORM says otherwise). Must be called on the
// main thread, once a process.
telemetry::Result<WatchedIngest> benchIngestWithWindow(IngestSettings settings);

} // namespace bench
