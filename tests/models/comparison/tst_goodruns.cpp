// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/comparisonreader.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

using namespace storetest;
using comparison::GoodRuns;
using comparison::QuestionRelation;

namespace {

const std::string kGoodAnswer = "You have thirty days to return most of what you ordered.";

otlp::OutgoingSpan goodRun(std::uint64_t number, std::int64_t second, const std::string& question,
                           const std::string& answer = kGoodAnswer,
                           const std::string& model = "gpt-x-2026")
{
    const auto message = [](const char* role, const std::string& text) {
        return std::string("[{\"role\":\"") + role
            + "\",\"parts\":[{\"type\":\"text\",\"content\":\"" + text
            + "\"}],\"finish_reason\":\"stop\"}]";
    };
    otlp::OutgoingSpan span = chatSpan(number, second);
    for (auto& [name, value] : span.attributes)
        if (name == "gen_ai.response.model")
            value = model;
    span.attributes.emplace_back("gen_ai.input.messages", message("user", question));
    span.attributes.emplace_back("gen_ai.output.messages", message("assistant", answer));
    return span;
}

otlp::OutgoingSpan tool(std::uint64_t trace, std::uint64_t number, std::int64_t second,
                        const std::string& result)
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    span.trace = traceId(trace);
    span.name = "execute_tool get_order";
    span.attributes = {{"gen_ai.operation.name", std::string("execute_tool")},
                       {"gen_ai.tool.name", std::string("get_order")},
                       {"gen_ai.tool.call.arguments", std::string("{\"id\":\"A-10023\"}")},
                       {"gen_ai.tool.call.result", result}};
    return span;
}

telemetry::AlarmTransition alarmFrom(std::int64_t onset)
{
    telemetry::AlarmTransition made;
    made.alarm = "A-0007";
    made.service = "shop";
    made.check = "groundedness";
    made.onset = at(onset);
    made.onsetLow = at(onset - 5);
    made.time = at(onset + 30);
    made.recorded = at(onset + 30);
    return made;
}

} // namespace

class TestGoodRuns : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_recording = std::make_unique<Recording>(); }

    void theSameQuestionBeforeIsTheBest()
    {
        write({goodRun(1, 100, "How long may I return an item?"),
               goodRun(2, 200, "What does a battery cost?"),
               goodRun(3, 300, "How long may I return an item?"),
               goodRun(4, 900, "How long may I return an item?", "Ninety days of course.")});
        const GoodRuns found = findFor(4);
        QVERIFY(found.runs.size() >= 2);
        QVERIFY(found.runs[0].key.trace == traceId(3)); // the nearer one
        QVERIFY(found.runs[1].key.trace == traceId(1));
        QVERIFY(found.runs[0].question == QuestionRelation::Same);
        QCOMPARE(found.runs[0].reason,
                 std::string("same question, 10 min before, no check judged it"));
        QCOMPARE(found.runs.front().caution, std::string("No check judged it."));
        QVERIFY(found.suspect.span == spanId(4));
        QVERIFY(!found.onset);
    }

    void aTemplateWithOtherValues()
    {
        write({goodRun(1, 100, "Where is my parcel?"),
               goodRun(2, 200, "Where is order A-10023 now?"),
               goodRun(3, 900, "Where is order A-20555 now?")});
        const GoodRuns found = findFor(3);
        QVERIFY(found.runs.front().key.trace == traceId(2));
        QVERIFY(found.runs.front().question == QuestionRelation::SameForm);
        QVERIFY(found.runs.front().reason.starts_with("same question but for its values"));
    }

    void whatSomethingSpeaksAgainstIsNone()
    {
        const std::string asked = "How long may I return an item?";
        auto failed = goodRun(5, 850, asked);
        failed.status = telemetry::StatusCode::Error;
        write({goodRun(1, 100, asked), goodRun(2, 800, asked), goodRun(3, 820, asked),
               goodRun(4, 840, asked, ""), failed, goodRun(6, 900, asked)});
        const auto writer = m_recording->writer();
        QVERIFY(writer->append(
            logsBatch({judgeLog(1, 105, 0.9, true), judgeLog(2, 805, 0.1, true)}, 810)));
        store::HealthResults health;
        health.suspicions = {{.trace = traceId(3),
                              .span = spanId(3),
                              .probability = 0.8,
                              .reasons = "fabrication",
                              .time = at(820)}};
        QVERIFY(writer->append(health));
        QVERIFY(writer->commit());
        const GoodRuns found = findFor(6);
        QCOMPARE(found.runs.size(), std::size_t(1));
        QVERIFY(found.runs.front().key.trace == traceId(1));
        QCOMPARE(found.runs.front().passed, 1);
        QVERIFY(found.runs.front().reason.ends_with("passed 1 check"));
        QCOMPARE(found.runs.front().caution, std::string());
    }

    // However alike its question: what goes round in circles is no run to go by.
    void aRunThatLoopsIsNone()
    {
        const std::string asked = "Where is order A-10023 now?";
        std::vector<otlp::OutgoingSpan> spans{goodRun(1, 100, "Where is my parcel now?")};
        const auto looping = [&](std::uint64_t trace, int times, std::int64_t second) {
            for (int i = 0; i < times; ++i) {
                auto call = goodRun(trace, second + i, asked, "");
                call.id = spanId(trace * 100 + static_cast<std::uint64_t>(i));
                call.attributes.back().second =
                    std::string(
                        "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c")
                    + std::to_string(i)
                    + "\",\"name\":\"get_order\",\"arguments\":{\"id\":\"A-10023\"}}]}]";
                spans.push_back(std::move(call));
            }
            spans.push_back(goodRun(trace, second + times, asked));
        };
        looping(2, 4, 200);
        looping(3, 2, 300);
        spans.push_back(goodRun(4, 900, asked));
        write(spans);
        const GoodRuns found = findFor(4);
        QCOMPARE(found.runs.size(), std::size_t(2));
        for (const comparison::GoodRun& one : found.runs) {
            QVERIFY(one.key.trace != traceId(2));
            QCOMPARE(one.isRepeating, one.key.trace == traceId(3)); // twice is told
        }
    }

    // The model calls it once, its tool runs again and again; what waits or failed is no loop.
    void aLoopOfToolsIsOne()
    {
        const std::string asked = "Where is order A-10023 now?";
        std::vector<otlp::OutgoingSpan> spans{goodRun(4, 900, asked)};
        const auto calling = [&](std::uint64_t trace, std::int64_t second,
                                 const std::vector<std::string>& results) {
            spans.push_back(goodRun(trace, second + 50, asked));
            for (std::size_t i = 0; i < results.size(); ++i)
                spans.push_back(tool(trace, trace * 100 + i,
                                     second + 3 * static_cast<std::int64_t>(i), results[i]));
        };
        calling(1, 100, {"on its way", "on its way", "on its way"});
        calling(2, 200, {"queued", "queued", "queued", "on its way"}); // waited
        calling(3, 300, {"on its way"});
        write(spans);
        const GoodRuns found = findFor(4);
        QCOMPARE(found.runs.size(), std::size_t(2));
        for (const comparison::GoodRun& one : found.runs)
            QVERIFY(one.key.trace != traceId(1));
    }

    void whereAllLoopItIsSaid()
    {
        const std::string asked = "Where is order A-10023 now?";
        std::vector<otlp::OutgoingSpan> spans{goodRun(1, 150, asked), goodRun(4, 900, asked)};
        for (std::uint64_t i = 0; i < 3; ++i)
            spans.push_back(tool(1, 100 + i, 100 + static_cast<std::int64_t>(i) * 3, "on its way"));
        write(spans);
        const GoodRuns found = findFor(4);
        QVERIFY(found.runs.empty());
        QVERIFY(found.none.find("1 run with a like question goes round in circles itself")
                != std::string::npos);
    }

    // Even a question that is hardly like it: what came after may be as wrong.
    void beforeTheOnsetComesFirst()
    {
        const std::string asked = "How long may I return an item?";
        write({goodRun(1, 100, "May I return a battery at all?"), goodRun(2, 600, asked),
               goodRun(3, 900, asked)});
        const auto writer = m_recording->writer();
        store::HealthResults health;
        health.alarms = {alarmFrom(500)};
        QVERIFY(writer->append(health));
        QVERIFY(writer->commit());
        const GoodRuns found = findFor(3);
        QCOMPARE(found.runs.size(), std::size_t(1));
        QVERIFY(found.runs.front().key.trace == traceId(1));
        QCOMPARE(found.runs.front().caution, std::string("No check judged it."));
    }

    void oneFromAfterTheOnsetSaysSo()
    {
        const std::string asked = "How long may I return an item?";
        write({goodRun(1, 100, "Zebra?"), goodRun(2, 600, asked), goodRun(3, 900, asked)});
        const auto writer = m_recording->writer();
        store::HealthResults health;
        health.alarms = {alarmFrom(500)};
        QVERIFY(writer->append(health));
        QVERIFY(writer->commit());
        const GoodRuns found = findFor(3);
        QCOMPARE(found.runs.size(), std::size_t(1));
        QVERIFY(found.runs.front().key.trace == traceId(2));
        QVERIFY(!found.runs.front().isBeforeOnset);
        QVERIFY(found.runs.front().reason.find("but after alarm A-0007") != std::string::npos);
        QCOMPARE(found.runs.front().caution,
                 std::string("No run with a like question is from before alarm A-0007: this one is "
                             "from after it and may be as wrong. No check judged it."));
    }

    void beforeTheOnsetOfTheAlarm()
    {
        const std::string asked = "How long may I return an item?";
        write({goodRun(1, 100, asked), goodRun(2, 600, asked), goodRun(3, 900, asked)});
        const auto writer = m_recording->writer();
        store::HealthResults health;
        health.alarms = {alarmFrom(500)};
        QVERIFY(writer->append(health));
        QVERIFY(writer->commit());
        const GoodRuns found = findFor(3);
        QVERIFY(found.onset.has_value());
        QVERIFY(found.onset->time == at(500));
        QCOMPARE(found.runs.size(), std::size_t(1));
        QVERIFY(found.runs.front().key.trace == traceId(1));
        QVERIFY(found.runs.front().reason.find("before and before alarm A-0007")
                != std::string::npos);
    }

    void beforeTheChangeWithoutAnAlarm()
    {
        const std::string asked = "How long may I return an item?";
        write({goodRun(1, 100, asked), goodRun(2, 600, asked, kGoodAnswer, "gpt-y"),
               goodRun(3, 900, asked, kGoodAnswer, "gpt-y")});
        const GoodRuns found = findFor(3);
        QVERIFY(found.onset.has_value());
        QCOMPARE(found.onset->reason, std::string("model gpt-y"));
        QVERIFY(found.runs.front().key.trace == traceId(1));
        QCOMPARE(found.runs.front().others, std::vector<std::string>{"model"});
    }

    void whereNoneIsBeforeOneAfterSaysSo()
    {
        const std::string asked = "How long may I return an item?";
        write({goodRun(1, 100, asked), goodRun(2, 200, asked)});
        const GoodRuns found = findFor(1);
        QCOMPARE(found.runs.size(), std::size_t(1));
        QVERIFY(found.runs.front().key.trace == traceId(2));
        QVERIFY(found.runs.front().before < telemetry::Duration{});
        QVERIFY(found.runs.front().reason.find("100 s after") != std::string::npos);
    }

    void whatIsNotKnownYetIsNotThere()
    {
        const std::string asked = "How long may I return an item?";
        write({goodRun(1, 100, asked)}, 1500);
        write({goodRun(2, 200, asked)}, 1000);
        const auto found = comparison::findGoodRuns(
            *m_recording->reader(), knownAt(1200),
            {.suspect = {.trace = traceId(2), .span = telemetry::SpanId::None}});
        QVERIFY(found.has_value());
        QVERIFY(found->runs.empty());
        QVERIFY(!found->none.empty());
    }

    void readsAndCompares()
    {
        const std::string asked = "How long may I return an item?";
        write({goodRun(1, 100, asked), goodRun(2, 200, "What does a battery cost?"),
               goodRun(3, 900, asked, "You have 77 days to return what you ordered.")});
        const auto reader = m_recording->reader();
        comparison::ComparisonQuestion question;
        question.suspect.suspect.trace = traceId(3);
        auto all = comparison::readComparison(*reader, {}, question);
        QVERIFY(all.has_value());
        QVERIFY(all->good == traceId(1));
        QVERIFY(all->result->isDivergenceSeen());
        QVERIFY(all->result->sentence.find("77 days") != std::string::npos);
        question.with = traceId(2); // by hand
        all = comparison::readComparison(*reader, {}, question);
        QVERIFY(all->good == traceId(2));
        QVERIFY(all->runs.runs.front().key.trace == traceId(1)); // still offered
        question.with = traceId(55);
        QVERIFY(!comparison::readComparison(*reader, {}, question).has_value());
    }

    void aTraceThatIsNotThere()
    {
        write({goodRun(1, 100, "Where?")});
        const auto found = comparison::findGoodRuns(
            *m_recording->reader(), {},
            {.suspect = {.trace = traceId(77), .span = telemetry::SpanId::None}});
        QVERIFY(!found.has_value());
        QVERIFY(found.error().kind == telemetry::ErrorKind::Unreadable);
    }

private:
    void write(const std::vector<otlp::OutgoingSpan>& spans, std::int64_t recorded = 1000)
    {
        const auto writer = m_recording->writer();
        QVERIFY(writer->append(spansBatch(spans, recorded)));
        QVERIFY(writer->commit());
    }

    GoodRuns findFor(std::uint64_t number)
    {
        auto found = comparison::findGoodRuns(
            *m_recording->reader(), {},
            {.suspect = {.trace = traceId(number), .span = telemetry::SpanId::None}});
        return found ? std::move(*found) : GoodRuns{};
    }

    std::unique_ptr<Recording> m_recording;
};

QTEST_GUILESS_MAIN(TestGoodRuns)
#include "tst_goodruns.moc"
