// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/caseanswer.h"
#include "models/store/query.h"
#include "models/telemetry/result.h"

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace store {
class Reader;
}

namespace causes {

// What the traces of a case hold besides answers: searches, tools and judges.
class CaseTraces
{
public:
    // Pool thread. Adds the steps that began in the range, of one trace or of all.
    telemetry::Result<void> read(const store::Reader& reader, const store::View& view,
                                 const std::optional<telemetry::TraceId>& trace);
    // A judge's own call is no answer. What its model was becomes a trait of the trace's answers.
    void moveJudgesCallsOut(std::vector<CaseAnswer>& rows);
    void fill(std::vector<CaseAnswer>& rows) const;

private:
    struct Trace
    {
        std::string index; // version; of the last search that told one
        std::string judge;
        std::vector<std::string> documents;
        int toolCalls = 0;
        int repeatedCalls = 0;
        int answers = 0;
        int toldCalls = 0; // of the tools, with their arguments
        std::string repeatedTool; // the newest
        std::set<std::size_t> calls; // hashes of tool and arguments
    };

    void note(const telemetry::Step& step, const store::SpanRow& span);

    std::unordered_map<telemetry::TraceId, Trace> m_traces;
    std::unordered_set<telemetry::SpanKey> m_seen;
    std::unordered_set<telemetry::SpanKey> m_evaluators;
};

} // namespace causes
