// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/sqlite.h"

#include "models/store/openfiles.h"
#include "models/telemetry/scarcememory.h"

#include <thread>
#include <utility>

#include <sqlite3.h>

namespace store {

namespace {

constexpr int kBusyMilliseconds = 5000;

int openFlags(Database::Mode mode)
{
    switch (mode) {
    case Database::Mode::ReadOnly:
        return SQLITE_OPEN_READONLY;
    case Database::Mode::ReadWrite:
        return SQLITE_OPEN_READWRITE;
    case Database::Mode::Create:
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return SQLITE_OPEN_READONLY;
}

} // namespace

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* database, std::string_view sql,
                     std::shared_ptr<const std::uint64_t> epoch)
    : m_epoch(std::move(epoch))
    , m_seenEpoch(m_epoch ? *m_epoch : 0)
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    m_statement.reset(statement);
    m_hasFailed = code != SQLITE_OK;
}

int Statement::nextPlace()
{
    if (m_epoch && std::exchange(m_seenEpoch, *m_epoch) != *m_epoch)
        reset();
    return m_next++;
}

Statement& Statement::bind(std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), nextPlace(), value);
    return *this;
}

Statement& Statement::bind(double value)
{
    sqlite3_bind_double(m_statement.get(), nextPlace(), value);
    return *this;
}

Statement& Statement::bind(std::string_view text)
{
    // A null pointer would bind NULL, and an empty text is not NULL.
    sqlite3_bind_text64(m_statement.get(), nextPlace(), text.data() != nullptr ? text.data() : "",
                        text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bindBlob(std::string_view bytes)
{
    sqlite3_bind_blob64(m_statement.get(), nextPlace(), bytes.data() != nullptr ? bytes.data() : "",
                        bytes.size(), SQLITE_STATIC);
    return *this;
}

Statement& Statement::bindNull()
{
    sqlite3_bind_null(m_statement.get(), nextPlace());
    return *this;
}

bool Statement::step()
{
    if (!m_statement) {
        m_hasFailed = true;
        return false;
    }
    const int code = sqlite3_step(m_statement.get());
    m_hasFailed = code != SQLITE_ROW && code != SQLITE_DONE;
    return code == SQLITE_ROW;
}

bool Statement::run()
{
    while (step()) { }
    const bool isGood = !m_hasFailed;
    reset();
    m_hasFailed = !isGood;
    return isGood;
}

void Statement::reset()
{
    if (m_statement) { // it is not where memory was short as it was prepared
        sqlite3_reset(m_statement.get());
        sqlite3_clear_bindings(m_statement.get());
    }
    m_next = 1;
    m_hasFailed = m_statement == nullptr;
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement.get(), column);
}

std::string_view Statement::text(int column) const
{
    const auto* bytes =
        reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return bytes != nullptr ? std::string_view(bytes, size) : std::string_view();
}

std::string_view Statement::blob(int column) const
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return bytes != nullptr ? std::string_view(bytes, size) : std::string_view();
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

std::optional<double> Statement::optionalReal(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(real(column));
}

void Database::Closer::operator()(sqlite3* database) const
{
    sqlite3_close_v2(database);
}

telemetry::Result<Database> Database::open(const std::string& path, Mode mode)
{
    // Counting every allocation takes a lock of the whole process, a twentieth of the writer's
    // time, and nobody reads the count.
    static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(configured); // SQLite was started before: it goes on as it is, only slower
    Database database;
    database.m_path = path;
    sqlite3* handle = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &handle, openFlags(mode) | SQLITE_OPEN_NOMUTEX, nullptr);
    database.m_handle.reset(handle);
    database.m_mark = markOpen(path);
    if (code != SQLITE_OK)
        return telemetry::failure(
            telemetry::ErrorKind::Unreadable,
            path + " cannot be opened: "
                + (handle != nullptr ? sqlite3_errmsg(handle) : "out of memory") + ".");
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kBusyMilliseconds);
    // Who sends a file could have a view of it run in the place of a table of ours, and functions
    // of other programs in it. Temporary views, which are ours, are not concerned.
    for (const int option : {SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_TRUSTED_SCHEMA})
        sqlite3_db_config(handle, option, 0, nullptr);
    return database;
}

telemetry::Result<void> Database::execute(const char* sql) const
{
    if (sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::make_unexpected(lastError("be prepared"));
    return {};
}

void Database::abandon() const
{
    ++*m_epoch;
    for (sqlite3_stmt* each = sqlite3_next_stmt(m_handle.get(), nullptr); each != nullptr;
         each = sqlite3_next_stmt(m_handle.get(), each)) {
        sqlite3_reset(each);
        sqlite3_clear_bindings(each);
    }
}

bool Database::undo() const
{
    constexpr int attempts = 200;
    for (int i = 0; i < attempts && isInTransaction(); ++i) {
        if (sqlite3_exec(m_handle.get(), "ROLLBACK", nullptr, nullptr, nullptr) != SQLITE_OK)
            std::this_thread::sleep_for(telemetry::kMemoryPause);
    }
    return !isInTransaction();
}

telemetry::Error Database::lastError(std::string_view doing) const
{
    const int code = sqlite3_errcode(m_handle.get()) & 0xff;
    const bool isDamaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB
        || code == SQLITE_CANTOPEN || code == SQLITE_ERROR;
    if (code == SQLITE_NOTADB && m_path.ends_with(".plumbundle"))
        return {telemetry::ErrorKind::Unreadable,
                m_path + " is a bundle. The recording in it is unpacked by: plumbline bundle open "
                    + m_path};
    if (code == SQLITE_NOTADB)
        return {telemetry::ErrorKind::Unreadable, m_path + " is no recording."};
    return {isDamaged ? telemetry::ErrorKind::Unreadable : telemetry::ErrorKind::Refused,
            m_path + " cannot " + std::string(doing) + ": " + sqlite3_errmsg(m_handle.get()) + "."};
}

std::int64_t Database::lastRow() const
{
    return sqlite3_last_insert_rowid(m_handle.get());
}

bool Database::isInTransaction() const
{
    return sqlite3_get_autocommit(m_handle.get()) == 0;
}

int Database::changes() const
{
    return sqlite3_changes(m_handle.get());
}

} // namespace store
