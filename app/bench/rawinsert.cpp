// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/rawinsert.h"

#include "models/store/writer.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
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
    int columns = 0;
    std::vector<Cell> cells; // row by row
    std::size_t rows() const
    {
        return columns == 0 ? 0 : cells.size() / static_cast<std::size_t>(columns);
    }
};

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

bool readTable(sqlite3* source, Table& table)
{
    const Statement rows = prepare(source, "SELECT * FROM " + quotedName(table.name));
    if (!rows)
        return false;
    table.columns = sqlite3_column_count(rows.get());
    while (sqlite3_step(rows.get()) == SQLITE_ROW) {
        for (int column = 0; column < table.columns; ++column)
            table.cells.emplace_back(sqlite3_value_dup(sqlite3_column_value(rows.get(), column)),
                                     &sqlite3_value_free);
    }
    return true;
}

bool insertRows(sqlite3_stmt* insert, const Table& table, std::size_t first, std::size_t last)
{
    for (std::size_t row = first; row < last; ++row) {
        for (int column = 0; column < table.columns; ++column) {
            const auto cell =
                row * static_cast<std::size_t>(table.columns) + static_cast<std::size_t>(column);
            sqlite3_bind_value(insert, column + 1, table.cells[cell].get());
        }
        if (sqlite3_step(insert) != SQLITE_DONE)
            return false;
        sqlite3_reset(insert);
    }
    return true;
}

std::string insertStatement(const Table& table)
{
    std::string sql = "INSERT INTO " + quotedName(table.name) + " VALUES(?";
    for (int column = 1; column < table.columns; ++column)
        sql += ",?";
    return sql + ')';
}

bool insertAll(sqlite3* target, const std::vector<Table>& tables, int transactions)
{
    std::vector<Statement> inserts;
    inserts.reserve(tables.size());
    for (const Table& table : tables)
        inserts.push_back(prepare(target, insertStatement(table)));
    const auto parts = static_cast<std::size_t>(std::max(1, transactions));
    for (std::size_t part = 0; part < parts; ++part) {
        if (!execute(target, "BEGIN"))
            return false;
        for (std::size_t i = 0; i < tables.size(); ++i) {
            const std::size_t rows = tables[i].rows();
            if (!insertRows(inserts[i].get(), tables[i], rows * part / parts,
                            rows * (part + 1) / parts))
                return false;
        }
        if (!execute(target, "COMMIT"))
            return false;
    }
    return true;
}

} // namespace

telemetry::Result<RawInsert> insertRaw(const std::string& recording, const std::string& scratch,
                                       int transactions)
{
    const Database source = openDatabase(recording, SQLITE_OPEN_READONLY);
    std::filesystem::remove(scratch);
    const Database target = openDatabase(scratch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!source || !target)
        return telemetry::failure(ErrorKind::Unreadable,
                                  "The benchmark cannot open " + recording + " or " + scratch
                                      + ".");

    execute(target.get(),
            "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=0");
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
            tables.push_back(Table{.name = text(schema.get(), 1), .columns = 0, .cells = {}});
    }
    RawInsert result;
    for (Table& table : tables) {
        if (!readTable(source.get(), table))
            return telemetry::failure(ErrorKind::Unreadable,
                                      "The benchmark cannot read table " + table.name + ".");
        result.rows += static_cast<std::int64_t>(table.rows());
    }

    const store::Checkpointer checkpointer(scratch);
    const auto start = std::chrono::steady_clock::now();
    if (!insertAll(target.get(), tables, transactions))
        return telemetry::failure(ErrorKind::Refused,
                                  std::string("The rows cannot be inserted: ")
                                      + sqlite3_errmsg(target.get()));
    result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace bench
