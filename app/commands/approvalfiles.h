// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/approval.h"
#include "models/telemetry/result.h"

#include <QString>

#include <string>
#include <vector>

namespace commands {

// Approvals between accounts: files with a JSON object a line, which others may read. Whose
// approval it is, is told by the account that owns the file, not by what stands in it; so one that
// another account may write to counts for nothing. Either one file a person beside the recording
// ("today.plumb.approval-bo"; the accounts share that folder), or any file that is named with
// `lever approve --out` and `--approval`. When the plan is fired, its intent takes them into the
// chain.
inline constexpr qint64 kLargestApprovals = 1024 * 1024; // bytes; what is larger is not read

// Appends; the path.
// `screen`: what was on the screen, the payload of an entry of kind "screen"; empty: not told.
telemetry::Result<QString> writeApprovalBeside(const std::string& recording,
                                               const telemetry::TimelineEntry& approval,
                                               const std::string& screen = {});
// Likewise, to this file; where it is a folder, to "ACCOUNT.approval" in it.
telemetry::Result<QString> writeApproval(const std::string& place,
                                         const telemetry::TimelineEntry& approval);

// Lines that are none, and files that are links or that more than their owner may write to, are
// left out.
std::vector<runbook::Approval> approvalsBeside(const std::string& recording);
// What was on the screen when one of these was said, as writeApprovalBeside() was told; "{}" or
// empty: that is not known.
std::string screenBeside(const std::string& recording, const runbook::Approval& said);
// Of a file, or of the "*.approval" of a folder. Unreadable error that names what cannot be taken:
// it was asked for.
telemetry::Result<std::vector<runbook::Approval>> approvalsIn(const std::string& place);

} // namespace commands
