// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/store/storefixture.h"

#include <QTest>

#include <sqlite3.h>

using namespace storetest;
using namespace std::string_literals;

namespace {

// A span of trace 1.
otlp::OutgoingSpan span(std::uint64_t number, std::uint64_t parent, otlp::Attributes attributes)
{
    otlp::OutgoingSpan made;
    made.trace = traceId(1);
    made.id = spanId(number);
    made.parent = parent == 0 ? telemetry::SpanId::None : spanId(parent);
    made.name = "span " + std::to_string(number);
    made.start = at(5);
    made.end = at(6);
    made.attributes = std::move(attributes);
    return made;
}

otlp::OutgoingSpan failed(otlp::OutgoingSpan span, const std::string& type,
                          const std::string& message)
{
    span.status = telemetry::StatusCode::Error;
    span.events = {{.time = span.end,
                    .name = "exception",
                    .attributes = {{"exception.type", type}, {"exception.message", message}}}};
    return span;
}

std::vector<store::SpanRow> inferredIn(const Recording& recording)
{
    auto rows = recording.reader()->trace(traceId(1), {});
    std::erase_if(*rows, [](const store::SpanRow& row) { return !row.isInferred; });
    return *rows;
}

void record(const Recording& recording, const std::vector<otlp::OutgoingSpan>& spans)
{
    const auto writer = recording.writer();
    QVERIFY(writer->append(spansBatch(spans, 10)) && writer->commit());
}

const otlp::Attributes kWorkflow{{"traceloop.span.kind", "workflow"s}};
const std::string kLimit = "429 Rate limit reached for gpt-4o-mini";

} // namespace

namespace {

// The work SQLite does, in steps of its machine: a figure that does not depend on the clock. Of
// connections that are opened while it lives.
class StepCount
{
public:
    StepCount()
    {
        s_steps = 0;
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(&watch));
    }
    ~StepCount() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&watch)); }
    StepCount(const StepCount&) = delete;
    StepCount& operator=(const StepCount&) = delete;

    std::int64_t steps() const { return s_steps; }

private:
    static int watch(sqlite3* connection, char**, const void*)
    {
        return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, &add, nullptr);
    }
    static int add(unsigned, void*, void* statement, void*)
    {
        s_steps += sqlite3_stmt_status(static_cast<sqlite3_stmt*>(statement),
                                       SQLITE_STMTSTATUS_VM_STEP, 1);
        return 0;
    }

    static inline std::int64_t s_steps = 0;
};

} // namespace

class TestInferredCalls : public QObject
{
    Q_OBJECT

private slots:
    // Several SDKs send no span of a call that failed; only what is around it shows it.
    void aFailedCallWithoutASpan()
    {
        const Recording recording;
        record(recording,
               {span(1, 0, kWorkflow), failed(span(2, 1, kWorkflow), "RateLimitError", kLimit)});
        const auto inferred = inferredIn(recording);
        QCOMPARE(inferred.size(), std::size_t{1});
        QVERIFY(inferred[0].parent == spanId(2));
        QVERIFY(inferred[0].isFailed);
        QVERIFY(inferred[0].step == telemetry::StepKind::Generation);
        const auto reader = recording.reader();
        // It is nowhere counted as something that came.
        QCOMPARE(reader->spans({}, {})->size(), std::size_t{2});
        QVERIFY(reader->generations({}, {})->empty());
        const auto steps = reader->steps({}, {});
        QCOMPARE(steps->size(), std::size_t{2});
        QVERIFY(!steps->at(0).hasMissingCall);
        QVERIFY(steps->at(1).hasMissingCall);
        QCOMPARE(steps->at(1).errorKind, "rate_limit"s);
        QCOMPARE(steps->at(1).errorMessage, kLimit);
    }

    void whatIsExplainedIsNotInferred_data()
    {
        QTest::addColumn<otlp::Attributes>("child");
        QTest::addColumn<bool>("isChildFailed");
        QTest::addColumn<QString>("type");
        QTest::newRow("its call is there") << otlp::Attributes{{"gen_ai.operation.name", "chat"s}}
                                           << true << QStringLiteral("RateLimitError");
        QTest::newRow("a call is there that did not fail")
            << otlp::Attributes{{"gen_ai.operation.name", "chat"s}} << false
            << QStringLiteral("RateLimitError");
        QTest::newRow("a tool failed in it")
            << otlp::Attributes{{"gen_ai.operation.name", "execute_tool"s}} << true
            << QStringLiteral("RateLimitError");
        QTest::newRow("no model's error")
            << otlp::Attributes{{"gen_ai.operation.name", "execute_tool"s}} << false
            << QStringLiteral("TypeError");
    }

    void whatIsExplainedIsNotInferred()
    {
        QFETCH(otlp::Attributes, child);
        QFETCH(bool, isChildFailed);
        QFETCH(QString, type);
        const Recording recording;
        otlp::OutgoingSpan inner = span(2, 1, child);
        if (isChildFailed)
            inner = failed(std::move(inner), "RateLimitError", kLimit);
        record(recording,
               {failed(span(1, 0, kWorkflow), type.toStdString(),
                       type == QStringLiteral("TypeError") ? "undefined"s : kLimit),
                inner});
        QVERIFY(inferredIn(recording).empty());
    }

    void recordsOfASpanThatNeverCame()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(logsBatch({messagesLog(1, 5)}, 10)) && writer->commit());
        const auto inferred = inferredIn(recording);
        QCOMPARE(inferred.size(), std::size_t{1});
        QVERIFY(inferred[0].span == spanId(1));
        QVERIFY(!inferred[0].isFailed); // nobody knows
    }

    // Langfuse: level ERROR, and a status that is not set.
    void failuresOfOtherDialects()
    {
        const Recording recording;
        record(recording,
               {span(1, 0,
                     {{"langfuse.observation.type", "tool"s},
                      {"langfuse.observation.level", "ERROR"s},
                      {"langfuse.observation.status_message", "502"s}})});
        const auto rows = recording.reader()->spans({}, {});
        QVERIFY(rows->at(0).isFailed);
        QVERIFY(rows->at(0).status == telemetry::StatusCode::Unset);
        QCOMPARE(recording.reader()->steps({}, {})->at(0).errorMessage, "502"s);
        // Known before the console asked dialects: as the status says.
        recording.tamper("UPDATE spans SET failed=NULL");
        QVERIFY(!recording.reader()->spans({}, {})->at(0).isFailed);
        recording.tamper("UPDATE spans SET status=2");
        QVERIFY(recording.reader()->spans({}, {})->at(0).isFailed);
    }

    // A judge that reports from its own span and names the response.
    void aVerdictFindsTheResponseItNames()
    {
        const Recording recording;
        const auto writer = recording.writer();
        otlp::OutgoingLog verdict = judgeLog(1, 7, 0.1, false);
        verdict.trace = traceId(9);
        verdict.span = spanId(9);
        QVERIFY(writer->append(spansBatch({chatSpan(1, 5)}, 10)));
        QVERIFY(writer->append(logsBatch({verdict}, 20)) && writer->commit());
        const auto reader = recording.reader();
        const auto evaluations = reader->evaluations({}, {});
        QCOMPARE(evaluations->size(), std::size_t{1});
        QVERIFY(evaluations->at(0).trace == traceId(1) && evaluations->at(0).span == spanId(1));
        // One rule for all who ask: it is about the answer, not about the judge's own span.
        QCOMPARE(reader->evaluationsOf({traceId(1), spanId(1)}, {})->size(), std::size_t{1});
        QCOMPARE(reader->evaluationsOf({traceId(9), spanId(9)}, {})->size(), std::size_t{0});
        store::GenerationFilter ofTrace;
        ofTrace.trace = traceId(1);
        QCOMPARE(reader->evaluations({}, ofTrace)->size(), std::size_t{1});
        ofTrace.trace = traceId(9);
        QCOMPARE(reader->evaluations({}, ofTrace)->size(), std::size_t{0});
    }

    // A step that is clicked must not cost a walk through all verdicts there are.
    void theVerdictsOfATraceAreFoundByIndex()
    {
        const Recording recording;
        const auto writer = recording.writer();
        const auto append = [&writer](std::uint64_t first, std::uint64_t end) {
            for (std::uint64_t i = first; i < end; ++i) {
                const auto second = static_cast<std::int64_t>(i);
                QVERIFY(writer->append(spansBatch({chatSpan(i, second)}, second)));
                QVERIFY(writer->append(
                    logsBatch({judgeLog(i, second, 0.1, true), judgeLog(i, second + 1, 0.2, false)},
                              second)));
            }
            QVERIFY(writer->commit());
        };
        const auto stepsToRead = [&recording] {
            const StepCount count; // counts for connections opened from now on
            const auto reader = recording.reader();
            store::GenerationFilter ofTrace;
            ofTrace.trace = traceId(1);
            const auto before = count.steps();
            if (reader->evaluations({}, ofTrace)->size() != 2
                || reader->evaluationsOf({traceId(1), spanId(1)}, {})->size() != 2)
                qFatal("the verdicts are not found");
            return count.steps() - before;
        };
        append(1, 21);
        const std::int64_t few = stepsToRead();
        append(21, 1000);
        const std::int64_t many = stepsToRead();
        QVERIFY(few > 0);
        QVERIFY2(many <= few * 2, std::to_string(many).c_str());
    }
};

QTEST_GUILESS_MAIN(TestInferredCalls)
#include "tst_inferredcalls.moc"
