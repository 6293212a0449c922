// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/leverentries.h"

#include <QString>

namespace runbookview {

// What the dock writes to the timeline has the shape that every console's actions have.
using runbook::actionEntry;
using runbook::armEntry;
using runbook::disarmEntry;
using runbook::leaveEntry;
using runbook::rungEntry;
using runbook::startEntry;
using runbook::stepEntry;

QString rungText(runbook::RungKind kind); // "Sent", "Accepted", "In effect", "Recovered"
QString rungStateText(
    runbook::RungState state); // "not yet", "reached", "failed", "unknown", "cannot be reached"

} // namespace runbookview
