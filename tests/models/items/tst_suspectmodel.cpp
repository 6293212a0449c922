// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/suspectmodel.h"

#include <QAbstractItemModel>
#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

// "a90 b70": a span each, with its probability.
std::vector<suspects::QueueRow> suspectsFrom(const QString& text)
{
    std::vector<suspects::QueueRow> rows;
    for (const QString& word : text.split(u' ', Qt::SkipEmptyParts)) {
        suspects::QueueRow row;
        row.suspicion.span = static_cast<telemetry::SpanId>(word.at(0).unicode());
        row.suspicion.probability = word.mid(1).toInt() / 100.0;
        row.excerpt = word.left(1).toStdString();
        row.contentState = telemetry::ContentState::Captured;
        rows.push_back(row);
    }
    return rows;
}

QString textFrom(const items::SuspectModel& model)
{
    QString text;
    for (int row = 0; row < model.rowCount(); ++row)
        text += model.index(row, 0).data().toString();
    return text;
}

} // namespace

class TestSuspectModel : public QObject
{
    Q_OBJECT

private slots:
    void updatesChangeOnlyWhatDiffers_data();
    void updatesChangeOnlyWhatDiffers();
    void selectionsSurviveAnUpdate();
    void whatIsMissingIsSaidInWords();
    void newcomersAreCounted();
    void reasonsBecomeChips();
    void chipsSayOfWhatKind();
    void aLongExplanationMakesFewChips();
    void whatIsShownIsUpdatedInPlace();
};

void TestSuspectModel::updatesChangeOnlyWhatDiffers_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("removals");
    QTest::addColumn<int>("insertions");
    QTest::addColumn<int>("changes");
    QTest::newRow("nothing") << u"a90 b70"_s << u"a90 b70"_s << 0 << 0 << 0;
    QTest::newRow("newcomers in two runs")
        << u"b70 c60"_s << u"a90 x80 b70 c60 d50"_s << 0 << 2 << 0;
    QTest::newRow("gone in one run") << u"a90 b80 c70 d60"_s << u"a90 d60"_s << 1 << 0 << 0;
    QTest::newRow("changed in place") << u"a90 b80 c70"_s << u"a90 b81 c71"_s << 0 << 0 << 1;
    QTest::newRow("moved up") << u"a90 b80 c70"_s << u"c95 a90 b80"_s << 0 << 0 << 1;
    QTest::newRow("all at once") << u"a90 b80 c70"_s << u"d99 c95 a90"_s << 1 << 1 << 1;
    QTest::newRow("twice the same") << QString() << u"a90 a80 b70"_s << 0 << 1 << 0;
    QTest::newRow("all gone") << u"a90 b80"_s << QString() << 1 << 0 << 0;
}

void TestSuspectModel::updatesChangeOnlyWhatDiffers()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    items::SuspectModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSuspects(suspectsFrom(before));
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setSuspects(suspectsFrom(after));
    QString expected;
    for (const QString& word : after.split(u' ', Qt::SkipEmptyParts)) {
        if (!expected.contains(word.at(0)))
            expected += word.at(0);
    }
    QCOMPARE(textFrom(model), expected);
    QTEST(static_cast<int>(removed.count()), "removals");
    QTEST(static_cast<int>(inserted.count()), "insertions");
    QTEST(static_cast<int>(changed.count()), "changes");
    QCOMPARE(reset.count(), 0);
}

void TestSuspectModel::selectionsSurviveAnUpdate()
{
    items::SuspectModel model;
    model.setSuspects(suspectsFrom(u"a90 b80 c70"_s));
    const QPersistentModelIndex chosen(model.index(1, 0));
    model.setSuspects(suspectsFrom(u"x99 c95 y92 a90 b80"_s));
    QCOMPARE(chosen.row(), 4);
    QCOMPARE(chosen.data().toString(), u"b"_s);
    model.setSuspects(suspectsFrom(u"x99 c95"_s));
    QVERIFY(!chosen.isValid());
}

void TestSuspectModel::whatIsMissingIsSaidInWords()
{
    auto rows = suspectsFrom(u"a90"_s);
    rows[0].excerpt.clear();
    rows[0].contentState = telemetry::ContentState::NotCaptured;
    items::SuspectModel model;
    model.setSuspects(rows);
    const QModelIndex index = model.index(0, 0);
    QCOMPARE(index.data().toString(), u"The text was not captured."_s);
    QVERIFY(!index.data(items::SuspectModel::IsExcerptRole).toBool());
    QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(u"model unknown"_s));
}

void TestSuspectModel::newcomersAreCounted()
{
    items::SuspectModel model;
    model.setSuspects(suspectsFrom(u"a90 b80"_s));
    QCOMPARE(model.countNew(suspectsFrom(u"x95 b80 y10"_s)), 2);
    QCOMPARE(model.countNew({}), 0);
}

void TestSuspectModel::reasonsBecomeChips()
{
    auto rows = suspectsFrom(u"a90"_s);
    rows[0].suspicion.reasons = "cut off;  novel number 37 ;;";
    items::SuspectModel model;
    model.setSuspects(rows);
    QCOMPARE(model.index(0, 0).data(items::SuspectModel::ReasonsRole).toStringList(),
             (QStringList{u"cut off"_s, u"novel number 37"_s}));
}

void TestSuspectModel::chipsSayOfWhatKind()
{
    QCOMPARE(
        items::reasonChips("truncation: the output ended at its limit of 20 tokens; history was "
                           "dropped: 5 messages with 80 tokens after 3 with 900; it ends "
                           "without a closing mark; groundedness: 1 word that the context does "
                           "not hold: cre; answer_relevancy: beside the point; quite"),
        (QStringList{u"cut off"_s, u"history cut"_s, u"1 word"_s, u"Answer relevancy"_s}));
    QCOMPARE(items::reasonChips("novel number 37"), (QStringList{u"novel number 37"_s}));
    QVERIFY(items::reasonChips("").isEmpty());
    QCOMPARE(
        items::reasonsText("groundedness: 1 word that the context does not hold: cre; tone: bad"),
        u"Groundedness: 1 word that the context does not hold: cre; Tone: bad"_s);
}

// An explanation has no limit, and chips are made at every paint.
void TestSuspectModel::aLongExplanationMakesFewChips()
{
    std::string text;
    for (int i = 0; text.size() < 1'000'000; ++i)
        text += "c" + std::to_string(i) + ": \xc3\xa9; ";
    const QStringList chips = items::reasonChips(text);
    QCOMPARE(chips.size(), 8);
    QCOMPARE(chips.front(), u"C0"_s);
    QVERIFY(items::reasonsText(text).size() < 5000);
    QVERIFY(!items::reasonsText(std::string(2'000'000, 'x')).isEmpty());
    std::string odd = "x"; // a letter of two bytes lies across the limit
    for (int i = 0; i < 5000; ++i)
        odd += "\xc3\xa9";
    QVERIFY(!items::reasonsText(odd).contains(QChar::ReplacementCharacter));
    const QStringList one = items::reasonChips(std::string(1'000'000, 'x'));
    QCOMPARE(one.size(), 1);
    QCOMPARE(one.front().size(), 40);
    auto rows = suspectsFrom(u"a90"_s);
    rows[0].suspicion.reasons = text;
    items::SuspectModel model;
    model.setSuspects(rows);
    QCOMPARE(model.index(0, 0).data(items::SuspectModel::ReasonsRole).toStringList().size(), 32);
}

void TestSuspectModel::whatIsShownIsUpdatedInPlace()
{
    items::SuspectModel model;
    model.setSuspects(suspectsFrom(u"a90 b80"_s));
    model.updateShown(suspectsFrom(u"x99 b95"_s));
    QCOMPARE(textFrom(model), u"ab"_s);
    QCOMPARE(model.index(1, 0).data(items::SuspectModel::ProbabilityRole).toDouble(), 0.95);
}

QTEST_GUILESS_MAIN(TestSuspectModel)
#include "tst_suspectmodel.moc"
