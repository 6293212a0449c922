// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"
#include "models/telemetry/ids.h"

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>
#include <vector>

namespace ingest {

struct ToldCallLimits
{
    std::size_t traces = 20'000; // beyond, the one that began first is forgotten
    std::size_t calls = 256; // of one trace; beyond, the oldest is forgotten
};

// Which calls of models were judged. A framework and the client inside it, a gateway and the server
// behind it each send a span of the same call: what one of them told is not counted again. One
// thread.
class ToldCalls
{
public:
    explicit ToldCalls(ToldCallLimits limits = {});

    // Whether another span told of the call already: the one around it or inside it, or one of its
    // trace with the same response id. One that tells more, an answer or a failure that the other
    // did not know of, is a call of its own.
    bool isTold(const telemetry::Generation& generation) const;
    void remember(const telemetry::Generation& generation);

private:
    struct Call
    {
        telemetry::SpanId span = telemetry::SpanId::None;
        telemetry::SpanId parent = telemetry::SpanId::None;
        std::string responseId;
        bool hasAnswer = false;
        bool isFailed = false;
    };
    struct Trace
    {
        std::vector<Call> calls; // oldest first
        std::list<telemetry::TraceId>::iterator place; // in m_order
    };

    static Call callOf(const telemetry::Generation& generation);
    static bool tells(const Call& told, const Call& call);

    ToldCallLimits m_limits;
    std::unordered_map<telemetry::TraceId, Trace> m_traces;
    std::list<telemetry::TraceId> m_order; // oldest first
};

} // namespace ingest
