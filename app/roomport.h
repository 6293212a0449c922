// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/operatorname.h"
#include "models/room/room.h"
#include "models/runbook/approval.h"
#include "models/runbook/lever.h"
#include "models/runbook/roles.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"
#include "widgets/runbook/approvalport.h"

#include <QString>

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

// The shared room of a window: tells it what is recorded here, and shows what others do there. The
// room has a thread of its own, so that nothing here waits but mayFire(). GUI thread, unless said.
class RoomPort final : public runbookview::ApprovalPort
{
    Q_OBJECT

public:
    RoomPort(room::RoomOptions options, commands::Operator who,
             std::shared_ptr<const runbook::Roles> roles, QObject* parent = nullptr);
    ~RoomPort() override; // waits for the room's deadline at most

    // Any thread. Nothing where the kind is not for a room.
    void share(const telemetry::TimelineEntry& entry);
    // Any thread. Of others and of oneself, given in the room in the last ten minutes.
    std::vector<runbook::Approval> approvalsOf(const std::string& plan) const;
    // The threads of commands, never the GUI's: waits for the room. Asked when all else lets it
    // pass and just before it is sent; an error says why not. What a glass was broken for is
    // recorded by the room's own note.
    telemetry::Result<void> mayFire(const runbook::LeverPlan& plan, const std::string& breakGlass);
    void release(const runbook::LeverPlan& plan); // any thread: the firing is over

    void setView(const QString& page); // what this console looks at

    // "3 watching · 1 conflict", "room away · 2 wait"; safe to show.
    QString line() const;
    bool isTroubled() const; // away, refused, or in conflict
    QString whoText() const; // who looks at what, a line each
    QString handoverText() const;
    // What others ask and decide, as entries for those that read a recording's.
    std::vector<telemetry::TimelineEntry> decisions() const;

    // Decisions on the plans of others are said in the room.
    runbook::Approval who() const override;
    QString obstacle() const override;
    std::optional<runbook::Approval> said(const std::string& plan) const override;
    telemetry::Result<void> say(const runbook::ApprovalRequest& request, bool isDeclined,
                                const std::string& reason) override;

signals:
    void changed(); // what line() and the others say

private:
    void take(const std::vector<room::RoomEntry>& entries);

    const commands::Operator m_who;
    const std::shared_ptr<const runbook::Roles> m_roles;
    room::RoomPicturePtr m_picture; // null: nothing was told yet
    QString m_failure; // there is no room; empty: there is one
    room::KeptEntries m_entries;
    mutable std::mutex m_mutex; // guards m_approvals
    std::deque<runbook::Approval> m_approvals;
    room::Room m_room; // last: it tells the rest
};
