// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/runbook/runbookrun.h"
#include "models/telemetry/timelineentry.h"

#include <QString>

#include <string>

namespace runbookview {

// What the dock writes to the timeline. `subject` is the lever's id, or the runbook's for steps;
// the payload is a JSON object.

telemetry::TimelineEntry armEntry(const runbook::LeverPlan& plan, telemetry::Timestamp now);
telemetry::TimelineEntry disarmEntry(const runbook::LeverPlan& plan, const std::string& reason,
                                     telemetry::Timestamp now);
// `isUndo`: kind "undo", else "action".
telemetry::TimelineEntry actionEntry(const runbook::LeverPlan& plan, bool isUndo,
                                     telemetry::Timestamp now);
telemetry::TimelineEntry rungEntry(const runbook::LeverPlan& plan, const runbook::Rung& rung,
                                   telemetry::Timestamp now);
telemetry::TimelineEntry stepEntry(const std::string& runbook, const std::string& title,
                                   const runbook::StepProgress& progress);

QString rungText(runbook::RungKind kind); // "Sent", "Accepted", "In effect", "Recovered"
QString rungStateText(
    runbook::RungState state); // "not yet", "reached", "failed", "unknown", "cannot be reached"

} // namespace runbookview
