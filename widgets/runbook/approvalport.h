// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/approval.h"
#include "models/telemetry/result.h"

#include <QObject>
#include <QString>

#include <optional>

namespace runbookview {

// What somebody who has a recording open that another console writes may say to the plans that wait
// there. It moves nothing and writes nothing into the recording. GUI thread; small files.
class ApprovalPort : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Who sits here; the plan and the time are not looked at.
    virtual runbook::Approval who() const = 0;
    // Why what is said here would not count, in a sentence; empty: it would.
    virtual QString obstacle() const = 0;
    // What was said here of this plan last.
    virtual std::optional<runbook::Approval> said(const std::string& plan) const = 0;
    // Approves or declines, for the reason given. An error: nothing was said.
    virtual telemetry::Result<void> say(const runbook::ApprovalRequest& request, bool isDeclined,
                                        const std::string& reason) = 0;
};

} // namespace runbookview
