// SPDX-License-Identifier: GPL-3.0-or-later

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

} // namespace

class TestArmedLever : public QObject
{
    Q_OBJECT

private slots:
    void firesOnceAfterTheWholeHold()
    {
        ArmedLever lever = armed();
        lever.press(kStart + 1s);
        QVERIFY(!lever.fire(kStart + 1s + 499ms));
        QCOMPARE(lever.state(), ArmedLever::State::Armed);
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
        QVERIFY(!lever.fire(kStart + 600ms));
        QCOMPARE(lever.holdShare(kStart + 600ms), 0.0);
    }

    void releasingStartsTheHoldAfresh()
    {
        ArmedLever lever = armed();
        lever.press(kStart);
        QCOMPARE(lever.holdShare(kStart + 250ms), 0.5);
        lever.release();
        lever.press(kStart + 400ms);
        const auto early = lever.fire(kStart + 600ms);
        QVERIFY(!early);
        QCOMPARE(early.error().message, std::string("Hold to confirm."));
        QVERIFY(lever.fire(kStart + 900ms).has_value());
    }

    void pressingAgainDoesNotRestartTheHold()
    {
        ArmedLever lever = armed();
        lever.press(kStart);
        lever.press(kStart + 300ms); // a key that repeats
        QVERIFY(lever.fire(kStart + 500ms).has_value());
    }

    void doesNotFireDisarmed()
    {
        ArmedLever lever;
        lever.press(kStart);
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
        lever.watch(watch);
        QCOMPARE(lever.state(), ArmedLever::State::Disarmed);
        QVERIFY2(QString::fromStdString(lever.reason()).contains(word), lever.reason().c_str());
        QVERIFY(!lever.fire(kStart + 2s));
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
