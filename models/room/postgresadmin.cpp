// SPDX-License-Identifier: GPL-3.0-or-later

// What the owner of a room's database does, and what `plumbline room check` looks at.

#include "models/room/postgresstore.h"
#include "models/room/roomstore.h"
#include "models/room/sqlconnection.h"

#include <QFile>

#include <utility>

namespace room {

using namespace Qt::StringLiterals;
using telemetry::Error;
using telemetry::ErrorKind;
using telemetry::Result;

namespace {

QString scriptOf(const QString& name)
{
    QFile file(u":/room/"_s + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

Result<void> runAll(SqlConnection& connection, const std::vector<QString>& statements)
{
    if (const auto begun = connection.run(u"BEGIN"_s); !begun)
        return tl::make_unexpected(begun.error());
    for (const QString& statement : statements) {
        const auto done = connection.run(statement);
        if (!done) {
            connection.run(u"ROLLBACK"_s);
            return tl::make_unexpected(
                Error{done.error().kind,
                      done.error().message
                          + " (at: " + statement.simplified().left(80).toStdString() + ")"});
        }
    }
    const auto committed = connection.run(u"COMMIT"_s);
    return committed ? Result<void>() : tl::make_unexpected(committed.error());
}

Result<int> versionOf(SqlConnection& connection)
{
    auto there = connection.run(u"SELECT to_regclass('plumbline.schema_version') IS NOT NULL"_s);
    if (!there)
        return tl::make_unexpected(there.error());
    if (!there->next() || !there->value(0).toBool())
        return 0;
    auto row = connection.run(u"SELECT max(version) FROM plumbline.schema_version"_s);
    if (!row)
        return tl::make_unexpected(row.error());
    return row->next() ? row->value(0).toInt() : 0;
}

// What a login has that no console should.
Result<QString> tooMuch(SqlConnection& connection)
{
    auto row = connection.run(
        u"SELECT r.rolsuper, r.rolbypassrls, r.rolcreaterole, "
        "pg_has_role(session_user, c.relowner, 'MEMBER'), "
        "has_table_privilege(session_user, 'plumbline.entry', 'UPDATE') "
        "OR has_any_column_privilege(session_user, 'plumbline.entry', 'UPDATE'), "
        "has_table_privilege(session_user, 'plumbline.entry', 'DELETE'), "
        "has_table_privilege(session_user, 'plumbline.lever_lock', 'INSERT, UPDATE, DELETE'), "
        "has_table_privilege(session_user, 'plumbline.approval_spent', 'INSERT, UPDATE, DELETE'), "
        "has_table_privilege(session_user, 'plumbline.room_role', 'INSERT, UPDATE, DELETE') "
        "FROM pg_roles r, pg_class c WHERE r.rolname = session_user "
        "AND c.oid = 'plumbline.entry'::regclass"_s);
    if (!row)
        return tl::make_unexpected(row.error());
    if (!row->next())
        return u"its rights cannot be read"_s;
    const QStringList words{u"it is a superuser"_s,
                            u"it passes by row-level security"_s,
                            u"it may make roles"_s,
                            u"it owns the room's tables"_s,
                            u"it may change entries"_s,
                            u"it may delete entries"_s,
                            u"it may write locks past their functions"_s,
                            u"it may spend approvals past their function"_s,
                            u"it may give roles"_s};
    QStringList found;
    for (int i = 0; i < words.size(); ++i) {
        if (row->value(i).toBool())
            found += words[i];
    }
    return found.join(u", "_s);
}

Result<void> giveRoles(RoomStore& store, const runbook::Roles* roles,
                       std::vector<std::string>& done)
{
    if (roles == nullptr)
        return {};
    const auto rows = roomRolesOf(*roles);
    const auto given = store.setRoles(rows);
    if (given)
        done.push_back("Whose approvals count, and who may spend them, is held to the roles of "
                       + std::to_string(rows.size() - 1)
                       + (rows.size() == 2 ? " person" : " people") + " and of everybody else.");
    return given;
}

void checkRole(SqlConnection& connection, const RoomUrl& url, std::vector<RoomFinding>& found)
{
    auto reads =
        connection.run(u"SELECT has_table_privilege(session_user, 'plumbline.entry', "
                       "'SELECT') AND has_column_privilege(session_user, 'plumbline.entry', "
                       "'hash', 'INSERT')"_s);
    if (!reads || !reads->next() || !reads->value(0).toBool()) {
        found.push_back({"role", false,
                         "The login " + url.user
                             + " may not use the room: the owner of the database runs GRANT "
                               "plumbline_console TO "
                             + url.user + "."});
        return;
    }
    const auto excess = tooMuch(connection);
    if (!excess)
        found.push_back({"role", false, excess.error().message});
    else if (excess->isEmpty())
        found.push_back(
            {"role", true,
             "The login " + url.user + " may read, add entries of its own, and nothing else."});
    else
        found.push_back({"role", false,
                         "The login " + url.user
                             + " is too strong for a console: " + excess->toStdString()
                             + ". Use one that is only a member of plumbline_console."});
}

void checkPostgres(const RoomUrl& url, const std::string& password, std::vector<RoomFinding>& found)
{
    SqlConnection connection(u"QPSQL"_s);
    if (const auto opened = openPostgres(connection, url, password); !opened) {
        found.push_back({"connection", false, opened.error().message});
        return;
    }
    found.push_back(
        {"connection", true,
         "The server " + url.host + ":" + std::to_string(url.port) + " lets " + url.user + " in."});
    auto tls = connection.run(u"SELECT s.ssl, s.version, s.cipher FROM pg_stat_ssl s WHERE s.pid = "
                              "pg_backend_pid()"_s);
    if (tls && tls->next() && tls->value(0).toBool())
        found.push_back({"tls", true,
                         "The connection is encrypted (" + tls->value(1).toString().toStdString()
                             + "), sslmode=" + url.tlsMode + "."});
    else
        found.push_back({"tls", url.tlsMode == "disable",
                         "The connection is not encrypted (sslmode=" + url.tlsMode + ")."});
    if (const auto schema = checkSchema(connection); !schema) {
        const bool isMissing =
            schema.error().message.find("permission denied") == std::string::npos;
        found.push_back({"schema", false,
                         schema.error().message
                             + (isMissing ? std::string()
                                          : " The owner of the database runs GRANT "
                                            "plumbline_console TO "
                                        + url.user + ".")});
        return;
    }
    found.push_back({"schema", true,
                     "The schema is of version " + std::to_string(kSchemaVersion)
                         + ", which this Plumbline knows."});
    auto room = connection.run(u"SELECT last_sequence FROM plumbline.room WHERE name = ?"_s,
                               {qtext(url.room)});
    if (!room || !room->next())
        found.push_back({"room", false,
                         room ? "There is no room \"" + url.room
                                 + "\": the owner of the database makes it with \"plumbline room "
                                   "init\"."
                              : room.error().message});
    else
        found.push_back({"room", true,
                         "The room \"" + url.room + "\" holds "
                             + std::to_string(room->value(0).toLongLong()) + " entries."});
    checkRole(connection, url, found);
    auto roles = connection.run(u"SELECT count(*) FROM plumbline.room_role WHERE room = ?"_s,
                                {qtext(url.room)});
    if (roles && roles->next())
        found.push_back({"roles", true,
                         roles->value(0).toInt() == 0
                             ? "The room has no roles: everybody's approval counts, and everybody "
                               "may spend it. The owner gives it some with \"plumbline room init "
                               "--roles FILE\"."
                             : "Whose approvals count, and who may spend them, is held to the "
                               "room's roles."});
}

} // namespace

Result<std::vector<std::string>> initRoom(const RoomUrl& url, const std::string& password,
                                          const runbook::Roles* roles)
{
    std::vector<std::string> done;
    if (url.store == RoomUrl::Store::Embedded) {
        const auto store = openSqliteStore(url, true);
        if (!store)
            return tl::make_unexpected(store.error());
        done.push_back("The room \"" + url.room + "\" is in " + url.file + ".");
        const auto given = giveRoles(**store, roles, done);
        return given ? Result<std::vector<std::string>>(done) : tl::make_unexpected(given.error());
    }
    SqlConnection connection(u"QPSQL"_s);
    if (const auto opened = openPostgres(connection, url, password); !opened)
        return tl::make_unexpected(opened.error());
    auto version = versionOf(connection);
    if (!version)
        return tl::make_unexpected(version.error());
    if (*version > kSchemaVersion)
        return tl::make_unexpected(checkSchema(connection).error());
    const QString schema = scriptOf(u"schema.sql"_s);
    for (int next = *version + 1; next <= kSchemaVersion; ++next) {
        if (const auto made = runAll(connection, statementsOf(schema, next)); !made)
            return tl::make_unexpected(made.error());
        done.push_back("The schema is made, version " + std::to_string(next) + ".");
    }
    if (const auto made = runAll(connection, statementsOf(scriptOf(u"roles.sql"_s))); !made)
        return tl::make_unexpected(
            Error{made.error().kind,
                  made.error().message
                      + " The role plumbline_console is made by somebody who may make roles "
                        "(resources/room/roles.sql)."});
    done.emplace_back("The role plumbline_console may read, and add entries of its own.");
    auto room =
        connection.run(u"INSERT INTO plumbline.room (name) VALUES (?) ON CONFLICT DO NOTHING"_s,
                       {qtext(url.room)});
    if (!room)
        return tl::make_unexpected(room.error());
    done.push_back(room->changedRows() > 0 ? "The room \"" + url.room + "\" is made."
                                           : "The room \"" + url.room + "\" was there already.");
    if (roles == nullptr)
        return done;
    const auto store = openPostgresStore(url, password);
    if (!store)
        return tl::make_unexpected(store.error());
    const auto given = giveRoles(**store, roles, done);
    return given ? Result<std::vector<std::string>>(done) : tl::make_unexpected(given.error());
}

std::vector<RoomFinding> checkRoom(const RoomUrl& url, const std::string& password)
{
    std::vector<RoomFinding> found;
    if (url.store == RoomUrl::Store::Postgres) {
        checkPostgres(url, password, found);
        return found;
    }
    if (!QFile::exists(qtext(url.file))) {
        found.push_back(
            {"file", false, "There is no " + url.file + ": \"plumbline room init\" makes it."});
        return found;
    }
    const auto store = openSqliteStore(url);
    if (!store)
        found.push_back({"file", false, store.error().message});
    else
        found.push_back({"file", true,
                         "The room \"" + url.room + "\" in " + url.file
                             + " can be read and written. It proves nobody's account: whoever may "
                               "write the file may say who they are."});
    return found;
}

} // namespace room
