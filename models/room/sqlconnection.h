// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/callwatch.h"
#include "models/room/roomentry.h"
#include "models/room/roomurl.h"
#include "models/telemetry/result.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace room {

// The rows of a statement. Alive no longer than its connection.
class SqlRows
{
public:
    SqlRows(std::shared_ptr<void> watch, QSqlQuery query)
        : m_watch(std::move(watch))
        , m_query(std::move(query))
    {
    }
    bool next() { return m_query.next(); }
    QVariant value(int column) const { return m_query.value(column); }
    int changedRows() const { return m_query.numRowsAffected(); }

private:
    std::shared_ptr<void> m_watch; // outlives the query, whose end asks the server, too
    QSqlQuery m_query;
};

// One connection of Qt SQL under a name of its own, closed at its end. One thread.
class SqlConnection
{
public:
    explicit SqlConnection(const QString& driver);
    SqlConnection(const SqlConnection&) = delete;
    SqlConnection& operator=(const SqlConnection&) = delete;
    ~SqlConnection();

    QSqlDatabase database() const { return QSqlDatabase::database(m_name, false); }
    // A prepared statement: values are bound, never part of its text. Where there are none it is
    // sent as it is.
    telemetry::Result<SqlRows> run(const QString& statement, const QVariantList& values = {});

    // From now on calls are given up after kStoreDeadline. False: the driver does not tell what of.
    bool watchSocket();
    // Nothing comes through any more: it is to be opened anew.
    bool isBroken() const { return m_isBroken; }

private:
    QString m_name;
    std::unique_ptr<CallWatch> m_watch; // of PostgreSQL
    int m_socket = -1;
    int m_running = 0; // statements whose rows are alive
    bool m_isBroken = false;
};

// An SQLite file, of this account alone where it is made here, in WAL mode; `isExclusive`: nobody
// else has it open meanwhile (Refused where somebody has), and it is made this account's alone
// where it was not.
telemetry::Result<void> openSqlite(SqlConnection& connection, const QString& file,
                                   bool isExclusive);
// Connects, with deadlines and TLS as the URL wants them.
telemetry::Result<void> openPostgres(SqlConnection& connection, const RoomUrl& url,
                                     const std::string& password);

// In words, with what to do: unreachable, certificate, password, right, room.
telemetry::Error sqlError(const QSqlError& error);

// The columns of an entry, in the one order of all statements of the stores: sequence, uuid,
// console, author_sequence, previous_hash, hash, seen, time_ns, kind, actor, account, subject,
// body, payload, login, person, host, recorded (ns).
RoomEntry entryFrom(const SqlRows& row);
// The same from uuid to payload.
QVariantList valuesOf(const RoomEntry& entry);

// Console, person, account and host, from that column on.
ConsoleIdentity identityFrom(const SqlRows& row, int first);

inline QString qtext(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// Statements of a script, which stand apart by lines "-- next"; `version`: only what makes it.
std::vector<QString> statementsOf(const QString& script, int version = 0);

} // namespace room
