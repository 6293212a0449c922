// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/engine.h"
#include "tests/models/health/fleet.h"

#include <QTest>

#include <string>
#include <vector>

using namespace health;
using namespace healthtest;
using namespace std::chrono_literals;
using namespace telemetry;

namespace {

constexpr int kRoutes = 10;

// Answers of ten routes in turn, five a second; those of `badRoute` fail half the time between
// `from` and `until` (answers). With `isGone` the route has no traffic from then on.
struct Incident
{
    int answers = 0;
    int from = 0;
    int until = 0;
    int badRoute = 3;
    bool isGone = false;
};

std::vector<AlarmTransition> run(std::uint64_t seed, const Incident& incident)
{
    Engine engine;
    Fleet fleet(seed);
    std::vector<AlarmTransition> alarms;
    for (int i = 0; i < incident.answers; ++i) {
        const Timestamp time = kStart + 200ms * i;
        int route = i % kRoutes;
        if (incident.isGone && i >= incident.until && route == incident.badRoute)
            route = 0;
        const bool isBad = i >= incident.from && i < incident.until && route == incident.badRoute;
        Generation subject = fleet.answer("bot", "m", time);
        subject.route = "route-" + std::to_string(route);
        const double badness = fleet.chance(isBad ? 0.5 : 0.02) ? 1 : 0;
        engine.observe(judged(badness, time), &subject, time);
        for (AlarmTransition& alarm : engine.take().alarms)
            alarms.push_back(std::move(alarm));
    }
    return alarms;
}

} // namespace

class TestScopes : public QObject
{
    Q_OBJECT

private slots:
    void aTenthOfTheTrafficGoneBadIsFoundAndNamed()
    {
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const auto alarms = run(seed, {.answers = 3500, .from = 1500, .until = 2500});
            QCOMPARE(alarms.size(), std::size_t{2});
            const AlarmTransition& raised = alarms[0];
            QVERIFY(raised.state == AlarmState::Raised);
            QVERIFY2(raised.sentence.find(", in route route-3: ") != std::string::npos,
                     raised.sentence.c_str());
            QVERIFY2(raised.time >= kStart + 200ms * 1500 && raised.time < kStart + 200ms * 2200,
                     raised.sentence.c_str());
            QVERIFY2(raised.rateBefore < 0.1 && raised.rateNow > 0.25, raised.sentence.c_str());
            QVERIFY(alarms[1].state == AlarmState::Cleared);
            QVERIFY(alarms[1].time >= kStart + 200ms * 2500);
        }
    }

    // Nobody is sent that way any more: its answers cannot show that it is over.
    void aScopeThatIsTakenOutOfServiceClearsItsAlarm()
    {
        const auto alarms = run(7, {.answers = 3500, .from = 1500, .until = 2300, .isGone = true});
        QCOMPARE(alarms.size(), std::size_t{2});
        QVERIFY(alarms[1].state == AlarmState::Cleared);
        QVERIFY(alarms[1].time > kStart + 200ms * 2300 && alarms[1].time < kStart + 200ms * 3000);
        QVERIFY2(alarms[1].sentence.find("is back") == std::string::npos
                     && alarms[1].sentence.find("no more of the answers") != std::string::npos,
                 alarms[1].sentence.c_str());
    }

    // One adapter of five over the same model, new among them: found, named, and when it came.
    void anAdapterThatIsPushedIsNamed()
    {
        Engine engine;
        Fleet fleet(5);
        std::vector<AlarmTransition> alarms;
        for (int i = 0; i < 3000; ++i) {
            const Timestamp time = kStart + 200ms * i;
            const bool isPushed = i >= 1500 && i % 5 == 0;
            Generation subject = fleet.answer("bot", "m", time);
            subject.adapter = isPushed ? "tone-2" : "tone-1";
            engine.observe(judged(fleet.chance(isPushed ? 0.6 : 0.02) ? 1 : 0, time), &subject,
                           time);
            // As the generation itself would be told.
            engine.observe(subject, time);
            for (AlarmTransition& alarm : engine.take().alarms)
                alarms.push_back(std::move(alarm));
        }
        QVERIFY(!alarms.empty());
        const std::string& sentence = alarms.front().sentence;
        QVERIFY2(sentence.find(", in adapter tone-2: ") != std::string::npos, sentence.c_str());
        QVERIFY2(sentence.find("adapter tone-2 first appeared") != std::string::npos,
                 sentence.c_str());
    }

    void healthyRoutesAreQuiet()
    {
        for (std::uint64_t seed = 11; seed <= 14; ++seed)
            QVERIFY(run(seed, {.answers = 8000}).empty());
    }
};

QTEST_GUILESS_MAIN(TestScopes)
#include "tst_scopes.moc"
