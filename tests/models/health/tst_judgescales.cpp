// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/agreement.h"
#include "models/health/judgescales.h"

#include <QTest>

#include <cmath>

using namespace health;
using namespace telemetry;

namespace {

std::optional<bool> named(std::string_view check)
{
    if (check == "helpfulness")
        return true;
    return check == "toxicity" ? std::optional(false) : std::nullopt;
}

Evaluation scored(const std::string& check, double score, const std::string& label = {})
{
    Evaluation evaluation;
    evaluation.check = check;
    evaluation.evaluator = "grader";
    evaluation.value = score;
    evaluation.label = label;
    if (!label.empty())
        evaluation.state = label == "pass" ? EvaluationState::Passed : EvaluationState::Failed;
    return evaluation;
}

Evaluation applied(JudgeScales& scales, Evaluation evaluation)
{
    scales.apply(evaluation, Timestamp{});
    return evaluation;
}

// Scores 1 to 5 in turn.
void teach(JudgeScales& scales, const std::string& check, int count, int lowest = 1,
           int highest = 5)
{
    for (int i = 0; i < count; ++i)
        static_cast<void>(applied(scales, scored(check, lowest + i % (highest - lowest + 1))));
}

} // namespace

// What scores of judges mean, where nobody declares it.
class TestJudgeScales : public QObject
{
    Q_OBJECT

private slots:
    void aScaleIsLearntAndTheNameTellsTheGoodEnd()
    {
        JudgeScales scales({}, named);
        QVERIFY(!applied(scales, scored("helpfulness", 5)).badness); // not known yet
        teach(scales, "helpfulness", 20);
        const Evaluation best = applied(scales, scored("helpfulness", 5));
        QVERIFY(best.state == EvaluationState::Passed && *best.badness == 0);
        const Evaluation worst = applied(scales, scored("helpfulness", 1));
        QVERIFY(worst.state == EvaluationState::Failed && *worst.badness == 1);
        QCOMPARE(*applied(scales, scored("helpfulness", 2)).badness, 0.75);
        teach(scales, "toxicity", 40, 0, 10);
        QCOMPARE(*applied(scales, scored("toxicity", 10)).badness, 1.0);
        QVERIFY(applied(scales, scored("toxicity", 1)).state == EvaluationState::Passed);
    }

    // Nobody says which end is good: then it is not known, however much is seen.
    void anUnknownDirectionIsNeverGuessed()
    {
        JudgeScales scales({}, named);
        teach(scales, "quux", 500);
        const Evaluation evaluation = applied(scales, scored("quux", 5));
        QVERIFY(!evaluation.badness);
        QVERIFY(evaluation.state == EvaluationState::Inconclusive);
    }

    void labelsTeachTheDirectionAndTheThreshold()
    {
        JudgeScales scales({}, named);
        for (int i = 0; i < 12; ++i) {
            static_cast<void>(applied(scales, scored("quux", 4 + i % 2, "fail")));
            static_cast<void>(applied(scales, scored("quux", 1 + i % 2, "pass")));
        }
        const Evaluation low = applied(scales, scored("quux", 1));
        QVERIFY(low.state == EvaluationState::Passed && *low.badness == 0);
        QVERIFY(applied(scales, scored("quux", 4)).state == EvaluationState::Failed);
        QVERIFY(applied(scales, scored("quux", 3)).state
                == EvaluationState::Passed); // in the middle
        // Labels of the judge's own are left alone.
        const Evaluation own = applied(scales, scored("quux", 5, "pass"));
        QVERIFY(own.state == EvaluationState::Passed && !own.badness);
        // What labels teach goes before what a name says.
        for (int i = 0; i < 30; ++i)
            static_cast<void>(
                applied(scales, scored("helpfulness", 1 + i % 5, i % 5 >= 3 ? "fail" : "pass")));
        QVERIFY(applied(scales, scored("helpfulness", 5)).state == EvaluationState::Failed);
    }

    // Most pass with the best score, so that the middle of the means lies above the line.
    void theThresholdIsWhereLabelsPart()
    {
        JudgeScales scales({}, named);
        for (int i = 0; i < 200; ++i) {
            const double good = i % 10 == 0 ? 3 : 5;
            static_cast<void>(applied(scales, scored("helpfulness", good, "pass")));
            const double bad = i % 20 == 0 ? 1 : 2.5;
            static_cast<void>(applied(scales, scored("helpfulness", bad, "fail")));
        }
        QVERIFY(applied(scales, scored("helpfulness", 3)).state == EvaluationState::Passed);
        QVERIFY(applied(scales, scored("helpfulness", 2.5)).state == EvaluationState::Failed);
        // Many labels have said so: a few others move nothing.
        const auto before = applied(scales, scored("helpfulness", 4)).badness;
        for (int i = 0; i < 250; ++i)
            static_cast<void>(applied(scales, scored("helpfulness", 3, "fail")));
        QVERIFY(applied(scales, scored("helpfulness", 4)).badness == before);
        // Labels that do not follow the scores teach nothing.
        JudgeScales others({}, named);
        for (int i = 0; i < 200; ++i)
            static_cast<void>(
                applied(others, scored("quux", 1 + i % 5, i % 2 == 0 ? "pass" : "fail")));
        QVERIFY(!applied(others, scored("quux", 5)).badness);
    }

    void aScaleOfWhichAnEndIsNotSeenIsNotKnown_data()
    {
        QTest::addColumn<int>("lowest");
        QTest::addColumn<int>("highest");
        QTest::newRow("part of ten") << 7 << 8;
        QTest::newRow("three steps") << 1 << 3;
        QTest::newRow("four steps") << 1 << 4;
        QTest::newRow("seven steps") << 1 << 7;
        QTest::newRow("nought to three") << 0 << 3;
        QTest::newRow("nought to four") << 0 << 4;
        QTest::newRow("no scale that people use") << 1 << 1000;
    }
    void aScaleOfWhichAnEndIsNotSeenIsNotKnown()
    {
        QFETCH(int, lowest);
        QFETCH(int, highest);
        JudgeScales scales({}, named);
        teach(scales, "helpfulness", 3000, lowest, highest);
        for (int score = lowest; score <= highest; ++score)
            QVERIFY(!applied(scales, scored("helpfulness", score)).badness);
    }

    // It may be the worst of five.
    void oneAloneIsOfNoScale()
    {
        JudgeScales scales({}, named);
        teach(scales, "helpfulness", 500, 1, 1);
        QVERIFY(!applied(scales, scored("helpfulness", 1)).badness);
        teach(scales, "toxicity", 500, 0, 1); // yes and no
        QCOMPARE(*applied(scales, scored("toxicity", 1)).badness, 1.0);
        // Then it was part of another one, and which is not known.
        static_cast<void>(applied(scales, scored("toxicity", 3)));
        static_cast<void>(applied(scales, scored("toxicity", 2)));
        QVERIFY(!applied(scales, scored("toxicity", 1)).badness);
    }

    // Whoever scores with fractions up to one means a share, good or bad.
    void fractionsTellTheirScale()
    {
        JudgeScales scales({}, named);
        for (int i = 0; i < 3; ++i)
            static_cast<void>(applied(scales, scored("helpfulness", 0.9)));
        QCOMPARE(*applied(scales, scored("helpfulness", 1)).badness, 0.0);
        // -1 tells that there is no score, and no other scale.
        for (int i = 0; i < 30; ++i) {
            static_cast<void>(applied(scales, scored("helpfulness", 0.8 + i % 3 * 0.1)));
            if (i % 5 == 0)
                QVERIFY(!applied(scales, scored("helpfulness", -1)).badness);
        }
        QCOMPARE(*applied(scales, scored("helpfulness", 0.25)).badness, 0.75);
    }

    // What the reader has made of the name and a score from 0 to 1 gives way to what is known.
    void whatIsLearntCountsForMoreThanTheName()
    {
        JudgeScales scales({}, named);
        Evaluation byName = scored("helpfulness", 0.75);
        byName.state = EvaluationState::Passed;
        byName.badness = 0.25;
        byName.isReadByName = true;
        QCOMPARE(*applied(scales, byName).badness, 0.25);
        static_cast<void>(applied(scales, scored("helpfulness", 7)));
        static_cast<void>(applied(scales, scored("helpfulness", 8)));
        QVERIFY(!applied(scales, byName).badness); // of which scale it is is not known
        QVERIFY(applied(scales, byName).state == EvaluationState::Inconclusive);
        teach(scales, "helpfulness", 55, 0, 10);
        QVERIFY(applied(scales, byName).state == EvaluationState::Failed);
    }

    void aScaleThatWasUsedStays()
    {
        JudgeScales scales({}, named);
        teach(scales, "helpfulness", 20);
        QCOMPARE(*applied(scales, scored("helpfulness", 3)).badness, 0.49);
        for (int i = 0; i < 4; ++i)
            QVERIFY(!applied(scales, scored("helpfulness", 0)).badness); // it lies beyond
        QCOMPARE(*applied(scales, scored("helpfulness", 3)).badness, 0.49);
        // Too many of them: then it is another scale, and which has to be told.
        for (int i = 0; i < 10; ++i)
            static_cast<void>(applied(scales, scored("helpfulness", 8)));
        QVERIFY(!applied(scales, scored("helpfulness", 3)).badness);
    }

    // Two who agree twice may still be guessing.
    void fewAnswersAreNoProofOfAgreement()
    {
        const auto few = agreementOf(1, 1, 0, 0);
        QVERIFY(few && few->kappa);
        QCOMPARE(*few->kappa, 1.0);
        QVERIFY(few->kappaLow < 0 && few->kappaHigh == 1);
        const auto many = agreementOf(400, 400, 100, 100);
        QVERIFY(many->kappaLow > 0.54 && many->kappaHigh < 0.65);
        QVERIFY(!agreementOf(0, 5, 0, 0)->kappa);
    }

    void aRuleCountsForMore()
    {
        JudgeRule rule{.check = "helpfulness",
                       .evaluator = {},
                       .low = 0,
                       .high = 10,
                       .isHighGood = true,
                       .threshold = 8};
        JudgeRule special = rule;
        special.evaluator = "strict";
        special.threshold = 10;
        JudgeScales scales({rule, special}, named);
        Evaluation evaluation = applied(scales, scored("helpfulness", 8));
        QVERIFY(evaluation.state == EvaluationState::Passed && *evaluation.badness < 0.5);
        QVERIFY(applied(scales, scored("helpfulness", 7.9)).state == EvaluationState::Failed);
        QVERIFY(applied(scales, scored("helpfulness", 2, "pass")).state == EvaluationState::Failed);
        evaluation = applied(scales, scored("helpfulness", 11));
        QVERIFY(evaluation.state == EvaluationState::Inconclusive && !evaluation.badness);
        QVERIFY(evaluation.reason.find("beyond the scale") != std::string::npos);
        Evaluation strict = scored("helpfulness", 9);
        strict.evaluator = "strict";
        QVERIFY(applied(scales, strict).state == EvaluationState::Failed);
        strict.value = 10;
        QCOMPARE(*applied(scales, strict).badness, 0.0);
        QVERIFY(scales.takeChanged().empty()); // there is nothing to learn
    }

    // Per name and judge; what was learnt is handed over and taken up.
    void whatWasLearntIsKept()
    {
        JudgeScales first({}, named);
        teach(first, "helpfulness", 30);
        const auto learnt = first.takeChanged();
        QCOMPARE(learnt.size(), std::size_t{1});
        QCOMPARE(learnt[0].scores, 30);
        QVERIFY(learnt[0].reading && learnt[0].reading->high == 5);
        QVERIFY(first.takeChanged().empty());
        JudgeScales second({}, named);
        second.restore(learnt);
        QVERIFY(applied(second, scored("helpfulness", 4)).badness.has_value());
        Evaluation other = scored("helpfulness", 4);
        other.evaluator = "another";
        QVERIFY(!applied(second, other).badness);
        Evaluation down = scored("helpfulness", 0);
        down.state = EvaluationState::JudgeUnavailable;
        QVERIFY(applied(second, down).state == EvaluationState::JudgeUnavailable);
    }
};

QTEST_GUILESS_MAIN(TestJudgeScales)
#include "tst_judgescales.moc"
