// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/roomentry.h"
#include "models/room/roomroles.h"
#include "models/room/roomurl.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace room {

inline constexpr int kHistoryPage = 200; // entries read at a time
inline constexpr int kHeartbeatSeconds = 5;
inline constexpr int kStaleAfterSeconds = 15; // no heartbeat: not heard of
inline constexpr int kGoneAfterSeconds = 60;
inline constexpr int kLockLeaseSeconds = 30;

struct Presence
{
    ConsoleIdentity who;
    std::string login; // empty: the store proves nobody
    std::string view; // what they look at: JSON, as the console tells it
    std::string page = {}; // of it, where it is told; see RoomSession::presences()
    double ageSeconds = 0; // since it was last heard of, by the store's clock

    bool isStale() const { return ageSeconds > kStaleAfterSeconds; }
};

struct LockState
{
    std::string name;
    ConsoleIdentity holder; // console empty: nobody holds it
    std::int64_t fence = 0; // grows with every holder: what carries a lower one comes from before
    double secondsLeft = 0;
};

struct LockAnswer
{
    bool isTaken = false;
    LockState lock; // whoever holds it now
    std::optional<ConsoleIdentity> takenFrom; // its lease had run out, and it had not let go
};

struct Spending
{
    int spent = 0; // approvals; 0: none, see the reason
    std::string people; // whose, with commas
    std::string reason;
};

// How far a console's chain has come in the store.
struct AuthorState
{
    std::int64_t sequence = 0;
    std::string hash = kNoHash;
};

// Where a room is kept. All calls on the thread that opened it; each may take as long as the
// store's deadline (ten seconds). Unreachable errors: nobody answered, what was asked may have been
// done. Refused: the store said no, and did nothing.
class RoomStore
{
public:
    RoomStore() = default;
    RoomStore(const RoomStore&) = delete;
    RoomStore& operator=(const RoomStore&) = delete;
    virtual ~RoomStore() = default;

    // Tells of a console; its own or one whose journal is taken over. Again without harm.
    virtual telemetry::Result<AuthorState> introduce(const ConsoleIdentity& who) = 0;
    // Idempotent by uuid. The store numbers it, and holds it to its author's chain.
    virtual telemetry::Result<std::int64_t> publish(const RoomEntry& entry) = 0;
    // In order, from the one after `sequence`, at most so many.
    virtual telemetry::Result<std::vector<RoomEntry>> entriesAfter(std::int64_t sequence,
                                                                   int most) = 0;
    virtual telemetry::Result<std::int64_t> lastSequence() = 0;

    virtual telemetry::Result<void> beat(const ConsoleIdentity& who, const std::string& view) = 0;
    virtual telemetry::Result<void> leave(const ConsoleIdentity& who) = 0;
    // Those heard of within kGoneAfterSeconds.
    virtual telemetry::Result<std::vector<Presence>> presences() = 0;

    virtual telemetry::Result<LockAnswer> takeLock(const ConsoleIdentity& who,
                                                   const std::string& name, int leaseSeconds) = 0;
    // False: it is no longer held with this fence.
    virtual telemetry::Result<bool> renewLock(const ConsoleIdentity& who, const std::string& name,
                                              std::int64_t fence, int leaseSeconds) = 0;
    virtual telemetry::Result<bool> releaseLock(const ConsoleIdentity& who, const std::string& name,
                                                std::int64_t fence) = 0;
    virtual telemetry::Result<std::vector<LockState>> locks() = 0;

    // Takes the approvals of other persons for a plan (its hash), all that count or none, each
    // once, whoever asks at the same time. The same intent is answered the same again, as long as
    // its approvals hold. Where the room has roles (setRoles), whoever asks has to have one that
    // moves levers, and only approvals of those count whose role approves.
    virtual telemetry::Result<Spending> spendApprovals(const ConsoleIdentity& who,
                                                       const std::string& plan,
                                                       const std::string& intent, int needed) = 0;

    // Instead of those that it has; empty: none, everybody may. In PostgreSQL the owner of the room
    // alone is let.
    virtual telemetry::Result<void> setRoles(const std::vector<RoomRole>& roles) = 0;

    // Called on the store's thread, from its event loop, when something is new; a store that cannot
    // tell is to be asked.
    virtual void setNews(std::function<void()> news) = 0;
    virtual bool tellsNews() const = 0;
    virtual bool provesLogins() const = 0;
};

// Opens and looks whether the room is there; never makes it, for whoever mistypes its name would be
// in one of their own. Unreadable: there is no such room. Usage: schema older or newer.
telemetry::Result<std::unique_ptr<RoomStore>> openStore(const RoomUrl& url,
                                                        const std::string& password);
// `isMade`: for whoever makes a room, where it is missing.
telemetry::Result<std::unique_ptr<RoomStore>> openSqliteStore(const RoomUrl& url,
                                                              bool isMade = false);
telemetry::Result<std::unique_ptr<RoomStore>> openPostgresStore(const RoomUrl& url,
                                                                const std::string& password);

} // namespace room
