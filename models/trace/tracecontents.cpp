// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/tracecontents.h"

#include <algorithm>
#include <utility>

namespace trace {

const telemetry::Generation* TraceContents::generation(telemetry::SpanId span) const
{
    const auto found = std::ranges::find(generations, span, &telemetry::Generation::span);
    return found == generations.end() ? nullptr : &*found;
}

const telemetry::Step* TraceContents::step(telemetry::SpanId span) const
{
    const auto found = std::ranges::find(steps, span, &telemetry::Step::span);
    return found == steps.end() ? nullptr : &*found;
}

telemetry::Result<TraceContents> readTraceContents(const store::Reader& reader,
                                                   const telemetry::TraceId& id,
                                                   const store::View& view, std::int64_t limit)
{
    auto spans = reader.trace(id, view);
    if (!spans)
        return tl::make_unexpected(spans.error());
    TraceContents contents;
    contents.tree = std::make_shared<const SpanTree>(std::move(*spans));
    // Evaluations may come long after what they are about.
    const store::View always{.knownAt = view.knownAt};
    const store::GenerationFilter all{.service = {}, .model = {}, .trace = id};
    store::GenerationFilter first = all;
    first.limit = limit + 1;
    auto generations = reader.generations(always, first);
    if (!generations)
        return tl::make_unexpected(generations.error());
    contents.isCut = static_cast<std::int64_t>(generations->size()) > limit;
    if (contents.isCut)
        generations->resize(static_cast<std::size_t>(limit));
    contents.generations = std::move(*generations);
    auto steps = reader.steps(always, all);
    if (!steps)
        return tl::make_unexpected(steps.error());
    contents.steps = std::move(*steps);
    auto evaluations = reader.evaluations(always, all);
    if (!evaluations)
        return tl::make_unexpected(evaluations.error());
    contents.evaluations = std::move(*evaluations);
    return contents;
}

} // namespace trace
