// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/salvage.h"
#include "models/store/sqlite.h"
#include "models/store/textsweep.h"
#include "tests/models/store/storefixture.h"

#include <QFile>
#include <QList>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

using namespace storetest;

namespace {

constexpr std::int64_t kCalls = 400;
constexpr qint64 kPageBytes = 8192;

void fillCalls(const Recording& recording)
{
    const auto writer = recording.writer();
    for (std::int64_t number = 1; number <= kCalls; ++number) {
        const auto id = static_cast<std::uint64_t>(number);
        QVERIFY(writer->append(spansBatch({chatSpan(id, number)}, number)));
        QVERIFY(writer->append(logsBatch({messagesLog(id, number)}, number)));
    }
    QVERIFY(writer->append(note("1", 1)) && writer->commit());
}

// The page that a table's rows begin at; `which` of its leaves, by their place in the file.
qint64 leafOf(const Recording& recording, const std::string& table, int which)
{
    return recording.number("SELECT pageno FROM dbstat WHERE name='" + table
                            + "' AND pagetype='leaf' ORDER BY path LIMIT 1 OFFSET "
                            + std::to_string(which));
}

qint64 lastLeafOf(const Recording& recording, const std::string& table)
{
    return recording.number("SELECT pageno FROM dbstat WHERE name='" + table
                            + "' AND pagetype='leaf' ORDER BY path DESC LIMIT 1");
}

std::int64_t cellsOf(const Recording& recording, qint64 page)
{
    return recording.number("SELECT ncell FROM dbstat WHERE pageno=" + std::to_string(page));
}

// Of any file, which nobody else has open.
std::int64_t numberIn(const std::string& path, const std::string& sql)
{
    const auto database = store::Database::open(path, store::Database::Mode::ReadWrite);
    if (!database)
        return -1;
    store::Statement select = database->prepare(sql);
    return select.step() ? select.integer(0) : -1;
}

// Texts that something refers to and that have no row.
std::int64_t nameless(const std::string& path)
{
    return numberIn(path,
                    "WITH referred(id) AS (" + store::textReferences()
                        + ") SELECT count(*) FROM referred WHERE id<>0 AND id NOT IN (SELECT id "
                          "FROM strings)");
}

void flipBit(const std::string& path, qint64 place)
{
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(place));
    char byte = 0;
    QVERIFY(file.getChar(&byte) && file.seek(place));
    QVERIFY(file.putChar(static_cast<char>(byte ^ 1)));
}

void destroyPage(const Recording& recording, qint64 page)
{
    QFile file(QString::fromStdString(recording.path()));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek((page - 1) * kPageBytes));
    QCOMPARE(file.write(QByteArray(kPageBytes, '\x5a')), kPageBytes);
}

store::SalvagedTable tableOf(const store::Salvaged& salvaged, const std::string& name)
{
    const auto found = std::ranges::find(salvaged.tables, name, &store::SalvagedTable::name);
    return found == salvaged.tables.end() ? store::SalvagedTable{} : *found;
}

} // namespace

class TestSalvage : public QObject
{
    Q_OBJECT

private slots:
    void aWholeFileIsCopiedWhole()
    {
        const Recording recording;
        fillCalls(recording);
        const std::string out = recording.path() + ".new";
        const auto salvaged = store::salvage(recording.path(), out, at(1000));
        QVERIFY2(salvaged, salvaged ? "" : salvaged.error().message.c_str());
        QVERIFY(salvaged->isWhole());
        QCOMPARE(salvaged->renamed, 0);
        const auto was = recording.reader();
        const auto is = store::Reader::open(out);
        QVERIFY(is);
        QVERIFY(*was->spans({}, {}) == *(*is)->spans({}, {}));
        QCOMPARE((*is)->generations({}, {})->size(), was->generations({}, {})->size());
        const auto chain = (*is)->verify();
        QVERIFY(chain && !chain->firstBroken);
        QCOMPARE(chain->entries, was->verify()->entries + 1); // which says where it is from
    }

    // A page in the middle takes its own rows with it, and none behind it.
    void aDamagedPageCostsItsRowsAlone()
    {
        const Recording recording;
        fillCalls(recording);
        const qint64 page = leafOf(recording, "logs", 5);
        QVERIFY(page > 1);
        destroyPage(recording, page);
        QVERIFY(!recording.reader()->generations({}, {}));
        const std::string before = recording.bytes();
        const std::string out = recording.path() + ".new";
        const auto salvaged = store::salvage(recording.path(), out, at(1000));
        QVERIFY2(salvaged, salvaged ? "" : salvaged.error().message.c_str());
        QVERIFY(recording.bytes() == before);
        QVERIFY(!salvaged->isWhole());
        const store::SalvagedTable logs = tableOf(*salvaged, "logs");
        QVERIFY(logs.isDamaged);
        QVERIFY(logs.rows > kCalls * 9 / 10 && logs.rows < kCalls);
        QCOMPARE(logs.mostLost, kCalls - logs.rows);
        QVERIFY(!tableOf(*salvaged, "spans").isDamaged);
        const auto reader = store::Reader::open(out);
        QVERIFY(reader);
        const auto generations = (*reader)->generations({}, {});
        QVERIFY2(generations, generations ? "" : generations.error().message.c_str());
        QCOMPARE(static_cast<std::int64_t>(generations->size()), kCalls);
        QCOMPARE(telemetry::promptText(generations->back()), std::string("When do you open?"));
        const auto entries = (*reader)->timeline({});
        QVERIFY(entries && !entries->empty());
        QVERIFY(std::ranges::any_of(*entries, [](const telemetry::TimelineEntry& entry) {
            return entry.text.find("missing is some of: logs") != std::string::npos;
        }));
    }

    // What refers to what is gone is there, under a name that says so.
    void whatIsReferredToIsCalledLost()
    {
        const Recording recording;
        fillCalls(recording);
        const qint64 page = leafOf(recording, "traces", 0);
        QVERIFY(page > 1);
        destroyPage(recording, page);
        const std::string out = recording.path() + ".new";
        const auto salvaged = store::salvage(recording.path(), out, at(1000));
        QVERIFY2(salvaged, salvaged ? "" : salvaged.error().message.c_str());
        QVERIFY(salvaged->renamed > 0);
        const auto reader = store::Reader::open(out);
        QVERIFY(reader);
        const auto spans = (*reader)->spans({}, {});
        QVERIFY(spans);
        QCOMPARE(static_cast<std::int64_t>(spans->size()), kCalls);
        QCOMPARE(std::ranges::count_if(*spans,
                                       [](const store::SpanRow& span) {
                                           return std::string(span.trace.bytes.begin(),
                                                              span.trace.bytes.begin() + 4)
                                               == "lost";
                                       }),
                 salvaged->renamed);
    }

    // "lost service" once took the number of the first text that was lost, and with it its place.
    void whatIsLostIsNamedBeforeNewNamesAreMade()
    {
        const Recording recording;
        fillCalls(recording);
        // Known from logs alone.
        QVERIFY(recording.writer()->append(logsBatch({messagesLog(900, 900)}, 900, "other")));
        for (const char* table : {"strings", "resources"}) {
            const qint64 page = leafOf(recording, table, 0);
            QVERIFY(page > 1);
            destroyPage(recording, page);
        }
        const std::string out = recording.path() + ".new";
        const auto salvaged = store::salvage(recording.path(), out, at(1000));
        QVERIFY2(salvaged, salvaged ? "" : salvaged.error().message.c_str());
        QCOMPARE(numberIn(out,
                          "SELECT count(*) FROM generations WHERE model_served IN (SELECT id FROM "
                          "strings WHERE text LIKE 'lost name %')"),
                 kCalls);
        QCOMPARE(numberIn(out,
                          "SELECT count(*) FROM strings WHERE text='lost service' AND id=(SELECT "
                          "max(id) FROM strings WHERE text LIKE 'lost %')"),
                 1);
        QCOMPARE(nameless(out), 0);
    }

    // What is recorded next gets the numbers of what is lost, unless something stands there.
    void noNewNameGetsTheNumberOfALostOne()
    {
        const Recording recording;
        fillCalls(recording);
        for (const char* sql :
             {"INSERT INTO changes(service, field, value, previous, time_ns, recorded_ns) "
              "VALUES(901, 'model', 902, 903, 1, 1)",
              "INSERT INTO mapping_groups(source, service, dialect) VALUES(904, 905, 906)",
              "INSERT INTO baselines(service, operation, check_name, badness) VALUES(907, 908, "
              "909, "
              "x'')",
              "UPDATE generations SET adapter=910, prompt_version=911",
              "UPDATE metric_points SET unit=912"})
            recording.tamper(sql);
        const qint64 page = leafOf(recording, "strings", 0);
        QVERIFY(page > 1);
        destroyPage(recording, page);
        const std::string out = recording.path() + ".new";
        const auto salvaged = store::salvage(recording.path(), out, at(1000));
        QVERIFY2(salvaged, salvaged ? "" : salvaged.error().message.c_str());
        QCOMPARE(nameless(out), 0);
        QCOMPARE(numberIn(out, "SELECT count(*) FROM strings WHERE id BETWEEN 901 AND 911"), 11);
        QCOMPARE(salvaged->renamed,
                 numberIn(out, "SELECT count(*) FROM strings WHERE text LIKE 'lost name %'"));
    }

    void whatBelongsToWhatIsGoneIsLeftOut()
    {
        const Recording recording;
        fillCalls(recording);
        for (const char* sql :
             {"INSERT INTO rollups_minute(signal, bucket, recorded_bucket, count, failed, unknown, "
              "sum, sum_squares, histogram) VALUES(77, 1, 1, 1, 0, 0, 0, 0, x'')",
              "INSERT INTO mapping_cells(id, group_no, hash, kind, text, first_ns) VALUES(9001, "
              "9000, "
              "1, 1, 'x', 1)",
              "INSERT INTO mapping_counts(cell, minute, count, recorded_ns) VALUES(9001, 1, 1, 1)",
              "INSERT OR IGNORE INTO pending_evaluations(id) VALUES(9000)"})
            recording.tamper(sql);
        const qint64 page = lastLeafOf(recording, "spans");
        QVERIFY(page > 1);
        const std::int64_t lost = cellsOf(recording, page);
        destroyPage(recording, page);
        const std::string out = recording.path() + ".new";
        const auto salvaged = store::salvage(recording.path(), out, at(1000));
        QVERIFY2(salvaged, salvaged ? "" : salvaged.error().message.c_str());
        const store::SalvagedTable spans = tableOf(*salvaged, "spans");
        QCOMPARE(spans.rows, kCalls - lost);
        QCOMPARE(spans.mostLost, 0); // how far they went cannot be told
        QCOMPARE(tableOf(*salvaged, "span_bodies").leftOut, lost);
        QCOMPARE(tableOf(*salvaged, "span_bodies").rows, kCalls - lost);
        QCOMPARE(salvaged->answersWithoutSpan, lost);
        QCOMPARE(tableOf(*salvaged, "generations").rows, kCalls);
        for (const char* table :
             {"rollups_minute", "mapping_cells", "mapping_counts", "pending_evaluations"})
            QCOMPARE(tableOf(*salvaged, table).leftOut, 1);
        QCOMPARE(salvaged->leftOut(), lost + 4);
        QVERIFY2(salvaged->sentence().find("rows are left out") != std::string::npos,
                 salvaged->sentence().c_str());
        // And it is recorded on into: a body in the way of the next span's once refused it.
        const auto writer = store::Writer::open(out);
        QVERIFY(writer);
        const auto appended = (*writer)->append(spansBatch({chatSpan(900, 900)}, 900));
        QVERIFY2(appended, appended ? "" : appended.error().message.c_str());
        QVERIFY((*writer)->commit());
    }

    // Whatever stands how far from each other: no sound page is passed over.
    void soundPagesBetweenDamagedOnesAreFound_data()
    {
        QTest::addColumn<QList<int>>("leaves");
        QTest::newRow("every second") << QList<int>{1, 3, 5};
        QTest::newRow("two and one") << QList<int>{1, 2, 4};
        QTest::newRow("three and one") << QList<int>{1, 2, 3, 5};
        QTest::newRow("three and two") << QList<int>{1, 2, 3, 5, 7};
        QTest::newRow("at both ends") << QList<int>{0, 2, 3, 5};
    }
    void soundPagesBetweenDamagedOnesAreFound()
    {
        QFETCH(const QList<int>, leaves);
        const Recording recording;
        fillCalls(recording);
        std::vector<qint64> pages;
        std::int64_t lost = 0;
        for (const int leaf : leaves) {
            pages.push_back(leafOf(recording, "logs", leaf));
            QVERIFY(pages.back() > 1);
            lost += cellsOf(recording, pages.back());
        }
        for (const qint64 page : pages)
            destroyPage(recording, page);
        const auto salvaged = store::salvage(recording.path(), recording.path() + ".new", at(1000));
        QVERIFY2(salvaged, salvaged ? "" : salvaged.error().message.c_str());
        const store::SalvagedTable logs = tableOf(*salvaged, "logs");
        QCOMPARE(logs.rows, kCalls - lost);
        QCOMPARE(logs.mostLost, lost);
    }

    // The tail has no bound, so neither has the sum.
    void noNumberIsSaidOnceOneIsUnknown()
    {
        const Recording recording;
        fillCalls(recording);
        const qint64 middle = leafOf(recording, "logs", 3);
        const qint64 last = lastLeafOf(recording, "logs");
        QVERIFY(middle > 1 && last > 1 && middle != last);
        destroyPage(recording, middle);
        destroyPage(recording, last);
        const auto salvaged = store::salvage(recording.path(), recording.path() + ".new", at(1000));
        QVERIFY2(salvaged, salvaged ? "" : salvaged.error().message.c_str());
        QVERIFY(tableOf(*salvaged, "logs").isDamaged);
        QCOMPARE(tableOf(*salvaged, "logs").mostLost, 0);
        QVERIFY2(salvaged->sentence().find("at most") == std::string::npos,
                 salvaged->sentence().c_str());
    }

    // A page that says it has one row less reads well, without it.
    void whatVanishesWithoutATraceIsNotCalledWhole()
    {
        const Recording recording;
        fillCalls(recording);
        const qint64 page = leafOf(recording, "logs", 3);
        QVERIFY(page > 1);
        const std::int64_t cells = cellsOf(recording, page);
        QVERIFY(cells > 1 && cells < 256);
        QFile file(QString::fromStdString(recording.path()));
        // The number of its cells, in two bytes.
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek((page - 1) * kPageBytes + 4));
        QVERIFY(file.putChar(static_cast<char>(cells - 1)));
        file.close();
        const auto salvaged = store::salvage(recording.path(), recording.path() + ".new", at(1000));
        QVERIFY2(salvaged, salvaged ? "" : salvaged.error().message.c_str());
        QCOMPARE(tableOf(*salvaged, "logs").rows, kCalls - 1);
        QVERIFY(!salvaged->isSound && !salvaged->isWhole());
        QVERIFY(tableOf(*salvaged, "logs").isDoubtful);
        QVERIFY(!tableOf(*salvaged, "spans").isDoubtful);
        QVERIFY2(salvaged->sentence().find("all rows could be read") == std::string::npos,
                 salvaged->sentence().c_str());
    }

    // SQLite takes the first frame that is damaged for the end of the log, and says nothing.
    void whatTheLogHasLostIsTold_data()
    {
        QTest::addColumn<bool>("isDamaged");
        QTest::addColumn<qint64>("place");
        QTest::newRow("sound") << false << qint64{0};
        QTest::newRow("its head") << true << qint64{17};
        QTest::newRow("a page of the first frame") << true << qint64{32 + 24 + 4000};
        QTest::newRow("the salt of the first frame") << true << qint64{32 + 9};
    }
    void whatTheLogHasLostIsTold()
    {
        QFETCH(const bool, isDamaged);
        QFETCH(const qint64, place);
        const Recording recording;
        fillCalls(recording);
        const std::string path = recording.path() + ".killed";
        {
            const auto writer = recording.writer();
            // Frames of an earlier round are left behind those of the newest.
            for (std::uint64_t number = 500; number < 540; ++number)
                QVERIFY(writer->append(spansBatch({chatSpan(number, 500)}, 500)));
            QVERIFY(writer->commit());
            recording.number("PRAGMA wal_checkpoint(RESTART)");
            for (std::int64_t second = 600; second < 603; ++second) {
                QVERIFY(writer->append(
                    spansBatch({chatSpan(static_cast<std::uint64_t>(second), second)}, second)));
                QVERIFY(writer->commit());
            }
            for (const char* suffix : {"", "-wal"})
                QVERIFY(QFile::copy(QString::fromStdString(recording.path() + suffix),
                                    QString::fromStdString(path + suffix)));
        }
        if (isDamaged)
            flipBit(path + "-wal", place);
        {
            const auto reader = store::Reader::open(path);
            QVERIFY(reader);
            QCOMPARE((*reader)->info()->spans, kCalls + (isDamaged ? 40 : 43));
            QCOMPARE((*reader)->info()->gaps.size(), isDamaged ? std::size_t{1} : std::size_t{0});
            QCOMPARE((*reader)->gaps({})->size(), isDamaged ? std::size_t{1} : std::size_t{0});
        }
        const auto salvaged = store::salvage(path, recording.path() + ".new", at(1000));
        QVERIFY2(salvaged, salvaged ? "" : salvaged.error().message.c_str());
        QCOMPARE(salvaged->log.isCutOff, isDamaged);
        QCOMPARE(salvaged->isWhole(), !isDamaged);
        QVERIFY(!salvaged->log.isEndTorn);
        // Who records on writes over it: then it stands in the recording, once.
        for (int time = 0; time < 2; ++time)
            QVERIFY(store::Writer::open(path));
        const auto reader = store::Reader::open(path);
        QVERIFY(reader);
        QCOMPARE((*reader)->info()->gaps.size(), isDamaged ? std::size_t{1} : std::size_t{0});
    }

    // Half a recording must not bear the name of a whole one, whenever it ended.
    void whoIsKilledLeavesNothingUnderTheName()
    {
        const Recording recording;
        fillCalls(recording);
        const std::string out = recording.path() + ".new";
        bool isAnyCutShort = false;
        for (useconds_t wait = 500; wait < 200'000; wait = wait * 3 / 2) {
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0)
                ::_exit(store::salvage(recording.path(), out, at(1000)) ? 0 : 1);
            ::usleep(wait);
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            if (!QFile::exists(QString::fromStdString(out))) {
                isAnyCutShort =
                    isAnyCutShort || QFile::exists(QString::fromStdString(out + ".part"));
                continue;
            }
            QCOMPARE(
                numberIn(out, "SELECT count(*) FROM timeline WHERE text LIKE 'Salvaged from %'"),
                1);
            QVERIFY(QFile::remove(QString::fromStdString(out)));
        }
        QVERIFY(isAnyCutShort);
        QVERIFY(store::salvage(recording.path(), out, at(1000)));
        for (const char* left : {".part", ".part-wal", ".part.lock", ".lock"})
            QVERIFY2(!QFile::exists(QString::fromStdString(out + left)), left);
        // The log of another file would be taken for its own.
        QVERIFY(QFile::rename(QString::fromStdString(out), QString::fromStdString(out + "-wal")));
        const auto refused = store::salvage(recording.path(), out, at(1000));
        QVERIFY(!refused && refused.error().kind == telemetry::ErrorKind::Usage);
    }

    void whatCannotBeIsRefused()
    {
        const Recording recording;
        fillCalls(recording);
        const std::string out = recording.path() + ".new";
        const auto there = store::salvage(recording.path(), recording.path(), at(1));
        QVERIFY(!there && there.error().kind == telemetry::ErrorKind::Usage);
        destroyPage(recording, 1);
        const auto salvaged = store::salvage(recording.path(), out, at(1));
        QVERIFY(!salvaged && salvaged.error().kind == telemetry::ErrorKind::Unreadable);
        QVERIFY(salvaged.error().message.find(recording.path()) != std::string::npos);
        QVERIFY(!QFile::exists(QString::fromStdString(out)));
        QVERIFY(!store::salvage("/nowhere/x.plumb", out, at(1)));
        QVERIFY(!QFile::exists(QString::fromStdString(out)));
    }

    // A file that is open, and is moved or removed: nobody would find what is written there.
    void nothingIsCommittedIntoAFileWithoutItsName_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::newRow("the file") << QString();
        QTest::newRow("its log") << QStringLiteral("-wal");
    }
    void nothingIsCommittedIntoAFileWithoutItsName()
    {
        QFETCH(const QString, suffix);
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(note("1", 1)) && writer->commit());
        const QString path = QString::fromStdString(recording.path()) + suffix;
        QVERIFY(QFile::rename(path, path + QStringLiteral(".away")));
        QVERIFY(writer->append(note("2", 2)));
        const auto refused = writer->commit();
        QVERIFY(!refused && refused.error().kind == telemetry::ErrorKind::Refused);
        QVERIFY(refused.error().message.find(recording.path()) != std::string::npos);
        QVERIFY(QFile::rename(path + QStringLiteral(".away"), path));
        const auto entry = writer->append(note("2", 3));
        QVERIFY(entry && writer->commit());
        QCOMPARE(entry->sequence, 2);
        QCOMPARE(recording.reader()->verify()->entries, 2);
    }
};

QTEST_GUILESS_MAIN(TestSalvage)
#include "tst_salvage.moc"
