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
        QVERIFY(run.isFinished());
        QCOMPARE(run.doneCount(), std::size_t{1});
        QVERIFY(run.settle(progress("pin", StepState::Done)).has_value()); // at the second try
        QCOMPARE(run.find("pin")->state, StepState::Done);
        QCOMPARE(run.find("pin")->when, telemetry::Timestamp{9s});
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
