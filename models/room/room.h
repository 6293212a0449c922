// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/roomsession.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <future>
#include <memory>
#include <string>
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
    std::int64_t pending = 0; // of this console, not sent yet
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
    static constexpr std::size_t kMostQueued = 8UL * 1024 * 1024; // bytes handed over, not kept yet

    // The journal is opened and the store sought on the thread of the room.
    explicit Room(RoomOptions options, QObject* parent = nullptr);
    ~Room()
        override; // waits for the store's deadline at most; what is not sent stays in the journal

    // False: too much waits to be kept. Its entry is kept in the journal before anything else.
    bool publish(telemetry::TimelineEntry entry);
    void setView(const std::string& view); // JSON: what this console looks at
    // Whether the lever may be fired, see RoomSession::askToFire(). The lock is renewed until it is
    // released.
    std::future<FiringLeave> askToFire(const FiringAsk& ask, const std::string& intent);
    std::future<bool> isStillHeld(const std::string& name, std::int64_t fence);
    void release(const std::string& name);
    // Sends and reads what there is; the error where that did not succeed.
    std::future<telemetry::Result<SyncReport>> sync();
    std::future<std::vector<RoomEntry>> entries(); // the newest, see kMostKept

Q_SIGNALS:
    void pictureChanged(room::RoomPicturePtr picture);
    void entriesRead(room::RoomEntriesPtr entries); // of others and of oneself, in the room's order
    void failed(const QString& why); // no room: the journal cannot be had

private:
    QThread m_thread;
    RoomWorker* m_worker; // lives on m_thread, which ends it
    std::atomic<std::size_t> m_queued = 0;
};

} // namespace room
