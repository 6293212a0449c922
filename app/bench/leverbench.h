// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

namespace bench {

struct LeverSettings
{
    int calls = 300; // of each kind
};

struct CallFigures // microseconds
{
    double median = 0;
    double upper = 0; // 95 %
};

struct LeverFigures
{
    int calls = 0;
    CallFigures ours; // plan, fire and read back of one lever
    CallFigures plain; // the same three requests by a bare easy handle of libcurl
    CallFigures overhead; // of each pair, that went one after the other
    CallFigures
        toSent; // from the order to fire to the rung "sent", which includes the write's reply
};

// Moves one lever of a sandbox control plane to and fro, in turn with the same requests by libcurl.
telemetry::Result<LeverFigures> benchLever(const LeverSettings& settings);
int runLever(const LeverSettings& settings, bool isJson); // measures and prints; exit status

} // namespace bench
