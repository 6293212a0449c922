// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/store/storefixture.h"

#include <QTest>

#include <array>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

using namespace storetest;

namespace {

constexpr std::uint64_t kKilledSpans = 20;

// Writes for ever; after each commit it reports how many commits there are.
[[noreturn]] void writeForEver(const std::string& path, int report, std::uint64_t first)
{
    auto writer = store::Writer::open(path);
    const store::Checkpointer checkpointer(path);
    for (std::uint64_t commits = first + 1; writer; ++commits) {
        std::vector<otlp::OutgoingSpan> spans;
        for (std::uint64_t i = 0; i < kKilledSpans; ++i)
            spans.push_back(chatSpan(commits * 1000 + i, static_cast<std::int64_t>(commits)));
        const auto second = static_cast<std::int64_t>(commits);
        if (!(*writer)->append(spansBatch(spans, second))
            || !(*writer)->append(note(std::to_string(commits), second)) || !(*writer)->commit())
            _exit(1);
        if (::write(report, &commits, sizeof commits) != sizeof commits)
            _exit(1);
    }
    _exit(2);
}

} // namespace

class TestKilledWriter : public QObject
{
    Q_OBJECT

private slots:
    // What was reported as committed is there, whenever the writer was killed.
    void nothingCommittedIsLost()
    {
        const Recording recording;
        std::mt19937 random(7);
        std::uint64_t committed = 0;
        for (int round = 0; round < 30; ++round) {
            std::array<int, 2> pipe{};
            QCOMPARE(::pipe(pipe.data()), 0);
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0)
                writeForEver(recording.path(), pipe[1], committed);
            ::close(pipe[1]);
            // Killed after some commits, at a moment of its own within the one that follows.
            const std::uint64_t enough = committed + 1 + random() % 4;
            std::uint64_t reported = 0;
            while (committed<enough&& ::read(pipe[0], &reported, sizeof reported)> 0)
                committed = reported;
            ::usleep(static_cast<useconds_t>(random() % 8000));
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY2(WIFSIGNALED(status), "the writer ended by itself");
            while (::read(pipe[0], &reported, sizeof reported) == sizeof reported)
                committed = reported;
            ::close(pipe[0]);

            const auto reader = recording.reader();
            const auto report = reader->verify();
            QVERIFY(report && !report->firstBroken);
            // One more may have been committed, but not reported any more.
            const auto found = static_cast<std::uint64_t>(report->entries);
            QVERIFY(found == committed || found == committed + 1);
            const auto info = reader->info();
            QVERIFY(info);
            QCOMPARE(info->spans, static_cast<std::int64_t>(found * kKilledSpans));
            QCOMPARE(info->generations, info->spans);
            committed = found;
        }
        QCOMPARE(recording.number("SELECT count(*) FROM pragma_integrity_check "
                                  "WHERE integrity_check <> 'ok'"),
                 0);
    }

    // Whoever commits never writes the log back: that is left to the thread.
    void commitsLeaveTheLogAlone()
    {
        constexpr std::uintmax_t kLogOfDefault = 1000 * 8192; // beyond this SQLite would, by itself
        const Recording recording;
        const auto writer = recording.writer();
        const auto size = std::filesystem::file_size(recording.path());
        std::uint64_t number = 0;
        for (int commits = 0; commits < 100
             && std::filesystem::file_size(recording.path() + "-wal") < 2 * kLogOfDefault;
             ++commits) {
            std::vector<otlp::OutgoingSpan> spans;
            for (int i = 0; i < 1000; ++i)
                spans.push_back(chatSpan(++number, 1));
            QVERIFY(writer->append(spansBatch(spans, 5)) && writer->commit());
        }
        QVERIFY(std::filesystem::file_size(recording.path() + "-wal") >= 2 * kLogOfDefault);
        QCOMPARE(std::filesystem::file_size(recording.path()), size);
    }

    // The log is taken into the file also where that could not be opened at first.
    void fileIsOpenedOnceItCanBe()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer != nullptr && writer->commit());
        const std::string other = recording.path() + ".other"; // leads nowhere yet
        const store::Checkpointer checkpointer(other);
        ::usleep(700'000); // two rounds
        std::vector<otlp::OutgoingSpan> spans;
        for (std::uint64_t i = 1; i <= 2000; ++i)
            spans.push_back(chatSpan(i, static_cast<std::int64_t>(i)));
        QVERIFY(writer->append(spansBatch(spans, 5)) && writer->commit());
        const auto size = std::filesystem::file_size(recording.path());
        std::filesystem::create_symlink(recording.path(), other);
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::file_size(recording.path()) > size, 20'000);
    }
};

QTEST_GUILESS_MAIN(TestKilledWriter)
#include "tst_killedwriter.moc"
