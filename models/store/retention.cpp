// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/retention.h"

#include "models/store/interner.h"
#include "models/store/pins.h"
#include "models/store/sqlite.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace store {

namespace {

using telemetry::Result;
using telemetry::Timestamp;

// The rows of a recording take at most this share of its size: the write-ahead log has the rest.
constexpr double kRowsShare = 0.75;
// ... and never less than this: a few transactions come between two times it is written back.
constexpr std::int64_t kLeastForLog = 2 * 1024 * 1024;
constexpr std::int64_t kLogShare = 8; // the log is written back when it is larger than 1/8
constexpr int kPagesGivenBack = 64; // in one step
constexpr std::int64_t kMinutesFactor = 10; // minute rollups stay so many times as long
constexpr const char* kPinsFrom = "pins_from_ns";

// A table whose rows go by age: their ids grow with the time at which they were recorded.
struct Table
{
    const char* name;
    const char* event; // column of the event time
    const char* trace; // column of the trace, or NULL
    std::vector<const char*> rest; // what goes with a row ?1
    const char* condition = "1"; // of what may go
};

std::vector<Table> agingTables()
{
    return {
        {"spans",
         "start_ns",
         "trace_no",
         {"DELETE FROM span_bodies WHERE id=?1", "DELETE FROM span_versions WHERE span=?1"}},
        {"generations", "start_ns", "trace_no", {"DELETE FROM pending_generations WHERE id=?1"}},
        {"evaluations", "time_ns", "trace_no", {"DELETE FROM pending_evaluations WHERE id=?1"}},
        {"suspicions", "time_ns", "trace_no", {}},
        {"logs", "time_ns", "trace_no", {}},
        {"metric_points", "time_ns", "NULL", {}},
        {"link_states", // how a link was last stays
         "recorded_ns",
         "NULL",
         {},
         "EXISTS (SELECT 1 FROM link_states n WHERE n.source=link_states.source AND "
         "n.service=link_states.service AND n.recorded_ns>link_states.recorded_ns)"}};
}

} // namespace

struct Retention::Private
{
    struct Walk
    {
        explicit Walk(const Database& database, Table about)
            : table(std::move(about))
            , next(database.prepare("SELECT id, " + std::string(table.event) + ", recorded_ns, "
                                    + table.trace + " FROM " + table.name
                                    + " WHERE id>?1 AND id<(SELECT max(id) FROM " + table.name
                                    + ") AND " + table.condition + " ORDER BY id LIMIT 1"))
        {
            removals.push_back(
                database.prepare("DELETE FROM " + std::string(table.name) + " WHERE id=?1"));
            for (const char* sql : table.rest)
                removals.push_back(database.prepare(sql));
        }

        Table table;
        Statement next; // the newest row stays: what follows counts rows on from it
        std::vector<Statement> removals;
        std::int64_t passed = 0; // id up to which rows are gone or pinned
        std::int64_t removed = 0; // since the last note of it
        std::optional<Timestamp> firstRemoved; // event time

        struct Row
        {
            std::int64_t id = 0;
            Timestamp event;
            Timestamp recorded;
            std::int64_t trace = 0;
        };
        std::optional<Row> peeked;

        const std::optional<Row>& peek()
        {
            if (!peeked) {
                next.bind(passed);
                if (next.step())
                    peeked = Row{next.integer(0), next.time(1), next.time(2), next.integer(3)};
                next.reset();
            }
            return peeked;
        }
    };

    Private(const Database& opened, Interner& known, const Keep& wanted, Note noter)
        : database(opened)
        , interner(known)
        , keep(wanted)
        , note(std::move(noter))
        , addRemoved(database.prepare(
              "INSERT INTO removals(what, count) VALUES(?,?) ON CONFLICT(what) DO UPDATE SET "
              "count=count+excluded.count"))
        , unusedTrace(
              database.prepare("SELECT trace_id FROM traces t WHERE trace_no=?1 "
                               "AND NOT EXISTS (SELECT 1 FROM spans WHERE trace_no=?1) "
                               "AND NOT EXISTS (SELECT 1 FROM generations WHERE trace_no=?1) "
                               "AND NOT EXISTS (SELECT 1 FROM evaluations WHERE trace_no=?1) "
                               "AND NOT EXISTS (SELECT 1 FROM logs WHERE trace_no=?1) "
                               "AND NOT EXISTS (SELECT 1 FROM suspicions WHERE trace_no=?1)"))
        , removeTrace(database.prepare("DELETE FROM traces WHERE trace_no=?"))
    {
        for (Table& table : agingTables())
            walks.emplace_back(database, std::move(table));
    }

    std::int64_t number(const char* sql) const
    {
        Statement select = database.prepare(sql);
        return select.step() ? select.integer(0) : 0;
    }

    std::int64_t pageSize() const { return number("PRAGMA page_size"); }
    std::int64_t usedBytes() const
    {
        return (number("PRAGMA page_count") - number("PRAGMA freelist_count")) * pageSize();
    }
    std::int64_t rowsBytes() const
    {
        return std::min(static_cast<std::int64_t>(static_cast<double>(*keep.bytes) * kRowsShare),
                        *keep.bytes - kLeastForLog);
    }
    bool isTooLarge() const { return keep.bytes && usedBytes() > rowsBytes(); }

    Walk* oldest();
    bool remove(Walk& walk);
    bool removeTraces();
    bool sumRejections() const;
    bool removeRollups(Timestamp now);
    bool giveWay(Timestamp now);
    bool noteRemovals();
    bool noteGap();
    bool work(Timestamp now, std::int64_t rows);
    void giveBackPages() const;
    void writeLogBack() const;
    void loadPins();

    const Database& database;
    Interner& interner;
    Keep keep;
    Note note;
    std::vector<Walk> walks;
    Pins pins;
    Statement addRemoved;
    Statement unusedTrace;
    Statement removeTrace;
    std::set<std::int64_t> touchedTraces; // that lost a row in this step
    std::pair<std::int64_t, std::int64_t> pinsRead{-1, -1}; // newest alarm and entry then
    std::optional<Timestamp> horizon; // what was recorded before it is gone, but for the pins
    std::optional<Timestamp> removing; // when what was removed last had been recorded
    Timestamp rollupHorizon; // up to which rollups were removed
    std::optional<Timestamp> notedGivingWay; // when the timeline last got a word of it
    bool isMore = false;
    std::int64_t removedInStep = 0;
};

void Retention::Private::loadPins()
{
    const std::pair newest{number("SELECT max(id) FROM alarms"),
                           number("SELECT max(sequence) FROM timeline")};
    if (std::exchange(pinsRead, newest) == newest)
        return;
    pins = readPins(
        database,
        telemetry::fromUnixNanos(number("SELECT value FROM counters WHERE name='pins_from_ns'")));
}

// The table whose next row was recorded first.
Retention::Private::Walk* Retention::Private::oldest()
{
    Walk* first = nullptr;
    for (Walk& walk : walks) {
        if (walk.peek() && (first == nullptr || walk.peek()->recorded < first->peek()->recorded))
            first = &walk;
    }
    return first;
}

bool Retention::Private::remove(Walk& walk)
{
    const Walk::Row row = *std::exchange(walk.peeked, std::nullopt);
    walk.passed = row.id;
    if (isPinned(pins, row.event))
        return true;
    bool isGood = true;
    for (Statement& statement : walk.removals)
        isGood = isGood && statement.bind(row.id).run();
    if (row.trace > 0)
        touchedTraces.insert(row.trace);
    ++walk.removed;
    ++removedInStep;
    if (row.event > Timestamp{})
        walk.firstRemoved = std::min(walk.firstRemoved.value_or(row.event), row.event);
    horizon = std::max(horizon.value_or(row.recorded), row.recorded);
    removing = row.recorded;
    return isGood;
}

// Traces of which nothing is left.
bool Retention::Private::removeTraces()
{
    bool isGood = true;
    for (const std::int64_t trace : std::exchange(touchedTraces, {})) {
        unusedTrace.bind(trace);
        const bool isUnused = unusedTrace.step();
        if (isUnused)
            interner.forgetTrace(unusedTrace.blob(0));
        isGood = isGood && !unusedTrace.hasFailed();
        unusedTrace.reset();
        isGood = isGood && (!isUnused || removeTrace.bind(trace).run());
    }
    return isGood;
}

// One row a reason is enough of what was refused: they come as often as a sender likes.
bool Retention::Private::sumRejections() const
{
    constexpr std::int64_t kMost = 5000;
    if (number("SELECT max(id)-min(id) FROM rejections") <= kMost)
        return true;
    return database
        .execute("CREATE TEMP TABLE summed AS SELECT signal, sum(count) AS count, reason, "
                 "max(recorded_ns) AS recorded_ns FROM rejections GROUP BY signal, reason; "
                 "DELETE FROM rejections; INSERT INTO rejections(signal, count, reason, "
                 "recorded_ns) SELECT signal, count, reason, recorded_ns FROM summed; "
                 "DROP TABLE summed")
        .has_value();
}

bool Retention::Private::removeRollups(Timestamp now)
{
    constexpr telemetry::Duration kEvery = std::chrono::minutes(1);
    constexpr telemetry::Duration kLate = std::chrono::hours(1);
    if (!horizon || *horizon - rollupHorizon < kEvery)
        return true;
    // Late rows may lie a little before what was dealt with; the first time it is all of them.
    const Timestamp start = rollupHorizon > Timestamp{} ? rollupHorizon - kLate : Timestamp{};
    rollupHorizon = *horizon;
    const auto seconds = [](Timestamp time) {
        return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    };
    const Timestamp minutes = *horizon - (now - *horizon) * (kMinutesFactor - 1);
    Statement signals = database.prepare("SELECT id FROM signals");
    Statement second =
        database.prepare("DELETE FROM rollups_second WHERE signal=? AND bucket>=? AND bucket<?");
    Statement minute =
        database.prepare("DELETE FROM rollups_minute WHERE signal=? AND bucket>=0 AND bucket<?");
    const Pins gone = unpinned(pins, {.start = start, .end = *horizon});
    bool isGood = true;
    while (signals.step()) {
        for (const telemetry::TimeRange& range : gone)
            isGood = isGood
                && second.bind(signals.integer(0))
                       .bind(std::int64_t{seconds(range.start)})
                       .bind(std::int64_t{seconds(range.end)})
                       .run();
        isGood = isGood
            && minute.bind(signals.integer(0)).bind(std::int64_t{seconds(minutes) / 60}).run();
    }
    return isGood && !signals.hasFailed();
}

// All that is left is pinned, and too much: the incident that is furthest in the past gives way.
bool Retention::Private::giveWay(Timestamp now)
{
    if (pins.empty())
        return true;
    // A part of a long one: from its beginning.
    const telemetry::TimeRange& first = pins.front();
    const Timestamp until = std::min({first.end, now, first.start + std::chrono::hours(1)});
    if (until <= first.start)
        return true;
    Statement set = database.prepare("INSERT INTO counters(name, value) VALUES(?,?) ON "
                                     "CONFLICT(name) DO UPDATE SET value=excluded.value");
    if (!set.bind(std::string_view(kPinsFrom)).bind(until).run())
        return false;
    pinsRead = {-1, -1};
    loadPins();
    for (Walk& walk : walks) {
        walk.passed = 0;
        walk.peeked.reset();
    }
    rollupHorizon = {};
    isMore = true;
    // Once an hour is enough to say so: an entry is for good.
    if (notedGivingWay && now - *notedGivingWay < std::chrono::hours(1))
        return true;
    notedGivingWay = now;
    return note(now,
                "The size to keep is too small for what the incidents pinned: the oldest evidence "
                "is removed");
}

bool Retention::Private::noteRemovals()
{
    bool isGood = true;
    for (Walk& walk : walks) {
        if (const std::int64_t removed = std::exchange(walk.removed, 0); removed > 0)
            isGood =
                isGood && addRemoved.bind(std::string_view(walk.table.name)).bind(removed).run();
    }
    return isGood && noteGap();
}

// The views draw what is gone as they draw all stretches without data: the pins stand out of it.
bool Retention::Private::noteGap()
{
    std::optional<Timestamp> first;
    for (const Walk& walk : walks) {
        if (walk.firstRemoved)
            first = std::min(first.value_or(*walk.firstRemoved), *walk.firstRemoved);
    }
    if (!first || !horizon)
        return true;
    const std::int64_t known =
        number("SELECT coalesce(min(start_ns), 0) FROM gaps WHERE source='retention'");
    if (known > 0)
        first = std::min(*first, telemetry::fromUnixNanos(known));
    // Of an earlier session, which may have come further.
    const Timestamp end =
        std::max(*horizon,
                 telemetry::fromUnixNanos(
                     number("SELECT coalesce(max(end_ns), 0) FROM gaps WHERE source='retention'")));
    if (*first >= end || !database.execute("DELETE FROM gaps WHERE source='retention'"))
        return *first >= end;
    Statement insert = database.prepare("INSERT INTO gaps(source, start_ns, end_ns, reason, "
                                        "recorded_ns) VALUES('retention',?,?,?,?)");
    bool isGood = true;
    for (const telemetry::TimeRange& range : unpinned(pins, {.start = *first, .end = end}))
        isGood = isGood
            && insert.bind(range.start)
                   .bind(range.end)
                   .bind(std::string_view("removed by retention"))
                   .bind(range.start)
                   .run();
    return isGood;
}

bool Retention::Private::work(Timestamp now, std::int64_t rows)
{
    constexpr std::int64_t kLookEvery = 100; // rows between two looks at the size
    loadPins();
    isMore = false;
    removedInStep = 0;
    const Timestamp oldestKept = keep.age ? now - *keep.age : Timestamp::min();
    bool isLarge = isTooLarge();
    std::int64_t passed = 0;
    for (; passed < rows; ++passed) {
        Walk* walk = oldest();
        if (walk == nullptr) {
            if (isLarge && !giveWay(now))
                return false;
            break;
        }
        if (passed % kLookEvery == kLookEvery - 1)
            isLarge = isTooLarge();
        // What came together goes together: no generation is left without its span.
        const Timestamp recorded = walk->peek()->recorded;
        if (!isLarge && recorded >= oldestKept && recorded != removing)
            break;
        if (!remove(*walk))
            return false;
    }
    isMore = isMore || passed >= rows;
    if (!sumRejections())
        return false;
    if (removedInStep == 0)
        return true;
    return removeTraces() && removeRollups(now) && noteRemovals();
}

// The file gets shorter where it is longer than it may be; a recording that was not made as a ring
// keeps its length and uses its free pages again.
void Retention::Private::giveBackPages() const
{
    const std::int64_t pages = number("PRAGMA page_count");
    const std::int64_t free = number("PRAGMA freelist_count");
    const std::int64_t allowed =
        keep.bytes ? rowsBytes() / std::max<std::int64_t>(1, pageSize()) : pages - pages / 4;
    if (free == 0 || (keep.bytes ? pages <= allowed : free <= pages / 4))
        return;
    const std::string sql = "PRAGMA incremental_vacuum(" + std::to_string(kPagesGivenBack) + ')';
    static_cast<void>(database.execute(sql.c_str()));
}

// Where the log may not grow as large as the checkpointer lets it. It is shortened when no reader
// is in it, and else with one of the next steps.
void Retention::Private::writeLogBack() const
{
    std::error_code ignored;
    const auto log = std::filesystem::file_size(database.path() + "-wal", ignored);
    if (!keep.bytes || ignored || static_cast<std::int64_t>(log) <= *keep.bytes / kLogShare)
        return;
    const std::string patience =
        "PRAGMA busy_timeout=" + std::to_string(number("PRAGMA busy_timeout"));
    static_cast<void>(database.execute("PRAGMA busy_timeout=0"));
    static_cast<void>(database.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    static_cast<void>(database.execute(patience.c_str()));
}

Retention::Retention(const Database& database, Interner& interner, const Keep& keep, Note note)
    : d(std::make_unique<Private>(database, interner, keep, std::move(note)))
{
}

Retention::~Retention() = default;

Result<bool> Retention::step(Timestamp now, std::int64_t rows)
{
    if (!d->keep.isLimited())
        return false;
    const auto begun = d->database.execute("BEGIN IMMEDIATE");
    if (!begun)
        return tl::make_unexpected(begun.error());
    const bool isGood = d->work(now, rows) && !d->interner.hasFailed();
    const auto error = d->database.lastError("be shortened");
    if (!isGood || !d->database.execute("COMMIT")) {
        static_cast<void>(d->database.execute("ROLLBACK"));
        for (Private::Walk& walk : d->walks) {
            walk.passed = 0;
            walk.removed = 0;
            walk.peeked.reset();
        }
        d->touchedTraces.clear();
        d->pinsRead = {-1, -1};
        return tl::make_unexpected(error);
    }
    d->giveBackPages();
    d->writeLogBack();
    return d->isMore;
}

} // namespace store
