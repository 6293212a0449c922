// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/tracedocuments.h"

#include <algorithm>
#include <string>
#include <utility>

namespace ingest {

namespace {

using telemetry::Document;
using telemetry::Generation;
using telemetry::SpanId;

constexpr std::size_t kQuoted = 120; // bytes that tell a passage when it is quoted

bool quotes(const std::string& input, const Document& document)
{
    const std::size_t start = document.content.find_first_not_of(" \t\r\n");
    return start != std::string::npos
        && input.find(document.content.substr(start, kQuoted)) != std::string::npos;
}

} // namespace

TraceDocuments::TraceDocuments(TraceDocumentLimits limits)
    : m_limits(limits)
{
}

TraceDocuments::Trace& TraceDocuments::traceOf(const telemetry::TraceId& id)
{
    const auto [found, isNew] = m_traces.try_emplace(id);
    if (isNew)
        found->second.place = m_order.insert(m_order.end(), id);
    return found->second;
}

// Never the one that was taken up last.
void TraceDocuments::forgetOldest()
{
    while (m_traces.size() > 1 && (m_traces.size() > m_limits.traces || m_bytes > m_limits.bytes)) {
        const auto oldest = m_traces.find(m_order.front());
        m_bytes -= oldest->second.bytes;
        m_order.pop_front();
        m_traces.erase(oldest);
    }
}

std::vector<telemetry::SpanKey> TraceDocuments::add(const telemetry::TraceId& id,
                                                    Retrieval retrieval)
{
    if (!id.isValid())
        return {};
    Trace& trace = traceOf(id);
    std::size_t added = 0;
    std::erase_if(retrieval.documents, [&](const Document& document) {
        const std::size_t bytes = sizeof document + document.title.size() + document.content.size();
        const bool isKept =
            !document.content.empty() && trace.bytes + added + bytes <= m_limits.traceBytes;
        added += isKept ? bytes : 0;
        return !isKept;
    });
    const bool isKnown = std::ranges::find(trace.retrievals, retrieval.span, &Retrieval::span)
        != trace.retrievals.end();
    std::vector<telemetry::SpanKey> late;
    if (!retrieval.documents.empty() && !isKnown) {
        std::erase_if(trace.without, [&](const Answer& answer) {
            const bool isLate = answer.start >= retrieval.end;
            if (isLate)
                late.push_back({.trace = id, .span = answer.span});
            return isLate;
        });
        trace.retrievals.push_back(std::move(retrieval));
        trace.bytes += added;
        m_bytes += added;
    }
    forgetOldest();
    return late;
}

Generation TraceDocuments::with(Generation generation)
{
    const bool isInputKnown = !generation.inputMessages.empty()
        && generation.inputSource.state == telemetry::ContentState::Captured;
    if (!generation.trace.isValid() || !generation.documents.empty() || !isInputKnown
        || generation.outputMessages.empty())
        return generation;
    Trace& trace = traceOf(generation.trace);
    std::vector<const Retrieval*> before;
    for (const Retrieval& retrieval : trace.retrievals) {
        if (retrieval.end <= generation.start)
            before.push_back(&retrieval);
    }
    const auto isBeside = [&](const Retrieval* one) { return one->parent == generation.parent; };
    if (std::ranges::any_of(before, isBeside))
        std::erase_if(before, [&](const Retrieval* one) { return !isBeside(one); });

    const std::string input = before.empty() ? std::string() : telemetry::contextText(generation);
    std::vector<Document> quoted;
    for (const Retrieval* retrieval : before) {
        for (const Document& document : retrieval->documents) {
            generation.documents.push_back(document);
            if (quotes(input, document))
                quoted.push_back(
                    {.id = document.id, .title = {}, .content = {}, .score = document.score});
        }
    }
    if (!quoted.empty())
        generation.documents = std::move(quoted);
    if (generation.documents.empty()) {
        if (trace.without.size() >= m_limits.answers)
            trace.without.erase(trace.without.begin());
        trace.without.push_back({.span = generation.span, .start = generation.start});
    }
    forgetOldest();
    return generation;
}

} // namespace ingest
