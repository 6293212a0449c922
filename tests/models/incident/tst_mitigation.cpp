// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/incident/story.h"

#include <QTest>

using namespace incidenttest;

using incident::KeyMoment;
using incident::MomentKind;
using runbook::RungKind;
using runbook::RungState;

// Which of the levers that moved while an incident was on are its own.
class TestMitigation final : public QObject
{
    Q_OBJECT

private slots:
    void leversOfAnotherServiceDoNotCount();
    void aHandAtTheControlPlaneIsTold();
    void aCommandFromHereIsNoHand();
    void aHandAtALeverOfAnotherServiceDoesNotCount();
};

void TestMitigation::leversOfAnotherServiceDoNotCount()
{
    Story story;
    story.openBesideAnother();
    const auto intent = story.lever("pin", 50, true);
    story.rung("pin", RungKind::Recovered, RungState::Reached, 70, intent);
    story.aim("shop");
    QVERIFY(!story.of(MomentKind::Mitigation).time);
    QVERIFY(!story.of(MomentKind::Recovery).time);
    story.aim("gateway"); // whose that is nobody knows
    verifyAt(story.of(MomentKind::Mitigation), 52);
    story.aim("bot");
    verifyAt(story.of(MomentKind::Recovery), 70);
}

void TestMitigation::aHandAtTheControlPlaneIsTold()
{
    Story story;
    story.seen("breaker:bot", "bot", 5); // before the fault
    story.alarm(telemetry::AlarmState::Raised, 30, 32);
    story.open(45, 10);
    QVERIFY(!story.of(MomentKind::Mitigation).time);
    story.seen("breaker:bot", "bot", 50);
    story.seen("breaker:bot", "bot", 60);
    verifyAt(story.of(MomentKind::Mitigation), 50);
    QVERIFY(story.of(MomentKind::Mitigation).why.find("not from here") != std::string::npos);
    story.lever("pin", 70, true); // what is known for sure goes before
    verifyAt(story.of(MomentKind::Mitigation), 72);
}

// Whoever watches the levers sees the console's own moves as well, also one of another incident,
// and one that was fired before this one began.
void TestMitigation::aCommandFromHereIsNoHand()
{
    Story story;
    story.openBesideAnother();
    story.lever("pin", 50, true);
    story.aim("shop");
    story.seen("pin", "", 53); // of which it is not told what it moves
    const KeyMoment none = story.of(MomentKind::Mitigation);
    QVERIFY2(!none.time, none.why.c_str());
    QCOMPARE(none.why, "no lever but of other services was moved from here");
    story.seen("flag", "bot", 60); // by a hand, and of ours
    verifyAt(story.of(MomentKind::Mitigation), 60);

    Story before;
    before.lever("pin", 5, true);
    before.aim("bot");
    before.openBesideAnother();
    before.seen("pin", "bot", 11);
    QVERIFY2(!before.of(MomentKind::Mitigation).time,
             before.of(MomentKind::Mitigation).why.c_str());
    before.seen("pin", "bot", 300); // long after: moved there again, by somebody else
    verifyAt(before.of(MomentKind::Mitigation), 300);
}

void TestMitigation::aHandAtALeverOfAnotherServiceDoesNotCount()
{
    Story story;
    story.openBesideAnother();
    story.seen("pin", "shop", 50);
    const KeyMoment none = story.of(MomentKind::Mitigation);
    QVERIFY2(!none.time, none.why.c_str());
    QCOMPARE(none.why, "no lever was moved from here");
    story.seen("pin", "bot", 60);
    verifyAt(story.of(MomentKind::Mitigation), 60);
}

QTEST_GUILESS_MAIN(TestMitigation)
#include "tst_mitigation.moc"
