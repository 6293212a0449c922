// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/pipeline.h"
#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/trace/conversationview.h"
#include "widgets/trace/evaluationlist.h"
#include "widgets/trace/tracepage.h"
#include "widgets/trace/waterfallview.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;

namespace {

const QString kTrace(32, u'7');

QString spanId(int number)
{
    return QString::number(number, 16).rightJustified(16, u'0');
}

QString nanos(double seconds)
{
    return QString::number(telemetry::toUnixNanos(at(seconds)));
}

using Attributes = QList<std::pair<QString, QString>>;

QJsonArray attributesOf(const Attributes& attributes)
{
    QJsonArray array;
    for (const auto& [key, value] : attributes)
        array << QJsonObject{{u"key"_s, key}, {u"value"_s, QJsonObject{{u"stringValue"_s, value}}}};
    return array;
}

QJsonObject span(int number, int parent, double start, const QString& name,
                 const Attributes& attributes)
{
    return {{u"traceId"_s, kTrace},
            {u"spanId"_s, spanId(number)},
            {u"parentSpanId"_s, parent > 0 ? spanId(parent) : QString()},
            {u"name"_s, name},
            {u"startTimeUnixNano"_s, nanos(start)},
            {u"endTimeUnixNano"_s, nanos(start + 0.5)},
            {u"attributes"_s, attributesOf(attributes)}};
}

QJsonObject toolCall(const QString& id, const QString& name)
{
    return {{u"type"_s, u"tool_call"_s},
            {u"id"_s, id},
            {u"name"_s, name},
            {u"arguments"_s, QJsonObject{{u"order"_s, 12}}}};
}

QString outputOf(const QJsonArray& parts)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonArray{QJsonObject{{u"role"_s, u"assistant"_s}, {u"parts"_s, parts}}})
            .toJson(QJsonDocument::Compact));
}

// Two calls of one generation, run in the other order; the agent, a tool and the whole are judged.
QJsonObject spans()
{
    auto agent =
        span(1, 0, 0, u"invoke_agent shop"_s, {{u"gen_ai.operation.name"_s, u"invoke_agent"_s}});
    agent[u"events"_s] =
        QJsonArray{QJsonObject{{u"name"_s, u"gen_ai.evaluation.result"_s},
                               {u"timeUnixNano"_s, nanos(3)},
                               {u"attributes"_s,
                                attributesOf({{u"gen_ai.evaluation.name"_s, u"Helpfulness"_s},
                                              {u"gen_ai.evaluation.score.label"_s, u"fail"_s}})}}};
    const auto tool = [](int number, double start, const QString& id, const QString& result) {
        return span(number, 1, start, u"execute_tool find_order"_s,
                    {{u"gen_ai.operation.name"_s, u"execute_tool"_s},
                     {u"gen_ai.tool.name"_s, u"find_order"_s},
                     {u"gen_ai.tool.call.id"_s, id},
                     {u"gen_ai.tool.call.result"_s, result}});
    };
    const QJsonArray all{agent,
                         span(2, 1, 0.1, u"chat glyph"_s,
                              {{u"gen_ai.operation.name"_s, u"chat"_s},
                               {u"gen_ai.request.model"_s, u"glyph"_s},
                               {u"gen_ai.output.messages"_s,
                                outputOf({toolCall(u"call-a"_s, u"find_order"_s),
                                          toolCall(u"call-b"_s, u"find_order"_s)})}}),
                         tool(3, 0.7, u"call-b"_s, u"the second result \u202e"_s),
                         tool(4, 1.3, u"call-a"_s, u"the first result"_s)};
    return {
        {u"resourceSpans"_s,
         QJsonArray{QJsonObject{{u"scopeSpans"_s, QJsonArray{QJsonObject{{u"spans"_s, all}}}}}}}};
}

QJsonObject logs()
{
    const QJsonObject record{
        {u"timeUnixNano"_s, nanos(4)},
        {u"traceId"_s, kTrace},
        {u"eventName"_s, u"gen_ai.evaluation.result"_s},
        {u"attributes"_s,
         attributesOf({{u"gen_ai.evaluation.name"_s, u"Goal reached"_s},
                       {u"gen_ai.evaluation.score.label"_s, u"fail"_s},
                       {u"gen_ai.evaluation.explanation"_s, u"the parcel never came"_s}})}};
    return {
        {u"resourceLogs"_s,
         QJsonArray{QJsonObject{
             {u"scopeLogs"_s, QJsonArray{QJsonObject{{u"logRecords"_s, QJsonArray{record}}}}}}}}};
}

void submit(ingest::Pipeline& pipeline, telemetry::SignalKind signal, const QJsonObject& body)
{
    ingest::RawDelivery delivery;
    delivery.signal = signal;
    delivery.isJson = true;
    delivery.body = QJsonDocument(body).toJson(QJsonDocument::Compact).toStdString();
    delivery.source = "test";
    delivery.recorded = at(5);
    pipeline.submitBlocking(std::move(delivery), [](const ingest::Receipt& receipt) {
        QCOMPARE(receipt.outcome, ingest::Receipt::Outcome::Committed);
        QCOMPARE(receipt.rejected, std::uint64_t{0});
    });
}

} // namespace

class TestTraceCalls : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void aResultStandsBehindItsCall();
    void whatIsNotToldIsSaid();
    void stepsCarryTheirNotes();
    void theWholeTraceIsJudged();

private:
    void open(int span);

    QTemporaryDir m_folder;
    std::string m_path;
    ManualClock m_clock;
    common::Theme m_theme{u"light"_s};
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<traceview::TracePage> m_page;
};

void TestTraceCalls::initTestCase()
{
    m_path = m_folder.filePath(u"calls.plumb"_s).toStdString();
    auto pipeline = ingest::Pipeline::start(m_path);
    QVERIFY(pipeline);
    submit(**pipeline, telemetry::SignalKind::Traces, spans());
    submit(**pipeline, telemetry::SignalKind::Logs, logs());
    QVERIFY((*pipeline)->finish());
    m_clock.time = at(60);
}

void TestTraceCalls::init()
{
    m_queries = std::make_unique<items::RecordingQueries>(m_path);
    m_conductor = std::make_unique<items::TimeConductor>(m_clock, true);
    m_conductor->setBounds({.start = at(0), .end = at(60)});
    m_page = std::make_unique<traceview::TracePage>(nullptr, nullptr, *m_queries, *m_conductor,
                                                    m_clock, m_theme);
    m_page->resize(1400, 700);
    m_page->show();
}

void TestTraceCalls::cleanup()
{
    m_page.reset();
    m_conductor.reset();
    m_queries.reset();
}

void TestTraceCalls::open(int span)
{
    const std::string hex = kTrace.toStdString();
    const auto trace = telemetry::traceIdFromHex(hex);
    QVERIFY(trace);
    m_page->open({.trace = *trace, .span = telemetry::SpanId(span)});
    auto* waterfall = m_page->findChild<traceview::WaterfallView*>();
    QTRY_COMPARE(waterfall->layout().rowCount(), 4);
    m_queries->waitForIdle();
    QTest::qWait(30);
}

void TestTraceCalls::aResultStandsBehindItsCall()
{
    open(2);
    const auto* conversation = m_page->findChild<traceview::ConversationView*>();
    QTRY_VERIFY(conversation->toPlainText().contains(u"the first result"_s));
    const QString text = conversation->toPlainText();
    const qsizetype first = text.indexOf(u"Tool call"_s);
    const qsizetype second = text.indexOf(u"Tool call"_s, first + 1);
    QVERIFY(first >= 0 && second > first);
    QVERIFY2(text.indexOf(u"the first result"_s) > first
                 && text.indexOf(u"the first result"_s) < second,
             qPrintable(text));
    QVERIFY2(text.indexOf(u"the second result ⟦U+202E⟧"_s) > second, qPrintable(text));
    QVERIFY(text.contains(u"of the step that ran it"_s));
}

void TestTraceCalls::whatIsNotToldIsSaid()
{
    telemetry::Generation generation;
    generation.contentState = telemetry::ContentState::Captured;
    generation.outputMessages.resize(1);
    generation.outputMessages[0].parts.resize(1);
    generation.outputMessages[0].parts[0].kind = telemetry::PartKind::ToolCall;
    generation.outputMessages[0].parts[0].json = "{}";
    items::CallResult result;
    result.fitting = 2;
    result.text = "must not be shown";
    auto rows = items::messageRows(generation, {result});
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[2].kind, items::MessageRow::Kind::State);
    QVERIFY(rows[2].note.startsWith(u"2 steps fit"_s));
    QVERIFY(rows[2].text.empty());
    result = {};
    result.isJoined = true;
    rows = items::messageRows(generation, {result});
    QCOMPARE(rows[2].kind, items::MessageRow::Kind::ToolResult);
    QVERIFY(rows[2].note.contains(u"not in the telemetry"_s));
    result.text = "42";
    result.isByPlace = true;
    result.isFailed = true;
    rows = items::messageRows(generation, {result});
    QVERIFY(rows[2].note.contains(u"by its place"_s) && rows[2].note.startsWith(u"failed"_s));
}

void TestTraceCalls::stepsCarryTheirNotes()
{
    open(3);
    const auto* waterfall = m_page->findChild<traceview::WaterfallView*>();
    QTRY_VERIFY2(waterfall->accessibleDescription().contains(u"answers chat glyph"_s),
                 qPrintable(waterfall->accessibleDescription()));
    const auto labels = m_page->findChild<traceview::StepDetails*>()->findChildren<QLabel*>();
    QTRY_VERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
        return label->text().contains(u"answers a call of chat glyph"_s);
    }));
    open(2);
    QTRY_VERIFY2(waterfall->accessibleDescription().contains(u"find_order → the first result"_s),
                 qPrintable(waterfall->accessibleDescription()));
    open(1);
    QTRY_VERIFY2(waterfall->accessibleDescription().contains(u"✕ Helpfulness failed"_s),
                 qPrintable(waterfall->accessibleDescription()));
}

void TestTraceCalls::theWholeTraceIsJudged()
{
    open(2);
    const auto labels = m_page->findChildren<QLabel*>();
    QTRY_VERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
        return label->isVisible() && label->text() == u"Of the whole trace: ✕ Goal reached failed"_s
            && label->toolTip().contains(u"the parcel never came"_s);
    }));
    const auto* list = m_page->findChild<traceview::EvaluationList*>();
    QTRY_VERIFY(list->count() > 0);
    bool isListed = false;
    for (int row = 0; row < list->count(); ++row)
        isListed = isListed
            || list->model()->index(row, 0).data().toString().startsWith(
                u"Whole trace: Goal reached"_s);
    QVERIFY(isListed);
}

QTEST_MAIN(TestTraceCalls)
#include "tst_tracecalls.moc"
