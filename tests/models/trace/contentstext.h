// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/tracecontents.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace tracetest {

inline const telemetry::Timestamp kOrigin = telemetry::fromUnixNanos(1'790'000'000'000'000'000LL);

// Puts a trace together step by step, one after the other unless a parent is named.
class TraceMaker
{
public:
    TraceMaker() { m_spans.push_back(span(0, telemetry::StepKind::Agent, "invoke_agent clerk")); }

    telemetry::SpanId tool(const std::string& name, const std::string& input,
                           const std::string& output, bool isFailed = false)
    {
        telemetry::Step step;
        step.kind = telemetry::StepKind::Tool;
        step.name = name;
        step.input = input;
        step.output = output;
        step.isFailed = isFailed;
        return add(std::move(step), telemetry::StepKind::Tool, "execute_tool " + name, isFailed);
    }

    telemetry::SpanId retrieval(const std::string& query, const std::string& passage)
    {
        telemetry::Step step;
        step.kind = telemetry::StepKind::Retrieval;
        step.name = "kb";
        step.input = query;
        step.documents.resize(1);
        step.documents[0].content = passage;
        return add(std::move(step), telemetry::StepKind::Retrieval, "retrieval kb", false);
    }

    telemetry::SpanId chat(const std::vector<std::pair<std::string, std::string>>& input,
                           const std::string& output)
    {
        const telemetry::SpanId id = next(telemetry::StepKind::Generation, "chat m", false);
        telemetry::Generation generation;
        generation.trace = m_spans.front().trace;
        generation.span = id;
        generation.start = m_spans.back().start;
        generation.end = m_spans.back().end;
        generation.operation = "chat";
        generation.modelServed = "m";
        generation.contentState = telemetry::ContentState::Captured;
        for (const auto& [role, text] : input) {
            telemetry::Message& message = generation.inputMessages.emplace_back();
            message.role = role;
            message.parts.emplace_back().text = text;
        }
        telemetry::Message& said = generation.outputMessages.emplace_back();
        said.role = "assistant";
        said.parts.emplace_back().text = output;
        m_generations.push_back(std::move(generation));
        return id;
    }

    trace::TraceContents contents()
    {
        m_spans.front().end = m_spans.back().end;
        trace::TraceContents all;
        all.tree = std::make_shared<const trace::SpanTree>(m_spans);
        all.generations = m_generations;
        all.steps = m_steps;
        return all;
    }

private:
    store::SpanRow span(std::uint64_t id, telemetry::StepKind kind, const std::string& name) const
    {
        store::SpanRow row;
        row.trace.bytes[15] = 1;
        row.span = telemetry::SpanId{id + 1};
        row.parent = telemetry::SpanId{id == 0 ? 0U : 1U};
        row.name = name;
        row.service = "bot";
        row.step = kind;
        row.start = kOrigin + std::chrono::milliseconds(10 * id);
        row.end = row.start + std::chrono::milliseconds(8);
        return row;
    }

    telemetry::SpanId next(telemetry::StepKind kind, const std::string& name, bool isFailed)
    {
        m_spans.push_back(span(m_spans.size(), kind, name));
        m_spans.back().isFailed = isFailed;
        return m_spans.back().span;
    }

    telemetry::SpanId add(telemetry::Step step, telemetry::StepKind kind, const std::string& name,
                          bool isFailed)
    {
        step.span = next(kind, name, isFailed);
        step.trace = m_spans.front().trace;
        m_steps.push_back(std::move(step));
        return m_steps.back().span;
    }

    std::vector<store::SpanRow> m_spans;
    std::vector<telemetry::Generation> m_generations;
    std::vector<telemetry::Step> m_steps;
};

} // namespace tracetest
