// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/approval.h"
#include "models/runbook/armedlever.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace runbook;
using telemetry::Timestamp;

namespace {

const Timestamp kStart{1000s};

LeverPlan makePlan()
{
    LeverPlan plan;
    plan.lever.id = "breaker:code-assistant";
    plan.lever.target = "code-assistant";
    plan.lever.environment = "production";
    plan.before = {
        .value = "reset", .raw = "reset", .version = "7", .exists = true, .readAt = kStart};
    plan.to = "tripped";
    return plan;
}

LeverWatch makeWatch()
{
    return {.lever = "breaker:code-assistant",
            .target = "code-assistant",
            .environment = "production",
            .to = "tripped",
            .version = "7",
            .value = "reset",
            .isStale = false};
}

ArmedLever armed()
{
    ArmedLever lever;
    const auto result = lever.arm(makePlan(), kStart);
    Q_ASSERT(result.has_value());
    return lever;
}

// The button stays down from one time to another, looked at as often as a timer does.
void hold(ArmedLever& lever, Timestamp from, Timestamp to)
{
    for (Timestamp now = from; now < to; now += 20ms)
        lever.hold(now);
    lever.hold(to);
}

} // namespace

class TestArmedLever : public QObject
{
    Q_OBJECT

private slots:
    void firesOnceAfterTheWholeHold()
    {
        ArmedLever lever = armed();
        lever.press(kStart + 1s);
        hold(lever, kStart + 1s, kStart + 1s + 499ms);
        QVERIFY(!lever.fire(kStart + 1s + 499ms));
        QCOMPARE(lever.state(), ArmedLever::State::Armed);
        lever.hold(kStart + 1s + 500ms);
        const auto plan = lever.fire(kStart + 1s + 500ms);
        QVERIFY(plan.has_value());
        QCOMPARE(plan->to, std::string("tripped"));
        QCOMPARE(lever.state(), ArmedLever::State::Fired);
        QVERIFY(!lever.fire(kStart + 5s));
        QVERIFY(!lever.arm(makePlan(), kStart + 5s));
        lever.clear();
        QVERIFY(lever.arm(makePlan(), kStart + 6s).has_value());
    }

    void aHoldFromBeforeArmingDoesNotCount()
    {
        ArmedLever lever;
        lever.press(kStart - 10s);
        QVERIFY(lever.arm(makePlan(), kStart).has_value());
        hold(lever, kStart, kStart + 600ms);
        QVERIFY(!lever.fire(kStart + 600ms));
        QCOMPARE(lever.holdShare(), 0.0);
    }

    // After a stall the release may be waiting behind the timer: the stall is no hold.
    void aStallIsNoHold()
    {
        ArmedLever lever = armed();
        lever.press(kStart);
        lever.hold(kStart + 900ms);
        QCOMPARE(lever.holdShare(), 0.1);
        QVERIFY(!lever.fire(kStart + 900ms));
        QCOMPARE(lever.state(), ArmedLever::State::Armed);
        hold(lever, kStart + 900ms, kStart + 1350ms); // it was held after all
        QVERIFY(lever.fire(kStart + 1350ms).has_value());
    }

    void releasingStartsTheHoldAfresh()
    {
        ArmedLever lever = armed();
        lever.press(kStart);
        hold(lever, kStart, kStart + 250ms);
        QCOMPARE(lever.holdShare(), 0.5);
        lever.release();
        QCOMPARE(lever.holdShare(), 0.0);
        lever.press(kStart + 400ms);
        hold(lever, kStart + 400ms, kStart + 700ms);
        const auto early = lever.fire(kStart + 700ms);
        QVERIFY(!early);
        QCOMPARE(early.error().message, std::string("Hold to confirm."));
        hold(lever, kStart + 700ms, kStart + 900ms);
        QVERIFY(lever.fire(kStart + 900ms).has_value());
    }

    void pressingAgainDoesNotRestartTheHold()
    {
        ArmedLever lever = armed();
        lever.press(kStart);
        hold(lever, kStart, kStart + 300ms);
        lever.press(kStart + 300ms); // a key that repeats
        hold(lever, kStart + 300ms, kStart + 500ms);
        QVERIFY(lever.fire(kStart + 500ms).has_value());
    }

    void doesNotFireDisarmed()
    {
        ArmedLever lever;
        lever.press(kStart);
        hold(lever, kStart, kStart + 10s);
        const auto result = lever.fire(kStart + 10s);
        QVERIFY(!result);
        QCOMPARE(result.error().message, std::string("Arm it first."));
    }

    void disarmsAfterThirtySeconds()
    {
        ArmedLever lever = armed();
        lever.tick(kStart + 29s + 999ms);
        QCOMPARE(lever.state(), ArmedLever::State::Armed);
        QCOMPARE(lever.remaining(kStart + 10s), telemetry::Duration(20s));
        lever.press(kStart + 29s + 700ms);
        hold(lever, kStart + 29s + 700ms, kStart + 30s + 300ms);
        const auto late = lever.fire(kStart + 30s + 300ms); // held long enough, armed too long
        QVERIFY(!late);
        QCOMPARE(lever.state(), ArmedLever::State::Disarmed);
        QVERIFY(lever.reason().find("30 s") != std::string::npos);
    }

    void disarmsWhenSomethingChanges_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("word");
        QTest::newRow("lever") << 0 << QStringLiteral("lever");
        QTest::newRow("target") << 1 << QStringLiteral("target");
        QTest::newRow("environment") << 2 << QStringLiteral("environment");
        QTest::newRow("value") << 3 << QStringLiteral("value to set");
        QTest::newRow("version") << 4 << QStringLiteral("version");
        QTest::newRow("state") << 5 << QStringLiteral("state");
        QTest::newRow("stale") << 6 << QStringLiteral("stale");
    }
    void disarmsWhenSomethingChanges()
    {
        QFETCH(int, field);
        QFETCH(QString, word);
        ArmedLever lever = armed();
        LeverWatch watch = makeWatch();
        lever.watch(watch);
        QCOMPARE(lever.state(), ArmedLever::State::Armed);
        std::string* const fields[] = {&watch.lever, &watch.target,  &watch.environment,
                                       &watch.to,    &watch.version, &watch.value};
        if (field < 6)
            *fields[field] = "other";
        else
            watch.isStale = true;
        lever.press(kStart);
        hold(lever, kStart, kStart + 1s);
        lever.watch(watch);
        QCOMPARE(lever.state(), ArmedLever::State::Disarmed);
        QVERIFY2(QString::fromStdString(lever.reason()).contains(word), lever.reason().c_str());
        QVERIFY(!lever.fire(kStart + 2s));
    }

    void aChangeOfAReplicaDisarms()
    {
        LeverPlan plan = makePlan();
        plan.replicas = {makePlan(), makePlan()};
        ArmedLever lever;
        QVERIFY(lever.arm(plan, kStart).has_value());
        LeverWatch watch = makeWatch();
        plan.replicas.back().before.readAt = kStart + 2s; // read again
        watch.plan = planHash(plan);
        lever.watch(watch);
        QCOMPARE(lever.state(), ArmedLever::State::Armed);
        plan.replicas.back().before.version = "8"; // theirs together may still read the same
        watch.plan = planHash(plan);
        lever.watch(watch);
        QCOMPARE(lever.state(), ArmedLever::State::Disarmed);
        QVERIFY(lever.reason().find("replicas") != std::string::npos);
    }

    void refusesToArmForNothing()
    {
        ArmedLever lever;
        LeverPlan plan = makePlan();
        plan.isNoChange = true;
        QVERIFY(!lever.arm(plan, kStart));
        QCOMPARE(lever.state(), ArmedLever::State::Disarmed);
    }
};

QTEST_GUILESS_MAIN(TestArmedLever)
#include "tst_armedlever.moc"
