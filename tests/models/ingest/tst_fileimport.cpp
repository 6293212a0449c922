// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/ingest/fileimport.h"
#include "models/ingest/framing.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace ingest;
using namespace ingesttest;
using telemetry::SignalKind;

namespace {

std::string bigEndian(std::size_t number)
{
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(number >> shift & 0xffU);
    return bytes;
}

std::string lengthFrame(const std::string& payload)
{
    return bigEndian(payload.size()) + payload;
}

std::string grpcFrame(const std::string& payload, bool isCompressed)
{
    return (isCompressed ? '\1' : '\0') + bigEndian(payload.size()) + payload;
}

// What became of importing one file into a fresh recording.
struct Imported
{
    telemetry::Result<ImportReport> report;
    store::RecordingInfo info;
};

Imported import(const std::string& name, const std::string& content,
                const ImportOptions& options = {})
{
    Recording recording;
    writeFile(recording.path(name), content);
    const auto pipeline = recording.start();
    auto report = importFile(recording.path(name), options, *pipeline);
    pipeline->drain();
    return {.report = std::move(report), .info = recording.info()};
}

bool mentions(const std::vector<std::string>& lines, const std::string& text)
{
    return std::ranges::any_of(
        lines, [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

std::string lengthFrames(std::uint64_t count)
{
    std::string bytes;
    for (std::uint64_t i = 0; i < count; ++i)
        bytes += lengthFrame(tracesBody({chatSpan(i)}));
    return bytes;
}

} // namespace

class TestFileImport : public QObject
{
    Q_OBJECT

private slots:
    void wholeDocument()
    {
        std::string pretty = jsonLine(1);
        for (std::size_t at = 0; (at = pretty.find(",\"", at)) != std::string::npos; at += 3)
            pretty.insert(at + 1, "\n ");
        const Imported imported = import("one.json", "\n" + pretty + "\n");
        QVERIFY2(imported.report.has_value(),
                 imported.report ? "" : imported.report.error().message.c_str());
        QCOMPARE(imported.report->accepted, std::uint64_t{1});
        QVERIFY(imported.report->problems.empty());
        QCOMPARE(imported.info.spans, std::int64_t{1});
    }

    void allSignalsOfADocumentAreImported()
    {
        const std::string line = jsonLine(1);
        const std::string both = line.substr(0, line.rfind('}'))
            + ",\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":"
              "\"1\",\"body\":{\"stringValue\":\"x\"}}]}]}]}";
        const Imported imported = import("both.json", both + "\n" + jsonLine(2) + "\n");
        QVERIFY2(imported.report.has_value(),
                 imported.report ? "" : imported.report.error().message.c_str());
        QCOMPARE(imported.report->accepted, std::uint64_t{3});
        QCOMPARE(imported.report->rejected, std::uint64_t{0});
        QCOMPARE(imported.info.spans, std::int64_t{2});
        QCOMPARE(imported.info.logs, std::int64_t{1});
    }

    void linesPlainAndPacked_data()
    {
        QTest::addColumn<QByteArray>("content");
        const std::string lines = jsonLines(300);
        QTest::newRow("plain") << QByteArray::fromStdString(lines);
        QTest::newRow("no last line break")
            << QByteArray::fromStdString(lines.substr(0, lines.size() - 1));
        QTest::newRow("windows") << QByteArray::fromStdString(lines).replace("\n", "\r\n");
        QTest::newRow("byte order mark") << QByteArray::fromStdString("\xef\xbb\xbf" + lines);
        QTest::newRow("zstd") << QByteArray::fromStdString(zstdded(lines));
        QTest::newRow("gzip") << QByteArray::fromStdString(gzipped(lines));
    }
    void linesPlainAndPacked()
    {
        QFETCH(QByteArray, content);
        const Imported imported = import("lines.json", content.toStdString());
        QVERIFY2(imported.report.has_value(),
                 imported.report ? "" : imported.report.error().message.c_str());
        QCOMPARE(imported.report->accepted, std::uint64_t{300});
        QVERIFY2(imported.report->problems.empty(),
                 imported.report->problems.empty() ? ""
                                                   : imported.report->problems.front().c_str());
        QCOMPARE(imported.info.spans, std::int64_t{300});
    }

    void badLinesAreNamedAndGoodOnesKept()
    {
        std::string content;
        content += "{\"resourceSpans\": [broken\n"; // 1
        content += jsonLine(1) + "\n"; // 2
        content += "\n"; // 3
        content += "no JSON at all\n"; // 4
        content += jsonLine(2) + "\n"; // 5
        content += "{\"other\": 1}\n"; // 6
        content += jsonLine(3).substr(0, 100); // 7, still being written
        const Imported imported = import("mixed.json", content);
        QVERIFY(imported.report.has_value());
        QCOMPARE(imported.report->accepted, std::uint64_t{2});
        QCOMPARE(imported.report->rejected, std::uint64_t{4});
        QCOMPARE(imported.report->problems.size(), std::size_t{4});
        for (const char* place :
             {"mixed.json:1: ", "mixed.json:4: ", "mixed.json:6: ", "mixed.json:7: "})
            QVERIFY2(mentions(imported.report->problems, place), place);
        QCOMPARE(imported.info.spans, std::int64_t{2});
        QCOMPARE(imported.info.rejected, std::int64_t{4});
    }

    // What looks like the rest of a document may be lines, and is not gathered to see.
    void aDamagedFirstLineCostsNoOther()
    {
        for (const char* last : {"", "]}\n"}) {
            const Imported imported = import("open.json", "{\"a\":[\n" + jsonLines(20) + last);
            QVERIFY(imported.report.has_value());
            QCOMPARE(imported.info.spans, std::int64_t{20});
            QVERIFY(mentions(imported.report->problems, "open.json:1: "));
        }
        const Imported cut = import("cut.json", "{\"a\":\"cut he\n" + jsonLines(20));
        QCOMPARE(cut.info.spans, std::int64_t{20});
    }

    void cutOffCompressionKeepsWhatCameBefore()
    {
        const std::string packed = gzipped(jsonLines(20'000));
        const Imported imported = import("lines.json.gz", packed.substr(0, packed.size() * 3 / 4));
        QVERIFY(imported.report.has_value());
        QVERIFY(imported.report->accepted > 5'000);
        QVERIFY(imported.report->accepted < 20'000);
        QVERIFY(mentions(imported.report->problems, "breaks off"));
    }

    void lengthPrefixedMessages()
    {
        std::string content;
        for (std::uint64_t i = 0; i < 10; ++i)
            content += lengthFrame(manySpans(10 * i, 10));
        content += lengthFrame(logsBody({detailsLog(1, "yes")})); // another signal in the same file
        const Imported imported = import("data.pb", content);
        QVERIFY2(imported.report.has_value(),
                 imported.report ? "" : imported.report.error().message.c_str());
        QVERIFY(imported.report->problems.empty());
        QCOMPARE(imported.info.spans, std::int64_t{100});
        QCOMPARE(imported.info.logs, std::int64_t{1});
    }

    void lengthPrefixedPackedMessages()
    {
        const Imported imported = import(
            "data.pb", lengthFrame(zstdded(manySpans(0, 10))) + lengthFrame(zstdded(jsonLine(50))));
        QVERIFY2(imported.report.has_value(),
                 imported.report ? "" : imported.report.error().message.c_str());
        QCOMPARE(imported.info.spans, std::int64_t{11});
    }

    void cutOffMessageIsNamedByItsPlace()
    {
        const std::string first = lengthFrame(manySpans(0, 10));
        const std::string second = lengthFrame(manySpans(10, 10));
        const Imported imported = import("data.pb", first + second.substr(0, 50));
        QVERIFY(imported.report.has_value());
        QCOMPARE(imported.info.spans, std::int64_t{10});
        QCOMPARE(imported.info.rejected, std::int64_t{1});
        QVERIFY(mentions(imported.report->problems,
                         "data.pb: byte " + std::to_string(first.size()) + ": "));
    }

    void grpcFrames()
    {
        const Imported imported = import("data.bin",
                                         grpcFrame(manySpans(0, 10), false)
                                             + grpcFrame(gzipped(manySpans(10, 10)), true));
        QVERIFY2(imported.report.has_value(),
                 imported.report ? "" : imported.report.error().message.c_str());
        QCOMPARE(imported.info.spans, std::int64_t{20});
    }

    void capturedGrpcBody_data()
    {
        QTest::addColumn<QByteArray>("folder");
        QTest::newRow("plain") << QByteArray("otel-js-3.1-grpc");
        QTest::newRow("gzip") << QByteArray("otel-js-3.1-grpc-gzip");
    }
    void capturedGrpcBody()
    {
        QFETCH(QByteArray, folder);
        Recording recording;
        const auto pipeline = recording.start();
        for (const char* name : {"001.bin", "002.bin", "003.bin"}) {
            const auto report =
                importFile(dataPath(folder.toStdString() + "/" + name), {}, *pipeline);
            QVERIFY2(report.has_value(), report ? "" : report.error().message.c_str());
            QVERIFY(report->problems.empty());
        }
        QCOMPARE(recording.info().spans, std::int64_t{13});
        QCOMPARE(recording.info().logs, std::int64_t{12});
        QVERIFY(recording.info().metricPoints > 0);
    }

    void capturedBodies_data()
    {
        QTest::addColumn<QByteArray>("folder");
        QTest::addColumn<QByteArray>("ending");
        QTest::newRow("json") << QByteArray("otel-js-3.1-http-json") << QByteArray(".json");
        QTest::newRow("json gzip")
            << QByteArray("otel-js-3.1-http-json-gzip") << QByteArray(".bin");
        QTest::newRow("protobuf") << QByteArray("otel-js-3.1-http-protobuf") << QByteArray(".bin");
        QTest::newRow("protobuf gzip")
            << QByteArray("otel-js-3.1-http-protobuf-gzip") << QByteArray(".bin");
    }
    void capturedBodies()
    {
        QFETCH(QByteArray, folder);
        QFETCH(QByteArray, ending);
        // With the side file beside it, and without it, when the body has to tell.
        for (const bool isAlone : {false, true}) {
            Recording recording;
            const auto pipeline = recording.start();
            for (const char* name : {"001", "002", "003"}) {
                std::string path = dataPath((folder + "/" + name + ending).toStdString());
                if (isAlone) {
                    const std::string copy = recording.path(name + ending.toStdString());
                    writeFile(copy, contentOf(path));
                    path = copy;
                }
                const auto report = importFile(path, {}, *pipeline);
                QVERIFY2(report.has_value(), report ? "" : report.error().message.c_str());
                QVERIFY(report->problems.empty());
            }
            QCOMPARE(recording.info().spans, std::int64_t{13});
            QCOMPARE(recording.info().logs, std::int64_t{12});
            QVERIFY(recording.info().metricPoints > 0);
        }
    }

    void sideFilesAreSkippedWithANote()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto headers =
            importFile(dataPath("otel-js-3.1-http-json/001.headers.json"), {}, *pipeline);
        QVERIFY(headers.has_value());
        QCOMPARE(headers->notes.size(), std::size_t{1});
        QVERIFY(headers->problems.empty());
        writeFile(recording.path("001.bin"), manySpans(0, 1));
        writeFile(recording.path("001.decoded.json"), jsonLine(5));
        writeFile(recording.path("002.decoded.json"), jsonLine(5));
        const auto decoded = importFile(recording.path("001.decoded.json"), {}, *pipeline);
        QVERIFY(decoded.has_value());
        QCOMPARE(decoded->notes.size(), std::size_t{1});
        QCOMPARE(decoded->accepted, std::uint64_t{0});
        const auto alone = importFile(recording.path("002.decoded.json"), {}, *pipeline);
        QVERIFY(alone.has_value());
        QCOMPARE(alone->accepted, std::uint64_t{1});
    }

    void signalCanBeSaid()
    {
        const Imported imported =
            import("x.bin", manySpans(0, 3),
                   {.signal = SignalKind::Traces, .recorded = {}, .progress = {}, .isStopped = {}});
        QVERIFY(imported.report.has_value());
        QCOMPARE(imported.info.spans, std::int64_t{3});
    }

    void whatJsonSaysOfItselfWins()
    {
        const Imported imported =
            import("x.json", jsonLines(3),
                   {.signal = SignalKind::Logs, .recorded = {}, .progress = {}, .isStopped = {}});
        QVERIFY(imported.report.has_value());
        QCOMPARE(imported.report->accepted, std::uint64_t{3});
        QCOMPARE(imported.info.spans, std::int64_t{3});
    }

    void whatCannotBeWrittenIsNoSuccess()
    {
        Recording recording;
        writeFile(recording.path("x.json"), jsonLines(3));
        const auto pipeline = recording.start();
        QVERIFY(pipeline->finish().has_value()); // nothing can be written from here on
        const auto report = importFile(recording.path("x.json"), {}, *pipeline);
        QVERIFY(report.has_value());
        QCOMPARE(report->failed, std::uint64_t{3});
        QCOMPARE(report->accepted, std::uint64_t{0});
    }

    void recordedTimeCanBeSaid()
    {
        const telemetry::Timestamp noon = telemetry::Timestamp{} + std::chrono::hours(500'000);
        const Imported imported =
            import("x.json", jsonLine(1),
                   {.signal = {}, .recorded = noon, .progress = {}, .isStopped = {}});
        QVERIFY(imported.info.recordedFirst == noon);
    }

    void unreadableFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("Dear diary, today nothing happened.\n");
        QTest::newRow("no telemetry") << QByteArray("{\"a\": {\"b\": 1}}");
        QTest::newRow("half a document") << QByteArray("{\"resourceSpans\": [\n{\"resource\":\n");
        QTest::newRow("noise") << QByteArray("\x93\xff\x00\xfe\xfd\x01\x02", 7);
        QTest::newRow("half a gzip") << QByteArray("\x1f\x8b\x08\x00\x00", 5);
        QTest::newRow("nested") << QByteArray(100'000, '[');
        QTest::newRow("nested objects") << QByteArray("{\"resourceSpans\":").repeated(50'000);
    }
    void unreadableFiles()
    {
        QFETCH(QByteArray, content);
        const Imported imported = import("odd.bin", content.toStdString());
        QVERIFY(!imported.report.has_value());
        QVERIFY(imported.report.error().kind == telemetry::ErrorKind::Unreadable);
        QVERIFY2(imported.report.error().message.find("odd.bin") != std::string::npos,
                 imported.report.error().message.c_str());
        QCOMPARE(imported.info.spans, std::int64_t{0});
    }

    void missingFilesAreUnreadable()
    {
        Recording recording;
        const auto pipeline = recording.start();
        for (const std::string& path : {recording.path("absent.json"), recording.path("")}) {
            const auto report = importFile(path, {}, *pipeline);
            QVERIFY(!report.has_value());
            QVERIFY(report.error().kind == telemetry::ErrorKind::Unreadable);
        }
    }

    void emptyFileIsNoted()
    {
        const Imported imported = import("empty.json", {});
        QVERIFY(imported.report.has_value());
        QCOMPARE(imported.report->notes.size(), std::size_t{1});
    }

    void problemsAreBounded()
    {
        std::string content = jsonLine(1) + "\n";
        for (int i = 0; i < 3000; ++i)
            content += "nonsense\n";
        const Imported imported = import("long.json", content);
        QVERIFY(imported.report.has_value());
        QCOMPARE(imported.report->problems.size(), std::size_t{1001});
        QVERIFY(mentions(imported.report->problems, "2000 more"));
        QCOMPARE(imported.report->rejected, std::uint64_t{3000});
    }

    void progressEndsAtTheEnd()
    {
        std::uint64_t last = 0;
        std::uint64_t size = 0;
        bool isRising = true;
        ImportOptions options;
        options.progress = [&](std::uint64_t done, std::uint64_t all) {
            isRising = isRising && done >= last;
            last = done;
            size = all;
        };
        const std::string lines = jsonLines(10'000);
        QVERIFY(import("lines.json", lines, options).report.has_value());
        QVERIFY(isRising);
        QCOMPARE(size, std::uint64_t{lines.size()});
        QCOMPARE(last, size);
    }

    void interruptedImportGoesOn_data()
    {
        QTest::addColumn<QByteArray>("content");
        const std::string lines = jsonLines(500);
        QTest::newRow("lines") << QByteArray::fromStdString(lines);
        QTest::newRow("zstd") << QByteArray::fromStdString(zstdded(lines));
        QTest::newRow("messages") << QByteArray::fromStdString(lengthFrames(500));
    }
    void interruptedImportGoesOn()
    {
        QFETCH(const QByteArray, content);
        Recording recording;
        writeFile(recording.path("data.json"), content.toStdString());
        {
            const auto pipeline = recording.start();
            const auto first =
                importFile(recording.path("data.json"), stoppedAfter(300), *pipeline);
            QVERIFY(first.has_value());
            QVERIFY(first->isInterrupted);
            QCOMPARE(first->accepted, std::uint64_t{300});
            QVERIFY(pipeline->finish().has_value());
        }
        // Log rotation renames it.
        std::filesystem::rename(recording.path("data.json"), recording.path("data-2026.json"));
        const auto pipeline = recording.start();
        const auto second = importFile(recording.path("data-2026.json"), {}, *pipeline);
        QVERIFY(second.has_value());
        QVERIFY(!second->isInterrupted);
        QCOMPARE(second->accepted, std::uint64_t{200});
        QCOMPARE(second->duplicates, std::uint64_t{0});
        QVERIFY(mentions(second->notes, "first 300 records"));
        // Read to its end, it is begun anew, and what is there is told.
        const auto third = importFile(recording.path("data-2026.json"), {}, *pipeline);
        QVERIFY(third.has_value());
        QCOMPARE(third->duplicates, std::uint64_t{500});
        pipeline->drain();
        QCOMPARE(recording.info().spans, 500);
    }
};

QTEST_GUILESS_MAIN(TestFileImport)
#include "tst_fileimport.moc"
