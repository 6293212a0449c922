// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <string>

namespace store {

class Reader;

struct RawTraceCounts
{
    std::int64_t spans = 0;
    std::int64_t logs = 0;
};

// A trace as it was recorded: OTLP export requests in protobuf, of up to a thousand spans
// or some 4 MB, then of the log records that name the trace, each with its resource and scope.
// Recorded once more they give the same rows. As known at `view.knownAt`, whatever its range; a
// page a transaction. `visit` returns false to stop. Any thread, for whom the reader is.
telemetry::Result<RawTraceCounts>
forEachRawRequest(const Reader& reader, const telemetry::TraceId& trace, const View& view,
                  const std::function<bool(telemetry::SignalKind, const std::string&)>& visit);

} // namespace store
