// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/claims/positions.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"
#include "models/trace/contextsession.h"
#include "models/trace/tracecontents.h"

#include <memory>
#include <vector>

namespace items {

// All that is told of the context window of one generation.
struct ContextSnapshot
{
    std::shared_ptr<const trace::ContextSession> session; // with what its answer needed marked
    trace::ContextWindow window; // on the session's scale
    std::vector<trace::ContextDrop> drops; // of its turn
    claims::ContextPositions positions; // of what its claims rest on
};

// Of a generation of `contents`, as known at `view.knownAt`; without anything where it is none.
// `known`: a session that was read before and is not read again where it has the turn; null reads
// it (100 ms where there are 40,000 generations of the service). Any thread, for whom the reader
// is.
telemetry::Result<ContextSnapshot>
readContextSnapshot(const store::Reader& reader, const trace::TraceContents& contents,
                    const telemetry::SpanKey& generation, const claims::ClaimSet& set,
                    const store::View& view,
                    std::shared_ptr<const trace::ContextSession> known = nullptr);

} // namespace items
