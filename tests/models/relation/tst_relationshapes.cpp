// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/relationfit.h"
#include "models/relation/relief.h"
#include "tests/models/relation/planted.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <vector>

using namespace relation;
using namespace relationtest;

namespace {

constexpr int kShapeSeeds = 30;
constexpr int kAnswers = 6000;
constexpr double kPlantedKnee = 38;

double plantedRate(double driver)
{
    return kneeRate(driver, kPlantedKnee);
}

// Three in a hundred fail at both ends of the context, fifteen in its middle.
double lostInTheMiddle(double driver)
{
    const double place = (driver - 30) / 30;
    return 0.15 - 0.12 * place * place;
}

double valley(double driver)
{
    return driver < 20 || driver >= 40 ? 0.15 : 0.02;
}

double withCeiling(double driver)
{
    return 0.02 + 0.28 * std::clamp((driver - 25) / 15, 0.0, 1.0);
}

bool holds(const Relation& relation, double driver, double truth)
{
    const auto rate = relation.rateAt(driver);
    return rate && rate->low <= truth && truth <= rate->high;
}

// A session after the other, each under a load of its own that has nothing to do with whether it
// goes bad.
std::vector<Observation> sessions(std::uint64_t seed, int count, int length)
{
    Dice dice(seed);
    std::vector<Observation> all;
    double load = 0;
    double rate = 0;
    for (int i = 0; i < count; ++i) {
        if (i % length == 0) {
            load = 60 * dice.uniform();
            rate = dice.uniform() < 0.1 ? 0.7 : 0.01;
        }
        all.push_back({.driver = load + dice.uniform(),
                       .count = 1,
                       .failed = dice.uniform() < rate ? 1.0 : 0.0,
                       .time = i});
    }
    return all;
}

// The load wanders over a tenth of the recording; so do the odds, of themselves or with the load.
std::vector<Observation> wandering(std::uint64_t seed, bool isOfLoad)
{
    constexpr int kCount = 4000;
    const double memory = std::exp(-10.0 / kCount);
    const double step = std::sqrt(1 - memory * memory);
    Dice dice(seed);
    double load = dice.normal();
    double own = dice.normal();
    std::vector<Observation> all;
    for (int i = 0; i < kCount; ++i) {
        load = memory * load + step * dice.normal();
        own = memory * own + step * dice.normal();
        const double driver = std::clamp(30 + 12 * load, 0.0, 60.0);
        const double rate = isOfLoad ? kneeRate(driver, 30) : shareOf(-2.8 + 0.8 * own);
        all.push_back(
            {.driver = driver, .count = 1, .failed = dice.uniform() < rate ? 1.0 : 0.0, .time = i});
    }
    return all;
}

} // namespace

class TestRelationShapes : public QObject
{
    Q_OBJECT

private slots:
    // A wrong count of tokens must not say where the others bend, nor be told of.
    void farOutAnswersMoveNothing()
    {
        for (const double far : {300.0, 1e9, 1e300}) {
            int held = 0;
            int bandHeld = 0;
            for (std::uint64_t seed = 1; seed <= kShapeSeeds; ++seed) {
                auto all = answers(seed, kAnswers, plantedRate);
                for (int i = 0; i < 3; ++i)
                    all.push_back(
                        {.driver = far * (1 + i), .count = 1, .failed = 0, .time = kAnswers + i});
                all.push_back({.driver = -far, .count = 1, .failed = 1, .time = 10});
                const Relation relation = fitRelation(all);
                QCOMPARE(relation.shape, Shape::Knee);
                held += relation.knee->low <= kPlantedKnee && kPlantedKnee <= relation.knee->high
                    ? 1
                    : 0;
                bandHeld += holds(relation, 55, plantedRate(55)) ? 1 : 0;
                QCOMPARE(relation.farAbove.count, 3.0);
                QCOMPARE(relation.farBelow.failed, 1.0);
                QCOMPARE(relation.count, kAnswers + 4.0);
                QVERIFY(relation.bins.back().cell.high <= 60);
                QVERIFY(!relation.rateAt(far));
            }
            qInfo("far out at %g: knee held in %d, band in %d of %d", far, held, bandHeld,
                  kShapeSeeds);
            QVERIFY(held >= kShapeSeeds * 85 / 100);
            QVERIFY(bandHeld >= kShapeSeeds * 85 / 100);
        }
    }

    // What turns back has no knee, and no side on which the traffic is good.
    void whatTurnsBackIsToldSo()
    {
        int turns = 0;
        int held = 0;
        for (std::uint64_t seed = 1; seed <= kShapeSeeds; ++seed) {
            for (const auto& truth : {lostInTheMiddle, valley}) {
                const Relation relation = fitRelation(answers(seed, kAnswers, truth));
                QCOMPARE(relation.shape, Shape::Uneven);
                QVERIFY(!relation.knee);
                QVERIFY(!reliefUnder(relation, 0.05));
                QCOMPARE(relation.turn->isPeak, truth == lostInTheMiddle);
                turns += relation.turn->low <= 30 && 30 <= relation.turn->high ? 1 : 0;
                for (const double driver : {10.0, 30.0, 50.0})
                    held += holds(relation, driver, truth(driver)) ? 1 : 0;
            }
        }
        qInfo("turn held in %d of %d, band in %d of %d", turns, 2 * kShapeSeeds, held,
              6 * kShapeSeeds);
        QVERIFY(turns >= 2 * kShapeSeeds * 89 / 100);
        QVERIFY(held >= 6 * kShapeSeeds * 92 / 100);
    }

    // A rise between a floor and a ceiling is told in steps: a knee would be flat on one side only.
    void aCeilingIsNoKnee()
    {
        int steps = 0;
        int held = 0;
        int cautious = 0;
        for (std::uint64_t seed = 1; seed <= kShapeSeeds; ++seed) {
            const Relation relation = fitRelation(answers(seed, 2 * kAnswers, withCeiling));
            steps += relation.shape == Shape::Monotone ? 1 : 0;
            QVERIFY(relation.isRising);
            for (const double driver : {5.0, 20.0, 30.0, 50.0})
                held += holds(relation, driver, withCeiling(driver)) ? 1 : 0;
            const auto relief = reliefUnder(relation, 0.05);
            const double truth = 25 + 15 * 0.03 / 0.28;
            cautious += relief->cautious.at <= truth && truth <= relief->hopeful.at ? 1 : 0;
        }
        qInfo("steps in %d of %d, band held in %d of %d, relief in %d", steps, kShapeSeeds, held,
              4 * kShapeSeeds, cautious);
        QVERIFY(steps >= kShapeSeeds - 1);
        QVERIFY(held >= 4 * kShapeSeeds * 92 / 100);
        QVERIFY(cautious >= kShapeSeeds * 89 / 100);
    }

    // Where few answers leave it open whether it is a line or a knee the band holds both.
    void theBandHoldsWhatIsNearlyAsGood()
    {
        const double truth = kPlantedKnee
            + (std::log(0.05 / 0.95) - std::log(0.02 / 0.98)) / (3.2 / (60 - kPlantedKnee));
        constexpr int kTries = 100;
        int below = 0;
        for (std::uint64_t seed = 1; seed <= kTries; ++seed) {
            const auto relief = reliefUnder(fitRelation(answers(seed, 1000, plantedRate)), 0.05);
            if (relief && relief->hopeful.where == Bound::Where::At)
                below += relief->hopeful.at < truth ? 1 : 0;
        }
        qInfo("hopeful bound below the truth in %d of %d", below, kTries);
        QVERIFY(below <= 6);
    }

    // How much failures come in clusters is unknown with few answers or without times; nothing is
    // told then.
    void unknownClustersTellNothing()
    {
        const Relation few = fitRelation(sessions(1, 240, 20));
        QCOMPARE(few.shape, Shape::TooFew);
        QCOMPARE(few.lacking, Lacking::Answers);
        auto all = answers(2, kAnswers, plantedRate);
        QCOMPARE(fitRelation(all).lacking, Lacking::Nothing);
        for (Observation& one : all)
            one.time = 7;
        const Relation untimed = fitRelation(all);
        QCOMPARE(untimed.shape, Shape::TooFew);
        QCOMPARE(untimed.lacking, Lacking::Times);
        QVERIFY(!untimed.bins.empty() && !untimed.rateAt(30));
        QCOMPARE(fitRelation(answers(3, 500, [](double) { return 0.0; })).lacking,
                 Lacking::Outcomes);
        int told = 0;
        constexpr int kTries = 100;
        for (std::uint64_t seed = 1; seed <= kTries; ++seed)
            told += fitRelation(sessions(seed, 400, 20)).isRelated() ? 1 : 0;
        qInfo("sessions: a relation told in %d of %d", told, kTries);
        QVERIFY(told <= 11);
    }

    // Two that wander slowly seem to go together; what does go with a slow load is still seen.
    // Two values are two rates: nothing is drawn, said or advised of what lies between.
    void twoValuesMakeNoLine_data()
    {
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("between");
        QTest::addColumn<bool>("isApart");
        QTest::newRow("two values") << 0.0 << 24.0 << true;
        QTest::newRow("two clumps") << 1.5 << 24.0 << true;
        QTest::newRow("three values") << 0.0 << 12.0 << false;
        QTest::newRow("wide ones") << 14.0 << 24.0 << false;
    }

    void twoValuesMakeNoLine()
    {
        QFETCH(double, width);
        QFETCH(double, between);
        QFETCH(bool, isApart);
        Dice dice(11);
        std::vector<Observation> all;
        for (int i = 0; i < kAnswers; ++i) {
            const bool isHigh = dice.uniform() < 0.3;
            const bool isBetween = between < 24 && i % 3 == 0;
            all.push_back(
                {.driver = (isBetween ? between : (isHigh ? 24.0 : 0.0)) + width * dice.uniform(),
                 .count = 1,
                 .failed = dice.uniform() < (isHigh ? 0.2 : 0.02) ? 1.0 : 0.0,
                 .time = i});
        }
        const Relation relation = fitRelation(all);
        QCOMPARE(relation.isApart, isApart);
        QCOMPARE(relation.shape == Shape::Apart, isApart);
        QVERIFY(relation.isRelated());
        QCOMPARE(relation.curve.empty(), isApart);
        if (!isApart)
            return;
        QVERIFY(relation.isRising && !relation.knee);
        QCOMPARE(relation.bins.size(), std::size_t{2});
        QVERIFY(holds(relation, relation.bins.front().cell.low, 0.02));
        QVERIFY(holds(relation, relation.bins.back().cell.high, 0.2));
        QVERIFY(!relation.rateAt(12));
        QVERIFY(!reliefUnder(relation, 0.05));
    }

    void slowWanderingIsNoRelation()
    {
        constexpr int kTries = 100;
        int told = 0;
        int seen = 0;
        int drifting = 0;
        for (std::uint64_t seed = 1; seed <= kTries; ++seed) {
            const Relation apart = fitRelation(wandering(seed, false));
            told += apart.isRelated() ? 1 : 0;
            drifting += apart.isDrifting ? 1 : 0;
            seen += fitRelation(wandering(seed, true)).isRelated() ? 1 : 0;
        }
        qInfo("told in %d of %d, drift in %d; a real one in %d", told, kTries, drifting, seen);
        QVERIFY(told <= 8);
        QVERIFY(drifting >= 30);
        QVERIFY(seen >= 85);
    }
};

QTEST_GUILESS_MAIN(TestRelationShapes)
#include "tst_relationshapes.moc"
