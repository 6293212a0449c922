// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/leverwork.h"

#include <string>
#include <vector>

namespace commands {

// What `runbook run` is asked to do.
struct RunOptions
{
    std::string file;
    std::string step;
    std::vector<std::string> parameters; // of the runbook
    LeverOptions lever; // for lever steps; its parameters are the profile's
    std::string as; // done, failed or skipped: what a person says of the step
    std::string note;
    bool isAgain = false;
    std::string endpoint; // of probes
    std::string probeTokenFile;
    std::string currentTokenFile;
    std::string currentEndpoint; // of probes of the current version; empty: the same
    std::string prices;
};

// Carries one step out, into a recording's run where there is one. Tells what came of it; returns
// the exit status.
int runStep(RunOptions options);

} // namespace commands
