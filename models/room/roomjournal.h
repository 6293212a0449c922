// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/journalthread.h"
#include "models/room/roomentry.h"
#include "models/telemetry/result.h"

#include <QString>
#include <QVariantList>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace room {

class SqlConnection;
class SqlRows;

// All that one console ever said in a room, on disk before anybody else is told: an SQLite file of
// this account alone (0600), which one process at a time has open. The console's identity is the
// journal's: whoever opens it goes on with its chain. Any thread but the journals' own, on which
// all of it is done.
class RoomJournal
{
public:
    // Makes it where it is missing, of a new console. `who` says the rest of the identity, of which
    // an older journal keeps its console, and the person who said what it holds: the room knows a
    // console by one name. Refused: another process has it open, or it is of another room.
    // Unreadable: the disk is full or fails; so it is of all below, and the message names the file.
    static telemetry::Result<std::unique_ptr<RoomJournal>>
    open(std::shared_ptr<JournalThread> thread, const QString& path, const std::string& place,
         const std::string& room, ConsoleIdentity who);

    ~RoomJournal(); // what was asked is done
    RoomJournal(const RoomJournal&) = delete;
    RoomJournal& operator=(const RoomJournal&) = delete;

    const ConsoleIdentity& identity() const { return m_who; }
    const QString& path() const { return m_path; }
    std::int64_t last() const { return m_last; } // author's sequence
    std::int64_t acknowledged() const { return m_acknowledged; } // author's, by the store
    std::int64_t pending() const { return m_last - m_acknowledged; }
    // The newest of the room that was read; 0: none.
    struct Seen
    {
        std::int64_t sequence = 0;
        std::string hash = {};
    };
    Seen seen() const;

    // Numbered, chained, on disk when this returns. Usage: not fit for a room (fitForRoom).
    telemetry::Result<RoomEntry> append(telemetry::TimelineEntry entry);
    // The same without waiting; `kept` is called on the journals' thread and is not to ask it.
    using Kept = std::function<void(const telemetry::Result<RoomEntry>&)>;
    void appendSoon(telemetry::TimelineEntry entry, Kept kept);
    // In order, from the one after `authorSequence`, at most kHistoryPage.
    telemetry::Result<std::vector<RoomEntry>> after(std::int64_t authorSequence);
    telemetry::Result<std::string> hashAt(std::int64_t authorSequence); // kNoHash of 0
    telemetry::Result<void> setAcknowledged(std::int64_t authorSequence);
    telemetry::Result<void> setSeen(const Seen& seen);
    // The store lost what it had after this one. What it will be given again is said as by somebody
    // who had read nothing of the room: its numbers are others now, and "seen" would claim what
    // nobody read. Their hashes are new.
    telemetry::Result<void> sayAnew(std::int64_t authorSequence);

    // The UUID under which the approvals of a plan (its hash) are spent: the same however often
    // it is asked, so that an answer that was lost is given again, until the firing is about to be
    // sent or the approvals have lapsed.
    telemetry::Result<std::string> intentOf(const std::string& plan);
    telemetry::Result<void> settleIntent(const std::string& plan);

private:
    RoomJournal(std::shared_ptr<JournalThread> thread, QString path, std::string room,
                ConsoleIdentity who);
    // On the journals' thread, and where memory ends undone and an error.
    template<class Work>
    std::invoke_result_t<Work> onThread(Work work);
    // On the journals' thread.
    template<class Work>
    std::invoke_result_t<Work> settled(Work work);
    telemetry::Result<void> readNewest();
    telemetry::Result<void> end(telemetry::Result<void> done);
    telemetry::Result<void> begin(const std::string& place);
    telemetry::Result<RoomEntry> appendHere(telemetry::TimelineEntry entry);
    telemetry::Result<std::vector<RoomEntry>> readAfter(std::int64_t authorSequence);
    telemetry::Result<std::string> readHash(std::int64_t authorSequence);
    telemetry::Result<void> chainAnew(std::int64_t authorSequence);
    telemetry::Result<SqlRows> run(const QString& statement, const QVariantList& values = {});
    telemetry::Result<std::string> meta(const QString& name);
    telemetry::Result<void> setMeta(const QString& name, const std::string& value);

    const std::shared_ptr<JournalThread> m_thread;
    const QString m_path;
    const std::string m_room;
    ConsoleIdentity m_who; // does not change once it is open
    std::unique_ptr<SqlConnection>
        m_sql; // of the journals' thread, as are the last hash and m_seen
    std::string m_lastHash = kNoHash;
    Seen m_seen;
    bool m_isNewestKnown = false; // the two of the newest, likewise
    std::atomic<std::int64_t> m_last = 0;
    std::atomic<std::int64_t> m_acknowledged = 0;
};

// The journals of an account in a room, in a folder of its own: room-XXXXXXXX of the room's place
// and the account, -XXXXXXXX of the person's name, and -2, -3 ... where other processes have those
// before open. Whatever console of the same account comes next finds what an earlier one could not
// send, and sends it as of whoever said it.
struct RoomJournals
{
    std::shared_ptr<RoomJournal> journal; // of this console
    std::vector<std::unique_ptr<RoomJournal>> left; // free, and with entries that were never sent
};
telemetry::Result<RoomJournals> openJournals(const std::shared_ptr<JournalThread>& thread,
                                             const QString& folder, const std::string& place,
                                             const std::string& room, const ConsoleIdentity& who);
// Those that are free now and hold what was never sent.
std::vector<std::unique_ptr<RoomJournal>>
leftJournals(const std::shared_ptr<JournalThread>& thread, const QString& folder,
             const std::string& place, const std::string& room, const ConsoleIdentity& who);

} // namespace room
