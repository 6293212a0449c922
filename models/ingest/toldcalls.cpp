// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/toldcalls.h"

#include <algorithm>
#include <utility>

namespace ingest {

using telemetry::Generation;
using telemetry::SpanId;

ToldCalls::ToldCalls(ToldCallLimits limits)
    : m_limits(limits)
{
}

ToldCalls::Call ToldCalls::callOf(const Generation& generation)
{
    return {.span = generation.span,
            .parent = generation.parent,
            .responseId = generation.responseId,
            .hasAnswer = !generation.outputMessages.empty(),
            .isFailed = generation.isFailed};
}

bool ToldCalls::tells(const Call& told, const Call& call)
{
    const bool isNested = (call.parent != SpanId::None && call.parent == told.span)
        || (told.parent != SpanId::None && told.parent == call.span);
    const bool isSameResponse = !call.responseId.empty() && call.responseId == told.responseId;
    const bool tellsMore = (call.hasAnswer && !told.hasAnswer) || (call.isFailed && !told.isFailed);
    return (isNested || isSameResponse) && !tellsMore;
}

bool ToldCalls::isTold(const Generation& generation) const
{
    const auto trace = m_traces.find(generation.trace);
    if (trace == m_traces.end())
        return false;
    const Call call = callOf(generation);
    const auto& calls = trace->second.calls;
    const bool isItself = std::ranges::find(calls, call.span, &Call::span) != calls.end();
    return !isItself
        && std::ranges::any_of(calls, [&call](const Call& told) { return tells(told, call); });
}

void ToldCalls::remember(const Generation& generation)
{
    if (!generation.trace.isValid())
        return;
    const auto [found, isNew] = m_traces.try_emplace(generation.trace);
    Trace& trace = found->second;
    if (isNew)
        trace.place = m_order.insert(m_order.end(), generation.trace);
    const auto known = std::ranges::find(trace.calls, generation.span, &Call::span);
    if (known != trace.calls.end()) {
        *known = callOf(generation);
    } else {
        if (trace.calls.size() >= m_limits.calls)
            trace.calls.erase(trace.calls.begin());
        trace.calls.push_back(callOf(generation));
    }
    while (m_traces.size() > m_limits.traces) {
        m_traces.erase(m_order.front());
        m_order.pop_front();
    }
}

} // namespace ingest
