// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/rollupbench.h"

#include "app/bench/elapsed.h"
#include "models/store/reader.h"
#include "models/store/sqlite.h"
#include "models/store/writer.h"

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;
using telemetry::SignalKey;

constexpr std::int64_t kRollupStart = 1'790'000'000; // s since the epoch
constexpr std::int64_t kRollupCheckpoint = 32; // commits between two checkpoints
constexpr int kPerService = 12; // signals: four checks of three models

SignalKey keyOf(int number)
{
    SignalKey key;
    key.service = "service-" + std::to_string(number / kPerService);
    key.operation = "chat";
    key.model = "model-" + std::to_string(number % 3);
    key.check = "check-" + std::to_string(number % kPerService / 3);
    return key;
}

telemetry::Rollup rollupAt(std::int64_t second, int signal)
{
    telemetry::Rollup rollup;
    rollup.bucket = rollup.recordedBucket = kRollupStart + second;
    const auto mixed = static_cast<std::uint64_t>(second * 31 + signal) * 0x9e3779b97f4a7c15U;
    for (std::uint64_t i = 0; i <= (mixed >> 62U); ++i) // one to four answers a second
        rollup.add(static_cast<double>((mixed >> (8 * i)) & 0xffU) / 255);
    return rollup;
}

std::int64_t secondsOf(const RollupBenchSettings& settings)
{
    return std::max<std::int64_t>(1, settings.rows / settings.series);
}

telemetry::Result<double> write(const std::string& path, const RollupBenchSettings& settings)
{
    auto writer = store::Writer::open(path);
    // As the console does on a thread of its own: a log that is never written back fills the disk.
    const auto checkpoints = store::Database::open(path, store::Database::Mode::Create);
    if (!writer || !checkpoints)
        return tl::make_unexpected(writer ? checkpoints.error() : writer.error());
    std::vector<SignalKey> keys;
    for (int signal = 0; signal < settings.series; ++signal)
        keys.push_back(keyOf(signal));
    const auto start = Clock::now();
    for (std::int64_t second = 0; second < secondsOf(settings); ++second) {
        store::HealthResults results;
        for (int signal = 0; signal < settings.series; ++signal)
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
        for (int signal = 0; signal < settings.series; ++signal) {
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

telemetry::Result<void> ask(const std::string& path, const RollupBenchSettings& settings,
                            RollupFigures& figures)
{
    const auto reader = store::Reader::open(path);
    const auto database = store::Database::open(path, store::Database::Mode::ReadOnly);
    if (!reader || !database)
        return tl::make_unexpected(reader ? database.error() : reader.error());
    const std::int64_t end = secondsOf(settings);
    std::int64_t counted = 0;
    const auto sums = [&](std::int64_t from, std::int64_t to, const SignalKey& match,
                          const std::vector<store::SignalField>& by) {
        const auto rows = (*reader)->sums(viewOf(from, to), match, by);
        counted = 0;
        for (const store::SumRow& row : *rows)
            counted += row.sum.count;
    };
    figures.hourMilliseconds = milliseconds(
        [&] { sums(std::max<std::int64_t>(0, end - 3607), end - 7, {}, {&SignalKey::model}); });
    figures.oneMilliseconds = milliseconds([&] { sums(13, end - 7, keyOf(1), {}); });
    figures.wholeMilliseconds = milliseconds([&] {
        sums(13, end, {}, {&SignalKey::service, &SignalKey::check});
    });
    std::int64_t scanned = 0;
    figures.scanMilliseconds = milliseconds([&] {
        store::Statement scan = database->prepare(
            "SELECT sum(count), sum(failed), sum(sum), sum(sum_squares) FROM rollups_second WHERE "
            "bucket>=?");
        scanned = scan.bind(kRollupStart + 13).step() ? scan.integer(0) : 0;
    });
    if (scanned != counted)
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
    RollupFigures figures;
    const auto written = write(path, settings);
    const auto anchor = writePlain(plain, settings);
    if (!written || !anchor)
        return tl::make_unexpected(written ? anchor.error() : written.error());
    figures.writeSeconds = *written;
    figures.plainWriteSeconds = *anchor;
    if (auto asked = ask(path, settings, figures); !asked)
        return tl::make_unexpected(asked.error());
    const auto rows = static_cast<double>(std::max<std::int64_t>(1, figures.rows));
    figures.bytesPerRow = static_cast<double>(std::filesystem::file_size(path)) / rows;
    figures.plainBytesPerRow = static_cast<double>(std::filesystem::file_size(plain)) / rows;
    return figures;
}

} // namespace bench
