// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/contextsessionreading.h"

#include "models/store/sessionspans.h"
#include "models/trace/contextsessionbuilder.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace trace {

namespace {

using telemetry::Generation;
using telemetry::Result;
using telemetry::SpanKey;
using telemetry::Timestamp;

const std::string& modelOf(const Generation& generation)
{
    return generation.modelServed.empty() ? generation.modelRequested : generation.modelServed;
}

struct TimedStep
{
    telemetry::Step step;
    Timestamp start;
};

// Steps of the newest trace that was asked for: turns of one trace follow each other.
class TraceSteps
{
public:
    TraceSteps(const store::Reader& reader, const store::View& view)
        : m_reader(reader)
        , m_view{.knownAt = view.knownAt}
    {
    }

    Result<AroundTurn> around(const Generation& generation)
    {
        if (!m_isRead || m_trace != generation.trace) {
            m_steps.clear();
            m_from = Timestamp::min();
            m_trace = generation.trace;
            const auto read =
                m_reader.forEachStep(m_view, {.service = {}, .model = {}, .trace = m_trace},
                                     [&](telemetry::Step step, const store::SpanRow& row) {
                                         m_steps.push_back({std::move(step), row.start});
                                         return true;
                                     });
            if (!read)
                return tl::make_unexpected(read.error());
            m_isRead = true;
        }
        AroundTurn around;
        for (const TimedStep& timed : m_steps) {
            if (timed.start > generation.start)
                continue;
            if (timed.start >= m_from)
                for (const telemetry::Document& document : timed.step.documents)
                    around.retrieved.push_back(&document);
            if (timed.step.kind == telemetry::StepKind::Tool)
                around.tools.push_back(&timed.step);
        }
        m_from = generation.start;
        return around;
    }

private:
    const store::Reader& m_reader;
    store::View m_view;
    bool m_isRead = false;
    telemetry::TraceId m_trace;
    std::vector<TimedStep> m_steps;
    Timestamp m_from; // what was retrieved earlier was for the turn before
};

Result<std::vector<SpanKey>> keysOf(const store::Reader& reader, const Generation& anchor,
                                    const store::View& view, const SessionLimits& limits,
                                    bool& isCut)
{
    std::vector<SpanKey> keys;
    if (!anchor.session.empty()) {
        auto spans = store::sessionSpans(reader,
                                         {.service = anchor.service,
                                          .session = anchor.session,
                                          .around = anchor.start,
                                          .before = limits.lookedAt,
                                          .after = limits.lookedAt / 2},
                                         view);
        if (!spans)
            return tl::make_unexpected(spans.error());
        isCut = spans->isCut;
        keys = std::move(spans->keys);
    } else {
        const auto read = reader.forEachGeneration(
            {.knownAt = view.knownAt},
            {.service = anchor.service, .model = {}, .trace = anchor.trace},
            [&](const Generation& generation) {
                keys.push_back({generation.trace, generation.span});
                return keys.size() < limits.turns;
            });
        if (!read)
            return tl::make_unexpected(read.error());
        isCut = keys.size() >= limits.turns;
    }
    const SpanKey own{anchor.trace, anchor.span};
    const auto place = std::ranges::find(keys, own);
    if (place == keys.end())
        return std::vector{own};
    // Half of them may come after it, as far as there are so many.
    if (keys.size() > limits.turns) {
        isCut = true;
        const auto at = static_cast<std::size_t>(place - keys.begin());
        const std::size_t last =
            std::max(limits.turns, std::min(keys.size(), at + limits.turns / 2));
        keys.resize(last);
        keys.erase(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(last - limits.turns));
    }
    return keys;
}

} // namespace

Result<TokenScale> readTokenScale(const store::Reader& reader, const Generation& generation,
                                  const store::View& view, std::int64_t limit)
{
    TokenScaleFit fit;
    store::View upTo{.knownAt = view.knownAt};
    upTo.range.end = generation.start + telemetry::Duration(1);
    store::GenerationFilter filter;
    filter.service = generation.service;
    filter.model = modelOf(generation);
    filter.limit = limit;
    filter.newestFirst = true;
    const auto read = reader.forEachGeneration(upTo, filter, [&](const Generation& one) {
        fit.add(one);
        return true;
    });
    if (!read)
        return tl::make_unexpected(read.error());
    return fit.scale();
}

Result<ContextSession> readContextSession(const store::Reader& reader, const SpanKey& key,
                                          const store::View& view, const SessionLimits& limits)
{
    const store::View always{.knownAt = view.knownAt};
    auto anchor = reader.generation(key, always);
    if (!anchor)
        return tl::make_unexpected(anchor.error());
    if (!*anchor)
        return ContextSession{};
    const auto scale = readTokenScale(reader, **anchor, view, limits.calibrating);
    if (!scale)
        return tl::make_unexpected(scale.error());
    bool isCut = false;
    const auto keys = keysOf(reader, **anchor, view, limits, isCut);
    if (!keys)
        return tl::make_unexpected(keys.error());
    ContextSessionBuilder builder((*anchor)->session, *scale);
    ConversationFilter filter(**anchor);
    TraceSteps steps(reader, view);
    std::size_t others = 0;
    for (const SpanKey& one : *keys) {
        auto generation = reader.generation(one, always);
        if (!generation)
            return tl::make_unexpected(generation.error());
        if (!*generation)
            continue;
        if (!filter.takes(**generation)) {
            // The bytes of its id stand in it somewhere, and it may be of another session.
            others += (*generation)->session == (*anchor)->session ? 1 : 0;
            continue;
        }
        auto around = steps.around(**generation);
        if (!around)
            return tl::make_unexpected(around.error());
        builder.add(std::move(**generation), *around);
    }
    ContextSession session = builder.take();
    session.others = others;
    session.isCut = isCut;
    return session;
}

std::vector<const telemetry::Document*> retrievedBefore(const TraceContents& contents,
                                                        const Generation& generation)
{
    std::vector<const telemetry::Document*> found;
    for (const telemetry::Step& step : contents.steps) {
        const int node = contents.tree->find(step.span);
        if (node == SpanTree::kNone || contents.tree->span(node).start > generation.start)
            continue;
        for (const telemetry::Document& document : step.documents)
            found.push_back(&document);
    }
    return found;
}

} // namespace trace
