// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/tracecontents.h"

#include <string>
#include <utility>
#include <vector>

namespace claimtrace {

// A trace made by hand: each step takes ten seconds and follows the one before.
class Trace
{
public:
    static telemetry::Part text(const std::string& words,
                                telemetry::PartKind kind = telemetry::PartKind::Text)
    {
        telemetry::Part part;
        part.kind = kind;
        part.text = words;
        return part;
    }

    static telemetry::Message message(const std::string& role, const std::string& words)
    {
        telemetry::Message result;
        result.role = role;
        result.parts = {text(words)};
        return result;
    }

    telemetry::Generation& generation(const std::string& name,
                                      std::vector<telemetry::Message> input,
                                      const std::string& output)
    {
        telemetry::Generation one;
        one.span = next(telemetry::StepKind::Generation, name);
        one.start = m_rows.back().start;
        one.end = m_rows.back().end;
        one.name = name;
        one.inputMessages = std::move(input);
        one.outputMessages = {message("assistant", output)};
        one.contentState = telemetry::ContentState::Captured;
        one.inputSource.state = telemetry::ContentState::Captured;
        one.outputSource.state = telemetry::ContentState::Captured;
        m_contents.generations.push_back(std::move(one));
        return m_contents.generations.back();
    }

    telemetry::Step& step(telemetry::StepKind kind, const std::string& name,
                          const std::string& input, const std::string& output)
    {
        telemetry::Step one;
        one.span = next(kind, name);
        one.kind = kind;
        one.name = name;
        one.input = input;
        one.output = output;
        m_contents.steps.push_back(std::move(one));
        return m_contents.steps.back();
    }

    static telemetry::Document document(const std::string& id, const std::string& title,
                                        const std::string& words)
    {
        return {.id = id, .title = title, .content = words, .score = {}};
    }

    trace::TraceContents contents() const
    {
        trace::TraceContents all = m_contents;
        all.tree = std::make_shared<const trace::SpanTree>(m_rows);
        return all;
    }

private:
    telemetry::SpanId next(telemetry::StepKind kind, const std::string& name)
    {
        store::SpanRow row;
        row.span = static_cast<telemetry::SpanId>(m_rows.size() + 1);
        row.name = name;
        row.step = kind;
        const auto begin = std::chrono::seconds(1'000 + 20 * static_cast<long>(m_rows.size()));
        row.start = telemetry::Timestamp(begin);
        row.end = telemetry::Timestamp(begin + std::chrono::seconds(10));
        m_rows.push_back(row);
        return row.span;
    }

    trace::TraceContents m_contents;
    std::vector<store::SpanRow> m_rows;
};

} // namespace claimtrace
