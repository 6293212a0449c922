// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/effectladder.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace runbook;
using telemetry::Timestamp;

namespace {

const Timestamp kTime{100s};

std::string shape(const EffectLadder& ladder)
{
    std::string text;
    for (const Rung& rung : ladder.rungs())
        text += std::string(text.empty() ? "" : " ") + toString(rung.state);
    return text;
}

} // namespace

class TestEffectLadder : public QObject
{
    Q_OBJECT

private slots:
    void climbsInOrder()
    {
        EffectLadder ladder;
        QCOMPARE(shape(ladder), std::string("waiting waiting waiting waiting"));
        QVERIFY(!ladder.settle(RungKind::Accepted, RungState::Reached, kTime, "early"));
        QVERIFY(!ladder.settle(RungKind::Recovered, RungState::Reached, kTime, "early"));
        QVERIFY(ladder.settle(RungKind::Sent, RungState::Reached, kTime, "a"));
        QVERIFY(ladder.settle(RungKind::Accepted, RungState::Reached, kTime + 1s, "b"));
        QVERIFY(ladder.settle(RungKind::InEffect, RungState::Reached, kTime + 2s, "c"));
        QVERIFY(!ladder.isFinal());
        QVERIFY(ladder.settle(RungKind::Recovered, RungState::Reached, kTime + 3s, "d"));
        QVERIFY(ladder.isFinal());
        QCOMPARE(ladder.rung(RungKind::InEffect).time, kTime + 2s);
        QCOMPARE(ladder.rung(RungKind::InEffect).detail, std::string("c"));
    }

    void aFailedRungVoidsTheLaterOnesForGood()
    {
        EffectLadder ladder;
        ladder.settle(RungKind::Sent, RungState::Reached, kTime, "");
        QVERIFY(ladder.settle(RungKind::Accepted, RungState::Failed, kTime + 1s, "conflict"));
        QCOMPARE(shape(ladder), std::string("reached failed void void"));
        QCOMPARE(ladder.rung(RungKind::Recovered).time, kTime + 1s);
        for (const RungKind kind : {RungKind::Accepted, RungKind::InEffect, RungKind::Recovered})
            QVERIFY(!ladder.settle(kind, RungState::Reached, kTime + 9s, "too late"));
        QCOMPARE(shape(ladder), std::string("reached failed void void"));
        QVERIFY(ladder.isFinal());
    }

    void unknownIsNotReachedButMayBeSettled()
    {
        EffectLadder ladder;
        ladder.settle(RungKind::Sent, RungState::Reached, kTime, "");
        QVERIFY(ladder.settle(RungKind::Accepted, RungState::Unknown, kTime, "no reply"));
        QVERIFY(ladder.settle(RungKind::InEffect, RungState::Unknown, kTime, "no read-back"));
        QVERIFY(!ladder.isReached(RungKind::Accepted));
        // Better numbers alone do not make a lever effective.
        QVERIFY(!ladder.settle(RungKind::Recovered, RungState::Reached, kTime, "signal is back"));
        QVERIFY(
            ladder.settle(RungKind::InEffect, RungState::Reached, kTime + 5s, "read back later"));
        QVERIFY(ladder.settle(RungKind::Recovered, RungState::Reached, kTime + 6s, ""));
        QCOMPARE(shape(ladder), std::string("reached unknown reached reached"));
    }

    void onlyARecoveryMayComeLate()
    {
        EffectLadder ladder;
        for (const RungKind kind : {RungKind::Sent, RungKind::Accepted, RungKind::InEffect})
            ladder.settle(kind, RungState::Reached, kTime, "");
        QVERIFY(ladder.settle(RungKind::Recovered, RungState::Failed, kTime + 120s, "not in time"));
        QVERIFY(!ladder.settle(RungKind::Recovered, RungState::Unknown, kTime + 125s, ""));
        QVERIFY(ladder.settle(RungKind::Recovered, RungState::Reached, kTime + 130s, "back"));
        QVERIFY(!ladder.settle(RungKind::Recovered, RungState::Failed, kTime + 140s, "again"));
        QCOMPARE(shape(ladder), std::string("reached reached reached reached"));
        QVERIFY(!ladder.settle(RungKind::InEffect, RungState::Failed, kTime + 140s, ""));
    }

    void aFactSurvivesAFailureBefore()
    {
        EffectLadder ladder;
        ladder.settle(RungKind::Sent, RungState::Reached, kTime, "");
        ladder.settle(RungKind::Accepted, RungState::Unknown, kTime, "");
        ladder.settle(RungKind::InEffect, RungState::Reached, kTime, "");
        QVERIFY(ladder.settle(RungKind::Accepted, RungState::Failed, kTime,
                              "the log says it was refused"));
        QCOMPARE(shape(ladder), std::string("reached failed reached void"));
    }

    void neverTakesVoidOrWaitingFromOutside()
    {
        EffectLadder ladder;
        QVERIFY(!ladder.settle(RungKind::Sent, RungState::Void, kTime, ""));
        QVERIFY(!ladder.settle(RungKind::Sent, RungState::Waiting, kTime, ""));
    }

    // Where the lever stood already nothing was sent, and it is in effect all the same.
    void whatStoodThereAlreadyIsInEffect()
    {
        FireResult result;
        result.rungs = {
            {.kind = RungKind::Sent, .time = {}, .detail = "nothing had to be sent"},
            {.kind = RungKind::Accepted, .time = {}, .detail = "nothing had to be sent"},
            {.kind = RungKind::InEffect,
             .state = RungState::Reached,
             .time = kTime,
             .detail = "e"}};
        EffectLadder ladder;
        ladder.take(result);
        QCOMPARE(shape(ladder), std::string("waiting waiting reached waiting"));
        QCOMPARE(ladder.rung(RungKind::Sent).detail, std::string("nothing had to be sent"));
        QVERIFY(ladder.settle(RungKind::Recovered, RungState::Reached, kTime + 9s, "back"));
        QVERIFY(!ladder.findThere(kTime, "again"));
        // Of what was sent it is not so: its rungs are climbed in order.
        EffectLadder sent;
        result.wasSent = true;
        sent.take(result);
        QCOMPARE(shape(sent), std::string("waiting waiting waiting waiting"));
        EffectLadder under;
        under.settle(RungKind::Sent, RungState::Reached, kTime, "");
        QVERIFY(!under.findThere(kTime, "read"));
    }

    void takesTheGatewaysRungsAndNotItsOpinionOnRecovery()
    {
        FireResult result;
        result.rungs = {
            {.kind = RungKind::Sent, .state = RungState::Reached, .time = kTime, .detail = "s"},
            {.kind = RungKind::Accepted, .state = RungState::Reached, .time = kTime, .detail = "a"},
            {.kind = RungKind::InEffect, .state = RungState::Reached, .time = kTime, .detail = "e"},
            {.kind = RungKind::Recovered,
             .state = RungState::Reached,
             .time = kTime,
             .detail = "r"}};
        EffectLadder ladder;
        ladder.take(result);
        QCOMPARE(shape(ladder), std::string("reached reached reached waiting"));
    }
};

QTEST_GUILESS_MAIN(TestEffectLadder)
#include "tst_effectladder.moc"
