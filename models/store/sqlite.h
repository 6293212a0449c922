// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace store {

// A prepared statement. Values are bound from 1 on; columns are read from 0 on. Text that is bound
// must outlive the step.
class Statement
{
public:
    Statement() = default;
    // Our own SQL only, never text from outside. A statement that does not compile is a broken file
    // (a missing table): step() then fails with SQLite's words.
    // `epoch` is the connection's, see Database::abandon().
    Statement(sqlite3* database, std::string_view sql,
              std::shared_ptr<const std::uint64_t> epoch = nullptr);

    Statement& bind(std::int64_t value);
    Statement& bind(double value);
    Statement& bind(std::string_view text);
    Statement& bindBlob(std::string_view bytes);
    Statement& bindNull();
    Statement& bind(telemetry::Timestamp time)
    {
        return bind(std::int64_t{telemetry::toUnixNanos(time)});
    }
    Statement& bind(const std::optional<std::int64_t>& value)
    {
        return value ? bind(*value) : bindNull();
    }
    Statement& bind(const std::optional<telemetry::Timestamp>& value)
    {
        return value ? bind(*value) : bindNull();
    }
    Statement& bind(const std::optional<double>& value)
    {
        return value ? bind(*value) : bindNull();
    }
    Statement& bindTextOrNull(std::string_view text)
    {
        return text.empty() ? bindNull() : bind(text);
    }

    // True when there is a row. False at the end and after an error; hasFailed() tells which.
    bool step();
    // For statements without rows: runs to the end and resets. False after an error.
    bool run();
    void reset(); // keeps nothing bound
    bool hasFailed() const { return m_hasFailed; }

    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string_view text(int column) const; // valid until the next step
    std::string_view blob(int column) const; // likewise
    bool isNull(int column) const;
    telemetry::Timestamp time(int column) const
    {
        return telemetry::fromUnixNanos(integer(column));
    }
    std::optional<double> optionalReal(int column) const;

private:
    struct Finalizer
    {
        void operator()(sqlite3_stmt* statement) const;
    };
    int nextPlace();

    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
    std::shared_ptr<const std::uint64_t> m_epoch;
    std::uint64_t m_seenEpoch = 0;
    int m_next = 1;
    bool m_hasFailed = false;
};

// An open connection.
class Database
{
public:
    enum class Mode
    {
        ReadOnly,
        ReadWrite,
        Create,
    };

    // Views that the file itself brings cannot be read.
    static telemetry::Result<Database> open(const std::string& path, Mode mode);

    sqlite3* handle() const { return m_handle.get(); }
    Statement prepare(std::string_view sql) const { return {m_handle.get(), sql, m_epoch}; }
    // Runs our own SQL text (may hold several statements).
    telemetry::Result<void> execute(const char* sql) const;
    // After an exception: whatever values were given to statements of this connection, and whatever
    // rows they were at, is none of what is asked of them next.
    void abandon() const;
    // Ends a transaction, if there is one, as if it had not been. Even that takes memory: tried
    // again for a while. False when it is still open.
    bool undo() const;
    // What went wrong last, with the file's name. Damage is Unreadable, the rest Refused.
    telemetry::Error lastError(std::string_view doing) const;
    std::int64_t lastRow() const;
    int changes() const;
    bool isInTransaction() const;
    const std::string& path() const { return m_path; }

private:
    struct Closer
    {
        void operator()(sqlite3* database) const;
    };
    std::shared_ptr<std::uint64_t> m_epoch = std::make_shared<std::uint64_t>(0);
    std::shared_ptr<const void> m_mark; // of an open file; goes after the handle
    std::unique_ptr<sqlite3, Closer> m_handle;
    std::string m_path;
};

} // namespace store
