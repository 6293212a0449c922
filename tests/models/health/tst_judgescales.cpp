// SPDX-License-Identifier: GPL-3.0-or-later

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
        teach(scales, "toxicity", 20, 0, 10);
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
        for (int i = 0; i < 24; ++i)
            static_cast<void>(
                applied(scales, scored("helpfulness", 1 + i % 5, i % 5 >= 3 ? "fail" : "pass")));
        QVERIFY(applied(scales, scored("helpfulness", 5)).state == EvaluationState::Failed);
    }

    // Scores of one half of a scale only may be on another one.
    void aScaleThatIsNotFilledIsNotKnown()
    {
        JudgeScales scales({}, named);
        teach(scales, "helpfulness", 100, 7, 8);
        QVERIFY(!applied(scales, scored("helpfulness", 8)).badness);
        static_cast<void>(applied(scales, scored("helpfulness", 2)));
        QVERIFY(applied(scales, scored("helpfulness", 8)).badness.has_value());
        static_cast<void>(applied(scales, scored("helpfulness", 1000))); // no scale that people use
        QVERIFY(!applied(scales, scored("helpfulness", 8)).badness);
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
