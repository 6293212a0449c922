// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/pastrun.h"
#include "models/runbook/runbookrun.h"

#include <QString>

namespace runbookview {

// What a run has done so far, in words that are safe to show as plain text.
QString beginningText(const runbook::PastRun& run); // "Begun at 02:41:07 by ada"
QString stepText(const runbook::StepProgress* progress); // null: not yet
QString markOf(const runbook::StepProgress* progress); // one character; null: not yet
QString ladderText(const runbook::PastCommand& command); // a line for each rung
// In one: "Fired at 02:43:00 by ada: sent reached, accepted reached." Says so where nobody knows
// what became of it.
QString commandLine(const runbook::PastCommand& command);
QString abortText(const runbook::RunAbort& aborted);
// "git 3f2a91c04d11", and whether the file is as committed; "ships with Plumbline".
QString sourceText(const runbook::RunbookSource& source);

} // namespace runbookview
