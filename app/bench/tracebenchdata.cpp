// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/tracebenchdata.h"

#include "app/bench/randomsource.h"
#include "models/dialect/interpreter.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "models/store/writer.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace bench {

namespace {

using namespace std::chrono_literals;
using otlp::OutgoingSpan;
using telemetry::Duration;
using telemetry::Result;
using telemetry::SpanId;
using telemetry::Timestamp;

const Timestamp kTraceStart = telemetry::fromUnixNanos(1'795'488'660'000'000'000);
constexpr std::size_t kBatch = 512; // spans, as a busy OpenTelemetry SDK sends them
constexpr int kBatchesInCommit = 32;
constexpr int kDeepestAgent = 6;

constexpr std::array<std::string_view, 8> kTools{"lookup_order", "search_kb",  "read_file",
                                                 "run_query",    "fetch_page", "list_files",
                                                 "send_mail",    "plan_route"};
constexpr std::array<std::string_view, 5> kAgents{"planner", "researcher", "coder", "reviewer",
                                                  "writer"};

Duration millis(double count)
{
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double, std::milli>(count));
}

// Gives each span to `sink` when it has ended, so that children come before their parents.
class AgentRun
{
public:
    using Sink = std::function<void(OutgoingSpan)>;
    AgentRun(const telemetry::TraceId& id, int spans, Sink sink)
        : m_id(id)
        , m_left(spans)
        , m_sink(std::move(sink))
    {
    }

    Timestamp run()
    {
        OutgoingSpan root = begin(SpanId::None, "POST /v1/tasks", kTraceStart, 1);
        root.kind = telemetry::SpanKind::Server;
        Timestamp now = kTraceStart + 2ms;
        while (m_left > 0)
            now = agent(root.id, now, 2) + millis(m_random.exponential(20));
        finish(std::move(root), now + 1ms, false);
        return now + 1ms;
    }

    int failed() const { return m_failed; }
    int deepest() const { return m_deepest; }

private:
    OutgoingSpan begin(SpanId parent, std::string name, Timestamp start, int level)
    {
        --m_left;
        m_deepest = std::max(m_deepest, level);
        OutgoingSpan span;
        span.trace = m_id;
        // One to one, and without an order that a store could profit from.
        span.id = SpanId{(++m_number) * 0x9e37'79b9'7f4a'7c15ULL};
        span.parent = parent;
        span.name = std::move(name);
        span.start = start;
        return span;
    }

    void finish(OutgoingSpan span, Timestamp end, bool isFailed)
    {
        span.end = end;
        if (isFailed) {
            span.status = telemetry::StatusCode::Error;
            span.attributes.emplace_back("error.type", std::string("timeout"));
            ++m_failed;
        }
        m_sink(std::move(span));
    }

    std::string_view tool() { return kTools.at(m_random.below(kTools.size())); }

    Timestamp agent(SpanId parent, Timestamp start, int level)
    {
        const std::string name(kAgents.at(m_random.below(kAgents.size())));
        OutgoingSpan span = begin(parent, "invoke_agent " + name, start, level);
        span.attributes = {{"gen_ai.operation.name", std::string("invoke_agent")},
                           {"gen_ai.agent.name", name}};
        Timestamp now = start + millis(m_random.exponential(3));
        const auto turns = 2 + m_random.below(6);
        for (std::size_t turn = 0; turn < turns && m_left > 0; ++turn) {
            now = chat(span.id, now, level + 1) + millis(m_random.exponential(2));
            const auto calls = m_random.below(5);
            const bool isAtOnce = calls > 1 && m_random.chance(0.3);
            Timestamp latest = now;
            for (std::size_t call = 0; call < calls && m_left > 0; ++call) {
                const Timestamp from = isAtOnce ? now + millis(m_random.exponential(1)) : latest;
                latest = std::max(latest, work(span.id, from, level + 1));
            }
            now = latest + millis(m_random.exponential(4));
        }
        finish(std::move(span), now, false);
        return now;
    }

    Timestamp work(SpanId parent, Timestamp start, int level)
    {
        if (level < kDeepestAgent * 2 && m_random.chance(0.12))
            return agent(parent, start, level);
        const std::string_view name = tool();
        Timestamp now = start;
        for (int attempt = 0; attempt < 3 && m_left > 0; ++attempt) { // with a wait in between
            const bool isFailed = m_random.chance(0.06);
            now = call(parent, name, now, level, isFailed);
            if (!isFailed)
                break;
            now += millis(50.0 * (1 << attempt));
        }
        return now;
    }

    Timestamp call(SpanId parent, std::string_view tool, Timestamp start, int level, bool isFailed)
    {
        OutgoingSpan span = begin(parent, "execute_tool " + std::string(tool), start, level);
        span.attributes = {{"gen_ai.operation.name", std::string("execute_tool")},
                           {"gen_ai.tool.name", std::string(tool)}};
        Timestamp now = start + millis(m_random.exponential(1));
        const auto inner = m_random.below(4);
        for (std::size_t i = 0; i < inner && m_left > 0; ++i) {
            const bool isRequest = m_random.chance(0.5);
            OutgoingSpan part =
                begin(span.id, isRequest ? "GET /v1/items" : "SELECT orders", now, level + 1);
            part.kind = telemetry::SpanKind::Client;
            now += millis(0.2 + m_random.exponential(isRequest ? 25 : 4));
            finish(std::move(part), now, isFailed && i + 1 == inner);
            now += millis(m_random.exponential(0.3));
        }
        now += millis(m_random.exponential(1));
        finish(std::move(span), now, isFailed);
        return now;
    }

    Timestamp chat(SpanId parent, Timestamp start, int level)
    {
        OutgoingSpan span = begin(parent, "chat bench-model", start, level);
        span.kind = telemetry::SpanKind::Client;
        span.attributes = {{"gen_ai.operation.name", std::string("chat")},
                           {"gen_ai.provider.name", std::string("openai")},
                           {"gen_ai.request.model", std::string("bench-model")},
                           {"gen_ai.response.finish_reasons", std::vector<std::string>{"stop"}},
                           {"gen_ai.usage.input_tokens", std::int64_t{240}},
                           {"gen_ai.usage.output_tokens", std::int64_t{60}}};
        const Timestamp end = start + millis(200 + m_random.exponential(900));
        const bool isFailed = m_random.chance(0.01);
        finish(std::move(span), end, isFailed);
        return end;
    }

    telemetry::TraceId m_id;
    int m_left;
    Sink m_sink;
    RandomSource m_random{11};
    std::uint64_t m_number = 0;
    int m_failed = 0;
    int m_deepest = 0;
};

Result<void> append(store::Writer& writer, const std::vector<OutgoingSpan>& spans)
{
    const otlp::Attributes resource{{"service.name", std::string("agents")},
                                    {"service.version", std::string("1.0.0")}};
    auto body = std::make_shared<const std::string>(otlp::encodeTraces(resource, "bench", spans));
    auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Traces, std::move(body));
    if (!batch)
        return tl::make_unexpected(batch.error());
    batch->recorded = spans.back().end;
    batch->source = "bench";
    const auto done = writer.append(dialect::Interpreter::builtIn().interpret(std::move(*batch)));
    return done ? Result<void>() : tl::make_unexpected(done.error());
}

} // namespace

Result<RecordedAgentTrace> recordAgentTrace(const std::string& path, int spans)
{
    auto writer = store::Writer::open(path);
    if (!writer)
        return tl::make_unexpected(writer.error());
    (*writer)->setFingerprinted(false); // of texts, which there are none of

    RecordedAgentTrace made;
    made.id.bytes.fill(0xb7);
    made.spans = spans;
    Result<void> done;
    std::vector<OutgoingSpan> batch;
    int batches = 0;
    const auto send = [&] {
        if (done && !batch.empty())
            done = append(**writer, batch);
        if (done && ++batches % kBatchesInCommit == 0)
            done = (*writer)->commit();
        batch.clear();
    };
    AgentRun run(made.id, spans, [&](OutgoingSpan span) {
        batch.push_back(std::move(span));
        if (batch.size() == kBatch)
            send();
    });
    const Timestamp end = run.run();
    send();
    if (done)
        done = (*writer)->commit();
    if (!done)
        return tl::make_unexpected(done.error());
    writer->reset(); // empties the write-ahead log
    made.range = {.start = kTraceStart, .end = end};
    made.recorded = end;
    made.failed = run.failed();
    made.deepest = run.deepest();
    std::error_code ignored;
    made.bytes = static_cast<std::int64_t>(std::filesystem::file_size(path, ignored));
    return made;
}

} // namespace bench
