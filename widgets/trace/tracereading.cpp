// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/tracereading.h"

#include "models/claims/claimsof.h"
#include "models/claims/earlierturns.h"
#include "models/claims/unreadreading.h"

#include <QThreadPool>

#include <algorithm>
#include <utility>
#include <vector>

namespace traceview {

namespace {

// Whoever lets go of them last does not wait for it.
std::shared_ptr<const trace::TraceContents> sharedContents(trace::TraceContents contents)
{
    const auto letGo = [](const trace::TraceContents* all) {
        QThreadPool::globalInstance()->start([all] { delete all; });
    };
    return {new trace::TraceContents(std::move(contents)), letGo};
}

void insert(std::vector<telemetry::Generation>& generations, telemetry::Generation generation)
{
    const auto later = std::ranges::find_if(
        generations, [&](const auto& other) { return other.start > generation.start; });
    generations.insert(later, std::move(generation));
}

} // namespace

telemetry::Result<TraceReading> readTraceReading(const store::Reader& reader,
                                                 std::shared_ptr<const trace::SpanTree> tree,
                                                 const telemetry::SpanKey& chosen,
                                                 const store::View& view)
{
    auto contents = trace::readTraceContents(reader, std::move(tree), chosen.trace, view);
    if (!contents)
        return tl::make_unexpected(contents.error());
    if (contents->isCut && chosen.span != telemetry::SpanId::None
        && contents->generation(chosen.span) == nullptr) {
        auto generation = reader.generation(chosen, view);
        if (!generation)
            return tl::make_unexpected(generation.error());
        if (*generation)
            insert(contents->generations, std::move(**generation));
    }
    TraceReading reading;
    reading.contents = sharedContents(std::move(*contents));
    reading.loops = std::make_shared<const trace::LoopGroups>(trace::findLoops(*reading.contents));
    reading.playback = std::make_shared<const trace::Playback>(*reading.contents);
    return reading;
}

std::shared_ptr<const trace::TraceContents> withGeneration(const trace::TraceContents& contents,
                                                           const telemetry::Generation& generation)
{
    trace::TraceContents more = contents;
    insert(more.generations, generation);
    return sharedContents(std::move(more));
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
