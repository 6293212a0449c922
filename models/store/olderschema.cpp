// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/olderschema.h"

#include "models/store/schema.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace store {

namespace {

struct Column
{
    std::string name;
    std::string absent; // what stands for it where it is missing
};

struct Computed
{
    const char* table;
    const char* column;
    std::string expression; // as the migration that added it filled it
};
// Alarms about a mean said so in a sentence.
constexpr const char* kIsMean = "(alarm IN (SELECT alarm FROM main.alarms WHERE sentence LIKE "
                                "'% % mean badness since %'))";
const std::array<Computed, 4> kComputed{
    {{"rollups_second", "recorded_ns", "(recorded_bucket + 1) * 1000000000 - 1"},
     {"alarms", "measure", kIsMean},
     {"alarms", "mean_before", "CASE WHEN " + std::string(kIsMean) + " THEN rate_before END"},
     {"alarms", "mean_now", "CASE WHEN " + std::string(kIsMean) + " THEN rate_now END"}}};

// All names come from our own schema: they are in no need of quoting.
std::vector<Column> columnsOf(const Database& database, const std::string& table)
{
    Statement select =
        database.prepare("SELECT name, coalesce(dflt_value, 'NULL') FROM pragma_table_info(?)");
    select.bind(std::string_view(table));
    std::vector<Column> columns;
    while (select.step())
        columns.push_back({std::string(select.text(0)), std::string(select.text(1))});
    for (const Computed& computed : kComputed) {
        const auto column = std::ranges::find(columns, computed.column, &Column::name);
        if (table == computed.table && column != columns.end())
            column->absent = computed.expression;
    }
    return columns;
}

// Empty when the table is as it should be.
std::string coverFor(const Database& database, const std::string& table,
                     const std::vector<Column>& wanted, const std::string& definition)
{
    const std::vector<Column> present = columnsOf(database, table);
    if (present.empty())
        return "CREATE TEMP TABLE " + definition.substr(std::string_view("CREATE TABLE ").size());
    std::string selected;
    bool isComplete = true;
    for (const Column& column : wanted) {
        const bool isThere =
            std::ranges::find(present, column.name, &Column::name) != present.end();
        isComplete = isComplete && isThere;
        selected += (selected.empty() ? "" : ", ")
            + (isThere ? column.name : column.absent + " AS " + column.name);
    }
    return isComplete
        ? std::string()
        : "CREATE TEMP VIEW " + table + " AS SELECT " + selected + " FROM main." + table;
}

} // namespace

telemetry::Result<void> coverOlderTables(const Database& database)
{
    const auto newest = Database::open(":memory:", Database::Mode::Create);
    if (!newest)
        return tl::make_unexpected(newest.error());
    if (const auto made = migrate(*newest); !made)
        return made;
    Statement tables = newest->prepare("SELECT name, sql FROM sqlite_master WHERE type='table'");
    while (tables.step()) {
        const std::string table(tables.text(0));
        const std::string cover =
            coverFor(database, table, columnsOf(*newest, table), std::string(tables.text(1)));
        if (cover.empty())
            continue;
        if (const auto covered = database.execute(cover.c_str()); !covered)
            return covered;
    }
    return {};
}

} // namespace store
