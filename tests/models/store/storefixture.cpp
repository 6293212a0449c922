// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/store/storefixture.h"

#include "models/otlp/decode.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <sqlite3.h>

namespace storetest {

namespace {

// Fixtures cannot go on without what they asked for.
template<class T>
T must(telemetry::Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().message.c_str());
        std::abort();
    }
    return std::move(*result);
}

dialect::Interpreted interpreted(telemetry::SignalKind kind, std::string body,
                                 std::int64_t recorded)
{
    auto batch =
        must(otlp::decodeProtobuf(kind, std::make_shared<const std::string>(std::move(body))));
    batch.recorded = at(recorded);
    batch.source = "test";
    return dialect::Interpreter::builtIn().interpret(std::move(batch));
}

std::int64_t runSql(const std::string& path, const std::string& sql)
{
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    std::int64_t number = 0;
    if (sqlite3_open(path.c_str(), &database) != SQLITE_OK
        || sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
        std::fprintf(stderr, "%s: %s\n", sql.c_str(), sqlite3_errmsg(database));
        std::abort();
    }
    if (sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return number;
}

} // namespace

Recording::Recording() = default;

std::string Recording::path() const
{
    return m_folder.filePath(QStringLiteral("test.plumb")).toStdString();
}

std::unique_ptr<store::Writer> Recording::writer() const
{
    return must(store::Writer::open(path()));
}

std::unique_ptr<store::Reader> Recording::reader() const
{
    return must(store::Reader::open(path()));
}

void Recording::undoVersion15() const
{
    tamper("DROP TABLE fingerprints"); // these came after it
    tamper("DROP TABLE IF EXISTS feeds");
    for (const char* column :
         {"baselines DROP COLUMN loads", "baselines DROP COLUMN season",
          "generations DROP COLUMN judge_ns", "alarms DROP COLUMN failed_before",
          "alarms DROP COLUMN observations_before", "alarms DROP COLUMN rate_now_low",
          "alarms DROP COLUMN rate_now_high", "alarms DROP COLUMN onset_low_ns",
          "alarms DROP COLUMN onset_high_ns"})
        tamper(std::string("ALTER TABLE ") + column);
}

void Recording::tamper(const std::string& sql) const
{
    runSql(path(), sql);
}

std::int64_t Recording::number(const std::string& sql) const
{
    return runSql(path(), sql);
}

std::string Recording::bytes() const
{
    std::ifstream file(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

telemetry::Timestamp at(std::int64_t seconds)
{
    return telemetry::Timestamp{std::chrono::seconds(1'790'000'000 + seconds)};
}

telemetry::TraceId traceId(std::uint64_t number)
{
    telemetry::TraceId id;
    id.bytes[0] = 0xab;
    for (std::size_t byte = 0; byte < 8; ++byte)
        id.bytes[15 - byte] = static_cast<unsigned char>(number >> (8 * byte));
    return id;
}

telemetry::SpanId spanId(std::uint64_t number)
{
    // The top bit is set, so that ids that are stored as signed numbers have to come back whole.
    return telemetry::SpanId{0xf000000000000000ULL | number};
}

store::View knownAt(std::int64_t seconds)
{
    store::View view;
    view.knownAt = at(seconds);
    return view;
}

otlp::OutgoingSpan stepSpan(std::uint64_t number, std::uint64_t trace)
{
    otlp::OutgoingSpan span;
    span.trace = traceId(trace);
    span.id = spanId(number);
    span.parent = number > 1 ? spanId(1) : telemetry::SpanId::None;
    span.name = "step " + std::to_string(number);
    span.start = at(static_cast<std::int64_t>(number));
    span.end = span.start + std::chrono::seconds(1);
    return span;
}

otlp::OutgoingSpan chatSpan(std::uint64_t number, std::int64_t second)
{
    otlp::OutgoingSpan span;
    span.trace = traceId(number);
    span.id = spanId(number);
    span.name = "chat gpt-x";
    span.kind = telemetry::SpanKind::Client;
    span.start = at(second);
    span.end = at(second + 2);
    span.attributes = {{"gen_ai.operation.name", std::string("chat")},
                       {"gen_ai.provider.name", std::string("openai")},
                       {"gen_ai.request.model", std::string("gpt-x")},
                       {"gen_ai.response.model", std::string("gpt-x-2026")},
                       {"gen_ai.response.id", "resp-" + std::to_string(number)},
                       {"gen_ai.usage.input_tokens", std::int64_t{120}},
                       {"gen_ai.usage.output_tokens", std::int64_t{30}},
                       {"gen_ai.response.finish_reasons", std::vector<std::string>{"stop"}}};
    return span;
}

otlp::OutgoingLog messagesLog(std::uint64_t number, std::int64_t second)
{
    otlp::OutgoingLog log;
    log.trace = traceId(number);
    log.span = spanId(number);
    log.time = at(second);
    log.eventName = "gen_ai.client.inference.operation.details";
    log.attributes = {
        {"gen_ai.operation.name", std::string("chat")},
        {"gen_ai.request.model", std::string("gpt-x")},
        {"gen_ai.input.messages",
         std::string(
             R"([{"role":"user","parts":[{"type":"text","content":"When do you open?"}]}])")},
        {"gen_ai.output.messages",
         std::string(
             R"([{"role":"assistant","parts":[{"type":"text","content":"At nine, caf\u00e9 at ten."}],"finish_reason":"stop"}])")}};
    return log;
}

otlp::OutgoingLog judgeLog(std::uint64_t number, std::int64_t second, double score, bool hasSpan)
{
    otlp::OutgoingLog log;
    if (hasSpan) {
        log.trace = traceId(number);
        log.span = spanId(number);
    }
    log.time = at(second);
    log.eventName = "gen_ai.evaluation.result";
    log.attributes = {{"gen_ai.evaluation.name", std::string("Faithfulness")},
                      {"gen_ai.evaluation.score.value", score},
                      {"gen_ai.evaluation.score.label", std::string(score < 0.5 ? "fail" : "pass")},
                      {"gen_ai.evaluation.explanation", std::string("because")},
                      {"gen_ai.response.id", "resp-" + std::to_string(number)}};
    return log;
}

dialect::Interpreted spansBatch(const std::vector<otlp::OutgoingSpan>& spans, std::int64_t recorded,
                                const std::string& service, const std::string& instance)
{
    otlp::Attributes resource{{"service.name", service}, {"service.version", std::string("1.0")}};
    if (!instance.empty())
        resource.emplace_back("service.instance.id", instance);
    return interpreted(telemetry::SignalKind::Traces,
                       otlp::encodeTraces(resource, "test-scope", spans), recorded);
}

dialect::Interpreted logsBatch(const std::vector<otlp::OutgoingLog>& logs, std::int64_t recorded,
                               const std::string& service)
{
    const otlp::Attributes resource{{"service.name", service},
                                    {"service.version", std::string("1.0")}};
    return interpreted(telemetry::SignalKind::Logs, otlp::encodeLogs(resource, "test-scope", logs),
                       recorded);
}

telemetry::SignalKey signalOf(const std::string& service)
{
    telemetry::SignalKey key;
    key.service = service;
    key.check = "groundedness";
    return key;
}

telemetry::TimelineEntry note(const std::string& text, std::int64_t second)
{
    telemetry::TimelineEntry entry;
    entry.time = at(second);
    entry.recorded = at(second);
    entry.kind = "note";
    entry.actor = "anna";
    entry.subject = "A-0001";
    entry.text = text;
    entry.payload = R"({"a":1})";
    return entry;
}

} // namespace storetest
