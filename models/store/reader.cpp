// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/reader.h"

#include "models/store/chain.h"
#include "models/store/filelock.h"
#include "models/store/logcheck.h"
#include "models/store/olderschema.h"
#include "models/store/readerprivate.h"
#include "models/store/schema.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace store {

namespace {

std::int64_t fileBytes(const std::string& path)
{
    std::int64_t bytes = 0;
    for (const char* suffix : {"", "-wal"}) {
        std::error_code error;
        const auto size = std::filesystem::file_size(path + suffix, error);
        bytes += error ? 0 : static_cast<std::int64_t>(size);
    }
    return bytes;
}

void fillCounts(const Reader::Private& reader, RecordingInfo& info)
{
    const auto count = [&reader](const char* sql) {
        Statement select = reader.database.prepare(sql);
        const std::int64_t number = select.step() ? select.integer(0) : 0;
        static_cast<void>(reader.hasFailed(select));
        return number;
    };
    info.spans = count("SELECT count(*) FROM spans");
    info.generations = count("SELECT count(*) FROM generations");
    info.evaluations = count("SELECT count(*) FROM evaluations WHERE origin=0");
    info.validatorEvaluations = count("SELECT count(*) FROM evaluations WHERE origin=1");
    info.metricPoints = count("SELECT count(*) FROM metric_points");
    info.logs = count("SELECT count(*) FROM logs");
    info.duplicates = count("SELECT value FROM counters WHERE name='duplicates'");
    info.merged = count("SELECT value FROM counters WHERE name='merged'");
    info.unwatched = count("SELECT value FROM counters WHERE name='unwatched'");
    info.rejected = count("SELECT coalesce(sum(count), 0) FROM rejections");
    info.redacted = count("SELECT coalesce(sum(count), 0) FROM redactions");
    Statement redactions = reader.database.prepare(
        "SELECT rule, service, count FROM redactions ORDER BY count DESC, rule, service LIMIT 100");
    while (redactions.step())
        info.redactions.push_back({.rule = std::string(redactions.text(0)),
                                   .service = std::string(redactions.text(1)),
                                   .count = static_cast<std::uint64_t>(redactions.integer(2))});
    static_cast<void>(reader.hasFailed(redactions));
    Statement removals = reader.database.prepare("SELECT what, count FROM removals");
    while (removals.step())
        info.removed.emplace(removals.text(0), removals.integer(1));
    static_cast<void>(reader.hasFailed(removals));
    const std::int64_t keptFrom =
        count("SELECT coalesce(max(value), 0) FROM counters WHERE name='kept_from_ns'");
    if (keptFrom > 0)
        info.keptFrom = telemetry::fromUnixNanos(keptFrom);
    // A sender can invent reasons without end; the hundred that count most are enough to act on.
    Statement reasons = reader.database.prepare("SELECT reason, sum(count) FROM rejections "
                                                "GROUP BY reason ORDER BY 2 DESC LIMIT 100");
    while (reasons.step())
        info.rejectedReasons.emplace(reasons.text(0), reasons.integer(1));
    static_cast<void>(reader.hasFailed(reasons));
}

// Times that were not given (0) are no bounds of anything.
void fillTimes(const Reader::Private& reader, RecordingInfo& info)
{
    const auto lower = [](std::optional<telemetry::Timestamp>& into, const Statement& row,
                          int column) {
        if (!row.isNull(column))
            into = into ? std::min(*into, row.time(column)) : row.time(column);
    };
    const auto raise = [](std::optional<telemetry::Timestamp>& into, const Statement& row,
                          int column) {
        if (!row.isNull(column))
            into = into ? std::max(*into, row.time(column)) : row.time(column);
    };
    for (const char* sql :
         {"SELECT min(nullif(start_ns, 0)), nullif(max(max(start_ns, end_ns)), 0), "
          "min(recorded_ns), max(recorded_ns) FROM spans",
          "SELECT min(nullif(time_ns, 0)), nullif(max(time_ns), 0), min(recorded_ns), "
          "max(recorded_ns) FROM logs",
          "SELECT min(nullif(time_ns, 0)), nullif(max(time_ns), 0), min(recorded_ns), "
          "max(recorded_ns) FROM metric_points"}) {
        Statement select = reader.database.prepare(sql);
        const bool hasRow = select.step();
        if (reader.hasFailed(select) || !hasRow)
            continue;
        lower(info.first, select, 0);
        raise(info.last, select, 1);
        lower(info.recordedFirst, select, 2);
        raise(info.recordedLast, select, 3);
    }
    Statement entry = reader.database.prepare("SELECT max(recorded_ns) FROM timeline");
    if (entry.step())
        raise(info.newestEntry, entry, 0);
    static_cast<void>(reader.hasFailed(entry));
}

void fillNames(Reader::Private& reader, RecordingInfo& info)
{
    Statement services = reader.database.prepare(
        "SELECT DISTINCT s.text FROM resources r JOIN strings s ON s.id=r.service ORDER BY s.text");
    while (services.step())
        info.services.emplace_back(services.text(0));
    Statement models = reader.database.prepare(
        "SELECT DISTINCT coalesce(model_served, model_requested) FROM generations");
    while (models.step()) {
        if (!models.isNull(0))
            info.models.push_back(reader.string(models.integer(0)));
    }
    static_cast<void>(reader.hasFailed(services) || reader.hasFailed(models));
    std::sort(info.models.begin(), info.models.end());
}

// Columns: source, start, end, reason, service.
Gap gapRow(const Statement& row)
{
    return {.source = std::string(row.text(0)),
            .range = {row.time(1), row.time(2)},
            .reason = std::string(row.text(3)),
            .service = std::string(row.text(4))};
}

// SQLite keeps two files beside a recording that somebody has open, and only a connection that may
// write takes them away again. So whatever was closed is opened by one (query_only seals it below;
// SQLite itself falls back where the file may not be written). What a writer left when it was
// killed, or is writing now, stays as it is: reading does not move it into the recording.
Database::Mode modeFor(const std::string& path)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(path + "-wal", error);
    return error || size == 0 ? Database::Mode::ReadWrite : Database::Mode::ReadOnly;
}

} // namespace

Reader::Reader(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

Reader::~Reader() = default;

telemetry::Result<std::unique_ptr<Reader>> Reader::open(const std::string& path)
{
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return telemetry::failure(telemetry::ErrorKind::Unreadable, path + " does not exist.");
    if (std::filesystem::is_directory(path, error))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path + " is a folder, not a recording.");
    const Database::Mode mode = modeFor(path);
    // Of what a writer has open SQLite knows more than the log says.
    const bool isLogLeft = mode == Database::Mode::ReadOnly && !FileLock::isHeld(path);
    const LogDamage log = isLogLeft ? logDamage(path) : LogDamage{};
    auto database = Database::open(path, mode);
    if (!database)
        return tl::make_unexpected(database.error());
    const auto schema = checkSchema(*database);
    if (!schema)
        return tl::make_unexpected(schema.error());
    if (const auto prepared =
            database->execute("PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY");
        !prepared)
        return tl::make_unexpected(prepared.error());
    if (*schema < kSchemaVersion) {
        if (const auto covered = coverOlderTables(*database); !covered)
            return tl::make_unexpected(covered.error());
    }
    if (const auto sealed = database->execute("PRAGMA query_only=1"); !sealed)
        return tl::make_unexpected(sealed.error());
    auto reader = std::unique_ptr<Reader>(
        new Reader(std::make_unique<Private>(std::move(*database), *schema)));
    if (log.isCutOff)
        reader->d->lostInLog = gapOf(log, reader->d->database);
    return reader;
}

telemetry::Result<RecordingInfo> Reader::info() const
{
    const Private::Transaction transaction(d->database);
    RecordingInfo info;
    info.schema = d->schema;
    fillCounts(*d, info);
    fillTimes(*d, info);
    fillNames(*d, info);
    info.bytes = fileBytes(d->database.path());
    Statement select = d->database.prepare(
        "SELECT source, start_ns, end_ns, reason, service FROM gaps ORDER BY start_ns");
    while (select.step())
        info.gaps.push_back(gapRow(select));
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    if (d->lostInLog)
        info.gaps.push_back(*d->lostInLog);
    return info;
}

telemetry::Result<std::vector<Gap>> Reader::gaps(const View& view) const
{
    Statement select = d->database.prepare(
        "SELECT source, start_ns, end_ns, reason, service FROM gaps WHERE end_ns>=? AND "
        "start_ns<? AND recorded_ns<=? ORDER BY start_ns");
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    std::vector<Gap> gaps;
    while (select.step())
        gaps.push_back(gapRow(select));
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    const auto& lost = d->lostInLog;
    if (lost && lost->range.end >= view.range.start && lost->range.start < view.range.end
        && lost->range.end <= view.knownAt)
        gaps.push_back(*lost);
    return gaps;
}

telemetry::Result<std::map<std::string, std::string>> Reader::cursors() const
{
    Statement select = d->database.prepare("SELECT name, value FROM cursors");
    std::map<std::string, std::string> cursors;
    while (select.step())
        cursors.emplace(select.text(0), select.text(1));
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return cursors;
}

telemetry::Result<VerifyReport> Reader::verify(telemetry::Timestamp knownAt,
                                               const VerifyReport& before) const
{
    Statement select =
        d->database.prepare(std::string(kEntryColumns) + "WHERE sequence>? ORDER BY sequence");
    select.bind(before.entries);
    VerifyReport report = before;
    if (report.entries == 0)
        report.lastHash = kFirstPreviousHash;
    Statement strange =
        d->database.prepare("SELECT sequence FROM timeline WHERE sequence<1 LIMIT 1");
    if (!report.firstBroken && strange.step()) {
        report.firstBroken = strange.integer(0);
        report.problem = "it stands before the first one, in no chain";
        return report;
    }
    while (!report.firstBroken && select.step()) {
        const telemetry::TimelineEntry entry = entryOf(select);
        if (entry.recorded > knownAt)
            break;
        const std::string& hash = entry.hash;
        if (entry.sequence != report.entries + 1)
            report.problem = "entry " + std::to_string(report.entries + 1) + " is missing";
        else if (entry.previousHash != report.lastHash)
            report.problem = "it does not carry the hash of the entry before it";
        else if (chainHash(entry) != hash)
            report.problem = "its contents do not fit its hash";
        if (!report.problem.empty())
            report.firstBroken = report.entries + 1;
        ++report.entries;
        report.lastHash = hash;
    }
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return report;
}

} // namespace store
