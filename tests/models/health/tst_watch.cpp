// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/detector.h"
#include "models/health/falsealarmbudget.h"
#include "models/health/ksdetector.h"
#include "models/health/loadfit.h"
#include "models/health/onset.h"
#include "models/health/servicerates.h"
#include "models/health/strata.h"
#include "models/health/watch.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <random>
#include <string>

using namespace health;
using namespace std::chrono_literals;

namespace {

class Draw
{
public:
    explicit Draw(std::uint64_t seed)
        : m_engine(seed)
    {
    }
    double uniform() { return static_cast<double>(m_engine() >> 11U) * 0x1.0p-53; }
    double flag(double share) { return uniform() < share ? 1 : 0; }
    double score(double mean) { return mean * 2 * (0.5 * uniform() + 0.5 * uniform()); }
    std::size_t below(std::size_t count) { return m_engine() % count; }

private:
    std::mt19937_64 m_engine;
};

std::vector<Detection> flagsInSegments(std::uint64_t seed, int length, int change, double bad,
                                       const std::string& badSegment)
{
    Draw draw(seed);
    const auto detector = makeDetector(chooseDetector({.hasSegments = true}), {.isFlag = true});
    std::vector<Detection> found;
    for (int i = 0; i < length; ++i) {
        const std::string segment = "route-" + std::to_string(draw.below(10));
        const bool isBad = i >= change && (badSegment.empty() || segment == badSegment);
        const std::array<std::string_view, 1> segments{segment};
        if (auto detection = detector->observe(
                Reading{.badness = draw.flag(isBad ? bad : 0.02), .segments = segments}))
            found.push_back(*detection);
    }
    return found;
}

// Load in a wave of so many observations a radian; badness at it by `level`.
template<class Level>
std::vector<Detection> scoresUnderLoad(std::uint64_t seed, int length, double wave, Level level)
{
    Draw draw(seed);
    const auto detector = makeDetector(chooseDetector({.hasLoad = true}), {});
    std::vector<Detection> found;
    for (int i = 0; i < length; ++i) {
        const double load = 0.5 + 0.4 * std::sin(i / wave) + 0.05 * draw.uniform();
        if (auto detection =
                detector->observe(Reading{.badness = draw.score(level(i, load)), .load = load}))
            found.push_back(*detection);
    }
    return found;
}

} // namespace

class TestWatch : public QObject
{
    Q_OBJECT

private slots:
    void shapesChooseTheirDetector()
    {
        QCOMPARE(chooseDetector({}), std::string("esr"));
        QCOMPARE(chooseDetector({.hasLoad = true}), std::string("esr-load"));
        QCOMPARE(chooseDetector({.hasSegments = true}), std::string("esr-strata"));
        for (const bool hasLoad : {false, true}) {
            const std::string both = chooseDetector({.hasLoad = hasLoad, .hasSegments = true});
            QVERIFY(makeDetector(both, {}) != nullptr);
        }
    }

    void oneSegmentOfTenIsFoundAndNamed()
    {
        int named = 0;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const auto found = flagsInSegments(seed, 3200, 2000, 0.25, "route-3");
            QVERIFY(!found.empty());
            const Detection& first = found.front();
            QVERIFY2(first.index >= 2000 && first.index < 2700,
                     qPrintable(QString::number(first.index)));
            QVERIFY(first.onsetLow <= first.onsetIndex && first.onsetIndex <= first.onsetHigh);
            named += first.driver == Driver::Segment && first.segment == "route-3" ? 1 : 0;
        }
        QVERIFY2(named >= 58, qPrintable(QString::number(named)));
    }

    void aChangeOfAllSegmentsNamesNone()
    {
        int named = 0;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const auto found = flagsInSegments(seed, 2600, 2000, 0.15, "");
            QVERIFY(!found.empty());
            named += found.front().driver == Driver::None && found.front().segment.empty() ? 0 : 1;
        }
        // So soon after the change one may stand out by chance.
        QVERIFY2(named <= 9, qPrintable(QString::number(named)));
    }

    // The sum over strata is an e-detector: no more alarms than one in A, however many there are.
    void strataKeepTheRunLength()
    {
        Draw draw(5);
        Strata strata;
        strata.plan({.mean = 0.05, .variance = 0.05 * 0.95, .isFlag = true});
        std::int64_t alarms = 0;
        constexpr std::int64_t length = 200'000;
        for (std::int64_t i = 0; i < length; ++i) {
            if (strata.observe(std::to_string(draw.below(20)), draw.flag(0.05)) < 300)
                continue;
            ++alarms;
            strata.restart();
        }
        QVERIFY2(alarms <= length / 300, qPrintable(QString::number(alarms)));
        QVERIFY(alarms > 0); // else nothing was watched
    }

    // Names come and go: the newest of many that are idle is still watched by itself.
    void strataForgetWhatIsIdle()
    {
        Strata strata;
        strata.plan({.mean = 0.02, .variance = 0.02, .isFlag = true});
        Draw draw(11);
        for (int version = 0; version < 400; ++version) {
            for (int i = 0; i < 60; ++i)
                strata.observe("build-" + std::to_string(version), draw.flag(0.02));
        }
        for (int i = 0; i < 60; ++i)
            strata.observe("build-bad", draw.flag(0.5));
        QCOMPARE(strata.worst(), std::string("build-bad"));
    }

    void aKneeNamesTheLoad()
    {
        int named = 0;
        int blamed = 0;
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const auto knee = scoresUnderLoad(seed, 3200, 3, [](int i, double load) {
                return i >= 2000 && load > 0.7 ? 0.13 : 0.1;
            });
            QVERIFY(!knee.empty());
            QVERIFY2(knee.front().index >= 2000, qPrintable(QString::number(knee.front().index)));
            QVERIFY(knee.front().explainedByLoad.value_or(1) < 0.5);
            named += knee.front().driver == Driver::Load ? 1 : 0;
            const auto all = scoresUnderLoad(seed, 2600, 3,
                                             [](int i, double) { return i >= 2000 ? 0.13 : 0.1; });
            QVERIFY(!all.empty() && all.front().index >= 2000);
            blamed += all.front().driver == Driver::Load ? 1 : 0;
        }
        QVERIFY2(named >= 7, qPrintable(QString::number(named)));
        // Told after some twenty answers, a change of all may by chance have been seen under high
        // load alone.
        QVERIFY2(blamed <= 3, qPrintable(QString::number(blamed)));
    }

    // It always was worse under load: the wave of the load is no change.
    void whatTheLoadExplainsIsQuiet()
    {
        const auto level = [](int, double load) { return 0.08 + 0.08 * load; };
        int alarms = 0;
        for (std::uint64_t seed = 1; seed <= 5; ++seed)
            alarms += static_cast<int>(scoresUnderLoad(seed, 6000, 100, level).size());
        QCOMPARE(alarms, 0);
    }

    void loadIsFittedMonotone()
    {
        Draw draw(8);
        std::vector<float> badness;
        std::vector<float> load;
        std::vector<float> flat;
        for (int i = 0; i < 4000; ++i) {
            const double at = draw.uniform();
            load.push_back(static_cast<float>(at));
            badness.push_back(static_cast<float>(draw.score(0.1 + 0.2 * at)));
            flat.push_back(static_cast<float>(draw.score(0.1)));
        }
        LoadFit fit;
        QCOMPARE(fit.shift(0.5), 0.0);
        fit.learn(badness, load);
        QVERIFY(std::abs(fit.shift(0.95) - 0.09) < 0.02);
        QVERIFY(std::abs(fit.shift(0.05) + 0.09) < 0.02);
        for (double at = 0.05; at < 1; at += 0.1)
            QVERIFY(fit.shift(at) <= fit.shift(at + 0.05));
        fit.learn(flat, load);
        QVERIFY(std::abs(fit.shift(0.99)) < 0.004);
    }

    void onsetsHaveAnInterval()
    {
        Draw draw(4);
        int held = 0;
        for (int run = 0; run < 50; ++run) {
            std::vector<float> values;
            for (int i = 0; i < 400; ++i)
                values.push_back(static_cast<float>(draw.flag(i < 300 ? 0.05 : 0.4)));
            const Onset onset =
                estimateOnset(values, {.mean = 0.05, .variance = 0.0475, .isFlag = true});
            QVERIFY(onset.low <= onset.at && onset.at <= onset.high);
            QVERIFY(onset.high - onset.low < 120);
            held += onset.low <= 300 && 300 <= onset.high ? 1 : 0;
        }
        QVERIFY2(held >= 44, qPrintable(QString::number(held)));
        QCOMPARE(estimateOnset({}, {}).at, std::size_t{0});
    }

    // Published: Kolmogorov's distribution is 0.05 at 1.358 and 0.01 at 1.628.
    void kolmogorovsProbabilityIsRight()
    {
        const double root = std::sqrt(10'000.0 / 2);
        const double scale = root + 0.12 + 0.11 / root;
        QVERIFY(std::abs(kolmogorovProbability(1.358 / scale, 10'000, 10'000) - 0.05) < 2e-4);
        QVERIFY(std::abs(kolmogorovProbability(1.628 / scale, 10'000, 10'000) - 0.01) < 1e-4);
    }

    void secondOpinionsFindWhatTheyAreFor()
    {
        Draw draw(6);
        // A spread that doubles about the same mean: only the distribution tells.
        const auto ks = makeDetector("ks", {.reference = 800});
        const auto glr = makeDetector("glr", {.isFlag = true});
        std::optional<Detection> spread;
        std::optional<Detection> rate;
        for (int i = 0; i < 3000; ++i) {
            const double wide = i < 2000 ? 0.2 : 0.8;
            const auto first = ks->observe(0.5 + wide * (draw.uniform() - 0.5));
            const auto second = glr->observe(draw.flag(i < 2000 ? 0.05 : 0.3));
            spread = spread ? spread : first;
            rate = rate ? rate : second;
        }
        QVERIFY(spread && spread->index >= 2000 && spread->index < 2150);
        QVERIFY(rate && rate->index >= 2000 && rate->index < 2150);
        QVERIFY(rate->direction == Direction::Worse && rate->after > rate->before);
        QVERIFY(rate->onsetLow <= 2000 && 2000 <= rate->onsetHigh);
        QVERIFY(rate->onsetHigh <= rate->index);
    }

    // No change began after the newest observation, and hardly any outside the interval.
    void anOnsetLiesInThePast()
    {
        int held = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            Draw draw(seed);
            const auto glr = makeDetector("glr", {.isFlag = true});
            std::optional<Detection> found;
            for (int i = 0; i < 4000 && !(found && found->index >= 1500); ++i)
                found = glr->observe(draw.flag(i < 1500 ? 0.02 : 0.1));
            QVERIFY(found);
            QVERIFY(found->onsetLow <= found->onsetIndex);
            QVERIFY(found->onsetIndex <= found->onsetHigh && found->onsetHigh <= found->index);
            held += found->onsetLow <= 1500 && 1500 <= found->onsetHigh ? 1 : 0;
        }
        QVERIFY2(held >= 34, qPrintable(QString::number(held)));
    }

    void evidenceForAnImprovementIsEvidence()
    {
        const auto cusum = makeDetector("cusum", {.isFlag = true});
        Draw draw(2);
        for (int i = 0; i < 1700; ++i)
            cusum->observe(draw.flag(0.4));
        double most = 0;
        for (int i = 0; i < 200; ++i) {
            const auto found = cusum->observe(draw.flag(0.02));
            most = std::max(most, found ? found->evidence : cusum->evidence());
            if (found)
                break;
        }
        QVERIFY2(most > 3.9, qPrintable(QString::number(most)));
    }

    void secondOpinionsKeepTheirRunLength()
    {
        for (const char* name : {"glr", "ks"}) {
            int alarms = 0;
            Draw draw(7);
            const auto detector = makeDetector(name, {.averageRunLength = 2000, .reference = 400});
            for (int i = 0; i < 40'000; ++i)
                alarms += detector->observe(draw.score(0.3)) ? 1 : 0;
            QVERIFY2(alarms <= 30, qPrintable(QString::number(alarms)));
        }
    }

    // Nothing can be better than spotless, however long it lasts; and the first failures after it
    // are found, neither at once nor never.
    void aSpotlessStartIsNoTrap()
    {
        const auto detector = makeDetector("esr", {.isFlag = true});
        Draw draw(9);
        int alarms = 0;
        for (int i = 0; i < 100'000; ++i)
            alarms += detector->observe(0) ? 1 : 0;
        QCOMPARE(alarms, 0);
        const auto shorter = makeDetector("esr", {.isFlag = true});
        for (int i = 0; i < 200; ++i)
            alarms += shorter->observe(0) ? 1 : 0;
        for (int i = 0; i < 1000; ++i)
            alarms += shorter->observe(draw.flag(0.005)) ? 1 : 0;
        QCOMPARE(alarms, 0);
        int until = 0;
        while (until < 500 && !shorter->observe(draw.flag(0.3)))
            ++until;
        QVERIFY2(until < 60, qPrintable(QString::number(until)));
    }

    // A limit that is raised must not let a bet lose more than it has: the loss would count as a
    // gain in the end.
    void shiftsLeaveTheStakesWithinTheMeans()
    {
        BetMixture bets;
        bets.plan(
            {.mean = 0.02, .variance = 0.02, .smallest = 0.01, .largest = 0.5, .isFlag = true});
        for (int i = 0; i < 50; ++i) {
            bets.observe(0, 0.1);
            QVERIFY(bets.value() >= 0);
        }
        Draw draw(3);
        double most = 0;
        for (int i = 0; i < 20'000; ++i)
            most = std::max(most, bets.observe(draw.flag(0.12), 0.1));
        QVERIFY2(most < 1e6, qPrintable(QString::number(most)));
    }

    // Nearly all answers share one probability, and what few failed did so under load: then less
    // load must not make of all others answers that are worse than usual.
    void lessLoadAccusesNoAnswer()
    {
        Draw draw(6);
        WatchSettings settings;
        settings.wanted = 1000;
        settings.tolerance = 0.03;
        settings.loadShare = 0.2;
        Watch watch(settings);
        double most = 0;
        for (int i = 0; i < 20'000; ++i) {
            const double load = 0.5 + 0.4 * std::sin(i / 40.0) + 0.05 * draw.uniform();
            const bool isBad = load > 0.5 && draw.uniform() < 0.03;
            const Reading reading{.badness = isBad ? 0.98 : 0.003, .load = load};
            most = std::max(most, watch.observe(reading));
            watch.learn(reading, 1e3);
        }
        QVERIFY2(most < 1e5, qPrintable(QString::number(most)));
    }

    // Scores of few decimals are as steady as others, wherever their ties lie.
    void coarseScoresKeepTheRunLength_data()
    {
        QTest::addColumn<double>("steps"); // of a whole
        QTest::addColumn<double>("from");
        QTest::newRow("three decimals near the top") << 1000.0 << 0.9;
        QTest::newRow("two decimals near the top") << 100.0 << 0.9;
        QTest::newRow("two decimals") << 100.0 << 0.0;
        QTest::newRow("one decimal") << 10.0 << 0.0;
        QTest::newRow("a judge of five grades") << 4.0 << 0.0;
    }
    void coarseScoresKeepTheRunLength()
    {
        QFETCH(double, steps);
        QFETCH(double, from);
        int alarmed = 0;
        for (std::uint64_t stream = 0; stream < 24; ++stream) {
            Draw draw(500 + stream);
            const auto detector = makeDetector("esr", {});
            bool isAlarmed = false;
            for (int i = 0; i < 4000; ++i) {
                const double score = from + (1 - from) * draw.uniform();
                isAlarmed = detector->observe(1 - std::round(score * steps) / steps) || isAlarmed;
            }
            alarmed += isAlarmed ? 1 : 0;
        }
        QVERIFY2(alarmed <= 2, qPrintable(QString::number(alarmed)));
    }

    void theBudgetIsToldInAlarmsAWeek()
    {
        // One a week over ten signals of one result a second: each may be wrong every ten weeks.
        QCOMPARE(averageRunLength(1, 1, 10), 10 * kSecondsOfWeek);
        QCOMPARE(averageRunLength(2, 1, 10), 5 * kSecondsOfWeek);
        QCOMPARE(averageRunLength(1, 0.1, 10), kSecondsOfWeek);
        QCOMPARE(averageRunLength(1, 0, 1), 500.0);
    }

    void servicesHaveRates()
    {
        ServiceRates rates;
        const telemetry::Timestamp start{std::chrono::seconds(1'700'000'000)};
        QVERIFY(!rates.of("bot"));
        for (int i = 0; i < 600; ++i)
            rates.note("bot", start + 250ms * i);
        QVERIFY(std::abs(rates.of("bot").value_or(0) - 4) < 0.2);
        rates.note("bot", start + 151s + 60s);
        QVERIFY(rates.of("bot").value_or(9) < 1);
        rates.note("bot", start); // late: no time passes backwards
        QVERIFY(rates.of("bot").value_or(9) < 1);
    }

    // Neither does one answer from the future end time.
    void aClockThatIsAheadMovesNoRate()
    {
        ServiceRates rates;
        const telemetry::Timestamp start{std::chrono::seconds(1'700'000'000)};
        for (int i = 0; i < 3600; ++i)
            rates.note("bot", start + 1s * i + (i == 100 ? 3600s : 0s));
        QVERIFY(std::abs(rates.of("bot").value_or(0) - 1) < 0.1);
        // After a night without answers time goes on.
        for (int i = 0; i < 120; ++i)
            rates.note("bot", start + 12h + 2s * i);
        QVERIFY(std::abs(rates.of("bot").value_or(0) - 0.5) < 0.1);
    }
};

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_watch.moc"
