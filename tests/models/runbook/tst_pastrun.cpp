// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/leverentries.h"
#include "models/runbook/pastrun.h"
#include "models/runbook/runentries.h"

#include <QTest>

using namespace std::chrono_literals;
using runbook::StepState;

namespace {

telemetry::Timestamp at(int seconds)
{
    return telemetry::Timestamp{std::chrono::seconds(seconds)};
}

runbook::Runbook sample(const char* extra = "")
{
    const std::string text = std::string(R"(---
id: book
title: A book
version: 7
parameters: {service: which}
---

## One

```step
id: look
kind: check
title: Look at {service}
expect: it is so
```

## Two

```step
id: trip
kind: lever
title: Trip {service}
lever: "breaker:{service}"
to: tripped
risk: safe
```
)") + extra;
    return runbook::parseRunbook(text).runbook;
}

runbook::LeverPlan pastPlan()
{
    runbook::LeverPlan plan;
    plan.lever.id = "breaker:bot";
    plan.before.value = "reset";
    plan.before.exists = true;
    plan.to = "tripped";
    return plan;
}

// As the recording gives them back: with who did it.
class Story
{
public:
    Story()
    {
        run = runbook::RunbookRun::start(sample(), "ada", at(10), {{"service", "bot"}});
        run.evidence = {{"service", "alarm A-0001"}};
        tell(runbook::startEntry(run, sample()));
    }
    void tell(telemetry::TimelineEntry entry, const char* who = "ada")
    {
        entry.actor = who;
        entries.push_back(std::move(entry));
    }
    void settle(const char* step, StepState state, const char* note = "")
    {
        runbook::StepProgress progress{
            .step = step, .state = state, .who = "ada", .when = at(20), .note = note};
        tell(runbook::stepEntry("book", step, progress));
    }
    void fire(runbook::FireOutcome outcome, bool isTold, bool isInEffect)
    {
        tell(runbook::actionEntry(pastPlan(), false, at(30)));
        runbook::FireResult result;
        result.outcome = outcome;
        result.rungs = {{.kind = runbook::RungKind::Sent,
                         .state = runbook::RungState::Reached,
                         .time = at(31),
                         .detail = {}}};
        if (isInEffect) {
            for (const auto kind : {runbook::RungKind::Accepted, runbook::RungKind::InEffect})
                result.rungs.push_back({.kind = kind,
                                        .state = runbook::RungState::Reached,
                                        .time = at(32),
                                        .detail = {}});
        }
        if (isTold) {
            for (auto& entry : runbook::resultEntries(pastPlan(), result, false, at(33)))
                tell(entry);
        }
    }
    runbook::PastRun past() const { return runbook::pastRun(entries); }

    runbook::RunbookRun run;
    std::vector<telemetry::TimelineEntry> entries;
};

} // namespace

class TestPastRun : public QObject
{
    Q_OBJECT

private slots:
    void endsAndRungsAreOfTheIntentThatTheyName();
    void anotherEnvironmentEndsNoCommand();
    void aRunIsTakenUpWhereItWas();
    void theTextItWasBegunWithIsKept();
    void whatNobodyToldIsUnknown_data();
    void whatNobodyToldIsUnknown();
    void whatHadNotToBeSentIsInEffect();
    void repeatsAreCounted();
    void anAbortedRunIsOver();
    void aRunOfAnotherRunbookCannotGoOn();
    void aLongRunbookIsKeptWithItsRun();
    void anEditedRunbookDoesNotTakeAnOldRunOver();
    void whatComesLateBeginsNoRun();
};

void TestPastRun::aRunIsTakenUpWhereItWas()
{
    Story story;
    story.settle("look", StepState::Done, "82 %");
    story.fire(runbook::FireOutcome::Verified, true, true);
    const runbook::PastRun past = story.past();
    const auto book = runbook::runbookOf(past, {});
    QVERIFY(book);
    const auto run = runbook::resumable(past, *book);
    QVERIFY2(run, run ? "" : run.error().message.c_str());
    QCOMPARE(run->who, std::string("ada"));
    QVERIFY(run->started == at(10));
    QCOMPARE(run->parameters.at("service"), std::string("bot"));
    QCOMPARE(run->evidence.at("service"), std::string("alarm A-0001"));
    QCOMPARE(run->current()->step, std::string("trip"));
    QVERIFY(run->find("look")->state == StepState::Done);
    QCOMPARE(run->find("look")->note, std::string("82 %"));
    const runbook::PastCommand* command = past.newestOf("breaker:bot", "tripped");
    QVERIFY(command != nullptr);
    QVERIFY(!command->isUnknown());
    QVERIFY(command->ladder.isReached(runbook::RungKind::InEffect));
    QCOMPARE(command->who, std::string("ada"));
}

void TestPastRun::theTextItWasBegunWithIsKept()
{
    const Story story;
    const runbook::PastRun past = story.past();
    QCOMPARE(past.markdown, sample().markdown);
    QCOMPARE(past.digest, runbook::digestOf(sample()));
    QCOMPARE(past.digest.size(), std::size_t{64});
    QCOMPARE(past.version, std::string("7"));
    // The file has another step first by now: the run goes on with the text that it was begun with.
    const runbook::Runbook newer = sample("\n## Three\n\n```step\nid: new\nkind: manual\n```\n");
    QCOMPARE(newer.steps.size(), std::size_t{3});
    QCOMPARE(runbook::runbookOf(past, {newer}).value().steps.size(), std::size_t{2});
}

void TestPastRun::whatNobodyToldIsUnknown_data()
{
    QTest::addColumn<runbook::FireOutcome>("outcome");
    QTest::addColumn<bool>("isTold");
    QTest::addColumn<bool>("isInEffect");
    QTest::addColumn<bool>("isUnknown");
    using runbook::FireOutcome;
    QTest::newRow("killed between intent and outcome")
        << FireOutcome::Verified << false << false << true;
    QTest::newRow("a timeout") << FireOutcome::Unknown << true << false << true;
    QTest::newRow("accepted, not seen") << FireOutcome::NotYetVisible << true << false << true;
    QTest::newRow("verified") << FireOutcome::Verified << true << true << false;
    QTest::newRow("refused") << FireOutcome::Refused << true << false << false;
    QTest::newRow("conflict") << FireOutcome::Conflict << true << false << false;
}

void TestPastRun::whatNobodyToldIsUnknown()
{
    QFETCH(const runbook::FireOutcome, outcome);
    QFETCH(const bool, isTold);
    QFETCH(const bool, isInEffect);
    Story story;
    story.fire(outcome, isTold, isInEffect);
    const runbook::PastRun past = story.past();
    const runbook::PastCommand* command = past.newestOf("breaker:bot", "tripped");
    QVERIFY(command != nullptr);
    QTEST(command->isUnknown(), "isUnknown");
}

// Rungs that wait are not recorded: a lever that stood there already has one rung alone.
void TestPastRun::whatHadNotToBeSentIsInEffect()
{
    Story story;
    story.tell(runbook::actionEntry(pastPlan(), false, at(30)));
    runbook::FireResult result;
    result.outcome = runbook::FireOutcome::Verified;
    result.rungs = {
        {.kind = runbook::RungKind::Sent, .time = {}, .detail = "nothing had to be sent"},
        {.kind = runbook::RungKind::InEffect,
         .state = runbook::RungState::Reached,
         .time = at(31),
         .detail = "read back"}};
    for (const auto& entry : runbook::resultEntries(pastPlan(), result, false, at(31)))
        story.tell(entry);
    const runbook::PastRun past = story.past();
    QCOMPARE(past.commands.size(), std::size_t(1));
    const runbook::EffectLadder& ladder = past.commands[0].ladder;
    QVERIFY(ladder.isReached(runbook::RungKind::InEffect));
    QCOMPARE(ladder.rung(runbook::RungKind::InEffect).detail, std::string("read back"));
    QVERIFY(ladder.rung(runbook::RungKind::Sent).state == runbook::RungState::Waiting);
}

void TestPastRun::repeatsAreCounted()
{
    Story story;
    story.settle("look", StepState::Done);
    QVERIFY(story.run.settle(
        {.step = "look", .state = StepState::Done, .who = "ada", .when = at(20), .note = {}}));
    QVERIFY(story.run.repeat({.step = "look",
                              .state = StepState::Failed,
                              .who = "bob",
                              .when = at(40),
                              .note = "it came back"}));
    QCOMPARE(story.run.find("look")->times, 2);
    const auto entry = runbook::repeatEntry("book", "Look at bot", *story.run.find("look"));
    QCOMPARE(entry.text, std::string("Step failed again, time 2: Look at bot (it came back)"));
    story.tell(entry, "bob");
    const runbook::PastRun past = story.past();
    QCOMPARE(past.find("look")->times, 2);
    QVERIFY(past.find("look")->state == StepState::Failed);
    QCOMPARE(past.find("look")->who, std::string("bob"));
}

void TestPastRun::anAbortedRunIsOver()
{
    Story story;
    QVERIFY(story.run.abort({.who = "bob", .when = at(50), .reason = "false alarm"}));
    const auto entry = runbook::abortEntry(story.run, "A book");
    QVERIFY(entry.payload.find(R"("pending":["look","trip"])") != std::string::npos);
    story.tell(entry, "bob");
    const runbook::PastRun past = story.past();
    QVERIFY(past.aborted.has_value());
    QCOMPARE(past.aborted->reason, std::string("false alarm"));
    QCOMPARE(past.aborted->who, std::string("bob"));
    QVERIFY(runbook::resumable(past, sample()).value().isOver());
    // The next run knows nothing of it.
    story.tell(runbook::startEntry(story.run, sample()));
    QVERIFY(!story.past().aborted);
}

void TestPastRun::aRunOfAnotherRunbookCannotGoOn()
{
    Story story;
    story.settle("look", StepState::Done);
    runbook::PastRun past = story.past();
    past.markdown.clear(); // as recorded by an older Plumbline
    QVERIFY(!runbook::runbookOf(past, {}));
    QVERIFY(runbook::runbookOf(past, {sample()}));
    runbook::Runbook other = sample();
    other.steps.erase(other.steps.begin());
    const auto refused = runbook::runbookOf(past, {other});
    QVERIFY(!refused);
    QVERIFY(refused.error().message.find("\"look\"") != std::string::npos);
}

// A run goes on with the text it was begun with, however long, or not at all.
void TestPastRun::aLongRunbookIsKeptWithItsRun()
{
    runbook::Runbook book = sample();
    book.markdown += '\n' + std::string(200 * 1024, 'x') + '\n';
    auto run = runbook::RunbookRun::start(book, "ada", at(1), {});
    telemetry::TimelineEntry begun = runbook::startEntry(run, book);
    const runbook::PastRun past = runbook::pastRun({begun});
    QCOMPARE(past.markdown.size(), book.markdown.size());
    runbook::Runbook edited = book;
    edited.steps.back().to = "worse";
    edited.markdown += "edited";
    const auto known = runbook::runbookOf(past, {edited});
    QVERIFY(known.has_value());
    QVERIFY(known->markdown == book.markdown);
    QVERIFY(known->steps.back().to != "worse");
}

void TestPastRun::anEditedRunbookDoesNotTakeAnOldRunOver()
{
    Story story;
    runbook::PastRun past = story.past();
    past.markdown.clear(); // not kept
    runbook::Runbook edited = sample();
    edited.markdown += "edited";
    const auto refused = runbook::runbookOf(past, {edited});
    QVERIFY(!refused);
    QVERIFY(refused.error().message.find("another text") != std::string::npos);
    past.digest.clear(); // of before there were digests: its steps tell
    QVERIFY(runbook::runbookOf(past, {edited}));
}

// The end of a proof, say, of a run that was left while it was asked.
void TestPastRun::whatComesLateBeginsNoRun()
{
    telemetry::TimelineEntry late;
    late.kind = "step";
    late.subject = "ours";
    late.payload = "{\"state\":\"proof\",\"step\":\"prove\"}";
    QVERIFY(runbook::pastRun({late}).runbook.empty());
    telemetry::TimelineEntry begun = late;
    begun.subject = "theirs";
    begun.payload = "{\"state\":\"started\",\"parameters\":{\"service\":\"bot\"}}";
    const runbook::PastRun past = runbook::pastRun({begun, late});
    QCOMPARE(past.runbook, std::string("theirs"));
    QCOMPARE(past.parameters.at("service"), std::string("bot"));
}

// Two consoles fired the same: each end and each rung is of the intent that it names.
void TestPastRun::endsAndRungsAreOfTheIntentThatTheyName()
{
    auto first = runbook::actionEntry(pastPlan(), false, at(30));
    first.sequence = 4;
    auto second = runbook::actionEntry(pastPlan(), false, at(31));
    second.sequence = 5;
    runbook::FireResult result;
    result.outcome = runbook::FireOutcome::Verified;
    result.rungs = {{.kind = runbook::RungKind::InEffect,
                     .state = runbook::RungState::Reached,
                     .time = at(32),
                     .detail = {}}};
    std::vector<telemetry::TimelineEntry> entries{first, second};
    for (auto& entry : runbook::resultEntries(pastPlan(), result, false, at(33))) {
        entry.payload.insert(entry.payload.size() - 1, ",\"intent\":4");
        entries.push_back(entry);
    }
    const auto past = runbook::pastRun(entries);
    QCOMPARE(past.commands.size(), std::size_t(2));
    QCOMPARE(past.commands[0].outcome, std::string("verified"));
    QVERIFY(past.commands[0].ladder.isReached(runbook::RungKind::InEffect));
    QVERIFY(past.commands[1].outcome.empty());
    QVERIFY(!past.commands[1].ladder.isReached(runbook::RungKind::InEffect));
}

void TestPastRun::anotherEnvironmentEndsNoCommand()
{
    auto staging = pastPlan();
    staging.lever.environment = "staging";
    auto production = pastPlan();
    production.lever.environment = "production";
    runbook::FireResult result;
    result.outcome = runbook::FireOutcome::Verified;
    const auto past = runbook::pastRun({runbook::actionEntry(staging, false, at(30)),
                                        runbook::actionEntry(production, false, at(31)),
                                        runbook::outcomeEntry(staging, result, false, at(33))});
    QCOMPARE(past.commands.size(), std::size_t(2));
    QCOMPARE(past.commands[0].outcome, std::string("verified"));
    QVERIFY(past.commands[1].outcome.empty());
}

QTEST_GUILESS_MAIN(TestPastRun)
#include "tst_pastrun.moc"
