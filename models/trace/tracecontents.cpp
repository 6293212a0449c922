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
    return readTraceContents(reader, std::make_shared<const SpanTree>(std::move(*spans)), id, view,
                             limit);
}

telemetry::Result<TraceContents> readTraceContents(const store::Reader& reader,
                                                   std::shared_ptr<const SpanTree> tree,
                                                   const telemetry::TraceId& id,
                                                   const store::View& view, std::int64_t limit)
{
    TraceContents contents;
    contents.tree = std::move(tree);
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
    first.limit = kMostSteps + 1;
    auto steps = reader.steps(always, first);
    if (!steps)
        return tl::make_unexpected(steps.error());
    if (static_cast<std::int64_t>(steps->size()) > kMostSteps) {
        contents.areStepsCut = true;
        steps->resize(static_cast<std::size_t>(kMostSteps));
    }
    contents.steps = std::move(*steps);
    auto evaluations = reader.evaluations(always, all);
    if (!evaluations)
        return tl::make_unexpected(evaluations.error());
    contents.evaluations = std::move(*evaluations);
    return contents;
}

} // namespace trace
