// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/engine.h"
#include "models/health/seasonfit.h"
#include "tests/models/health/fleet.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <vector>

using namespace health;
using namespace healthtest;
using namespace std::chrono_literals;
using telemetry::AlarmState;
using telemetry::AlarmTransition;
using telemetry::Timestamp;

namespace {

const Timestamp kMidnight = telemetry::fromUnixNanos(1'764'115'200'000'000'000);

bool isDay(int hour)
{
    return hour >= 8 && hour < 20;
}

// One judged answer a minute for so many days: by day three in ten fail, by night one in twenty. In
// the night after `lastDays` as many fail as by day.
std::vector<AlarmTransition> raised(std::uint64_t seed, int days, bool isLastNightBad)
{
    Engine engine;
    Fleet fleet(seed);
    std::vector<AlarmTransition> all;
    for (int minute = 0; minute < days * 24 * 60; ++minute) {
        const Timestamp time = kMidnight + 1min * minute;
        const bool isBad =
            isDay(minute / 60 % 24) || (isLastNightBad && minute >= ((days - 1) * 24 + 20) * 60);
        const telemetry::Generation subject = fleet.answer("bot", "m", time);
        engine.observe(judged(fleet.chance(isBad ? 0.3 : 0.05) ? 1 : 0, time), &subject, time);
        for (AlarmTransition& alarm : engine.take().alarms) {
            if (alarm.state == AlarmState::Raised)
                all.push_back(std::move(alarm));
        }
    }
    return all;
}

} // namespace

class TestSeason : public QObject
{
    Q_OBJECT

private slots:
    // What each day does at its hours is known from the third day on; a drift of all hours and the
    // fault of one day are no season.
    void theSeasonIsWhatTheDaysShare()
    {
        const auto level = [](int hour) { return hour >= 8 && hour < 20 ? 0.3 : 0.1; };
        SeasonFit season;
        const telemetry::Timestamp start = telemetry::fromUnixNanos(1'764'115'200'000'000'000);
        const auto day = [&](int number, double more) {
            for (int minute = 0; minute < 24 * 60; ++minute)
                season.learn(level(minute / 60) + more, start + 24h * number + 1min * minute);
        };
        for (int hour = 0; hour < 3; ++hour)
            season.noteReference(start + 1h * hour);
        day(0, 0);
        day(1, 0);
        QCOMPARE(season.shift(start + 60h), 0.0);
        day(2, 0.4); // a fault
        day(3, 0);
        day(4, 0);
        QVERIFY(std::abs(season.shift(start + 12h) - 0.2) < 0.05);
        QCOMPARE(season.shift(start + 2h), 0.0);
        for (int number = 5; number < 12; ++number)
            day(number, 0.3); // for good
        QVERIFY2(std::abs(season.shift(start + 12h) - 0.2) < 1e-3,
                 qPrintable(QString::number(season.shift(start + 12h))));
        QCOMPARE(season.shift(start + 2h), 0.0);
        season.clearReference(); // the day stands for it
        QVERIFY(std::abs(season.shift(start + 2h) + 0.1) < 1e-3);
    }

    // What was learnt is kept, and what is told again of it counts once.
    void theSeasonIsTakenUpAgain()
    {
        SeasonFit season;
        const auto day = [](SeasonFit& fit, int number, double more) {
            for (int minute = 0; minute < 24 * 60; ++minute)
                fit.learn((isDay(minute / 60) ? 0.3 : 0.1) + more,
                          kMidnight + 24h * number + 1min * minute);
        };
        season.noteReference(kMidnight);
        QVERIFY(!season.takeState());
        for (int number = 0; number < 4; ++number)
            day(season, number, 0);
        const auto state = season.takeState();
        QVERIFY(state);
        QVERIFY(!season.takeState());
        SeasonFit next;
        QVERIFY(next.restore(*state));
        for (int hour = 0; hour < 24; ++hour)
            QVERIFY(
                std::abs(next.shift(kMidnight + 1h * hour) - season.shift(kMidnight + 1h * hour))
                < 1e-6);
        QVERIFY(std::abs(next.shift(kMidnight + 12h) - 0.2) < 0.05);
        // The days again, as another level would show; then the days that follow.
        for (int again = 0; again < 4; ++again)
            day(next, 0, 0.5);
        QVERIFY(std::abs(next.shift(kMidnight + 12h) - season.shift(kMidnight + 12h)) < 1e-6);
        for (int number = 4; number < 12; ++number)
            day(next, number, 0.3);
        QVERIFY(std::abs(next.shift(kMidnight + 12h) - 0.2) < 1e-3);
        // What is no season changes nothing.
        std::vector<float> broken = *state;
        broken.pop_back();
        QVERIFY(!next.restore(broken));
        broken = *state;
        broken[2] = 9;
        QVERIFY(!next.restore(broken));
        broken[2] = std::nanf("");
        QVERIFY(!next.restore(broken));
        QVERIFY(!next.restore({}));
    }

    // A recording is continued on the fifth day: the wave of the day is known at once.
    void aContinuedRecordingKnowsItsDay()
    {
        std::vector<telemetry::Baseline> kept;
        for (const bool isKept : {true, false}) {
            Engine first;
            Fleet fleet(3);
            int minute = 0;
            const auto feedUntil = [&](Engine& engine, int end) {
                std::vector<AlarmTransition> raised;
                for (; minute < end; ++minute) {
                    const Timestamp time = kMidnight + 1min * minute;
                    const telemetry::Generation subject = fleet.answer("bot", "m", time);
                    engine.observe(
                        judged(fleet.chance(isDay(minute / 60 % 24) ? 0.3 : 0.05) ? 1 : 0, time),
                        &subject, time);
                    Results results = engine.take();
                    for (telemetry::Baseline& one : results.baselines) {
                        if (one.check == "helpfulness")
                            kept = {std::move(one)};
                    }
                    for (AlarmTransition& one : results.alarms) {
                        if (one.state == AlarmState::Raised)
                            raised.push_back(std::move(one));
                    }
                }
                return raised;
            };
            static_cast<void>(feedUntil(first, 6 * 24 * 60 + 5 * 60));
            QCOMPARE(kept.size(), std::size_t{1});
            QVERIFY(!kept[0].season.empty());
            if (!isKept)
                kept[0].season.clear();
            Engine second;
            second.restore(kept);
            second.restore(std::vector<AlarmTransition>());
            const auto raised = feedUntil(second, 7 * 24 * 60);
            QCOMPARE(raised.empty(), isKept);
        }
    }

    // The baseline is learnt in a few hours of the first night; what the days do is told as an
    // alarm until it is known as theirs. A night that is as bad as a day is told at once.
    void aDailyWaveIsNoAlarmOnceItIsKnown()
    {
        std::size_t inKnownDays = 0;
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            constexpr int days = 9;
            const auto alarms = raised(seed, days, true);
            QVERIFY(!alarms.empty() && alarms.front().time < kMidnight + 24h);
            const Timestamp fault = kMidnight + 24h * (days - 1) + 20h;
            inKnownDays += static_cast<std::size_t>(
                std::ranges::count_if(alarms, [&](const AlarmTransition& alarm) {
                    return alarm.time >= kMidnight + 72h && alarm.time < fault;
                }));
            const AlarmTransition& last = alarms.back();
            QVERIFY2(last.time >= fault && last.onset > fault - 30min, last.sentence.c_str());
        }
        QVERIFY2(inKnownDays <= 3, qPrintable(QString::number(inKnownDays))); // of thirty
    }
};

QTEST_GUILESS_MAIN(TestSeason)
#include "tst_season.moc"
