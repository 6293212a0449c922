// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/tracecontents.h"

#include <algorithm>
#include <utility>

namespace trace {

namespace {

using telemetry::SpanId;
using Places = std::vector<std::pair<SpanId, std::size_t>>;

template<class Row>
Places placesOf(const std::vector<Row>& rows)
{
    Places places;
    places.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        places.emplace_back(rows[i].span, i);
    std::ranges::sort(places);
    return places;
}

// The first one of the id, either way.
template<class Row>
const Row* rowOf(const std::vector<Row>& rows, const Places& places, SpanId span)
{
    if (places.size() == rows.size()) {
        const auto found = std::ranges::lower_bound(places, std::pair(span, std::size_t(0)));
        return found == places.end() || found->first != span ? nullptr : &rows[found->second];
    }
    const auto found = std::ranges::find(rows, span, &Row::span);
    return found == rows.end() ? nullptr : &*found;
}

} // namespace

const telemetry::Generation* TraceContents::generation(SpanId span) const
{
    return rowOf(generations, m_generationPlaces, span);
}

const telemetry::Step* TraceContents::step(SpanId span) const
{
    return rowOf(steps, m_stepPlaces, span);
}

void TraceContents::index()
{
    m_generationPlaces = placesOf(generations);
    m_stepPlaces = placesOf(steps);
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
    contents.index();
    return contents;
}

} // namespace trace
