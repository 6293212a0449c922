// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/ingest/ingestfixture.h"

#include <QtGlobal>

#include <fstream>
#include <iterator>

#include <zlib.h>
#include <zstd.h>

namespace ingesttest {

namespace {

const otlp::Attributes kResource{{"service.name", std::string("shop")},
                                 {"service.version", std::string("1.2")}};

telemetry::Timestamp timeOf(std::uint64_t number)
{
    return telemetry::Timestamp{} + std::chrono::hours(24 * 365 * 56)
        + std::chrono::seconds(static_cast<std::int64_t>(number));
}

std::string messages(const char* role, const std::string& text)
{
    return std::string(R"([{"role":")") + role + R"(","parts":[{"type":"text","content":")" + text
        + R"("}]}])";
}

std::string deflated(std::string_view plain, int window)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

} // namespace

telemetry::TraceId traceId(std::uint64_t number)
{
    telemetry::TraceId id;
    for (std::size_t i = 0; i < 8; ++i)
        id.bytes[15 - i] = static_cast<unsigned char>(number >> (8 * i));
    id.bytes[0] = 0xab;
    return id;
}

telemetry::SpanId spanId(std::uint64_t number)
{
    return telemetry::SpanId{number + 1};
}

otlp::OutgoingSpan chatSpan(std::uint64_t number, const std::string& answer)
{
    otlp::OutgoingSpan span;
    span.trace = traceId(number);
    span.id = spanId(number);
    span.name = "chat gpt-x";
    span.kind = telemetry::SpanKind::Client;
    span.start = timeOf(number);
    span.end = span.start + std::chrono::milliseconds(700);
    span.attributes = {{"gen_ai.operation.name", std::string("chat")},
                       {"gen_ai.provider.name", std::string("openai")},
                       {"gen_ai.request.model", std::string("gpt-x")},
                       {"gen_ai.response.model", std::string("gpt-x-1")},
                       {"gen_ai.response.id", "resp-" + std::to_string(number)},
                       {"gen_ai.usage.input_tokens", std::int64_t{120}},
                       {"gen_ai.usage.output_tokens", std::int64_t{12}},
                       {"gen_ai.response.finish_reasons", std::vector<std::string>{"stop"}}};
    if (!answer.empty()) {
        span.attributes.emplace_back("gen_ai.input.messages", messages("user", "What is it?"));
        span.attributes.emplace_back("gen_ai.output.messages", messages("assistant", answer));
    }
    return span;
}

otlp::OutgoingLog detailsLog(std::uint64_t number, const std::string& answer)
{
    otlp::OutgoingLog log;
    log.trace = traceId(number);
    log.span = spanId(number);
    log.time = timeOf(number);
    log.eventName = "gen_ai.client.inference.operation.details";
    log.attributes = {{"gen_ai.operation.name", std::string("chat")},
                      {"gen_ai.input.messages", messages("user", "What is it?")},
                      {"gen_ai.output.messages", messages("assistant", answer)}};
    return log;
}

otlp::OutgoingLog evaluationLog(std::uint64_t number, double score, const std::string& responseId)
{
    otlp::OutgoingLog log;
    log.time = timeOf(number) + std::chrono::seconds(1);
    log.eventName = "gen_ai.evaluation.result";
    log.attributes = {
        {"gen_ai.evaluation.name", std::string("Faithfulness")},
        {"gen_ai.evaluation.score.value", score},
        {"gen_ai.evaluation.score.label", std::string(score < 0.5 ? "fail" : "pass")}};
    if (responseId.empty()) {
        log.trace = traceId(number);
        log.span = spanId(number);
    } else {
        log.attributes.emplace_back("gen_ai.response.id", responseId);
    }
    return log;
}

std::string tracesBody(const std::vector<otlp::OutgoingSpan>& spans)
{
    return otlp::encodeTraces(kResource, "test", spans);
}

std::string logsBody(const std::vector<otlp::OutgoingLog>& logs)
{
    return otlp::encodeLogs(kResource, "test", logs);
}

std::string manySpans(std::uint64_t first, std::uint64_t count)
{
    std::vector<otlp::OutgoingSpan> spans;
    for (std::uint64_t i = 0; i < count; ++i)
        spans.push_back(chatSpan(first + i, "It is number " + std::to_string(first + i) + "."));
    return tracesBody(spans);
}

std::string jsonLine(std::uint64_t number)
{
    const std::string trace = telemetry::toHex(traceId(number));
    const std::string span = telemetry::toHex(spanId(number));
    return R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},)"
           R"("scopeSpans":[{"spans":[{"traceId":")"
        + trace + R"(","spanId":")" + span
        + R"(","name":"chat m","startTimeUnixNano":"1767225600000000000","endTimeUnixNano":"1767225601000000000"}]}]}]})";
}

std::string jsonLines(std::uint64_t count)
{
    std::string text;
    for (std::uint64_t i = 0; i < count; ++i)
        text += jsonLine(i) + '\n';
    return text;
}

ingest::ImportOptions stoppedAfter(int records)
{
    ingest::ImportOptions options;
    options.isStopped = [records]() mutable { return records-- <= 0; };
    return options;
}

std::string gzipped(std::string_view plain)
{
    return deflated(plain, 15 + 16);
}

std::string zlibbed(std::string_view plain, bool isBare)
{
    return deflated(plain, isBare ? -15 : 15);
}

std::string zstdded(std::string_view plain)
{
    std::string packed(ZSTD_compressBound(plain.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), 3));
    return packed;
}

std::string contentOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        qFatal("%s cannot be read", path.c_str());
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void writeFile(const std::string& path, std::string_view content)
{
    std::ofstream(path, std::ios::binary)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
}

std::string dataPath(const std::string& name)
{
    return std::string(PLUMBLINE_TEST_DATA) + "/otlp/" + name;
}

ingest::ReceiptHandler Receipts::handler()
{
    return [this](ingest::Receipt receipt) {
        const std::scoped_lock lock(m_mutex);
        m_receipts.push_back(std::move(receipt));
        m_changed.notify_all();
    };
}

std::vector<ingest::Receipt> Receipts::wait(std::size_t count)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait_for(lock, std::chrono::seconds(60),
                            [&] { return m_receipts.size() >= count; }))
        qFatal("Only %zu of %zu receipts came", m_receipts.size(), count);
    return m_receipts;
}

std::unique_ptr<ingest::Pipeline> Recording::start(ingest::PipelineSettings settings,
                                                   const telemetry::Clock* clock)
{
    auto pipeline = ingest::Pipeline::start(path(), settings, clock);
    if (!pipeline)
        qFatal("%s", pipeline.error().message.c_str());
    return std::move(*pipeline);
}

std::unique_ptr<store::Reader> Recording::read() const
{
    auto reader = store::Reader::open(path());
    if (!reader)
        qFatal("%s", reader.error().message.c_str());
    return std::move(*reader);
}

store::RecordingInfo Recording::info() const
{
    const auto info = read()->info();
    if (!info)
        qFatal("%s", info.error().message.c_str());
    return *info;
}

std::vector<telemetry::Evaluation> Recording::evaluations(telemetry::EvaluationOrigin origin) const
{
    auto all = read()->evaluations({}, {});
    if (!all)
        qFatal("%s", all.error().message.c_str());
    std::erase_if(*all, [origin](const telemetry::Evaluation& evaluation) {
        return evaluation.origin != origin;
    });
    return *all;
}

std::string Recording::path(const std::string& name) const
{
    return m_folder.filePath(QString::fromStdString(name)).toStdString();
}

bool submit(ingest::Pipeline& pipeline, telemetry::SignalKind signal, const std::string& body,
            Receipts& receipts, bool isJson, const std::string& encoding)
{
    ingest::RawDelivery delivery{.signal = signal,
                                 .isJson = isJson,
                                 .contentEncoding = encoding,
                                 .body = body,
                                 .source = "test",
                                 .recorded = {}};
    return pipeline.submit(delivery, receipts.handler());
}

ingest::Receipt deliver(ingest::Pipeline& pipeline, telemetry::SignalKind signal,
                        const std::string& body, bool isJson, const std::string& encoding)
{
    Receipts receipts;
    if (!submit(pipeline, signal, body, receipts, isJson, encoding))
        qFatal("The delivery was refused");
    return receipts.wait(1).front();
}

} // namespace ingesttest
