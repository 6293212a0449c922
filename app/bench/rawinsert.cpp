// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/rawinsert.h"

#include "app/bench/elapsed.h"
#include "models/store/writer.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <sqlite3.h>

namespace bench {

namespace {

using telemetry::ErrorKind;
using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;
using Cell = std::unique_ptr<sqlite3_value, decltype(&sqlite3_value_free)>;

struct Table
{
    std::string name;
    Statement select{nullptr, &sqlite3_finalize};
    Statement insert{nullptr, &sqlite3_finalize};
    int columns = 0;
    std::size_t rows = 0;
    std::vector<Cell> cells; // of the transaction that comes, row by row
};

using RawClock = std::chrono::steady_clock;

Database openDatabase(const std::string& path, int flags)
{
    sqlite3* handle = nullptr;
    if (sqlite3_open_v2(path.c_str(), &handle, flags, nullptr) != SQLITE_OK) {
        sqlite3_close(handle);
        handle = nullptr;
    }
    return {handle, &sqlite3_close};
}

Statement prepare(sqlite3* database, const std::string& sql)
{
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr);
    return {statement, &sqlite3_finalize};
}

bool execute(sqlite3* database, const std::string& sql)
{
    return sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::string text(sqlite3_stmt* statement, int column)
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return bytes == nullptr ? std::string() : std::string(bytes);
}

// Table names come from the schema of a file we wrote ourselves; quoted all the same.
std::string quotedName(const std::string& name)
{
    std::string result = "\"";
    for (const char c : name)
        result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + '"';
}

std::string insertStatement(const Table& table)
{
    std::string sql = "INSERT INTO " + quotedName(table.name) + " VALUES(?";
    for (int column = 1; column < table.columns; ++column)
        sql += ",?";
    return sql + ')';
}

bool openTable(sqlite3* source, sqlite3* target, Table& table)
{
    const Statement count = prepare(source, "SELECT count(*) FROM " + quotedName(table.name));
    table.select = prepare(source, "SELECT * FROM " + quotedName(table.name));
    if (!count || !table.select || sqlite3_step(count.get()) != SQLITE_ROW)
        return false;
    table.rows = static_cast<std::size_t>(sqlite3_column_int64(count.get(), 0));
    table.columns = sqlite3_column_count(table.select.get());
    table.insert = prepare(target, insertStatement(table));
    return table.insert != nullptr;
}

bool readRows(Table& table, std::size_t rows)
{
    table.cells.clear();
    for (std::size_t row = 0; row < rows; ++row) {
        if (sqlite3_step(table.select.get()) != SQLITE_ROW)
            return false;
        for (int column = 0; column < table.columns; ++column)
            table.cells.emplace_back(
                sqlite3_value_dup(sqlite3_column_value(table.select.get(), column)),
                &sqlite3_value_free);
    }
    return true;
}

bool insertRows(Table& table)
{
    sqlite3_stmt* insert = table.insert.get();
    for (std::size_t cell = 0; cell < table.cells.size();) {
        for (int column = 0; column < table.columns; ++column, ++cell)
            sqlite3_bind_value(insert, column + 1, table.cells[cell].get());
        if (sqlite3_step(insert) != SQLITE_DONE)
            return false;
        sqlite3_reset(insert);
    }
    return true;
}

bool insertAll(sqlite3* target, std::vector<Table>& tables, int transactions, RawInsert& result)
{
    const auto parts = static_cast<std::size_t>(std::max(1, transactions));
    for (std::size_t part = 0; part < parts; ++part) {
        for (Table& table : tables) {
            const std::size_t first = table.rows * part / parts;
            if (!readRows(table, table.rows * (part + 1) / parts - first))
                return false;
        }
        const auto start = RawClock::now();
        if (!execute(target, "BEGIN"))
            return false;
        for (Table& table : tables) {
            if (!insertRows(table))
                return false;
        }
        const auto before = RawClock::now();
        if (!execute(target, "COMMIT"))
            return false;
        result.commits.push_back(secondsSince(before) * 1000);
        result.seconds += secondsSince(start);
    }
    return true;
}

} // namespace

telemetry::Result<RawInsert> insertRaw(const std::string& recording, const std::string& scratch,
                                       int transactions, RawLog log)
{
    const Database source = openDatabase(recording, SQLITE_OPEN_READONLY);
    std::error_code ignored;
    for (const char* end : {"", "-wal", "-shm"})
        std::filesystem::remove(scratch + end, ignored);
    const Database target = openDatabase(scratch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!source || !target)
        return telemetry::failure(ErrorKind::Unreadable,
                                  "The benchmark cannot open " + recording + " or " + scratch
                                      + ".");

    execute(target.get(),
            "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-65536");
    if (log == RawLog::MovedApart)
        execute(target.get(), "PRAGMA wal_autocheckpoint=0");
    std::vector<Table> tables;
    const Statement schema =
        prepare(source.get(),
                "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
                "AND name NOT LIKE 'sqlite_%' ORDER BY type = 'index'");
    while (schema && sqlite3_step(schema.get()) == SQLITE_ROW) {
        if (!execute(target.get(), text(schema.get(), 2)))
            return telemetry::failure(ErrorKind::Refused,
                                      std::string("The schema cannot be copied: ")
                                          + sqlite3_errmsg(target.get()));
        if (text(schema.get(), 0) == "table")
            tables.emplace_back().name = text(schema.get(), 1);
    }
    RawInsert result;
    for (Table& table : tables) {
        if (!openTable(source.get(), target.get(), table))
            return telemetry::failure(ErrorKind::Unreadable,
                                      "The benchmark cannot read table " + table.name + ".");
        result.rows += static_cast<std::int64_t>(table.rows);
    }

    std::optional<store::Checkpointer> checkpointer;
    if (log == RawLog::MovedApart)
        checkpointer.emplace(scratch);
    if (!insertAll(target.get(), tables, transactions, result))
        return telemetry::failure(ErrorKind::Refused,
                                  std::string("The rows cannot be inserted: ")
                                      + sqlite3_errmsg(target.get()));
    return result;
}

} // namespace bench
