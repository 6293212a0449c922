// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/leverjournal.h"
#include "app/commands/leverrecord.h"
#include "app/commands/leverwork.h"
#include "models/runbook/roles.h"
#include "models/runbook/undorule.h"

#include <QJsonObject>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace commands {

// Everything that one firing, or one undo, needs besides the plan.
struct LeverFiring
{
    actuation::HttpLeverGateway& gateway;
    LeverJournal& journal;
    LeverRecord& record;
    const LeverOptions& options;
    std::shared_ptr<const runbook::Roles> roles; // null: none are set
    std::vector<runbook::Approval> handedOver; // by others, in files
    bool isJson = false;
    QString undone; // the journal's entry that this takes back; empty: it is no undo
    std::vector<runbook::Fired> open; // earlier writes that may yet land: told with the outcome
    std::string unjournalled; // why the journal cannot be used, and it is fired all the same

    bool isUndo() const { return !undone.isEmpty(); }
};

telemetry::Result<LeverJournal> openJournal(const LeverOptions& options,
                                            const actuation::HttpLeverGateway& gateway);
// --confirm has to repeat the target. Usage error, with what to add.
telemetry::Result<void> checkConfirmation(const LeverOptions& options,
                                          const runbook::LeverPlan& plan);

// Sends it, once: guard rails, intent, journal, outcome. Returns the exit status.
int carryOut(const LeverFiring& firing, const runbook::LeverPlan& plan);
// What was seen before anything was sent, recorded as an intent with its end. Returns the outcome's
// exit status.
int reportUnsent(const LeverFiring& firing, const runbook::LeverPlan& plan,
                 runbook::FireOutcome outcome, const std::string& message);

// Earlier writes of a lever, of the journal and of the recording, of which its reading does not
// tell what became. What it tells settles them in the journal, and in the recording where `record`
// is given.
// What it tells as landed is open until what serves shows it, too.
std::vector<runbook::Fired>
openWritesOf(const LeverOptions& options, actuation::HttpLeverGateway& gateway,
             LeverJournal& journal, const runbook::LeverDescription& lever,
             const runbook::LeverState& now, LeverRecord* record = nullptr);
// The open one of these, all of one lever, that was to bring about what the plan would; null: none,
// or the plan changes nothing.
const runbook::Fired* sameOpen(const std::vector<runbook::Fired>& open,
                               const runbook::LeverPlan& plan);
bool isTrip(const runbook::LeverPlan& plan); // in the safe direction, which nothing holds up
QJsonArray openJson(const std::vector<runbook::Fired>& open);
void printOpen(const std::vector<runbook::Fired>& open); // a line each; none: nothing

} // namespace commands
