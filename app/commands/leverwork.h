// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/roomwords.h"
#include "models/actuation/httplevergateway.h"
#include "models/runbook/approval.h"
#include "models/runbook/requirement.h"
#include "models/runbook/roles.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace commands {

struct LeverOptions
{
    std::string profile; // file or name
    std::string lever;
    std::string to;
    std::string confirm;
    std::string baseUrl;
    std::string tokenFile;
    std::vector<std::string> parameters; // NAME=VALUE, of the profile
    std::string expectVersion;
    std::string journal;
    std::string record;
    std::string roles; // file of roles; empty: that of the settings
    std::vector<std::string> approvals; // files or folders of them, handed over by others
    std::string out; // approve: where it is written; empty: to the recording, or beside it
    std::string author; // of the runbook whose step it is; empty: none
    RoomWords room; // of fire, undo and approve
    std::string breakGlass; // the reason; empty: the glass stays whole
    std::optional<runbook::Requirement> requirement; // of the runbook's step
    std::string answers; // a recording that another program writes: new answers there have to tell
    std::string answersWithin = "60s"; // how long they are waited for
    std::string recoveredWithin; // how long recovery is waited for, in `answers`; empty: it is not
    std::string alarm; // whose signal it is tested on; empty: the worst that is open
    bool isAsRecorded = false; // undo: writes what was recorded, whatever it is called today
    std::string plan; // approve: the plan's hash, or its beginning
    // Asked once the recording is ours and before anything is sent; an error keeps it from that.
    std::function<telemetry::Result<void>()> isStillWanted;
    bool isDryRun = false; // undo: show, send nothing
    bool isAgain = false; // fire: also while the same write is open
    std::int64_t* intent = nullptr; // fire: where its intent's sequence in the chain is told
    bool isJson = false;
};

// Each carries one `lever` subcommand out and returns the exit status.
int listLevers(const LeverOptions& options);
int readLever(const LeverOptions& options);
int testLever(const LeverOptions& options);
int planLever(const LeverOptions& options);
int fireLever(const LeverOptions& options);
int verifyLever(const LeverOptions& options);
int undoLever(const LeverOptions& options);
int approveLever(const LeverOptions& options);

telemetry::Result<std::unique_ptr<actuation::HttpLeverGateway>>
openGateway(const LeverOptions& options);

// Those of the settings where none are named; null: none are set. Said where they are the settings'
// own, for whoever did not name them.
telemetry::Result<std::shared_ptr<const runbook::Roles>> rolesOf(const LeverOptions& options);

// What others handed over with --approval. Whether one was used is told by the chain alone: a Usage
// error without --record.
telemetry::Result<std::vector<runbook::Approval>> handedOverOf(const LeverOptions& options);

// NAME=VALUE; a Usage error otherwise.
telemetry::Result<actuation::Variables> parametersFromText(const std::vector<std::string>& texts);

} // namespace commands
