// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <list>
#include <unordered_map>
#include <vector>

namespace ingest {

struct TraceDocumentLimits
{
    std::size_t traces = 20'000; // beyond, the one that began first is forgotten
    std::size_t bytes = 64U * 1024 * 1024; // of all documents, likewise
    std::size_t traceBytes = 512U * 1024; // of those of one trace; what comes later is left out
    std::size_t answers = 256; // of one trace, judged without documents; the oldest is forgotten
};

// What the retrieval steps of each trace found, for the answers that came after them: most
// services send it on a span of its own, beside the call of the model. One thread.
class TraceDocuments
{
public:
    explicit TraceDocuments(TraceDocumentLimits limits = {});

    struct Retrieval
    {
        telemetry::SpanId span = telemetry::SpanId::None;
        telemetry::SpanId parent = telemetry::SpanId::None;
        telemetry::Timestamp end;
        std::vector<telemetry::Document> documents;
    };
    // One retrieval step, once. The answers that were judged without documents and began after it
    // ended: it came late, and they are to be judged once more.
    std::vector<telemetry::SpanKey> add(const telemetry::TraceId& trace, Retrieval retrieval);

    // The generation with the documents that were found for it before it began: by steps beside it
    // (of the same parent), else by any in its trace. Where its captured input quotes some of them,
    // the input shows what was given: those are added without their text, the others are not.
    // Nothing is added to one that brings its own, or whose input was not captured: what else
    // it was given is not known. Remembered when nothing was.
    telemetry::Generation with(telemetry::Generation generation);

private:
    struct Answer
    {
        telemetry::SpanId span = telemetry::SpanId::None;
        telemetry::Timestamp start;
    };
    struct Trace
    {
        std::vector<Retrieval> retrievals;
        std::vector<Answer> without; // judged without documents, oldest first
        std::size_t bytes = 0; // of the documents
        std::list<telemetry::TraceId>::iterator place; // in m_order
    };

    Trace& traceOf(const telemetry::TraceId& id);
    void forgetOldest();

    TraceDocumentLimits m_limits;
    std::unordered_map<telemetry::TraceId, Trace> m_traces;
    std::list<telemetry::TraceId> m_order; // oldest first
    std::size_t m_bytes = 0;
};

} // namespace ingest
