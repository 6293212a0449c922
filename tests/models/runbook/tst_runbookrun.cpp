// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/runbookrun.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace runbook;

namespace {

RunbookRun makeRun()
{
    Runbook runbook;
    runbook.id = "fabricated-apis";
    for (const char* id : {"confirm", "pin", "tell"}) {
        Step step;
        step.id = id;
        runbook.steps.push_back(step);
    }
    return RunbookRun::start(runbook, "maria", telemetry::Timestamp{5s},
                             {{"service", "code-assistant"}});
}

StepProgress progress(const char* step, StepState state, const char* note = "")
{
    return {.step = step,
            .state = state,
            .who = "maria",
            .when = telemetry::Timestamp{9s},
            .note = note};
}

} // namespace

class TestRunbookRun : public QObject
{
    Q_OBJECT

private slots:
    void walksThroughTheSteps()
    {
        RunbookRun run = makeRun();
        QCOMPARE(run.current()->step, std::string("confirm"));
        QVERIFY(run.settle(progress("confirm", StepState::Done)).has_value());
        QCOMPARE(run.current()->step, std::string("pin"));
        QVERIFY(run.settle(progress("tell", StepState::Skipped, "nobody to tell")).has_value());
        QVERIFY(run.settle(progress("pin", StepState::Failed, "conflict")).has_value());
        QVERIFY(run.current() == nullptr); // nothing is pending, and yet
        QVERIFY(!run.isFinished()); // what failed is open
        QVERIFY(!run.isOver());
        QCOMPARE(run.doneCount(), std::size_t{1});
        QVERIFY(run.settle(progress("pin", StepState::Done)).has_value()); // at the second try
        QVERIFY(run.isFinished());
        QVERIFY(run.settle(progress("pin", StepState::Undone)).has_value());
        QVERIFY(!run.isFinished()); // what was put back is open, too
        QVERIFY(run.settle(progress("pin", StepState::Skipped, "not again")).has_value());
        QVERIFY(run.isFinished());
        QVERIFY(run.settle(progress("confirm", StepState::Undone)).has_value());
        QVERIFY(run.settle(progress("confirm", StepState::Done)).has_value());
        QVERIFY(run.settle(progress("pin", StepState::Done)).error().kind
                == telemetry::ErrorKind::Refused);
        run = makeRun();
        QVERIFY(run.settle(progress("pin", StepState::Done)).has_value());
        QCOMPARE(run.find("pin")->state, StepState::Done);
        QCOMPARE(run.find("pin")->when, telemetry::Timestamp{9s});
    }

    void aStepIsRepeatedAndEachTimeCounts()
    {
        RunbookRun run = makeRun();
        // The first time is not a repeat.
        QVERIFY(!run.repeat(progress("confirm", StepState::Done)));
        QVERIFY(run.settle(progress("confirm", StepState::Done)));
        QCOMPARE(run.find("confirm")->times, 1);
        // Whoever comes second with the same step is told, and told by whom.
        const auto second = run.settle(progress("confirm", StepState::Done));
        QVERIFY(!second);
        QVERIFY(second.error().kind == telemetry::ErrorKind::Refused);
        QVERIFY(second.error().message.find("settled by maria") != std::string::npos);
        QVERIFY(run.repeat(progress("confirm", StepState::Done, "still so")));
        QCOMPARE(run.find("confirm")->times, 2);
        QCOMPARE(run.find("confirm")->note, std::string("still so"));
        QVERIFY(run.repeat(progress("confirm", StepState::Failed, "back again")));
        QCOMPARE(run.find("confirm")->times, 3);
        // A failed one is open: it is settled.
        QVERIFY(!run.repeat(progress("confirm", StepState::Done)));
        QVERIFY(run.settle(progress("confirm", StepState::Done)));
        QCOMPARE(run.find("confirm")->times, 4);
        QVERIFY(!run.repeat(progress("confirm", StepState::Skipped, "no")));
        QVERIFY(!run.repeat(progress("nowhere", StepState::Done)));
        QVERIFY(run.settle(progress("pin", StepState::Skipped, "no pin")));
        QVERIFY(run.repeat(progress("pin", StepState::Done)));
    }

    void anAbortedRunTakesNothingMore()
    {
        RunbookRun run = makeRun();
        QVERIFY(!run.abort({.who = "bob", .when = telemetry::Timestamp{7s}, .reason = " \n"}));
        QVERIFY(!run.isOver());
        QVERIFY(
            run.abort({.who = "bob", .when = telemetry::Timestamp{7s}, .reason = "false alarm"}));
        QVERIFY(run.isOver());
        QVERIFY(!run.isFinished());
        for (const auto& refused : {run.settle(progress("pin", StepState::Done)),
                                    run.repeat(progress("pin", StepState::Done)),
                                    run.abort({.who = "al", .when = {}, .reason = "me too"})}) {
            QVERIFY(!refused);
            QVERIFY(refused.error().message.find("bob") != std::string::npos);
        }
    }

    void refusesWhatWouldRewriteThePast()
    {
        RunbookRun run = makeRun();
        QVERIFY(!run.settle(progress("nowhere", StepState::Done)));
        QVERIFY(!run.settle(progress("confirm", StepState::Pending)));
        QVERIFY(!run.settle(progress("confirm", StepState::Skipped)));
        QVERIFY(run.settle(progress("confirm", StepState::Done)).has_value());
        QVERIFY(!run.settle(progress("confirm", StepState::Skipped, "after all")));
        QVERIFY(!run.settle(progress("confirm", StepState::Done)));
        QCOMPARE(run.find("confirm")->state, StepState::Done);
    }

    // A lever in effect whose signal does not come back.
    void whatWasDoneMayTurnOutToHaveFailed()
    {
        RunbookRun run = makeRun();
        QVERIFY(run.settle(progress("pin", StepState::Done)).has_value());
        QVERIFY(run.settle(progress("pin", StepState::Failed, "not recovered")).has_value());
        QCOMPARE(run.find("pin")->state, StepState::Failed);
        QVERIFY(run.settle(progress("pin", StepState::Done, "late")).has_value());
        QVERIFY(run.settle(progress("tell", StepState::Skipped, "nobody to tell")).has_value());
        QVERIFY(!run.settle(progress("tell", StepState::Failed)));
    }
};

QTEST_GUILESS_MAIN(TestRunbookRun)
#include "tst_runbookrun.moc"
