// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/casetraces.h"

#include "models/store/reader.h"

#include <functional>

namespace causes {

namespace {

constexpr std::size_t kMostDocuments = 64; // of a trace
constexpr std::size_t kMostCalls = 1000;

// Not captured, taken out, or of a tool that takes none.
bool hasArguments(const std::string& input)
{
    return input != "null" && input.find_first_not_of(" \t\n{}[]\"") != std::string::npos;
}

} // namespace

telemetry::Result<void> CaseTraces::read(const store::Reader& reader, const store::View& view,
                                         const std::optional<telemetry::TraceId>& trace)
{
    store::GenerationFilter filter;
    filter.trace = trace;
    return reader.forEachStep(view, filter,
                              [this](const telemetry::Step& step, const store::SpanRow& span) {
                                  note(step, span);
                                  return true;
                              });
}

void CaseTraces::note(const telemetry::Step& step, const store::SpanRow& span)
{
    const telemetry::SpanKey key{.trace = span.trace, .span = span.span};
    if (!m_seen.insert(key).second)
        return; // the stretches that are read may overlap
    if (step.kind == telemetry::StepKind::Evaluator)
        m_evaluators.insert(key);
    Trace& trace = m_traces[span.trace];
    if (step.kind == telemetry::StepKind::Retrieval) {
        if (!step.indexVersion.empty())
            trace.index = step.indexVersion;
        for (const telemetry::Document& document : step.documents) {
            if (!document.id.empty() && trace.documents.size() < kMostDocuments)
                trace.documents.push_back(document.id);
        }
    }
    if (step.kind == telemetry::StepKind::Tool && trace.calls.size() < kMostCalls) {
        ++trace.toolCalls;
        // Without arguments it cannot be told whether a call is the same one again.
        if (!hasArguments(step.input))
            return;
        ++trace.toldCalls;
        if (!trace.calls.insert(std::hash<std::string>{}(step.name + '\n' + step.input)).second) {
            ++trace.repeatedCalls;
            trace.repeatedTool = step.name;
        }
    }
}

void CaseTraces::moveJudgesCallsOut(std::vector<CaseAnswer>& rows)
{
    std::erase_if(rows, [this](const CaseAnswer& row) {
        if (!m_evaluators.contains({.trace = row.key.trace, .span = row.parent}))
            return false;
        m_traces[row.key.trace].judge = row.trait(Trait::Model);
        return true;
    });
    for (const CaseAnswer& row : rows)
        ++m_traces[row.key.trace].answers;
}

void CaseTraces::fill(std::vector<CaseAnswer>& rows) const
{
    for (CaseAnswer& row : rows) {
        const auto found = m_traces.find(row.key.trace);
        if (found == m_traces.end())
            continue;
        const Trace& trace = found->second;
        if (row.trait(Trait::Index).empty())
            row.trait(Trait::Index) = trace.index;
        row.trait(Trait::Judge) = trace.judge;
        row.documents.insert(row.documents.end(), trace.documents.begin(), trace.documents.end());
        row.toolCalls = trace.toolCalls;
        row.toldCalls = trace.toldCalls;
        row.repeatedCalls = trace.repeatedCalls;
        row.repeatedTool = trace.repeatedTool;
        row.traceAnswers = trace.answers;
    }
}

} // namespace causes
