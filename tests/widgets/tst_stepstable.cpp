// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/spantreemodel.h"
#include "widgets/trace/stepstable.h"

#include <QCoreApplication>
#include <QScrollBar>
#include <QTest>
#include <QTreeView>

#include <memory>
#include <vector>

class TestStepsTable : public QObject
{
    Q_OBJECT

private slots:
    void whatWasClosedStaysClosed();
    void whatWasOpenedOfManyStaysOpen();
    void whatIsChosenAndScrolledToStays();
    void anotherTraceIsOpen();
    void whatTellsMostIsSeenInALowWindow();

private:
    // One root, `calls` under it and two under each of these.
    static std::shared_ptr<const trace::SpanTree> tree(unsigned calls, unsigned char trace = 1);

    struct Table
    {
        Table()
        {
            view.resize(300, 200);
            view.show();
        }
        QModelIndex index(unsigned span) const
        {
            return view.indexOf(view.tree().find(telemetry::SpanId{span}));
        }
        traceview::StepsTable view;
    };
};

std::shared_ptr<const trace::SpanTree> TestStepsTable::tree(unsigned calls, unsigned char trace)
{
    std::vector<store::SpanRow> rows;
    const auto add = [&](unsigned span, unsigned parent) {
        store::SpanRow row;
        row.trace.bytes[0] = trace;
        row.span = telemetry::SpanId{span};
        row.parent = telemetry::SpanId{parent};
        row.name = "step";
        row.start = telemetry::fromUnixNanos(1'000'000'000LL + span);
        row.end = telemetry::fromUnixNanos(2'000'000'000LL);
        rows.push_back(row);
    };
    add(1, 0);
    for (unsigned i = 1; i <= calls; ++i) {
        add(10 * i, 1);
        add(10 * i + 1, 10 * i);
        add(10 * i + 2, 10 * i);
    }
    return std::make_shared<const trace::SpanTree>(std::move(rows));
}

void TestStepsTable::whatWasClosedStaysClosed()
{
    Table table;
    table.view.setTree(tree(3));
    QVERIFY(table.view.isExpanded(table.index(10)));
    table.view.collapse(table.index(20));
    table.view.setTree(tree(4)); // one more has come
    QVERIFY(table.view.isExpanded(table.index(1)));
    QVERIFY(table.view.isExpanded(table.index(10)));
    QVERIFY(!table.view.isExpanded(table.index(20)));
    QVERIFY(table.view.isExpanded(table.index(40)));
    table.view.expand(table.index(20));
    table.view.setTree(tree(5));
    QVERIFY(table.view.isExpanded(table.index(20)));
}

void TestStepsTable::whatWasOpenedOfManyStaysOpen()
{
    Table table;
    table.view.setTree(tree(1000));
    QVERIFY(!table.view.isExpanded(table.index(1)));
    table.view.expand(table.index(1));
    table.view.expand(table.index(5000));
    table.view.setTree(tree(1001));
    QVERIFY(table.view.isExpanded(table.index(1)));
    QVERIFY(table.view.isExpanded(table.index(5000)));
    QVERIFY(!table.view.isExpanded(table.index(5010)));
}

void TestStepsTable::whatIsChosenAndScrolledToStays()
{
    Table table;
    table.view.setTree(tree(100));
    table.view.setCurrentIndex(table.index(30));
    QScrollBar* bar = table.view.verticalScrollBar();
    QVERIFY(bar->maximum() > 100);
    bar->setValue(90);
    table.view.setTree(tree(101));
    QVERIFY(table.view.currentIndex() == table.index(30));
    QCOMPARE(bar->value(), 90);
    // Once more, as the page does: it is chosen already, nothing moves.
    table.view.setCurrentIndex(table.index(30));
    QCOMPARE(bar->value(), 90);
}

void TestStepsTable::anotherTraceIsOpen()
{
    Table table;
    table.view.setTree(tree(3));
    table.view.collapse(table.index(20));
    table.view.setTree(tree(4, 2));
    QVERIFY(table.view.isExpanded(table.index(20)));
}

// As large as the view is in a window of 1280 x 720.
void TestStepsTable::whatTellsMostIsSeenInALowWindow()
{
    Table table;
    table.view.resize(555, 256);
    table.view.setTree(tree(5));
    QCoreApplication::processEvents();
    const QRect seen = table.view.viewport()->rect();
    for (const auto column : {items::SpanTreeModel::Name, items::SpanTreeModel::Duration,
                              items::SpanTreeModel::Tokens, items::SpanTreeModel::Status}) {
        const QRect cell = table.view.visualRect(table.index(10).siblingAtColumn(column));
        QVERIFY2(seen.contains(cell), qPrintable(QString::number(column)));
        const QString widest = column == items::SpanTreeModel::Tokens
            ? QStringLiteral("12,768 in, 920 out")
            : table.view.model()->headerData(column, Qt::Horizontal).toString();
        QVERIFY(table.view.fontMetrics().horizontalAdvance(widest) < cell.width());
    }
    // No column is cut: the next one begins where the view ends.
    QVERIFY(table.view.columnViewportPosition(items::SpanTreeModel::Kind) >= seen.width());
    int rows = 0;
    for (QModelIndex row = table.index(1); row.isValid(); row = table.view.indexBelow(row))
        rows += seen.contains(table.view.visualRect(row)) ? 1 : 0;
    QVERIFY2(rows >= 6, qPrintable(QString::number(rows)));
    // The others are scrolled to.
    auto* bar = table.view.horizontalScrollBar();
    QVERIFY(bar->isVisible() && bar->maximum() > 0);
    bar->setValue(bar->maximum());
    QVERIFY(seen.contains(
        table.view.visualRect(table.index(10).siblingAtColumn(items::SpanTreeModel::Service))));
}

QTEST_MAIN(TestStepsTable)
#include "tst_stepstable.moc"
