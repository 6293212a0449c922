// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace ingesttest;
using telemetry::EvaluationState;
using telemetry::SignalKind;

namespace {

// As a judge sends it that knows of no labels.
otlp::OutgoingLog scoreLog(std::uint64_t number, double score)
{
    otlp::OutgoingLog log = evaluationLog(number, score);
    log.attributes = {{"gen_ai.evaluation.name", std::string("helpfulness")},
                      {"gen_ai.evaluation.score.value", score}};
    return log;
}

// What is made of scores that come a delivery each, in their order.
std::vector<telemetry::Evaluation> made(const std::vector<double>& scores)
{
    Recording recording;
    const auto pipeline = recording.start();
    deliver(*pipeline, SignalKind::Traces, manySpans(1, scores.size()));
    for (std::size_t i = 0; i < scores.size(); ++i)
        deliver(*pipeline, SignalKind::Logs, logsBody({scoreLog(i + 1, scores[i])}));
    pipeline->drain();
    auto evaluations = recording.evaluations(telemetry::EvaluationOrigin::Telemetry);
    std::ranges::sort(evaluations, {}, &telemetry::Evaluation::time);
    return evaluations;
}

} // namespace

// What is made of a score on its way from the request to the recording.
class TestJudgedScores : public QObject
{
    Q_OBJECT

private slots:
    // The worst of five is also the best of one.
    void theWorstScoreIsNeverPassed()
    {
        std::vector<double> scores;
        for (int i = 0; i < 60; ++i)
            scores.push_back(1 + i % 5);
        const auto evaluations = made(scores);
        QCOMPARE(evaluations.size(), scores.size());
        int failed = 0;
        for (std::size_t i = 0; i < evaluations.size(); ++i) {
            const telemetry::Evaluation& one = evaluations[i];
            if (one.value == 1) {
                QVERIFY(one.state != EvaluationState::Passed);
                failed += one.state == EvaluationState::Failed && one.badness == 1 ? 1 : 0;
            }
            // From when the scale is known.
            QVERIFY(i < 20 || one.state != EvaluationState::Inconclusive);
        }
        QCOMPARE(failed, 8);
    }

    // A judge that falls from 5 to 1 is one that gets worse.
    void aFallIsSeen()
    {
        std::vector<double> scores;
        for (int i = 0; i < 40; ++i)
            scores.push_back(i % 8 == 0 ? 1 : 5);
        scores.insert(scores.end(), 10, 1);
        const auto evaluations = made(scores);
        QCOMPARE(evaluations.size(), scores.size());
        for (std::size_t i = 40; i < evaluations.size(); ++i)
            QVERIFY(evaluations[i].badness == 1);
    }

    void sharesAreReadByTheName()
    {
        const auto evaluations = made({0.25, 0.75, 0.5, 0, 1});
        QCOMPARE(evaluations.size(), std::size_t{5});
        for (const telemetry::Evaluation& one : evaluations)
            QVERIFY(one.badness == std::min(1 - *one.value, *one.value == 0.5 ? 0.49 : 1));
    }
};

QTEST_GUILESS_MAIN(TestJudgedScores)
#include "tst_judgedscores.moc"
