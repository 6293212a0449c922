// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/rollupbench.h"

#include "app/bench/elapsed.h"
#include "models/store/reader.h"
#include "models/store/sqlite.h"
#include "models/store/writer.h"

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;
using telemetry::SignalKey;

constexpr std::int64_t kRollupStart = 1'790'000'000; // s since the epoch
constexpr std::int64_t kRollupCheckpoint = 32; // commits between two checkpoints
constexpr int kPerService = 12; // signals: four checks of three models
constexpr std::int64_t kHourSeconds = 3600;
constexpr std::int64_t kRawSeconds = 600; // of the newest observations, kept one by one
constexpr std::int64_t kRollupEdge = 7; // the hour ends so many seconds before the newest
constexpr double kRollupShare = 0.95; // the percentile

SignalKey keyOf(int number)
{
    SignalKey key;
    key.service = "service-" + std::to_string(number / kPerService);
    key.operation = "chat";
    key.model = "model-" + std::to_string(number % 3);
    key.check = "check-" + std::to_string(number % kPerService / 3);
    return key;
}

// One to four a second.
std::vector<double> observationsAt(std::int64_t second, int signal)
{
    std::vector<double> observations;
    const auto mixed = static_cast<std::uint64_t>(second * 31 + signal) * 0x9e3779b97f4a7c15U;
    for (std::uint64_t i = 0; i <= (mixed >> 62U); ++i)
        observations.push_back(static_cast<double>((mixed >> (8 * i)) & 0xffU) / 255);
    return observations;
}

telemetry::Rollup rollupAt(std::int64_t second, int signal)
{
    telemetry::Rollup rollup;
    rollup.bucket = rollup.recordedBucket = kRollupStart + second;
    for (const double badness : observationsAt(second, signal))
        rollup.add(badness);
    return rollup;
}

// Few rows are of few signals, so that they make more than an hour.
int seriesOf(const RollupBenchSettings& settings)
{
    return static_cast<int>(std::clamp<std::int64_t>(settings.rows / (kHourSeconds + 400),
                                                     kPerService, settings.series));
}

std::int64_t secondsOf(const RollupBenchSettings& settings)
{
    return std::max<std::int64_t>(1, settings.rows / seriesOf(settings));
}

telemetry::Result<double> write(const std::string& path, const RollupBenchSettings& settings)
{
    auto writer = store::Writer::open(path);
    // As the console does on a thread of its own: a log that is never written back fills the disk.
    const auto checkpoints = store::Database::open(path, store::Database::Mode::Create);
    if (!writer || !checkpoints)
        return tl::make_unexpected(writer ? checkpoints.error() : writer.error());
    std::vector<SignalKey> keys;
    for (int signal = 0; signal < seriesOf(settings); ++signal)
        keys.push_back(keyOf(signal));
    const auto start = Clock::now();
    for (std::int64_t second = 0; second < secondsOf(settings); ++second) {
        store::HealthResults results;
        for (int signal = 0; signal < seriesOf(settings); ++signal)
            results.rollups.emplace_back(keys[static_cast<std::size_t>(signal)],
                                         rollupAt(second, signal));
        if (auto written = (*writer)->append(results).and_then([&] { return (*writer)->commit(); });
            !written)
            return tl::make_unexpected(written.error());
        if (second % kRollupCheckpoint == kRollupCheckpoint - 1)
            static_cast<void>(checkpoints->execute("PRAGMA wal_checkpoint(PASSIVE)"));
    }
    return secondsSince(start);
}

// The anchor: nothing but counts and sums of seconds, by the same SQLite.
telemetry::Result<double> writePlain(const std::string& path, const RollupBenchSettings& settings)
{
    const auto database = store::Database::open(path, store::Database::Mode::Create);
    if (!database)
        return tl::make_unexpected(database.error());
    if (auto made = database->execute(
            "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE "
            "TABLE plain(signal INTEGER NOT NULL, bucket INTEGER NOT NULL, recorded_bucket INTEGER "
            "NOT NULL, count INTEGER NOT NULL, failed INTEGER NOT NULL, sum REAL NOT NULL, "
            "sum_squares REAL NOT NULL, PRIMARY KEY(signal, bucket, recorded_bucket)) WITHOUT "
            "ROWID");
        !made)
        return tl::make_unexpected(made.error());
    store::Statement insert = database->prepare("INSERT INTO plain VALUES(?,?,?,?,?,?,?)");
    const auto start = Clock::now();
    for (std::int64_t second = 0; second < secondsOf(settings); ++second) {
        bool isGood = database->execute("BEGIN").has_value();
        for (int signal = 0; signal < seriesOf(settings); ++signal) {
            const telemetry::Rollup rollup = rollupAt(second, signal);
            insert.bind(std::int64_t{signal}).bind(rollup.bucket).bind(rollup.recordedBucket);
            insert.bind(rollup.count).bind(rollup.failed).bind(rollup.sum).bind(rollup.sumSquares);
            isGood = isGood && insert.run();
        }
        if (!isGood || !database->execute("COMMIT"))
            return tl::make_unexpected(database->lastError("be written"));
    }
    const double seconds = secondsSince(start);
    static_cast<void>(database->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    return seconds;
}

// The anchor of what is asked: a row of each of the newest observations.
telemetry::Result<void> writeRaw(const std::string& path, const RollupBenchSettings& settings)
{
    const auto database = store::Database::open(path, store::Database::Mode::Create);
    if (!database)
        return tl::make_unexpected(database.error());
    if (auto made = database->execute(
            "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE "
            "TABLE raw(id INTEGER PRIMARY KEY, service INTEGER NOT NULL, model INTEGER NOT NULL, "
            "time INTEGER NOT NULL, badness REAL NOT NULL); CREATE INDEX raw_by_service ON "
            "raw(service, time); CREATE INDEX raw_by_time ON raw(time); BEGIN");
        !made)
        return made;
    store::Statement insert =
        database->prepare("INSERT INTO raw(service, model, time, badness) VALUES(?,?,?,?)");
    const std::int64_t end = secondsOf(settings);
    bool isGood = true;
    for (std::int64_t second = std::max<std::int64_t>(0, end - kRawSeconds); second < end;
         ++second) {
        for (int signal = 0; signal < seriesOf(settings); ++signal) {
            for (const double badness : observationsAt(second, signal)) {
                insert.bind(std::int64_t{signal / kPerService}).bind(std::int64_t{signal % 3});
                insert.bind(kRollupStart + second).bind(badness);
                isGood = isGood && insert.run();
            }
        }
    }
    if (!isGood || !database->execute("COMMIT"))
        return tl::make_unexpected(database->lastError("be written"));
    return {};
}

// Of several runs the middle one, in milliseconds.
template<class Ask>
double milliseconds(const Ask& ask)
{
    std::vector<double> times;
    for (int i = 0; i < 5; ++i) {
        const auto start = Clock::now();
        ask();
        times.push_back(secondsSince(start) * 1000);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

store::View viewOf(std::int64_t from, std::int64_t to)
{
    store::View view;
    view.range = {.start = telemetry::Timestamp{std::chrono::seconds{kRollupStart + from}},
                  .end = telemetry::Timestamp{std::chrono::seconds{kRollupStart + to}}};
    return view;
}

// Between what the console is asked.
telemetry::Result<void> askRaw(const store::Database& raw, std::int64_t end, RollupFigures& figures)
{
    const std::int64_t newest = kRollupStart + end - kRollupEdge;
    double sum = 0;
    figures.rawMinuteMilliseconds = milliseconds([&] {
        store::Statement minute =
            raw.prepare("SELECT model, count(*), sum(badness>=0.5), sum(badness), "
                        "sum(badness*badness) FROM raw WHERE time>=? AND time<? GROUP BY model");
        minute.bind(newest - 60).bind(newest);
        while (minute.step())
            sum += minute.real(3);
    });
    double percentile = 0;
    figures.rawPercentileMilliseconds = milliseconds([&] {
        std::vector<double> values;
        store::Statement minute = raw.prepare("SELECT badness FROM raw WHERE service=0 AND "
                                              "time>=? AND time<? ORDER BY badness");
        minute.bind(newest - 60).bind(newest);
        while (minute.step())
            values.push_back(minute.real(0));
        figures.rawObservations = static_cast<std::int64_t>(values.size());
        if (!values.empty())
            percentile = values[static_cast<std::size_t>(kRollupShare
                                                         * static_cast<double>(values.size() - 1))];
    });
    if (sum <= 0 || percentile <= 0)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "The single observations cannot be read.");
    return {};
}

telemetry::Result<void> ask(const std::string& path, const std::string& raw,
                            const RollupBenchSettings& settings, RollupFigures& figures)
{
    const auto reader = store::Reader::open(path);
    const auto database = store::Database::open(path, store::Database::Mode::ReadOnly);
    const auto single = store::Database::open(raw, store::Database::Mode::ReadWrite);
    if (!reader || !database || !single)
        return tl::make_unexpected(!reader         ? reader.error()
                                       : !database ? database.error()
                                                   : single.error());
    const std::int64_t end = secondsOf(settings);
    std::int64_t counted = 0;
    const auto sums = [&](std::int64_t from, std::int64_t to, const SignalKey& match,
                          const std::vector<store::SignalField>& by) {
        const auto rows = (*reader)->sums(viewOf(from, to), match, by);
        counted = 0;
        for (const store::SumRow& row : *rows)
            counted += row.sum.count;
    };
    const std::int64_t from = std::max<std::int64_t>(0, end - kRollupEdge - kHourSeconds);
    figures.hourSeconds = static_cast<double>(end - kRollupEdge - from);
    figures.hourMilliseconds =
        milliseconds([&] { sums(from, end - kRollupEdge, {}, {&SignalKey::model}); });
    SignalKey service;
    service.service = keyOf(0).service;
    std::optional<double> percentile;
    figures.hourPercentileMilliseconds = milliseconds([&] {
        const auto rows =
            (*reader)->sums(viewOf(from, end - kRollupEdge), service, {&SignalKey::service});
        percentile =
            rows && !rows->empty() ? rows->front().sum.quantile(kRollupShare) : std::nullopt;
    });
    if (auto asked = askRaw(*single, end, figures); !asked)
        return asked;
    if (!percentile)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "There is no percentile of the hour.");
    figures.oneMilliseconds = milliseconds([&] { sums(13, end - 7, keyOf(1), {}); });
    figures.wholeMilliseconds = milliseconds([&] {
        sums(13, end, {}, {&SignalKey::service, &SignalKey::check});
    });
    store::Statement scan =
        database->prepare("SELECT sum(count) FROM rollups_second WHERE bucket>=?");
    if (!scan.bind(kRollupStart + 13).step() || scan.integer(0) != counted)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "The sums differ from those of the rows.");
    for (auto& [table, count] : std::initializer_list<std::pair<const char*, std::int64_t*>>{
             {"SELECT count(*) FROM rollups_second", &figures.rows},
             {"SELECT count(*) FROM rollups_minute", &figures.minutes},
             {"SELECT count(*) FROM rollups_hour", &figures.hours}}) {
        store::Statement select = database->prepare(table);
        *count = select.step() ? select.integer(0) : 0;
    }
    return {};
}

} // namespace

telemetry::Result<RollupFigures> benchRollups(const RollupBenchSettings& settings)
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("rollups.plumb")).toStdString();
    const std::string plain = folder.filePath(QStringLiteral("plain.db")).toStdString();
    const std::string raw = folder.filePath(QStringLiteral("raw.db")).toStdString();
    RollupFigures figures;
    const auto written = write(path, settings);
    const auto anchor = writePlain(plain, settings);
    const auto single = writeRaw(raw, settings);
    if (!written || !anchor || !single)
        return tl::make_unexpected(!written      ? written.error()
                                       : !anchor ? anchor.error()
                                                 : single.error());
    figures.writeSeconds = *written;
    figures.plainWriteSeconds = *anchor;
    if (auto asked = ask(path, raw, settings, figures); !asked)
        return tl::make_unexpected(asked.error());
    const auto rows = static_cast<double>(std::max<std::int64_t>(1, figures.rows));
    figures.bytesPerRow = static_cast<double>(std::filesystem::file_size(path)) / rows;
    figures.plainBytesPerRow = static_cast<double>(std::filesystem::file_size(plain)) / rows;
    return figures;
}

} // namespace bench
