// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/relationfit.h"
#include "models/relation/relief.h"
#include "tests/models/relation/planted.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace relation;
using namespace relationtest;

namespace {

constexpr double kPlanted = 38;
constexpr int kSeeds = 100;

Relation planted(std::uint64_t seed, int count = 6000)
{
    return fitRelation(answers(seed, count, [](double x) { return kneeRate(x, kPlanted); }));
}

// Answers that come in stretches of a hundred under the same driver, as a slow load makes them; in
// each stretch as many fail as a rate of its own says.
std::vector<Observation> stretches(std::uint64_t seed, double wander)
{
    Dice dice(seed);
    std::vector<Observation> all;
    for (int stretch = 0; stretch < 40; ++stretch) {
        const double load = 60 * dice.uniform();
        const double rate = shareOf(std::log(0.08 / 0.92) + wander * dice.normal());
        for (int i = 0; i < 100; ++i)
            all.push_back({.driver = load + dice.uniform(),
                           .count = 1,
                           .failed = dice.uniform() < rate ? 1.0 : 0.0,
                           .time = stretch * 100 + i});
    }
    return all;
}

} // namespace

class TestRelationFit : public QObject
{
    Q_OBJECT

private slots:
    // The knee is found where it was put; its interval and the band of the curve hold the truth as
    // often as they say, within what a hundred tries can tell.
    void plantedKneeIsFound()
    {
        int found = 0;
        int held = 0;
        int bandHeld = 0;
        int bandAsked = 0;
        std::vector<double> errors;
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
            const Relation relation = planted(seed);
            if (relation.shape != Shape::Knee)
                continue;
            ++found;
            QVERIFY(relation.isRising);
            errors.push_back(std::abs(relation.knee->at - kPlanted));
            held += relation.knee->low <= kPlanted && kPlanted <= relation.knee->high ? 1 : 0;
            for (const double driver : {10.0, 30.0, 45.0, 55.0}) {
                const auto rate = relation.rateAt(driver);
                QVERIFY(rate.has_value());
                const double truth = kneeRate(driver, kPlanted);
                ++bandAsked;
                bandHeld += rate->low <= truth && truth <= rate->high ? 1 : 0;
            }
        }
        std::ranges::sort(errors);
        qInfo("knee told in %d of %d, interval holds it in %d, median error %.2f, band holds in %d "
              "of %d",
              found, kSeeds, held, errors[errors.size() / 2], bandHeld, bandAsked);
        QVERIFY(found >= 95);
        QVERIFY(held >= found * 89 / 100);
        QVERIFY(errors[errors.size() / 2] < 2.5);
        QVERIFY(bandHeld >= bandAsked * 92 / 100);
    }

    // The same mirrored: it falls until the knee, and is flat above.
    void kneeOnTheOtherSide()
    {
        const Relation relation =
            fitRelation(answers(5, 6000, [](double x) { return kneeRate(60 - x, kPlanted); }));
        QCOMPARE(relation.shape, Shape::Knee);
        QVERIFY(!relation.isRising);
        QVERIFY(!relation.knee->isFlatBelow);
        QVERIFY(std::abs(relation.knee->at - (60 - kPlanted)) < 5);
    }

    // Where nothing is planted hardly ever a relation is told.
    void nothingIsToldOfNothing()
    {
        constexpr int kTries = 400;
        int told = 0;
        for (std::uint64_t seed = 1; seed <= kTries; ++seed)
            told += fitRelation(answers(1000 + seed, 1500, [](double) { return 0.06; })).isRelated()
                ? 1
                : 0;
        qInfo("a relation told in %d of %d", told, kTries);
        QVERIFY(told <= kTries / 50);
    }

    // Failures that come in clusters while the load stands still look like a relation to whoever
    // counts each as a witness of its own.
    void clustersMakeNoRelation()
    {
        constexpr int kTries = 100;
        int told = 0;
        int naive = 0;
        for (std::uint64_t seed = 1; seed <= kTries; ++seed) {
            std::vector<Observation> all = stretches(seed, 0.8);
            told += fitRelation(all).isRelated() ? 1 : 0;
            // The same with the order of time lost.
            Dice dice(seed);
            for (Observation& one : all)
                one.time = static_cast<std::int64_t>(1e9 * dice.uniform());
            naive += fitRelation(all).isRelated() ? 1 : 0;
        }
        qInfo("a relation told in %d of %d; in %d without regard to time", told, kTries, naive);
        QVERIFY(told <= 8);
        QVERIFY(naive > 30);
    }

    void straightAndStepsAreToldApart()
    {
        const Relation straight =
            fitRelation(answers(2, 20'000, [](double x) { return shareOf(-3.5 + x / 20); }));
        QCOMPARE(straight.shape, Shape::Straight);
        QVERIFY(straight.isRising);
        const Relation steps = fitRelation(
            answers(3, 20'000, [](double x) { return x < 15 ? 0.02 : (x < 45 ? 0.12 : 0.3); }));
        QCOMPARE(steps.shape, Shape::Monotone);
        QVERIFY(steps.isRising);
        for (const double driver : {5.0, 30.0, 55.0}) {
            const auto rate = steps.rateAt(driver);
            const double truth = driver < 15 ? 0.02 : (driver < 45 ? 0.12 : 0.3);
            QVERIFY(rate && rate->low <= truth && truth <= rate->high);
            QVERIFY(rate->low <= rate->value && rate->value <= rate->high);
        }
    }

    // Scores from 0 to 1 vary less than flags of the same mean: the band is narrower.
    void scoresAreNoFlags()
    {
        Dice dice(11);
        std::vector<Observation> scores;
        for (int i = 0; i < 4000; ++i) {
            const double driver = 60 * dice.uniform();
            scores.push_back(
                {.driver = driver,
                 .count = 1,
                 .failed = std::clamp(0.2 + 0.2 * (driver > 40 ? (driver - 40) / 20 : 0)
                                          + 0.05 * dice.normal(),
                                      0.0, 1.0),
                 .time = i});
        }
        const Relation relation = fitRelation(scores, {.isScore = true});
        QVERIFY(relation.isRelated());
        QVERIFY(relation.dispersion < 0.1);
        const auto rate = relation.rateAt(20);
        QVERIFY(rate && std::abs(rate->value - 0.2) < 0.01);
        QVERIFY(rate->high - rate->low < 0.02);
    }

    void fewAnswersTellNothing()
    {
        QCOMPARE(fitRelation({}).shape, Shape::TooFew);
        const Relation few = fitRelation(answers(1, 40, [](double) { return 0.5; }));
        QCOMPARE(few.shape, Shape::TooFew);
        QVERIFY(!few.rateAt(10));
        QCOMPARE(few.count, 40.0);
        QCOMPARE(fitRelation(answers(1, 4000, [](double) { return 0.0; })).shape, Shape::TooFew);
        std::vector<Observation> same(100, {.driver = 3, .count = 1, .failed = 0});
        QCOMPARE(fitRelation(same).shape, Shape::TooFew);
    }

    // At 50 calls 14 % fail; under 5 % is at 42.3 by the truth.
    void trafficToShedIsTold()
    {
        const Relation relation = planted(4, 40'000);
        const double truth =
            kPlanted + (std::log(0.05 / 0.95) - std::log(0.02 / 0.98)) / (3.2 / (60 - kPlanted));
        const auto relief = reliefUnder(relation, 0.05);
        QVERIFY(relief.has_value());
        QCOMPARE(relief->expected.where, Bound::Where::At);
        QVERIFY(std::abs(relief->expected.at - truth) < 1.5);
        QVERIFY(relief->cautious.at < relief->expected.at);
        QVERIFY(relief->hopeful.at > relief->expected.at);
        QVERIFY(relief->cautious.at < truth && truth < relief->hopeful.at);
        QVERIFY(std::abs(shedShare(50, relief->expected.at) - (1 - truth / 50)) < 0.03);
        QCOMPARE(shedShare(30, 40), 0.0);
        QCOMPARE(shedShare(0, 0), 0.0);
        // Two in a hundred fail at any load: there is no way under one.
        QCOMPARE(reliefUnder(relation, 0.005)->expected.where, Bound::Where::Nowhere);
        QCOMPARE(reliefUnder(relation, 0.9)->expected.where, Bound::Where::Everywhere);
        QVERIFY(std::abs(shareBeyond(relation, relief->expected) - (60 - truth) / 60) < 0.03);
        const Relation none = fitRelation(answers(9, 3000, [](double) { return 0.05; }));
        QVERIFY(!reliefUnder(none, 0.02));
    }

    void nothingIsSaidBeyondWhatWasSeen()
    {
        const Relation relation = planted(1);
        QVERIFY(!relation.rateAt(61));
        QVERIFY(!relation.rateAt(-1));
        QVERIFY(relation.rateAt(relation.bins.back().cell.high).has_value());
        QVERIFY(relation.rateAt(relation.bins.front().cell.low).has_value());
    }
};

QTEST_GUILESS_MAIN(TestRelationFit)
#include "tst_relationfit.moc"
