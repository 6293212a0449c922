// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/leverentries.h"
#include "models/runbook/requirement.h"
#include "models/runbook/runentries.h"

#include <QTest>

#include <chrono>

using namespace runbook;
using std::chrono::minutes;

namespace {

const std::string kBook = R"(---
id: ours
title: Ours
parameters:
  good: what served before
---

```step
id: look
kind: check
title: Look at it
max_age: 2h
```

```step
id: prove
kind: probe
title: Ask {good}
probe_set: golden
model: "{good}"
current: new
max_age: 30m
```

```step
id: pin
kind: lever
lever: "pin:bot"
to: "{good}"
requires: prove
```

```step
id: reset
kind: lever
lever: "breaker:bot"
to: reset
requires: look
```

```step
id: choose
kind: decide
question: Is it the model?
options: [yes - go on, no - leave it]
```

```step
id: decided
kind: lever
lever: "pin:bot"
to: "{good}"
requires: choose
answer: yes
```
)";

const telemetry::Timestamp kRequirementNow{std::chrono::hours(24 * 365)};

Runbook book()
{
    auto parsed = parseRunbook(kBook);
    if (!parsed.problems.empty())
        qFatal("%s", parsed.problems.front().message.c_str());
    return parsed.runbook;
}

LeverPlan planOf(const std::string& kind, const std::string& to)
{
    LeverPlan plan;
    plan.lever.id = kind + ":bot";
    plan.lever.kind = kind;
    plan.to = to;
    return plan;
}

telemetry::TimelineEntry by(const std::string& who, telemetry::TimelineEntry entry)
{
    entry.actor = who;
    return entry;
}

telemetry::TimelineEntry begun()
{
    return startEntry(
        RunbookRun::start(book(), "ada", kRequirementNow - minutes(60), {{"good", "old"}}), book());
}

telemetry::TimelineEntry settled(const std::string& step, StepState state, const std::string& note,
                                 telemetry::Duration ago = minutes(5))
{
    return by("ada",
              stepEntry("ours", step,
                        {.step = step,
                         .state = state,
                         .who = "ada",
                         .when = kRequirementNow - ago,
                         .note = note}));
}

telemetry::TimelineEntry proof(ProofOutcome outcome, const std::string& candidate = "old",
                               telemetry::Duration ago = minutes(5))
{
    ProofRecord record;
    record.probeSet = "golden";
    record.candidate = {.model = candidate, .asked = 24, .passed = 24, .low = 0.86};
    record.current = VersionStanding{.model = "new", .asked = 24, .passed = 11, .failed = 13};
    record.outcome = outcome;
    record.standing = Standing::Better;
    record.reason = "24 of 24 probes passed.";
    record.ended = kRequirementNow - ago;
    Step step;
    step.id = "prove";
    return proofEntry("ours", step, record);
}

std::string unmet(const std::vector<telemetry::TimelineEntry>& entries, const LeverPlan& plan,
                  const std::string& step = "pin")
{
    const Runbook ours = book();
    const auto lever = std::ranges::find(ours.steps, step, &Step::id);
    const auto requirement = requirementOf(ours, *lever, {{"good", "old"}});
    const RunEvidence evidence = runEvidence(entries);
    const auto missing = unmetRequirement(*requirement, &evidence, plan, kRequirementNow);
    if (missing && missing->lifting.empty())
        qFatal("nothing lifts it");
    return missing ? missing->sentence : std::string();
}

bool has(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestRequirement : public QObject
{
    Q_OBJECT

private slots:
    void whatIsAskedForIsRead()
    {
        const Runbook ours = book();
        QVERIFY(!requirementOf(ours, ours.steps[0], {}));
        const auto pin = requirementOf(ours, ours.steps[2], {{"good", "old"}});
        QVERIFY(pin.has_value());
        QCOMPARE(pin->step, std::string("prove"));
        QCOMPARE(pin->title, std::string("Ask old"));
        QCOMPARE(pin->candidate, std::string("old"));
        QVERIFY(pin->maxAge == minutes(30));
        QVERIFY(requirementOf(ours, ours.steps[3], {})->maxAge == std::chrono::hours(2));
    }

    void aProofLiftsIt()
    {
        const LeverPlan pin = planOf("pin", "old");
        QVERIFY(has(unmet({begun()}, pin), "was not carried out yet"));
        QCOMPARE(unmet({begun(), proof(ProofOutcome::Proven)}, pin), std::string());
        QVERIFY(has(unmet({begun(), proof(ProofOutcome::Refuted)}, pin), "showed otherwise"));
        QVERIFY(has(unmet({begun(), proof(ProofOutcome::NotEnough)}, pin), "showed otherwise"));
        // A proof that was refuted later is none, and one that was broken off takes nothing back.
        QVERIFY(
            has(unmet({begun(), proof(ProofOutcome::Proven), proof(ProofOutcome::Refuted)}, pin),
                "showed otherwise"));
        QCOMPARE(unmet({begun(), proof(ProofOutcome::Proven), proof(ProofOutcome::Stopped)}, pin),
                 std::string());
        QVERIFY(has(unmet({begun(), proof(ProofOutcome::NoAnswer)}, pin), "not carried out"));
    }

    // What was said of the step after it was proven.
    void laterBadNewsCountsMore()
    {
        const LeverPlan pin = planOf("pin", "old");
        const auto proven = proof(ProofOutcome::Proven, "old", minutes(9));
        QCOMPARE(unmet({begun(), proven, settled("prove", StepState::Done, "24 of 24")}, pin),
                 std::string());
        QVERIFY(
            has(unmet({begun(), proven, settled("prove", StepState::Failed, "leaks names")}, pin),
                "which failed (leaks names)"));
        QCOMPARE(
            unmet({begun(), settled("prove", StepState::Failed, "no answer", minutes(12)), proven},
                  pin),
            std::string());
    }

    // A proof that ends when its run was left already begins no run.
    void aLateProofBeginsNothing()
    {
        const auto left = leaveEntry("ours", "Ours", kRequirementNow - minutes(6));
        const RunEvidence none = runEvidence({begun(), left, proof(ProofOutcome::Proven)});
        QVERIFY(none.runbook.empty());
        QVERIFY(none.steps.empty());
        auto other = begun();
        other.subject = "theirs";
        const RunEvidence theirs = runEvidence({begun(), left, other, proof(ProofOutcome::Proven)});
        QCOMPARE(theirs.runbook, std::string("theirs"));
        QVERIFY(theirs.steps.empty());
    }

    // Who asks often enough gets a proof in the end: how often is told.
    void proofsAreCounted()
    {
        const RunEvidence evidence =
            runEvidence({begun(), proof(ProofOutcome::Refuted), proof(ProofOutcome::Stopped),
                         proof(ProofOutcome::Proven, "other")});
        QCOMPARE(evidence.steps.at("prove").proofs.at("old"), 2);
        QCOMPARE(evidence.steps.at("prove").proofs.at("other"), 1);
    }

    void anAnswerIsAWholeWord()
    {
        QVERIFY(isAnswer("yes", "yes"));
        QVERIFY(isAnswer("Yes - go on: by ada", "yes"));
        QVERIFY(isAnswer("yes, I think", "yes"));
        QVERIFY(!isAnswer("yesterday's answers rule it out", "yes"));
        QVERIFY(!isAnswer("not sure", "no"));
        QVERIFY(!isAnswer("", "no"));
        QVERIFY(isAnswer("anything", ""));
    }

    void ofAnotherVersionItDoesNotCount()
    {
        QVERIFY(has(unmet({begun(), proof(ProofOutcome::Proven, "other")}, planOf("pin", "old")),
                    "proved other, and not old"));
        // What is pinned is what counts, whatever the run began with.
        QVERIFY(has(unmet({begun(), proof(ProofOutcome::Proven)}, planOf("pin", "newer")),
                    "proved old, and not newer"));
    }

    void anOldProofDoesNotCount()
    {
        const LeverPlan pin = planOf("pin", "old");
        QCOMPARE(unmet({begun(), proof(ProofOutcome::Proven, "old", minutes(30))}, pin),
                 std::string());
        const std::string old =
            unmet({begun(), proof(ProofOutcome::Proven, "old", minutes(31))}, pin);
        QVERIFY2(has(old, "31 min old, and counts for 30 min"), old.c_str());
        QVERIFY(has(unmet({begun(), proof(ProofOutcome::Proven, "old", -minutes(10))}, pin),
                    "still to come"));
    }

    // A person's word is no proof, and is what a check asks for.
    void wordsAreNoProof()
    {
        const LeverPlan pin = planOf("pin", "old");
        QVERIFY(has(unmet({begun(), settled("prove", StepState::Done, "trust me")}, pin),
                    "called done by ada, and nothing was asked"));
        QVERIFY(has(unmet({begun(), settled("prove", StepState::Skipped, "no time")}, pin),
                    "ada skipped (no time)"));
        const LeverPlan reset = planOf("breaker", "reset");
        QCOMPARE(unmet({begun(), settled("look", StepState::Done, "")}, reset, "reset"),
                 std::string());
        QVERIFY(
            has(unmet({begun(), settled("look", StepState::Failed, "still down")}, reset, "reset"),
                "failed (still down)"));
        QVERIFY(has(
            unmet({begun(), settled("look", StepState::Done, "", minutes(180))}, reset, "reset"),
            "3 h old, and counts for 2 h"));
    }

    void aDecisionCountsByItsAnswer()
    {
        const LeverPlan pin = planOf("pin", "old");
        QVERIFY(has(
            unmet({begun(), settled("choose", StepState::Done, "no - leave it")}, pin, "decided"),
            "ada said \"no - leave it\""));
        QVERIFY(has(unmet({begun(), settled("choose", StepState::Done, "")}, pin, "decided"),
                    "ada said nothing"));
        QCOMPARE(unmet({begun(), settled("choose", StepState::Done, "Yes, since 02:41")}, pin,
                       "decided"),
                 std::string());
    }

    void onlyTheRunThatGoesOnCounts()
    {
        const LeverPlan pin = planOf("pin", "old");
        QVERIFY(has(unmet({}, pin), "no run of this runbook"));
        QVERIFY(
            has(unmet({begun(), proof(ProofOutcome::Proven), begun()}, pin), "not carried out"));
        QVERIFY(has(unmet({begun(), proof(ProofOutcome::Proven),
                           leaveEntry("ours", "Ours", kRequirementNow)},
                          pin),
                    "no run of this runbook"));
        auto run =
            RunbookRun::start(book(), "ada", kRequirementNow - minutes(60), {{"good", "old"}});
        QVERIFY(run.abort({.who = "ada", .when = kRequirementNow, .reason = "no"}).has_value());
        QVERIFY(has(unmet({begun(), proof(ProofOutcome::Proven), abortEntry(run, "Ours")}, pin),
                    "no run of this runbook"));
        const Runbook ours = book();
        const auto requirement = requirementOf(ours, ours.steps[2], {{"good", "old"}});
        const auto unknown = unmetRequirement(*requirement, nullptr, pin, kRequirementNow);
        QVERIFY(unknown && has(unknown->sentence, "is not known here"));
    }

    void aProofIsReadBackAsItWasWritten()
    {
        const auto entry = proof(ProofOutcome::Proven);
        QCOMPARE(entry.kind, std::string("step"));
        const auto read = proofFrom(entry);
        QVERIFY(read.has_value());
        QVERIFY(read->outcome == ProofOutcome::Proven);
        QVERIFY(read->standing == Standing::Better);
        QCOMPARE(read->candidate.passed, 24);
        QCOMPARE(read->candidate.low, 0.86);
        QCOMPARE(read->current->model, std::string("new"));
        QVERIFY(read->ended == kRequirementNow - minutes(5));
        QVERIFY(!proofFrom(begun()));
        auto odd = entry;
        odd.payload = R"({"state":"proof","outcome":"splendid"})";
        QVERIFY(proofFrom(odd)->outcome == ProofOutcome::NoAnswer); // proves nothing
    }

    void hostileAnswersAreKeptShortAndWhole()
    {
        Step step;
        step.id = "prove";
        ProbeAnswer answer;
        answer.probe = "a";
        answer.model = "m";
        answer.answer = std::string(10'000'000, '\xff');
        answer.result = ProbeAnswer::Result::Failed;
        answer.reason = "it is \xe2\x80\xae wrong";
        const auto entry = answerEntry("ours", step, answer);
        QVERIFY(entry.kind == "probe");
        QVERIFY2(entry.payload.size() < 20'000, std::to_string(entry.payload.size()).c_str());
        QVERIFY(has(entry.payload, "\"answer_bytes\":10000000"));
        QVERIFY(has(entry.text, "asked of m: failed"));
    }
};

QTEST_GUILESS_MAIN(TestRequirement)
#include "tst_requirement.moc"
