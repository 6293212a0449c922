// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/spantree.h"
#include "tests/models/trace/treetext.h"

#include <QTest>

using treetext::spansFrom;

namespace {

// "a failed, b ..." in the order of the tree: what each node that failed has to do with it.
QString failuresOf(const std::vector<std::string>& texts, const std::string& failed)
{
    auto rows = spansFrom(texts);
    for (store::SpanRow& row : rows)
        row.isFailed = failed.find(row.name) != std::string::npos;
    const trace::SpanTree tree(std::move(rows));
    QStringList told;
    for (int node = 0; node < tree.size(); ++node) {
        if (tree.node(node).failure != trace::Failure::None)
            told << QString::fromStdString(tree.span(node).name) + QLatin1Char(' ')
                    + QString::fromLatin1(trace::toString(tree.node(node).failure));
    }
    return told.join(QStringLiteral(", "));
}

} // namespace

class TestFailures : public QObject
{
    Q_OBJECT

private slots:
    void nothingFailed() { QCOMPARE(failuresOf({"a 1-9", "b<a 2-5"}, ""), QString()); }

    // LangChain tells one error on four levels.
    void theDeepestIsTheCause()
    {
        QCOMPARE(failuresOf({"a 1-9", "b<a 2-8", "c<b 3-7", "d<c 4-6", "e<b 2-3"}, "abcd"),
                 QStringLiteral("a echo, b echo, c echo, d cause"));
    }

    // An agent whose tool raised, and which answered all the same.
    void aCallerThatWentOnSwallowedIt()
    {
        QCOMPARE(failuresOf({"a 1-9", "b<a 2-8", "c<b 3-4", "d<b 5-6"}, "c"),
                 QStringLiteral("c swallowed"));
        // Between the two a step that did not notice: the root failed because of something else.
        QCOMPARE(failuresOf({"a 1-9", "b<a 2-8", "c<b 3-4"}, "ac"),
                 QStringLiteral("a echo, c swallowed"));
    }

    void severalCauses()
    {
        QCOMPARE(failuresOf({"a 1-9", "b<a 2-3", "c<a 4-5", "d<x 6-7"}, "abcd"),
                 QStringLiteral("a echo, b cause, c cause, d cause"));
    }

    void aSpanThatNeverCameHasNoDuration()
    {
        store::SpanRow row = treetext::spanFrom("a 1-9");
        QVERIFY(trace::durationOf(row).has_value());
        row.isInferred = true;
        QVERIFY(!trace::durationOf(row).has_value());
    }
};

QTEST_GUILESS_MAIN(TestFailures)
#include "tst_failures.moc"
