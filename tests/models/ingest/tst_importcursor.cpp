// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/ingest/fileimport.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

#include <sqlite3.h>

using namespace ingest;
using namespace ingesttest;

namespace {

// Three lines that are no telemetry, each in another way.
std::string badLines(std::uint64_t number)
{
    return "{\"resourceSpans\":[{\"resource\":5,\"scopeSpans\":7}\n"
           "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"00\",\"name\":\"x\"}]}]"
           "}]}\n"
           "nonsense "
        + std::to_string(number) + '\n';
}

std::int64_t importedNumber(const Recording& recording, const std::string& text)
{
    sqlite3* raw = nullptr;
    std::int64_t value = -1;
    const auto take = [](void* to, int, char** texts, char**) {
        *static_cast<std::int64_t*>(to) = std::stoll(texts[0]);
        return 0;
    };
    sqlite3_open(recording.path().c_str(), &raw);
    sqlite3_exec(raw, text.c_str(), take, &value, nullptr);
    sqlite3_close(raw);
    return value;
}

} // namespace

class TestImportCursor : public QObject
{
    Q_OBJECT

private slots:
    // A small file is known again when it has grown, from fewer bytes than a fingerprint takes.
    void aSmallFileThatGrewIsTheSame()
    {
        Recording recording;
        const std::string path = recording.path("data.json");
        const std::string small = jsonLines(4);
        QVERIFY(small.size() < 4096);
        writeFile(path, small);
        const auto pipeline = recording.start();
        QVERIFY(importFile(path, stoppedAfter(3), *pipeline)->isInterrupted);
        pipeline->drain();
        const std::string grown = jsonLines(400);
        QVERIFY(grown.starts_with(small));
        writeFile(path, grown);
        const auto imported = importFile(path, {}, *pipeline);
        QVERIFY(imported.has_value());
        QCOMPARE(imported->duplicates, std::uint64_t{0});
        QCOMPARE(imported->accepted, std::uint64_t{397});
        // Read to its end, nothing is passed over the next time.
        QCOMPARE(importFile(path, {}, *pipeline)->duplicates, std::uint64_t{400});
    }

    void whatIsNotTheSameFileIsNotPassedOver()
    {
        Recording recording;
        const std::string path = recording.path("data.json");
        writeFile(path, jsonLines(500));
        const auto pipeline = recording.start();
        QVERIFY(importFile(path, stoppedAfter(300), *pipeline)->isInterrupted);
        pipeline->drain();
        std::string other = jsonLines(500);
        other.replace(other.find(telemetry::toHex(traceId(200))), 32,
                      telemetry::toHex(traceId(9'000)));
        writeFile(path, other); // it begins as the other one
        const auto imported = importFile(path, {}, *pipeline);
        QVERIFY(imported.has_value());
        QVERIFY(imported->notes.empty());
        QCOMPARE(imported->duplicates, std::uint64_t{299});
        pipeline->drain();
        QCOMPARE(recording.info().spans, 501);
    }

    // What is wrong in a file is counted once, however often the file is read, and is told each
    // time.
    void rejectionsAreCountedOnce()
    {
        Recording recording;
        const std::string path = recording.path("data.json");
        const telemetry::Timestamp told = kNoon + std::chrono::hours(7);
        std::string content = badLines(0);
        for (std::uint64_t i = 0; i < 100; ++i)
            content += jsonLine(i) + '\n' + badLines(i + 1);
        writeFile(path, content);
        constexpr std::int64_t kBad = 3 * 101;
        const auto rejected = [&](Pipeline& pipeline) {
            pipeline.drain();
            return recording.info().rejected;
        };
        auto pipeline = recording.start();
        ImportOptions options = stoppedAfter(200);
        options.recorded = told;
        QVERIFY(importFile(path, options, *pipeline)->isInterrupted);
        QVERIFY(rejected(*pipeline) > 100 && rejected(*pipeline) < 200);
        options.isStopped = {};
        QVERIFY(importFile(path, options, *pipeline)->rejected > 100);
        QCOMPARE(rejected(*pipeline), kBad);
        QCOMPARE(static_cast<std::int64_t>(pipeline->statistics().rejected), kBad);
        for (int i = 0; i < 2; ++i) {
            const auto again = importFile(path, options, *pipeline);
            QVERIFY(again.has_value());
            QCOMPARE(static_cast<std::int64_t>(again->rejected), kBad);
            QCOMPARE(again->duplicates, std::uint64_t{100});
            QCOMPARE(rejected(*pipeline), kBad);
        }
        QCOMPARE(importedNumber(recording,
                                "SELECT count(*) FROM rejections WHERE recorded_ns<>"
                                    + std::to_string(telemetry::toUnixNanos(told))),
                 0);
        // It grew: only what is new counts.
        writeFile(path, content + jsonLine(1000) + '\n' + badLines(1000));
        QVERIFY(importFile(path, {}, *pipeline).has_value());
        QCOMPARE(rejected(*pipeline), kBad + 3);
    }

    // Nothing of such a file is in the recording: it is counted when it is read.
    void aFileOfNothingElseIsCounted()
    {
        Recording recording;
        const std::string path = recording.path("data.json");
        writeFile(path, badLines(1));
        const auto pipeline = recording.start();
        QVERIFY(!importFile(path, {}, *pipeline).has_value());
        pipeline->drain();
        QCOMPARE(recording.info().rejected, 3);
        QVERIFY(recording.read()->cursors()->empty());
    }

    // Nor does what an older version left behind, which is an empty one.
    void nothingStaysOfAnImportThatWasReadToItsEnd()
    {
        Recording recording;
        const std::string path = recording.path("data.json");
        writeFile(path, jsonLines(100));
        auto pipeline = recording.start();
        QVERIFY(importFile(path, stoppedAfter(50), *pipeline)->isInterrupted);
        pipeline.reset();
        sqlite3* raw = nullptr;
        QCOMPARE(sqlite3_open(recording.path().c_str(), &raw), SQLITE_OK);
        QCOMPARE(sqlite3_exec(raw, "INSERT INTO cursors VALUES('import/1/2/3', '', 0)", nullptr,
                              nullptr, nullptr),
                 SQLITE_OK);
        sqlite3_close(raw);
        pipeline = recording.start();
        const auto cursors = [&] { return *recording.read()->cursors(); };
        QCOMPARE(cursors().size(), std::size_t{2});
        QCOMPARE(importFile(path, {}, *pipeline)->accepted, std::uint64_t{50});
        pipeline->drain();
        QVERIFY(cursors().empty());
    }

    void whatWasNotWrittenIsImportedAgain()
    {
        Recording recording;
        const std::string path = recording.path("data.json");
        writeFile(path, jsonLines(100));
        const auto pipeline = recording.start();
        QVERIFY(importFile(path, stoppedAfter(50), *pipeline)->isInterrupted);
        QVERIFY(pipeline->finish().has_value());
        const auto failed = importFile(path, {}, *pipeline); // finished: nothing can be written
        QVERIFY(failed.has_value());
        QCOMPARE(failed->failed, std::uint64_t{50});
        const auto again = recording.start();
        const auto imported = importFile(path, {}, *again);
        QVERIFY(imported.has_value());
        QCOMPARE(imported->accepted, std::uint64_t{50});
    }
};

QTEST_GUILESS_MAIN(TestImportCursor)
#include "tst_importcursor.moc"
