// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/store/storefixture.h"

#include <QTest>

using namespace storetest;
using telemetry::ErrorKind;

namespace {

bool says(const telemetry::Error& error, std::string_view part)
{
    return error.kind == ErrorKind::Unreadable && error.message.find(part) != std::string::npos;
}

} // namespace

// SQL that somebody put into a recording before sending it: none of it is run.
class TestForeignSql : public QObject
{
    Q_OBJECT

private slots:
    void whatAFileBringsIsNotRun_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<bool>("isReadable");
        QTest::newRow("trigger") << QStringLiteral("CREATE TRIGGER t AFTER INSERT ON timeline "
                                                   "BEGIN DELETE FROM timeline; END")
                                 << true;
        QTest::newRow("view") << QStringLiteral("CREATE VIEW v AS SELECT 1") << true;
        QTest::newRow("view in the place of a table")
            << QStringLiteral("CREATE VIEW spans AS SELECT 1 AS i") << false;
        QTest::newRow("view without an end")
            << QStringLiteral("CREATE VIEW spans AS WITH RECURSIVE n(i) AS "
                              "(SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")
            << false;
    }
    void whatAFileBringsIsNotRun()
    {
        QFETCH(const QString, sql);
        QFETCH(const bool, isReadable);
        const Recording recording;
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(note("first", 1)) && writer->commit());
        }
        if (!isReadable)
            recording.tamper("DROP TABLE spans");
        recording.tamper(sql.toStdString());
        const std::string before = recording.bytes();
        const auto writer = store::Writer::open(recording.path());
        QVERIFY(!writer && says(writer.error(), "views or triggers"));
        QVERIFY(recording.bytes() == before);
        const auto reader = store::Reader::open(recording.path());
        QVERIFY(reader.has_value());
        const auto info = (*reader)->info();
        QCOMPARE(info.has_value(), isReadable);
        // SQLite resolves names first where the view has its own.
        if (!isReadable)
            QVERIFY2(says(info.error(), "prohibited")
                         || says(info.error(), "no such table: main.n"),
                     info.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestForeignSql)
#include "tst_foreignsql.moc"
