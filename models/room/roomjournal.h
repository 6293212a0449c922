// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/roomentry.h"
#include "models/telemetry/result.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace room {

class SqlConnection;

// All that one console ever said in a room, on disk before anybody else is told: an SQLite file of
// this account alone (0600), which one process at a time has open. The console's identity is the
// journal's: whoever opens it goes on with its chain. One thread.
class RoomJournal
{
public:
    // Makes it where it is missing, of a new console. `who` says the rest of the identity, of which
    // an older journal keeps its console. Refused: another process has it open, or it is of another
    // room.
    static telemetry::Result<std::unique_ptr<RoomJournal>> open(const QString& path,
                                                                const std::string& place,
                                                                const std::string& room,
                                                                ConsoleIdentity who);

    ~RoomJournal();
    RoomJournal(const RoomJournal&) = delete;
    RoomJournal& operator=(const RoomJournal&) = delete;

    const ConsoleIdentity& identity() const { return m_who; }
    const QString& path() const { return m_path; }
    std::int64_t last() const { return m_last; } // author's sequence
    std::int64_t acknowledged() const { return m_acknowledged; } // author's, by the store
    std::int64_t pending() const { return m_last - m_acknowledged; }
    std::int64_t seen() const { return m_seen; } // of the room

    // Numbered, chained, on disk when this returns. Usage: not fit for a room (fitForRoom).
    telemetry::Result<RoomEntry> append(telemetry::TimelineEntry entry);
    // In order, from the one after `authorSequence`, at most kHistoryPage.
    telemetry::Result<std::vector<RoomEntry>> after(std::int64_t authorSequence);
    telemetry::Result<std::string> hashAt(std::int64_t authorSequence); // kNoHash of 0
    telemetry::Result<void> setAcknowledged(std::int64_t authorSequence);
    telemetry::Result<void> setSeen(std::int64_t sequence);

private:
    RoomJournal(QString path, std::string room, ConsoleIdentity who);
    telemetry::Result<void> begin(const std::string& place);
    telemetry::Result<std::string> meta(const QString& name);
    telemetry::Result<void> setMeta(const QString& name, const std::string& value);

    QString m_path;
    std::string m_room;
    ConsoleIdentity m_who;
    std::unique_ptr<SqlConnection> m_sql;
    std::int64_t m_last = 0;
    std::string m_lastHash = kNoHash;
    std::int64_t m_acknowledged = 0;
    std::int64_t m_seen = 0;
};

// The journal of a recording in a room: RECORDING.room-XXXXXXXX of the room's place, and -2, -3 ...
// where other processes have those before open. Those that are free and hold what was never sent
// are in `left`.
struct OpenedJournal
{
    std::unique_ptr<RoomJournal> journal;
    std::vector<std::unique_ptr<RoomJournal>> left;
};
telemetry::Result<OpenedJournal> openJournalBeside(const QString& recording,
                                                   const std::string& place,
                                                   const std::string& room,
                                                   const ConsoleIdentity& who);

} // namespace room
