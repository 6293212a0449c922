// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/relationtext.h"

#include <QTest>

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

Companion companion(DriverKind kind, const relation::Estimate& self,
                    const relation::Estimate& other)
{
    return {.driver = {.kind = kind, .check = {}},
            .together = {.correlation = 0.8, .first = self, .second = other}};
}

constexpr relation::Estimate kSilent{.value = 0.02, .low = -0.4, .high = 0.44};
constexpr relation::Estimate kUnsure{.value = 0.1, .low = -0.5, .high = 0.7};
constexpr relation::Estimate kTelling{.value = 0.9, .low = 0.7, .high = 1.1};

QString saidOf(DriverKind kind, const Companion& beside)
{
    RelationSnapshot snapshot = rising({.value = 0.01, .low = 0.005, .high = 0.02},
                                       {.value = 0.3, .low = 0.2, .high = 0.4});
    snapshot.request.driver.kind = kind;
    snapshot.companions = {beside};
    return QString::fromStdString(companionSentences(snapshot).front());
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
               "are beyond, to be back under 2.0 % of failing answers. It may be under that "
               "already.";
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

    // What came of the call is no cause of what was there before it.
    void outcomesAreNotLookedAtFirst()
    {
        for (const DriverKind kind : {DriverKind::Duration, DriverKind::OutputTokens,
                                      DriverKind::FirstToken, DriverKind::ReasoningTokens}) {
            const QString said = saidOf(DriverKind::Load, companion(kind, kSilent, kTelling));
            QVERIFY2(said.contains(u" goes together with calls in flight (rank correlation 0.80)"),
                     qPrintable(said));
            QVERIFY2(!said.contains(u"first.") && !said.contains(u"less than half"),
                     qPrintable(said));
        }
        QVERIFY(saidOf(DriverKind::IndexAge, companion(DriverKind::Load, kSilent, kTelling))
                    .contains(u"comes later"));
        // The other way round, and within one stage, it may explain the driver.
        QVERIFY(saidOf(DriverKind::Duration, companion(DriverKind::Load, kSilent, kTelling))
                    .endsWith(u"Look at calls in flight first."));
        QVERIFY(saidOf(DriverKind::Load, companion(DriverKind::QueueDepth, kSilent, kTelling))
                    .endsWith(u"Look at requests waiting first."));
    }

    void laterOnesAreSaidLast()
    {
        RelationSnapshot snapshot = rising({.value = 0.01, .low = 0.005, .high = 0.02},
                                           {.value = 0.3, .low = 0.2, .high = 0.4});
        snapshot.companions = {companion(DriverKind::Duration, kUnsure, kUnsure),
                               companion(DriverKind::Load, kUnsure, kUnsure)};
        const std::vector<std::string> said = companionSentences(snapshot);
        QCOMPARE(said.size(), std::size_t{2});
        QVERIFY(said.front().starts_with("Calls in flight"));
        QVERIFY(said.back().starts_with("Duration"));
    }

    // Not shown to matter is not shown not to.
    void aDriverIsGivenUpOnlyWhenThatIsSure()
    {
        const auto said = [](const relation::Estimate& self, const relation::Estimate& other) {
            return saidOf(DriverKind::Load, companion(DriverKind::QueueDepth, self, other));
        };
        QVERIFY(
            said(kUnsure, kTelling).endsWith(u"the plot cannot tell which of the two matters."));
        QVERIFY(said(kSilent, kUnsure).endsWith(u"the plot cannot tell which of the two matters."));
        QVERIFY(said(kSilent, kTelling)
                    .contains(u"calls in flight tells less than half of what it seems to."));
        QVERIFY(said(kTelling, kUnsure).contains(u"calls in flight still goes with the rate."));
        QVERIFY(said(kTelling, kTelling).contains(u"each still goes"));
    }

    void twoValuesAreToldWithTheirRates()
    {
        RelationSnapshot snapshot;
        snapshot.request.driver.kind = DriverKind::IndexAge;
        relation::Relation& relation = snapshot.relation;
        relation.shape = relation::Shape::Apart;
        relation.isApart = true;
        relation.count = 1000;
        relation.bins = {
            {.cell = {.low = 0, .high = 0, .driver = 0, .count = 500, .failed = 110},
             .rate = {.value = 0.22, .low = 0.19, .high = 0.26}},
            {.cell = {.low = 86'400, .high = 90'000, .driver = 88'000, .count = 500, .failed = 5},
             .rate = {.value = 0.01, .low = 0.004, .high = 0.023}}};
        QCOMPARE(
            QString::fromStdString(shapeSentence(snapshot)),
            QStringLiteral("The age of the index has only two values here, and nothing is told "
                           "of what lies between: 22 % (19 to 26) fail a check at an index 0 ms "
                           "old, 1.0 % (0.4 to 2.3) fail a check at 24 h to 25 h."));
        QCOMPARE(reliefSentence(snapshot, 0, 0.02), std::string());
        QVERIFY(settingSentence(snapshot, 0).find("22 % (19 to 26)") != std::string::npos);
        QVERIFY(settingSentence(snapshot, 40'000).find("no answer was seen there")
                != std::string::npos);
    }

    // Each amount says which aim it serves, and from where.
    void eachAimHasItsAmount()
    {
        RelationSnapshot snapshot = rising({.value = 0.01, .low = 0.005, .high = 0.012},
                                           {.value = 0.05, .low = 0.045, .high = 0.06});
        snapshot.request.driver.kind = DriverKind::Load;
        snapshot.relation.isRising = true;
        snapshot.relation.shape = relation::Shape::Knee;
        snapshot.relation.knee = relation::Knee{.at = 40, .low = 38, .high = 42};
        snapshot.relation.knee->isFlatBelow = true;
        const std::string said = reliefSentence(snapshot, 80, 0.02);
        QVERIFY2(said.starts_with("Shed 69 % of the traffic ("), said.c_str());
        QVERIFY2(said.ends_with("), from 80 down to 25 calls in flight, to be back under 2.0 % of "
                                "failing answers. To be under the knee at 40 calls in flight it is "
                                "50 %."),
                 said.c_str());
        // At the knee or below it there is nothing to shed for that.
        QVERIFY(reliefSentence(snapshot, 40, 0.02).find("knee") == std::string::npos);
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
