// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/operatorname.h"
#include "app/roomshare.h"
#include "models/room/room.h"
#include "models/runbook/approval.h"
#include "models/runbook/lever.h"
#include "models/runbook/roles.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"
#include "widgets/runbook/approvalport.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// The shared room of a window: tells it what is recorded here, and shows what others do there. The
// room has a thread of its own, so that nothing here waits but mayFire() and mayStillFire(). GUI
// thread, unless said.
class RoomPort final : public runbookview::ApprovalPort
{
    Q_OBJECT

public:
    // `recording`: what is told is of.
    RoomPort(room::RoomOptions options, const std::string& recording, commands::Operator who,
             std::shared_ptr<const runbook::Roles> roles, QObject* parent = nullptr);
    ~RoomPort() override; // waits for the room's deadline at most

    // For whoever writes the recording.
    std::shared_ptr<RoomShare> share() const { return m_share; }
    // Any thread. Of others and of oneself, given in the room in the last ten minutes.
    std::vector<runbook::Approval> approvalsOf(const std::string& plan) const
    {
        return m_room.approvalsOf(plan);
    }
    // The threads of commands, never the GUI's: wait for the room, but with a trip. Asked when all
    // else lets it pass, and once more just before it is sent: whether the lock is still held.
    room::FiringLeave mayFire(const runbook::LeverPlan& plan, const std::string& breakGlass);
    room::FiringLeave mayStillFire(const runbook::LeverPlan& plan, const std::string& breakGlass,
                                   const room::FiringLeave& leave);
    void release(const runbook::LeverPlan& plan); // any thread: the firing is over

    void setView(const QString& page); // what this console looks at

    // "3 watching · 1 conflict", "room away · 2 wait"; safe to show.
    QString line() const;
    bool isTroubled() const; // away, refused, or in conflict
    QString whoText() const; // who looks at what, a line each
    void requestHandover(); // handoverRead() tells it; read on the room's thread
    // What others ask and decide, as entries for those that read a recording's.
    std::vector<telemetry::TimelineEntry> decisions() const;
    // What others said and did, and what was said here by tell(): the newest 2000, for
    // items::withRoom().
    std::vector<telemetry::TimelineEntry> others() const;
    // The incidents that are open at other consoles, a line each; safe to show.
    QStringList openIncidents() const;
    // Says something to all consoles; on disk when this returns. The error where it is not, or not
    // known to be.
    telemetry::Result<void> tell(const std::string& text);

    // Decisions on the plans of others are said in the room.
    runbook::Approval who() const override;
    QString obstacle() const override;
    std::optional<runbook::Approval> said(const std::string& plan) const override;
    telemetry::Result<void> say(const runbook::ApprovalRequest& request, bool isDeclined,
                                const std::string& reason) override;

signals:
    void changed(); // what line() and the others say
    void othersChanged(); // others()
    void handedOver(const QString& text); // just now, to this console's person; safe to show
    void handoverRead(const QString& text); // plain

private:
    static std::int64_t waitingIn(const room::RoomPicture& picture);
    void tellHandover(const room::RoomEntry& entry);
    telemetry::Result<void> keep(telemetry::TimelineEntry entry);

    const commands::Operator m_who;
    const std::shared_ptr<const runbook::Roles> m_roles;
    room::RoomPicturePtr m_picture; // null: nothing was told yet
    QString m_failure; // there is no room; empty: there is one
    int m_unkept = 0; // entries of which the room is never told
    QString m_whyUnkept; // the last one
    room::KeptEntries m_entries;
    room::Room m_room; // it tells the rest
    const std::shared_ptr<RoomShare> m_share;
};
