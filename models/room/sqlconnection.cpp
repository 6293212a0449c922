// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/sqlconnection.h"

#include "models/telemetry/uuid.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDriver>

#include <chrono>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <libpq-fe.h>
#include <sys/stat.h>
#include <unistd.h>

namespace room {

using namespace Qt::StringLiterals;
using telemetry::Error;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::chrono::seconds kOpening{5}; // an SQLite file
constexpr std::chrono::milliseconds kRetry{20};
constexpr int kSqliteBusy = 5; // SQLITE_BUSY
constexpr int kSqliteLocked = 6; // SQLITE_LOCKED
constexpr int kSqliteFails = 10; // SQLITE_IOERR
constexpr int kSqliteFull = 13; // SQLITE_FULL
constexpr const char* kSystemRoots = "/etc/ssl/certs/ca-certificates.crt";

// Whether an SQLSTATE tells that nobody answers any more: connection lost, server going down.
bool isLost(const QString& state)
{
    return state.startsWith("08"_L1) || state.startsWith("57P"_L1);
}

Error connectError(const QSqlError& error, const RoomUrl& url)
{
    const QString text = error.databaseText() + ' '_L1 + error.driverText();
    const std::string where = url.host + ":" + std::to_string(url.port);
    if (text.contains("password authentication failed"_L1) || text.contains("no password"_L1))
        return {ErrorKind::Refused,
                "The room's server takes no such password of " + url.user
                    + ": keep it with \"plumbline secret set ROOM\", in PLUMBLINE_TOKEN_ROOM, or "
                      "name a file with --room-token-file."};
    if (text.contains("certificate"_L1) || text.contains("SSL"_L1) || text.contains("TLS"_L1))
        return {ErrorKind::Refused,
                "The room's server " + where
                    + " was not trusted (TLS): " + text.simplified().left(300).toStdString()
                    + ". Name the authority that signed its certificate with sslrootcert=FILE."};
    if (text.contains("does not exist"_L1))
        return {ErrorKind::Refused,
                "The room's server " + where
                    + " says: " + text.simplified().left(300).toStdString()};
    if (text.contains("pg_hba.conf"_L1) || text.contains("not permitted to log in"_L1))
        return {ErrorKind::Refused,
                "The room's server " + where + " lets " + url.user
                    + " not in: " + text.simplified().left(300).toStdString()};
    return {ErrorKind::Unreachable,
            "The room's server " + where
                + " does not answer: " + text.simplified().left(300).toStdString()};
}

// A file that was made wide, as a copy may be, and what SQLite keeps beside it. By its name:
// opening it would drop the locks that this process has on it.
Result<void> tighten(const QString& file)
{
    for (const QString& tail : {u""_s, u"-wal"_s, u"-shm"_s}) {
        const QByteArray path = QFile::encodeName(file + tail);
        struct stat there = {};
        if (::lstat(path.constData(), &there) != 0 || (there.st_mode & 0077U) == 0)
            continue;
        if (::fchmodat(AT_FDCWD, path.constData(), 0600, AT_SYMLINK_NOFOLLOW) != 0)
            return failure(ErrorKind::Unreadable,
                           file.toStdString() + tail.toStdString()
                               + " can be read by others and cannot be made this account's alone: "
                                 "it is another account's, or a link.");
    }
    return {};
}

} // namespace

SqlConnection::SqlConnection(const QString& driver)
    : m_name(qtext("room-" + telemetry::randomUuid()))
{
    QSqlDatabase::addDatabase(driver, m_name);
}

SqlConnection::~SqlConnection()
{
    m_watch.reset();
    {
        QSqlDatabase open = database();
        open.close();
    }
    QSqlDatabase::removeDatabase(m_name);
}

bool SqlConnection::watchSocket()
{
    const QVariant handle = database().driver()->handle();
    // The driver's documented handle, under the name that its type has or the one it really has.
    const QByteArrayView type(handle.typeName());
    if (type == "PGconn*" || type == "pg_conn*")
        m_socket = ::PQsocket(*static_cast<PGconn* const*>(handle.constData()));
    m_watch = std::make_unique<CallWatch>();
    return m_socket >= 0;
}

Result<SqlRows> SqlConnection::run(const QString& statement, const QVariantList& values)
{
    if (m_isBroken)
        return failure(ErrorKind::Unreachable, "The room's server does not answer.");
    std::shared_ptr<void> watched;
    if (m_watch) {
        m_watch->begin(m_socket);
        ++m_running;
        watched = std::shared_ptr<void>(m_watch.get(), [this](void*) {
            if (--m_running == 0 && m_watch)
                m_watch->end();
        });
    }
    QSqlQuery query(database());
    bool isDone = values.isEmpty() ? query.exec(statement) : query.prepare(statement);
    if (isDone && !values.isEmpty()) {
        for (const QVariant& value : values)
            query.addBindValue(value);
        isDone = query.exec();
    }
    if (isDone)
        return SqlRows(std::move(watched), std::move(query));
    Error error = sqlError(query.lastError());
    // What the server says has an SQLSTATE; without one it is libpq that speaks, of the connection.
    const bool isOfServer = !query.lastError().nativeErrorCode().isEmpty();
    if (m_watch
        && (m_watch->hasCut() || !isOfServer || isLost(query.lastError().nativeErrorCode()))) {
        m_isBroken = true;
        error = {ErrorKind::Unreachable,
                 "The room's server does not answer any more: "
                     + query.lastError().databaseText().simplified().left(300).toStdString()};
    }
    return tl::make_unexpected(std::move(error));
}

Result<void> openSqlite(SqlConnection& connection, const QString& file, bool isExclusive)
{
    const QByteArray path = QFile::encodeName(file);
    // SQLite would make it as the umask wants: others could read it. A file that is there is not
    // opened: closing it again would drop the locks that this process has on it.
    const int made =
        ::open(path.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (made >= 0)
        ::close(made);
    struct stat there = {};
    if (::lstat(path.constData(), &there) != 0 || !S_ISREG(there.st_mode)
        || ::access(path.constData(), R_OK | W_OK) != 0)
        return failure(ErrorKind::Unreachable, // a folder of others that is not there just now
                       file.toStdString() + " cannot be written, or is a link.");
    if (isExclusive) {
        if (const auto tight = tighten(file); !tight)
            return tight;
    }
    QSqlDatabase database = connection.database();
    database.setDatabaseName(file);
    database.setConnectOptions(isExclusive ? u"QSQLITE_BUSY_TIMEOUT=0"_s
                                           : u"QSQLITE_BUSY_TIMEOUT=10000"_s);
    if (!database.open())
        return failure(ErrorKind::Unreadable,
                       file.toStdString() + ": " + database.lastError().text().toStdString());
    if (isExclusive) {
        if (const auto done = connection.run(u"PRAGMA locking_mode=EXCLUSIVE"_s); !done)
            return tl::make_unexpected(done.error());
    }
    // SQLite waits for nobody where the file is just being made or left by the last who had it.
    const auto until = std::chrono::steady_clock::now() + kOpening;
    auto done = connection.run(u"PRAGMA journal_mode=WAL"_s);
    while (!done && !isExclusive && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(kRetry);
        done = connection.run(u"PRAGMA journal_mode=WAL"_s);
    }
    if (done)
        done = connection.run(u"PRAGMA synchronous=FULL"_s);
    if (!done) {
        const bool isOfDisk = done.error().kind == ErrorKind::Unreadable;
        const ErrorKind alone = isOfDisk ? ErrorKind::Unreadable : ErrorKind::Refused;
        return tl::make_unexpected(Error{isExclusive ? alone : ErrorKind::Unreachable,
                                         file.toStdString() + ": " + done.error().message});
    }
    return {};
}

Result<void> openPostgres(SqlConnection& connection, const RoomUrl& url,
                          const std::string& password)
{
    QSqlDatabase database = connection.database();
    if (!database.isValid())
        return failure(ErrorKind::Refused,
                       "Qt's driver of PostgreSQL is not installed (libqt6sql6-psql).");
    database.setHostName(qtext(url.host));
    database.setPort(url.port);
    database.setDatabaseName(qtext(url.database));
    database.setUserName(qtext(url.user));
    database.setPassword(qtext(password));
    QString root = qtext(url.tlsRootFile);
    if (root.isEmpty() && url.tlsMode.starts_with("verify")
        && QFileInfo::exists(QString::fromLatin1(kSystemRoots)))
        root = QString::fromLatin1(kSystemRoots);
    QString options =
        u"connect_timeout=5;application_name=plumbline;keepalives=1;keepalives_idle=5;"
        "keepalives_interval=2;keepalives_count=3;tcp_user_timeout=8000;sslmode="_s
        + qtext(url.tlsMode);
    if (!root.isEmpty()) // isPlain() holds of it
        options += ";sslrootcert='"_L1 + root + '\''_L1;
    database.setConnectOptions(options);
    if (!database.open())
        return tl::make_unexpected(connectError(database.lastError(), url));
    if (!connection.watchSocket()) // without, a call could wait for ever
        return failure(ErrorKind::Refused,
                       "Qt's driver of PostgreSQL does not tell of its connection.");
    for (const QString& setting :
         {u"SET statement_timeout = '8s'"_s, u"SET lock_timeout = '5s'"_s,
          u"SET idle_in_transaction_session_timeout = '10s'"_s, u"SET TIME ZONE 'UTC'"_s}) {
        if (const auto done = connection.run(setting); !done)
            return tl::make_unexpected(done.error());
    }
    return {};
}

Error sqlError(const QSqlError& error)
{
    const QString state = error.nativeErrorCode();
    const std::string said = error.databaseText().simplified().left(300).toStdString();
    if (error.type() == QSqlError::ConnectionError || isLost(state)
        || error.databaseText().contains("server closed the connection"_L1)
        || error.databaseText().contains("could not receive data"_L1)
        || error.databaseText().contains("connection not open"_L1)
        || error.databaseText().contains("no connection to the server"_L1)
        || error.databaseText().contains("connection timed out"_L1, Qt::CaseInsensitive)
        || (error.type() != QSqlError::NoError && state.isEmpty() && said.empty()))
        return {ErrorKind::Unreachable, "The room's server does not answer: " + said};
    if (state == "57014"_L1 || state == "55P03"_L1 || state == "40001"_L1 || state == "40P01"_L1)
        return {ErrorKind::Unreachable, "The room's server was too busy: " + said};
    // SQLite's codes are numbers, with the kind in their lowest byte. Somebody else is at the file.
    bool isNumber = false;
    const int code = state.size() < 5 ? state.toInt(&isNumber) & 0xff : 0;
    if (isNumber && (code == kSqliteBusy || code == kSqliteLocked))
        return {ErrorKind::Unreachable, "The room's file was busy and is tried again: " + said};
    if (isNumber && (code == kSqliteFull || code == kSqliteFails))
        return {ErrorKind::Unreadable, "The disk is full or fails: " + said};
    if (state == "42501"_L1)
        return {ErrorKind::Refused, "The room's server does not allow it: " + said};
    if (state == "42P01"_L1 || state == "3F000"_L1)
        return {ErrorKind::Refused,
                "The database holds no room: its owner runs \"plumbline room init\" first."};
    return {ErrorKind::Refused, "The room's store refused it: " + said};
}

ConsoleIdentity identityFrom(const SqlRows& row, int first)
{
    return {.console = row.value(first).toString().toStdString(),
            .person = row.value(first + 1).toString().toStdString(),
            .account = row.value(first + 2).toString().toStdString(),
            .host = row.value(first + 3).toString().toStdString()};
}

RoomEntry entryFrom(const SqlRows& row)
{
    const auto text = [&row](int column) { return row.value(column).toString().toStdString(); };
    RoomEntry result;
    int column = 0;
    result.sequence = row.value(column++).toLongLong();
    result.uuid = text(column++);
    result.console = text(column++);
    result.authorSequence = row.value(column++).toLongLong();
    result.previousHash = text(column++);
    result.hash = text(column++);
    result.seen = row.value(column++).toLongLong();
    result.entry.time = telemetry::fromUnixNanos(row.value(column++).toLongLong());
    result.entry.kind = text(column++);
    result.entry.actor = text(column++);
    result.account = text(column++);
    result.entry.subject = text(column++);
    result.entry.text = text(column++);
    result.entry.payload = text(column++);
    result.login = text(column++);
    result.person = text(column++);
    result.host = text(column++);
    result.recorded = telemetry::fromUnixNanos(row.value(column++).toLongLong());
    result.entry.recorded = result.recorded;
    return result;
}

QVariantList valuesOf(const RoomEntry& entry)
{
    const telemetry::TimelineEntry& said = entry.entry;
    return {qtext(entry.uuid),
            qtext(entry.console),
            static_cast<qlonglong>(entry.authorSequence),
            qtext(entry.previousHash),
            qtext(entry.hash),
            static_cast<qlonglong>(entry.seen),
            static_cast<qlonglong>(telemetry::toUnixNanos(said.time)),
            qtext(said.kind),
            qtext(said.actor),
            qtext(entry.account),
            qtext(said.subject),
            qtext(said.text),
            qtext(said.payload)};
}

std::vector<QString> statementsOf(const QString& script, int version)
{
    std::vector<QString> result;
    QString statement;
    int current = 0;
    const auto finish = [&] {
        if ((version == 0 || version == current) && !statement.trimmed().isEmpty())
            result.push_back(statement);
        statement.clear();
    };
    for (const QString& line : script.split(u'\n')) {
        if (line.startsWith("-- version "_L1)) {
            finish();
            current = line.mid(11).toInt();
        } else if (line == "-- next"_L1) {
            finish();
        } else if (!line.startsWith("-- "_L1)) {
            statement += line + '\n'_L1;
        }
    }
    finish();
    return result;
}

} // namespace room
