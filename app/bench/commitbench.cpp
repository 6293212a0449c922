// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/commitbench.h"

#include "app/bench/elapsed.h"
#include "app/bench/measured.h"
#include "app/bench/measuredjson.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/store/sqlite.h"
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
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using CommitClock = std::chrono::steady_clock;

constexpr std::int64_t kRowsPerCommit = 500;
constexpr std::size_t kLongestBody = 1500;
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

// Rows such as those of spans: a body of 300 to 1500 bytes, three indexes.
class CommitRows
{
public:
    CommitRows()
        : m_body(kLongestBody, ' ')
    {
        for (char& c : m_body)
            c = static_cast<char>('a' + m_random() % 26);
    }

    bool insert(store::Statement& statement, std::int64_t row)
    {
        const std::int64_t start = 1'790'000'000'000'000'000 + row * 1'000'000;
        statement.bind(row / 4)
            .bind(static_cast<std::int64_t>(m_random() % 20))
            .bind(start)
            .bind(start + static_cast<std::int64_t>(m_random() % 1'000'000'000))
            .bind(static_cast<std::int64_t>(m_random() % 3));
        const std::size_t length = 300 + m_random() % (kLongestBody - 300);
        return statement.bindBlob(std::string_view(m_body).substr(0, length)).run();
    }

private:
    std::mt19937_64 m_random{1}; // the same rows on both sides
    std::string m_body;
};

telemetry::Result<CommitTimes> writeRows(const std::string& path, std::int64_t rows, bool isOurs)
{
    const auto database = store::Database::open(path, store::Database::Mode::Create);
    if (!database)
        return tl::make_unexpected(database.error());
    const std::string setUp = std::string("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; ")
        + "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint="
        + (isOurs ? "0" : "1000")
        + "; CREATE TABLE spans(id INTEGER PRIMARY KEY, trace_no INTEGER, service INTEGER, "
          "start_ns INTEGER, end_ns INTEGER, status INTEGER, body BLOB); "
          "CREATE INDEX by_trace ON spans(trace_no); CREATE INDEX by_start ON spans(start_ns); "
          "CREATE INDEX by_service ON spans(service, start_ns, end_ns, status)";
    if (auto made = database->execute(setUp.c_str()); !made)
        return tl::make_unexpected(made.error());
    std::optional<store::Checkpointer> checkpointer;
    if (isOurs)
        checkpointer.emplace(path);
    store::Statement insert =
        database->prepare("INSERT INTO spans(trace_no, service, start_ns, end_ns, status, body) "
                          "VALUES(?,?,?,?,?,?)");
    CommitRows source;
    std::vector<double> commits;
    const auto start = CommitClock::now();
    for (std::int64_t row = 0; row < rows;) {
        bool isGood = database->execute("BEGIN").has_value();
        for (std::int64_t i = 0; i < kRowsPerCommit && row < rows; ++i, ++row)
            isGood = isGood && source.insert(insert, row);
        const auto before = CommitClock::now();
        isGood = isGood && database->execute("COMMIT").has_value();
        commits.push_back(secondsSince(before) * 1000);
        if (!isGood)
            return tl::make_unexpected(database->lastError("be written"));
    }
    const double seconds = secondsSince(start);
    return CommitTimes{.slow = quantileOfCommits(commits, 0.99),
                       .most = quantileOfCommits(commits, 1),
                       .rowsPerSecond = static_cast<double>(rows) / seconds};
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
        CommitRound round;
        // In turns, and the first of them now one and now the other.
        for (const bool isOurs : {i % 2 == 0, i % 2 != 0}) {
            const std::string path = folder.filePath(u"commits.db"_s).toStdString();
            const auto times = writeRows(path, settings.rows, isOurs);
            if (!times)
                return tl::make_unexpected(times.error());
            (isOurs ? round.ours : round.plain) = *times;
            std::error_code ignored;
            for (const char* end : {"", "-wal", "-shm"})
                std::filesystem::remove(path + end, ignored);
        }
        rounds.push_back(round);
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
    commands::print(stdout, "%lld rows, %lld a commit, %d rounds\n",
                    static_cast<long long>(settings.rows), static_cast<long long>(kRowsPerCommit),
                    static_cast<int>(rounds->size()));
    commands::print(stdout, "%-44s %10s %10s %10s\n", "", "median", "least", "most");
    printCommits("commit, 99 %, log written back apart, ms", slow, 2);
    printCommits("commit, 99 %, SQLite's default, ms", plainSlow, 2);
    printCommits("longest commit, log written back apart, ms", most, 2);
    printCommits("longest commit, SQLite's default, ms", plainMost, 2);
    printCommits("rows a second, log written back apart", rate, 0);
    printCommits("rows a second, SQLite's default", plainRate, 0);
    printCommits("99 %, apart / default", ratio, 3);
    commands::print(stdout, "aim at most 1/15: %s\n",
                    ratio.median <= kCommitAim ? "reached" : "missed");
    return 0;
}

} // namespace bench
