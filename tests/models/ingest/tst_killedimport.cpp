// SPDX-License-Identifier: GPL-3.0-or-later

// Kills a process that imports one file, again and again, and lets the next go on. The process
// killed is this program itself, started with "--importer FILE RECORDING".

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/ingest/fileimport.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QCoreApplication>
#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <random>

#include <sys/wait.h>
#include <unistd.h>

using namespace ingesttest;

namespace {

constexpr std::uint64_t kLines = 1600;
constexpr std::uint64_t kBadEach = 8; // after so many good ones comes a bad one
constexpr std::size_t kBallast = 16'000; // bytes: three cursors are written in all

// Says a byte with each piece of progress.
int runImporter(const char* path, const char* recording)
{
    // What is read ahead is lost with the process: little, so that it leaves a cursor behind.
    ingest::PipelineSettings settings = ingest::importSettings();
    settings.queueBytes = settings.writeBytes = settings.judgeBytes = 512U * 1024;
    const auto pipeline = ingest::Pipeline::start(recording, settings);
    if (!pipeline)
        return 1;
    ingest::ImportOptions options;
    options.progress = [](std::uint64_t, std::uint64_t) {
        if (::write(STDOUT_FILENO, ".", 1) != 1)
            ::_exit(1);
    };
    return ingest::importFile(path, options, **pipeline) ? 0 : 1;
}

// Killed after so many pieces; it may have ended before.
void importUntil(int pieces, const std::string& path, const std::string& recording)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        qFatal("no pipe");
    const pid_t process = ::fork();
    if (process == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        ::execl("/proc/self/exe", "importer", "--importer", path.c_str(), recording.c_str(),
                static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(ends[1]);
    char c = 0;
    int seen = 0;
    while (seen < pieces && ::read(ends[0], &c, 1) == 1)
        ++seen;
    ::kill(process, SIGKILL);
    int status = 0;
    ::waitpid(process, &status, 0);
    ::close(ends[0]);
    if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
        qFatal("the importer failed by itself");
}

bool isUnderWay(const Recording& recording)
{
    const auto cursors = recording.read()->cursors();
    if (!cursors)
        qFatal("%s", cursors.error().message.c_str());
    return std::ranges::any_of(*cursors,
                               [](const auto& cursor) { return !cursor.second.starts_with("0 "); });
}

} // namespace

class TestKilledImport : public QObject
{
    Q_OBJECT

private slots:
    void whatWasImportedIsThereOnce()
    {
        Recording recording;
        const std::string path = recording.path("data.json");
        std::string content;
        std::int64_t bad = 0;
        for (std::uint64_t i = 0; i < kLines; ++i) {
            std::string line = jsonLine(i);
            line.insert(line.find("chat m"), std::string(kBallast, 'x'));
            content += line + '\n';
            if (i % kBadEach == 0) {
                content += "no telemetry\n";
                ++bad;
            }
        }
        writeFile(path, content);
        std::mt19937 random(7);
        int gone = 0; // on, behind what was imported before
        for (int round = 0; round < 6 || (gone == 0 && round < 40); ++round) {
            importUntil(1 + static_cast<int>(random() % 40), path, recording.path());
            gone += isUnderWay(recording) ? 1 : 0;
        }
        QVERIFY(gone > 0);
        const auto pipeline = recording.start(ingest::importSettings());
        const auto last = ingest::importFile(path, {}, *pipeline);
        QVERIFY(last.has_value());
        pipeline->drain();
        const store::RecordingInfo info = recording.info();
        QCOMPARE(info.spans, static_cast<std::int64_t>(kLines));
        QCOMPARE(info.rejected, bad);
        QVERIFY(recording.read()->cursors()->empty());
        const auto verified = recording.read()->verify();
        QVERIFY(verified && !verified->firstBroken);
        // What is wrong in it is told again, and not counted.
        const auto again = ingest::importFile(path, {}, *pipeline);
        QVERIFY(again.has_value());
        QCOMPARE(again->duplicates, kLines);
        QCOMPARE(static_cast<std::int64_t>(again->rejected), bad);
        pipeline->drain();
        QCOMPARE(recording.info().rejected, bad);
    }
};

int main(int argc, char** argv)
{
    if (argc == 4 && std::strcmp(argv[1], "--importer") == 0)
        return runImporter(argv[2], argv[3]);
    QCoreApplication app(argc, argv);
    TestKilledImport test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killedimport.moc"
