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
