// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/textplace.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace claims {

// Where a searched text stands in a trace.
struct TraceHit
{
    telemetry::SpanId span = telemetry::SpanId::None;
    std::optional<TextPlace> place; // none: the name of the step or its service
    bool isOutput = false; // in what the step said or gave

    friend bool operator==(const TraceHit&, const TraceHit&) = default;
};

struct TraceHits
{
    std::vector<TraceHit> hits; // by start of the step, in it in the order of reading
    bool isCut = false; // there are more
};

constexpr std::size_t kMostTraceHits = 5000;

// Every place of `text`, overlapping ones once, in the names of steps and services, messages,
// documents, arguments and results. Without regard to case, as far as Latin, Greek and Cyrillic go.
// An empty text is nowhere. Linear in the trace; `goOn`: false gives up, with what was found. Any
// thread.
TraceHits searchTrace(const trace::TraceContents& contents, std::string_view text,
                      const std::function<bool()>& goOn = {});

} // namespace claims
