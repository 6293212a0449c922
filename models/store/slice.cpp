// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/slice.h"

#include "models/store/chain.h"
#include "models/store/progresswatch.h"
#include "models/store/reader.h"
#include "models/store/recordingfiles.h"
#include "models/store/removal.h"
#include "models/store/schema.h"
#include "models/store/sqlite.h"
#include "models/store/textsweep.h"
#include "models/store/writer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace store {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;
using telemetry::TimeRange;
using telemetry::Timestamp;

constexpr std::int64_t kHourNanos = 3'600'000'000'000;

// What of a table goes into the part; tables that are not named go as a whole. Parameters: ?1 and
// ?2 the range in ns, ?3 and ?4 the same in whole hours, half-open. Rows of `main` are there
// already, in the order of this list.
struct Condition
{
    std::string_view table;
    std::string sql;
};

constexpr const char* kOfTraces = "trace_no IN (SELECT trace_no FROM temp.cut_traces)";

std::string inRange(const std::string& column)
{
    return "(" + column + ">=?1 AND " + column + "<?2)";
}

// A row of minutes has all of its seconds or none, and one of hours all of its minutes: whole
// hours of event and recorded time decide alike on all three.
std::string inHours(std::int64_t bucketsOfHour)
{
    const auto hourOf = [&](const std::string& column) {
        const std::string n = std::to_string(bucketsOfHour);
        return "((" + column + "-((" + column + "%" + n + ")+" + n + ")%" + n + ")/" + n + ")";
    };
    return "((" + hourOf("bucket") + ">=?3 AND " + hourOf("bucket") + "<?4) OR ("
        + hourOf("recorded_bucket") + ">=?3 AND " + hourOf("recorded_bucket") + "<?4))";
}

std::vector<Condition> conditions()
{
    const std::string ofTraces = kOfTraces;
    const auto placed = [&](const std::string& column) {
        return "id IN (SELECT " + column + " FROM main.spans UNION SELECT " + column
            + " FROM main.logs UNION SELECT " + column + " FROM main.metric_points)";
    };
    return {
        {"traces", ofTraces},
        {"spans", ofTraces},
        {"span_bodies", "id IN (SELECT id FROM main.spans)"},
        {"span_versions", "span IN (SELECT id FROM main.spans)"},
        {"generations", ofTraces},
        {"logs",
         ofTraces + " OR (trace_no IS NULL AND (" + inRange("time_ns") + " OR "
             + inRange("observed_ns") + " OR " + inRange("recorded_ns") + "))"},
        {"metric_points", inRange("time_ns") + " OR " + inRange("recorded_ns")},
        {"evaluations",
         ofTraces + " OR (trace_no IS NULL AND (" + inRange("time_ns") + " OR "
             + inRange("recorded_ns")
             + " OR response_hash IN (SELECT response_hash FROM main.generations WHERE "
               "response_hash IS NOT NULL)))"},
        {"suspicions", ofTraces},
        {"fingerprints", ofTraces},
        {"pending_generations", "id IN (SELECT id FROM main.generations)"},
        {"pending_evaluations", "id IN (SELECT id FROM main.evaluations)"},
        {"rollups_second", inHours(3600)},
        {"rollups_minute", inHours(60)},
        {"rollups_hour", "(bucket<?4 AND recorded_bucket<?4) OR " + inHours(1)},
        {"counted_buckets", "bucket>=?3*3600 AND bucket<?4*3600"},
        {"resources", placed("resource")},
        {"scopes", placed("scope")},
    };
}

struct Bounds
{
    std::int64_t start = std::numeric_limits<std::int64_t>::min();
    std::int64_t end = std::numeric_limits<std::int64_t>::max();

    std::int64_t startHour() const { return floorHour(start); }
    std::int64_t endHour() const { return floorHour(end - 1) + 1; }
    static std::int64_t floorHour(std::int64_t nanos)
    {
        return nanos / kHourNanos - (nanos % kHourNanos < 0 ? 1 : 0);
    }
};

telemetry::Error brokenOff()
{
    return {ErrorKind::Refused, "Cutting the recording was broken off."};
}

// The copy of an older recording, brought to the newest schema; gone with this.
class NewestCopy
{
public:
    explicit NewestCopy(std::string path)
        : m_path(std::move(path))
    {
    }
    NewestCopy(const NewestCopy&) = delete;
    NewestCopy& operator=(const NewestCopy&) = delete;
    ~NewestCopy()
    {
        if (m_isOurs)
            discardRecording(m_path);
    }

    Result<void> make(const std::string& from, const std::function<bool()>& goesOn)
    {
        auto source = Database::open(from, Database::Mode::ReadOnly);
        if (!source)
            return tl::make_unexpected(source.error());
        // SQLite writes into a file that is there only when it is empty, as ours is.
        const int file = ::open(m_path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
        if (file < 0)
            return failure(ErrorKind::Refused,
                           m_path + " cannot be made: " + std::strerror(errno) + ".");
        ::close(file);
        m_isOurs = true;
        const ProgressWatch watch(*source, goesOn);
        Statement copy = source->prepare("VACUUM INTO ?");
        if (!copy.bind(std::string_view(m_path)).run())
            return tl::make_unexpected(watch.isStopped() ? brokenOff()
                                                         : source->lastError("be copied"));
        const auto newest = openForWriting(m_path, Pages::Kept);
        return newest ? Result<void>() : tl::make_unexpected(newest.error());
    }

private:
    std::string m_path;
    bool m_isOurs = false;
};

class Slicer
{
public:
    Slicer(const Database& database, Bounds bounds, std::function<bool()> goesOn)
        : m_database(database)
        , m_bounds(bounds)
        , m_watch(database, std::move(goesOn))
    {
    }

    Result<void> attach(const std::string& from)
    {
        // Without a journal: what fails is removed as a whole.
        if (auto ready = m_database.execute(
                "PRAGMA journal_mode=OFF; PRAGMA temp_store=FILE; PRAGMA trusted_schema=OFF");
            !ready)
            return ready;
        Statement attaching = m_database.prepare("ATTACH ? AS source");
        return ended(attaching.bind(std::string_view(from)).run());
    }
    Result<void> copy();
    Result<void> tellCut(const TimeRange& whole, const TimeRange& kept, Timestamp now);
    std::int64_t count(const char* sql)
    {
        Statement select = m_database.prepare(sql);
        return select.step() ? select.integer(0) : 0;
    }
    std::string lastHash()
    {
        Statement select =
            m_database.prepare("SELECT hash FROM main.timeline ORDER BY sequence DESC LIMIT 1");
        return select.step() ? std::string(select.text(0)) : kFirstPreviousHash;
    }

private:
    Result<void> ended(bool isGood)
    {
        if (isGood)
            return {};
        if (m_watch.isStopped())
            return tl::make_unexpected(brokenOff());
        return tl::make_unexpected(m_database.lastError("be cut"));
    }
    bool run(const std::string& sql, bool isBounded)
    {
        if (!m_watch.goesOn())
            return false;
        Statement statement = m_database.prepare(sql);
        if (isBounded)
            statement.bind(m_bounds.start)
                .bind(m_bounds.end)
                .bind(m_bounds.startHour())
                .bind(m_bounds.endHour());
        return statement.run();
    }
    bool chooseTraces();
    bool copyTable(const std::string& table, const std::string& condition);
    std::vector<std::string> names(const char* sql, std::string_view parameter = {});

    const Database& m_database;
    Bounds m_bounds;
    ProgressWatch m_watch;
};

std::vector<std::string> Slicer::names(const char* sql, std::string_view parameter)
{
    Statement select = m_database.prepare(sql);
    if (!parameter.empty())
        select.bind(parameter);
    std::vector<std::string> found;
    while (select.step())
        found.emplace_back(select.text(0));
    return found;
}

bool Slicer::chooseTraces()
{
    constexpr std::array<std::pair<const char*, const char*>, 5> kEvents{
        {{"spans", "start_ns"},
         {"generations", "start_ns"},
         {"logs", "time_ns"},
         {"evaluations", "time_ns"},
         {"suspicions", "time_ns"}}};
    bool isGood = run("CREATE TEMP TABLE cut_traces(trace_no INTEGER PRIMARY KEY)", false);
    for (const auto& [table, event] : kEvents) {
        // Once by the index of event time, once through all rows.
        for (const std::string column : {event, "recorded_ns"})
            isGood = isGood
                && run("INSERT OR IGNORE INTO temp.cut_traces SELECT trace_no FROM source."
                           + std::string(table) + " WHERE trace_no IS NOT NULL AND "
                           + inRange(column) + " AND ?3<=?4",
                       true);
    }
    return isGood;
}

bool Slicer::copyTable(const std::string& table, const std::string& condition)
{
    std::string columns; // of our own schema: they are in no need of quoting
    for (const std::string& name : names("SELECT name FROM pragma_table_info(?)", table))
        columns += (columns.empty() ? "" : ", ") + name;
    const std::string copying = "INSERT OR REPLACE INTO main." + table + "(" + columns + ") SELECT "
        + columns + " FROM source." + table;
    return condition.empty()
        ? run(copying, false)
        : run(copying + " WHERE (" + condition + ") AND ?1<=?2 AND ?3<=?4", true);
}

Result<void> Slicer::copy()
{
    if (auto begun = m_database.execute("BEGIN"); !begun)
        return begun;
    bool isGood = chooseTraces();
    const std::vector<Condition> limited = conditions();
    for (const Condition& one : limited)
        isGood = isGood && copyTable(std::string(one.table), one.sql);
    for (const std::string& table :
         names("SELECT name FROM main.sqlite_master WHERE type='table' AND name NOT LIKE "
               "'sqlite\\_%' ESCAPE '\\' ORDER BY name")) {
        const bool isDone = table == "strings"
            || std::ranges::find(limited, std::string_view(table), &Condition::table)
                != limited.end();
        isGood = isGood && (isDone || copyTable(table, {}));
    }
    isGood = isGood
        && run("INSERT INTO main.strings SELECT * FROM source.strings WHERE id IN ("
                   + textReferences() + ")",
               false);
    return ended(isGood);
}

Result<void> Slicer::tellCut(const TimeRange& whole, const TimeRange& kept, Timestamp now)
{
    const std::vector<std::string> services =
        names("SELECT text FROM source.strings WHERE id IN (SELECT service FROM source.resources "
              "UNION SELECT service FROM source.signals) ORDER BY text");
    Statement insert = m_database.prepare(
        "INSERT INTO main.gaps(source, service, start_ns, end_ns, recorded_ns, reason) "
        "VALUES(?,?,?,?,?,'left out: this is a part of a longer recording')");
    bool isGood = true;
    for (const TimeRange& left : {TimeRange{.start = whole.start, .end = kept.start},
                                  TimeRange{.start = kept.end, .end = std::min(whole.end, now)}}) {
        if (left.isEmpty())
            continue;
        // As known at any time: it was never there.
        for (const std::string& service : services)
            isGood = isGood
                && insert.bind(std::string_view(kCutSource))
                       .bind(std::string_view(service))
                       .bind(left.start)
                       .bind(left.end)
                       .bind(left.start)
                       .run();
    }
    return ended(isGood);
}

Result<SliceReport> writeSlice(const std::string& from, const std::string& to,
                               const TimeRange& whole, const TimeRange& kept,
                               const std::function<bool()>& goesOn)
{
    const auto target = openForWriting(to, Pages::Kept);
    if (!target)
        return tl::make_unexpected(target.error());
    SliceReport report;
    report.range = kept;
    report.isCut = kept != whole;
    const Bounds bounds = report.isCut ? Bounds{.start = telemetry::toUnixNanos(kept.start),
                                                .end = telemetry::toUnixNanos(kept.end)}
                                       : Bounds{};
    Slicer slicer(*target, bounds, goesOn);
    auto done = slicer.attach(from);
    if (done)
        done = slicer.copy();
    if (done && report.isCut)
        done = slicer.tellCut(whole, kept, whole.end);
    if (!done)
        return tl::make_unexpected(done.error());
    report.spans = slicer.count("SELECT count(*) FROM main.spans");
    report.spansOfWhole = slicer.count("SELECT count(*) FROM source.spans");
    report.entries = slicer.count("SELECT count(*) FROM main.timeline");
    report.lastHash = slicer.lastHash();
    done = target->execute("COMMIT; DETACH source; PRAGMA journal_mode=WAL");
    if (!done)
        return tl::make_unexpected(done.error());
    return report;
}

Result<TimeRange> extentOf(const Reader& reader, const std::string& from)
{
    const auto extent = reader.extent();
    if (!extent)
        return tl::make_unexpected(extent.error());
    if (!*extent)
        return failure(ErrorKind::Usage, from + " holds nothing that could be cut out.");
    return (*extent)->range;
}

Result<int> schemaOf(const std::string& from)
{
    const auto source = Database::open(from, Database::Mode::ReadOnly);
    return source ? checkSchema(*source) : tl::make_unexpected(source.error());
}

} // namespace

Result<SliceReport> slice(const std::string& from, const std::string& to, TimeRange range,
                          const std::function<bool()>& goesOn)
{
    // Open until the end: the last to close it, as a reader does, leaves what a killed writer left.
    const auto reader = Reader::open(from);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto whole = extentOf(**reader, from);
    if (!whole)
        return tl::make_unexpected(whole.error());
    const TimeRange kept = range.intersected(*whole);
    if (kept.isEmpty())
        return failure(ErrorKind::Usage, from + " holds nothing of that time.");
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(to, error)))
        return failure(ErrorKind::Usage, to + " is there already. Name a new file.");
    const auto schema = schemaOf(from);
    if (!schema)
        return tl::make_unexpected(schema.error());

    NewestCopy copy(to + ".whole");
    std::string source = from;
    if (*schema < kSchemaVersion) {
        if (const auto made = copy.make(from, goesOn); !made)
            return tl::make_unexpected(made.error());
        source = to + ".whole";
    }
    auto report = writeSlice(source, to, *whole, kept, goesOn);
    if (!report) {
        discardRecording(to);
        return report;
    }
    report->bytes = static_cast<std::int64_t>(std::filesystem::file_size(to, error));
    return report;
}

} // namespace store
