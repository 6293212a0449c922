// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/answersight.h"
#include "models/ingest/pipeline.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "tests/app/leverfixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <string>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using levertest::now;
using runbook::FireOutcome;
using runbook::RungKind;
using runbook::RungState;
using telemetry::Timestamp;

namespace {

// Of which nobody read what stood before.
runbook::LeverPlan unreadPin()
{
    runbook::LeverPlan plan;
    plan.lever.id = "pin:bot";
    plan.lever.target = "bot";
    plan.lever.seenAs = "model";
    plan.to = "v6";
    return plan;
}

runbook::FireResult verified(Timestamp accepted)
{
    runbook::FireResult result;
    result.outcome = FireOutcome::Verified;
    result.wasSent = true;
    for (const RungKind kind : {RungKind::Sent, RungKind::Accepted, RungKind::InEffect})
        result.rungs.push_back(
            {.kind = kind, .state = RungState::Reached, .time = accepted, .detail = "read back"});
    return result;
}

} // namespace

class TestAnswerSight : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_recording = m_folder->filePath(u"r.plumb"_s).toStdString();
        m_pipeline = std::move(*ingest::Pipeline::start(m_recording));
        m_answers = 0;
    }
    void cleanup() { m_pipeline.reset(); }

    void aSilenceIsNoEffect();
    void newAnswersDecide();
    void whatWasNotSentOrVerifiedIsLeftAlone();
    void withoutARecordingItIsSaidWhoTells();
    void aWaitIsBroken();

private:
    void answer(const char* model, Timestamp start);
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_recording;
    std::unique_ptr<ingest::Pipeline> m_pipeline;
    int m_answers = 0;
};

void TestAnswerSight::answer(const char* model, Timestamp start)
{
    ++m_answers;
    const auto hex = [this](int digits) { return u"%1"_s.arg(m_answers, digits, 16, QChar(u'0')); };
    const QString attribute = uR"({"key":"%1","value":{"stringValue":"%2"}})"_s;
    const QString body =
        uR"({"resourceSpans":[{"resource":{"attributes":[%1]},"scopeSpans":[{"spans":[{"traceId":"%2",)"
        uR"("spanId":"%3","name":"chat","kind":3,"startTimeUnixNano":"%4","endTimeUnixNano":"%4",)"
        uR"("attributes":[%5,%6]}]}]}]})"_s.arg(
            attribute.arg(u"service.name"_s, u"bot"_s), hex(32), hex(16),
            QString::number(telemetry::toUnixNanos(start)),
            attribute.arg(u"gen_ai.operation.name"_s, u"chat"_s),
            attribute.arg(u"gen_ai.response.model"_s, QString::fromLatin1(model)));
    ingest::RawDelivery delivery;
    delivery.isJson = true;
    delivery.body = body.toStdString();
    delivery.source = "otlp-http";
    std::atomic<bool> isKept = false;
    m_pipeline->submitBlocking(std::move(delivery), [&isKept](const ingest::Receipt& receipt) {
        isKept = receipt.accepted == 1;
    });
    QTRY_VERIFY(isKept.load());
}

// The service answered before and is silent since: the control plane's word stays a word, however
// long that is ago.
void TestAnswerSight::aSilenceIsNoEffect()
{
    const Timestamp accepted = now() - 20min;
    answer("v7", accepted - 10s);
    const auto reader = store::Reader::open(m_recording);
    QVERIFY(reader);
    for (const auto later : {1s, 60s, 1200s}) {
        const auto sight =
            commands::effectIn(**reader, unreadPin(), accepted, {}, accepted + later);
        QVERIFY(sight && !sight->isReached());
        QVERIFY(sight->detail().find("no new answer yet") != std::string::npos);
    }
    // Nothing was ever answered: nothing will show it.
    runbook::LeverPlan other = unreadPin();
    other.lever.target = "other";
    const auto sight = commands::effectIn(**reader, other, accepted, {}, accepted + 1s);
    QVERIFY(sight && sight->isReached());
}

void TestAnswerSight::newAnswersDecide()
{
    const Timestamp accepted = now() - 10s;
    answer("v7", accepted - 10s);
    answer("v7", accepted + 1s);
    const commands::AnswerWait wait{.recording = m_recording, .within = 0s, .cancel = nullptr};
    const auto notYet = commands::withAnswers(unreadPin(), verified(accepted), wait);
    QVERIFY(notYet.outcome == FireOutcome::NotYetVisible);
    QVERIFY(notYet.rungs.back().state == RungState::Unknown);
    QCOMPARE(notYet.rungs.back().detail,
             std::string("not seen in new answers within 0 s: the control plane shows it; 1 new "
                         "answer, none yet by v6 but by v7"));
    for (int i = 0; i < 5; ++i)
        answer("v6", accepted + 2s + 1ms * i);
    const auto seen = commands::withAnswers(unreadPin(), verified(accepted), wait);
    QVERIFY(seen.outcome == FireOutcome::Verified);
    QVERIFY(seen.rungs.back().state == RungState::Reached);
    QCOMPARE(seen.rungs.back().detail,
             std::string("read back; seen in the newest 5 of 6 new answers"));
}

void TestAnswerSight::whatWasNotSentOrVerifiedIsLeftAlone()
{
    const commands::AnswerWait wait{.recording = m_recording, .within = 0s, .cancel = nullptr};
    answer("v7", now() - 10s);
    runbook::FireResult result = verified(now());
    result.wasSent = false;
    QVERIFY(commands::withAnswers(unreadPin(), result, wait).outcome == FireOutcome::Verified);
    result = verified(now());
    result.outcome = FireOutcome::Refused;
    QVERIFY(commands::withAnswers(unreadPin(), result, wait).outcome == FireOutcome::Refused);
}

void TestAnswerSight::withoutARecordingItIsSaidWhoTells()
{
    const auto result = commands::withAnswers(unreadPin(), verified(now()), {});
    QVERIFY(result.outcome == FireOutcome::Verified);
    QCOMPARE(result.rungs.back().detail,
             std::string("read back; told by the control plane alone: new answers were not looked "
                         "at"));
}

void TestAnswerSight::aWaitIsBroken()
{
    answer("v7", now() - 10s);
    const std::atomic<bool> cancel = true;
    const auto result = commands::withAnswers(
        unreadPin(), verified(now()), {.recording = m_recording, .within = 24h, .cancel = &cancel});
    QVERIFY(result.outcome == FireOutcome::NotYetVisible);
    QVERIFY(result.rungs.back().detail.find("broken off") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestAnswerSight)
#include "tst_answersight.moc"
