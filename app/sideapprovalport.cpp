// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sideapprovalport.h"

#include "app/commands/approvalfiles.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/utf8.h"

#include <utility>

SideApprovalPort::SideApprovalPort(std::string recording, commands::Operator who,
                                   std::shared_ptr<const runbook::Roles> roles, QObject* parent)
    : ApprovalPort(parent)
    , m_recording(std::move(recording))
    , m_who(std::move(who))
    , m_roles(std::move(roles))
{
}

runbook::Approval SideApprovalPort::who() const
{
    return {.person = m_who.account,
            .account = m_who.account,
            .plan = {},
            .when = {},
            .name = m_who.name};
}

QString SideApprovalPort::obstacle() const
{
    const std::string person = who().person;
    if (!m_roles || m_roles->mayApprove(person))
        return {};
    return tr("%1 is %2, a role whose approval does not count.")
        .arg(QString::fromStdString(telemetry::sanitizedUtf8(person)),
             QLatin1String(runbook::toString(m_roles->roleOf(person))));
}

std::optional<runbook::Approval> SideApprovalPort::said(const std::string& plan) const
{
    std::optional<runbook::Approval> newest;
    const auto now = telemetry::SystemClock().now();
    for (runbook::Approval& each : commands::approvalsBeside(m_recording)) {
        const bool isOfNow = each.plan == plan && now - each.when <= runbook::kApprovalHolds;
        if (isOfNow && runbook::isSamePerson(each, who()) && (!newest || each.when >= newest->when))
            newest = std::move(each);
    }
    return newest;
}

telemetry::Result<void> SideApprovalPort::say(const runbook::ApprovalRequest& request,
                                              bool isDeclined, const std::string& reason)
{
    runbook::Approval decision = who();
    decision.plan = request.plan;
    decision.when = telemetry::SystemClock().now();
    decision.isDeclined = isDeclined;
    decision.reason = reason;
    const auto written = commands::writeApprovalBeside(
        m_recording, runbook::decisionEntry(request, decision),
        m_screen ? m_screen(QString::fromStdString(request.lever)) : std::string());
    return written ? telemetry::Result<void>() : tl::make_unexpected(written.error());
}
