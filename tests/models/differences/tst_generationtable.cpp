// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/contrast.h"
#include "models/differences/generationtablereader.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace differences;
using namespace storetest;

namespace {

using Table = std::shared_ptr<const GenerationTable>;

Table tableAt(const store::Reader& reader, std::int64_t known = 1'000'000)
{
    return readTable(reader, {.view = knownAt(known), .service = {}}).value();
}

void append(store::Writer& writer, const dialect::Interpreted& batch)
{
    QVERIFY(writer.append(batch));
    QVERIFY(writer.commit());
}

// The values of a row, in words: "-" when it lacks the attribute.
std::string cell(const GenerationTable& table, std::size_t row, const std::string& id)
{
    const auto at = table.attribute(id);
    if (!at)
        return "no such attribute";
    const attribution::Column& column = table.table.columns[*at];
    if (column.kind == attribution::Column::Kind::Number) {
        const float number = table.numbers[*at][row];
        return std::isnan(number) ? "-"
                                  : QString::number(static_cast<double>(number)).toStdString();
    }
    std::set<std::string> members;
    for (std::uint32_t code = 1; code < column.codeCount(); ++code)
        if (attribution::rowsWith(table.table, {.column = *at, .first = code, .last = code})
                .contains(row))
            members.insert(column.values[code - 1]);
    std::string text;
    for (const std::string& member : members)
        text += (text.empty() ? "" : ", ") + member;
    return text.empty() ? "-" : text;
}

std::string reason(const GenerationTable& table, const std::string& id)
{
    const auto found = std::ranges::find(table.leftOut, id, &LeftOut::id);
    return found == table.leftOut.end() ? "" : found->reason;
}

otlp::OutgoingSpan childOf(std::uint64_t trace, std::uint64_t number, std::uint64_t parent,
                           std::int64_t second, otlp::Attributes attributes)
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    span.trace = traceId(trace);
    span.parent = spanId(parent);
    if (!attributes.empty())
        span.attributes = std::move(attributes);
    return span;
}

// A trace: root with tenant, retrieval with two documents, the answer after it.
std::vector<otlp::OutgoingSpan> answerWithRetrieval(std::uint64_t number, std::int64_t second)
{
    otlp::OutgoingSpan root = chatSpan(number + 1, second);
    root.trace = traceId(number);
    root.name = "POST /ask";
    root.end = at(second + 9);
    root.attributes = {{"tenant.id", std::string("acme")},
                       {"http.route", std::string("/ask")},
                       {"user.id", std::string("u-1")}};
    otlp::OutgoingSpan lookup =
        childOf(number, number + 2, number + 1, second + 1,
                {{"gen_ai.operation.name", std::string("retrieval")},
                 {"index.version", std::string("2026-11-02")},
                 {"index.age_s", std::int64_t{3600}},
                 {"gen_ai.retrieval.documents",
                  std::string(R"([{"id":"doc-7","content":"a"},{"id":"doc-9","content":"b"}])")}});
    lookup.name = "search";
    otlp::OutgoingSpan answer = childOf(number, number, number + 1, second + 4, {});
    answer.attributes.emplace_back("shard", std::int64_t{3});
    answer.attributes.emplace_back("gen_ai.request.max_tokens", std::int64_t{500});
    return {root, lookup, answer};
}

} // namespace

class GenerationTableTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void attributesOfAllPlaces();
    void answersOfOnePersonOrTraceBelongTogether();
    void whatCameLaterIsNotInIt();
    void readOnIsAsReadAnew();
    void unjudgedIsNotSound();
    void whatNamesTheRowsIsLeftOut();
    void textsAreNoAttributes();
    void callsInFlight();
    void callsOfJudgesAreNone();
    void theLatestWhenThereAreTooMany();
    void onlyTheViewAndItsService();
    void aStoppedReadGivesWhatThereIs();
};

void GenerationTableTest::attributesOfAllPlaces()
{
    const Recording recording;
    const auto writer = recording.writer();
    append(*writer, spansBatch(answerWithRetrieval(10, 100), 200, "shop", "pod-1"));
    append(*writer, spansBatch({chatSpan(50, 150)}, 200, "shop", "pod-2"));
    const Table table = tableAt(*recording.reader());
    QCOMPARE(table->rows.size(), std::size_t{2});
    QVERIFY(table->isComplete());
    QCOMPARE(table->rows[0].key.span, spanId(10));
    const auto check = [&](const char* id, const char* first, const char* second) {
        QCOMPARE(cell(*table, 0, id), std::string(first));
        QCOMPARE(cell(*table, 1, id), std::string(second));
    };
    check("service", "shop", "shop");
    check("model_served", "gpt-x-2026", "gpt-x-2026");
    check("input_tokens", "120", "120");
    check("duration", "2", "2");
    check("max_tokens", "500", "-");
    check("finish_reason", "stop", "stop");
    check("shard", "3", "-"); // of the span
    check("tenant.id", "acme", "-"); // of its trace's root
    check("http.route", "/ask", "-");
    check("service.instance.id", "pod-1", "pod-2"); // of its resource
    check("retrieval:index.version", "2026-11-02", "-");
    check("retrieval:index.age_s", "3600", "-");
    check("document", "doc-7, doc-9", "-");
    check("documents", "2", "-");
    QCOMPARE(cell(*table, 0, "gen_ai.request.model"), std::string("no such attribute"));
    QVERIFY(table->rows[0].person != 0); // of the root
    QCOMPARE(table->rows[1].person, std::uint64_t{0});
    QCOMPARE(table->row({traceId(50), spanId(50)}).value_or(9), std::size_t{1});
}

void GenerationTableTest::answersOfOnePersonOrTraceBelongTogether()
{
    const Recording recording;
    const auto writer = recording.writer();
    append(*writer, spansBatch(answerWithRetrieval(10, 100), 400, "shop", "pod-1")); // of u-1
    append(*writer, spansBatch(answerWithRetrieval(20, 200), 400, "shop", "pod-1")); // as well
    append(*writer, spansBatch({chatSpan(50, 300)}, 400, "shop", "pod-1"));
    append(*writer, spansBatch({chatSpan(60, 301)}, 400, "shop", "pod-1"));
    append(*writer, spansBatch({childOf(60, 61, 60, 302, {})}, 400, "shop", "pod-1"));
    const Table table = tableAt(*recording.reader());
    QCOMPARE(table->rows.size(), std::size_t{5});
    const std::vector<std::uint64_t>& clusters = table->table.clusters;
    QCOMPARE(clusters.size(), std::size_t{5});
    QCOMPARE(clusters[0], clusters[1]); // two traces of a person
    QVERIFY(clusters[1] != clusters[2]);
    QVERIFY(clusters[2] != clusters[3]);
    QCOMPARE(clusters[3], clusters[4]); // a trace of nobody
    const auto stageOfColumn = [&](std::string_view id) {
        return table->table.columns[table->attribute(id).value()].stage;
    };
    using Stage = attribution::Column::Stage;
    QVERIFY(stageOfColumn("model_served") == Stage::Setup);
    QVERIFY(stageOfColumn("tenant.id") == Stage::Setup);
    QVERIFY(stageOfColumn("document") == Stage::Request);
    QVERIFY(stageOfColumn("duration") == Stage::Outcome);
    QVERIFY(differences::stageOf({.id = "llm.stop_reason"}) == Stage::Outcome);
}

void GenerationTableTest::whatCameLaterIsNotInIt()
{
    const Recording recording;
    const auto writer = recording.writer();
    const auto spans = answerWithRetrieval(10, 100);
    append(*writer, spansBatch({spans[2]}, 110));
    append(*writer, spansBatch({spans[0]}, 120));
    append(*writer, spansBatch({spans[1]}, 130));
    const auto reader = recording.reader();
    QCOMPARE(tableAt(*reader, 109)->rows.size(), std::size_t{0});
    QCOMPARE(cell(*tableAt(*reader, 110), 0, "tenant.id"), std::string("no such attribute"));
    QCOMPARE(cell(*tableAt(*reader, 120), 0, "tenant.id"), std::string("acme"));
    QCOMPARE(cell(*tableAt(*reader, 120), 0, "document"), std::string("no such attribute"));
    QCOMPARE(cell(*tableAt(*reader, 130), 0, "document"), std::string("doc-7, doc-9"));
}

// Traces whose spans come one by one, in any order, some of them told of twice.
void GenerationTableTest::readOnIsAsReadAnew()
{
    const Recording recording;
    const auto writer = recording.writer();
    const auto reader = recording.reader();
    GenerationTableReader following;
    std::uint32_t state = 11;
    std::vector<std::pair<std::int64_t, otlp::OutgoingSpan>> spans;
    for (std::uint64_t trace = 0; trace < 40; ++trace) {
        const auto second = static_cast<std::int64_t>(trace * 5);
        for (const otlp::OutgoingSpan& span : answerWithRetrieval(10 + trace * 10, second)) {
            state = state * 1664525U + 1013904223U;
            spans.emplace_back(second + 12 + (state >> 16U) % 60, span);
        }
    }
    std::ranges::stable_sort(spans, {}, [](const auto& one) { return one.first; });
    std::int64_t known = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        append(*writer, spansBatch({spans[i].second}, spans[i].first));
        known = spans[i].first;
        if (i % 3 != 0)
            continue;
        // A window that slides along.
        store::View view = knownAt(known);
        view.range = {.start = at(known - 120), .end = at(known)};
        const auto followed = following.read(*reader, {.view = view, .service = {}}).value();
        const auto anew = readTable(*reader, {.view = view, .service = {}}).value();
        QCOMPARE(followed->rows.size(), anew->rows.size());
        QCOMPARE(followed->inView, anew->inView);
        for (std::size_t row = 0; row < anew->rows.size(); ++row) {
            QVERIFY(followed->rows[row].key == anew->rows[row].key);
            for (const char* id :
                 {"tenant.id", "document", "shard", "load", "retrieval:index.age_s"})
                if (anew->attribute(id))
                    QCOMPARE(cell(*followed, row, id), cell(*anew, row, id));
        }
    }
    QVERIFY(known > 200);
}

void GenerationTableTest::unjudgedIsNotSound()
{
    const Recording recording;
    const auto writer = recording.writer();
    append(*writer, spansBatch({chatSpan(1, 10), chatSpan(2, 20), chatSpan(3, 30)}, 40));
    store::HealthResults results;
    telemetry::Evaluation passed;
    passed.trace = traceId(1);
    passed.span = spanId(1);
    passed.check = "truncation";
    passed.origin = telemetry::EvaluationOrigin::Validator;
    passed.state = telemetry::EvaluationState::Passed;
    passed.time = at(10);
    passed.recorded = at(41);
    telemetry::Evaluation none = passed;
    none.trace = traceId(3);
    none.span = spanId(3);
    none.state = telemetry::EvaluationState::NotCaptured;
    results.evaluations = {passed, none};
    results.suspicions = {{traceId(2), spanId(2), 0.8, "truncation", at(20)}};
    QVERIFY(writer->append(results));
    QVERIFY(writer->commit());
    const Table table = tableAt(*recording.reader());
    QCOMPARE(table->rows.size(), std::size_t{3});
    QCOMPARE(table->rows[0].suspicion, 0.0F);
    QCOMPARE(table->rows[1].suspicion, 0.8F);
    QVERIFY(std::isnan(table->rows[2].suspicion));
    QCOMPARE(table->suspects(0.5).count(), std::int64_t{1});
    QCOMPARE(table->judged().count(), std::int64_t{2});
}

void GenerationTableTest::whatNamesTheRowsIsLeftOut()
{
    const Recording recording;
    const auto writer = recording.writer();
    std::vector<otlp::OutgoingSpan> spans;
    for (std::uint64_t i = 0; i < 200; ++i) {
        spans.push_back(chatSpan(i + 1, static_cast<std::int64_t>(i)));
        spans.back().attributes.emplace_back("request.id", "r-" + std::to_string(i));
        spans.back().attributes.emplace_back(
            "queued_at_ns", std::int64_t{1'790'000'000'000'000'000} + 7'000'000 * std::int64_t(i));
        spans.back().attributes.emplace_back("prompt.chars", std::int64_t(100 + i));
        spans.back().attributes.emplace_back("tenant.id", "t-" + std::to_string(i % 20));
    }
    append(*writer, spansBatch(spans, 300));
    const Table table = tableAt(*recording.reader());
    QVERIFY(!table->attribute("request.id"));
    QCOMPARE(reason(*table, "request.id"), std::string("nearly each has a value of its own"));
    QVERIFY(!table->attribute("queued_at_ns"));
    QVERIFY(table->attribute("prompt.chars"));
    QVERIFY(table->attribute("tenant.id"));
}

void GenerationTableTest::textsAreNoAttributes()
{
    const Recording recording;
    const auto writer = recording.writer();
    otlp::OutgoingSpan span = chatSpan(1, 10);
    span.attributes.emplace_back("gen_ai.input.messages",
                                 std::string(R"([{"role":"user","content":"secret"}])"));
    span.attributes.emplace_back("notes", std::string(300, 'x'));
    span.attributes.emplace_back("load", std::string("heavy")); // as one of ours is called
    append(*writer, spansBatch({span, chatSpan(2, 20)}, 40));
    const Table table = tableAt(*recording.reader());
    for (const Attribute& attribute : table->attributes)
        QVERIFY2(attribute.id.find("messages") == std::string::npos || attribute.id == "messages",
                 attribute.id.c_str());
    QCOMPARE(reason(*table, "notes"), std::string("it holds long texts"));
    QCOMPARE(cell(*table, 0, "attribute:load"), std::string("heavy"));
    QCOMPARE(cell(*table, 0, "load"), std::string("1"));
    QCOMPARE(cell(*table, 0, "messages"), std::string("1"));
}

void GenerationTableTest::callsInFlight()
{
    const Recording recording;
    const auto writer = recording.writer();
    // From 10, 11, 11 and 30; each takes two seconds.
    append(*writer,
           spansBatch({chatSpan(1, 10), chatSpan(2, 11), chatSpan(3, 11), chatSpan(4, 30)}, 40));
    append(*writer, spansBatch({chatSpan(5, 11)}, 40, "other"));
    const auto reader = recording.reader();
    store::View view = knownAt(1000);
    view.range = {.start = at(11), .end = at(100)};
    const Table table = readTable(*reader, {.view = view, .service = "shop"}).value();
    QCOMPARE(table->rows.size(), std::size_t{3}); // the first lies before, and is counted
    QCOMPARE(cell(*table, 0, "load"), std::string("3"));
    QCOMPARE(cell(*table, 1, "load"), std::string("3"));
    QCOMPARE(cell(*table, 2, "load"), std::string("1"));
    // What still runs has not been told of yet.
    view.knownAt = at(40);
    const Table early =
        readTable(*reader,
                  {.view = {.range = {at(0), at(100)}, .knownAt = at(34)}, .service = "shop"})
            .value();
    QCOMPARE(early->rows.size(), std::size_t{0});
    const Table then = readTable(*reader, {.view = view, .service = "shop"}).value();
    QCOMPARE(cell(*then, 0, "load"), std::string("3"));
}

void GenerationTableTest::callsOfJudgesAreNone()
{
    const Recording recording;
    const auto writer = recording.writer();
    otlp::OutgoingSpan judge = chatSpan(7, 10);
    judge.attributes = {{"openinference.span.kind", std::string("EVALUATOR")}};
    otlp::OutgoingSpan call = childOf(7, 8, 7, 11, {});
    append(*writer, spansBatch({call}, 20));
    append(*writer, spansBatch({judge}, 30));
    const auto reader = recording.reader();
    QCOMPARE(tableAt(*reader, 25)->rows.size(), std::size_t{1}); // it was not known for one yet
    QCOMPARE(tableAt(*reader)->rows.size(), std::size_t{0});
}

void GenerationTableTest::theLatestWhenThereAreTooMany()
{
    const Recording recording;
    const auto writer = recording.writer();
    std::vector<otlp::OutgoingSpan> spans;
    for (std::uint64_t i = 0; i < 50; ++i)
        spans.push_back(chatSpan(i + 1, static_cast<std::int64_t>(i * 10)));
    append(*writer, spansBatch(spans, 900));
    const auto table =
        readTable(*recording.reader(), {.view = knownAt(1000), .service = {}}, {}, 20).value();
    QCOMPARE(table->rows.size(), std::size_t{20});
    QCOMPARE(table->inView, std::int64_t{50});
    QVERIFY(table->isComplete());
    QCOMPARE(table->rows.front().key.span, spanId(31));
    QCOMPARE(table->rows.back().key.span, spanId(50));
}

void GenerationTableTest::onlyTheViewAndItsService()
{
    const Recording recording;
    const auto writer = recording.writer();
    append(*writer, spansBatch({chatSpan(1, 10), chatSpan(2, 20), chatSpan(3, 30)}, 40));
    append(*writer, spansBatch({chatSpan(4, 20)}, 40, "other"));
    const auto reader = recording.reader();
    store::View view = knownAt(50);
    view.range = {.start = at(20), .end = at(30)};
    const Table both = readTable(*reader, {.view = view, .service = {}}).value();
    QCOMPARE(both->rows.size(), std::size_t{2});
    const Table one = readTable(*reader, {.view = view, .service = "other"}).value();
    QCOMPARE(one->rows.size(), std::size_t{1});
    QCOMPARE(one->services[one->rows[0].service], std::string("other"));
}

void GenerationTableTest::aStoppedReadGivesWhatThereIs()
{
    const Recording recording;
    const auto writer = recording.writer();
    std::vector<otlp::OutgoingSpan> spans;
    for (std::uint64_t i = 0; i < 50; ++i)
        spans.push_back(chatSpan(i + 1, static_cast<std::int64_t>(i * 10)));
    append(*writer, spansBatch(spans, 900));
    std::stop_source stop;
    stop.request_stop();
    GenerationTableReader reader;
    const auto opened = recording.reader();
    const auto part = reader
                          .read(*opened, {.view = knownAt(1000), .service = {}},
                                std::chrono::seconds(60), stop.get_token())
                          .value();
    QCOMPARE(part->rows.size(), std::size_t{1}); // the latest
    QCOMPARE(part->rows[0].key.span, spanId(50));
    QCOMPARE(part->toRead, std::int64_t{50});
    QVERIFY(!part->isComplete());
    const auto all =
        reader.read(*opened, {.view = knownAt(1000), .service = {}}, std::chrono::seconds(60))
            .value();
    QVERIFY(all->isComplete());
    QCOMPARE(all->rows.size(), std::size_t{50});
}

QTEST_GUILESS_MAIN(GenerationTableTest)
#include "tst_generationtable.moc"
