// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/tablemodel.h"

#include <QAbstractItemModel>
#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

#include <random>
#include <string>

namespace {

struct Row
{
    std::string key;
    int value = 0;
};

class Table final : public items::TableModel<Row, std::string>
{
public:
    int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : 2;
    }
    using TableModel::setRows;

    // "a1 b2": keys and values in order.
    QString text() const
    {
        QStringList parts;
        for (const Row& row : rows())
            parts << QString::fromStdString(row.key) + QString::number(row.value);
        return parts.join(QLatin1Char(' '));
    }
    static std::vector<Row> rowsOf(const QString& text)
    {
        std::vector<Row> rows;
        for (const QString& part : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
            rows.push_back({.key = part.left(1).toStdString(), .value = part.mid(1).toInt()});
        return rows;
    }

protected:
    QVariant cell(const Row& row, int column, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        return column == 0 ? QVariant(QString::fromStdString(row.key)) : QVariant(row.value);
    }
    std::string keyOf(const Row& row) const override { return row.key; }
    bool isSame(const Row& left, const Row& right) const override
    {
        return left.value == right.value;
    }
};

} // namespace

class TestTableModel : public QObject
{
    Q_OBJECT

private slots:
    void becomesWhatIsWanted_data();
    void becomesWhatIsWanted();
    void onlyWhatChangedIsSaid();
    void selectionFollowsItsRow();
    void randomChanges();
};

void TestTableModel::becomesWhatIsWanted_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("inserts");
    QTest::addColumn<int>("removes");
    QTest::addColumn<int>("moves");
    QTest::addColumn<int>("changes");

    QTest::newRow("nothing") << "a1 b2"
                             << "a1 b2" << 0 << 0 << 0 << 0;
    QTest::newRow("first rows") << ""
                                << "a1 b2 c3" << 1 << 0 << 0 << 0;
    QTest::newRow("one stretch goes") << "a1 b2 c3 d4"
                                      << "a1 d4" << 0 << 1 << 0 << 0;
    QTest::newRow("two stretches go") << "a1 b2 c3 d4 e5"
                                      << "b2 d4" << 0 << 3 << 0 << 0;
    QTest::newRow("all go") << "a1 b2"
                            << "" << 0 << 1 << 0 << 0;
    QTest::newRow("one comes in the middle") << "a1 c3"
                                             << "a1 b2 c3" << 1 << 0 << 0 << 0;
    QTest::newRow("last moves up") << "a1 b2 c3"
                                   << "c3 a1 b2" << 0 << 0 << 1 << 0;
    QTest::newRow("one changes") << "a1 b2 c3"
                                 << "a1 b9 c3" << 0 << 0 << 0 << 1;
    QTest::newRow("neighbours change at once") << "a1 b2 c3 d4"
                                               << "a7 b8 c3 d9" << 0 << 0 << 0 << 2;
    QTest::newRow("other rows altogether") << "a1 b2"
                                           << "c1 d2" << 1 << 1 << 0 << 0;
}

void TestTableModel::becomesWhatIsWanted()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    Table table;
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    table.setRows(Table::rowsOf(from));
    QSignalSpy inserts(&table, &QAbstractItemModel::rowsInserted);
    QSignalSpy removes(&table, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moves(&table, &QAbstractItemModel::rowsMoved);
    QSignalSpy changes(&table, &QAbstractItemModel::dataChanged);
    QSignalSpy resets(&table, &QAbstractItemModel::modelReset);

    table.setRows(Table::rowsOf(to));

    QCOMPARE(table.text(), to);
    QTEST(int(inserts.count()), "inserts");
    QTEST(int(removes.count()), "removes");
    QTEST(int(moves.count()), "moves");
    QTEST(int(changes.count()), "changes");
    QCOMPARE(resets.count(), 0);
}

void TestTableModel::onlyWhatChangedIsSaid()
{
    Table table;
    table.setRows(Table::rowsOf(QStringLiteral("a1 b2 c3 d4")));
    QSignalSpy changes(&table, &QAbstractItemModel::dataChanged);
    table.setRows(Table::rowsOf(QStringLiteral("a1 b7 c8 d4")));
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes[0][0].toModelIndex(), table.index(1, 0));
    QCOMPARE(changes[0][1].toModelIndex(), table.index(2, 1));
}

void TestTableModel::selectionFollowsItsRow()
{
    Table table;
    table.setRows(Table::rowsOf(QStringLiteral("a1 b2 c3")));
    const QPersistentModelIndex chosen = table.index(2, 0);
    table.setRows(Table::rowsOf(QStringLiteral("x0 c5 b2")));
    QVERIFY(chosen.isValid());
    QCOMPARE(chosen.row(), 1);
    QCOMPARE(chosen.data().toString(), QStringLiteral("c"));
}

void TestTableModel::randomChanges()
{
    Table table;
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
        std::string keys = "abcdefghijkl";
        std::shuffle(keys.begin(), keys.end(), random);
        keys.resize(random() % keys.size());
        std::vector<Row> wanted;
        QStringList text;
        for (const char key : keys) {
            wanted.push_back({.key = std::string(1, key), .value = static_cast<int>(random() % 3)});
            text << QString(QLatin1Char(key)) + QString::number(wanted.back().value);
        }
        table.setRows(wanted);
        QCOMPARE(table.text(), text.join(QLatin1Char(' ')));
    }
}

QTEST_GUILESS_MAIN(TestTableModel)
#include "tst_tablemodel.moc"
