// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/schema.h"
#include "models/store/sqlite.h"
#include "tests/models/store/storefixture.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <filesystem>

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

// The file is made anew with the older schema, and gets of each row what that knows.
void makeOlder(const Recording& recording, int schema)
{
    const std::string older = recording.path() + ".older";
    {
        const auto database = store::Database::open(older, store::Database::Mode::Create);
        QVERIFY(database && store::migrate(*database, schema));
        QVERIFY(database->execute(("ATTACH '" + recording.path() + "' AS newer").c_str()));
        std::vector<std::string> copies;
        store::Statement tables = database->prepare(
            "SELECT o.name, group_concat(c.name) FROM main.sqlite_master o "
            "JOIN pragma_table_info(o.name) c JOIN newer.sqlite_master n ON n.name=o.name "
            "WHERE o.type='table' AND c.name IN (SELECT name FROM pragma_table_info(o.name, "
            "'newer')) "
            "GROUP BY o.name");
        while (tables.step()) {
            const std::string columns(tables.text(1));
            copies.push_back("INSERT INTO main." + std::string(tables.text(0)) + "(" + columns
                             + ") SELECT " + columns + " FROM newer."
                             + std::string(tables.text(0)));
        }
        tables.reset();
        for (const std::string& copy : copies)
            QVERIFY2(database->execute(copy.c_str()), copy.c_str());
    }
    for (const char* suffix : {"-wal", "-shm"})
        std::filesystem::remove(recording.path() + suffix);
    std::filesystem::rename(older, recording.path());
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
        makeOlder(recording, 1);
        const std::string before = recording.bytes();
        {
            const auto reader = recording.reader();
            const auto info = reader->info();
            QVERIFY2(info.has_value(), info ? "" : info.error().message.c_str());
            QCOMPARE(info->schema, 1);
            QVERIFY(reader->backlog()->generations.empty()); // its table came later
            QVERIFY(reader->signalKeys(knownAt(6))->empty());
            QCOMPARE(reader->series(knownAt(7), {})->size(), 1U);
        }
        QVERIFY(recording.bytes() == before);
        recording.writer().reset();
        QCOMPARE(recording.number("PRAGMA user_version"), std::int64_t{store::kSchemaVersion});
        const auto reader = recording.reader();
        QVERIFY(reader->signalKeys(knownAt(6))->empty());
        QCOMPARE(reader->series(knownAt(7), {})->size(), 1U);
    }

    // Longer ranges are read from minutes, but end where they were asked to end.
    void longRangesEndAtTheSecond()
    {
        const Recording recording;
        const auto writer = recording.writer();
        const std::int64_t first = at(0).time_since_epoch().count() / 1'000'000'000;
        store::HealthResults results;
        for (std::int64_t second = 0; second < 2 * 3600; second += 5) {
            telemetry::Rollup rollup;
            rollup.bucket = rollup.recordedBucket = first + second;
            rollup.add(0.9);
            results.rollups.emplace_back(signalOf("shop"), rollup);
        }
        QVERIFY(writer->append(results) && writer->commit());
        const auto reader = recording.reader();
        for (const std::int64_t from : {0, 7, 53, 1801}) {
            store::View view;
            view.range = {.start = at(from), .end = at(from + 2730)};
            const std::int64_t expected = (from + 2730 + 4) / 5 - (from + 4) / 5;
            QCOMPARE(reader->healthMatrix(view)->front().sum.count, expected);
            view.knownAt = at(from + 1000);
            QCOMPARE(reader->healthMatrix(view)->front().sum.count,
                     (from + 999) / 5 + 1 - (from + 4) / 5); // a second counts when it is over
        }
    }

    void alarmsOfTheSecondSchemaAreKept()
    {
        const Recording recording;
        telemetry::AlarmTransition graded;
        graded.alarm = "A-0001";
        graded.operation = "chat";
        graded.sentence = "answers of shop fail the check tone: 25 % mean badness since 10:00:00";
        graded.rateBefore = 0.07;
        graded.rateNow = 0.25;
        telemetry::AlarmTransition silent = graded;
        silent.state = telemetry::AlarmState::Latched;
        silent.sentence = "no answer for a minute";
        telemetry::AlarmTransition share = graded;
        share.alarm = "A-0002";
        share.sentence = "answers of shop fail the check tone: 25 % since 10:00:00";
        {
            const auto writer = recording.writer();
            store::HealthResults results;
            results.alarms = {graded, silent, share};
            QVERIFY(writer->append(results) && writer->commit());
        }
        makeOlder(recording, 2);
        const auto asItIs = recording.reader()->alarms({});
        QCOMPARE(asItIs->size(), 2U);
        recording.writer().reset();
        std::vector<telemetry::AlarmTransition> alarms = *recording.reader()->alarms({});
        QCOMPARE(alarms.size(), 2U);
        alarms.insert(alarms.end(), asItIs->begin(), asItIs->end());
        for (const telemetry::AlarmTransition& alarm : alarms) {
            const bool isMean = alarm.alarm == "A-0001";
            QVERIFY(!alarm.operation && !alarm.observationsBefore && !alarm.onsetLow);
            QVERIFY(alarm.measure
                    == (isMean ? telemetry::AlarmMeasure::MeanBadness
                               : telemetry::AlarmMeasure::FailedShare));
            QVERIFY(alarm.meanBefore == (isMean ? std::optional(0.07) : std::nullopt));
        }
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

    // SQLite undoes a whole transaction by itself on some errors, and a name that could not be
    // stored must not become a row without a name.
    void rowThatCannotBeWrittenUndoesTheTransaction_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("name is refused") << QStringLiteral("FAIL");
        QTest::newRow("all is undone") << QStringLiteral("ROLLBACK");
    }
    void rowThatCannotBeWrittenUndoesTheTransaction()
    {
        QFETCH(QString, how);
        const Recording recording;
        const auto writer = recording.writer();
        recording.tamper(
            "CREATE TRIGGER broken BEFORE INSERT ON strings WHEN new.text='chat gpt-x' "
            "BEGIN SELECT RAISE("
            + how.toStdString() + ", 'no room'); END");
        QVERIFY(writer->append(note("before", 1)));
        const auto appended = writer->append(spansBatch({chatSpan(1, 1)}, 1));
        QVERIFY(!appended.has_value());
        QVERIFY(contains(appended.error().message, "no room"));
        QVERIFY(!writer->append(note("after", 1)));
        QVERIFY(!writer->commit());
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), 0);
        QCOMPARE(recording.number("SELECT count(*) FROM timeline"), 0);
        recording.tamper("DROP TRIGGER broken");
        QVERIFY(writer->append(spansBatch({chatSpan(1, 1)}, 2)) && writer->commit());
        QCOMPARE(recording.reader()->spans({}, {})->front().name, std::string("chat gpt-x"));
    }

    void timesNotGivenBoundNothing()
    {
        const Recording recording;
        const auto writer = recording.writer();
        otlp::OutgoingSpan timeless = chatSpan(1, 1);
        timeless.start = timeless.end = {};
        QVERIFY(writer->append(spansBatch({timeless}, 5)) && writer->commit());
        QVERIFY(!recording.reader()->info()->first);
        QVERIFY(!*recording.reader()->extent());
        QVERIFY(writer->append(spansBatch({chatSpan(2, 2)}, 5)) && writer->commit());
        const auto reader = recording.reader();
        QCOMPARE(reader->info()->first, std::optional(at(2)));
        QCOMPARE(reader->info()->last, std::optional(at(4)));
        QCOMPARE((*reader->extent())->range.start, at(2));
    }

    // Whoever visits rows may take his time: the log can be started afresh meanwhile.
    void slowVisitorHoldsNobodyUp()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 1)}, 1)));
        QVERIFY(writer->append(logsBatch({judgeLog(1, 1, 0.1, true)}, 1)) && writer->commit());
        const auto reader = recording.reader();
        std::uint64_t number = 1;
        const auto isFree = [&] {
            return writer->append(spansBatch({chatSpan(++number, 1)}, 1)) && writer->commit()
                && recording.number("PRAGMA wal_checkpoint(RESTART)") == 0;
        };
        int rows = 0;
        const auto visit = [&](const auto&...) {
            ++rows;
            return isFree();
        };
        QVERIFY(reader->forEachSpan({}, {}, visit) && reader->forEachGeneration({}, {}, visit)
                && reader->forEachEvaluation({}, {}, visit));
        QVERIFY(isFree());
        QCOMPARE(rows, 1 + 2 + 1); // what is added meanwhile is for the next walk
    }

    void pagesLeaveNothingOut()
    {
        const Recording recording;
        const auto writer = recording.writer();
        std::vector<otlp::OutgoingSpan> spans;
        for (std::uint64_t i = 1; i <= 1500; ++i)
            spans.push_back(chatSpan(i, static_cast<std::int64_t>(i % 7))); // many at one time
        QVERIFY(writer->append(spansBatch(spans, 9)) && writer->commit());
        const auto reader = recording.reader();
        const auto forwards = reader->spans({}, {});
        store::GenerationFilter newest;
        newest.newestFirst = true;
        auto backwards = reader->spans({}, newest);
        QCOMPARE(forwards->size(), 1500U);
        std::reverse(backwards->begin(), backwards->end());
        const auto isSame = [](const store::SpanRow& a, const store::SpanRow& b) {
            return a.span == b.span;
        };
        QVERIFY(std::ranges::equal(*forwards, *backwards, isSame));
        newest.limit = 700;
        QCOMPARE(reader->generations({}, newest)->size(), 700U);
        QCOMPARE(reader->generations({}, newest)->back().start, at(3));
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
