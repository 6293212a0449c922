// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"
#include "models/telemetry/result.h"

#include <string>

namespace commands {

struct ProbeStepOptions
{
    std::string endpoint; // OpenAI-compatible
    std::string tokenFile; // else PLUMBLINE_TOKEN_CANARY
    std::string folder; // of the runbook: probe sets stand beside it
    bool isJson = false;
};

struct ProbeStepResult
{
    int asked = 0;
    int passed = 0;
    int failed = 0;
    int unknown = 0; // answered, and nobody can say whether rightly
    int unanswered = 0;
    std::string model;
    std::string failures; // ids, "a, b"

    bool isGood() const { return failed == 0 && unknown == 0 && unanswered == 0 && passed > 0; }
    std::string text() const; // "40 asked, 39 passed, 1 failed (a)"
};

// Asks the probes of the step's set, of the step's model, `samples` of them (each once where none
// is given, over and over where there are more). Blocks; broken off by SIGINT, which is Refused.
// Unreachable when none was answered.
telemetry::Result<ProbeStepResult> askProbes(const runbook::Step& step,
                                             const ProbeStepOptions& options);

} // namespace commands
