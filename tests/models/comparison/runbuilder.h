// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/trace/tracecontents.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace runtest {

// A trace as it is read, put together by hand: a root, and steps below it that follow each other by
// a second. Span ids count from 1, the root's.
class RunBuilder
{
public:
    explicit RunBuilder(unsigned char id)
    {
        m_id.bytes[0] = id;
        addRow("POST /ask", telemetry::StepKind::Other);
    }

    telemetry::Step& retrieval(const std::string& query,
                               std::vector<telemetry::Document> documents);
    telemetry::Step& tool(const std::string& name, const std::string& input,
                          const std::string& output);
    // With the question, and what else it is given as a system message.
    telemetry::Generation& answer(const std::string& context, const std::string& question,
                                  const std::string& text);
    telemetry::Generation& call(const std::string& question, const std::string& tool,
                                const std::string& arguments);
    void fail(const std::string& check); // of the last step
    void pass(const std::string& check);
    void failRows(const std::vector<std::size_t>& numbers); // spans, from 1

    std::shared_ptr<const trace::TraceContents> contents();

private:
    telemetry::SpanId addRow(const std::string& name, telemetry::StepKind kind);
    telemetry::Generation& generation(const std::string& question);
    void judge(const std::string& check, telemetry::EvaluationState state);

    telemetry::TraceId m_id;
    std::vector<store::SpanRow> m_rows;
    trace::TraceContents m_contents;
};

inline telemetry::Document document(const std::string& id, const std::string& content)
{
    return {.id = id, .title = {}, .content = content, .score = {}};
}

inline telemetry::Message message(const std::string& role, const std::string& text)
{
    telemetry::Message one{.role = role, .parts = {}, .finishReason = {}};
    one.parts.push_back({.text = text, .id = {}, .name = {}, .json = {}, .typeName = {}});
    return one;
}

inline telemetry::SpanId RunBuilder::addRow(const std::string& name, telemetry::StepKind kind)
{
    store::SpanRow row;
    row.trace = m_id;
    row.span = telemetry::SpanId{m_rows.size() + 1};
    row.parent = m_rows.empty() ? telemetry::SpanId::None : telemetry::SpanId{1};
    row.name = name;
    row.service = "shop";
    row.step = kind;
    row.start = telemetry::Timestamp(std::chrono::seconds(1000 + m_rows.size()));
    row.end = row.start + std::chrono::milliseconds(500);
    m_rows.push_back(row);
    return row.span;
}

inline telemetry::Step& RunBuilder::retrieval(const std::string& query,
                                              std::vector<telemetry::Document> documents)
{
    telemetry::Step step;
    step.trace = m_id;
    step.span = addRow("retrieval kb", telemetry::StepKind::Retrieval);
    step.kind = telemetry::StepKind::Retrieval;
    step.name = "kb";
    step.input = query;
    step.documents = std::move(documents);
    m_contents.steps.push_back(std::move(step));
    return m_contents.steps.back();
}

inline telemetry::Step& RunBuilder::tool(const std::string& name, const std::string& input,
                                         const std::string& output)
{
    telemetry::Step step;
    step.trace = m_id;
    step.span = addRow("execute_tool " + name, telemetry::StepKind::Tool);
    step.kind = telemetry::StepKind::Tool;
    step.name = name;
    step.input = input;
    step.output = output;
    m_contents.steps.push_back(std::move(step));
    return m_contents.steps.back();
}

inline telemetry::Generation& RunBuilder::generation(const std::string& question)
{
    telemetry::Generation one;
    one.trace = m_id;
    one.span = addRow("chat", telemetry::StepKind::Generation);
    one.operation = "chat";
    one.service = "shop";
    one.modelServed = "model-1";
    one.start = m_rows.back().start;
    one.end = m_rows.back().end;
    one.inputMessages.push_back(message("user", question));
    one.outputSource.state = telemetry::ContentState::Captured;
    m_contents.generations.push_back(std::move(one));
    return m_contents.generations.back();
}

inline telemetry::Generation&
RunBuilder::answer(const std::string& context, const std::string& question, const std::string& text)
{
    telemetry::Generation& one = generation(question);
    if (!context.empty())
        one.inputMessages.insert(one.inputMessages.begin(), message("system", context));
    one.outputMessages.push_back(message("assistant", text));
    one.finishReasons = {"stop"};
    return one;
}

inline telemetry::Generation& RunBuilder::call(const std::string& question, const std::string& tool,
                                               const std::string& arguments)
{
    telemetry::Generation& one = generation(question);
    telemetry::Message asked{.role = "assistant", .parts = {}, .finishReason = {}};
    asked.parts.push_back({.kind = telemetry::PartKind::ToolCall,
                           .text = {},
                           .id = {},
                           .name = tool,
                           .json = arguments,
                           .typeName = {}});
    one.outputMessages.push_back(std::move(asked));
    one.finishReasons = {"tool_call"};
    return one;
}

inline void RunBuilder::judge(const std::string& check, telemetry::EvaluationState state)
{
    telemetry::Evaluation one;
    one.trace = m_id;
    one.span = m_rows.back().span;
    one.check = check;
    one.state = state;
    m_contents.evaluations.push_back(std::move(one));
}

inline void RunBuilder::fail(const std::string& check)
{
    judge(check, telemetry::EvaluationState::Failed);
}

inline void RunBuilder::pass(const std::string& check)
{
    judge(check, telemetry::EvaluationState::Passed);
}

inline void RunBuilder::failRows(const std::vector<std::size_t>& numbers)
{
    for (const std::size_t number : numbers)
        m_rows.at(number - 1).isFailed = true;
}

inline std::shared_ptr<const trace::TraceContents> RunBuilder::contents()
{
    m_contents.tree = std::make_shared<const trace::SpanTree>(m_rows);
    return std::make_shared<const trace::TraceContents>(m_contents);
}

} // namespace runtest
