// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/toldcalls.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

#include <algorithm>

using namespace ingesttest;
using ingest::ToldCalls;
using telemetry::SignalKind;

namespace {

const std::string kAnswer = "The client is opened by open_session().";

otlp::OutgoingSpan inside(std::uint64_t number, const otlp::OutgoingSpan& outer)
{
    otlp::OutgoingSpan span = chatSpan(number, kAnswer);
    span.trace = outer.trace;
    span.parent = outer.id;
    return span;
}

std::size_t judgedIn(const Recording& recording)
{
    const auto all = recording.evaluations(telemetry::EvaluationOrigin::Validator);
    return static_cast<std::size_t>(std::ranges::count_if(
        all, [](const auto& evaluation) { return evaluation.check == "truncation"; }));
}

telemetry::Generation call(std::uint64_t span, std::uint64_t parent)
{
    telemetry::Generation made;
    made.trace = traceId(1);
    made.span = spanId(span);
    made.parent = parent == 0 ? telemetry::SpanId::None : spanId(parent);
    telemetry::Part part;
    part.text = kAnswer;
    made.outputMessages = {{.role = "assistant", .parts = {part}, .finishReason = {}}};
    return made;
}

} // namespace

// A call of a model counts once, however many spans tell of it.
class TestToldCalls : public QObject
{
    Q_OBJECT

private slots:
    void aFrameworkAroundAClientIsOneCall_data()
    {
        QTest::addColumn<bool>("isOuterFirst");
        QTest::newRow("the inner one ends first") << false;
        QTest::newRow("the outer one comes first") << true;
    }

    void aFrameworkAroundAClientIsOneCall()
    {
        QFETCH(bool, isOuterFirst);
        Recording recording;
        const auto pipeline = recording.start();
        const auto outer = chatSpan(5, kAnswer);
        const auto inner = inside(6, outer);
        for (const auto& span :
             isOuterFirst ? std::vector{outer, inner} : std::vector{inner, outer})
            deliver(*pipeline, SignalKind::Traces, tracesBody({span}));
        deliver(*pipeline, SignalKind::Traces, tracesBody({chatSpan(7, kAnswer)}));
        pipeline->drain();
        QCOMPARE(judgedIn(recording), std::size_t{2}); // and a call beside it
    }

    void whatTellsMoreCounts()
    {
        ToldCalls calls;
        auto inner = call(2, 1);
        inner.outputMessages.clear();
        calls.remember(inner);
        QVERIFY(!calls.isTold(call(1, 0))); // it has the answer
        calls.remember(call(1, 0));
        auto failed = call(3, 1);
        failed.isFailed = true;
        QVERIFY(!calls.isTold(failed));
        QVERIFY(calls.isTold(call(3, 1)));
        QVERIFY(!calls.isTold(call(1, 0))); // itself: it may be judged once more
    }

    void oneResponseIsOneCall()
    {
        ToldCalls calls;
        auto client = call(1, 0);
        client.responseId = "chatcmpl-1";
        calls.remember(client);
        auto gateway = call(3, 2); // below a span of the transport
        gateway.responseId = "chatcmpl-1";
        QVERIFY(calls.isTold(gateway));
        gateway.responseId = "chatcmpl-2";
        QVERIFY(!calls.isTold(gateway));
        gateway.responseId.clear();
        QVERIFY(!calls.isTold(gateway));
    }

    void whatIsOldIsForgotten()
    {
        ToldCalls calls({.traces = 1, .calls = 2});
        for (std::uint64_t span = 1; span <= 3; ++span)
            calls.remember(call(span, 0));
        QVERIFY(!calls.isTold(call(11, 1)));
        QVERIFY(calls.isTold(call(13, 3)));
        auto other = call(1, 0);
        other.trace = traceId(2);
        calls.remember(other);
        QVERIFY(!calls.isTold(call(13, 3)));
    }
};

QTEST_GUILESS_MAIN(TestToldCalls)
#include "tst_toldcalls.moc"
