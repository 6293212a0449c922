// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/claims/unreadinput.h"
#include "models/items/contextsnapshot.h"
#include "models/store/reader.h"
#include "models/trace/loops.h"
#include "models/trace/playback.h"

#include <memory>

namespace traceview {

// All that a trace says, and what is made of it as a whole.
struct TraceReading
{
    std::shared_ptr<const trace::TraceContents> contents;
    std::shared_ptr<const trace::Playback> playback;
    std::shared_ptr<const trace::LoopGroups> loops;
};
// `tree`: the steps of the trace, as known at the view. `chosen`: an answer that is read also where
// there are more than are read; of a step that is none, nothing. Pool thread.
telemetry::Result<TraceReading> readTraceReading(const store::Reader& reader,
                                                 std::shared_ptr<const trace::SpanTree> tree,
                                                 const telemetry::SpanKey& chosen,
                                                 const store::View& view);
// With one answer more, in its place. Copies all of it: not on the GUI thread.
std::shared_ptr<const trace::TraceContents> withGeneration(const trace::TraceContents& contents,
                                                           const telemetry::Generation& generation);

struct ClaimsReading
{
    std::shared_ptr<const claims::ClaimSet> set;
    claims::UnreadInput unread; // that the set was held against
    std::shared_ptr<const trace::ContextSession> session; // that tells it
};
// What an answer of `contents` claims, held also against the turns before it and against what of
// its input the server cut. `session`: one that is not read again where it has the turn. Pool
// thread.
telemetry::Result<ClaimsReading> readClaims(const store::Reader& reader,
                                            const trace::TraceContents& contents,
                                            const telemetry::SpanKey& generation,
                                            const store::View& view,
                                            std::shared_ptr<const trace::ContextSession> session);

} // namespace traceview
