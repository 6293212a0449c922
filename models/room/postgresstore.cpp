// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/postgresstore.h"

#include "models/room/roomstore.h"
#include "models/room/sqlconnection.h"

#include <QSqlDriver>

#include <utility>

namespace room {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr auto kChannel = "plumbline_room"_L1;

QString optionalText(const std::string& text)
{
    return text.empty() ? u""_s : qtext(text); // an empty text, not null
}

class PostgresStore final : public RoomStore
{
public:
    explicit PostgresStore(RoomUrl url)
        : m_url(std::move(url))
        , m_connection(u"QPSQL"_s)
    {
    }
    ~PostgresStore() override
    {
        QObject::disconnect(m_subscription); // the driver is told of its own end
    }

    Result<void> open(const std::string& password)
    {
        if (const auto opened = openPostgres(m_connection, m_url, password); !opened)
            return opened;
        if (const auto checked = checkSchema(m_connection); !checked)
            return checked;
        auto found =
            m_connection.run(u"SELECT 1 FROM plumbline.room WHERE name = ?"_s, {qtext(m_url.room)});
        if (!found)
            return tl::make_unexpected(found.error());
        if (!found->next())
            return failure(ErrorKind::Unreadable,
                           "The server has no room \"" + m_url.room
                               + "\": the owner of the database makes it with \"plumbline room "
                                 "init\".");
        return {};
    }

    Result<AuthorState> introduce(const ConsoleIdentity& who) override
    {
        auto told = m_connection.run(
            u"INSERT INTO plumbline.console (console, room, person, account, host) "
            "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_s,
            {qtext(who.console), qtext(m_url.room), optionalText(who.person),
             optionalText(who.account), optionalText(who.host)});
        if (!told)
            return tl::make_unexpected(told.error());
        auto state = m_connection.run(
            u"SELECT last_author_sequence, last_hash, db_user::text = session_user::text, room "
            "FROM plumbline.console WHERE console = ?"_s,
            {qtext(who.console)});
        if (!state)
            return tl::make_unexpected(state.error());
        if (!state->next() || !state->value(2).toBool() || state->value(3) != qtext(m_url.room))
            return failure(ErrorKind::Refused, "The console belongs to another login or room.");
        return AuthorState{.sequence = state->value(0).toLongLong(),
                           .hash = state->value(1).toString().toStdString()};
    }

    Result<std::int64_t> publish(const RoomEntry& entry) override
    {
        QVariantList values = valuesOf(entry);
        for (QVariant& value : values) {
            if (value.toString().isNull())
                value = u""_s;
        }
        values.prepend(qtext(m_url.room));
        auto done = m_connection.run(
            u"INSERT INTO plumbline.entry (room, uuid, console, author_sequence, previous_hash, "
            "hash, seen, time_ns, kind, actor, account, subject, body, payload) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            values);
        if (!done)
            return tl::make_unexpected(done.error());
        auto number = m_connection.run(u"SELECT sequence FROM plumbline.entry WHERE uuid = ?"_s,
                                       {qtext(entry.uuid)});
        if (!number)
            return tl::make_unexpected(number.error());
        if (!number->next())
            return failure(ErrorKind::Refused, "The room's store did not keep an entry.");
        return number->value(0).toLongLong();
    }

    Result<std::vector<RoomEntry>> entriesAfter(std::int64_t sequence, int most) override
    {
        auto rows = m_connection.run(
            u"SELECT e.sequence, e.uuid, e.console, e.author_sequence, e.previous_hash, e.hash, "
            "e.seen, e.time_ns, e.kind, e.actor, e.account, e.subject, e.body, e.payload, "
            "e.db_user, c.person, c.host, (extract(epoch FROM e.recorded) * 1000000)::bigint * "
            "1000 "
            "FROM plumbline.entry e JOIN plumbline.console c ON c.console = e.console "
            "WHERE e.room = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?"_s,
            {qtext(m_url.room), static_cast<qlonglong>(sequence), most});
        if (!rows)
            return tl::make_unexpected(rows.error());
        std::vector<RoomEntry> result;
        while (rows->next())
            result.push_back(entryFrom(*rows));
        return result;
    }

    Result<std::int64_t> lastSequence() override
    {
        auto row = m_connection.run(u"SELECT last_sequence FROM plumbline.room WHERE name = ?"_s,
                                    {qtext(m_url.room)});
        if (!row)
            return tl::make_unexpected(row.error());
        return row->next() ? row->value(0).toLongLong() : 0;
    }

    Result<void> beat(const ConsoleIdentity& who, const std::string& view) override
    {
        auto done = m_connection.run(
            u"INSERT INTO plumbline.presence (console, room, view) VALUES (?, ?, ?) "
            "ON CONFLICT (console) DO UPDATE SET view = EXCLUDED.view"_s,
            {qtext(who.console), qtext(m_url.room), optionalText(view)});
        return done ? Result<void>() : tl::make_unexpected(done.error());
    }

    Result<void> leave(const ConsoleIdentity& who) override
    {
        auto done = m_connection.run(u"DELETE FROM plumbline.presence WHERE console = ?"_s,
                                     {qtext(who.console)});
        return done ? Result<void>() : tl::make_unexpected(done.error());
    }

    Result<std::vector<Presence>> presences() override
    {
        auto rows = m_connection.run(
            u"SELECT p.console, c.person, c.account, c.host, c.db_user, p.view, "
            "extract(epoch FROM clock_timestamp() - p.seen)::double precision "
            "FROM plumbline.presence p JOIN plumbline.console c ON c.console = p.console "
            "WHERE p.room = ? AND p.seen > clock_timestamp() - make_interval(secs => ?) "
            "ORDER BY c.account, p.console LIMIT 1000"_s,
            {qtext(m_url.room), kGoneAfterSeconds});
        if (!rows)
            return tl::make_unexpected(rows.error());
        std::vector<Presence> result;
        while (rows->next()) {
            result.push_back({.who = identityFrom(*rows, 0),
                              .login = rows->value(4).toString().toStdString(),
                              .view = rows->value(5).toString().toStdString(),
                              .ageSeconds = rows->value(6).toDouble()});
        }
        return result;
    }

    Result<LockAnswer> takeLock(const ConsoleIdentity& who, const std::string& name,
                                int leaseSeconds) override
    {
        auto row = m_connection.run(
            u"SELECT t.is_taken, t.holder, h.person, h.account, h.host, t.held_fence, "
            "t.seconds_left, t.taken_from, f.person, f.account, f.host "
            "FROM plumbline.take_lock(?, ?, ?, ?) t "
            "LEFT JOIN plumbline.console h ON h.console = t.holder "
            "LEFT JOIN plumbline.console f ON f.console = t.taken_from"_s,
            {qtext(m_url.room), qtext(name), qtext(who.console), leaseSeconds});
        if (!row)
            return tl::make_unexpected(row.error());
        if (!row->next())
            return failure(ErrorKind::Refused, "The room's store answered nothing about the lock.");
        LockAnswer answer;
        answer.isTaken = row->value(0).toBool();
        answer.lock = {.name = name,
                       .holder = identityFrom(*row, 1),
                       .fence = row->value(5).toLongLong(),
                       .secondsLeft = row->value(6).toDouble()};
        if (!row->value(7).isNull())
            answer.takenFrom = identityFrom(*row, 7);
        return answer;
    }

    Result<bool> renewLock(const ConsoleIdentity& who, const std::string& name, std::int64_t fence,
                           int leaseSeconds) override
    {
        return yes(m_connection.run(u"SELECT plumbline.renew_lock(?, ?, ?, ?, ?)"_s,
                                    {qtext(m_url.room), qtext(name), qtext(who.console),
                                     static_cast<qlonglong>(fence), leaseSeconds}));
    }

    Result<bool> releaseLock(const ConsoleIdentity& who, const std::string& name,
                             std::int64_t fence) override
    {
        return yes(m_connection.run(
            u"SELECT plumbline.release_lock(?, ?, ?, ?)"_s,
            {qtext(m_url.room), qtext(name), qtext(who.console), static_cast<qlonglong>(fence)}));
    }

    Result<std::vector<LockState>> locks() override
    {
        auto rows = m_connection.run(
            u"SELECT l.name, l.console, c.person, c.account, c.host, l.fence, "
            "extract(epoch FROM l.until - clock_timestamp())::double precision "
            "FROM plumbline.lever_lock l JOIN plumbline.console c ON c.console = l.console "
            "WHERE l.room = ? AND l.until > clock_timestamp() ORDER BY l.name LIMIT 1000"_s,
            {qtext(m_url.room)});
        if (!rows)
            return tl::make_unexpected(rows.error());
        std::vector<LockState> result;
        while (rows->next()) {
            result.push_back({.name = rows->value(0).toString().toStdString(),
                              .holder = identityFrom(*rows, 1),
                              .fence = rows->value(5).toLongLong(),
                              .secondsLeft = rows->value(6).toDouble()});
        }
        return result;
    }

    Result<Spending> spendApprovals(const ConsoleIdentity& who, const std::string& plan,
                                    const std::string& intent, int needed) override
    {
        auto row = m_connection.run(
            u"SELECT spent, people, reason FROM plumbline.spend_approvals(?, ?, ?, ?, ?)"_s,
            {qtext(m_url.room), qtext(plan), qtext(who.console), qtext(intent), needed});
        if (!row)
            return tl::make_unexpected(row.error());
        if (!row->next())
            return failure(ErrorKind::Refused,
                           "The room's store answered nothing about the approvals.");
        return Spending{.spent = row->value(0).toInt(),
                        .people = row->value(1).toString().toStdString(),
                        .reason = row->value(2).toString().toStdString()};
    }

    Result<void> setRoles(const std::vector<RoomRole>& roles) override
    {
        if (const auto begun = m_connection.run(u"BEGIN"_s); !begun)
            return tl::make_unexpected(begun.error());
        auto written = m_connection.run(u"DELETE FROM plumbline.room_role WHERE room = ?"_s,
                                        {qtext(m_url.room)});
        for (auto role = roles.begin(); written && role != roles.end(); ++role)
            written = m_connection.run(
                u"INSERT INTO plumbline.room_role (room, person, fires, approves) VALUES (?, ?, ?, "
                "?)"_s,
                {qtext(m_url.room), optionalText(role->person), role->isFiring, role->isApproving});
        const auto ended = m_connection.run(written ? u"COMMIT"_s : u"ROLLBACK"_s);
        if (!written || !ended)
            return tl::make_unexpected(written ? ended.error() : written.error());
        return {};
    }

    void setNews(std::function<void()> news) override
    {
        QSqlDriver* driver = m_connection.database().driver();
        QObject::disconnect(m_subscription);
        m_subscription = QObject::connect(
            driver, &QSqlDriver::notification, driver,
            [news = std::move(news), room = qtext(m_url.room)](
                const QString& channel, QSqlDriver::NotificationSource, const QVariant& payload) {
                if (channel == kChannel && payload.toString() == room)
                    news();
            });
        m_tellsNews = driver->subscribeToNotification(kChannel);
    }
    bool tellsNews() const override { return m_tellsNews; }
    bool provesLogins() const override { return true; }

private:
    static Result<bool> yes(Result<SqlRows> row)
    {
        if (!row)
            return tl::make_unexpected(row.error());
        return row->next() && row->value(0).toBool();
    }

    const RoomUrl m_url;
    SqlConnection m_connection;
    QMetaObject::Connection m_subscription;
    bool m_tellsNews = false;
};

} // namespace

Result<void> checkSchema(SqlConnection& connection)
{
    auto row = connection.run(u"SELECT max(version) FROM plumbline.schema_version"_s);
    if (!row)
        return tl::make_unexpected(row.error());
    const int version = row->next() ? row->value(0).toInt() : 0;
    if (version == kSchemaVersion)
        return {};
    return failure(ErrorKind::Usage,
                   version < kSchemaVersion
                       ? "The room's schema is of version " + std::to_string(version)
                           + ", this Plumbline wants " + std::to_string(kSchemaVersion)
                           + ": the owner of the database runs \"plumbline room init\"."
                       : "The room's schema is of version " + std::to_string(version)
                           + ", which this Plumbline does not know ("
                           + std::to_string(kSchemaVersion) + "): it wants a newer Plumbline.");
}

Result<std::unique_ptr<RoomStore>> openPostgresStore(const RoomUrl& url,
                                                     const std::string& password)
{
    auto store = std::make_unique<PostgresStore>(url);
    if (const auto opened = store->open(password); !opened)
        return tl::make_unexpected(opened.error());
    return std::unique_ptr<RoomStore>(std::move(store));
}

Result<std::unique_ptr<RoomStore>> openStore(const RoomUrl& url, const std::string& password)
{
    return url.store == RoomUrl::Store::Postgres ? openPostgresStore(url, password)
                                                 : openSqliteStore(url);
}

} // namespace room
