// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/schema.h"
#include "models/store/sqlite.h"
#include "tests/models/store/storefixture.h"

#include <QFile>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace storetest;
using telemetry::ErrorKind;

namespace {

template<class T>
std::string messageOf(const telemetry::Result<T>& result, ErrorKind kind)
{
    return !result && result.error().kind == kind ? result.error().message : std::string();
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

mode_t modeOf(const std::string& path)
{
    struct stat status
    { };
    return ::stat(path.c_str(), &status) == 0 ? (status.st_mode & 0777U) : 0;
}

void fill(const Recording& recording)
{
    const auto writer = recording.writer();
    for (std::uint64_t i = 1; i <= 400; ++i) {
        QVERIFY(writer->append(spansBatch({chatSpan(i, 1)}, 1)));
        QVERIFY(writer->append(logsBatch({messagesLog(i, 1)}, 1)));
        QVERIFY(writer->append(note("entry", 1)));
    }
    QVERIFY(writer->commit());
}

} // namespace

// While it lives, files of this process cannot grow beyond `bytes`: a full disk.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{.rlim_cur = bytes, .rlim_max = m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

otlp::OutgoingSpan largeSpan(std::uint64_t number, std::size_t bytes)
{
    otlp::OutgoingSpan span = chatSpan(number, 1);
    span.attributes.emplace_back("text", std::string(bytes, 'x'));
    return span;
}

class TestRecordingFile : public QObject
{
    Q_OBJECT

private slots:
    void onlyTheOwnerMayReadIt()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(note("first", 1)) && writer->commit());
        QCOMPARE(modeOf(recording.path()), mode_t{0600});
        QCOMPARE(modeOf(recording.path() + "-wal"), mode_t{0600});
        QCOMPARE(modeOf(recording.path() + ".lock"), mode_t{0600});
    }

    void isMarkedAsOurs()
    {
        const Recording recording;
        recording.writer().reset();
        QCOMPARE(recording.number("PRAGMA application_id"), std::int64_t{store::kApplicationId});
        QCOMPARE(recording.number("PRAGMA user_version"), std::int64_t{store::kSchemaVersion});
        QCOMPARE(recording.number("PRAGMA page_size"), 8192);
    }

    void secondWriterIsRefused()
    {
        const Recording recording;
        auto first = recording.writer();
        const auto second = store::Writer::open(recording.path());
        QVERIFY(contains(messageOf(second, ErrorKind::Refused), recording.path()));
        // A link is another name for the same file.
        const std::string link = recording.path() + "-link";
        QVERIFY(
            QFile::link(QString::fromStdString(recording.path()), QString::fromStdString(link)));
        QVERIFY(!messageOf(store::Writer::open(link), ErrorKind::Refused).empty());
        first.reset();
        QVERIFY(store::Writer::open(link).has_value());
    }

    void olderSchemaIsBroughtUpToDate()
    {
        const Recording recording;
        recording.tamper("PRAGMA application_id = " + std::to_string(store::kApplicationId));
        QVERIFY(contains(messageOf(store::Reader::open(recording.path()), ErrorKind::Unreadable),
                         recording.path()));
        const auto writer = recording.writer();
        QVERIFY(writer->append(note("first", 1)) && writer->commit());
        QCOMPARE(recording.number("PRAGMA user_version"), std::int64_t{store::kSchemaVersion});
        QCOMPARE(recording.reader()->verify()->entries, 1);
    }

    void rollupsOfTheFirstSchemaAreKept()
    {
        const Recording recording;
        const std::int64_t second = at(5).time_since_epoch().count() / 1'000'000'000;
        {
            const auto writer = recording.writer();
            telemetry::Rollup rollup;
            rollup.bucket = second;
            rollup.recordedBucket = second + 1;
            rollup.add(0.9);
            store::HealthResults results;
            results.rollups = {{signalOf("shop"), rollup}};
            QVERIFY(writer->append(results) && writer->commit());
        }
        recording.tamper("ALTER TABLE rollups_second DROP COLUMN recorded_ns");
        recording.tamper("PRAGMA user_version = 1");
        QVERIFY(contains(messageOf(store::Reader::open(recording.path()), ErrorKind::Unreadable),
                         "older"));
        recording.writer().reset();
        QCOMPARE(recording.number("PRAGMA user_version"), std::int64_t{store::kSchemaVersion});
        const auto reader = recording.reader();
        QVERIFY(reader->signalKeys(knownAt(6))->empty());
        QCOMPARE(reader->series(knownAt(7), {})->size(), 1U);
    }

    void newerSchemaIsRefused()
    {
        const Recording recording;
        recording.writer().reset();
        recording.tamper("PRAGMA user_version = 99");
        QVERIFY(contains(messageOf(store::Reader::open(recording.path()), ErrorKind::Unreadable),
                         "newer"));
        QVERIFY(contains(messageOf(store::Writer::open(recording.path()), ErrorKind::Unreadable),
                         "newer"));
        QCOMPARE(recording.number("PRAGMA user_version"), 99);
    }

    void foreignFileIsLeftAsItIs()
    {
        const Recording recording;
        recording.tamper("CREATE TABLE theirs(x)");
        QFile file(QString::fromStdString(recording.path()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        QVERIFY(contains(messageOf(store::Writer::open(recording.path()), ErrorKind::Unreadable),
                         "another program"));
        QVERIFY(contains(messageOf(store::Reader::open(recording.path()), ErrorKind::Unreadable),
                         "another program"));
        file.seek(0);
        QCOMPARE(file.readAll(), before);
    }

    void noRecordingAtAll()
    {
        const Recording recording;
        QVERIFY(!messageOf(store::Reader::open(recording.path()), ErrorKind::Unreadable).empty());
        QVERIFY(!QFile::exists(QString::fromStdString(recording.path())));
        QFile text(QString::fromStdString(recording.path()));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write(QByteArray(100'000, 'x'));
        text.close();
        QVERIFY(contains(messageOf(store::Reader::open(recording.path()), ErrorKind::Unreadable),
                         recording.path()));
        QVERIFY(!messageOf(store::Writer::open(recording.path()), ErrorKind::Unreadable).empty());
        QVERIFY(!store::Reader::open("/").has_value());
    }

    // Damage anywhere is an error or, where it hits nothing that is read, no difference: never
    // fewer rows, never a crash.
    void damageIsAnErrorNotMissingRows()
    {
        const Recording recording;
        fill(recording);
        QFile file(QString::fromStdString(recording.path()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray intact = file.readAll();
        const auto pages = intact.size() / 8192;
        QVERIFY(pages > 60);
        int errors = 0;
        for (qsizetype page = 0; page < pages; ++page) {
            file.seek(page * 8192 + (page == 0 ? 100 : 0));
            file.write(QByteArray(200, '\x5a'));
            file.flush();
            const auto reader = store::Reader::open(recording.path());
            const auto generations = reader ? (*reader)->generations({}, {})
                                            : telemetry::Result<std::vector<telemetry::Generation>>(
                                                tl::make_unexpected(reader.error()));
            errors += generations ? 0 : 1;
            QVERIFY2(!generations || generations->size() == 400,
                     ("page " + std::to_string(page)).c_str());
            if (generations) {
                QCOMPARE(generations->front().service, std::string("shop"));
                QCOMPARE(telemetry::promptText(generations->back()),
                         std::string("When do you open?"));
            } else {
                QCOMPARE(generations.error().kind, ErrorKind::Unreadable);
                QVERIFY(contains(generations.error().message, recording.path()));
            }
            if (reader)
                static_cast<void>((*reader)->info());
            file.seek(0);
            file.write(intact);
            file.flush();
        }
        QVERIFY(errors > 20);
    }

    void truncatedFileIsAnError()
    {
        const Recording recording;
        fill(recording);
        QFile file(QString::fromStdString(recording.path()));
        QVERIFY(file.resize(file.size() / 2));
        const auto reader = store::Reader::open(recording.path());
        const bool isFound = !reader || !(*reader)->generations({}, {}) || !(*reader)->verify();
        QVERIFY(isFound);
    }

    // What cannot be written is said so, and the next transaction is a sound one.
    void fullDisk_data()
    {
        QTest::addColumn<int>("bytes"); // of each append; the large ones fail before the commit
        QTest::newRow("at the commit") << 500'000;
        QTest::newRow("at an append") << 40'000'000;
    }
    void fullDisk()
    {
        QFETCH(int, bytes);
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 1)}, 1)));
        QVERIFY(writer->append(note("first", 1)) && writer->commit());
        {
            const FullDisk fullDisk(900'000);
            bool isFailed = false;
            for (std::uint64_t i = 2; i < 6; ++i)
                isFailed =
                    !writer->append(spansBatch({largeSpan(i, static_cast<std::size_t>(bytes))}, 2))
                    || isFailed;
            isFailed = !writer->append(note("second", 2)) || isFailed;
            QCOMPARE(isFailed, bytes > 1'000'000);
            const auto committed = writer->commit();
            QVERIFY(!committed);
            QVERIFY(contains(committed.error().message, recording.path()));
        }
        QCOMPARE(recording.reader()->info()->spans, 1);
        // Names and traces that were new in the lost transaction are new again.
        QVERIFY(writer->append(spansBatch({largeSpan(2, 100)}, 3)));
        const auto entry = writer->append(note("third", 3));
        QVERIFY(entry && writer->commit());
        QCOMPARE(entry->sequence, 2);
        const auto reader = recording.reader();
        QCOMPARE(reader->info()->spans, 2);
        QCOMPARE(reader->trace(traceId(2), {})->size(), 1U);
        QVERIFY(!reader->verify()->firstBroken);
    }

    // A reader needs no right to write and does not hold the writer up.
    void readerWorksBesideAWriter()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 1)}, 1)) && writer->commit());
        const auto reader = recording.reader();
        QCOMPARE(reader->info()->spans, 1);
        QVERIFY(writer->append(spansBatch({chatSpan(2, 2)}, 2)));
        QCOMPARE(reader->info()->spans, 1); // not committed yet
        QVERIFY(writer->commit());
        QCOMPARE(reader->info()->spans, 2);
    }
};

QTEST_GUILESS_MAIN(TestRecordingFile)
#include "tst_recordingfile.moc"
