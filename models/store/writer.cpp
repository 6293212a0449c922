// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/writer.h"

#include "models/store/baselines.h"
#include "models/store/chain.h"
#include "models/store/filelock.h"
#include "models/store/interner.h"
#include "models/store/linkwriter.h"
#include "models/store/pulledwriter.h"
#include "models/store/recordedtimes.h"
#include "models/store/rollupwriter.h"
#include "models/store/schema.h"
#include "models/store/sqlite.h"
#include "models/store/telemetrywriter.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

namespace store {

namespace {

constexpr const char* kDuplicates = "duplicates";
constexpr const char* kMerged = "merged";

telemetry::TimelineEntry entryOf(const telemetry::AlarmTransition& alarm)
{
    telemetry::TimelineEntry entry;
    entry.time = alarm.time;
    entry.recorded = alarm.recorded;
    entry.kind = "alarm";
    entry.actor = alarm.actor.empty() ? "detector" : alarm.actor;
    entry.subject = alarm.alarm;
    entry.text = alarm.alarm + " " + telemetry::toString(alarm.state) + ": " + alarm.sentence;
    entry.payload = "{}";
    return entry;
}

} // namespace

struct Writer::Private
{
    // What the tables say too, kept at hand.
    struct State
    {
        std::int64_t lastSequence = 0;
        std::string lastHash = kFirstPreviousHash;
        std::int64_t duplicates = 0;
        std::int64_t merged = 0;
    };

    Private(FileLock fileLock, Database opened)
        : lock(std::move(fileLock))
        , database(std::move(opened))
        , interner(database)
        , telemetry(database, interner)
        , seconds(database, "rollups_second", 1)
        , minutes(database, "rollups_minute", 60)
        , baselines(database, interner)
        , pulled(database, interner, seconds, minutes)
        , links(database, interner)
        , insertSuspicion(database.prepare(
              "INSERT INTO suspicions(trace_no, span_id, probability, reasons, time_ns, "
              "recorded_ns) VALUES(?,?,?,?,?,?)"))
        , insertAlarm(database.prepare(
              "INSERT INTO alarms(alarm, state, service, check_name, model, severity, sentence, "
              "rate_before, rate_now, "
              "observations, evidence, onset_ns, time_ns, recorded_ns, actor, shelved_until_ns, "
              "operation, measure, mean_before, mean_now) "
              "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"))
        , insertEntry(database.prepare(
              "INSERT INTO timeline(sequence, time_ns, recorded_ns, kind, actor, subject, "
              "text, payload, previous_hash, hash) VALUES(?,?,?,?,?,?,?,?,?,?)"))
        , insertRejection(database.prepare(
              "INSERT INTO rejections(signal, count, reason, recorded_ns) VALUES(?,?,?,?)"))
        , setCounter(database.prepare("INSERT INTO counters(name, value) VALUES(?,?) "
                                      "ON CONFLICT(name) DO UPDATE SET value=excluded.value"))
        , countRedaction(database.prepare(
              "INSERT INTO redactions(rule, service, count, recorded_ns) VALUES(?,?,?,?) "
              "ON CONFLICT(rule, service) DO UPDATE SET count=count+excluded.count, "
              "recorded_ns=excluded.recorded_ns"))
    {
    }

    // Runs one append. A failure (a full disk, damage) undoes the transaction: savepoints would
    // leave what was appended before, but cost a quarter of the rows per second.
    template<class T>
    telemetry::Result<T> guarded(const auto& append)
    {
        if (lost)
            return tl::make_unexpected(*lost);
        const bool isFirst = !std::exchange(isOpen, true);
        if (isFirst && !database.execute("BEGIN IMMEDIATE")) {
            isOpen = false;
            return tl::make_unexpected(database.lastError("be written"));
        }
        telemetry::Result<T> result = append();
        if (interner.hasFailed()) // the cause of what failed after it
            result = tl::make_unexpected(*interner.failure());
        // SQLite undoes the whole transaction by itself on some errors; what follows would then
        // be written row by row.
        if (result && !database.isInTransaction())
            result = tl::make_unexpected(database.lastError("be written"));
        if (result)
            return result;
        rollBack();
        if (isFirst)
            isOpen = false; // nothing else is gone
        else
            lost = result.error();
        return result;
    }

    telemetry::Result<void> written(const auto& append)
    {
        return guarded<void>([&]() -> telemetry::Result<void> {
            if (!append())
                return tl::make_unexpected(database.lastError("be written"));
            return {};
        });
    }

    void rollBack()
    {
        if (database.isInTransaction())
            static_cast<void>(database.execute("ROLLBACK"));
        forget();
        loadState();
    }

    telemetry::Result<void> commit()
    {
        if (isOpen && !lost)
            static_cast<void>(guarded<void>([this]() -> telemetry::Result<void> {
                if (!telemetry.flush())
                    return tl::make_unexpected(database.lastError("be written"));
                return {};
            }));
        if (!std::exchange(isOpen, false))
            return {};
        if (const auto error = std::exchange(lost, std::nullopt))
            return tl::make_unexpected(*error);
        auto committed = database.execute("COMMIT");
        if (!committed)
            rollBack();
        return committed;
    }

    void forget()
    {
        interner.forget();
        telemetry.forget();
        seconds.forget();
        minutes.forget();
    }

    bool append(telemetry::TimelineEntry& entry)
    {
        entry.sequence = state.lastSequence + 1;
        entry.previousHash = state.lastHash;
        if (entry.payload.empty())
            entry.payload = "{}";
        entry.hash = chainHash(entry);
        insertEntry.bind(entry.sequence)
            .bind(entry.time)
            .bind(entry.recorded)
            .bind(std::string_view(entry.kind));
        insertEntry.bind(std::string_view(entry.actor)).bind(std::string_view(entry.subject));
        insertEntry.bind(std::string_view(entry.text)).bind(std::string_view(entry.payload));
        insertEntry.bind(std::string_view(entry.previousHash)).bind(std::string_view(entry.hash));
        if (!insertEntry.run())
            return false;
        state.lastSequence = entry.sequence;
        state.lastHash = entry.hash;
        return true;
    }

    bool append(const telemetry::AlarmTransition& alarm)
    {
        insertAlarm.bind(std::string_view(alarm.alarm))
            .bind(std::int64_t{static_cast<int>(alarm.state)});
        insertAlarm.bind(interner.stringOrZero(alarm.service))
            .bind(interner.stringOrZero(alarm.check));
        insertAlarm.bind(interner.stringOrZero(alarm.model)).bind(std::int64_t{alarm.severity});
        insertAlarm.bind(std::string_view(alarm.sentence))
            .bind(alarm.rateBefore)
            .bind(alarm.rateNow);
        insertAlarm.bind(alarm.observations)
            .bind(alarm.evidence)
            .bind(alarm.onset)
            .bind(alarm.time);
        insertAlarm.bind(alarm.recorded)
            .bind(std::string_view(alarm.actor))
            .bind(alarm.shelvedUntil);
        if (alarm.operation)
            insertAlarm.bind(interner.string(*alarm.operation));
        else
            insertAlarm.bindNull();
        insertAlarm.bind(std::int64_t{static_cast<int>(alarm.measure)});
        insertAlarm.bind(alarm.meanBefore).bind(alarm.meanNow);
        if (!interner.run(insertAlarm))
            return false;
        telemetry::TimelineEntry entry = entryOf(alarm);
        return append(entry);
    }

    bool append(const telemetry::Suspicion& suspicion)
    {
        insertSuspicion.bind(interner.trace(suspicion.trace))
            .bind(static_cast<std::int64_t>(suspicion.span));
        insertSuspicion.bind(suspicion.probability)
            .bind(std::string_view(suspicion.reasons))
            .bind(suspicion.time);
        return interner.run(insertSuspicion.bind(recordedNow));
    }

    // When the newest of the results was learned, of which suspicions have no time of their own.
    telemetry::Timestamp recordedTime(const HealthResults& results) const
    {
        telemetry::Timestamp newest;
        for (const auto& evaluation : results.evaluations)
            newest = std::max(newest, evaluation.recorded);
        for (const auto& [key, rollup] : results.rollups)
            newest = std::max(newest, recordedTimes.in(rollup.recordedBucket));
        return newest;
    }

    bool append(const HealthResults& results)
    {
        bool isGood = true;
        for (const auto& evaluation : results.evaluations)
            recordedTimes.add(evaluation.recorded);
        recordedNow = recordedTime(results);
        for (const auto& evaluation : results.evaluations) {
            std::int64_t row = 0;
            isGood = isGood && telemetry.appendEvaluation(evaluation, row);
        }
        for (const auto& suspicion : results.suspicions)
            isGood = isGood && append(suspicion);
        for (const auto& [key, rollup] : results.rollups) {
            const std::int64_t signal = isGood ? interner.signal(key) : 0;
            const telemetry::Timestamp recorded = recordedTimes.in(rollup.recordedBucket);
            isGood = isGood && signal > 0 && seconds.add(signal, rollup, recorded)
                && minutes.add(signal, rollup, recorded);
        }
        for (const auto& alarm : results.alarms)
            isGood = isGood && append(alarm);
        for (const auto& baseline : results.baselines)
            isGood = isGood && baselines.write(baseline);
        return isGood && telemetry.settle(results);
    }

    void startRetention(const Keep& keep)
    {
        retention.emplace(
            database, interner, keep,
            [this](telemetry::Timestamp time, const char* text) {
                telemetry::TimelineEntry entry;
                entry.time = entry.recorded = time;
                entry.kind = "recording";
                entry.actor = "recorder";
                entry.text = text;
                return append(entry);
            },
            [this] { telemetry.forgetMapping(); });
    }

    bool append(const std::vector<telemetry::Redaction>& redactions, telemetry::Timestamp recorded)
    {
        return std::ranges::all_of(redactions, [&](const telemetry::Redaction& redaction) {
            countRedaction.bind(std::string_view(redaction.rule))
                .bind(std::string_view(redaction.service))
                .bind(static_cast<std::int64_t>(redaction.count));
            return countRedaction.bind(recorded).run();
        });
    }

    bool append(const telemetry::Rejection& rejection, telemetry::Timestamp recorded)
    {
        insertRejection.bind(std::int64_t{static_cast<int>(rejection.signal)})
            .bind(static_cast<std::int64_t>(rejection.count));
        return insertRejection.bind(std::string_view(rejection.reason)).bind(recorded).run();
    }

    // What of a batch was not kept, as a whole or in part.
    bool appendRejections(const telemetry::Batch& batch, const Appended& appended)
    {
        // A request of which everything is there already was sent again, with what was wrong in it.
        const std::size_t items = batch.spans.size() + batch.logs.size() + batch.points.size();
        const bool isResent = appended.duplicates > 0
            && static_cast<std::size_t>(appended.duplicates + appended.conflicts) == items;
        if (isResent)
            return true;
        const auto conflicts = static_cast<std::uint64_t>(appended.conflicts);
        return std::ranges::all_of(
                   batch.rejections,
                   [&](const auto& rejection) { return append(rejection, batch.recorded); })
            && (conflicts == 0
                || append({.signal = telemetry::SignalKind::Traces,
                           .count = conflicts,
                           .reason = kReusedSpanId},
                          batch.recorded))
            && append(batch.redactions, batch.recorded);
    }

    bool count(const char* name, std::int64_t& total, std::int64_t more)
    {
        if (more == 0)
            return true;
        total += more;
        return setCounter.bind(std::string_view(name)).bind(total).run();
    }

    std::int64_t counter(const char* name) const
    {
        Statement select = database.prepare("SELECT value FROM counters WHERE name=?");
        return select.bind(std::string_view(name)).step() ? select.integer(0) : 0;
    }

    void loadState()
    {
        state = {};
        Statement newest =
            database.prepare("SELECT sequence, hash FROM timeline ORDER BY sequence DESC LIMIT 1");
        if (newest.step()) {
            state.lastSequence = newest.integer(0);
            state.lastHash = newest.text(1);
        }
        state.duplicates = counter(kDuplicates);
        state.merged = counter(kMerged);
    }

    FileLock lock;
    Database database;
    Interner interner;
    TelemetryWriter telemetry;
    RollupWriter seconds;
    RollupWriter minutes;
    BaselineWriter baselines;
    PulledWriter pulled;
    LinkWriter links;
    Statement insertSuspicion;
    Statement insertAlarm;
    Statement insertEntry;
    Statement insertRejection;
    Statement setCounter;
    Statement countRedaction;
    bool isOpen = false; // a transaction
    std::optional<telemetry::Error> lost; // why the open transaction was undone
    State state;
    telemetry::Timestamp recordedNow; // of the health results being written
    RecordedTimes recordedTimes;
    std::optional<Retention> retention;
};

Writer::Writer(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

telemetry::Result<std::unique_ptr<Writer>> Writer::open(const std::string& path, const Keep& keep)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path + " is a folder, not a recording.");
    auto lock = FileLock::acquire(path);
    if (!lock)
        return tl::make_unexpected(lock.error());
    const bool isRing = keep.isLimited() || keep.isAdjustable;
    auto database = openForWriting(path, isRing ? Pages::GivenBack : Pages::Kept);
    if (!database) {
        lock->discard(); // nothing of ours stays beside a file that is none
        return tl::make_unexpected(database.error());
    }
    auto writer = std::unique_ptr<Writer>(
        new Writer(std::make_unique<Private>(std::move(*lock), std::move(*database))));
    writer->d->loadState();
    writer->d->startRetention(keep);
    return writer;
}

Writer::~Writer()
{
    const auto ignored = commit();
    static_cast<void>(ignored);
    static_cast<void>(d->database.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
}

const std::string& Writer::path() const
{
    return d->database.path();
}

telemetry::Result<Appended> Writer::append(const dialect::Interpreted& interpreted)
{
    return d->guarded<Appended>([&]() -> telemetry::Result<Appended> {
        d->recordedTimes.add(interpreted.batch.recorded);
        auto appended = d->telemetry.append(interpreted);
        if (!appended)
            return appended;
        Private::State& state = d->state;
        if (!d->appendRejections(interpreted.batch, *appended)
            || !d->count(kDuplicates, state.duplicates, appended->duplicates)
            || !d->count(kMerged, state.merged, appended->merged))
            return tl::make_unexpected(d->database.lastError("be written"));
        return appended;
    });
}

telemetry::Result<void> Writer::append(const HealthResults& results)
{
    return d->written([&] { return d->append(results); });
}

telemetry::Result<telemetry::TimelineEntry> Writer::append(telemetry::TimelineEntry entry)
{
    return d->guarded<telemetry::TimelineEntry>(
        [&]() -> telemetry::Result<telemetry::TimelineEntry> {
            if (!d->append(entry))
                return tl::make_unexpected(d->database.lastError("be written"));
            return entry;
        });
}

telemetry::Result<void> Writer::append(const Gap& gap, telemetry::Timestamp recorded)
{
    return d->guarded<void>([&]() -> telemetry::Result<void> {
        Statement insert = d->database.prepare(
            "INSERT INTO gaps(source, start_ns, end_ns, reason, service, recorded_ns) "
            "VALUES(?,?,?,?,?,?)");
        insert.bind(std::string_view(gap.source)).bind(gap.range.start).bind(gap.range.end);
        insert.bind(std::string_view(gap.reason)).bind(std::string_view(gap.service));
        if (!insert.bind(recorded).run())
            return tl::make_unexpected(d->database.lastError("be written"));
        return {};
    });
}

telemetry::Result<void> Writer::append(const telemetry::LinkStatus& status,
                                       telemetry::Timestamp recorded)
{
    return d->written([&] { return d->links.append(status, recorded); });
}

telemetry::Result<void> Writer::append(const Pulled& pulled, std::vector<CountedBucket>* fresh)
{
    const auto append = [&] { return d->pulled.append(pulled, fresh); };
    return d->written(
        [&] { return append() && d->append(d->pulled.takeRedactions(), pulled.recorded); });
}

telemetry::Result<void> Writer::append(const std::vector<telemetry::Redaction>& redactions,
                                       telemetry::Timestamp recorded)
{
    return d->written([&] { return d->append(redactions, recorded); });
}

telemetry::Result<void> Writer::reject(const telemetry::Rejection& rejection,
                                       telemetry::Timestamp recorded)
{
    return d->written([&] { return d->append(rejection, recorded); });
}

telemetry::Result<void> Writer::commit()
{
    return d->commit();
}

void Writer::setKeep(const Keep& keep)
{
    d->startRetention(keep);
}

telemetry::Result<bool> Writer::prune(telemetry::Timestamp now, std::int64_t rows)
{
    auto isMore = d->retention->step(now, rows);
    if (!isMore) {
        d->forget();
        d->loadState();
    }
    return isMore;
}

} // namespace store
