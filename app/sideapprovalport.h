// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/operatorname.h"
#include "models/runbook/roles.h"
#include "widgets/runbook/approvalport.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>

// What is said of plans in a window on a recording that another console writes: into a file beside
// it, which that console reads (app/commands/approvalfiles.h). Who says it is told by the account
// that owns the file; the name of the settings stands beside it.
class SideApprovalPort final : public runbookview::ApprovalPort
{
    Q_OBJECT

public:
    // Roles: null, none are set.
    SideApprovalPort(std::string recording, commands::Operator who,
                     std::shared_ptr<const runbook::Roles> roles, QObject* parent = nullptr);

    // What is on the screen when something is said, the payload of an entry of kind "screen"; kept
    // with what is said. None: nothing is.
    void setScreen(std::function<std::string(const QString& lever)> screen)
    {
        m_screen = std::move(screen);
    }

    runbook::Approval who() const override;
    QString obstacle() const override;
    std::optional<runbook::Approval> said(const std::string& plan) const override;
    telemetry::Result<void> say(const runbook::ApprovalRequest& request, bool isDeclined,
                                const std::string& reason) override;

private:
    const std::string m_recording;
    const commands::Operator m_who;
    const std::shared_ptr<const runbook::Roles> m_roles;
    std::function<std::string(const QString& lever)> m_screen;
};
