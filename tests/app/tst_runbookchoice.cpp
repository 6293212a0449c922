// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/runbooks.h"

#include <QTest>

class TestRunbookChoice : public QObject
{
    Q_OBJECT

private slots:
    // Several runbooks are for one check: which one is told by the lever of the likeliest cause.
    void theRunbookMovesTheLeverOfTheCause()
    {
        const auto runbooks = builtInRunbooks();
        telemetry::AlarmTransition alarm;
        alarm.alarm = "A-0001";
        alarm.service = "bot";
        alarm.check = "groundedness";
        causes::Hypothesis prompt;
        prompt.cause = causes::Cause::Prompt;
        prompt.service = "bot";
        prompt.score = 4;
        prompt.remedy = {.lever = "prompt:bot", .value = "7", .text = {}};
        causes::Hypothesis adapter = prompt;
        adapter.cause = causes::Cause::FineTune;
        adapter.score = 1.5;
        adapter.remedy = {.lever = "adapter:bot", .value = "none", .text = {}};
        const auto choice = runbookFor(alarm, runbooks, {prompt, adapter});
        QVERIFY(choice.runbook != nullptr);
        QCOMPARE(choice.runbook->id, std::string("ungrounded-prompt"));
        QCOMPARE(runbookParameters(alarm, {}, choice.hypothesis).at("last_good_prompt"),
                 std::string("7"));
        // A service without that lever is helped by the next.
        const auto next = runbookFor(alarm, runbooks, {prompt, adapter}, {"adapter:bot"});
        QCOMPARE(next.runbook->id, std::string("spoilt-adapter"));
        // What is hardly possible chooses nothing: then it is the check.
        prompt.score = 0.5;
        const auto byCheck = runbookFor(alarm, runbooks, {prompt});
        QVERIFY(byCheck.hypothesis == nullptr);
        QCOMPARE(byCheck.runbook->check, std::string("groundedness"));
    }

    // Texts that are cut and texts that do not come are two causes with one lever.
    void cutAndMissingTextsHaveTheirOwnRunbooks()
    {
        const auto runbooks = builtInRunbooks();
        telemetry::AlarmTransition alarm;
        alarm.service = "bot";
        alarm.check = "answer_text";
        causes::Hypothesis fault;
        fault.cause = causes::Cause::Telemetry;
        fault.service = "bot";
        fault.score = 4;
        fault.remedy = {.lever = "instrumentation:bot", .value = {}, .text = {}};
        fault.lost = "cut";
        QCOMPARE(runbookFor(alarm, runbooks, {fault}).runbook->id, std::string("cut-attributes"));
        fault.lost = "missing";
        QCOMPARE(runbookFor(alarm, runbooks, {fault}).runbook->id, std::string("unseen-answers"));
    }
};

QTEST_GUILESS_MAIN(TestRunbookChoice)
#include "tst_runbookchoice.moc"
