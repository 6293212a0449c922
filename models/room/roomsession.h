// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/roomconflicts.h"
#include "models/room/roomjournal.h"
#include "models/room/roomstore.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace room {

struct RoomOptions
{
    RoomUrl url;
    std::string password; // empty: none
    ConsoleIdentity who; // the journal gives its console
    QString journals; // the folder of the operator's journals
};

inline constexpr std::size_t kMostKept = 20000; // entries in memory
inline constexpr std::size_t kMostKeptBytes = 64UL * 1024 * 1024; // of them
// The newest entries, no more than kMostKept and kMostKeptBytes of them.
class KeptEntries
{
public:
    void add(RoomEntry entry);
    void clear();
    const std::deque<RoomEntry>& all() const { return m_entries; }

private:
    std::deque<RoomEntry> m_entries;
    std::size_t m_bytes = 0;
};

// What was sent and read at one go.
struct SyncReport
{
    int sent = 0;
    int received = 0;
};

// What stands before a lever that is to be moved in the dangerous direction.
struct FiringAsk
{
    std::string lever; // lockName()
    std::string plan; // hash
    int approvals = 0; // of others, that the lever wants
    bool isTrip = false; // the safe direction, which nothing holds up
    std::string breakGlass; // the reason; empty: it stays whole
};
struct FiringLeave
{
    bool isAllowed = false;
    std::string reason; // why not; or, where the glass was broken, what would have stood there
    bool isBroken = false; // it is allowed because of the reason for breaking the glass
    std::int64_t fence = 0; // of the lock; 0: none is held
    Spending spending;
};
// Entries of the operator's that the store does not have yet.
struct Waiting
{
    QString journal; // the file
    ConsoleIdentity console;
    std::int64_t count = 0;
    bool isOwn = false; // of this console; else of one that ended
};
std::string lockName(const std::string& environment, const std::string& target,
                     const std::string& lever);

// One console's part of a room. What it publishes is in its journal first and reaches the store
// when that is there, in order and once; what others say is read in the store's order. One thread,
// which waits for the store; Room is this with a thread of its own.
class RoomSession
{
public:
    // Opens the journals; the store is not asked yet.
    static telemetry::Result<std::unique_ptr<RoomSession>> open(RoomOptions options);
    // With journals that are open already.
    RoomSession(RoomOptions options, std::shared_ptr<JournalThread> thread, RoomJournals journals);
    ~RoomSession();

    const ConsoleIdentity& identity() const { return m_journal->identity(); }
    const RoomUrl& url() const { return m_options.url; }
    const QString& journalPath() const { return m_journal->path(); }
    bool isConnected() const { return m_store != nullptr; }
    bool provesLogins() const { return m_store && m_store->provesLogins(); }
    bool tellsNews() const { return m_store && m_store->tellsNews(); }
    const std::string& trouble() const { return m_trouble; } // why not connected, or not taken
    std::int64_t pending() const { return m_journal->pending(); } // of this console
    // This console's first, where it has any; then those of consoles that ended.
    std::vector<Waiting> waiting() const;
    const std::deque<RoomEntry>& entries() const { return m_entries.all(); }
    std::vector<Conflict> conflicts() const;
    const std::map<std::string, LockState>& heldLocks() const { return m_held; }

    // On disk when this returns; sent by the next sync().
    telemetry::Result<RoomEntry> publish(telemetry::TimelineEntry entry);
    // Connects where it is not, sends what waits, reads what is new. `onEntries` is given each page
    // of entries by others and by oneself, in the room's order. Errors: why not; what was sent and
    // read until then stays so.
    telemetry::Result<SyncReport> sync();
    void setOnEntries(std::function<void(const std::vector<RoomEntry>&)> onEntries);
    // Told before the first entries of a store that was set back: what was given so far is void.
    void setOnReset(std::function<void()> onReset);
    void setNews(std::function<void()> news); // of the store, see RoomStore::setNews

    // Presence, and the leases of what is held. Tells of locks that were lost.
    telemetry::Result<void> beat(const std::string& view);
    telemetry::Result<std::vector<Presence>> presences();
    telemetry::Result<std::vector<LockState>> locks();
    // Refused: somebody else holds it, told by name. Where a lease that had run out was taken over,
    // an entry tells everybody.
    telemetry::Result<LockState> takeLock(const std::string& name);
    telemetry::Result<void> releaseLock(const std::string& name);

    // The lock of the lever and, where it wants them, the approvals of others, which are spent for
    // the journal's intent. While the store is away nothing dangerous is allowed, whatever was held
    // before. A firing that is over releases the lock.
    FiringLeave askToFire(const FiringAsk& ask);
    // The last thing before something is sent: whether the lock is still held with the fence of
    // `leave`, asked of the store, and renewed. From then on the approvals are used up. No glass
    // lifts a lock that somebody else has now.
    FiringLeave confirmFiring(const FiringAsk& ask, const FiringLeave& leave);

    // Leaves the room: lets go of locks and of the presence, where the store is there.
    void leave();

private:
    telemetry::Result<void> connect();
    telemetry::Result<void> takeStore();
    // Whether the store holds what was read from it: the newest that was seen, as it was.
    telemetry::Result<bool> holdsWhatWasSeen(const RoomJournal::Seen& seen);
    telemetry::Result<void> startAnew(std::int64_t last, const RoomJournal::Seen& seen);
    telemetry::Result<AuthorState> stateOf(RoomJournal& journal);
    telemetry::Result<void> introduceOnce(); // who only reads tells of no console
    telemetry::Result<int> replay(RoomJournal& journal);
    telemetry::Result<int> receive();
    // Drops the store where the error says that it is gone.
    template<class T>
    telemetry::Result<T> noted(telemetry::Result<T> result)
    {
        if (!result && result.error().kind == telemetry::ErrorKind::Unreachable)
            drop(result.error().message);
        return result;
    }
    void drop(const std::string& why);
    void addConflict(Conflict::Kind kind, const std::string& subject, std::string text);
    std::string holderOf(const std::string& lock); // "... holds it now", for people

    RoomOptions m_options;
    std::shared_ptr<JournalThread> m_thread;
    std::shared_ptr<RoomJournal> m_journal;
    std::vector<std::unique_ptr<RoomJournal>> m_left; // of processes that ended; to be sent
    std::unique_ptr<RoomStore> m_store; // null: not connected
    std::string m_trouble;
    bool m_isIntroduced = false; // to the store that is open
    std::int64_t m_last = 0; // of the room, read
    KeptEntries m_entries;
    std::unique_ptr<ConflictFinder> m_finder;
    std::vector<Conflict> m_own; // conflicts of this console: locks, the store
    std::map<std::string, LockState> m_held;
    std::function<void(const std::vector<RoomEntry>&)> m_onEntries;
    std::function<void()> m_onReset;
    std::function<void()> m_news;
};

} // namespace room
