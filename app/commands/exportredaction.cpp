// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/exportredaction.h"

#include "models/dialect/interpreter.h"

#include <utility>

namespace commands {

namespace {

constexpr std::size_t kMostKnownBytes = 512; // longer ones hardly repeat
constexpr std::size_t kMostKnown = 100'000;
constexpr std::size_t kSpansBetween = 4096;

// What the text may be read from: its own attributes, and those and members of messages that it
// is a part of.
std::vector<std::string> attributesOf(items::NotedText which)
{
    using dialect::Field;
    const auto fields = [](const std::vector<Field>& all) {
        return dialect::Interpreter::builtIn().attributesOf(all);
    };
    std::vector<std::string> names;
    switch (which) {
    case items::NotedText::ToolName:
        names = fields({Field::ToolName, Field::OutputMessages, Field::Output});
        names.emplace_back("name");
        break;
    case items::NotedText::CallerName:
        names = fields({Field::AgentName, Field::WorkflowName, Field::Operation});
        break;
    case items::NotedText::Result:
        names = fields({Field::ToolResult, Field::MemoryRecords, Field::GuardrailOutput,
                        Field::Output, Field::OutputMessages, Field::ErrorType,
                        Field::StatusMessage, Field::ExceptionMessage});
        names.insert(names.end(), {"response", "result", "content"});
        break;
    case items::NotedText::Check:
        names = fields({Field::EvaluationName, Field::Evaluations, Field::TraceEvaluations});
        break;
    }
    return names;
}

} // namespace

ExportRedaction::ExportRedaction(const redact::Redactor& redactor)
    : m_redactor(redactor)
    , m_ofServices(redactor.markerOf({"service.name"}))
{
    for (const auto which : {items::NotedText::ToolName, items::NotedText::CallerName,
                             items::NotedText::Result, items::NotedText::Check})
        m_markers[which] = redactor.markerOf(attributesOf(which));
}

void ExportRedaction::takeOut(std::string& text, const std::optional<std::string>& marker)
{
    if (!marker || text.empty())
        return;
    text = *marker;
    ++m_count;
}

void ExportRedaction::apply(std::string& text, items::NotedText which, const std::string& service)
{
    if (const auto& marker = m_markers.at(which))
        takeOut(text, marker);
    else
        apply(text, service);
}

void ExportRedaction::apply(std::string& text, const std::string& service)
{
    if (text.empty())
        return;
    const bool mayRepeat = text.size() <= kMostKnownBytes;
    if (const auto known = mayRepeat ? m_known.find(text) : m_known.end(); known != m_known.end()) {
        m_count += known->second.count;
        if (known->second.count > 0)
            text = known->second.text;
        return;
    }
    std::string before = mayRepeat ? text : std::string();
    std::vector<telemetry::Redaction> redactions;
    m_redactor.redact(text, service, redactions);
    std::uint64_t count = 0;
    for (const telemetry::Redaction& redaction : redactions)
        count += redaction.count;
    m_count += count;
    if (mayRepeat && m_known.size() < kMostKnown)
        m_known.try_emplace(std::move(before),
                            Known{.text = count > 0 ? text : std::string(), .count = count});
}

bool ExportRedaction::apply(std::vector<store::SpanRow>& spans, const std::function<bool()>& goesOn)
{
    std::size_t done = 0;
    for (store::SpanRow& span : spans) {
        if (done++ % kSpansBetween == 0 && goesOn && !goesOn())
            return false;
        apply(span.name, span.service);
        if (m_ofServices)
            takeOut(span.service, m_ofServices);
        else
            apply(span.service, span.service);
    }
    return true;
}

} // namespace commands
