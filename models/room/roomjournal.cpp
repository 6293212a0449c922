// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roomjournal.h"

#include "models/room/roomstore.h"
#include "models/room/sqlconnection.h"
#include "models/runbook/approval.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/scarcememory.h"
#include "models/telemetry/uuid.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRegularExpression>

#include <new>
#include <utility>

namespace room {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr int kMostJournals = 64; // of one name and room: processes at the same time

Result<void> nothing(const Result<SqlRows>& rows)
{
    return rows ? Result<void>() : tl::make_unexpected(rows.error());
}

std::int64_t numberFrom(const std::string& text)
{
    return QString::fromStdString(text).toLongLong();
}

QString digestOf(const std::string& text)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256)
            .toHex()
            .left(8));
}

// Of all journals of an account in a room.
QString baseName(const std::string& place, const std::string& account)
{
    return "room-"_L1 + digestOf(place + '\n' + account);
}

QString journalPath(const QString& folder, const std::string& place, const ConsoleIdentity& who,
                    int number)
{
    const QString base = folder + u'/' + baseName(place, who.account) + u'-' + digestOf(who.person);
    return number == 1 ? base : base + u'-' + QString::number(number);
}

} // namespace

RoomJournal::RoomJournal(std::shared_ptr<JournalThread> thread, QString path, std::string room,
                         ConsoleIdentity who)
    : m_thread(std::move(thread))
    , m_path(std::move(path))
    , m_room(std::move(room))
    , m_who(std::move(who))
{
}

RoomJournal::~RoomJournal()
{
    m_thread->run([this] { m_sql.reset(); });
}

Result<std::unique_ptr<RoomJournal>> RoomJournal::open(std::shared_ptr<JournalThread> thread,
                                                       const QString& path,
                                                       const std::string& place,
                                                       const std::string& room, ConsoleIdentity who)
{
    std::unique_ptr<RoomJournal> journal(
        new RoomJournal(std::move(thread), path, room, std::move(who)));
    const auto opened = journal->m_thread->run([&]() -> Result<void> {
        journal->m_sql = std::make_unique<SqlConnection>(u"QSQLITE"_s);
        const auto there = openSqlite(*journal->m_sql, path, true);
        return there ? journal->begin(place) : there;
    });
    if (!opened)
        return tl::make_unexpected(opened.error());
    return journal;
}

Result<void> RoomJournal::begin(const std::string& place)
{
    for (const QString& table :
         {u"CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)"_s,
          u"CREATE TABLE IF NOT EXISTS own (author_sequence INTEGER PRIMARY KEY, uuid TEXT NOT "
          "NULL, console TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL, seen "
          "INTEGER NOT NULL, time_ns INTEGER NOT NULL, kind TEXT NOT NULL, actor TEXT NOT NULL, "
          "account TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, payload TEXT NOT "
          "NULL)"_s,
          u"CREATE TABLE IF NOT EXISTS intent (plan TEXT PRIMARY KEY, uuid TEXT NOT NULL, time_ns "
          "INTEGER NOT NULL)"_s}) {
        if (const auto made = run(table); !made)
            return tl::make_unexpected(made.error());
    }
    const auto ofPlace = meta(u"place"_s);
    const auto console = meta(u"console"_s);
    const auto person = meta(u"person"_s);
    const auto acknowledged = meta(u"acknowledged"_s);
    const auto seen = meta(u"seen"_s);
    const auto seenHash = meta(u"seen_hash"_s);
    for (const auto* each : {&ofPlace, &console, &person, &acknowledged, &seen, &seenHash}) {
        if (!*each)
            return tl::make_unexpected(each->error());
    }
    if (!ofPlace->empty() && *ofPlace != place)
        return failure(ErrorKind::Refused,
                       m_path.toStdString() + " is the journal of another room: " + *ofPlace);
    if (console->empty()) {
        m_who.console = telemetry::randomUuid();
        for (const auto& [name, value] :
             {std::pair(u"place"_s, place), std::pair(u"person"_s, m_who.person),
              std::pair(u"console"_s, m_who.console)}) {
            if (const auto kept = setMeta(name, value); !kept)
                return kept;
        }
    } else {
        m_who.console = *console;
        m_who.person = *person; // who said what it holds
    }
    m_acknowledged = numberFrom(*acknowledged);
    m_seen = {numberFrom(*seen), *seenHash};
    return readNewest();
}

Result<void> RoomJournal::readNewest()
{
    auto newest =
        run(u"SELECT author_sequence, hash FROM own ORDER BY author_sequence DESC LIMIT 1"_s);
    if (!newest)
        return tl::make_unexpected(newest.error());
    const bool isAny = newest->next();
    m_lastHash = isAny ? newest->value(1).toString().toStdString() : kNoHash;
    m_last = isAny ? newest->value(0).toLongLong() : 0;
    m_isNewestKnown = true;
    return {};
}

template<class Work>
std::invoke_result_t<Work> RoomJournal::settled(Work work)
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return telemetry::withPatience([this]() -> std::invoke_result_t<Work> {
            m_isNewestKnown = false;
            static_cast<void>(run(u"ROLLBACK"_s)); // an error where nothing was begun
            return failure(ErrorKind::Unreadable,
                           m_path.toStdString() + ": there was not memory enough for it.");
        });
    }
}

template<class Work>
std::invoke_result_t<Work> RoomJournal::onThread(Work work)
{
    return m_thread->run([&] { return settled(std::move(work)); });
}

// Of what BEGIN began.
Result<void> RoomJournal::end(Result<void> done)
{
    if (done) {
        done = nothing(run(u"COMMIT"_s));
        if (done)
            return done;
    }
    static_cast<void>(run(u"ROLLBACK"_s)); // SQLite may have done so already
    return done;
}

// Nothing of this is said by the room's store.
Result<SqlRows> RoomJournal::run(const QString& statement, const QVariantList& values)
{
    auto rows = m_sql->run(statement, values);
    if (rows)
        return rows;
    const telemetry::Error& error = rows.error();
    const std::size_t words = error.message.find(": ");
    return failure(
        error.kind == ErrorKind::Unreadable ? error.kind : ErrorKind::Refused,
        m_path.toStdString() + ", which keeps what this console says in the room, cannot be used: "
            + (words == std::string::npos ? error.message : error.message.substr(words + 2)));
}

Result<std::string> RoomJournal::meta(const QString& name)
{
    auto row = run(u"SELECT value FROM meta WHERE name = ?"_s, {name});
    if (!row)
        return tl::make_unexpected(row.error());
    return row->next() ? row->value(0).toString().toStdString() : std::string();
}

Result<void> RoomJournal::setMeta(const QString& name, const std::string& value)
{
    return nothing(run(u"INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT "
                       "(name) DO UPDATE SET value = excluded.value"_s,
                       {name, qtext(value)}));
}

Result<RoomEntry> RoomJournal::append(telemetry::TimelineEntry entry)
{
    return onThread([&] { return appendHere(std::move(entry)); });
}

void RoomJournal::appendSoon(telemetry::TimelineEntry entry, Kept kept)
{
    m_thread->start([this, entry = std::move(entry), kept = std::move(kept)]() mutable {
        const auto said = settled([&] { return appendHere(std::move(entry)); });
        telemetry::withPatience([&] { kept(said); });
    });
}

Result<RoomEntry> RoomJournal::appendHere(telemetry::TimelineEntry entry)
{
    auto fit = fitForRoom(std::move(entry));
    if (!fit)
        return tl::make_unexpected(fit.error());
    if (const auto known = m_isNewestKnown ? Result<void>() : readNewest(); !known)
        return tl::make_unexpected(known.error());
    RoomEntry said;
    said.uuid = telemetry::randomUuid();
    said.console = m_who.console;
    said.authorSequence = m_last + 1;
    said.previousHash = m_lastHash;
    said.seen = m_seen.sequence;
    said.account = m_who.account;
    said.person = m_who.person;
    said.host = m_who.host;
    said.entry = std::move(*fit);
    said.hash = entryHash(said, m_room);
    const QVariantList values = valuesOf(said);
    m_isNewestKnown = false; // where it fails, it may be there all the same
    const auto added = run(
        u"INSERT INTO own (uuid, console, author_sequence, previous_hash, hash, seen, time_ns, "
        u"kind, "
        "actor, account, subject, body, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        values);
    if (!added)
        return tl::make_unexpected(added.error());
    m_lastHash = said.hash;
    m_last = said.authorSequence;
    m_isNewestKnown = true;
    return said;
}

Result<std::vector<RoomEntry>> RoomJournal::after(std::int64_t authorSequence)
{
    return onThread([&] { return readAfter(authorSequence); });
}

Result<std::vector<RoomEntry>> RoomJournal::readAfter(std::int64_t authorSequence)
{
    auto rows = run(u"SELECT 0, uuid, console, author_sequence, previous_hash, hash, "
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
    return onThread([&] { return readHash(authorSequence); });
}

Result<std::string> RoomJournal::readHash(std::int64_t authorSequence)
{
    if (authorSequence == 0)
        return kNoHash;
    auto row = run(u"SELECT hash FROM own WHERE author_sequence = ?"_s,
                   {static_cast<qlonglong>(authorSequence)});
    if (!row)
        return tl::make_unexpected(row.error());
    return row->next() ? row->value(0).toString().toStdString() : std::string();
}

Result<void> RoomJournal::setAcknowledged(std::int64_t authorSequence)
{
    if (authorSequence == m_acknowledged)
        return {};
    const auto kept =
        onThread([&] { return setMeta(u"acknowledged"_s, std::to_string(authorSequence)); });
    if (kept)
        m_acknowledged = authorSequence;
    return kept;
}

RoomJournal::Seen RoomJournal::seen() const
{
    return m_thread->run([this] { return m_seen; });
}

Result<void> RoomJournal::setSeen(const Seen& seen)
{
    return onThread([&]() -> Result<void> {
        if (seen.sequence == m_seen.sequence && seen.hash == m_seen.hash)
            return {};
        if (const auto begun = run(u"BEGIN"_s); !begun)
            return tl::make_unexpected(begun.error());
        auto kept = setMeta(u"seen"_s, std::to_string(seen.sequence));
        if (kept)
            kept = setMeta(u"seen_hash"_s, seen.hash);
        kept = end(std::move(kept));
        if (kept)
            m_seen = seen;
        return kept;
    });
}

Result<void> RoomJournal::sayAnew(std::int64_t authorSequence)
{
    return onThread([&]() -> Result<void> {
        if (const auto begun = run(u"BEGIN"_s); !begun)
            return tl::make_unexpected(begun.error());
        const std::string before = m_lastHash;
        auto chained = end(chainAnew(authorSequence));
        if (!chained)
            m_lastHash = before;
        return chained;
    });
}

Result<void> RoomJournal::chainAnew(std::int64_t authorSequence)
{
    auto previous = readHash(authorSequence);
    if (!previous)
        return tl::make_unexpected(previous.error());
    for (std::int64_t at = authorSequence; at < m_last;) {
        auto page = readAfter(at);
        if (!page)
            return tl::make_unexpected(page.error());
        if (page->empty())
            break;
        for (RoomEntry& entry : *page) {
            entry.previousHash = *previous;
            entry.seen = 0;
            entry.hash = entryHash(entry, m_room);
            const auto kept = run(u"UPDATE own SET seen = 0, previous_hash = ?, hash = ? WHERE "
                                  "author_sequence = ?"_s,
                                  {qtext(entry.previousHash), qtext(entry.hash),
                                   static_cast<qlonglong>(entry.authorSequence)});
            if (!kept)
                return tl::make_unexpected(kept.error());
            at = entry.authorSequence;
            *previous = entry.hash;
        }
    }
    m_lastHash = *previous;
    return {};
}

Result<std::string> RoomJournal::intentOf(const std::string& plan)
{
    return onThread([&]() -> Result<std::string> {
        const qlonglong now = telemetry::toUnixNanos(telemetry::SystemClock().now());
        const auto lapsed = run(u"DELETE FROM intent WHERE time_ns < ?"_s,
                                {now - static_cast<qlonglong>(runbook::kApprovalHolds.count())});
        if (!lapsed)
            return tl::make_unexpected(lapsed.error());
        const auto added = run(
            u"INSERT INTO intent (plan, uuid, time_ns) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"_s,
            {qtext(plan), qtext(telemetry::randomUuid()), now});
        if (!added)
            return tl::make_unexpected(added.error());
        auto row = run(u"SELECT uuid FROM intent WHERE plan = ?"_s, {qtext(plan)});
        if (!row)
            return tl::make_unexpected(row.error());
        if (!row->next())
            return failure(ErrorKind::Unreadable, m_path.toStdString() + " kept no intent.");
        return row->value(0).toString().toStdString();
    });
}

Result<void> RoomJournal::settleIntent(const std::string& plan)
{
    return onThread(
        [&] { return nothing(run(u"DELETE FROM intent WHERE plan = ?"_s, {qtext(plan)})); });
}

Result<RoomJournals> openJournals(const std::shared_ptr<JournalThread>& thread,
                                  const QString& folder, const std::string& place,
                                  const std::string& room, const ConsoleIdentity& who)
{
    RoomJournals result;
    std::string why;
    for (int number = 1; number <= kMostJournals && !result.journal; ++number) {
        auto opened =
            RoomJournal::open(thread, journalPath(folder, place, who, number), place, room, who);
        if (opened && (*opened)->identity().person == who.person)
            result.journal = std::move(*opened);
        else if (opened) // another name has the same digest
            continue;
        else if (opened.error().kind != ErrorKind::Refused
                 && opened.error().kind != ErrorKind::Unreachable) // else another process has it
            return tl::make_unexpected(opened.error());
        else
            why = opened.error().message;
    }
    if (!result.journal)
        return failure(ErrorKind::Refused,
                       "No journal of the room can be had in " + folder.toStdString() + ": of "
                           + std::to_string(kMostJournals) + " none is free. " + why);
    result.left = leftJournals(thread, folder, place, room, who);
    return result;
}

std::vector<std::unique_ptr<RoomJournal>>
leftJournals(const std::shared_ptr<JournalThread>& thread, const QString& folder,
             const std::string& place, const std::string& room, const ConsoleIdentity& who)
{
    std::vector<std::unique_ptr<RoomJournal>> left;
    const QString base = baseName(place, who.account);
    // Of all names, and of before there was one journal for each name.
    static const QRegularExpression ending(u"^(-[0-9a-f]{8})?(-[0-9]{1,2})?$"_s);
    for (const QString& name : QDir(folder).entryList({base + u'*'}, QDir::Files, QDir::Name)) {
        if (!ending.match(name.sliced(base.size())).hasMatch())
            continue;
        auto opened = RoomJournal::open(thread, folder + u'/' + name, place, room, who);
        if (opened && (*opened)->pending() > 0)
            left.push_back(std::move(*opened));
    }
    return left;
}

} // namespace room
