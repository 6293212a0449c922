// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
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
telemetry::Result<TraceReading> readTraceReading(const store::Reader& reader,
                                                 const telemetry::TraceId& id,
                                                 const store::View& view); // pool thread

// Of one answer: what it says, and what it was given to say it from.
struct AnswerReading
{
    std::shared_ptr<const claims::ClaimSet> claims;
    items::ContextSnapshot context;
};
// Of a generation of `contents`. `session`: see items::readContextSnapshot. Pool thread.
telemetry::Result<AnswerReading>
readAnswerReading(const store::Reader& reader, const trace::TraceContents& contents,
                  const telemetry::SpanKey& key, const store::View& view,
                  std::shared_ptr<const trace::ContextSession> session);

} // namespace traceview
