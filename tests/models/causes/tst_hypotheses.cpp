// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/casewords.h"
#include "models/causes/hypotheses.h"
#include "tests/models/causes/casefixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <string>

using namespace casetest;
using causes::Cause;
using causes::Hypothesis;

namespace {

std::string told(const std::vector<Hypothesis>& all)
{
    std::string text;
    for (const Hypothesis& hypothesis : all) {
        text += std::string(causes::causeName(hypothesis.cause)) + ' '
            + std::to_string(hypothesis.score) + '\n';
        for (const causes::CauseEvidence& evidence : hypothesis.evidence)
            text += "    " + std::to_string(evidence.weight) + ' ' + evidence.text + '\n';
    }
    return text;
}

} // namespace

class TestHypotheses : public QObject
{
    Q_OBJECT

private slots:
    void theTrueCauseComesFirst_data()
    {
        QTest::addColumn<std::string>("cause");
        QTest::addColumn<std::string>("herring");
        QTest::addColumn<double>("second");
        QTest::addColumn<double>("share");
        for (const Cause cause : causes::kCauses) {
            const std::string name = causes::causeName(cause);
            const auto add = [&name](const char* herring, double second, double share) {
                QTest::addRow("%s, %s", name.c_str(), *herring == '\0' ? "plain" : herring)
                    << name << std::string(herring) << second << share;
            };
            add("", 0, 0);
            if (cause != Cause::ModelVersion)
                add("model", kChange - 6, 0.3);
            if (cause != Cause::Prompt)
                add("prompt", kChange + 6, 0.3);
            if (cause != Cause::Index)
                add("index", kChange - 8, 1);
            if (cause != Cause::AgentLoop && cause != Cause::Truncation)
                add("version", kChange + 5, 1);
        }
    }
    void theTrueCauseComesFirst()
    {
        QFETCH(std::string, cause);
        QFETCH(std::string, herring);
        QFETCH(double, second);
        QFETCH(double, share);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            Fleet fleet(seed);
            addFault(fleet, cause);
            if (!herring.empty())
                addRedHerring(fleet, herring, second, share);
            const auto all = causes::hypotheses(causes::factsOf(fleet.rows()));
            QCOMPARE(all.size(), causes::kCauseCount);
            QVERIFY2(causes::causeName(all.front().cause) == cause, told(all).c_str());
        }
    }

    void healthIsNoIncident()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Fleet fleet(seed);
            const auto facts = causes::factsOf(fleet.rows());
            QVERIFY(!facts.onset);
            for (const Hypothesis& hypothesis : causes::hypotheses(facts)) {
                QVERIFY(hypothesis.evidence.empty());
                QVERIFY(!hypothesis.missing.empty());
            }
        }
    }

    void scoresAreTheSumsOfTheirEvidence()
    {
        Fleet fleet(3);
        addFault(fleet, "prompt_regression");
        for (const Hypothesis& hypothesis : causes::hypotheses(causes::factsOf(fleet.rows()))) {
            double sum = 0;
            for (const causes::CauseEvidence& evidence : hypothesis.evidence) {
                sum += evidence.weight;
                QVERIFY(!evidence.text.empty());
                QVERIFY(std::abs(evidence.weight) <= 5);
            }
            QCOMPARE(hypothesis.score, sum);
            QVERIFY(!hypothesis.sentence.empty() && !hypothesis.refutation.empty());
        }
    }

    void theCureIsTheLastGoodVersion()
    {
        Fleet fleet(4);
        addFault(fleet, "prompt_regression");
        const auto all = causes::hypotheses(causes::factsOf(fleet.rows()));
        const Hypothesis& prompt = of(all, Cause::Prompt);
        QCOMPARE(prompt.remedy.lever, std::string("prompt:bot"));
        QCOMPARE(prompt.remedy.value, std::string("7"));
        QCOMPARE(prompt.value, std::string("8"));
    }

    // What is not in the telemetry is missing, and speaks neither for nor against.
    void unknownIsNoEvidence()
    {
        Fleet fleet(5);
        addFault(fleet, "bad_model_version");
        fleet.each([](causes::CaseAnswer& row, double) {
            row.trait(causes::Trait::Adapter).clear();
            row.trait(causes::Trait::Index).clear();
            row.documents.clear();
            row.inputTokens.reset();
        });
        const auto all = causes::hypotheses(causes::factsOf(fleet.rows()));
        QCOMPARE(all.front().cause, Cause::ModelVersion);
        QVERIFY(!of(all, Cause::FineTune).missing.empty());
        QVERIFY(of(all, Cause::Index).missing.size() >= 2);
        QVERIFY(!of(all, Cause::Truncation).missing.empty());
        for (const Cause cause : {Cause::FineTune, Cause::Truncation}) {
            for (const causes::CauseEvidence& evidence : of(all, cause).evidence)
                QVERIFY2(std::abs(evidence.weight) <= 1, evidence.text.c_str());
        }
    }

    void judgeOrModelIsOneSentence()
    {
        Fleet drifted(6);
        addFault(drifted, "judge_drift");
        const std::string judge = causes::judgeOrModel(causes::factsOf(drifted.rows()));
        QVERIFY2(judge.starts_with("The judge drifted, not the model: it is another one, and our "
                                   "validators see no change: faithfulness fails 50 % of 750"),
                 judge.c_str());
        QVERIFY2(judge.find("judge-2") != std::string::npos, judge.c_str());

        Fleet worse(6);
        addFault(worse, "judge_drift"); // the rows of the judge
        worse.each([&](causes::CaseAnswer& row, double second) {
            if (second >= kChange)
                worse.setFailed(row, "groundedness", worse.chance(0.4));
        });
        const std::string model = causes::judgeOrModel(causes::factsOf(worse.rows()));
        QVERIFY2(model.starts_with("The answers got worse, and the judge says so"), model.c_str());
        QCOMPARE(causes::judgeOrModel(causes::factsOf(Fleet(6).rows())), std::string());
    }

    // 3 of 7 that fail, before 2 of 38: more than before, and too few to say either. Of many that
    // are as ever it can be said that the judge does not see it.
    void whatAJudgeDoesNotSeeIsSaidOfEnoughAnswers()
    {
        const auto told = [](causes::Counts before, causes::Counts after) {
            causes::CaseFacts facts;
            facts.onset.emplace();
            causes::JudgeFacts judge;
            judge.check = "faithfulness";
            judge.failed = {.before = before, .after = after};
            facts.judges = {judge};
            facts.ownChecks = {.before = {.bad = 2, .count = 200},
                               .after = {.bad = 60, .count = 90}};
            return causes::judgeOrModel(facts);
        };
        const std::string few = told({.bad = 2, .count = 38}, {.bad = 3, .count = 7});
        QVERIFY2(few.find("does not see it") == std::string::npos, few.c_str());
        QVERIFY2(few.find("cannot be told (n = 7)") != std::string::npos, few.c_str());
        const std::string blind = told({.bad = 4, .count = 100}, {.bad = 3, .count = 80});
        QVERIFY2(blind.starts_with("The answers got worse, and the judge does not see it"),
                 blind.c_str());
        const std::string seen = told({.bad = 4, .count = 100}, {.bad = 50, .count = 80});
        QVERIFY2(seen.starts_with("The answers got worse, and the judge says so"), seen.c_str());
    }

    // What only a check says is said to be its word, everywhere.
    void whatACheckFailedIsNotCalledBad()
    {
        Fleet fleet(16);
        addFault(fleet, "prompt_regression");
        causes::CaseFacts facts = causes::factsOf(fleet.rows());
        facts.symptom = causes::SymptomKind::OwnCheck;
        facts.check = "output_format";
        QCOMPARE(causes::symptomWord(facts), std::string("failed by output format"));
        const auto isCalledBad = [](const std::string& text) {
            return text.find(" bad") != std::string::npos || text.starts_with("Bad ");
        };
        const auto all = causes::hypotheses(facts);
        for (const auto& hypothesis : all) {
            QVERIFY2(!isCalledBad(hypothesis.sentence), hypothesis.sentence.c_str());
            QVERIFY2(!isCalledBad(hypothesis.refutation), hypothesis.refutation.c_str());
            QVERIFY2(!isCalledBad(hypothesis.remedy.text), hypothesis.remedy.text.c_str());
            for (const auto& evidence : hypothesis.evidence)
                QVERIFY2(!isCalledBad(evidence.text), evidence.text.c_str());
            for (const std::string& missing : hypothesis.missing)
                QVERIFY2(!isCalledBad(missing), missing.c_str());
        }
        const auto& prompt = *std::ranges::find(all, Cause::Prompt, &Hypothesis::cause);
        QVERIFY2(
            prompt.sentence.find(" are failed by output format because of their prompt version")
                != std::string::npos,
            prompt.sentence.c_str());
        facts.symptom = causes::SymptomKind::JudgeCheck;
        facts.check = "Correctness";
        QCOMPARE(causes::symptomWord(facts), std::string("failed by the judge's Correctness"));
        facts.symptom = causes::SymptomKind::None;
        QCOMPARE(causes::symptomWord(facts), std::string("bad"));
    }
};

QTEST_GUILESS_MAIN(TestHypotheses)
#include "tst_hypotheses.moc"
