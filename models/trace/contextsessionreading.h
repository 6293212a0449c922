// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/result.h"
#include "models/trace/contextsession.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace trace {

struct SessionLimits
{
    std::size_t turns = 2000; // those around the asked one; the earliest ones give way first
    std::int64_t calibrating = 300; // answers of the model before it that its scale is learnt from
    std::int64_t lookedAt = 40'000; // generations of the service that may be of the session
};

// The conversation that a generation belongs to: all turns with its session id, whatever traces
// they are in, else those of its trace; as known at `view.knownAt`, whatever its range. Empty when
// there is no such generation. Any thread, for whom the reader is.
telemetry::Result<ContextSession> readContextSession(const store::Reader& reader,
                                                     const telemetry::SpanKey& generation,
                                                     const store::View& view,
                                                     const SessionLimits& limits = {});

// How the service and model of a generation count tokens, by the answers up to it.
telemetry::Result<TokenScale> readTokenScale(const store::Reader& reader,
                                             const telemetry::Generation& generation,
                                             const store::View& view, std::int64_t limit = 300);

// Passages that retrievals of its trace found before a generation, for contextWindowOf(). They last
// as long as the contents.
std::vector<const telemetry::Document*> retrievedBefore(const TraceContents& contents,
                                                        const telemetry::Generation& generation);

} // namespace trace
