// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/roompublisher.h"
#include "models/room/roomsession.h"
#include "models/runbook/approval.h"

#include <QObject>
#include <QThread>

#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace room {

class RoomWorker;

// How the room stands, for those who show it.
struct RoomPicture
{
    ConsoleIdentity self;
    RoomUrl url;
    bool isConnected = false;
    bool provesLogins = false;
    std::string trouble; // why not connected, or why nothing is taken; empty: all is well
    std::vector<Waiting> waiting; // what was not sent yet
    std::vector<Presence> present; // as last heard; with oneself
    std::vector<LockState> locks;
    std::vector<Conflict> conflicts;
};
using RoomPicturePtr = std::shared_ptr<const RoomPicture>;
using RoomEntriesPtr = std::shared_ptr<const std::vector<RoomEntry>>;

// A console's part of a shared room with a thread of its own: nobody who calls waits for the store.
// It connects, and again when the store went away (after 1 s, 2 s ... 30 s), is present with a
// heartbeat, renews the leases of the locks it holds, reads when the store tells of something new,
// and sends what the journal holds. All methods: any thread, unless said.
class Room final : public QObject
{
    Q_OBJECT

public:
    // The journal is opened and the store sought on the thread of the room.
    explicit Room(RoomOptions options, QObject* parent = nullptr);
    ~Room()
        override; // waits for the store's deadline at most; what is not sent stays in the journal

    // On disk before the store is told: the future is ready then, whatever the store does.
    std::future<telemetry::Result<void>> publish(telemetry::TimelineEntry entry)
    {
        return m_publisher->publish(std::move(entry));
    }
    // For those who may say something when the room is gone already.
    std::shared_ptr<RoomPublisher> publisher() const { return m_publisher; }
    void setView(const std::string& view); // JSON: what this console looks at
    // Whether the lever may be fired, see RoomSession::askToFire(). The lock is renewed until it is
    // released.
    std::future<FiringLeave> askToFire(const FiringAsk& ask);
    // Just before it is sent, see RoomSession::confirmFiring().
    std::future<FiringLeave> confirmFiring(const FiringAsk& ask, const FiringLeave& leave);
    void release(const std::string& name);
    // Sends and reads what there is; the error where that did not succeed.
    std::future<telemetry::Result<SyncReport>> sync();
    // Decisions on a plan that were said in the room in the last ten minutes, by whoever the room
    // knows said them; as far as it was read.
    std::vector<runbook::Approval> approvalsOf(const std::string& plan) const;
    // Reads all that was said: handoverRead() tells what whoever comes next needs to know. Once for
    // all who ask meanwhile.
    void requestHandover();

Q_SIGNALS:
    void pictureChanged(room::RoomPicturePtr picture);
    void entriesRead(room::RoomEntriesPtr entries); // of others and of oneself, in the room's order
    void entriesVoided(); // the store was set back: what was read before is not what it holds
    void handoverRead(const QString& text); // plain text
    void failed(const QString& why); // no room: the journal cannot be had
    void notKept(const QString& why); // an entry: the room is never told of it

private:
    void takeApprovals(const std::vector<RoomEntry>& entries); // the room's thread

    const std::shared_ptr<RoomPublisher> m_publisher = std::make_shared<RoomPublisher>();
    mutable std::mutex m_mutex; // guards m_approvals
    std::deque<runbook::Approval> m_approvals;
    QThread m_thread;
    RoomWorker* m_worker; // lives on m_thread, which ends it
};

// Who decided on a plan is who the room knows, whatever stands in what was said. Nothing where the
// entry is no decision.
std::optional<runbook::Approval> approvalOf(const RoomEntry& entry);

} // namespace room
