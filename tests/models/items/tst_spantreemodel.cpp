// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/spantreemodel.h"
#include "tests/models/trace/treetext.h"

#include <QAbstractItemModel>
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const trace::SpanTree> treeOf(const std::vector<std::string>& spans)
{
    return std::make_shared<trace::SpanTree>(treetext::spansFrom(spans));
}

// The model as text: two dots a level, name and duration.
QString textFrom(const items::SpanTreeModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, items::SpanTreeModel::Name, parent);
        text += QString(depth * 2, u'.') + index.data().toString() + u' '
            + index.siblingAtColumn(items::SpanTreeModel::Duration).data().toString() + u'\n';
        text += textFrom(model, index, depth + 1);
    }
    return text;
}

} // namespace

class TestSpanTreeModel : public QObject
{
    Q_OBJECT

private slots:
    void isATree();
    void orphansSaySoInWords();
    void theSameStructureIsNoReset();
    void rawValuesAreForSorting();
    void tokensAreThoseOfGenerations();
};

void TestSpanTreeModel::isATree()
{
    items::SpanTreeModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTree(treeOf({"a 10-20", "b<a 11-15", "c<b 12-13", "d<a 16-15", "e 30-31"}));
    QCOMPARE(textFrom(model), u"a 10.0 s\n..b 4.0 s\n....c 1.0 s\n..d unknown\ne 1.0 s\n"_s);
    for (int node = 0; node < model.tree().size(); ++node) {
        QCOMPARE(model.nodeOf(model.indexOf(node)), node);
        QCOMPARE(model.nodeOf(model.parent(model.indexOf(node))), model.tree().node(node).parent);
    }
}

void TestSpanTreeModel::orphansSaySoInWords()
{
    items::SpanTreeModel model;
    model.setTree(treeOf({"a 10-20", "b<x 11-15"}));
    QVERIFY(model.indexOf(0).data(Qt::ToolTipRole).toString().isEmpty());
    QVERIFY(model.indexOf(1).data(Qt::ToolTipRole).toString().contains(u"not in the recording"_s));
}

void TestSpanTreeModel::theSameStructureIsNoReset()
{
    items::SpanTreeModel model;
    model.setTree(treeOf({"a 10-20", "b<a 11-15"}));
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setTree(treeOf({"a 10-25", "b<a 11-15"})); // ended later than was known
    QCOMPARE(reset.count(), 0);
    QCOMPARE(changed.count(), 2); // the roots, and the children of a
    QCOMPARE(textFrom(model), u"a 15.0 s\n..b 4.0 s\n"_s);
    model.setTree(treeOf({"a 10-25", "b<a 11-15", "c<b 12-13"}));
    QCOMPARE(reset.count(), 1);
    QCOMPARE(changed.count(), 2);
    model.setTree(model.sharedTree()); // the very same
    QCOMPARE(reset.count(), 1);
    QCOMPARE(changed.count(), 2);
    const auto before = model.sharedTree();
    model.setTree(treeOf({"a 10-26", "b<a 11-15", "c<b 12-13"}), before); // which is said
    QCOMPARE(reset.count(), 1);
    QVERIFY(changed.count() > 2);
    // Of another tree than is shown it says nothing.
    model.setTree(treeOf({"a 10-26", "c<a 11-15", "b<c 12-13"}), before);
    QCOMPARE(reset.count(), 2);
    QCOMPARE(textFrom(model), u"a 16.0 s\n..c 4.0 s\n....b 1.0 s\n"_s);
}

void TestSpanTreeModel::rawValuesAreForSorting()
{
    items::SpanTreeModel model;
    model.setTree(treeOf({"a 10-20", "b<a 15-14"}));
    const auto raw = [&model](int node, int column) {
        return model.indexOf(node, column).data(items::SpanTreeModel::SortRole).toLongLong();
    };
    QCOMPARE(raw(0, items::SpanTreeModel::Duration), 10'000'000'000LL);
    QCOMPARE(raw(1, items::SpanTreeModel::Duration), -1LL);
    QCOMPARE(raw(1, items::SpanTreeModel::Start), 15'000'000'000LL);
    QCOMPARE(model.indexOf(1, items::SpanTreeModel::Start).data().toString(), u"+5.0 s"_s);
}

void TestSpanTreeModel::tokensAreThoseOfGenerations()
{
    items::SpanTreeModel model;
    const auto tree = treeOf({"a 10-20", "b<a 11-12", "c<a 13-14", "d<a 15-16"});
    model.setTree(tree);
    const auto tokens = [&model](int node) {
        return model.indexOf(node, items::SpanTreeModel::Tokens).data().toString();
    };
    const auto raw = [&model](int node) {
        return model.indexOf(node, items::SpanTreeModel::Tokens)
            .data(items::SpanTreeModel::SortRole)
            .toLongLong();
    };
    QVERIFY(tokens(1).isEmpty()); // not read yet
    trace::TraceContents contents;
    for (int node = 1; node < 4; ++node) {
        telemetry::Generation one;
        one.trace = tree->span(node).trace;
        one.span = tree->span(node).span;
        contents.generations.push_back(one);
    }
    contents.generations[0].inputTokens = 12'768;
    contents.generations[0].outputTokens = 20;
    contents.generations[1].inputTokens = 768;
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setContents(&contents);
    QCOMPARE(changed.count(), 3); // these alone
    QVERIFY(tokens(0).isEmpty()); // no generation
    QCOMPARE(tokens(1), u"12,768 in, 20 out"_s);
    QCOMPARE(tokens(2), u"768 in, unknown out"_s);
    QCOMPARE(tokens(3), u"unknown"_s);
    QCOMPARE(raw(1), 12'788LL);
    QCOMPARE(raw(2), 768LL);
    QCOMPARE(raw(3), -1LL);
    model.setContents(&contents);
    QCOMPARE(changed.count(), 3); // nothing new
    contents.generations.front().trace.bytes[0] ^= 0xffU;
    model.setContents(&contents); // of another trace
    QVERIFY(tokens(1).isEmpty());
}

QTEST_GUILESS_MAIN(TestSpanTreeModel)
#include "tst_spantreemodel.moc"
