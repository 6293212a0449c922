// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/textplace.h"
#include "models/trace/tracecontents.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace claims {

// The whole text that a place stands in, whatever its stretch; empty where there is none. Lasts as
// long as the contents do.
std::string_view textAt(const trace::TraceContents& contents, const TextPlace& place);

// A stretch of a text by its code points; what lies beyond the end is left out. Linear.
std::string_view stretchOf(std::string_view text, std::int64_t start, std::int64_t end);

// Who the step is: the nearest agent around it, else its tool, model or span. As sent.
std::string stepName(const trace::TraceContents& contents, telemetry::SpanId span);
// What a place is, in words, as sent and on as many lines as that has: "kb-117 · Return policy ·
// retrieved, rank 2 of 5", "result of get_order", "message 3, user".
std::string sourceName(const trace::TraceContents& contents, const TextPlace& place);

} // namespace claims
