// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/probestep.h"
#include "app/commands/runrecord.h"
#include "models/runbook/proofrecord.h"
#include "models/runbook/runbook.h"
#include "models/telemetry/result.h"

#include <QJsonObject>

#include <string>

namespace commands {

struct RunbookProbeOptions
{
    ProbeEndpoint endpoint;
    std::string prices; // file; empty: PLUMBLINE_REASK_PRICES, else none are known
    std::string recording; // whose run it is; empty: none
    std::string folder; // of the runbook; empty: it ships with the program
    bool isJson = false; // tells nothing on the way
    bool isDryRun = false; // says what would be asked, and asks nothing
};

// A probe step from the command line: what it will take, how it stands on the way (on stderr), and
// its end. `record` null: nothing is kept; else each answer and the end go into its chain as they
// come. Refused when it was broken off by SIGINT, Unreachable when nobody answered, both recorded.
// A dry run gives the open proof.
telemetry::Result<runbook::ProofRecord> probeStep(const std::string& runbook,
                                                  const runbook::Step& step,
                                                  const RunbookProbeOptions& options,
                                                  RunRecord* record);

QJsonObject toJson(const runbook::ProofRecord& proof);

} // namespace commands
