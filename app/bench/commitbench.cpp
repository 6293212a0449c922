// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/commitbench.h"

#include "app/bench/elapsed.h"
#include "app/bench/measured.h"
#include "app/bench/measuredjson.h"
#include "app/bench/rawinsert.h"
#include "app/bench/traffic.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/dialect/interpreter.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "models/store/writer.h"

#include <QJsonObject>
#include <QString>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using CommitClock = std::chrono::steady_clock;

constexpr std::int64_t kRowsPerCommit = 500;
constexpr std::chrono::milliseconds kCommitStep{10}; // between two traces
constexpr double kCommitAim = 1.0 / 15;

double quantileOfCommits(std::vector<double> millis, double share)
{
    if (millis.empty())
        return 0;
    std::ranges::sort(millis);
    const auto rank =
        static_cast<std::size_t>(std::ceil(share * static_cast<double>(millis.size())));
    return millis[std::clamp<std::size_t>(rank, 1, millis.size()) - 1];
}

telemetry::Result<dialect::Interpreted>
spansToCommit(TraceGenerator& generator, telemetry::Timestamp& time, std::int64_t spans)
{
    std::vector<otlp::OutgoingSpan> outgoing;
    for (std::int64_t i = 0; i < spans; i += kSpansPerTrace, time += kCommitStep)
        std::ranges::move(generator.trace(time), std::back_inserter(outgoing));
    auto body = std::make_shared<const std::string>(
        otlp::encodeTraces({{"service.name", std::string("bench")}}, "bench", outgoing));
    auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Traces, std::move(body));
    if (!batch)
        return tl::make_unexpected(batch.error());
    batch->recorded = time;
    batch->source = "bench";
    return dialect::Interpreter::builtIn().interpret(std::move(*batch));
}

CommitTimes commitTimesOf(const std::vector<double>& commits, double rows, double seconds)
{
    return {.slow = quantileOfCommits(commits, 0.99),
            .most = quantileOfCommits(commits, 1),
            .rowsPerSecond = rows / std::max(seconds, 1e-9)};
}

telemetry::Result<CommitTimes> writeRecording(const std::string& path, std::int64_t rows)
{
    const auto writer = store::Writer::open(path);
    if (!writer)
        return tl::make_unexpected(writer.error());
    const store::Checkpointer checkpointer(path);
    TraceGenerator generator(1);
    telemetry::Timestamp time{std::chrono::seconds(1'790'000'000)};
    std::vector<double> commits;
    double seconds = 0;
    for (std::int64_t row = 0; row < rows; row += kRowsPerCommit) {
        const auto spans = spansToCommit(generator, time, std::min(kRowsPerCommit, rows - row));
        if (!spans)
            return tl::make_unexpected(spans.error());
        const auto start = CommitClock::now();
        if (const auto appended = (*writer)->append(*spans); !appended)
            return tl::make_unexpected(appended.error());
        const auto before = CommitClock::now();
        if (const auto committed = (*writer)->commit(); !committed)
            return tl::make_unexpected(committed.error());
        commits.push_back(secondsSince(before) * 1000);
        seconds += secondsSince(start);
    }
    return commitTimesOf(commits, static_cast<double>(rows), seconds);
}

telemetry::Result<CommitRound> commitRound(const std::string& folder, std::int64_t rows)
{
    const std::string path = folder + "/commits.plumb";
    const std::string plain = folder + "/plain.db";
    const auto ours = writeRecording(path, rows);
    if (!ours)
        return tl::make_unexpected(ours.error());
    const auto commits = static_cast<int>((rows + kRowsPerCommit - 1) / kRowsPerCommit);
    const auto raw = insertRaw(path, plain, commits, RawLog::Default);
    if (!raw)
        return tl::make_unexpected(raw.error());
    std::error_code ignored;
    for (const std::string& file : {path, plain}) {
        for (const char* end : {"", "-wal", "-shm"})
            std::filesystem::remove(file + end, ignored);
    }
    return CommitRound{.ours = *ours,
                       .plain =
                           commitTimesOf(raw->commits, static_cast<double>(rows), raw->seconds)};
}

template<class Figure>
Measured ofCommits(const std::vector<CommitRound>& rounds, const Figure& figure)
{
    std::vector<double> values;
    for (const CommitRound& round : rounds)
        values.push_back(figure(round));
    return measuredOf(std::move(values));
}

void printCommits(const char* what, const Measured& measured, int digits)
{
    commands::print(stdout, "%-44s %10s %10s %10s\n", what,
                    QString::number(measured.median, 'f', digits).toUtf8().constData(),
                    QString::number(measured.least, 'f', digits).toUtf8().constData(),
                    QString::number(measured.most, 'f', digits).toUtf8().constData());
}

} // namespace

telemetry::Result<std::vector<CommitRound>> benchCommits(const CommitSettings& settings)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "There is no room for temporary files.");
    std::vector<CommitRound> rounds;
    for (int i = 0; i < settings.rounds; ++i) {
        const auto round = commitRound(folder.path().toStdString(), settings.rows);
        if (!round)
            return tl::make_unexpected(round.error());
        rounds.push_back(*round);
    }
    return rounds;
}

int runCommits(const CommitSettings& settings, bool isJson)
{
    const auto rounds = benchCommits(settings);
    if (!rounds)
        return commands::report(rounds.error());
    const Measured slow = ofCommits(*rounds, [](const auto& one) { return one.ours.slow; });
    const Measured plainSlow = ofCommits(*rounds, [](const auto& one) { return one.plain.slow; });
    const Measured most = ofCommits(*rounds, [](const auto& one) { return one.ours.most; });
    const Measured plainMost = ofCommits(*rounds, [](const auto& one) { return one.plain.most; });
    const Measured rate =
        ofCommits(*rounds, [](const auto& one) { return one.ours.rowsPerSecond; });
    const Measured plainRate =
        ofCommits(*rounds, [](const auto& one) { return one.plain.rowsPerSecond; });
    const Measured ratio =
        ofCommits(*rounds, [](const auto& one) { return one.ours.slow / one.plain.slow; });
    const Measured rateRatio = ofCommits(
        *rounds, [](const auto& one) { return one.ours.rowsPerSecond / one.plain.rowsPerSecond; });
    if (isJson) {
        commands::printJson({{u"bench"_s, u"commits"_s},
                             {u"rounds"_s, static_cast<int>(rounds->size())},
                             {u"rows"_s, static_cast<qint64>(settings.rows)},
                             {u"rows_per_commit"_s, static_cast<qint64>(kRowsPerCommit)},
                             {u"p99_ms"_s, measuredJson(slow)},
                             {u"default_p99_ms"_s, measuredJson(plainSlow)},
                             {u"ratio"_s, measuredJson(ratio)},
                             {u"most_ms"_s, measuredJson(most)},
                             {u"default_most_ms"_s, measuredJson(plainMost)},
                             {u"rows_per_s"_s, measuredJson(rate)},
                             {u"default_rows_per_s"_s, measuredJson(plainRate)},
                             {u"rate_ratio"_s, measuredJson(rateRatio)},
                             {u"target_ratio"_s, kCommitAim}});
        return 0;
    }
    commands::print(stdout, "%lld spans, %lld a commit, %d rounds\n",
                    static_cast<long long>(settings.rows), static_cast<long long>(kRowsPerCommit),
                    static_cast<int>(rounds->size()));
    commands::print(stdout, "%-44s %10s %10s %10s\n", "", "median", "least", "most");
    printCommits("commit, 99 %, the recording's writer, ms", slow, 2);
    printCommits("commit, 99 %, same rows, SQLite's default, ms", plainSlow, 2);
    printCommits("longest commit, the recording's writer, ms", most, 2);
    printCommits("longest commit, SQLite's default, ms", plainMost, 2);
    printCommits("spans a second, the recording's writer", rate, 0);
    printCommits("spans a second, bare, SQLite's default", plainRate, 0);
    printCommits("99 %, writer / default", ratio, 3);
    commands::print(stdout, "aim at most 1/15: %s\n",
                    ratio.median <= kCommitAim ? "reached" : "missed");
    return 0;
}

} // namespace bench
