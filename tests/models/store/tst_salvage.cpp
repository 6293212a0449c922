// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/salvage.h"
#include "tests/models/store/storefixture.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

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
