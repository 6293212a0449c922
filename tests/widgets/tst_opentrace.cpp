// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/interpreter.h"
#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "models/store/writer.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/trace/opentrace.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace pagetest;
using traceview::OpenTrace;

namespace {

constexpr unsigned kSiblings = 2100; // more than are read of a trace

otlp::OutgoingSpan siblingSpan(unsigned number)
{
    otlp::OutgoingSpan span;
    span.trace = spanKey(7, number).trace;
    span.id = spanKey(7, number).span;
    span.parent = number == 1 ? telemetry::SpanId::None : spanKey(7, 1).span;
    span.name = "chat";
    span.start = at(number * 0.001);
    span.end = at(number * 0.001 + 0.5);
    span.attributes = {
        {"gen_ai.operation.name", std::string("chat")},
        {"gen_ai.output.messages",
         std::string(R"([{"role":"assistant","parts":[{"type":"text","content":"Answer )")
             + std::to_string(number) + R"( is ready."}]}])"}};
    return span;
}

} // namespace

class TestOpenTrace : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void contentsAreOfTheTimeOfTheSteps();
    void whoeverIsToldOfATraceMayOpenAnother();
    void ofAnotherAnswerNothingIsClaimedMeanwhile();
    void whyIsNotAskedOfClaimsThatAreReadAgain();
    void whyOfClaimsThatWereLeftIsNotTold();
    void theChosenOfVeryManyIsAddedInTheBackground();
    void theChosenOfVeryManyIsReadAgainWithTheRest();
    void whatIsComparedAtAnotherTimeIsNotTold();
    void aCursorThatGoesOnByItselfKeepsTheComparison();

private:
    void settle() const;
    void write(const std::vector<otlp::OutgoingSpan>& spans, double recorded) const;
    void writeVeryMany() const;

    std::unique_ptr<Recording> m_recording;
    ManualClock m_clock;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<OpenTrace> m_open;
};

void TestOpenTrace::init()
{
    m_recording = std::make_unique<Recording>();
    m_recording->addSuspect(2, "The other trace answers with persimmon.", 0.4);
    m_clock.time = at(60);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording->path());
    m_conductor = std::make_unique<items::TimeConductor>(m_clock, true);
    m_conductor->setBounds({.start = at(0), .end = at(60)});
    m_open = std::make_unique<OpenTrace>(*m_queries, *m_conductor);
}

void TestOpenTrace::cleanup()
{
    m_queries->waitForIdle();
    m_open.reset();
    m_conductor.reset();
    m_queries.reset();
}

// What is read asks for more: several rounds.
void TestOpenTrace::settle() const
{
    for (int round = 0; round < 10; ++round) {
        m_queries->waitForIdle();
        QTest::qWait(2);
    }
}

void TestOpenTrace::write(const std::vector<otlp::OutgoingSpan>& spans, double recorded) const
{
    const auto body = std::make_shared<const std::string>(
        otlp::encodeTraces({{"service.name", std::string("many")}}, "test", spans));
    auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Traces, body);
    QVERIFY(batch);
    batch->recorded = at(recorded);
    const auto writer = store::Writer::open(m_recording->path());
    QVERIFY(writer);
    QVERIFY((*writer)->append(dialect::Interpreter::builtIn().interpret(std::move(*batch)))
            && (*writer)->commit());
}

void TestOpenTrace::writeVeryMany() const
{
    std::vector<otlp::OutgoingSpan> spans;
    for (unsigned number = 1; number <= kSiblings; ++number)
        spans.push_back(siblingSpan(number));
    write(spans, 5);
}

// The cursor may be elsewhere by the time they are asked for.
void TestOpenTrace::contentsAreOfTheTimeOfTheSteps()
{
    connect(m_open.get(), &OpenTrace::treeRead, this,
            [this] { m_conductor->seek(at(2)); }); // when nothing of it was recorded
    std::optional<traceview::StepSnapshot> step;
    connect(m_open.get(), &OpenTrace::stepRead, this,
            [&step](const traceview::StepSnapshot& read) { step = read; });
    m_open->open(spanKey(1, 3));
    settle();
    QVERIFY(m_open->knownAs().knownAt == at(2));
    QVERIFY(m_open->snapshot().view.knownAt == at(60));
    QVERIFY(m_open->tree()->size() > 1);
    QVERIFY(m_open->contents() != nullptr);
    QVERIFY(m_open->generation() != nullptr);
    QVERIFY(step && step->generation);
    m_open->setShown(true); // which looks at the time at the cursor
    settle();
    QVERIFY(m_open->tree()->isEmpty());
    QVERIFY(m_open->contents()->generations.empty());
}

void TestOpenTrace::whoeverIsToldOfATraceMayOpenAnother()
{
    bool isOther = false;
    connect(m_open.get(), &OpenTrace::treeRead, this, [&] {
        if (!std::exchange(isOther, true))
            m_open->open(spanKey(2, 3));
    });
    int read = 0;
    connect(m_open.get(), &OpenTrace::contentsRead, this, [&] {
        ++read;
        QVERIFY(m_open->key() == spanKey(2, 3));
        QVERIFY(m_open->contents()->tree == m_open->snapshot().tree);
        for (const telemetry::Generation& generation : m_open->contents()->generations)
            QVERIFY(generation.trace == spanKey(2, 3).trace);
    });
    m_open->open(spanKey(1, 3));
    settle();
    QCOMPARE(read, 1);
    QVERIFY(m_open->generation() != nullptr);
    // Left before anything of it is there, and while its texts are being read.
    m_open->open(spanKey(1, 3));
    QVERIFY(m_open->tree() == nullptr && m_open->contents() == nullptr);
    m_open->open(spanKey(2, 3));
    settle();
    QCOMPARE(read, 2);
}

void TestOpenTrace::ofAnotherAnswerNothingIsClaimedMeanwhile()
{
    write({siblingSpan(1), siblingSpan(2)}, 5);
    m_open->open(spanKey(7, 1));
    settle();
    QVERIFY(m_open->claimSet() != nullptr);
    QVERIFY(m_open->claimSet()->generation == spanKey(7, 1).span);
    std::vector<telemetry::SpanId> told; // whose claims
    connect(m_open.get(), &OpenTrace::claimsRead, this, [&] {
        told.push_back(m_open->claimSet() ? m_open->claimSet()->generation
                                          : telemetry::SpanId::None);
    });
    m_open->choose(spanKey(7, 2).span);
    QVERIFY(m_open->claimSet() == nullptr);
    QVERIFY((told == std::vector{telemetry::SpanId::None})); // at once
    settle();
    QVERIFY((told == std::vector{telemetry::SpanId::None, spanKey(7, 2).span}));
    m_open->choose(spanKey(7, 2).span); // the same one
    settle();
    QCOMPARE(told.size(), std::size_t(2));
}

void TestOpenTrace::whyIsNotAskedOfClaimsThatAreReadAgain()
{
    m_open->open(spanKey(1, 3));
    settle();
    QVERIFY(m_open->claimSet() && !m_open->claimSet()->claims.empty());
    QSignalSpy why(m_open.get(), &OpenTrace::whyRead);
    m_open->askWhy(0);
    settle();
    QCOMPARE(why.count(), 1);
    const auto before = m_open->claimSet();
    bool isAsked = false;
    connect(m_open.get(), &OpenTrace::contentsRead, this, [&] {
        isAsked = m_open->claimSet() == before; // of the contents that were there until now
        m_open->askWhy(0);
    });
    m_recording->addStep(1, 90, 1, "late_tool");
    m_open->setShown(true);
    settle();
    QVERIFY(isAsked);
    QVERIFY(m_open->claimSet() != before);
    QCOMPARE(why.count(), 1);
    m_open->askWhy(0);
    settle();
    QCOMPARE(why.count(), 2);
}

void TestOpenTrace::whyOfClaimsThatWereLeftIsNotTold()
{
    m_open->open(spanKey(1, 3));
    settle();
    QSignalSpy why(m_open.get(), &OpenTrace::whyRead);
    m_open->askWhy(0);
    m_open->choose(spanKey(1, 2).span);
    m_open->choose(spanKey(1, 3).span); // back; its claims are being read
    settle();
    QCOMPARE(why.count(), 0);
}

void TestOpenTrace::theChosenOfVeryManyIsAddedInTheBackground()
{
    writeVeryMany();
    m_open->open(spanKey(7, 3));
    settle();
    QVERIFY(m_open->contents() && m_open->contents()->isCut);
    const auto before = m_open->contents();
    QVERIFY(before->generation(spanKey(7, kSiblings - 1).span) == nullptr);
    bool wasAddedAtOnce = false;
    connect(m_open.get(), &OpenTrace::stepRead, this, [&] {
        // Comes before the answer to whatever is asked of another thread from here on.
        QMetaObject::invokeMethod(
            this, [&] { wasAddedAtOnce = m_open->contents() != before; }, Qt::QueuedConnection);
    });
    m_open->choose(spanKey(7, kSiblings - 1).span);
    settle();
    QVERIFY(!wasAddedAtOnce);
    QVERIFY(m_open->generation() != nullptr);
    QCOMPARE(m_open->contents()->generations.size(), before->generations.size() + 1);
    QVERIFY(
        std::ranges::is_sorted(m_open->contents()->generations, {}, &telemetry::Generation::start));
    QTRY_VERIFY(m_open->claimSet() != nullptr);
    QVERIFY(m_open->claimSet()->generation == spanKey(7, kSiblings - 1).span);
}

void TestOpenTrace::theChosenOfVeryManyIsReadAgainWithTheRest()
{
    writeVeryMany();
    m_open->open(spanKey(7, kSiblings - 1));
    settle();
    QTRY_VERIFY(m_open->generation() != nullptr);
    QVERIFY(!m_open->generation()->outputTokens);
    bool wasMissing = false;
    connect(m_open.get(), &OpenTrace::contentsRead, this,
            [&] { wasMissing = wasMissing || m_open->generation() == nullptr; });
    auto fuller = siblingSpan(kSiblings - 1);
    fuller.attributes.emplace_back("gen_ai.usage.output_tokens", std::int64_t{17});
    write({fuller}, 6);
    m_open->setShown(true);
    settle();
    QTRY_VERIFY(m_open->generation() != nullptr && m_open->generation()->outputTokens);
    QVERIFY(*m_open->generation()->outputTokens == 17);
    QVERIFY(!wasMissing);
}

void TestOpenTrace::whatIsComparedAtAnotherTimeIsNotTold()
{
    m_open->open(spanKey(1, 3));
    settle();
    QSignalSpy compared(m_open.get(), &OpenTrace::compared);
    QSignalSpy outdated(m_open.get(), &OpenTrace::comparisonOutdated);
    m_open->compare();
    m_conductor->seek(at(30)); // not shown: nothing is read there by itself
    settle();
    QCOMPARE(compared.count(), 0);
    QCOMPARE(outdated.count(), 1);
    m_open->compareAgain();
    settle();
    QCOMPARE(compared.count(), 1);
    m_open->compareAgain(); // that is told already
    settle();
    QCOMPARE(compared.count(), 1);
    m_conductor->seek(at(40)); // what is told is of another time
    QCOMPARE(outdated.count(), 2);
    m_open->compare();
    m_conductor->seek(at(20));
    m_open->compareAgain(); // asked anew before the one before is answered
    settle();
    QCOMPARE(compared.count(), 2);
}

void TestOpenTrace::aCursorThatGoesOnByItselfKeepsTheComparison()
{
    m_open->open(spanKey(1, 3));
    settle();
    QSignalSpy compared(m_open.get(), &OpenTrace::compared);
    QSignalSpy outdated(m_open.get(), &OpenTrace::comparisonOutdated);
    m_open->compare();
    m_clock.time = at(61);
    QTRY_VERIFY(m_open->knownAs().knownAt == at(61));
    settle();
    QCOMPARE(compared.count(), 1);
    QCOMPARE(outdated.count(), 0);
}

QTEST_MAIN(TestOpenTrace)
#include "tst_opentrace.moc"
