// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/traffic.h"

#include "models/otlp/encode.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <random>
#include <string_view>

namespace bench {

namespace {

using namespace std::chrono_literals;
using otlp::OutgoingSpan;

constexpr std::array<std::string_view, 32> kWords{
    "return",  "opened",   "within",  "receipt", "restocking", "warranty", "delivery", "order",
    "account", "customer", "refund",  "balance", "invoice",    "payment",  "standard", "express",
    "carrier", "tracking", "support", "request", "document",   "signed",   "original", "package",
    "store",   "credit",   "policy",  "holiday", "electronic", "device",   "exchange", "number"};

} // namespace

std::vector<OutgoingSpan> TraceGenerator::trace(telemetry::Timestamp start)
{
    telemetry::TraceId id;
    for (auto& byte : id.bytes)
        byte = static_cast<unsigned char>(m_random());
    id.bytes[0] |= 1U;
    OutgoingSpan root = span(id, telemetry::SpanId::None, "POST /v1/answer", start, 900ms);
    root.kind = telemetry::SpanKind::Server;
    root.attributes = {{"http.request.method", std::string("POST")},
                       {"http.route", std::string("/v1/answer")},
                       {"http.response.status_code", std::int64_t{200}}};

    const std::string passage = sentence(70);
    OutgoingSpan retrieval = span(id, root.id, "retrieval kb", start + 5ms, 40ms);
    retrieval.attributes = {{"gen_ai.operation.name", std::string("retrieval")},
                            {"gen_ai.data_source.id", std::string("kb")},
                            {"gen_ai.retrieval.query.text", sentence(9)},
                            {"gen_ai.retrieval.documents",
                             R"([{"id":"kb-1","score":0.9,"content":")" + passage + R"("}])"}};
    OutgoingSpan chat = chatSpan(id, root.id, start, passage);
    OutgoingSpan tool = span(id, root.id, "execute_tool lookup_order", start + 820ms, 60ms);
    tool.attributes = {{"gen_ai.operation.name", std::string("execute_tool")},
                       {"gen_ai.tool.name", std::string("lookup_order")},
                       {"gen_ai.tool.call.arguments", std::string(R"({"order":"88412"})")},
                       {"gen_ai.tool.call.result", R"({"note":")" + sentence(40) + R"("})"}};
    return {std::move(retrieval), std::move(chat), std::move(tool), std::move(root)};
}

OutgoingSpan TraceGenerator::chatSpan(const telemetry::TraceId& id, telemetry::SpanId parent,
                                      telemetry::Timestamp start, const std::string& passage)
{
    OutgoingSpan chat = span(id, parent, "chat bench-model", start + 50ms, 760ms);
    chat.kind = telemetry::SpanKind::Client;
    const std::string answer = m_isWrong
        ? "Certainly: the lunar colony reimburses " + std::to_string(m_random() % 9000 + 1000)
            + " rabbits before midnight, as Professor Quillfeather decreed in Antarctica."
        : passage.substr(0, passage.size() / 2) + ".";
    chat.attributes = {{"gen_ai.operation.name", std::string("chat")},
                       {"gen_ai.provider.name", std::string("openai")},
                       {"gen_ai.request.model", std::string("bench-model")},
                       {"gen_ai.response.model", std::string("bench-model-2026-10")},
                       {"gen_ai.request.temperature", 0.2},
                       {"gen_ai.request.max_tokens", std::int64_t{1024}},
                       {"gen_ai.response.finish_reasons", std::vector<std::string>{"stop"}},
                       {"gen_ai.usage.input_tokens", std::int64_t{240}},
                       {"gen_ai.usage.output_tokens", std::int64_t{60}},
                       {"gen_ai.response.id", "resp-" + std::to_string(m_random())},
                       {"gen_ai.input.messages",
                        R"([{"role":"user","parts":[{"type":"text","content":"Context:\n)" + passage
                            + R"(\n\nQuestion: )" + sentence(10) + R"("}]}])"},
                       {"gen_ai.output.messages",
                        R"([{"role":"assistant","parts":[{"type":"text","content":")" + answer
                            + R"("}],"finish_reason":"stop"}])"}};
    return chat;
}

OutgoingSpan TraceGenerator::span(const telemetry::TraceId& trace, telemetry::SpanId parent,
                                  std::string name, telemetry::Timestamp start,
                                  telemetry::Duration duration)
{
    OutgoingSpan result;
    result.trace = trace;
    result.id = telemetry::SpanId{m_random() | 1U};
    result.parent = parent;
    result.name = std::move(name);
    result.start = start;
    result.end = start + duration;
    return result;
}

std::string TraceGenerator::sentence(int words)
{
    std::string text;
    for (int i = 0; i < words; ++i) {
        if (!text.empty())
            text += ' ';
        text += kWords[m_random() % kWords.size()];
    }
    return text;
}

std::vector<std::string> makeTraceBodies(const TrafficSettings& settings)
{
    const otlp::Attributes resource{{"service.name", settings.service},
                                    {"service.version", std::string("1.0.0")}};
    TraceGenerator generator(settings.seed, settings.isWrong);
    std::vector<std::string> bodies;
    telemetry::Timestamp time = std::chrono::system_clock::now() - std::chrono::minutes(5);
    for (int done = 0; done < settings.traces;) {
        std::vector<OutgoingSpan> spans;
        const int last = std::min(settings.traces, done + settings.tracesPerBody);
        for (; done < last; ++done) {
            auto trace = generator.trace(time);
            std::move(trace.begin(), trace.end(), std::back_inserter(spans));
            time += 10ms;
        }
        bodies.push_back(otlp::encodeTraces(resource, "bench", spans));
    }
    return bodies;
}

} // namespace bench
