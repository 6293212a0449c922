// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/engine.h"
#include "models/health/monitors.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/health/fleet.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <utility>
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

// A service of two routes of which one always is that bad, and that takes load in waves at which it
// is always worse.
struct Uneven
{
    Fleet fleet;
    Timestamp time = kStart;
    bool isUnderLoad = false;
    int answers = 0;

    std::pair<Evaluation, Generation> next()
    {
        const double wave = isUnderLoad ? std::sin(answers++ / 200.0) : 0;
        time += std::chrono::milliseconds(std::llround(1000 / (1 + 0.8 * wave)));
        const bool isBadRoute = !isUnderLoad && fleet.chance(0.1);
        Generation subject = fleet.answer("bot", "m", time);
        subject.route = isBadRoute ? "eu" : "us";
        const double share = isBadRoute ? 0.25 : 0.02 + 0.1 * std::max(wave, 0.0);
        Evaluation said = judged(fleet.chance(share) ? 1 : 0, time);
        said.trace = subject.trace;
        said.span = subject.span;
        return {said, subject};
    }
};

int observed(Engine& engine, const std::pair<Evaluation, Generation>& one,
             std::vector<Baseline>& baselines, std::string& said)
{
    Generation silent = one.second; // it shows the load, none of its content is judged
    silent.contentState = ContentState::NotCaptured;
    silent.outputMessages.clear();
    engine.observe(silent, one.second.end);
    engine.observe(one.first, &one.second, one.second.end);
    int raised = 0;
    Results results = engine.take();
    for (const AlarmTransition& alarm : results.alarms) {
        raised += alarm.state == AlarmState::Raised ? 1 : 0;
        said = alarm.sentence;
    }
    for (Baseline& baseline : results.baselines) {
        if (baseline.check == one.first.check)
            baselines = {std::move(baseline)};
    }
    return raised;
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

    // What is usual for a route, and at a load, is no news after the console was started again: not
    // when what was said is read again, and not when only the baseline was kept.
    void whatWasAlwaysSoIsQuietAfterARestart_data()
    {
        QTest::addColumn<bool>("isUnderLoad");
        QTest::addColumn<bool>("isReadAgain");
        QTest::newRow("a route, read again") << false << true;
        QTest::newRow("a route, baseline only") << false << false;
        QTest::newRow("load, read again") << true << true;
    }
    void whatWasAlwaysSoIsQuietAfterARestart()
    {
        QFETCH(bool, isUnderLoad);
        QFETCH(bool, isReadAgain);
        int before = 0;
        int after = 0;
        std::string said;
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            Uneven service{.fleet = Fleet(seed), .isUnderLoad = isUnderLoad};
            std::vector<std::pair<Evaluation, Generation>> log;
            std::vector<Baseline> kept;
            Engine first;
            for (int i = 0; i < 5000; ++i) {
                log.push_back(service.next());
                const int raised = observed(first, log.back(), kept, said);
                before += i < 2500 ? 0 : raised; // it has seen two waves of the load
            }
            QCOMPARE(kept.size(), std::size_t{1});
            QCOMPARE(kept[0].badness.size(), std::size_t{2000});
            Engine second;
            second.restore(kept);
            for (const auto& [evaluation, subject] : log) {
                if (isReadAgain)
                    second.relearn(evaluation, subject);
            }
            second.restore(std::vector<AlarmTransition>());
            for (int i = 0; i < 4000; ++i)
                after += observed(second, service.next(), kept, said);
        }
        QVERIFY2(before <= 2, (std::to_string(before) + " alarms, " + said).c_str());
        QVERIFY2(after <= 2, (std::to_string(after) + " alarms, " + said).c_str());
    }

    // A route that goes bad is found after a restart as before one.
    void aRouteThatGoesBadAfterARestartIsNamed()
    {
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            Uneven service{.fleet = Fleet(seed)};
            std::vector<std::pair<Evaluation, Generation>> log;
            std::vector<Baseline> kept;
            std::string said;
            Engine first;
            for (int i = 0; i < 3000; ++i) {
                log.push_back(service.next());
                observed(first, log.back(), kept, said);
            }
            Engine second;
            second.restore(kept);
            for (const auto& [evaluation, subject] : log)
                second.relearn(evaluation, subject);
            second.restore(std::vector<AlarmTransition>());
            int raised = 0;
            for (int i = 0; i < 1500 && raised == 0; ++i) {
                auto one = service.next();
                if (one.second.route == "eu" && service.fleet.chance(0.6))
                    one.first = [&] {
                        Evaluation bad = judged(1, one.second.end);
                        bad.trace = one.second.trace;
                        bad.span = one.second.span;
                        return bad;
                    }();
                raised += observed(second, one, kept, said);
            }
            QCOMPARE(raised, 1);
            QVERIFY2(said.find(", in route eu: ") != std::string::npos, said.c_str());
        }
    }

    // One answer whose clock reads 1970, or a year ahead, must not spend the budget of a week.
    void oneBrokenClockLeavesTheRateAsItIs()
    {
        for (const Timestamp broken : {Timestamp{} + 1'795'487s, kStart + 24h * 365}) {
            Monitor monitor{EngineSettings{}};
            for (int i = 0; i < 5000; ++i)
                monitor.observe({.time = i == 10 ? broken : kStart + 200ms * i}, 1e9);
            QVERIFY2(std::abs(monitor.rate() - 5) < 0.3, std::to_string(monitor.rate()).c_str());
        }
    }

    // The hundredth version is named as the first is.
    void aBadVersionAfterManyIsNamed()
    {
        Engine engine;
        Fleet fleet(12);
        std::string said;
        for (int i = 0; i < 150 * 32 + 3000 && said.empty(); ++i) {
            const Timestamp time = kStart + 200ms * i;
            const bool isLate = i >= 150 * 32;
            const bool isBad = isLate && fleet.chance(0.1);
            Generation subject = fleet.answer("bot", "m", time);
            subject.version =
                isBad ? "build-bad" : "build-" + std::to_string(isLate ? 149 : i / 32);
            engine.observe(judged(fleet.chance(isBad ? 0.5 : 0.02) ? 1 : 0, time), &subject, time);
            for (const AlarmTransition& alarm : engine.take().alarms)
                said = alarm.sentence;
        }
        QVERIFY2(said.find(", in version build-bad: ") != std::string::npos, said.c_str());
    }

    // Checks that judges invent take none of the places of our validators, and are counted.
    void checksOfJudgesLeaveRoomForOurs()
    {
        AlarmBook alarms;
        Monitors monitors(EngineSettings{}, alarms);
        for (int i = 0; i < 4500; ++i)
            monitors.find(Monitors::Place({"bot", "chat", "check-" + std::to_string(i)}));
        QCOMPARE(monitors.refused(), std::size_t{4500 - 4096});
        monitors.find(Monitors::Place({"bot", "chat", "check-4499"}));
        QCOMPARE(monitors.refused(), std::size_t{4500 - 4096});
        QVERIFY(monitors.find(Monitors::Place({"late", "chat", kFabrication})) != nullptr);
    }

    // What the bench of detectors is held to is what the monitor of the console does: a few points
    // more are found, and a steady share raises nothing, however long it stays.
    void aShareThatDoublesIsFoundInTime()
    {
        int found = 0;
        double delays = 0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Fleet random(seed);
            Monitor monitor{EngineSettings{}};
            for (int i = 0; i < 4000; ++i) {
                const double share = i < 2000 ? 0.02 : 0.05;
                const MonitorInput input{.time = kStart + 1s * i,
                                         .badness = random.chance(share) ? 1.0 : 0.0};
                if (monitor.observe(input, 1e4) != Monitor::Event::Raise)
                    continue;
                QVERIFY2(i >= 2000, std::to_string(i).c_str());
                ++found;
                delays += i - 2000;
                break;
            }
        }
        QVERIFY2(found >= 19, std::to_string(found).c_str());
        QVERIFY2(delays / found < 700, std::to_string(delays / found).c_str());
    }

    void aSteadyShareIsQuiet()
    {
        int alarms = 0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Fleet random(seed);
            Monitor monitor{EngineSettings{}};
            for (int i = 0; i < 20'000; ++i) {
                const MonitorInput input{.time = kStart + 1s * i,
                                         .badness = random.chance(0.05) ? 1.0 : 0.0};
                const bool isRaised = monitor.observe(input, 1e6) == Monitor::Event::Raise;
                alarms += isRaised ? 1 : 0;
                if (isRaised)
                    monitor.standDown();
            }
        }
        QVERIFY2(alarms <= 1, std::to_string(alarms).c_str());
    }

    void healthyRoutesAreQuiet()
    {
        for (std::uint64_t seed = 11; seed <= 14; ++seed)
            QVERIFY(run(seed, {.answers = 8000}).empty());
    }
};

QTEST_GUILESS_MAIN(TestScopes)
#include "tst_scopes.moc"
