// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/retention.h"
#include "tests/models/store/retentionfixture.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <random>

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace storetest;
using store::Keep;

namespace {

constexpr std::int64_t kSpansInCommit = 20;

// Spans of some kilobytes, in traces of their own.
void write(store::Writer& writer, std::int64_t commit, std::int64_t second,
           std::size_t bytes = 2000)
{
    std::vector<otlp::OutgoingSpan> spans;
    for (std::int64_t i = 0; i < kSpansInCommit; ++i) {
        spans.push_back(chatSpan(static_cast<std::uint64_t>(commit * 1000 + i), second));
        spans.back().attributes.emplace_back("ballast", std::string(bytes, 'x'));
    }
    QVERIFY(writer.append(spansBatch(spans, second)));
    QVERIFY(writer.commit());
}

std::int64_t fileBytes(const Recording& recording)
{
    std::int64_t bytes = 0;
    for (const char* suffix : {"", "-wal"}) {
        std::error_code ignored;
        const auto size = std::filesystem::file_size(recording.path() + suffix, ignored);
        bytes += ignored ? 0 : static_cast<std::int64_t>(size);
    }
    return bytes;
}

telemetry::AlarmTransition alarm(telemetry::AlarmState state, std::int64_t onset, std::int64_t time)
{
    telemetry::AlarmTransition transition;
    transition.alarm = "A-0001";
    transition.state = state;
    transition.service = "shop";
    transition.onset = at(onset);
    transition.time = at(time);
    transition.recorded = at(time);
    return transition;
}

void raise(store::Writer& writer, telemetry::AlarmState state, std::int64_t onset,
           std::int64_t time)
{
    store::HealthResults results;
    results.alarms.push_back(alarm(state, onset, time));
    QVERIFY(writer.append(results));
    QVERIFY(writer.commit());
}

std::int64_t removedSpans(const Recording& recording)
{
    return recording.number("SELECT coalesce(sum(count), 0) FROM removals WHERE what='spans'");
}

// Nothing hangs in the air, whatever was removed.
void checkWhole(const Recording& recording)
{
    QCOMPARE(recording.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check "
                              "<> 'ok'"),
             0);
    QCOMPARE(recording.number("SELECT count(*) FROM spans WHERE id NOT IN (SELECT id FROM "
                              "span_bodies)"),
             0);
    QCOMPARE(recording.number("SELECT count(*) FROM span_bodies WHERE id NOT IN (SELECT id FROM "
                              "spans)"),
             0);
    QCOMPARE(recording.number("SELECT count(*) FROM spans WHERE trace_no NOT IN (SELECT trace_no "
                              "FROM traces)"),
             0);
    QCOMPARE(recording.number("SELECT count(*) FROM pending_generations WHERE id NOT IN (SELECT id "
                              "FROM generations)"),
             0);
    for (const char* column :
         {"spans s WHERE s.name>0 AND s.name", "spans s WHERE s.service",
          "generations s WHERE s.model_requested", "generations s WHERE s.service",
          "resources s WHERE s.service", "resources s WHERE s.instance>0 AND s.instance",
          "mapping_groups s WHERE s.service", "signals s WHERE s.service"}) {
        const std::string sql =
            "SELECT count(*) FROM " + std::string(column) + " NOT IN (SELECT id FROM strings)";
        QVERIFY2(recording.number(sql.c_str()) == 0, column);
    }
    const auto report = recording.reader()->verify();
    QVERIFY(report && !report->firstBroken);
}

[[noreturn]] void ringForEver(const std::string& path, int report, std::int64_t first)
{
    Keep keep;
    keep.bytes = Keep::kLeastBytes;
    auto writer = store::Writer::open(path, keep);
    for (std::int64_t commit = first + 1; writer; ++commit) {
        std::vector<otlp::OutgoingSpan> spans;
        for (std::int64_t i = 0; i < kSpansInCommit; ++i) {
            spans.push_back(chatSpan(static_cast<std::uint64_t>(commit * 1000 + i), commit));
            spans.back().attributes.emplace_back("ballast", std::string(8000, 'x'));
        }
        if (!(*writer)->append(spansBatch(spans, commit))
            || !(*writer)->append(note(std::to_string(commit), 1)) || !(*writer)->commit())
            _exit(1);
        if (::write(report, &commit, sizeof commit) != sizeof commit)
            _exit(1);
        if (!(*writer)->prune(at(commit), kRowsInStep))
            _exit(3);
    }
    _exit(2);
}

} // namespace

class TestRetention : public QObject
{
    Q_OBJECT

private slots:
    void sizesAndAgesAreRead()
    {
        QCOMPARE(store::keepFromText("20MB")->bytes, std::optional<std::int64_t>(20'000'000));
        QCOMPARE(store::keepFromText("1.5 GiB")->bytes, std::optional<std::int64_t>(1'610'612'736));
        QVERIFY(store::keepFromText("36h")->age == telemetry::Duration(36h));
        QVERIFY(store::keepFromText("7d")->age == telemetry::Duration(168h));
        for (const char* text : {"", "20", "MB", "-1GB", "0h", "20 MX", "1kB", "nan GB"}) {
            const auto keep = store::keepFromText(text);
            QVERIFY2(!keep && keep.error().kind == telemetry::ErrorKind::Usage, text);
        }
    }

    void theFileStaysWithinItsSize()
    {
        const Recording recording;
        Keep keep;
        keep.bytes = Keep::kLeastBytes;
        const auto writer = ring(recording, keep);
        std::int64_t largest = 0;
        constexpr std::int64_t commits = 500; // ten times what there is room for
        for (std::int64_t commit = 0; commit < commits; ++commit) {
            write(*writer, commit, commit, 4000);
            QVERIFY(writer->prune(at(commit), kRowsInStep));
            largest = std::max(largest, fileBytes(recording));
        }
        QVERIFY2(largest <= *keep.bytes, std::to_string(largest).c_str());
        QVERIFY2(largest > *keep.bytes / 2, std::to_string(largest).c_str()); // and is made use of
        const std::int64_t left = recording.number("SELECT count(*) FROM spans");
        QCOMPARE(left + removedSpans(recording), commits * kSpansInCommit);
        QVERIFY(left > 100);
        // What is left is the newest.
        QCOMPARE(recording.number("SELECT max(start_ns)-min(start_ns) FROM spans") / 1'000'000'000,
                 (left + kSpansInCommit - 1) / kSpansInCommit - 1);
        QCOMPARE(recording.number("SELECT count(*) FROM traces"), left);
        checkWhole(recording);
    }

    void whatIsTooOldGoes()
    {
        const Recording recording;
        Keep keep;
        keep.age = 100s;
        const auto writer = ring(recording, keep);
        for (std::int64_t second = 0; second < 1000; second += 10)
            write(*writer, second, second, 10);
        pruneAll(*writer, 1000);
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), 10 * kSpansInCommit);
        checkWhole(recording);
        const auto info = recording.reader()->info();
        QVERIFY(info);
        QCOMPARE(info->removed.at("spans"), 90 * kSpansInCommit);
        QVERIFY(info->keptFrom == at(890));
        // The stretch is a gap with its reason, also for whoever looks back.
        const auto gaps = recording.reader()->gaps(knownAt(500));
        QVERIFY(gaps && gaps->size() == 1);
        QCOMPARE(gaps->front().reason, std::string("removed by retention"));
        QVERIFY(gaps->front().range.start == at(0) && gaps->front().range.end == at(890));
        // A quiet service loses all but the newest row.
        pruneAll(*writer, 100'000);
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), 1);
    }

    void whatAnIncidentPinnedStays()
    {
        const Recording recording;
        Keep keep;
        keep.age = 100s;
        const auto writer = ring(recording, keep);
        for (std::int64_t second = 0; second < 10'000; second += 50)
            write(*writer, second, second, 10);
        raise(*writer, telemetry::AlarmState::Raised, 4000, 4100);
        raise(*writer, telemetry::AlarmState::Cleared, 4000, 5000);
        QVERIFY(writer->append(note("seen something", 8000)));
        QVERIFY(writer->commit());
        pruneAll(*writer, 10'000);
        const auto left = [&](std::int64_t from, std::int64_t to) {
            return recording.number("SELECT count(*) FROM spans WHERE start_ns>="
                                    + std::to_string(telemetry::toUnixNanos(at(from)))
                                    + " AND start_ns<"
                                    + std::to_string(telemetry::toUnixNanos(at(to))))
                / kSpansInCommit;
        };
        QCOMPARE(left(0, 3400), 0);
        QCOMPARE(left(3400, 5600), 44); // ten minutes before the onset to ten after the end
        QCOMPARE(left(5600, 7400), 0);
        QCOMPARE(left(7400, 8600), 24);
        QCOMPARE(left(8600, 9900), 0);
        QCOMPARE(left(9900, 10'000), 2);
        const auto gaps = recording.reader()->gaps({});
        QVERIFY(gaps && gaps->size() == 3);
        checkWhole(recording);
    }

    // One alarm that nobody clears must not keep everything for good.
    void anAlarmThatIsNeverClearedPinsItsBeginning()
    {
        const Recording recording;
        Keep keep;
        keep.age = 100s;
        const auto writer = ring(recording, keep);
        raise(*writer, telemetry::AlarmState::Raised, 4000, 4100);
        for (std::int64_t second = 0; second < 10'000; second += 50)
            write(*writer, second, second, 10);
        pruneAll(*writer, 20'000);
        // Ten minutes before the onset to ten after it was raised; and the newest row.
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), 26 * kSpansInCommit + 1);
    }

    // What comes by itself as often as it likes pins nothing.
    void chatterPinsNothing()
    {
        const Recording recording;
        Keep keep;
        keep.age = 100s;
        const auto writer = ring(recording, keep);
        const auto entry = [&writer](const char* kind, std::int64_t second, const char* payload) {
            telemetry::TimelineEntry made = note("x", second);
            made.kind = kind;
            made.payload = payload;
            QVERIFY(writer->append(made));
        };
        for (std::int64_t second = 0; second < 10'000; second += 50) {
            write(*writer, second, second, 10);
            entry("alert", second, R"({"state":"firing"})");
            entry("lever", second, "{}");
        }
        entry("lever", 5000, R"({"before":{"value":"a"},"after":{"value":"b"}})");
        QVERIFY(writer->commit());
        pruneAll(*writer, 20'000);
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), 24 * kSpansInCommit + 1);
    }

    // The disk has an end: then the oldest evidence goes, and it is said.
    void pinsDoNotBreakTheSize()
    {
        const Recording recording;
        Keep keep;
        keep.bytes = Keep::kLeastBytes;
        const auto writer = ring(recording, keep);
        raise(*writer, telemetry::AlarmState::Raised, 0, 1);
        raise(*writer, telemetry::AlarmState::Cleared, 0, 300 * 60);
        std::int64_t largest = 0;
        for (std::int64_t commit = 0; commit < 300; ++commit) {
            write(*writer, commit, commit * 60, 4000);
            QVERIFY(writer->prune(at(commit * 60), kRowsInStep));
            largest = std::max(largest, fileBytes(recording));
        }
        QVERIFY2(largest <= *keep.bytes, std::to_string(largest).c_str());
        QVERIFY(recording.number("SELECT count(*) FROM timeline WHERE kind='recording' AND text "
                                 "LIKE '%oldest evidence is removed%'")
                > 0);
        QVERIFY(recording.number("SELECT count(*) FROM spans") > 100);
        checkWhole(recording);
    }

    void aSpanThatComesLateFindsItsTrace()
    {
        const Recording recording;
        Keep keep;
        keep.age = 100s;
        const auto writer = ring(recording, keep);
        write(*writer, 1, 0, 10);
        write(*writer, 2, 500, 10);
        pruneAll(*writer, 1000);
        QCOMPARE(recording.number("SELECT count(*) FROM traces"), 1);
        write(*writer, 1, 1000, 10);
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), kSpansInCommit + 1);
        checkWhole(recording);
    }

    // A recording that was no ring keeps its length, and does not grow.
    // What only served rows that are gone goes after them: texts, resources, scopes, counts of the
    // mapping report. What a row that is kept names stays, also when it is named anew meanwhile.
    void textsGoAfterTheirRows()
    {
        const Recording recording;
        Keep keep;
        keep.age = 600s;
        auto writer = ring(recording, keep);
        constexpr std::int64_t kCommits = 900;
        for (std::int64_t commit = 1; commit <= kCommits; ++commit) {
            std::vector<otlp::OutgoingSpan> spans;
            for (std::int64_t i = 0; i < kSpansInCommit; ++i) {
                const auto number = static_cast<std::uint64_t>(commit * 1000 + i);
                spans.push_back(chatSpan(number, commit * 10));
                // Some come again ten commits after the row that had them has gone: in the middle
                // of a sweep, which has found that nobody names them, too.
                spans.back().name = i == 0 ? "seldom " + std::to_string(commit % 71)
                                           : "once " + std::to_string(number);
            }
            auto batch = spansBatch(spans, commit * 10);
            batch.batch.resources.front().instance = "pod " + std::to_string(commit);
            const std::string body = "resource " + std::to_string(commit);
            batch.batch.resources.front().body = body;
            QVERIFY(writer->append(batch));
            QVERIFY(writer->commit());
            QVERIFY(writer->prune(at(commit * 10), 3 * kSpansInCommit));
        }
        pruneAll(*writer, kCommits * 10);
        QVERIFY(recording.number("SELECT count(*) FROM spans") < 62 * kSpansInCommit);
        // A sweep goes over the rows once they are half gone: some of what is unused is left.
        const std::int64_t names = recording.number("SELECT count(*) FROM strings");
        QVERIFY2(names < 4 * 62 * kSpansInCommit, std::to_string(names).c_str());
        QVERIFY(recording.number("SELECT count(*) FROM resources") < 4 * 62);
        checkWhole(recording);
        QVERIFY(recording.number("SELECT count(*) FROM strings WHERE text LIKE 'seldom %'") >= 60);
        QVERIFY(recording.number("SELECT count(*) FROM mapping_counts")
                <= (2 + 7) * 12); // 7 pods a minute
    }

    void anOlderFileIsContinued()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            for (std::int64_t commit = 0; commit < 50; ++commit)
                write(*writer, commit, commit, 4000);
        }
        const std::int64_t before = fileBytes(recording);
        Keep keep;
        keep.bytes = Keep::kLeastBytes;
        const auto writer = ring(recording, keep);
        for (std::int64_t commit = 50; commit < 300; ++commit) {
            write(*writer, commit, commit, 4000);
            QVERIFY(writer->prune(at(commit), kRowsInStep));
        }
        QVERIFY(fileBytes(recording) <= std::max(before, *keep.bytes) + *keep.bytes / 4);
        checkWhole(recording);
    }

    void aReaderIsNotDisturbed()
    {
        const Recording recording;
        Keep keep;
        keep.bytes = Keep::kLeastBytes;
        const auto writer = ring(recording, keep);
        for (std::int64_t commit = 0; commit < 100; ++commit)
            write(*writer, commit, commit, 4000);
        // A state of the file that is held open while rows go.
        sqlite3* held = nullptr;
        QCOMPARE(sqlite3_open(recording.path().c_str(), &held), SQLITE_OK);
        const auto count = [held] {
            std::int64_t rows = -1;
            const auto take = [](void* to, int, char** texts, char**) {
                *static_cast<std::int64_t*>(to) = std::stoll(texts[0]);
                return 0;
            };
            sqlite3_exec(held, "SELECT count(*) FROM spans JOIN span_bodies USING(id)", take, &rows,
                         nullptr);
            return rows;
        };
        QCOMPARE(sqlite3_exec(held, "BEGIN", nullptr, nullptr, nullptr), SQLITE_OK);
        QCOMPARE(count(), 100 * kSpansInCommit);
        const auto start = std::chrono::steady_clock::now();
        QVERIFY(writer->prune(at(100), kRowsInStep));
        // Not a measure of speed: a writer that waits for a reader waits for seconds.
        QVERIFY(std::chrono::steady_clock::now() - start < 4s);
        QVERIFY(removedSpans(recording) > 0);
        QCOMPARE(count(), 100 * kSpansInCommit); // what it began with
        sqlite3_exec(held, "COMMIT", nullptr, nullptr, nullptr);
        QCOMPARE(count(), 100 * kSpansInCommit - removedSpans(recording));
        sqlite3_close(held);
        // Rows that go while a walk through them is under way are not there any more, that is all.
        std::int64_t visited = 0;
        QVERIFY(recording.reader()->forEachSpan({}, {}, [&](const auto&) {
            if (++visited == 1 && !writer->prune(at(100), kRowsInStep))
                qFatal("cannot prune beside a reader");
            return true;
        }));
        QVERIFY(visited > 0 && visited <= 100 * kSpansInCommit);
    }

    // What was removed is counted with it, or neither has happened.
    void killedWhileRemoving()
    {
        const Recording recording;
        std::mt19937 random(11);
        std::int64_t committed = 0;
        for (int round = 0; round < 12; ++round) {
            std::array<int, 2> pipe{};
            QCOMPARE(::pipe(pipe.data()), 0);
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0)
                ringForEver(recording.path(), pipe[1], committed);
            ::close(pipe[1]);
            const std::int64_t enough = committed + 10 + static_cast<std::int64_t>(random() % 10);
            std::int64_t reported = 0;
            while (committed<enough&& ::read(pipe[0], &reported, sizeof reported)> 0)
                committed = reported;
            ::usleep(static_cast<useconds_t>(random() % 8000));
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY2(WIFSIGNALED(status), "the writer ended by itself");
            ::close(pipe[0]);
            checkWhole(recording);
            const std::int64_t entries =
                recording.number("SELECT count(*) FROM timeline WHERE kind='note'");
            QVERIFY(entries >= committed);
            QCOMPARE(recording.number("SELECT count(*) FROM spans") + removedSpans(recording),
                     entries * kSpansInCommit);
            committed = entries;
        }
        QVERIFY(removedSpans(recording) > 0);
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
