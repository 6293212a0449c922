// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/ids.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace store {

class Reader;

// A shorter beginning of a span id is not looked for: there is no index of them, and too many would
// begin so.
inline constexpr std::size_t kShortestSpanId = 4; // digits

struct IdHits
{
    std::vector<telemetry::SpanKey> keys; // span None: a trace by its own id; traces first
    bool isMore = false; // than the limit
};

// Traces, and spans, that were recorded by `knownAt` and whose id begins with these hex digits, of
// any case: at most `limit` of each. None when it is no beginning of an id. Goes through the index
// of all spans.
telemetry::Result<IdHits> findIds(const Reader& reader, std::string_view digits,
                                  telemetry::Timestamp knownAt, std::size_t limit);

} // namespace store
