// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/otlp/encode.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace bench {

inline constexpr int kSpansPerTrace = 4;

// Traces of retrieval-augmented answers, four spans each: request, retrieval, chat, tool; with
// prompts, passages, tokens and finish reasons. The same seed gives the same traces.
class TraceGenerator
{
public:
    // `isWrong`: answers state what no passage says.
    explicit TraceGenerator(std::uint64_t seed, bool isWrong = false)
        : m_random(seed)
        , m_isWrong(isWrong)
    {
    }

    std::vector<otlp::OutgoingSpan> trace(telemetry::Timestamp start);

private:
    otlp::OutgoingSpan chatSpan(const telemetry::TraceId& id, telemetry::SpanId parent,
                                telemetry::Timestamp start, const std::string& passage);
    otlp::OutgoingSpan span(const telemetry::TraceId& trace, telemetry::SpanId parent,
                            std::string name, telemetry::Timestamp start,
                            telemetry::Duration duration);
    std::string sentence(int words);

    std::mt19937_64 m_random;
    const bool m_isWrong;
};

struct TrafficSettings
{
    int traces = 5000;
    int tracesPerBody = 128; // 512 spans, the batch of a busy OpenTelemetry SDK
    std::uint64_t seed = 1;
    std::string service = "bench";
    bool isWrong = false; // answers state what no passage says
};

// Bodies of Export trace requests in protobuf, about 1.2 kB a span. The same seed gives the same
// bodies.
std::vector<std::string> makeTraceBodies(const TrafficSettings& settings);

} // namespace bench
