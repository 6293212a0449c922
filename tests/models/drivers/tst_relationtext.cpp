// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/relationtext.h"

#include <QtTest>

using namespace drivers;

namespace {

// A straight rise from one rate at nothing to another at a hundred tokens.
RelationSnapshot rising(const relation::Estimate& first, const relation::Estimate& last)
{
    RelationSnapshot snapshot;
    snapshot.request.driver.kind = DriverKind::InputTokens;
    relation::Relation& relation = snapshot.relation;
    relation.shape = relation::Shape::Straight;
    relation.count = 1000;
    relation.bins = {{.cell = {.low = 0, .high = 100, .driver = 50, .count = 1000, .failed = 30},
                      .rate = first}};
    relation.curve = {{.driver = 0, .rate = first}, {.driver = 100, .rate = last}};
    return snapshot;
}

} // namespace

class TestRelationText : public QObject
{
    Q_OBJECT

private slots:
    // What the curve alone says is told as probable where its band reaches over the limit.
    void whatIsNotSureIsToldSo_data()
    {
        QTest::addColumn<double>("firstHigh");
        QTest::addColumn<double>("lastHigh");
        QTest::addColumn<double>("last");
        QTest::addColumn<double>("at");
        QTest::addColumn<QString>("said");
        QTest::newRow("sure") << 0.012 << 0.06 << 0.05 << 10.0
                              << "That is under 2.0 %; it stays so up to 25 input tokens (16.7 "
                                 "to be sure).";
        QTest::newRow("not sure there")
            << 0.012 << 0.06 << 0.05 << 20.0
            << "That is probably under 2.0 %; it stays so up to 25 input tokens (16.7 to be "
               "sure).";
        QTest::newRow("sure nowhere")
            << 0.03 << 0.06 << 0.05 << 10.0
            << "That is probably under 2.0 %; it stays so up to 25 input tokens (no value is "
               "sure).";
        QTest::newRow("perhaps under it")
            << 0.03 << 0.06 << 0.05 << 35.0
            << "Keep it at 25 input tokens or less (no value is sure), which 75 % of the answers "
               "are beyond, to be back under 2.0 %. It may be under that already.";
        QTest::newRow("everywhere")
            << 0.012 << 0.018 << 0.015 << 10.0 << "It is under 2.0 % at all that was seen.";
        QTest::newRow("everywhere, as it seems")
            << 0.012 << 0.036 << 0.015 << 10.0
            << "It is probably under 2.0 % at all that was seen, surely up to 33.3.";
    }

    void whatIsNotSureIsToldSo()
    {
        QFETCH(double, firstHigh);
        QFETCH(double, lastHigh);
        QFETCH(double, last);
        QFETCH(double, at);
        QFETCH(QString, said);
        const RelationSnapshot snapshot =
            rising({.value = 0.01, .low = 0.005, .high = firstHigh},
                   {.value = last, .low = last - 0.005, .high = lastHigh});
        QCOMPARE(QString::fromStdString(reliefSentence(snapshot, at, 0.02)), said);
    }

    void aboveItEverywhere()
    {
        QCOMPARE(reliefSentence(rising({.value = 0.03, .low = 0.01, .high = 0.05},
                                       {.value = 0.1, .low = 0.08, .high = 0.15}),
                                50, 0.02),
                 std::string("The number of input tokens alone does not bring it under 2.0 %: it "
                             "is probably above that everywhere."));
        QCOMPARE(reliefSentence(rising({.value = 0.03, .low = 0.025, .high = 0.05},
                                       {.value = 0.1, .low = 0.08, .high = 0.15}),
                                50, 0.02),
                 std::string("The number of input tokens alone does not bring it under 2.0 %: it "
                             "is above that everywhere."));
    }
};

QTEST_GUILESS_MAIN(TestRelationText)
#include "tst_relationtext.moc"
