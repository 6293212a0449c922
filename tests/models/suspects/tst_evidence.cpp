// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/evidence.h"

#include <QTest>

#include <cmath>

using suspects::Evidence;
using telemetry::Evaluation;
using telemetry::EvaluationOrigin;
using telemetry::EvaluationState;

namespace {

Evaluation evaluation(const char* check, EvaluationOrigin origin, EvaluationState state,
                      std::optional<double> badness, const char* reason = "")
{
    Evaluation made;
    made.check = check;
    made.evaluator = origin == EvaluationOrigin::Validator ? "plumbline" : "judge-1";
    made.origin = origin;
    made.state = state;
    made.badness = badness;
    made.reason = reason;
    return made;
}

const auto kOurs = EvaluationOrigin::Validator;
const auto kSent = EvaluationOrigin::Telemetry;

bool isNear(double left, double right)
{
    return std::abs(left - right) < 1e-9;
}

} // namespace

class TestEvidence : public QObject
{
    Q_OBJECT

private slots:
    void eachSaysWhatItAdds();
    void whatPassedLowersNothing();
    void theNewestOfEachSourceCounts();
    void whatDoesNotApplyIsLeftOut();
};

void TestEvidence::eachSaysWhatItAdds()
{
    const auto sheet = suspects::evidenceOf(
        {evaluation("truncation", kOurs, EvaluationState::Passed, 0.02),
         evaluation("groundedness", kOurs, EvaluationState::Failed, 0.6, "3 words nobody said"),
         evaluation("groundedness", kSent, EvaluationState::Failed, 1.0, "not in the passages"),
         evaluation("toxicity", kSent, EvaluationState::Passed, 0.1, "polite"),
         evaluation("citations", kOurs, EvaluationState::NotCaptured, {})});
    // 1 - (1 - .9 * .02)(1 - .6)(1 - .9)
    const double suspicion = 1 - (1 - 0.018) * 0.4 * 0.1;
    QVERIFY(isNear(sheet.suspicion, suspicion));
    QCOMPARE(sheet.items.size(), 5U);
    QCOMPARE(sheet.items[0].check, std::string("groundedness (judge)"));
    QVERIFY(isNear(sheet.items[0].without, 1 - (1 - 0.018) * 0.4));
    QVERIFY(isNear(sheet.items[0].adds, suspicion - sheet.items[0].without));
    QCOMPARE(sheet.items[1].check, std::string("groundedness"));
    QCOMPARE(sheet.items[1].words, std::string("3 words nobody said"));
    QCOMPARE(sheet.items[2].side, Evidence::Side::Against);
    QCOMPARE(sheet.items[2].check, std::string("truncation"));
    QCOMPARE(sheet.items[3].check, std::string("toxicity"));
    QCOMPARE(sheet.items[3].words, std::string("polite"));
    QCOMPARE(sheet.items[4].side, Evidence::Side::Missing);
}

void TestEvidence::whatPassedLowersNothing()
{
    const Evaluation wrong = evaluation("fabrication", kOurs, EvaluationState::Failed, 0.8);
    const auto alone = suspects::evidenceOf({wrong});
    const auto passed =
        suspects::evidenceOf({wrong, evaluation("faithful", kSent, EvaluationState::Passed, 0.0)});
    QVERIFY(isNear(alone.suspicion, 0.95 * 0.8));
    QVERIFY(isNear(alone.suspicion, passed.suspicion));
    QCOMPARE(passed.items[1].adds, 0.0);
    QCOMPARE(passed.items[1].side, Evidence::Side::Against);
}

void TestEvidence::theNewestOfEachSourceCounts()
{
    Evaluation first = evaluation("faithful", kSent, EvaluationState::Failed, 1.0);
    Evaluation second = evaluation("faithful", kSent, EvaluationState::Passed, 0.0);
    second.recorded += std::chrono::seconds(1);
    QCOMPARE(suspects::evidenceOf({first, second}).suspicion, 0.0);
    QCOMPARE(suspects::evidenceOf({second, first}).suspicion, 0.0);
    second.evaluator = "judge-2";
    QVERIFY(isNear(suspects::evidenceOf({first, second}).suspicion, 0.9));
}

void TestEvidence::whatDoesNotApplyIsLeftOut()
{
    const auto sheet =
        suspects::evidenceOf({evaluation("format", kOurs, EvaluationState::NoData, {})});
    QVERIFY(sheet.items.empty());
    QCOMPARE(sheet.suspicion, 0.0);
}

QTEST_GUILESS_MAIN(TestEvidence)

#include "tst_evidence.moc"
