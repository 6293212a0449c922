// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/levercredit.h"
#include "models/telemetry/timelineentry.h"

#include <vector>

namespace items {

// Who in a shared room did what the control plane shows levers to have done. An act is one that
// wrote, of the same lever, at most two minutes apart: the version that was written, and only where
// no act wrote that one the same value, of an act that was accepted. Of several it is the nearest,
// each act has done one move, and what two persons may have done, or this recording's own acts
// ("action", "undo"), nobody is credited with. A value tells little: what it alone tells is left
// out until nothing that is nearer can be told any more (`now`).
// `recorded`: of one recording, in whatever order; what it credits already is left out. `room`: as
// for withRoom(). One that is written is there for good, so whatever is in doubt is left out.
std::vector<runbook::LeverCredit>
creditsFromRoom(const std::vector<telemetry::TimelineEntry>& recorded,
                const std::vector<telemetry::TimelineEntry>& room, telemetry::Timestamp now);

} // namespace items
