// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/writer.h"

#include "models/store/baselines.h"
#include "models/store/feedbody.h"
#include "models/store/filelock.h"
#include "models/store/fileplace.h"
#include "models/store/interner.h"
#include "models/store/judgescales.h"
#include "models/store/linkwriter.h"
#include "models/store/logcheck.h"
#include "models/store/losswriter.h"
#include "models/store/pulledwriter.h"
#include "models/store/recordedtimes.h"
#include "models/store/recordingfiles.h"
#include "models/store/rollupwriter.h"
#include "models/store/schema.h"
#include "models/store/sqlite.h"
#include "models/store/telemetrywriter.h"
#include "models/store/timelinewriter.h"
#include "models/telemetry/actors.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/scarcememory.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <new>
#include <string_view>
#include <utility>

namespace store {

struct Writer::Private
{
    Private(FileLock fileLock, Database opened)
        : lock(std::move(fileLock))
        , database(std::move(opened))
        , place(database.path())
        , interner(database)
        , telemetry(database, interner)
        , rollups(database)
        , baselines(database, interner)
        , judges(database, interner)
        , pulled(database, interner, rollups)
        , links(database, interner)
        , timeline(database, interner)
        , losses(database)
        , insertSuspicion(database.prepare(
              "INSERT INTO suspicions(trace_no, span_id, probability, reasons, time_ns, "
              "recorded_ns) VALUES(?,?,?,?,?,?)"))
        , insertFeed(database.prepare("INSERT INTO feeds(recorded_ns, steps, body) VALUES(?,?,?)"))
    {
    }

    // Runs one append. A failure (a full disk, damage) undoes the transaction: savepoints would
    // leave what was appended before, but cost a quarter of the rows per second.
    template<class T>
    telemetry::Result<T> guarded(const auto& append)
    {
        if (lost)
            return telemetry::withPatience(
                [this]() -> telemetry::Result<T> { return tl::make_unexpected(*lost); });
        const bool isFirst = !isOpen;
        if (isFirst) {
            static_cast<void>(database.undo()); // what could not be undone then
            if (!isStateKnown) // a disk that failed then may do now
                telemetry::withPatience([this] { loadState(); });
            const bool isBegun = isStateKnown && telemetry::withPatience([this] {
                                     return database.execute("BEGIN IMMEDIATE").has_value();
                                 });
            if (!isBegun)
                return telemetry::withPatience([this]() -> telemetry::Result<T> {
                    return tl::make_unexpected(database.lastError("be written"));
                });
            isOpen = true;
        }
        telemetry::Result<T> result = attempted<T>(append);
        telemetry::withPatience([&] {
            if (interner.hasFailed()) // the cause of what failed after it
                result = tl::make_unexpected(*interner.failure());
            // SQLite undoes the whole transaction by itself on some errors; what follows would
            // then be written row by row.
            if (result && !database.isInTransaction())
                result = tl::make_unexpected(database.lastError("be written"));
        });
        if (result)
            return result;
        rollBack();
        if (isFirst)
            isOpen = false; // nothing else is gone
        else
            telemetry::withPatience([&] { lost = result.error(); });
        return result;
    }

    // That there is not memory enough is a failure like the others. To say so takes some again, and
    // is waited for with nothing held: what was half done is undone first.
    template<class T>
    telemetry::Result<T> attempted(const auto& append)
    {
        try {
            return append();
        } catch (const std::bad_alloc&) {
            database.abandon();
        }
        static_cast<void>(database.undo());
        return withoutMemory<T>();
    }
    template<class T>
    telemetry::Result<T> withoutMemory() const
    {
        return telemetry::withPatience([this]() -> telemetry::Result<T> {
            return telemetry::failure(telemetry::ErrorKind::Refused,
                                      database.path()
                                          + " cannot be written: there is not enough memory.");
        });
    }

    telemetry::Result<void> written(const auto& append)
    {
        return guarded<void>([&]() -> telemetry::Result<void> {
            if (!append())
                return tl::make_unexpected(database.lastError("be written"));
            return {};
        });
    }

    // What is kept at hand of what the tables say too.
    void loadState() { isStateKnown = timeline.load() && losses.load(); }

    void rollBack()
    {
        static_cast<void>(database.undo());
        forget();
        telemetry::withPatience([this] { loadState(); });
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
        if (!place.isHeld()) {
            rollBack();
            return telemetry::failure(
                telemetry::ErrorKind::Refused,
                database.path()
                    + " was moved, removed or replaced, or its -wal file was, while it was "
                      "recorded into. Put it back, or record into another file.");
        }
        auto committed = telemetry::withPatience([this] { return database.execute("COMMIT"); });
        if (!committed)
            rollBack();
        return committed;
    }

    void forget()
    {
        interner.forget();
        telemetry.forget();
        rollups.forget();
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

    bool append(const telemetry::Feed& feed)
    {
        bool isGood = true;
        const auto isLife = [](const telemetry::FeedStep& step) {
            return step.kind == telemetry::FeedStep::Kind::Life;
        };
        for (auto from = feed.steps.begin(); isGood && from != feed.steps.end();) {
            // A life stands in a row of its own, which has no steps: it is not removed by its age.
            const auto to =
                isLife(*from) ? std::next(from) : std::find_if(from, feed.steps.end(), isLife);
            const bool isWhole = from == feed.steps.begin() && to == feed.steps.end();
            telemetry::Feed part;
            if (!isWhole) {
                part = {.keys = isLife(*from) ? std::vector<telemetry::SignalKey>() : feed.keys,
                        .lives = isLife(*from) ? feed.lives : std::vector<telemetry::FeedLife>(),
                        .decisions = feed.decisions,
                        .steps = {from, to}};
            }
            telemetry::Timestamp newest;
            for (auto step = from; step != to; ++step)
                newest = std::max(newest, step->recorded);
            const std::string body = bodyOf(isWhole ? feed : part);
            insertFeed.bind(newest)
                .bind(isLife(*from) ? std::int64_t{0} : static_cast<std::int64_t>(to - from))
                .bindBlob(body);
            isGood = interner.run(insertFeed);
            from = to;
        }
        return isGood;
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
            isGood = isGood && signal > 0 && rollups.add(signal, rollup, recorded);
        }
        for (const auto& alarm : results.alarms)
            isGood = isGood && timeline.append(alarm);
        for (const auto& baseline : results.baselines)
            isGood = isGood && baselines.write(baseline);
        isGood = isGood && append(results.feed);
        return isGood && losses.noteUnwatched(results.unwatched) && telemetry.settle(results);
    }

    // SQLite went on where the log ended for it; what is behind that is written over from now on.
    telemetry::Result<void> tell(const LogDamage& log, Writer& writer) const
    {
        const Gap gap = gapOf(log, database);
        telemetry::TimelineEntry entry;
        entry.time = entry.recorded = telemetry::SystemClock().now();
        entry.kind = "recording";
        entry.actor = telemetry::actors::kRecorder;
        entry.text = "Opened to record on; " + gap.reason + '.';
        entry.payload = "{}";
        if (auto told = writer.append(gap, entry.recorded); !told)
            return told;
        if (auto told = writer.append(std::move(entry)); !told)
            return tl::make_unexpected(told.error());
        if (auto told = writer.commit(); !told)
            return told;
        // Else the same would be found again in what is left of this log.
        static_cast<void>(database.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
        return {};
    }

    void startRetention(const Keep& keep)
    {
        retention.emplace(
            database, interner, keep,
            [this](telemetry::Timestamp time, const char* text) {
                telemetry::TimelineEntry entry;
                entry.time = entry.recorded = time;
                entry.kind = "recording";
                entry.actor = telemetry::actors::kRecorder;
                entry.text = text;
                return timeline.append(entry);
            },
            [this] { telemetry.forgetMapping(); });
    }

    FileLock lock;
    Database database;
    FilePlace place;
    Interner interner;
    TelemetryWriter telemetry;
    RollupTables rollups;
    BaselineWriter baselines;
    JudgeScaleWriter judges;
    PulledWriter pulled;
    LinkWriter links;
    TimelineWriter timeline;
    LossWriter losses;
    Statement insertSuspicion;
    Statement insertFeed;
    bool isNew = false; // the file
    bool isOpen = false; // a transaction
    bool isStateKnown = false; // what loadState() reads
    std::optional<telemetry::Error> lost; // why the open transaction was undone
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
    const bool isNew = !std::filesystem::exists(path, ignored) && !ignored;
    const LogDamage log = logDamage(path); // once it is opened nobody can tell any more
    const bool isRing = keep.isLimited() || keep.isAdjustable;
    auto database = openForWriting(path, isRing ? Pages::GivenBack : Pages::Kept);
    if (!database) {
        if (isNew)
            removeRecordingFiles(path);
        lock->discard(); // nothing of ours stays beside a file that is none
        return tl::make_unexpected(database.error());
    }
    auto writer = std::unique_ptr<Writer>(
        new Writer(std::make_unique<Private>(std::move(*lock), std::move(*database))));
    writer->d->isNew = isNew;
    writer->d->loadState();
    writer->d->startRetention(keep);
    if (log.isCutOff) {
        if (const auto told = writer->d->tell(log, *writer); !told)
            return tl::make_unexpected(told.error());
    }
    return writer;
}

Writer::~Writer()
{
    const auto ignored = commit();
    static_cast<void>(ignored);
    static_cast<void>(d->database.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    FileLock lock = std::move(d->lock);
    d.reset(); // closed before anybody else may write
    lock.remove();
}

const std::string& Writer::path() const
{
    return d->database.path();
}

bool Writer::isNew() const
{
    return d->isNew;
}

telemetry::Result<Appended> Writer::append(const dialect::Interpreted& interpreted)
{
    return d->guarded<Appended>([&]() -> telemetry::Result<Appended> {
        d->recordedTimes.add(interpreted.batch.recorded);
        auto appended = d->telemetry.append(interpreted);
        if (!appended)
            return appended;
        if (!d->losses.append(interpreted.batch, *appended))
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
            if (!d->timeline.append(entry))
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
    const auto reject = [&](const telemetry::Rejection& rejection) {
        return d->losses.append(rejection, pulled.rejected.value_or(pulled.recorded));
    };
    return d->written([&] {
        return append() && d->losses.append(d->pulled.takeRedactions(), pulled.recorded)
            && std::ranges::all_of(pulled.rejections, reject);
    });
}

telemetry::Result<void> Writer::append(const std::vector<telemetry::JudgeScale>& judges)
{
    if (judges.empty())
        return {};
    return d->written([&] {
        return std::ranges::all_of(
            judges, [this](const telemetry::JudgeScale& scale) { return d->judges.write(scale); });
    });
}

telemetry::Result<void> Writer::append(const std::vector<telemetry::Redaction>& redactions,
                                       telemetry::Timestamp recorded)
{
    return d->written([&] { return d->losses.append(redactions, recorded); });
}

telemetry::Result<void> Writer::reject(const telemetry::Rejection& rejection,
                                       telemetry::Timestamp recorded)
{
    return d->written([&] { return d->losses.append(rejection, recorded); });
}

telemetry::Result<void> Writer::commit()
{
    return d->commit();
}

telemetry::Result<std::optional<telemetry::Timestamp>>
Writer::newestRecorded(telemetry::Timestamp now) const
{
    Statement select = d->database.prepare(
        "SELECT max(newest) FROM (SELECT max(recorded_ns) AS newest FROM spans WHERE "
        "recorded_ns<=?1 UNION ALL SELECT max(recorded_ns) FROM logs WHERE recorded_ns<=?1 UNION "
        "ALL SELECT max(recorded_ns) FROM metric_points WHERE recorded_ns<=?1 UNION ALL SELECT "
        "max(recorded_ns) FROM timeline WHERE recorded_ns<=?1)");
    if (!select.bind(now).step())
        return tl::make_unexpected(d->database.lastError("be read"));
    return select.isNull(0) ? std::nullopt : std::optional(select.time(0));
}

void Writer::setFingerprinted(bool isFingerprinted)
{
    d->telemetry.setFingerprinted(isFingerprinted);
}

void Writer::setKeep(const Keep& keep)
{
    d->startRetention(keep);
}

telemetry::Result<bool> Writer::prune(telemetry::Timestamp now, std::int64_t rows)
{
    if (!d->isStateKnown)
        telemetry::withPatience([this] { d->loadState(); });
    auto isMore = d->attempted<bool>([&]() -> telemetry::Result<bool> {
        if (!d->isStateKnown) // a removal is an entry of the timeline, which has an end
            return tl::make_unexpected(d->database.lastError("be shortened"));
        return d->retention->step(now, rows);
    });
    if (!isMore) {
        d->forget();
        telemetry::withPatience([this] { d->loadState(); });
    }
    return isMore;
}

} // namespace store
