// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/salvage.h"

#include "models/store/schema.h"
#include "models/store/sqlite.h"
#include "models/store/writer.h"
#include "models/telemetry/actors.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace store {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr std::int64_t kFarthest = std::numeric_limits<std::int64_t>::max();

struct Shape
{
    std::string name;
    std::string columns; // "a, b, c"
    int count = 0;
    std::string key; // by whose number rows are found; empty: a table without row numbers
    std::string order; // its key, last first; of a table without row numbers
};

struct StatementEnd
{
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using RawStatement = std::unique_ptr<sqlite3_stmt, StatementEnd>;

// As the new file has it: of the damaged one only the rows are believed.
std::vector<Shape> shapesOf(const Database& database)
{
    std::vector<Shape> shapes;
    Statement tables = database.prepare("SELECT name, wr FROM pragma_table_list WHERE "
                                        "schema='main' AND type='table' AND name NOT LIKE "
                                        "'sqlite\\_%' ESCAPE '\\' ORDER BY name");
    while (tables.step()) {
        Shape shape;
        shape.name = tables.text(0);
        const bool hasNumbers = tables.integer(1) == 0;
        Statement columns =
            database.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid");
        columns.bind(std::string_view(shape.name));
        while (columns.step()) {
            const std::string name(columns.text(0));
            shape.columns += (shape.count++ > 0 ? ", " : "") + name;
            if (columns.integer(1) == 0)
                continue;
            if (hasNumbers)
                shape.key = name;
            else
                shape.order += (shape.order.empty() ? "" : ", ") + name + " DESC";
        }
        shapes.push_back(std::move(shape));
    }
    return shapes;
}

class TableSalvage
{
public:
    TableSalvage(const Database& from, const Database& to, const Shape& shape)
        : m_from(from)
        , m_to(to)
        , m_shape(shape)
    {
        std::string places = "?";
        for (int i = 1; i < shape.count; ++i)
            places += ",?";
        // What the new file says of itself (counters) gives way to what the old one said.
        m_insert =
            prepared(m_to,
                     (shape.key.empty() ? "INSERT OR REPLACE INTO " : "INSERT OR IGNORE INTO ")
                         + shape.name + "(" + shape.columns + ") VALUES(" + places + ")");
    }

    Result<SalvagedTable> run()
    {
        if (m_shape.key.empty())
            runWithoutNumbers();
        else
            runByNumbers();
        if (m_isFull)
            return tl::make_unexpected(m_to.lastError("be written"));
        Statement count = m_to.prepare("SELECT count(*) FROM " + m_shape.name);
        return SalvagedTable{.name = m_shape.name,
                             .rows = count.step() ? count.integer(0) : 0,
                             .isDamaged = m_isDamaged,
                             .mostLost = m_mostLost};
    }

private:
    static RawStatement prepared(const Database& database, const std::string& sql)
    {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(database.handle(), sql.c_str(), static_cast<int>(sql.size()), &statement,
                           nullptr);
        return RawStatement(statement);
    }

    // False: the new file cannot be written, or a value is none that such a row can have.
    bool insert(sqlite3_stmt* row, int firstColumn)
    {
        for (int column = 0; column < m_shape.count; ++column)
            sqlite3_bind_value(m_insert.get(), column + 1,
                               sqlite3_column_value(row, firstColumn + column));
        const int code = sqlite3_step(m_insert.get());
        sqlite3_reset(m_insert.get());
        const int kind = code & 0xff;
        m_isFull = m_isFull || !m_insert || kind == SQLITE_FULL || kind == SQLITE_IOERR;
        return code == SQLITE_DONE && (m_shape.key.empty() || sqlite3_changes(m_to.handle()) > 0);
    }

    // From `start` on, or down to it; returns true at a sound end. Numbers that do not go on in
    // order are of pages that lead in a circle.
    bool walk(std::int64_t start, std::int64_t end, bool isUp)
    {
        if (!m_up || !m_down) {
            const std::string select = "SELECT " + m_shape.key + ", " + m_shape.columns + " FROM "
                + m_shape.name + " NOT INDEXED WHERE " + m_shape.key
                + " BETWEEN ?1 AND ?2 ORDER BY " + m_shape.key;
            m_up = prepared(m_from, select);
            m_down = prepared(m_from, select + " DESC");
        }
        m_walked = 0;
        sqlite3_stmt* rows = isUp ? m_up.get() : m_down.get();
        if (rows == nullptr)
            return false; // the table is not in its list
        sqlite3_bind_int64(rows, 1, start);
        sqlite3_bind_int64(rows, 2, end);
        int code = sqlite3_step(rows);
        for (; code == SQLITE_ROW && !m_isFull; code = sqlite3_step(rows)) {
            const std::int64_t number = sqlite3_column_int64(rows, 0);
            const bool isInOrder = m_walked == 0 || (isUp ? number > m_last : number < m_last);
            if (!isInOrder || number < start || number > end) {
                code = SQLITE_CORRUPT;
                break;
            }
            ++m_walked;
            m_last = number;
            if (!insert(rows, 1))
                m_isDamaged = true;
        }
        sqlite3_reset(rows);
        return code == SQLITE_DONE;
    }

    void runByNumbers()
    {
        bool isEnded = walk(0, kFarthest, true);
        std::int64_t good = m_walked > 0 ? m_last : 0;
        while (!isEnded && !m_isFull) {
            m_isDamaged = true;
            // The first sound row behind the damage, in ever longer steps...
            std::int64_t place = good;
            std::int64_t step = 1;
            do {
                if (step > kFarthest / 4 || place > kFarthest - step)
                    return; // nothing behind it can be read
                place += step;
                step *= 2;
                isEnded = walk(place, kFarthest, true);
            } while (!isEnded && m_walked == 0 && !m_isFull);
            const bool isFound = m_walked > 0;
            const std::int64_t newest = isFound ? m_last : place - 1;
            // ... and from there back to it.
            walk(good + 1, place - 1, false);
            if (isFound || m_walked > 0)
                m_mostLost += (m_walked > 0 ? m_last : place) - good - 1;
            good = newest;
        }
    }

    bool walkAll(const std::string& order)
    {
        const RawStatement rows =
            prepared(m_from, "SELECT " + m_shape.columns + " FROM " + m_shape.name + order);
        if (!rows)
            return false;
        // Pages that lead in a circle have no end: no table has more rows than its file has bytes.
        std::error_code error;
        const auto most = std::filesystem::file_size(m_from.path(), error);
        std::uintmax_t count = 0;
        int code = sqlite3_step(rows.get());
        for (; code == SQLITE_ROW && !m_isFull && count < most; code = sqlite3_step(rows.get())) {
            ++count;
            if (!insert(rows.get(), 0))
                m_isDamaged = true;
        }
        return code == SQLITE_DONE;
    }

    void runWithoutNumbers()
    {
        if (walkAll({}) || m_isFull)
            return;
        m_isDamaged = true;
        walkAll(" ORDER BY " + m_shape.order);
    }

    const Database& m_from;
    const Database& m_to;
    const Shape& m_shape;
    RawStatement m_insert;
    RawStatement m_up;
    RawStatement m_down;
    std::int64_t m_walked = 0; // rows of the last walk
    std::int64_t m_last = 0; // the number of its last row
    std::int64_t m_mostLost = 0;
    bool m_isDamaged = false;
    bool m_isFull = false;
};

// What others refer to and is gone gets a name that says so, rather than that they go too.
constexpr std::array kNameTheLost{
    "INSERT OR IGNORE INTO strings(text) VALUES('lost service')",
    "INSERT OR IGNORE INTO resources(id, hash, service, body, recorded_ns) SELECT resource, "
    "CAST('lost ' || resource AS BLOB), service, x'', 0 FROM spans WHERE resource NOT IN (SELECT "
    "id FROM resources) GROUP BY resource",
    "INSERT OR IGNORE INTO resources(id, hash, service, body, recorded_ns) SELECT resource, "
    "CAST('lost ' || resource AS BLOB), (SELECT id FROM strings WHERE text='lost service'), x'', 0 "
    "FROM (SELECT resource FROM logs UNION SELECT resource FROM metric_points) WHERE resource NOT "
    "IN (SELECT id FROM resources)",
    "INSERT OR IGNORE INTO scopes(id, hash, body, recorded_ns) SELECT scope, CAST('lost ' || scope "
    "AS BLOB), x'', 0 FROM (SELECT scope FROM spans UNION SELECT scope FROM logs UNION SELECT "
    "scope FROM metric_points) WHERE scope<>0 AND scope NOT IN (SELECT id FROM scopes)",
    "INSERT OR IGNORE INTO traces(trace_no, trace_id) SELECT trace_no, "
    "CAST(printf('lost%012d', trace_no) AS BLOB) FROM (SELECT trace_no FROM spans UNION SELECT "
    "trace_no FROM generations UNION SELECT trace_no FROM logs UNION SELECT trace_no FROM "
    "evaluations UNION SELECT trace_no FROM suspicions) WHERE trace_no IS NOT NULL AND trace_no "
    "NOT IN (SELECT trace_no FROM traces)",
    "INSERT OR IGNORE INTO strings(id, text) SELECT id, 'lost name ' || id FROM (SELECT service AS "
    "id FROM resources UNION SELECT version FROM resources UNION SELECT environment FROM resources "
    "UNION SELECT instance FROM resources UNION SELECT name FROM scopes UNION SELECT version FROM "
    "scopes UNION SELECT name FROM spans UNION SELECT service FROM spans UNION SELECT service FROM "
    "generations UNION SELECT operation FROM generations UNION SELECT provider FROM generations "
    "UNION SELECT model_requested FROM generations UNION SELECT model_served FROM generations "
    "UNION SELECT version FROM generations UNION SELECT event FROM logs UNION SELECT name FROM "
    "metric_points UNION SELECT check_name FROM evaluations UNION SELECT evaluator FROM "
    "evaluations UNION SELECT service FROM signals UNION SELECT operation FROM signals UNION "
    "SELECT model FROM signals UNION SELECT version FROM signals UNION SELECT check_name FROM "
    "signals) WHERE id IS NOT NULL AND id<>0 AND id NOT IN (SELECT id FROM strings)",
};

constexpr const char* kDropHalves =
    "DELETE FROM spans WHERE id NOT IN (SELECT id FROM span_bodies)";
constexpr const char* kDropWithoutSpan =
    "DELETE FROM generations WHERE has_span=1 AND NOT EXISTS (SELECT 1 FROM spans s WHERE "
    "s.trace_no=generations.trace_no AND s.span_id=generations.span_id)";
// Without the key that they were made with, fingerprints say nothing: what there is is read whole.
constexpr const char* kDropFingerprints =
    "DELETE FROM fingerprints;"
    "INSERT OR REPLACE INTO counters(name, value) SELECT 'unfingerprinted_spans', "
    "coalesce(max(id), 0) FROM spans;"
    "INSERT OR REPLACE INTO counters(name, value) SELECT 'unfingerprinted_generations', "
    "coalesce(max(id), 0) FROM generations";
constexpr int kSchemaWithFingerprints = 16; // schema

Result<void> mend(const Database& out, Salvaged& salvaged, int schema)
{
    const auto run = [&out](const char* sql) -> Result<std::int64_t> {
        if (const auto done = out.execute(sql); !done)
            return tl::make_unexpected(done.error());
        return out.changes();
    };
    const auto halves = run(kDropHalves);
    if (!halves)
        return tl::make_unexpected(halves.error());
    salvaged.spansWithoutContent = *halves;
    if (const auto done = run(kDropWithoutSpan); !done)
        return tl::make_unexpected(done.error());
    bool isFirst = true; // which is not of what is referred to
    for (const char* sql : kNameTheLost) {
        const auto named = run(sql);
        if (!named)
            return tl::make_unexpected(named.error());
        salvaged.renamed += std::exchange(isFirst, false) ? 0 : *named;
    }
    const bool areCountersDamaged =
        std::ranges::any_of(salvaged.tables, [](const SalvagedTable& table) {
            return table.name == "counters" && table.isDamaged;
        });
    if (areCountersDamaged && schema >= kSchemaWithFingerprints)
        return out.execute(kDropFingerprints);
    return {};
}

Result<Salvaged> copyAll(const std::string& path, const std::string& out)
{
    // One that may write takes away what SQLite puts beside the file; where there is a log, it
    // would move that into the file.
    std::error_code error;
    const auto log = std::filesystem::file_size(path + "-wal", error);
    const auto from = Database::open(
        path, error || log == 0 ? Database::Mode::ReadWrite : Database::Mode::ReadOnly);
    if (!from)
        return tl::make_unexpected(from.error());
    static_cast<void>(from->execute(
        "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON"));
    if (const auto owned = checkOwner(*from); !owned)
        return tl::make_unexpected(owned.error());
    const auto schema = checkSchema(*from);
    if (!schema)
        return tl::make_unexpected(schema.error());
    Statement tables = from->prepare("SELECT count(*) FROM sqlite_master WHERE type='table'");
    if (!tables.step() || tables.integer(0) == 0)
        return failure(ErrorKind::Unreadable,
                       path + " cannot be salvaged: its list of tables cannot be read.");
    const auto to = Database::open(out, Database::Mode::Create);
    if (!to)
        return tl::make_unexpected(to.error());
    // Without a journal: what fails is removed as a whole.
    if (const auto ready = to->execute("PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA "
                                       "temp_store=FILE");
        !ready)
        return tl::make_unexpected(ready.error());
    if (const auto made = migrate(*to, *schema); !made)
        return tl::make_unexpected(made.error());
    if (const auto begun = to->execute("BEGIN"); !begun)
        return tl::make_unexpected(begun.error());
    Salvaged salvaged;
    for (const Shape& shape : shapesOf(*to)) {
        auto table = TableSalvage(*from, *to, shape).run();
        if (!table)
            return tl::make_unexpected(table.error());
        salvaged.tables.push_back(std::move(*table));
    }
    if (!salvaged.isWhole()) {
        if (const auto mended = mend(*to, salvaged, *schema); !mended)
            return tl::make_unexpected(mended.error());
    }
    if (const auto done = to->execute("COMMIT; PRAGMA journal_mode=WAL"); !done)
        return tl::make_unexpected(done.error());
    return salvaged;
}

// In its timeline; brings it to the newest schema too.
Result<void> tellSalvage(const std::string& out, const Salvaged& salvaged, telemetry::Timestamp now)
{
    auto writer = Writer::open(out);
    if (!writer)
        return tl::make_unexpected(writer.error());
    telemetry::TimelineEntry entry;
    entry.time = entry.recorded = now;
    entry.kind = "recording";
    entry.actor = telemetry::actors::kRecorder;
    entry.text = salvaged.sentence();
    entry.payload = "{}";
    if (const auto appended = (*writer)->append(std::move(entry)); !appended)
        return tl::make_unexpected(appended.error());
    return (*writer)->commit();
}

} // namespace

bool Salvaged::isWhole() const
{
    return std::ranges::none_of(tables, &SalvagedTable::isDamaged);
}

std::string Salvaged::sentence() const
{
    if (isWhole())
        return "Salvaged from a file of which all rows could be read.";
    std::string names;
    for (const SalvagedTable& table : tables) {
        if (!table.isDamaged)
            continue;
        names += (names.empty() ? "" : ", ") + table.name;
        if (table.mostLost > 0)
            names += " (at most " + std::to_string(table.mostLost) + " rows)";
    }
    std::string text = "Salvaged from a damaged file; missing is some of: " + names + '.';
    if (spansWithoutContent > 0)
        text += " " + std::to_string(spansWithoutContent)
            + " spans are left out, of which the content is gone.";
    if (renamed > 0)
        text += " " + std::to_string(renamed) + " names that are gone are called lost.";
    return text;
}

Result<Salvaged> salvage(const std::string& path, const std::string& out, telemetry::Timestamp now)
{
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(out, error)))
        return failure(ErrorKind::Usage, out + " is there already. Name a new file.");
    // For the owner only, as every recording.
    const int descriptor = ::open(out.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return failure(ErrorKind::Refused, out + " cannot be made.");
    ::close(descriptor);
    auto salvaged = copyAll(path, out);
    if (salvaged) {
        if (const auto told = tellSalvage(out, *salvaged, now); !told)
            salvaged = tl::make_unexpected(told.error());
    }
    if (!salvaged)
        discardRecording(out);
    return salvaged;
}

} // namespace store
