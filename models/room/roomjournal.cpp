// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roomjournal.h"

#include "models/room/roomstore.h"
#include "models/room/sqlconnection.h"
#include "models/telemetry/uuid.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace room {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr int kMostJournals = 64; // of one recording and room: processes at the same time

Result<void> nothing(const Result<SqlRows>& rows)
{
    return rows ? Result<void>() : tl::make_unexpected(rows.error());
}

std::int64_t numberFrom(const std::string& text)
{
    return QString::fromStdString(text).toLongLong();
}

} // namespace

RoomJournal::RoomJournal(QString path, std::string room, ConsoleIdentity who)
    : m_path(std::move(path))
    , m_room(std::move(room))
    , m_who(std::move(who))
    , m_sql(std::make_unique<SqlConnection>(u"QSQLITE"_s))
{
}

RoomJournal::~RoomJournal() = default;

Result<std::unique_ptr<RoomJournal>> RoomJournal::open(const QString& path,
                                                       const std::string& place,
                                                       const std::string& room, ConsoleIdentity who)
{
    std::unique_ptr<RoomJournal> journal(new RoomJournal(path, room, std::move(who)));
    if (const auto opened = openSqlite(*journal->m_sql, path, true); !opened)
        return tl::make_unexpected(opened.error());
    if (const auto begun = journal->begin(place); !begun)
        return tl::make_unexpected(begun.error());
    return journal;
}

Result<void> RoomJournal::begin(const std::string& place)
{
    for (const QString& table :
         {u"CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)"_s,
          u"CREATE TABLE IF NOT EXISTS own (author_sequence INTEGER PRIMARY KEY, uuid TEXT NOT "
          u"NULL, "
          "console TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL, seen INTEGER "
          "NOT "
          "NULL, time_ns INTEGER NOT NULL, kind TEXT NOT NULL, actor TEXT NOT NULL, account TEXT "
          "NOT "
          "NULL, subject TEXT NOT NULL, body TEXT NOT NULL, payload TEXT NOT NULL)"_s}) {
        if (const auto made = m_sql->run(table); !made)
            return tl::make_unexpected(made.error());
    }
    const auto ofPlace = meta(u"place"_s);
    const auto console = meta(u"console"_s);
    const auto acknowledged = meta(u"acknowledged"_s);
    const auto seen = meta(u"seen"_s);
    for (const auto* each : {&ofPlace, &console, &acknowledged, &seen}) {
        if (!*each)
            return tl::make_unexpected(each->error());
    }
    if (!ofPlace->empty() && *ofPlace != place)
        return failure(ErrorKind::Refused,
                       m_path.toStdString() + " is the journal of another room: " + *ofPlace);
    if (console->empty()) {
        m_who.console = telemetry::randomUuid();
        for (const auto& [name, value] :
             {std::pair(u"place"_s, place), std::pair(u"console"_s, m_who.console)}) {
            if (const auto kept = setMeta(name, value); !kept)
                return kept;
        }
    } else {
        m_who.console = *console;
    }
    m_acknowledged = numberFrom(*acknowledged);
    m_seen = numberFrom(*seen);
    auto newest = m_sql->run(
        u"SELECT author_sequence, hash FROM own ORDER BY author_sequence DESC LIMIT 1"_s);
    if (!newest)
        return tl::make_unexpected(newest.error());
    if (newest->next()) {
        m_last = newest->value(0).toLongLong();
        m_lastHash = newest->value(1).toString().toStdString();
    }
    return {};
}

Result<std::string> RoomJournal::meta(const QString& name)
{
    auto row = m_sql->run(u"SELECT value FROM meta WHERE name = ?"_s, {name});
    if (!row)
        return tl::make_unexpected(row.error());
    return row->next() ? row->value(0).toString().toStdString() : std::string();
}

Result<void> RoomJournal::setMeta(const QString& name, const std::string& value)
{
    return nothing(m_sql->run(u"INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT "
                              "(name) DO UPDATE SET value = excluded.value"_s,
                              {name, qtext(value)}));
}

Result<RoomEntry> RoomJournal::append(telemetry::TimelineEntry entry)
{
    auto fit = fitForRoom(std::move(entry));
    if (!fit)
        return tl::make_unexpected(fit.error());
    RoomEntry said;
    said.uuid = telemetry::randomUuid();
    said.console = m_who.console;
    said.authorSequence = m_last + 1;
    said.previousHash = m_lastHash;
    said.seen = m_seen;
    said.account = m_who.account;
    said.person = m_who.person;
    said.host = m_who.host;
    said.entry = std::move(*fit);
    said.hash = entryHash(said, m_room);
    const QVariantList values = valuesOf(said);
    const auto added = m_sql->run(
        u"INSERT INTO own (uuid, console, author_sequence, previous_hash, hash, seen, time_ns, "
        u"kind, "
        "actor, account, subject, body, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        values);
    if (!added)
        return tl::make_unexpected(added.error());
    m_last = said.authorSequence;
    m_lastHash = said.hash;
    return said;
}

Result<std::vector<RoomEntry>> RoomJournal::after(std::int64_t authorSequence)
{
    auto rows = m_sql->run(u"SELECT 0, uuid, console, author_sequence, previous_hash, hash, "
                           u"seen, time_ns, kind, actor, "
                           "account, subject, body, payload, '', '', '', 0 FROM own WHERE "
                           "author_sequence > ? ORDER BY "
                           "author_sequence LIMIT ?"_s,
                           {static_cast<qlonglong>(authorSequence), kHistoryPage});
    if (!rows)
        return tl::make_unexpected(rows.error());
    std::vector<RoomEntry> result;
    while (rows->next())
        result.push_back(entryFrom(*rows));
    return result;
}

Result<std::string> RoomJournal::hashAt(std::int64_t authorSequence)
{
    if (authorSequence == 0)
        return kNoHash;
    auto row = m_sql->run(u"SELECT hash FROM own WHERE author_sequence = ?"_s,
                          {static_cast<qlonglong>(authorSequence)});
    if (!row)
        return tl::make_unexpected(row.error());
    return row->next() ? row->value(0).toString().toStdString() : std::string();
}

Result<void> RoomJournal::setAcknowledged(std::int64_t authorSequence)
{
    const auto kept = setMeta(u"acknowledged"_s, std::to_string(authorSequence));
    if (kept)
        m_acknowledged = authorSequence;
    return kept;
}

Result<void> RoomJournal::setSeen(std::int64_t sequence)
{
    if (sequence == m_seen)
        return {};
    const auto kept = setMeta(u"seen"_s, std::to_string(sequence));
    if (kept)
        m_seen = sequence;
    return kept;
}

Result<OpenedJournal> openJournalBeside(const QString& recording, const std::string& place,
                                        const std::string& room, const ConsoleIdentity& who)
{
    const QByteArray digest =
        QCryptographicHash::hash(QByteArray::fromStdString(place), QCryptographicHash::Sha256)
            .toHex()
            .left(8);
    const QString base = recording + ".room-"_L1 + QString::fromLatin1(digest);
    OpenedJournal result;
    for (int number = 1; number <= kMostJournals; ++number) {
        const QString path = number == 1 ? base : base + u'-' + QString::number(number);
        if (result.journal && !QFileInfo::exists(path))
            break;
        auto opened = RoomJournal::open(path, place, room, who);
        if (!opened && opened.error().kind != ErrorKind::Refused)
            return tl::make_unexpected(opened.error());
        if (!opened)
            continue; // another process has it
        if (!result.journal)
            result.journal = std::move(*opened);
        else if ((*opened)->pending() > 0)
            result.left.push_back(std::move(*opened));
    }
    if (!result.journal)
        return failure(ErrorKind::Refused,
                       "No journal of the room can be had beside " + recording.toStdString() + ": "
                           + std::to_string(kMostJournals) + " are in use.");
    return result;
}

} // namespace room
