// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct TrafficSettings
{
    int traces = 5000; // four spans each: request, retrieval, chat, tool
    int tracesPerBody = 128; // 512 spans, the batch of a busy OpenTelemetry SDK
    std::uint64_t seed = 1;
};

// Bodies of Export trace requests in protobuf: retrieval-augmented answers with prompts, passages,
// tokens and finish reasons, about 1.2 kB a span. The same seed gives the same bodies.
std::vector<std::string> makeTraceBodies(const TrafficSettings& settings);

} // namespace bench
