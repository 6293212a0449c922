// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"
#include "models/telemetry/generation.h"

#include <cstdint>
#include <optional>
#include <unordered_set>
#include <vector>

namespace store {

// What a span is as a step; `body` is bound to its row.
telemetry::Step stepOf(const Reader::Private& reader, const SpanRow& row, Statement& body);

// The model calls of a trace of which no span came, as far as they can be concluded: those
// that log records tell of, and one under each step that failed with a model's error although
// nothing in it failed and no call is known in it (several SDKs send no span of a failed call).
// `bodies` says where the body of each row is: a row of spans, or less than 0 one of its versions.
std::vector<SpanRow> missingCalls(Reader::Private& reader, const telemetry::TraceId& trace,
                                  const View& view, const std::vector<std::int64_t>& bodies,
                                  const std::vector<SpanRow>& rows);

// The steps of a trace under which such a call was concluded; remembers the trace asked for last.
class InferredParents
{
public:
    bool contains(const Reader& reader, const SpanRow& span, const View& view);

private:
    std::optional<telemetry::TraceId> m_trace;
    std::unordered_set<telemetry::SpanId> m_parents;
};

} // namespace store
