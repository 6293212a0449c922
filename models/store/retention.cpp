// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/retention.h"

#include "models/store/interner.h"
#include "models/store/mappingretention.h"
#include "models/store/pins.h"
#include "models/store/placesweep.h"
#include "models/store/removedranges.h"
#include "models/store/retentionrollups.h"
#include "models/store/retentionwalk.h"
#include "models/store/sqlite.h"
#include "models/store/textsweep.h"

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
constexpr std::int64_t kMinutesFactor = 10; // rollups of minutes stay so many times as long ...
constexpr std::int64_t kHoursFactor = 100; // ... and those of hours
constexpr std::int64_t kSweepShare = 4; // a sweep for each quarter of the rows that went
constexpr std::int64_t kRowsInSweep = 2000; // that a step looks at
constexpr const char* kPinsFrom = "pins_from_ns";
constexpr const char* kKeptFrom = "kept_from_ns";

} // namespace

struct Retention::Private
{
    Private(const Database& opened, Interner& known, const Keep& wanted, Note noter,
            std::function<void()> mappingChanged)
        : database(opened)
        , interner(known)
        , keep(wanted)
        , note(std::move(noter))
        , rollups(opened, known, wanted.isLimited())
        , sweep(opened, known)
        , texts(opened, known)
        , mapping(opened, std::move(mappingChanged))
        , ranges(opened)
        , addRemoved(database.prepare(
              "INSERT INTO removals(what, count) VALUES(?,?) ON CONFLICT(what) DO UPDATE SET "
              "count=count+excluded.count"))
        , setCounter(
              database.prepare("INSERT INTO counters(name, value) VALUES(?,?) ON "
                               "CONFLICT(name) DO UPDATE SET value=max(value, excluded.value)"))
        , unusedTrace(
              database.prepare("SELECT trace_id FROM traces t WHERE trace_no=?1 "
                               "AND NOT EXISTS (SELECT 1 FROM spans WHERE trace_no=?1) "
                               "AND NOT EXISTS (SELECT 1 FROM generations WHERE trace_no=?1) "
                               "AND NOT EXISTS (SELECT 1 FROM evaluations WHERE trace_no=?1) "
                               "AND NOT EXISTS (SELECT 1 FROM logs WHERE trace_no=?1) "
                               "AND NOT EXISTS (SELECT 1 FROM suspicions WHERE trace_no=?1)"))
        , removeTrace(database.prepare("DELETE FROM traces WHERE trace_no=?"))
    {
        for (const AgingTable& table : agingTables())
            walks.emplace_back(database, table);
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

    RetentionWalk* oldest();
    bool hasFailed() const;
    bool remove(RetentionWalk& walk);
    bool removeTraces();
    bool sumRejections() const;
    bool sumRedactions() const;
    bool removeRollups(Timestamp now);
    bool removeLedger(Timestamp before) const;
    bool isSweepDue() const;
    bool sweepPlaces();
    bool removeWhatElse(Timestamp now);
    bool giveWay(Timestamp now);
    bool noteFixed(Timestamp now);
    bool noteRemovals(Timestamp now);
    bool removeRows(Timestamp now, std::int64_t rows);
    bool work(Timestamp now, std::int64_t rows);
    void restart();
    void giveBackPages() const;
    void writeLogBack() const;
    bool loadPins();

    const Database& database;
    Interner& interner;
    Keep keep;
    Note note;
    std::vector<RetentionWalk> walks;
    RollupRetention rollups;
    PlaceSweep sweep;
    TextSweep texts; // after each of the others: places name texts
    MappingRetention mapping;
    RemovedRanges ranges;
    Pins pins;
    Statement addRemoved;
    Statement setCounter;
    Statement unusedTrace;
    Statement removeTrace;
    std::set<std::int64_t> touchedTraces; // that lost a row in this step
    std::pair<std::int64_t, std::int64_t> pinsRead{-1, -1}; // newest alarm and entry then
    std::optional<Timestamp> horizon; // what was recorded before it is gone, but for the pins
    std::optional<Timestamp> removing; // when what was removed last had been recorded
    std::optional<Timestamp> ledgerFrom; // before which the small tables were dealt with
    std::optional<Timestamp> notedGivingWay; // when the timeline last got a word of it
    std::optional<Timestamp> notedFixed; // the same
    bool isMore = false;
    std::int64_t removedInStep = 0;
    std::int64_t leftBefore = 0; // rows there were ahead when the step began
    std::int64_t removedSinceSweep = 0;
};

bool Retention::Private::loadPins()
{
    const std::pair newest{number("SELECT max(id) FROM alarms"),
                           number("SELECT max(sequence) FROM timeline")};
    if (std::exchange(pinsRead, newest) == newest)
        return true;
    pins = readPins(
        database,
        telemetry::fromUnixNanos(number("SELECT value FROM counters WHERE name='pins_from_ns'")));
    return rollups.setPins(pins);
}

// The table whose next row was recorded first.
RetentionWalk* Retention::Private::oldest()
{
    RetentionWalk* first = nullptr;
    for (RetentionWalk& walk : walks) {
        if (walk.peek() && (first == nullptr || walk.peek()->recorded < first->peek()->recorded))
            first = &walk;
    }
    return first;
}

bool Retention::Private::hasFailed() const
{
    return std::ranges::any_of(walks, &RetentionWalk::hasFailed);
}

bool Retention::Private::remove(RetentionWalk& walk)
{
    const RetentionWalk::Row row = walk.pass();
    if (isPinned(pins, row.event))
        return true;
    if (!walk.remove(row))
        return false;
    if (row.trace > 0)
        touchedTraces.insert(row.trace);
    ++removedInStep;
    ++removedSinceSweep;
    ranges.add(row.service, row.event, row.recorded);
    horizon = std::max(horizon.value_or(row.recorded), row.recorded);
    removing = row.recorded;
    return true;
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

// The same for what was taken out: senders invent services as they like.
bool Retention::Private::sumRedactions() const
{
    constexpr std::int64_t kMost = 5000;
    if (number("SELECT count(*) FROM redactions") <= kMost)
        return true;
    return database
        .execute("CREATE TEMP TABLE summed AS SELECT rule, sum(count) AS count, max(recorded_ns) "
                 "AS recorded_ns FROM redactions GROUP BY rule; DELETE FROM redactions; INSERT "
                 "INTO redactions(rule, service, count, recorded_ns) SELECT rule, '', count, "
                 "recorded_ns FROM summed; DROP TABLE summed")
        .has_value();
}

bool Retention::Private::removeRollups(Timestamp now)
{
    // What has no rows beside it, pulled totals, goes by age alone.
    std::optional<Timestamp> gone = horizon;
    if (keep.age && !isMore)
        gone = std::max(gone.value_or(now - *keep.age), now - *keep.age);
    if (!gone)
        return true;
    if (!mapping.remove(*gone))
        return false;
    const Timestamp minutesGone = *gone - (now - *gone) * (kMinutesFactor - 1);
    const Timestamp hoursGone = *gone - (now - *gone) * (kHoursFactor - 1);
    if (!rollups.remove(*gone, minutesGone, hoursGone) || !removeLedger(minutesGone))
        return false;
    ledgerFrom = std::max(ledgerFrom.value_or(minutesGone), minutesGone);
    isMore = isMore || rollups.isMore();
    return true;
}

// Small tables that grow for ever all the same: gaps that lie in what is gone, and changes, of
// which the newest of each field stays. As long as minutes stay.
bool Retention::Private::removeLedger(Timestamp before) const
{
    if (ledgerFrom && before - *ledgerFrom < std::chrono::minutes(1))
        return true;
    constexpr const char* kUnpinned =
        " AND NOT EXISTS (SELECT 1 FROM temp.pinned p WHERE p.start_s*1000000000<=";
    Statement gaps = database.prepare(
        std::string("DELETE FROM gaps WHERE source<>'retention' AND recorded_ns<?1") + kUnpinned
        + "end_ns AND p.end_s*1000000000>start_ns)");
    Statement changes = database.prepare(
        std::string("DELETE FROM changes WHERE recorded_ns<?1 AND EXISTS (SELECT 1 FROM changes n "
                    "WHERE n.service=changes.service AND n.field=changes.field AND "
                    "n.time_ns>changes.time_ns)")
        + kUnpinned + "time_ns AND p.end_s*1000000000>time_ns)");
    return gaps.bind(before).run() && changes.bind(before).run();
}

bool Retention::Private::isSweepDue() const
{
    return !sweep.isRunning() && !texts.isRunning() && removedSinceSweep > 0
        && removedSinceSweep >= (leftBefore - removedInStep) / kSweepShare;
}

bool Retention::Private::sweepPlaces()
{
    if (texts.isRunning()) {
        isMore = true;
        return texts.step(kRowsInSweep);
    }
    if (!sweep.isRunning()) {
        if (!isSweepDue())
            return true;
        removedSinceSweep = 0;
        sweep.begin();
    }
    const bool isGood = sweep.step(kRowsInSweep);
    if (isGood && !sweep.isRunning())
        texts.begin();
    isMore = true;
    return isGood;
}

// No row is left to go, and there is still too much.
bool Retention::Private::removeWhatElse(Timestamp now)
{
    if (sweep.isRunning() || texts.isRunning() || removedSinceSweep > 0) {
        isMore = true; // resources and texts of which the rows have gone
        return true;
    }
    bool isDone = false;
    if (!rollups.removeOldest(now - std::chrono::minutes(2), isDone))
        return false;
    if (!isDone) {
        isMore = true;
        return true;
    }
    return pins.empty() ? noteFixed(now) : giveWay(now);
}

// All that is left is pinned, and too much: the incident that is furthest in the past gives way.
bool Retention::Private::giveWay(Timestamp now)
{
    // A part of a long one: from its beginning.
    const telemetry::TimeRange first = pins.front();
    const Timestamp until = std::min({first.end, now, first.start + std::chrono::hours(1)});
    if (until <= first.start)
        return noteFixed(now);
    if (!setCounter.bind(std::string_view(kPinsFrom)).bind(until).run()
        || !ranges.giveUp({.start = first.start, .end = until}))
        return false;
    pinsRead = {-1, -1};
    if (!loadPins())
        return false;
    for (RetentionWalk& walk : walks)
        walk.restart();
    rollups.restart();
    isMore = true;
    // Once an hour is enough to say so: an entry is for good.
    if (notedGivingWay && now - *notedGivingWay < std::chrono::hours(1))
        return true;
    notedGivingWay = now;
    return note(now,
                "The size to keep is too small for what the incidents pinned: the oldest evidence "
                "is removed");
}

// Said once a day: nothing can be done about it but to keep more.
bool Retention::Private::noteFixed(Timestamp now)
{
    if (notedFixed && now - *notedFixed < std::chrono::hours(24))
        return true;
    notedFixed = now;
    return note(now,
                "The size to keep is too small for what is never removed (timeline, alarms): "
                "telemetry is removed as it comes");
}

bool Retention::Private::noteRemovals(Timestamp now)
{
    bool isGood = true;
    for (RetentionWalk& walk : walks) {
        if (const std::int64_t removed = walk.takeRemoved(); removed > 0)
            isGood = isGood && addRemoved.bind(std::string_view(walk.name())).bind(removed).run();
    }
    return isGood && ranges.write(pins, now)
        && setCounter.bind(std::string_view(kKeptFrom)).bind(*horizon).run();
}

bool Retention::Private::removeRows(Timestamp now, std::int64_t rows)
{
    constexpr std::int64_t kLookEvery = 100; // rows between two looks at the size
    const Timestamp oldestKept = keep.age ? now - *keep.age : Timestamp::min();
    bool isLarge = isTooLarge();
    for (std::int64_t passed = 0; passed < rows; ++passed) {
        RetentionWalk* walk = oldest();
        if (walk == nullptr)
            return !isTooLarge() || removeWhatElse(now);
        if (passed % kLookEvery == kLookEvery - 1)
            isLarge = isTooLarge();
        // What came together goes together: no generation is left without its span.
        const Timestamp recorded = walk->peek()->recorded;
        if (!isLarge && recorded >= oldestKept && recorded != removing)
            return true;
        // Perhaps it is not the rows that are large, but what only they refer to.
        if (isLarge && isSweepDue() && recorded != removing)
            break;
        if (!remove(*walk))
            return false;
    }
    isMore = true;
    return true;
}

bool Retention::Private::work(Timestamp now, std::int64_t rows)
{
    isMore = false;
    removedInStep = 0;
    leftBefore = 0;
    for (RetentionWalk& walk : walks) {
        walk.recheck();
        leftBefore += walk.left();
    }
    if (!loadPins() || !removeRows(now, rows) || hasFailed() || !sumRejections() || !sumRedactions()
        || !removeRollups(now) || !sweepPlaces())
        return false;
    return removedInStep == 0 || (removeTraces() && noteRemovals(now));
}

// What is kept in memory of a transaction that is gone. The recording has the rest.
void Retention::Private::restart()
{
    for (RetentionWalk& walk : walks)
        walk.restart();
    rollups.restart();
    sweep.stop();
    texts.stop();
    mapping.restart();
    ranges.forget();
    touchedTraces.clear();
    pinsRead = {-1, -1};
    horizon.reset();
    removing.reset();
    ledgerFrom.reset();
    notedGivingWay.reset();
    notedFixed.reset();
    isMore = false;
    removedInStep = 0;
    removedSinceSweep = 0;
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

Retention::Retention(const Database& database, Interner& interner, const Keep& keep, Note note,
                     std::function<void()> mappingChanged)
    : d(std::make_unique<Private>(database, interner, keep, std::move(note),
                                  std::move(mappingChanged)))
{
    // What a killed process left, before a reader can hold it: else each kill adds to it.
    d->writeLogBack();
}

Retention::~Retention() = default;

Result<bool> Retention::step(Timestamp now, std::int64_t rows)
{
    if (!d->keep.isLimited())
        return false;
    if (const auto begun = d->database.execute("BEGIN IMMEDIATE"); !begun)
        return tl::make_unexpected(begun.error());
    Result<void> done;
    if (!d->work(now, rows))
        done = tl::make_unexpected(d->database.lastError("be shortened"));
    else if (d->interner.hasFailed())
        done = tl::make_unexpected(*d->interner.failure());
    else
        done = d->database.execute("COMMIT");
    if (!done) {
        static_cast<void>(d->database.execute("ROLLBACK"));
        d->restart();
        return tl::make_unexpected(done.error());
    }
    d->giveBackPages();
    d->writeLogBack();
    return d->isMore;
}

} // namespace store
