// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/retention.h"

#include "models/store/interner.h"
#include "models/store/mappingretention.h"
#include "models/store/pins.h"
#include "models/store/placesweep.h"
#include "models/store/removedranges.h"
#include "models/store/retentionledger.h"
#include "models/store/retentionrollups.h"
#include "models/store/retentionwalk.h"
#include "models/store/ringsize.h"
#include "models/store/sqlite.h"
#include "models/store/textsweep.h"

#include <algorithm>
#include <map>
#include <new>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace store {

namespace {

using telemetry::Result;
using telemetry::Timestamp;

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
        , size(opened, wanted)
        , rollups(opened, known, wanted.isLimited())
        , sweep(opened, known)
        , texts(opened, known)
        , mapping(opened, std::move(mappingChanged))
        , ledger(opened)
        , ranges(opened)
        , pinReader(opened)
        , addRemoved(database.prepare(
              "INSERT INTO removals(what, count) VALUES(?,?) ON CONFLICT(what) DO UPDATE SET "
              "count=count+excluded.count"))
        // One of the future is of a clock that has been put right since.
        , setCounter(database.prepare(
              "INSERT INTO counters(name, value) VALUES(?1,?2) ON CONFLICT(name) DO UPDATE SET "
              "value=CASE WHEN value>?3 THEN excluded.value ELSE max(value, excluded.value) END"))
        , startsInTrace(
              database.prepare("SELECT start_ns FROM spans WHERE trace_no=?1 UNION ALL SELECT "
                               "start_ns FROM generations WHERE trace_no=?1"))
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

    RetentionWalk* oldest();
    bool hasFailed() const;
    bool isKept(const RetentionWalk::Row& row);
    bool isTracePinned(std::int64_t trace);
    bool remove(RetentionWalk& walk);
    bool removeTraces();
    bool removeRollups(Timestamp now);
    bool setTime(const char* name, Timestamp time, Timestamp now);
    bool isSweepDue() const;
    bool sweepPlaces();
    bool removeWhatElse(Timestamp now);
    bool giveWay(Timestamp now);
    bool noteFixed(Timestamp now);
    bool noteRemovals(Timestamp now);
    bool removeRows(Timestamp now, std::int64_t rows);
    bool work(Timestamp now, std::int64_t rows);
    void restart();
    bool loadPins(Timestamp now);
    bool restartPins(Timestamp now);

    const Database& database;
    Interner& interner;
    Keep keep;
    Note note;
    RingSize size;
    std::vector<RetentionWalk> walks;
    RollupRetention rollups;
    PlaceSweep sweep;
    TextSweep texts; // after each of the others: places name texts
    MappingRetention mapping;
    LedgerRetention ledger;
    RemovedRanges ranges;
    PinReader pinReader;
    Pins pins;
    std::optional<Timestamp> pinsFrom; // what ends by then is pinned no longer; unknown at first
    Statement addRemoved;
    Statement setCounter;
    Statement startsInTrace;
    Statement unusedTrace;
    Statement removeTrace;
    std::set<std::int64_t> touchedTraces; // that lost a row in this step
    std::map<std::int64_t, bool> pinnedTraces; // those that were looked at in this step
    std::optional<Timestamp> horizon; // what was recorded before it is gone, but for the pins
    std::optional<Timestamp>
        aheadGone; // newest time of the future of what was removed in this step
    std::optional<Timestamp> removing; // when what was removed last had been recorded
    std::optional<Timestamp> notedGivingWay; // when the timeline last got a word of it
    std::optional<Timestamp> notedFixed; // the same
    bool isMore = false;
    bool hasLookupFailed = false;
    std::int64_t removedInStep = 0;
    std::int64_t leftBefore = 0; // rows there were ahead when the step began
    std::int64_t removedSinceSweep = 0;
};

bool Retention::Private::loadPins(Timestamp now)
{
    if (!pinsFrom && !restartPins(now))
        return false;
    const auto news = pinReader.news();
    if (!news)
        return false;
    for (const telemetry::TimeRange& pin : *news) {
        const telemetry::TimeRange range{.start = std::max(pin.start, *pinsFrom), .end = pin.end};
        if (range.start >= range.end)
            continue;
        addPin(pins, range);
        if (!rollups.addPin(range))
            return false;
    }
    return true;
}

bool Retention::Private::restartPins(Timestamp now)
{
    Statement select = database.prepare("SELECT value FROM counters WHERE name=? AND value<=?");
    const bool isKnown = select.bind(std::string_view(kPinsFrom)).bind(now).step();
    pinsFrom = isKnown ? select.time(0) : Timestamp{};
    pins.clear();
    pinReader.restart();
    return !select.hasFailed() && rollups.clearPins();
}

bool Retention::Private::setTime(const char* name, Timestamp time, Timestamp now)
{
    return setCounter.bind(std::string_view(name)).bind(std::min(time, now)).bind(now).run();
}

// The table whose next row was recorded first.
RetentionWalk* Retention::Private::oldest()
{
    RetentionWalk* first = nullptr;
    for (RetentionWalk& walk : walks) {
        if (walk.peek()
            && (first == nullptr || walk.peek()->recordedBy < first->peek()->recordedBy))
            first = &walk;
    }
    return first;
}

bool Retention::Private::hasFailed() const
{
    return hasLookupFailed || std::ranges::any_of(walks, &RetentionWalk::hasFailed);
}

// Of a trace that has a part in an incident everything stays: its root may have begun long before,
// and verdicts come long after.
bool Retention::Private::isTracePinned(std::int64_t trace)
{
    const auto [known, isNew] = pinnedTraces.try_emplace(trace, false);
    if (!isNew)
        return known->second;
    startsInTrace.bind(trace);
    while (!known->second && startsInTrace.step())
        known->second = isPinned(pins, startsInTrace.time(0));
    hasLookupFailed = hasLookupFailed || startsInTrace.hasFailed();
    startsInTrace.reset();
    return known->second;
}

bool Retention::Private::isKept(const RetentionWalk::Row& row)
{
    return !pins.empty()
        && (isPinned(pins, row.event) || (row.trace > 0 && isTracePinned(row.trace)));
}

bool Retention::Private::remove(RetentionWalk& walk)
{
    const RetentionWalk::Row row = walk.pass();
    if (isKept(row))
        return true;
    if (!walk.remove(row))
        return false;
    if (row.trace > 0)
        touchedTraces.insert(row.trace);
    ++removedInStep;
    ++removedSinceSweep;
    ranges.add(row.service, row.event, row.recordedBy);
    horizon = std::max(horizon.value_or(row.recordedBy), row.recordedBy);
    removing = row.recorded;
    if (row.recorded > row.recordedBy)
        aheadGone = std::max(aheadGone.value_or(row.recorded), row.recorded);
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

bool Retention::Private::removeRollups(Timestamp now)
{
    if (const auto ahead = std::exchange(aheadGone, std::nullopt);
        ahead && !rollups.removeAhead(now, *ahead))
        return false;
    // What has no rows beside it, pulled totals, goes by age alone.
    std::optional<Timestamp> gone = horizon;
    if (keep.age && !isMore)
        gone = std::max(gone.value_or(now - *keep.age), now - *keep.age);
    if (!gone)
        return true;
    gone = std::min(*gone, now); // the clock may have been put back meanwhile
    if (!mapping.remove(*gone))
        return false;
    const Timestamp minutesGone = *gone - (now - *gone) * (kMinutesFactor - 1);
    const Timestamp hoursGone = *gone - (now - *gone) * (kHoursFactor - 1);
    if (!rollups.remove(*gone, minutesGone, hoursGone) || !ledger.remove(minutesGone))
        return false;
    isMore = isMore || rollups.isMore();
    return true;
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
    if (!setTime(kPinsFrom, until, now) || !ranges.giveUp({.start = first.start, .end = until})
        || !restartPins(now) || !loadPins(now))
        return false;
    pinnedTraces.clear();
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
    return isGood && ranges.write(pins, now) && setTime(kKeptFrom, *horizon, now);
}

bool Retention::Private::removeRows(Timestamp now, std::int64_t rows)
{
    constexpr std::int64_t kLookEvery = 100; // rows between two looks at the size
    const Timestamp oldestKept = keep.age ? now - *keep.age : Timestamp::min();
    bool isLarge = size.isTooLarge();
    for (std::int64_t passed = 0; passed < rows; ++passed) {
        RetentionWalk* walk = oldest();
        if (walk == nullptr)
            return !size.isTooLarge() || removeWhatElse(now);
        if (passed % kLookEvery == kLookEvery - 1)
            isLarge = size.isTooLarge();
        // What came together goes together: no generation is left without its span.
        const bool isRest = walk->peek()->recorded == removing;
        if (!isLarge && walk->peek()->recordedBy >= oldestKept && !isRest)
            return true;
        // Perhaps it is not the rows that are large, but what only they refer to.
        if (isLarge && isSweepDue() && !isRest)
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
    pinnedTraces.clear();
    for (RetentionWalk& walk : walks) {
        walk.recheck(now);
        leftBefore += walk.left();
    }
    if (!loadPins(now) || !removeRows(now, rows) || hasFailed() || !ledger.sumLosses()
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
    pinsFrom.reset();
    ledger.restart();
    horizon.reset();
    aheadGone.reset();
    removing.reset();
    notedGivingWay.reset();
    notedFixed.reset();
    isMore = false;
    hasLookupFailed = false;
    removedInStep = 0;
    removedSinceSweep = 0;
}

Retention::Retention(const Database& database, Interner& interner, const Keep& keep, Note note,
                     std::function<void()> mappingChanged)
    : d(std::make_unique<Private>(database, interner, keep, std::move(note),
                                  std::move(mappingChanged)))
{
    // What a killed process left, before a reader can hold it: else each kill adds to it.
    d->size.writeLogBack();
}

Retention::~Retention() = default;

Result<bool> Retention::step(Timestamp now, std::int64_t rows)
{
    if (!d->keep.isLimited())
        return false;
    if (const auto begun = d->database.execute("BEGIN IMMEDIATE"); !begun)
        return tl::make_unexpected(begun.error());
    Result<void> done;
    bool isGood = false;
    try {
        isGood = d->work(now, rows);
    } catch (const std::bad_alloc&) {
        d->database.abandon();
        static_cast<void>(d->database.undo());
        d->restart();
        throw;
    }
    if (!isGood)
        done = tl::make_unexpected(d->database.lastError("be shortened"));
    else if (d->interner.hasFailed())
        done = tl::make_unexpected(*d->interner.failure());
    else
        done = d->database.execute("COMMIT");
    if (!done) {
        static_cast<void>(d->database.undo());
        d->restart();
        return tl::make_unexpected(done.error());
    }
    d->size.giveBackPages();
    d->size.writeLogBack();
    return d->isMore;
}

} // namespace store
