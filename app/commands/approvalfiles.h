// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/approval.h"
#include "models/telemetry/result.h"

#include <QString>

#include <string>
#include <vector>

namespace commands {

// Approvals for a console whose recording another program, that console, writes: one file a person
// beside it ("today.plumb.approval-bo", a JSON object a line), readable by others. Whose approval
// it is is told by who owns the file, not by what stands in it. The two accounts have to share the
// folder. When the plan is fired, its intent takes them into the chain.
inline constexpr qint64 kLargestApprovals = 1024 * 1024; // bytes; what is larger is not read

// Appends; the path.
telemetry::Result<QString> writeApprovalBeside(const std::string& recording,
                                               const telemetry::TimelineEntry& approval);
// Lines that are none, and files that are links, are left out.
std::vector<runbook::Approval> approvalsBeside(const std::string& recording);

} // namespace commands
