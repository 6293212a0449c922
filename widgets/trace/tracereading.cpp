// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/tracereading.h"

#include "models/claims/claimsof.h"
#include "models/claims/earlierturns.h"
#include "models/claims/unreadreading.h"

#include <utility>

namespace traceview {

telemetry::Result<TraceReading> readTraceReading(const store::Reader& reader,
                                                 std::shared_ptr<const trace::SpanTree> tree,
                                                 const telemetry::TraceId& id,
                                                 const store::View& view)
{
    auto contents = trace::readTraceContents(reader, std::move(tree), id, view);
    if (!contents)
        return tl::make_unexpected(contents.error());
    TraceReading reading;
    reading.contents = std::make_shared<const trace::TraceContents>(std::move(*contents));
    reading.loops = std::make_shared<const trace::LoopGroups>(trace::findLoops(*reading.contents));
    reading.playback = std::make_shared<const trace::Playback>(*reading.contents);
    return reading;
}

telemetry::Result<ClaimsReading> readClaims(const store::Reader& reader,
                                            const trace::TraceContents& contents,
                                            const telemetry::SpanKey& generation,
                                            const store::View& view,
                                            std::shared_ptr<const trace::ContextSession> session)
{
    auto earlier = claims::readEarlierTurns(reader, *contents.generation(generation.span), view);
    if (!earlier)
        return tl::make_unexpected(earlier.error());
    auto unread = claims::readUnread(reader, generation, view, session);
    if (!unread)
        return tl::make_unexpected(unread.error());
    auto set = std::make_shared<const claims::ClaimSet>(
        claims::claimsOf(contents, generation.span, {.earlier = &*earlier, .unread = &*unread}));
    return ClaimsReading{std::move(set), std::move(*unread), std::move(session)};
}

} // namespace traceview
