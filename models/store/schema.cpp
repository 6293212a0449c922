// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/schema.h"

#include "models/store/histogramsum.h"

#include <array>
#include <string>

#include <fcntl.h>
#include <unistd.h>

namespace store {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;

// Event time (start_ns, time_ns, bucket) and recorded time (recorded_ns, recorded_bucket) stand on
// every row. Text that repeats is interned in strings; ids of 64 bits are stored as their bit
// pattern.
constexpr const char* kVersion1 = R"(
CREATE TABLE strings(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE resources(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, service INTEGER NOT NULL,
  version INTEGER, environment INTEGER, instance INTEGER, body BLOB NOT NULL, recorded_ns INTEGER NOT NULL);
CREATE TABLE scopes(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, name INTEGER, version INTEGER,
  body BLOB NOT NULL, recorded_ns INTEGER NOT NULL);
CREATE TABLE traces(trace_no INTEGER PRIMARY KEY, trace_id BLOB NOT NULL UNIQUE);

CREATE TABLE spans(id INTEGER PRIMARY KEY, trace_no INTEGER NOT NULL, span_id INTEGER NOT NULL, parent_id INTEGER NOT NULL,
  start_ns INTEGER NOT NULL, end_ns INTEGER NOT NULL, recorded_ns INTEGER NOT NULL, name INTEGER, service INTEGER NOT NULL,
  resource INTEGER NOT NULL, scope INTEGER NOT NULL, kind INTEGER NOT NULL, status INTEGER NOT NULL, step INTEGER NOT NULL);
CREATE UNIQUE INDEX spans_by_key ON spans(trace_no, span_id);
CREATE INDEX spans_by_start ON spans(start_ns);
CREATE TABLE span_bodies(id INTEGER PRIMARY KEY, body BLOB NOT NULL);

CREATE TABLE generations(id INTEGER PRIMARY KEY, trace_no INTEGER NOT NULL, span_id INTEGER NOT NULL,
  start_ns INTEGER NOT NULL, recorded_ns INTEGER NOT NULL, has_span INTEGER NOT NULL, service INTEGER, operation INTEGER,
  provider INTEGER, model_requested INTEGER, model_served INTEGER, version INTEGER, adapter INTEGER, prompt_version INTEGER,
  response_hash INTEGER, content_state INTEGER NOT NULL);
CREATE UNIQUE INDEX generations_by_key ON generations(trace_no, span_id);
CREATE INDEX generations_by_start ON generations(start_ns);
CREATE INDEX generations_by_response ON generations(response_hash) WHERE response_hash IS NOT NULL;

CREATE TABLE logs(id INTEGER PRIMARY KEY, trace_no INTEGER, span_id INTEGER, time_ns INTEGER NOT NULL,
  observed_ns INTEGER NOT NULL, recorded_ns INTEGER NOT NULL, severity INTEGER NOT NULL, event INTEGER, resource INTEGER NOT NULL,
  scope INTEGER NOT NULL, hash INTEGER NOT NULL, body BLOB NOT NULL);
CREATE UNIQUE INDEX logs_by_hash ON logs(hash);
CREATE INDEX logs_by_span ON logs(trace_no, span_id) WHERE trace_no IS NOT NULL;

CREATE TABLE metric_points(id INTEGER PRIMARY KEY, name INTEGER, unit INTEGER, type INTEGER NOT NULL, temporality INTEGER NOT NULL,
  is_monotonic INTEGER NOT NULL, start_ns INTEGER NOT NULL, time_ns INTEGER NOT NULL, recorded_ns INTEGER NOT NULL, value REAL,
  resource INTEGER NOT NULL, scope INTEGER NOT NULL, hash INTEGER NOT NULL, body BLOB NOT NULL);
CREATE UNIQUE INDEX metric_points_by_hash ON metric_points(hash);

CREATE TABLE evaluations(id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, trace_no INTEGER, span_id INTEGER, response_id TEXT,
  response_hash INTEGER, check_name INTEGER NOT NULL, evaluator INTEGER, origin INTEGER NOT NULL, state INTEGER NOT NULL,
  value REAL, badness REAL, label TEXT, reason TEXT, findings TEXT, time_ns INTEGER NOT NULL, recorded_ns INTEGER NOT NULL);
CREATE UNIQUE INDEX evaluations_by_hash ON evaluations(hash);
CREATE INDEX evaluations_by_time ON evaluations(time_ns);
CREATE INDEX evaluations_by_span ON evaluations(trace_no, span_id) WHERE trace_no IS NOT NULL;

CREATE TABLE suspicions(id INTEGER PRIMARY KEY, trace_no INTEGER NOT NULL, span_id INTEGER NOT NULL, probability REAL NOT NULL,
  reasons TEXT NOT NULL, time_ns INTEGER NOT NULL, recorded_ns INTEGER NOT NULL);
CREATE INDEX suspicions_by_time ON suspicions(time_ns, probability);
CREATE INDEX suspicions_by_span ON suspicions(trace_no, span_id);

CREATE TABLE signals(id INTEGER PRIMARY KEY, service INTEGER, operation INTEGER, model INTEGER, version INTEGER,
  adapter INTEGER, prompt_version INTEGER, check_name INTEGER,
  UNIQUE(service, operation, model, version, adapter, prompt_version, check_name));
CREATE TABLE rollups_second(signal INTEGER NOT NULL, bucket INTEGER NOT NULL, recorded_bucket INTEGER NOT NULL, count INTEGER NOT NULL,
  failed INTEGER NOT NULL, unknown INTEGER NOT NULL, sum REAL NOT NULL, sum_squares REAL NOT NULL, histogram BLOB NOT NULL,
  PRIMARY KEY(signal, bucket, recorded_bucket)) WITHOUT ROWID;
CREATE TABLE rollups_minute(signal INTEGER NOT NULL, bucket INTEGER NOT NULL, recorded_bucket INTEGER NOT NULL, count INTEGER NOT NULL,
  failed INTEGER NOT NULL, unknown INTEGER NOT NULL, sum REAL NOT NULL, sum_squares REAL NOT NULL, histogram BLOB NOT NULL,
  PRIMARY KEY(signal, bucket, recorded_bucket)) WITHOUT ROWID;

CREATE TABLE alarms(id INTEGER PRIMARY KEY, alarm TEXT NOT NULL, state INTEGER NOT NULL, service INTEGER, check_name INTEGER,
  model INTEGER, severity INTEGER NOT NULL, sentence TEXT NOT NULL, rate_before REAL NOT NULL, rate_now REAL NOT NULL,
  observations INTEGER NOT NULL, evidence REAL NOT NULL, onset_ns INTEGER NOT NULL, time_ns INTEGER NOT NULL,
  recorded_ns INTEGER NOT NULL, actor TEXT NOT NULL, shelved_until_ns INTEGER NOT NULL);

CREATE TABLE timeline(sequence INTEGER PRIMARY KEY, time_ns INTEGER NOT NULL, recorded_ns INTEGER NOT NULL, kind TEXT NOT NULL,
  actor TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, payload TEXT NOT NULL, previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL);

CREATE TABLE gaps(id INTEGER PRIMARY KEY, source TEXT NOT NULL, start_ns INTEGER NOT NULL, end_ns INTEGER NOT NULL,
  reason TEXT NOT NULL, recorded_ns INTEGER NOT NULL);
CREATE TABLE rejections(id INTEGER PRIMARY KEY, signal INTEGER NOT NULL, count INTEGER NOT NULL, reason TEXT NOT NULL,
  recorded_ns INTEGER NOT NULL);
CREATE TABLE changes(service INTEGER NOT NULL, field TEXT NOT NULL, value INTEGER NOT NULL, previous INTEGER,
  time_ns INTEGER NOT NULL, recorded_ns INTEGER NOT NULL, PRIMARY KEY(service, field, value)) WITHOUT ROWID;
CREATE TABLE counters(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
)";

// When exactly a row of seconds became complete as it stands; what is there gets the end of its
// second.
constexpr const char* kVersion2 = R"(
ALTER TABLE rollups_second ADD COLUMN recorded_ns INTEGER NOT NULL DEFAULT 0;
UPDATE rollups_second SET recorded_ns = (recorded_bucket + 1) * 1000000000 - 1;
)";

// What the rates of an alarm measure, and which operation it is about. Sentences told the measure
// already; means of alarms on shares and operations were not kept and stay unknown.
constexpr const char* kVersion3 = R"(
ALTER TABLE alarms ADD COLUMN operation INTEGER;
ALTER TABLE alarms ADD COLUMN measure INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alarms ADD COLUMN mean_before REAL;
ALTER TABLE alarms ADD COLUMN mean_now REAL;
UPDATE alarms SET measure = 1, mean_before = rate_before, mean_now = rate_now WHERE alarm IN
  (SELECT alarm FROM alarms WHERE sentence LIKE '% % mean badness since %');
)";

// What health has not counted yet, by row: how many parts of a generation, which evaluations. And
// what a span was before a later copy of it brought more: the version that was known until then.
constexpr const char* kVersion4 = R"(
CREATE TABLE pending_generations(id INTEGER PRIMARY KEY, parts INTEGER NOT NULL);
INSERT INTO pending_generations SELECT g.id, 1 FROM generations g WHERE
  g.id > coalesce((SELECT value FROM counters WHERE name='health_watermark'), 0) AND NOT EXISTS
  (SELECT 1 FROM evaluations v WHERE v.trace_no=g.trace_no AND v.span_id=g.span_id AND v.origin=1);
CREATE TABLE pending_evaluations(id INTEGER PRIMARY KEY);
INSERT INTO pending_evaluations SELECT e.id FROM evaluations e LEFT JOIN generations g ON
  g.trace_no=e.trace_no AND g.span_id=e.span_id WHERE e.origin=0 AND e.trace_no IS NOT NULL AND
  (g.id IS NULL OR g.id IN (SELECT id FROM pending_generations));
DELETE FROM counters WHERE name='health_watermark';
CREATE INDEX evaluations_by_response ON evaluations(response_hash) WHERE trace_no IS NULL;
CREATE TABLE span_versions(id INTEGER PRIMARY KEY, span INTEGER NOT NULL, until_ns INTEGER NOT NULL,
  parent_id INTEGER NOT NULL, end_ns INTEGER NOT NULL, status INTEGER NOT NULL, step INTEGER NOT NULL,
  body BLOB NOT NULL);
CREATE INDEX span_versions_by_span ON span_versions(span, until_ns);
)";

// What is pulled from back ends: their newest totals, of which the rollups hold the differences,
// and how far each pull has come.
constexpr const char* kVersion5 = R"(
CREATE TABLE counted_buckets(source INTEGER NOT NULL, signal INTEGER NOT NULL, bucket INTEGER NOT NULL, count INTEGER NOT NULL,
  failed INTEGER NOT NULL, unknown INTEGER NOT NULL, PRIMARY KEY(source, signal, bucket)) WITHOUT ROWID;
CREATE TABLE cursors(name TEXT PRIMARY KEY, value TEXT NOT NULL, recorded_ns INTEGER NOT NULL) WITHOUT ROWID;
)";

// A resent record is looked for beside the others of its span or of its time. An index by hash
// alone is random: every commit wrote all of its pages.
constexpr const char* kVersion6 = R"(
CREATE UNIQUE INDEX evaluations_by_key ON evaluations(trace_no, span_id, hash) WHERE trace_no IS NOT NULL;
CREATE UNIQUE INDEX evaluations_unplaced ON evaluations(hash) WHERE trace_no IS NULL;
CREATE UNIQUE INDEX logs_by_key ON logs(trace_no, span_id, hash) WHERE trace_no IS NOT NULL;
CREATE UNIQUE INDEX logs_unplaced ON logs(time_ns, hash) WHERE trace_no IS NULL;
CREATE UNIQUE INDEX metric_points_by_key ON metric_points(time_ns, hash);
DROP INDEX evaluations_by_hash;
DROP INDEX evaluations_by_span;
DROP INDEX logs_by_hash;
DROP INDEX logs_by_span;
DROP INDEX metric_points_by_hash;
)";

// What monitors have learnt to be usual; see store/baselines.cpp for how the numbers are kept.
constexpr const char* kVersion7 = R"(
CREATE TABLE baselines(service INTEGER NOT NULL, operation INTEGER NOT NULL, check_name INTEGER NOT NULL,
  badness BLOB NOT NULL, PRIMARY KEY(service, operation, check_name)) WITHOUT ROWID;
)";

// Whether a span failed by any dialect's way to say so (absent: as its status says). What is known
// of content is told by the content itself. A judge may name its subject by span and by response.
constexpr const char* kVersion8 = R"(
ALTER TABLE spans ADD COLUMN failed INTEGER;
ALTER TABLE span_versions ADD COLUMN failed INTEGER;
ALTER TABLE generations DROP COLUMN content_state;
DROP INDEX IF EXISTS evaluations_by_response;
CREATE INDEX evaluations_by_response ON evaluations(response_hash) WHERE response_hash IS NOT NULL AND origin=0;
)";

// Which records were read from which attributes, see MappingWriter.
constexpr const char* kVersion9 = R"(
CREATE TABLE mapping_groups(id INTEGER PRIMARY KEY, source INTEGER NOT NULL, service INTEGER NOT NULL, dialect INTEGER NOT NULL,
  UNIQUE(source, service, dialect));
CREATE TABLE mapping_cells(id INTEGER PRIMARY KEY, group_no INTEGER NOT NULL, hash INTEGER NOT NULL, kind INTEGER NOT NULL,
  text TEXT NOT NULL, example TEXT, other_example TEXT, first_ns INTEGER NOT NULL, UNIQUE(group_no, hash));
CREATE TABLE mapping_counts(cell INTEGER NOT NULL, minute INTEGER NOT NULL, count INTEGER NOT NULL, recorded_ns INTEGER NOT NULL,
  PRIMARY KEY(cell, minute)) WITHOUT ROWID;
)";

// What was taken out before it was stored, by rule and service.
constexpr const char* kVersion10 = R"(
CREATE TABLE redactions(rule TEXT NOT NULL, service TEXT NOT NULL, count INTEGER NOT NULL, recorded_ns INTEGER NOT NULL,
  PRIMARY KEY(rule, service)) WITHOUT ROWID;
)";

// How links were, whenever that changed; see LinkMonitor.
constexpr const char* kVersion11 = R"(
CREATE TABLE link_states(id INTEGER PRIMARY KEY, source INTEGER NOT NULL, service INTEGER NOT NULL, state INTEGER NOT NULL,
  reason TEXT NOT NULL, since_ns INTEGER NOT NULL, last_ns INTEGER, lag_ns INTEGER, skew_ns INTEGER, expected_ns INTEGER,
  next_try_ns INTEGER, rate REAL, items INTEGER NOT NULL, duplicates INTEGER NOT NULL, rejected INTEGER NOT NULL,
  refused INTEGER NOT NULL, recorded_ns INTEGER NOT NULL);
ALTER TABLE gaps ADD COLUMN service TEXT NOT NULL DEFAULT '';
CREATE INDEX link_states_by_link ON link_states(source, service, recorded_ns);
)";

// How many rows of a table retention has taken out.
constexpr const char* kVersion12 = R"(
CREATE TABLE removals(what TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
)";

// What another engine measured without a word on single answers, see telemetry::Rollup. Which of
// several instances of a service a link is of.
constexpr const char* kVersion13 = R"(
ALTER TABLE rollups_second ADD COLUMN levels INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollups_second ADD COLUMN level_sum REAL NOT NULL DEFAULT 0;
ALTER TABLE rollups_second ADD COLUMN level_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollups_minute ADD COLUMN levels INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollups_minute ADD COLUMN level_sum REAL NOT NULL DEFAULT 0;
ALTER TABLE rollups_minute ADD COLUMN level_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE counted_buckets ADD COLUMN level REAL;
ALTER TABLE counted_buckets ADD COLUMN level_count INTEGER NOT NULL DEFAULT 0;
CREATE INDEX mapping_counts_by_minute ON mapping_counts(minute);
ALTER TABLE link_states ADD COLUMN instance INTEGER NOT NULL DEFAULT 0;
DROP INDEX link_states_by_link;
CREATE INDEX link_states_by_link ON link_states(source, service, instance, recorded_ns);
)";

// Hours of counts, made from the minutes there are (histogram_sum: see histogramsum.h); the route
// in the key of a signal, unknown of what was counted before; which alarms are one incident and
// what excuses one; what was learnt of the scores of judges.
constexpr const char* kVersion14 = R"(
CREATE TABLE rollups_hour(signal INTEGER NOT NULL, bucket INTEGER NOT NULL, recorded_bucket INTEGER NOT NULL, count INTEGER NOT NULL,
  failed INTEGER NOT NULL, unknown INTEGER NOT NULL, sum REAL NOT NULL, sum_squares REAL NOT NULL, histogram BLOB NOT NULL,
  levels INTEGER NOT NULL DEFAULT 0, level_sum REAL NOT NULL DEFAULT 0, level_count INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(signal, bucket, recorded_bucket)) WITHOUT ROWID;
INSERT INTO rollups_hour SELECT signal, (bucket-((bucket%60)+60)%60)/60, (recorded_bucket-((recorded_bucket%60)+60)%60)/60,
  sum(count), sum(failed), sum(unknown), sum(sum), sum(sum_squares), histogram_sum(histogram), sum(levels), sum(level_sum),
  sum(level_count) FROM rollups_minute GROUP BY 1, 2, 3;
INSERT OR IGNORE INTO strings(text) SELECT '' WHERE EXISTS (SELECT 1 FROM signals);
CREATE TABLE routed_signals(id INTEGER PRIMARY KEY, service INTEGER, operation INTEGER, model INTEGER, version INTEGER,
  adapter INTEGER, prompt_version INTEGER, route INTEGER NOT NULL DEFAULT 0, check_name INTEGER,
  UNIQUE(service, operation, model, version, adapter, prompt_version, route, check_name));
INSERT INTO routed_signals SELECT id, service, operation, model, version, adapter, prompt_version,
  (SELECT id FROM strings WHERE text=''), check_name FROM signals;
DROP TABLE signals;
ALTER TABLE routed_signals RENAME TO signals;
ALTER TABLE alarms ADD COLUMN incident TEXT NOT NULL DEFAULT '';
ALTER TABLE alarms ADD COLUMN cause TEXT NOT NULL DEFAULT '';
CREATE TABLE judge_scales(check_name INTEGER NOT NULL, evaluator INTEGER NOT NULL, scores INTEGER NOT NULL, lowest REAL NOT NULL,
  highest REAL NOT NULL, fractions INTEGER NOT NULL, passed INTEGER NOT NULL, passed_sum REAL NOT NULL, failed INTEGER NOT NULL,
  failed_sum REAL NOT NULL, recorded_ns INTEGER NOT NULL, PRIMARY KEY(check_name, evaluator)) WITHOUT ROWID;
)";

// How often a judge gave which score, and how its scores are read; from the extremes alone neither
// can be told, so it is learnt anew. From when a call is known for a judge's own (its span stands
// below one of kind evaluator, 10; null: it is an answer), and whether any is.
// And what load there was at each observation of a baseline, and how its level goes with the hour
// of the day; nothing is known of those that are there. And what the rates of alarms were counted
// from, likewise.
constexpr const char* kVersion15 = R"(
DROP TABLE IF EXISTS judge_scales;
CREATE TABLE judge_scales(check_name INTEGER NOT NULL, evaluator INTEGER NOT NULL, scores INTEGER NOT NULL,
  fractions INTEGER NOT NULL, seen TEXT NOT NULL, low REAL, high REAL, threshold REAL, is_high_good INTEGER NOT NULL,
  is_settled INTEGER NOT NULL, recorded_ns INTEGER NOT NULL, PRIMARY KEY(check_name, evaluator)) WITHOUT ROWID;
ALTER TABLE generations ADD COLUMN judge_ns INTEGER;
UPDATE generations SET judge_ns=(SELECT max(c.recorded_ns, s.recorded_ns) FROM spans c JOIN spans s ON s.trace_no=c.trace_no
  AND s.span_id=c.parent_id WHERE c.trace_no=generations.trace_no AND c.span_id=generations.span_id AND s.step=10);
INSERT OR REPLACE INTO counters(name, value) SELECT 'has_judges', 1 WHERE EXISTS (SELECT 1 FROM spans WHERE step=10);
ALTER TABLE baselines ADD COLUMN loads BLOB NOT NULL DEFAULT x'';
ALTER TABLE baselines ADD COLUMN season BLOB NOT NULL DEFAULT x'';
ALTER TABLE alarms ADD COLUMN failed_before INTEGER;
ALTER TABLE alarms ADD COLUMN observations_before INTEGER;
ALTER TABLE alarms ADD COLUMN rate_now_low REAL;
ALTER TABLE alarms ADD COLUMN rate_now_high REAL;
ALTER TABLE alarms ADD COLUMN onset_low_ns INTEGER;
ALTER TABLE alarms ADD COLUMN onset_high_ns INTEGER;
)";

// Fingerprints of the texts of what comes from now on, see FingerprintWriter, and the key they are
// made with. What is there has none: it is read as a whole when something is looked for.
constexpr const char* kVersion16 = R"(
CREATE TABLE fingerprints(id INTEGER PRIMARY KEY, trace_no INTEGER NOT NULL, start_ns INTEGER NOT NULL,
  recorded_ns INTEGER NOT NULL, body BLOB NOT NULL);
INSERT OR REPLACE INTO counters(name, value) VALUES('fingerprint_key', random());
INSERT OR REPLACE INTO counters(name, value) SELECT 'unfingerprinted_spans', coalesce(max(id), 0) FROM spans;
INSERT OR REPLACE INTO counters(name, value) SELECT 'unfingerprinted_generations', coalesce(max(id), 0) FROM generations;
)";

// Fingerprints of what comes from now on hold marks of words too; each text says whether it has.
constexpr const char* kVersion17 = "";

// What the detectors were told, see telemetry::Feed; of what is there nothing is known. `steps` is
// their number.
constexpr const char* kVersion18 = R"(
CREATE TABLE feeds(id INTEGER PRIMARY KEY, recorded_ns INTEGER NOT NULL, steps INTEGER NOT NULL, body BLOB NOT NULL);
INSERT OR REPLACE INTO counters(name, value) SELECT 'unfed_evaluations', max(id) FROM evaluations HAVING count(*) > 0;
)";

// kMigrations[n] brings a file from version n to n + 1.
constexpr std::array<const char*, kSchemaVersion> kMigrations{
    kVersion1,  kVersion2,  kVersion3,  kVersion4,  kVersion5,  kVersion6,
    kVersion7,  kVersion8,  kVersion9,  kVersion10, kVersion11, kVersion12,
    kVersion13, kVersion14, kVersion15, kVersion16, kVersion17, kVersion18};

std::int64_t pragma(const Database& database, const char* sql)
{
    Statement statement = database.prepare(sql);
    return statement.step() ? statement.integer(0) : -1;
}

telemetry::Result<std::int64_t> versionOf(const Database& database)
{
    Statement objects = database.prepare("SELECT count(*) FROM sqlite_master");
    if (!objects.step())
        return tl::make_unexpected(database.lastError("be read"));
    const auto application = pragma(database, "PRAGMA application_id");
    const auto version = pragma(database, "PRAGMA user_version");
    const bool isEmpty = objects.integer(0) == 0;
    if (!isEmpty && application != kApplicationId)
        return failure(
            ErrorKind::Unreadable,
            database.path()
                + " is a SQLite file of another program, no recording. It was left as it is.");
    if (version > kSchemaVersion)
        return failure(ErrorKind::Unreadable,
                       database.path() + " was written by a newer Plumbline (schema "
                           + std::to_string(version) + ", this one knows "
                           + std::to_string(kSchemaVersion) + "). Open it with that version.");
    return isEmpty ? 0 : version;
}

} // namespace

telemetry::Result<void> checkOwner(const Database& database)
{
    const auto version = versionOf(database);
    return version ? telemetry::Result<void>() : tl::make_unexpected(version.error());
}

// A trigger of whoever sent the file would change what we write.
telemetry::Result<void> checkObjects(const Database& database)
{
    Statement select = database.prepare(
        "SELECT 1 FROM sqlite_master WHERE type NOT IN ('table', 'index') LIMIT 1");
    const bool isForeign = select.step();
    if (select.hasFailed())
        return tl::make_unexpected(database.lastError("be read"));
    if (!isForeign)
        return {};
    return failure(ErrorKind::Unreadable,
                   database.path()
                       + " holds views or triggers, as no recording does: somebody put them there. "
                         "Nothing is written to it.");
}

telemetry::Result<void> migrate(const Database& database, int upTo)
{
    auto version = versionOf(database);
    if (!version)
        return tl::make_unexpected(version.error());
    if (*version == 0) {
        const std::string marks = "PRAGMA application_id=" + std::to_string(kApplicationId);
        if (auto marked = database.execute(marks.c_str()); !marked)
            return marked;
    }
    if (auto ready = addHistogramSum(database); !ready)
        return ready;
    for (auto step = static_cast<std::size_t>(*version); step < static_cast<std::size_t>(upTo);
         ++step) {
        const std::string sql = "BEGIN IMMEDIATE;" + std::string(kMigrations[step])
            + "PRAGMA user_version=" + std::to_string(step + 1) + ";COMMIT";
        if (auto done = database.execute(sql.c_str()); !done) {
            const auto ignored = database.execute("ROLLBACK");
            static_cast<void>(ignored);
            return done;
        }
    }
    return {};
}

telemetry::Result<int> checkSchema(const Database& database)
{
    const auto version = versionOf(database);
    if (!version)
        return tl::make_unexpected(version.error());
    if (*version == 0)
        return failure(ErrorKind::Unreadable,
                       database.path() + " holds nothing: it is no recording.");
    return static_cast<int>(*version);
}

telemetry::Result<Database> openForWriting(const std::string& path, Pages pages)
{
    // SQLite gives its side files the mode of the file itself: for the owner only. A file that is
    // there is not opened: closing it again would drop the locks of this process's readers.
    if (const int descriptor = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
        descriptor >= 0)
        ::close(descriptor);
    auto database = Database::open(path, Database::Mode::Create);
    if (!database)
        return database;
    auto ready = checkOwner(*database); // before anything is changed in it
    if (ready)
        ready = checkObjects(*database);
    // This is for a new file only: others keep their length.
    if (ready && pages == Pages::GivenBack)
        ready = database->execute("PRAGMA auto_vacuum=INCREMENTAL");
    if (ready)
        ready = database->execute(
            "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY");
    if (ready)
        ready = migrate(*database);
    if (!ready)
        return tl::make_unexpected(ready.error());
    return database;
}

} // namespace store
