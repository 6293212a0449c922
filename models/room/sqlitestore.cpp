// SPDX-License-Identifier: GPL-3.0-or-later

// The embedded store: one SQLite file that the consoles of one machine share. The file's rights say
// who may write it; it proves nobody's account.

#include "models/room/roomstore.h"
#include "models/room/sqlconnection.h"
#include "models/room/sqliteschema.h"
#include "models/runbook/approval.h"
#include "models/runbook/person.h"
#include "models/telemetry/clock.h"

#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace room {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr double kNanosPerSecond = 1e9;

qlonglong nowNanos()
{
    return telemetry::toUnixNanos(telemetry::SystemClock().now());
}

class SqliteStore final : public RoomStore
{
public:
    explicit SqliteStore(RoomUrl url)
        : m_url(std::move(url))
        , m_connection(u"QSQLITE"_s)
    {
    }

    // `isMade`: where the file or the room in it is missing, it is made.
    Result<void> open(bool isMade)
    {
        // What is no link to nowhere, which is as a server that is gone.
        const QFileInfo there(qtext(m_url.file));
        if (!isMade && !there.exists() && !there.isSymLink())
            return notThere("There is no " + m_url.file);
        if (const auto opened = openSqlite(m_connection, qtext(m_url.file), false); !opened)
            return opened;
        const auto version = fileVersion();
        if (!version)
            return tl::make_unexpected(version.error());
        if (const int found = *version; found > kSqliteVersion)
            return failure(ErrorKind::Usage,
                           "The room's file is of version " + std::to_string(found)
                               + ": it wants a newer Plumbline.");
        if (!isMade) {
            const auto known = *version == 0 ? Result<bool>(false) : hasRoom();
            if (!known)
                return tl::make_unexpected(known.error());
            if (!*known)
                return notThere(m_url.file + " has no room \"" + m_url.room + "\"");
            if (*version == kSqliteVersion) // who only reads waits for nobody who writes
                return {};
        }
        return inTransaction([this]() -> Result<void> {
            for (const QString& statement : sqliteTables()) {
                if (const auto done = m_connection.run(statement); !done)
                    return tl::make_unexpected(done.error());
            }
            if (const auto done = m_connection.run(u"PRAGMA user_version = %1"_s.arg(kSqliteVersion)); !done)
                return tl::make_unexpected(done.error());
            const auto done = m_connection.run(
                u"INSERT INTO room (name) VALUES (?) ON CONFLICT DO NOTHING"_s, {roomName()});
            return done ? Result<void>() : tl::make_unexpected(done.error());
        });
    }

    Result<AuthorState> introduce(const ConsoleIdentity& who) override
    {
        if (auto known = authorState(who.console); known)
            return known;
        const auto told = m_connection.run(u"INSERT INTO console (console, room, person, account, "
                                           u"host, last_hash) VALUES (?, ?, ?, "
                                           "?, ?, ?) ON CONFLICT DO NOTHING"_s,
                                           {qtext(who.console), roomName(), qtext(who.person),
                                            qtext(who.account), qtext(who.host), qtext(kNoHash)});
        return told ? authorState(who.console) : tl::make_unexpected(told.error());
    }

    Result<std::int64_t> publish(const RoomEntry& entry) override
    {
        std::int64_t sequence = 0;
        const auto done = inTransaction([&]() -> Result<void> {
            auto there = m_connection.run(u"SELECT sequence, hash FROM entry WHERE uuid = ?"_s,
                                          {qtext(entry.uuid)});
            if (!there)
                return tl::make_unexpected(there.error());
            if (there->next()) {
                sequence = there->value(0).toLongLong();
                if (there->value(1).toString().toStdString() != entry.hash)
                    return failure(ErrorKind::Refused, "Another entry has this uuid.");
                return {};
            }
            const auto author = authorState(entry.console);
            if (!author)
                return tl::make_unexpected(author.error());
            if (entry.authorSequence != author->sequence + 1 || entry.previousHash != author->hash)
                return failure(ErrorKind::Refused,
                               "The entry does not continue the chain of its console at "
                                   + std::to_string(author->sequence) + ".");
            if (entry.hash != entryHash(entry, m_url.room))
                return failure(ErrorKind::Refused, "The hash is not of this entry.");
            const auto last = lastSequence();
            if (!last)
                return tl::make_unexpected(last.error());
            sequence = *last + 1;
            return insert(entry, sequence);
        });
        return done ? Result<std::int64_t>(sequence) : tl::make_unexpected(done.error());
    }

    Result<std::vector<RoomEntry>> entriesAfter(std::int64_t sequence, int most) override
    {
        auto rows = m_connection.run(
            u"SELECT e.sequence, e.uuid, e.console, e.author_sequence, e.previous_hash, e.hash, "
            "e.seen, e.time_ns, e.kind, e.actor, e.account, e.subject, e.body, e.payload, '', "
            "c.person, c.host, e.recorded_ns FROM entry e JOIN console c ON c.console = e.console "
            "WHERE e.room = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?"_s,
            {roomName(), static_cast<qlonglong>(sequence), most});
        if (!rows)
            return tl::make_unexpected(rows.error());
        std::vector<RoomEntry> result;
        while (rows->next())
            result.push_back(entryFrom(*rows));
        return result;
    }

    Result<std::int64_t> lastSequence() override
    {
        auto row =
            m_connection.run(u"SELECT last_sequence FROM room WHERE name = ?"_s, {roomName()});
        if (!row)
            return tl::make_unexpected(row.error());
        return row->next() ? row->value(0).toLongLong() : 0;
    }

    Result<void> beat(const ConsoleIdentity& who, const std::string& view) override
    {
        return done(m_connection.run(
            u"INSERT INTO presence (console, room, view, seen_ns) VALUES (?, ?, ?, ?) ON CONFLICT "
            "(console) DO UPDATE SET view = excluded.view, seen_ns = excluded.seen_ns"_s,
            {qtext(who.console), roomName(), qtext(view), nowNanos()}));
    }

    Result<void> leave(const ConsoleIdentity& who) override
    {
        return done(
            m_connection.run(u"DELETE FROM presence WHERE console = ?"_s, {qtext(who.console)}));
    }

    Result<std::vector<Presence>> presences() override
    {
        const qlonglong now = nowNanos();
        auto rows = m_connection.run(
            u"SELECT p.console, c.person, c.account, c.host, p.view, p.seen_ns FROM presence p "
            u"JOIN "
            "console c ON c.console = p.console WHERE p.room = ? AND p.seen_ns > ? ORDER BY "
            "c.account, p.console LIMIT 1000"_s,
            {roomName(), now - static_cast<qlonglong>(kGoneAfterSeconds * kNanosPerSecond)});
        if (!rows)
            return tl::make_unexpected(rows.error());
        std::vector<Presence> result;
        while (rows->next()) {
            const auto seen = static_cast<double>(now - rows->value(5).toLongLong());
            result.push_back({.who = identityFrom(*rows, 0),
                              .login = {},
                              .view = rows->value(4).toString().toStdString(),
                              .ageSeconds = std::max(0.0, seen / kNanosPerSecond)});
        }
        return result;
    }

    Result<LockAnswer> takeLock(const ConsoleIdentity& who, const std::string& name,
                                int leaseSeconds) override
    {
        LockAnswer answer;
        const auto done = inTransaction([&]() -> Result<void> {
            const qlonglong now = nowNanos();
            const qlonglong until =
                now + static_cast<qlonglong>(std::clamp(leaseSeconds, 1, 600) * kNanosPerSecond);
            auto held = m_connection.run(
                u"SELECT l.fence, l.until_ns, c.console, c.person, c.account, c.host FROM "
                "lever_lock l LEFT JOIN console c ON c.console = l.console WHERE l.room = ? AND "
                "l.name = ?"_s,
                {roomName(), qtext(name)});
            if (!held)
                return tl::make_unexpected(held.error());
            const bool isThere = held->next();
            std::int64_t fence = isThere ? held->value(0).toLongLong() : 0;
            const bool isAlive = isThere && held->value(1).toLongLong() > now;
            const ConsoleIdentity holder = isThere ? identityFrom(*held, 2) : ConsoleIdentity{};
            if (isAlive && !holder.console.empty() && holder.console != who.console) {
                const auto left = static_cast<double>(held->value(1).toLongLong() - now);
                answer.lock = {name, holder, fence, left / kNanosPerSecond};
                return {};
            }
            if (!holder.console.empty() && holder.console != who.console)
                answer.takenFrom = holder;
            if (!isAlive || holder.console != who.console)
                ++fence;
            answer.isTaken = true;
            answer.lock = {name, who, fence, static_cast<double>(until - now) / kNanosPerSecond};
            return this->done(m_connection.run(
                u"INSERT INTO lever_lock (room, name, console, fence, until_ns) VALUES (?, ?, ?, "
                u"?, "
                "?) ON CONFLICT (room, name) DO UPDATE SET console = excluded.console, fence = "
                "excluded.fence, until_ns = excluded.until_ns"_s,
                {roomName(), qtext(name), qtext(who.console), static_cast<qlonglong>(fence),
                 until}));
        });
        return done ? Result<LockAnswer>(answer) : tl::make_unexpected(done.error());
    }

    Result<bool> renewLock(const ConsoleIdentity& who, const std::string& name, std::int64_t fence,
                           int leaseSeconds) override
    {
        const qlonglong now = nowNanos();
        return changed(m_connection.run(
            u"UPDATE lever_lock SET until_ns = ? WHERE room = ? AND name = ? AND console = ? AND "
            "fence = ? AND until_ns > ?"_s,
            {now + static_cast<qlonglong>(std::clamp(leaseSeconds, 1, 600) * kNanosPerSecond),
             roomName(), qtext(name), qtext(who.console), static_cast<qlonglong>(fence), now}));
    }

    Result<bool> releaseLock(const ConsoleIdentity& who, const std::string& name,
                             std::int64_t fence) override
    {
        return changed(m_connection.run(
            u"UPDATE lever_lock SET console = NULL, until_ns = 0 WHERE room = ? AND name = ? AND "
            "console = ? AND fence = ?"_s,
            {roomName(), qtext(name), qtext(who.console), static_cast<qlonglong>(fence)}));
    }

    Result<std::vector<LockState>> locks() override
    {
        const qlonglong now = nowNanos();
        auto rows = m_connection.run(
            u"SELECT l.name, c.console, c.person, c.account, c.host, l.fence, l.until_ns FROM "
            "lever_lock l JOIN console c ON c.console = l.console WHERE l.room = ? AND l.until_ns "
            "> "
            "? ORDER BY l.name LIMIT 1000"_s,
            {roomName(), now});
        if (!rows)
            return tl::make_unexpected(rows.error());
        std::vector<LockState> result;
        while (rows->next()) {
            const auto left = static_cast<double>(rows->value(6).toLongLong() - now);
            result.push_back({rows->value(0).toString().toStdString(), identityFrom(*rows, 1),
                              rows->value(5).toLongLong(), left / kNanosPerSecond});
        }
        return result;
    }

    Result<Spending> spendApprovals(const ConsoleIdentity& who, const std::string& plan,
                                    const std::string& intent, int needed) override
    {
        Spending result;
        const auto done = inTransaction([&]() -> Result<void> {
            const auto roles = readRoles();
            if (!roles)
                return tl::make_unexpected(roles.error());
            if (!roleOf(*roles, who.account).isFiring) {
                result.reason = who.account + " has no role that moves levers";
                return {};
            }
            auto used = m_connection.run(
                u"SELECT c.account, e.payload FROM approval_spent s JOIN entry e ON e.uuid = "
                "s.approval JOIN console c ON c.console = e.console WHERE s.intent = ? AND "
                "s.console = ? AND e.time_ns > ? ORDER BY c.account"_s,
                {qtext(intent), qtext(who.console), approvedSince()});
            if (!used)
                return tl::make_unexpected(used.error());
            while (used->next())
                count(result, used->value(0).toString().toStdString());
            if (result.spent > 0)
                return {};
            const auto counting = countingApprovals(who, plan, *roles);
            if (!counting)
                return tl::make_unexpected(counting.error());
            if (counting->size() < static_cast<std::size_t>(std::max(needed, 0))) {
                result.reason = std::to_string(counting->size()) + " of " + std::to_string(needed)
                    + " approvals by others are there and unspent";
                return {};
            }
            for (const auto& [account, uuid] : *counting) {
                const auto spent = m_connection.run(
                    u"INSERT INTO approval_spent (approval, intent, console) VALUES (?, ?, ?)"_s,
                    {qtext(uuid), qtext(intent), qtext(who.console)});
                if (!spent)
                    return tl::make_unexpected(spent.error());
                count(result, account);
            }
            return {};
        });
        return done ? Result<Spending>(result) : tl::make_unexpected(done.error());
    }

    Result<void> setRoles(const std::vector<RoomRole>& roles) override
    {
        return inTransaction([&]() -> Result<void> {
            const auto none =
                m_connection.run(u"DELETE FROM role WHERE room = ?"_s, {roomName()});
            if (!none)
                return done(none);
            for (const RoomRole& role : roles) {
                const auto added = m_connection.run(
                    u"INSERT INTO role (room, person, fires, approves) VALUES (?, ?, ?, ?)"_s,
                    {roomName(), qtext(role.person), role.isFiring, role.isApproving});
                if (!added)
                    return done(added);
            }
            return {};
        });
    }

    void setNews(std::function<void()>) override { }
    bool tellsNews() const override { return false; }
    bool provesLogins() const override { return false; }

private:
    QString roomName() const { return qtext(m_url.room); }
    static Result<void> notThere(const std::string& what)
    {
        return failure(ErrorKind::Unreadable,
                       what
                           + ". Mend its name if it is mistyped; \"plumbline room init\" makes a "
                             "room, and nothing else does.");
    }
    static Result<void> done(const Result<SqlRows>& rows)
    {
        return rows ? Result<void>() : tl::make_unexpected(rows.error());
    }
    static Result<bool> changed(const Result<SqlRows>& rows)
    {
        if (!rows)
            return tl::make_unexpected(rows.error());
        return rows->changedRows() > 0;
    }
    static void count(Spending& spending, const std::string& account)
    {
        ++spending.spent;
        spending.people += (spending.people.empty() ? "" : ", ") + account;
    }

    // A function of its own: rows that are not read to their end hold a snapshot, and who then
    // wants to write while somebody else has is refused at once, without waiting.
    Result<int> fileVersion()
    {
        auto rows = m_connection.run(u"PRAGMA user_version"_s);
        if (!rows)
            return tl::make_unexpected(rows.error());
        return rows->next() ? rows->value(0).toInt() : 0;
    }

    Result<bool> hasRoom()
    {
        auto rows = m_connection.run(u"SELECT 1 FROM room WHERE name = ?"_s, {roomName()});
        if (!rows)
            return tl::make_unexpected(rows.error());
        return rows->next();
    }

    static qlonglong approvedSince()
    {
        return nowNanos() - static_cast<qlonglong>(runbook::kApprovalHolds.count());
    }

    Result<std::vector<RoomRole>> readRoles()
    {
        auto rows = m_connection.run(
            u"SELECT person, fires, approves FROM role WHERE room = ?"_s, {roomName()});
        if (!rows)
            return tl::make_unexpected(rows.error());
        std::vector<RoomRole> roles;
        while (rows->next())
            roles.push_back({.person = rows->value(0).toString().toStdString(),
                             .isFiring = rows->value(1).toBool(),
                             .isApproving = rows->value(2).toBool()});
        return roles;
    }

    // All or nothing, and one console at a time: the write lock is taken first.
    template<class Work>
    Result<void> inTransaction(const Work& work)
    {
        if (const auto begun = m_connection.run(u"BEGIN IMMEDIATE"_s); !begun)
            return tl::make_unexpected(begun.error());
        Result<void> result = work();
        const auto ended = m_connection.run(result ? u"COMMIT"_s : u"ROLLBACK"_s);
        if (result && !ended) {
            m_connection.run(u"ROLLBACK"_s);
            return tl::make_unexpected(ended.error());
        }
        return result;
    }

    Result<AuthorState> authorState(const std::string& console)
    {
        auto row = m_connection.run(
            u"SELECT last_author_sequence, last_hash FROM console WHERE console = ? AND room = ?"_s,
            {qtext(console), roomName()});
        if (!row)
            return tl::make_unexpected(row.error());
        if (!row->next())
            return failure(ErrorKind::Refused, "The console is not of this room.");
        return AuthorState{.sequence = row->value(0).toLongLong(),
                           .hash = row->value(1).toString().toStdString()};
    }

    Result<void> insert(const RoomEntry& entry, std::int64_t sequence)
    {
        QVariantList values{roomName(), static_cast<qlonglong>(sequence)};
        values += valuesOf(entry);
        values += nowNanos();
        const auto added = m_connection.run(
            u"INSERT INTO entry (room, sequence, uuid, console, author_sequence, previous_hash, "
            "hash, seen, time_ns, kind, actor, account, subject, body, payload, recorded_ns) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            values);
        if (!added)
            return done(added);
        const auto counted = m_connection.run(u"UPDATE room SET last_sequence = ? WHERE name = ?"_s,
                                              {static_cast<qlonglong>(sequence), roomName()});
        if (!counted)
            return done(counted);
        return done(m_connection.run(
            u"UPDATE console SET last_author_sequence = ?, last_hash = ? WHERE console = ?"_s,
            {static_cast<qlonglong>(entry.authorSequence), qtext(entry.hash),
             qtext(entry.console)}));
    }

    // The newest word of each account, who is somebody else than `who`, if it is an unspent
    // approval: account and uuid.
    Result<std::map<std::string, std::string>> countingApprovals(const ConsoleIdentity& who,
                                                                 const std::string& plan,
                                                                 const std::vector<RoomRole>& roles)
    {
        // By when it was said, also where the room was away then and was told later.
        const qlonglong since = approvedSince();
        auto rows = m_connection.run(
            u"SELECT e.uuid, c.account, e.payload, s.approval, e.recorded_ns FROM entry e JOIN "
            "console c ON c.console = e.console LEFT JOIN approval_spent s ON s.approval = e.uuid "
            "WHERE e.room = ? AND e.kind = 'approval' AND e.recorded_ns > ? AND e.time_ns > ? "
            "ORDER BY e.time_ns, e.sequence"_s,
            {roomName(), since, since});
        if (!rows)
            return tl::make_unexpected(rows.error());
        std::map<std::string, std::string> result;
        const std::string own = runbook::personKey(who.account);
        while (rows->next()) {
            telemetry::TimelineEntry entry;
            entry.kind = "approval";
            entry.payload = rows->value(2).toString().toStdString();
            const auto approval = runbook::approvalFrom(entry);
            const std::string account = runbook::personKey(rows->value(1).toString().toStdString());
            if (!approval || approval->plan != plan || account.empty() || account == own
                || !roleOf(roles, account).isApproving)
                continue;
            if (approval->isDeclined || !rows->value(3).isNull())
                result.erase(account);
            else
                result[account] = rows->value(0).toString().toStdString();
        }
        return result;
    }

    const RoomUrl m_url;
    SqlConnection m_connection;
};

} // namespace

Result<std::unique_ptr<RoomStore>> openSqliteStore(const RoomUrl& url, bool isMade)
{
    auto store = std::make_unique<SqliteStore>(url);
    if (const auto opened = store->open(isMade); !opened)
        return tl::make_unexpected(opened.error());
    return std::unique_ptr<RoomStore>(std::move(store));
}

} // namespace room
