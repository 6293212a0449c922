// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/incidentinbox.h"
#include "app/ports.h"
#include "app/probeport.h"
#include "app/reaskport.h"
#include "app/roomport.h"
#include "app/sideapprovalport.h"
#include "app/sidenotesport.h"
#include "app/telemetryage.h"
#include "widgets/incident/incidentdesk.h"

#include <QString>

#include <memory>

// What a window writes and commands through; what is null it cannot do.
struct WindowPorts
{
    std::unique_ptr<RoomPort> room; // null: none is set; outlives the ports that use it
    QString roomProblem; // why there is none though one is set
    std::unique_ptr<RecordingEntryPort> entries; // null on a recording
    std::unique_ptr<incident::IncidentDesk> desk; // likewise
    std::unique_ptr<IncidentInbox> inbox; // likewise; of the desk
    std::unique_ptr<SideNotesPort> sideNotes; // only there
    std::unique_ptr<SideApprovalPort> approvals; // likewise
    std::unique_ptr<TelemetryAge> telemetryAge; // where something is recommended
    std::unique_ptr<LeverPort> levers; // null on a recording, or without levers
    std::unique_ptr<LiveReaskPort> reask; // null on a recording
    std::unique_ptr<LiveProbePort> probes; // null: nothing can be commanded
};
