// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/health/answerjudge.h"
#include "models/health/evaluationfacts.h"
#include "models/onnx/onnxmodel.h"
#include "models/onnx/rundeadline.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/signalcheck.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>

using namespace std::chrono_literals;
using telemetry::EvaluationState;

namespace {

telemetry::Generation answered(const std::string& text)
{
    telemetry::Generation generation;
    generation.operation = "chat";
    generation.contentState = telemetry::ContentState::Captured;
    generation.outputSource.state = telemetry::ContentState::Captured;
    generation.inputSource.state = telemetry::ContentState::Captured;
    telemetry::Part part;
    part.text = text;
    generation.outputMessages.push_back(
        {.role = "assistant", .parts = {part}, .finishReason = "stop"});
    return generation;
}

std::shared_ptr<const health::ModelCheck> saying(health::Judgement judgement)
{
    return std::make_shared<const health::ModelCheck>(health::ModelCheck{
        .check = "onnx: tiny", .judge = [judgement](const health::Subject&) { return judgement; }});
}

} // namespace

// What holds of the slot for a model without ONNX Runtime; with it: tests/interop/onnx.
class TestOnnxSlot : public QObject
{
    Q_OBJECT

private slots:
    void withoutTheLibraryItSaysWhatToDo()
    {
        const auto missing =
            onnx::OnnxModel::load({.model = "m.onnx", .library = "/nowhere/libonnxruntime.so"});
        QVERIFY(!missing);
        QVERIFY(missing.error().kind == telemetry::ErrorKind::Unreadable);
        QVERIFY2(missing.error().message.find("--onnx-runtime") != std::string::npos,
                 missing.error().message.c_str());
        // A library that is there and another one.
        const auto other = onnx::OnnxModel::load({.model = "m.onnx", .library = "libz.so.1"});
        QVERIFY(!other);
        QVERIFY2(other.error().message.find("another library") != std::string::npos,
                 other.error().message.c_str());
    }

    void aModelIsOneMoreCheck()
    {
        const health::Judgement failed{.state = EvaluationState::Failed,
                                       .probability = 0.9,
                                       .reason = "the model takes it for wrong",
                                       .findings = {}};
        health::AnswerJudge judge({}, saying(failed));
        const auto judgements = judge.judge(answered("Hello there."));
        QCOMPARE(judgements.size(), health::validators().size() + 1);
        QCOMPARE(judgements.back().check, std::string("onnx: tiny"));
        QVERIFY(judgements.back().judgement.probability == 0.9);
        health::AnswerJudge without({}, {});
        QCOMPARE(without.judge(answered("Hello there.")).size(), health::validators().size());
        // A call that is a judge's own is no answer of the service.
        auto own = answered("0.3");
        own.operation = telemetry::kJudgeOperation;
        QVERIFY(judge.judge(own).back().judgement.state == EvaluationState::NoData);
        // Nor is anything said of an answer whose input was cut on its way here.
        auto cut = answered("Hello there.");
        cut.inputSource.state = telemetry::ContentState::TelemetryTruncated;
        QVERIFY(judge.judge(cut).back().judgement.state == EvaluationState::NotCaptured);
    }

    void itCountsAsSuspicionWhereItFails()
    {
        const auto suspicion = [](double probability) {
            return health::suspicionOf({{"onnx: tiny",
                                         {.state = EvaluationState::Passed,
                                          .probability = probability,
                                          .reason = {},
                                          .findings = {}}}});
        };
        QCOMPARE(suspicion(0.4), 0.0);
        QVERIFY(std::abs(suspicion(0.8) - 0.72) < 1e-9);
    }

    void aJudgeOfTheSameNameHasASignalOfItsOwn()
    {
        telemetry::Evaluation evaluation;
        evaluation.check = "onnx: tiny";
        QCOMPARE(telemetry::signalCheck(evaluation), std::string("onnx: tiny (judge)"));
        evaluation.origin = telemetry::EvaluationOrigin::Validator;
        QCOMPARE(telemetry::signalCheck(evaluation), std::string("onnx: tiny"));
    }

    void whatTakesTooLongIsTold()
    {
        onnx::RunDeadline deadline(20ms);
        std::atomic<int> calls = 0;
        deadline.begin([&calls] { ++calls; });
        QVERIFY(!deadline.end());
        deadline.begin([&calls] { ++calls; });
        while (calls == 0)
            std::this_thread::sleep_for(1ms);
        QVERIFY(deadline.end());
        QCOMPARE(calls.load(), 1);
        deadline.begin([] {});
        QVERIFY(!deadline.end()); // it was another one that was late
    }
};

QTEST_GUILESS_MAIN(TestOnnxSlot)
#include "tst_onnxslot.moc"
