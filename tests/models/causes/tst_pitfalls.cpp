// SPDX-License-Identifier: GPL-3.0-or-later

// What has once led to a wrong cause, or to a figure that was none.

#include "models/causes/casewords.h"
#include "models/causes/hypotheses.h"
#include "models/causes/loadchange.h"
#include "tests/models/causes/casefixture.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>

using namespace casetest;
using causes::CaseAnswer;
using causes::Cause;
using causes::Hypothesis;
using causes::Trait;

namespace {

bool says(const Hypothesis& hypothesis, const std::string& text)
{
    return std::ranges::any_of(hypothesis.evidence, [&](const causes::CauseEvidence& evidence) {
        return evidence.text.find(text) != std::string::npos;
    });
}

bool lacks(const Hypothesis& hypothesis, const std::string& text)
{
    return std::ranges::any_of(hypothesis.missing, [&](const std::string& missing) {
        return missing.find(text) != std::string::npos;
    });
}

store::JudgeRow judgeRow(int failed, const char* model)
{
    store::JudgeRow row;
    row.service = "bot";
    row.check = "faithfulness";
    row.failed = failed;
    row.passed = 750 - failed;
    row.models = {model};
    row.delayMedian = std::chrono::seconds(2);
    return row;
}

store::Agreement agreement(int alike, int apart)
{
    store::Agreement golden;
    golden.bothPassed = alike;
    golden.onlyJudge = apart;
    return golden;
}

// Only a judge sees it; ours and its other qualities are as before.
void failByJudge(Fleet& fleet, double share)
{
    fleet.each([&](CaseAnswer& row, double second) {
        if (second >= kChange)
            fleet.setFailed(row, "faithfulness", fleet.chance(share));
    });
}

} // namespace

class TestPitfalls : public QObject
{
    Q_OBJECT

private slots:
    void otherQualitiesOfOneJudgeAreNoFurtherWitnesses()
    {
        Fleet fleet(1);
        for (const char* check : {"toxicity", "tone", "conciseness", "relevance"})
            fleet.rows().checks.emplace_back(check);
        fleet.each([&](CaseAnswer& row, double second) {
            for (const char* check : {"toxicity", "tone", "conciseness", "relevance"})
                fleet.setFailed(row, check, fleet.chance(0.02));
            if (second < kChange || !fleet.chance(0.6))
                return;
            row.trait(Trait::Model) = "m-2";
            fleet.setFailed(row, "faithfulness", fleet.chance(0.5));
        });
        fleet.rows().judgesBefore = {judgeRow(20, "judge-1")};
        fleet.rows().judgesAfter = {judgeRow(240, "judge-1")};
        const auto facts = causes::factsOf(fleet.rows());
        const auto all = causes::hypotheses(facts);
        QCOMPARE(causes::causeName(all.front().cause), causes::causeName(Cause::ModelVersion));
        QVERIFY(of(all, Cause::Judge).score < all.front().score - 2);
        QVERIFY(causes::judgeOrModel(facts).starts_with("The answers got worse, not the judge"));
    }

    void anotherTokenizerIsNoLimit()
    {
        Fleet fleet(2);
        fleet.each([&](CaseAnswer& row, double second) {
            if (second < kChange || !fleet.chance(0.6))
                return;
            row.trait(Trait::Model) = "m-2";
            row.inputTokens = static_cast<std::int64_t>(static_cast<double>(row.inputChars) / 5.6);
            if (fleet.chance(0.5))
                fleet.setFailed(row, "groundedness", true);
        });
        const auto all = causes::hypotheses(causes::factsOf(fleet.rows()));
        QCOMPARE(all.front().cause, Cause::ModelVersion);
        QVERIFY(!says(of(all, Cause::Truncation), "far fewer tokens"));
    }

    // The same, counted otherwise from one moment on by one and the same model.
    void allInputsShortAlikeIsAnotherCount()
    {
        Fleet fleet(3);
        addFault(fleet, "prompt_regression");
        fleet.each([&](CaseAnswer& row, double second) {
            if (second >= kChange)
                row.inputTokens =
                    static_cast<std::int64_t>(static_cast<double>(row.inputChars) / 6);
        });
        const auto all = causes::hypotheses(causes::factsOf(fleet.rows()));
        QCOMPARE(all.front().cause, Cause::Prompt);
        QVERIFY(lacks(of(all, Cause::Truncation), "another way of counting"));
        QVERIFY(!says(of(all, Cause::Truncation), "far fewer tokens"));
    }

    void callsWithoutArgumentsAreNotTheSame()
    {
        Fleet fleet(4);
        addFault(fleet, "prompt_regression");
        fleet.each([](CaseAnswer& row, double second) {
            row.toolCalls = second < kChange ? 1 : 2;
            row.toldCalls = 0;
            row.repeatedCalls = 0;
        });
        const auto facts = causes::factsOf(fleet.rows());
        QVERIFY(facts.symptom != causes::SymptomKind::RepeatedCalls);
        const auto all = causes::hypotheses(facts);
        QCOMPARE(all.front().cause, Cause::Prompt);
        QVERIFY(lacks(of(all, Cause::AgentLoop), "arguments of tools are not captured"));
    }

    void theCureIsWhatItTookThePlaceOf()
    {
        Fleet fleet(5);
        fleet.each([&](CaseAnswer& row, double second) {
            const bool isAnswer = fleet.chance(0.65);
            row.trait(Trait::Prompt) = isAnswer ? "answer@3"
                : second < kChange              ? "summary@7"
                                                : "summary@8";
            if (!isAnswer && second >= kChange)
                fleet.setFailed(row, "groundedness", fleet.chance(0.5));
        });
        const auto all = causes::hypotheses(causes::factsOf(fleet.rows()));
        QCOMPARE(all.front().cause, Cause::Prompt);
        QCOMPARE(all.front().value, std::string("summary@8"));
        QCOMPARE(all.front().remedy.value, std::string("summary@7"));
        QCOMPARE(all.front().conditions.front().field, std::string("prompt_version"));
        QCOMPARE(all.front().conditions.front().value, std::string("summary@8"));
    }

    // Which of two it was that gave its traffic away is not told.
    void ofTwoPredecessorsNoneIsChosen()
    {
        Fleet fleet(6);
        fleet.each([&](CaseAnswer& row, double second) {
            row.trait(Trait::Model) = fleet.chance(0.5) ? "m-a" : "m-b";
            if (second < kChange || !fleet.chance(0.6))
                return;
            row.trait(Trait::Model) = "m-2";
            fleet.setFailed(row, "groundedness", fleet.chance(0.5));
        });
        const auto all = causes::hypotheses(causes::factsOf(fleet.rows()));
        QCOMPARE(all.front().cause, Cause::ModelVersion);
        QCOMPARE(all.front().remedy.value, std::string());
        QVERIFY(all.front().remedy.text.find("m-a or m-b") != std::string::npos
                || all.front().remedy.text.find("m-b or m-a") != std::string::npos);
    }

    void aJudgeThatKeepsItsNameMayHaveAnotherModel()
    {
        Fleet fleet(7);
        failByJudge(fleet, 0.5);
        for (CaseAnswer& row : fleet.rows().answers) {
            row.trait(Trait::Judge).clear();
            row.judges = {{1, "faithfulness-eval"}};
        }
        fleet.rows().judgesBefore = {judgeRow(20, "judge-1")};
        fleet.rows().judgesAfter = {judgeRow(375, "judge-2")};
        const auto all = causes::hypotheses(causes::factsOf(fleet.rows()));
        QCOMPARE(all.front().cause, Cause::Judge);
        QVERIFY(says(all.front(), "it judges with judge-2 and did with judge-1"));
        QVERIFY(!says(all.front(), "did not change"));
        QVERIFY(all.front().remedy.value.empty());
    }

    void aGoldenSetTellsJudgeFromModel()
    {
        Fleet fleet(8);
        failByJudge(fleet, 0.5);
        fleet.rows().judgesBefore = {judgeRow(20, "judge-1")};
        fleet.rows().judgesAfter = {judgeRow(375, "judge-1")};
        auto facts = causes::factsOf(fleet.rows());
        QVERIFY(lacks(of(causes::hypotheses(facts), Cause::Judge), "golden set: none is given"));
        QVERIFY(causes::judgeOrModel(facts).find("golden set: none is given") != std::string::npos);

        fleet.rows().hasGolden = true;
        fleet.rows().judgesBefore.front().withGolden = agreement(96, 4);
        fleet.rows().judgesAfter.front().withGolden = agreement(60, 30);
        facts = causes::factsOf(fleet.rows());
        const std::string drifted =
            "with the golden set it agrees on 67 % (56 to 76) of 90, before "
            "on 96 % (90 to 98) of 100";
        QVERIFY(says(of(causes::hypotheses(facts), Cause::Judge), drifted));
        std::string sentence = causes::judgeOrModel(facts);
        QVERIFY2(sentence.starts_with("The judge drifted, not the model"), sentence.c_str());
        QVERIFY(sentence.find(drifted) != std::string::npos);

        fleet.rows().judgesAfter.front().withGolden = agreement(86, 4);
        facts = causes::factsOf(fleet.rows());
        sentence = causes::judgeOrModel(facts);
        QVERIFY2(sentence.starts_with("The answers got worse, not the judge"), sentence.c_str());
        QVERIFY(of(causes::hypotheses(facts), Cause::Judge).countAgainst() > 0);
    }

    void loadOfCallsWithoutEndIsNotKnown()
    {
        Fleet fleet(9);
        addFault(fleet, "prompt_regression");
        for (CaseAnswer& row : fleet.rows().answers) {
            row.end = row.start;
            row.load.reset();
        }
        causes::fillLoad(fleet.rows().answers, at(kLength + 600));
        QVERIFY(std::ranges::none_of(fleet.rows().answers,
                                     [](const CaseAnswer& row) { return row.load.has_value(); }));
        const auto all = causes::hypotheses(causes::factsOf(fleet.rows()));
        QVERIFY(lacks(of(all, Cause::Load), "load is not known"));
        QVERIFY(!says(of(all, Cause::Load), "load is as before"));
    }

    // Where calls that have not ended are missing, they would look like low load.
    void loadAtTheEndsIsNotKnown()
    {
        Fleet fleet(10);
        for (CaseAnswer& row : fleet.rows().answers) {
            row.end = row.start + std::chrono::seconds(3);
            row.load.reset();
        }
        causes::fillLoad(fleet.rows().answers, at(kLength));
        for (const CaseAnswer& row : fleet.rows().answers) {
            const bool isInside = row.start >= at(3) && row.start < at(kLength - 6);
            QCOMPARE(row.load.has_value(), isInside);
            if (isInside)
                QVERIFY(std::abs(*row.load - 15) < 1.5);
        }
    }

    // A load that went on rising long after answers went bad: its own step lies behind the onset.
    void aLoadThatRoseOnIsFoundByItsKnee()
    {
        int knees = 0;
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            Fleet fleet(seed);
            fleet.rows().checks.emplace_back("degeneration");
            fleet.each([&](CaseAnswer& row, double second) {
                const double load = second < kChange ? 5 : 5 + (second - kChange) * 0.15;
                row.load = load + (fleet.chance(0.5) ? 1 : 0) + (fleet.chance(0.5) ? 1 : 0);
                fleet.setFailed(row, "degeneration", fleet.chance(*row.load > 16 ? 0.5 : 0.01));
            });
            const auto facts = causes::factsOf(fleet.rows());
            const auto all = causes::hypotheses(facts);
            QCOMPARE(all.front().cause, Cause::Load);
            const relation::Relation& relation = facts.load.relation;
            QVERIFY(relation.isRelated() && relation.isRising);
            QVERIFY(says(
                all.front(),
                "the more calls are in flight, the more answers are failed by degeneration: "));
            // Each amount with its aim; where the load rose there is a knee to stay under, too.
            const std::string& cure = all.front().remedy.text;
            QVERIFY2(cure.find("to be back at the load that was usual before the onset")
                         != std::string::npos,
                     cure.c_str());
            const bool isKneeTold = cure.find("To be under the knee at ") != std::string::npos
                && cure.find(" on the average since the onset.") != std::string::npos;
            QVERIFY2(isKneeTold == relation.knee.has_value(), cure.c_str());
            // What the lever is set to does both.
            if (isKneeTold) {
                const double left =
                    *facts.load.inFlight.after * (1 - std::stoi(all.front().remedy.value) / 100.0);
                QVERIFY2(left <= relation.knee->at, cure.c_str());
            }
            knees += isKneeTold ? 1 : 0;
            // As far as answers tell, not half way up the rise.
            const auto* change = facts.loadChange();
            QVERIFY(change != nullptr);
            QVERIFY2(change->change.loadFrom > 14 && change->change.loadFrom < 19,
                     std::to_string(change->change.loadFrom).c_str());
        }
        QVERIFY(knees > 0);
    }

    // A text that does not come says nothing against the answer.
    void whatIsMissingIsNotCalledBad()
    {
        Fleet fleet(15);
        addFault(fleet, "telemetry_fault");
        causes::CaseFacts facts = causes::factsOf(fleet.rows());
        const auto missing = of(causes::hypotheses(facts), Cause::Telemetry);
        QCOMPARE(missing.lost, std::string("missing"));
        QVERIFY(says(missing, " answers came without text, before "));
        facts.symptom = causes::SymptomKind::LostContent;
        QCOMPARE(causes::symptomWord(facts), std::string("without text"));
        const auto lost = of(causes::hypotheses(facts), Cause::Telemetry);
        for (const auto& evidence : lost.evidence)
            QVERIFY2(evidence.text.find(" are bad") == std::string::npos, evidence.text.c_str());
        facts.telemetry.lostState = "telemetry_truncated";
        QCOMPARE(causes::symptomWord(facts), std::string("cut"));
        QCOMPARE(of(causes::hypotheses(facts), Cause::Telemetry).lost, std::string("cut"));
    }

    // While a load rises answers begin at a low one and run into the high one, which they go bad
    // with: they are not "without" it, and do not acquit it.
    void answersThatRanIntoTheLoadAreNotWithoutIt()
    {
        Fleet fleet(14);
        fleet.rows().checks.emplace_back("degeneration");
        fleet.each([&](CaseAnswer& row, double second) {
            // A dip in the rise, after which the load is there for good.
            const bool isDip = second >= kChange + 4 && second < kChange + 12;
            const bool isHigh = second >= kChange && !isDip;
            row.load = isHigh ? 30 : isDip ? 9 : 5;
            row.end = row.start + std::chrono::seconds(isDip ? 10 : 2);
            fleet.setFailed(row, "degeneration", fleet.chance(isHigh || isDip ? 0.5 : 0.01));
        });
        const auto facts = causes::factsOf(fleet.rows());
        const auto* change = facts.loadChange();
        QVERIFY(change != nullptr && change->isCandidate());
        const auto all = causes::hypotheses(facts);
        QCOMPARE(all.front().cause, Cause::Load);
        QVERIFY(all.front().score >= 3);
        QVERIFY(!says(all.front(), "answers without it are as often failed by degeneration"));
    }

    // Answers at a low load, with none of the high one while they were made, are as bad as others:
    // it is not the load.
    void answersThatAreAsBadWithoutTheLoadAcquitIt()
    {
        Fleet fleet(15);
        fleet.rows().checks.emplace_back("degeneration");
        fleet.each([&](CaseAnswer& row, double second) {
            const bool isHigh = second >= kChange && std::fmod(second, 40) < 30;
            row.load = isHigh ? 30 : 5;
            row.end = row.start + std::chrono::seconds(1);
            fleet.setFailed(row, "degeneration", fleet.chance(second >= kChange ? 0.5 : 0.01));
        });
        const auto facts = causes::factsOf(fleet.rows());
        const auto* change = facts.loadChange();
        QVERIFY(change != nullptr && !change->isCandidate());
        QVERIFY(says(of(causes::hypotheses(facts), Cause::Load),
                     "answers without it are as often failed by degeneration"));
    }

    // Answers of which the service that was passed through was not read are not "without" it.
    void whatWasNotReadIsNotUnexposed()
    {
        Fleet fleet(11);
        auto& rows = fleet.rows();
        std::vector<CaseAnswer> kept;
        for (std::size_t i = 0; i < rows.answers.size(); ++i) {
            CaseAnswer& other = rows.others[i];
            rows.answers[i].key.trace = other.key.trace;
            if (other.start >= at(kChange)) {
                other.trait(Trait::Model) = "m-2";
                fleet.setFailed(rows.answers[i], "groundedness", fleet.chance(0.5));
            }
            if (other.start < at(kChange + 50))
                kept.push_back(other);
        }
        rows.others = kept;
        const auto facts = causes::factsOf(rows);
        const auto* model = facts.bestOf(Trait::Model);
        QVERIFY(model != nullptr && model->isCandidate());
        QCOMPARE(model->unexposed.count, std::int64_t{0});
        QCOMPARE(causes::hypotheses(facts).front().cause, Cause::ModelVersion);
    }

    // Nothing is wrong with any answer; their times are.
    void aClockThatIsOffIsAFaultOfTheTelemetry()
    {
        for (const int offset : {75, -75}) {
            Fleet fleet(13);
            fleet.each([&](CaseAnswer& row, double second) {
                row.delay =
                    std::chrono::seconds(1) + std::chrono::seconds(second < kChange ? 0 : offset);
                row.trait(Trait::Instrumentation) = second < kChange ? "openai 2.3" : "openai 2.4";
            });
            const auto facts = causes::factsOf(fleet.rows());
            QVERIFY(facts.symptom == causes::SymptomKind::WrongTimes);
            const auto all = causes::hypotheses(facts);
            QCOMPARE(all.front().cause, Cause::Telemetry);
            QVERIFY(all.front().score >= 3);
            QVERIFY(
                says(all.front(), offset > 0 ? "76 s after their end" : "74 s before their end"));
        }
    }

    // A harmless change of all answers at the same time explains a little of what is left.
    void aRemnantIsNoExplanation()
    {
        Fleet fleet(14);
        fleet.each([&](CaseAnswer& row, double second) {
            if (second < kChange)
                return;
            row.trait(Trait::Index) = "2026-11-27";
            const bool isNew = fleet.chance(0.4);
            row.trait(Trait::Adapter) = isNew ? "voice-2" : "";
            if (isNew || fleet.chance(0.07))
                fleet.setFailed(row, "groundedness", fleet.chance(0.7));
        });
        const auto facts = causes::factsOf(fleet.rows());
        QCOMPARE(causes::hypotheses(facts).front().cause, Cause::FineTune);
        const auto* index = facts.bestOf(Trait::Index);
        QVERIFY(index != nullptr);
        QVERIFY(index->standing == causes::ChangeStanding::ExplainedElsewhere);
    }

    // Of a prompt and a release that came together neither is said to be the one.
    void aReleaseOfTheSameAnswersStaysOpen()
    {
        Fleet fleet(15);
        fleet.each([&](CaseAnswer& row, double second) {
            if (second < kChange)
                return;
            row.trait(Trait::Prompt) = "8";
            row.trait(Trait::Version) = "1.1";
            fleet.setFailed(row, "groundedness", fleet.chance(0.5));
        });
        const auto all = causes::hypotheses(causes::factsOf(fleet.rows()));
        QCOMPARE(all.front().cause, Cause::Prompt);
        QVERIFY(lacks(all.front(), "release 1.1"));
    }

    // Answers of one conversation fail together: bursts are no onset.
    void burstsAreNoOnset()
    {
        int onsets = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            Fleet fleet(seed);
            int number = 0;
            bool isBad = false;
            fleet.each([&](CaseAnswer& row, double) {
                if (number % 8 == 0)
                    isBad = fleet.chance(0.03);
                row.session = "s" + std::to_string(number++ / 8);
                fleet.setFailed(row, "groundedness", isBad);
            });
            onsets += causes::factsOf(fleet.rows()).onset ? 1 : 0;
        }
        QVERIFY2(onsets <= 2, std::to_string(onsets).c_str());
    }

    // A name of its own for each answer tells of no change, and costs nothing.
    void valuesThatDoNotRepeatAreNoChanges()
    {
        Fleet fleet(12);
        addFault(fleet, "bad_model_version");
        int number = 0;
        fleet.each([&](CaseAnswer& row, double) {
            row.trait(Trait::Prompt) = "hash-" + std::to_string(number++);
        });
        const auto facts = causes::factsOf(fleet.rows());
        QVERIFY(facts.bestOf(Trait::Prompt) == nullptr);
        QCOMPARE(causes::hypotheses(facts).front().cause, Cause::ModelVersion);
    }
};

QTEST_GUILESS_MAIN(TestPitfalls)
#include "tst_pitfalls.moc"
