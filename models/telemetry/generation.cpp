// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/generation.h"

#include <algorithm>

namespace telemetry {

namespace {

void appendParagraph(std::string& text, const std::string& paragraph)
{
    if (paragraph.empty())
        return;
    if (!text.empty())
        text += "\n\n";
    text += paragraph;
}

} // namespace

ContentState contentStateOf(const Generation& generation)
{
    const auto& input = generation.inputMessages;
    const bool hasInstructions =
        !input.empty() && (input.front().role == "system" || input.front().role == "developer");
    const auto isAny = [&](ContentState state) {
        return generation.inputSource.state == state || generation.outputSource.state == state
            || (hasInstructions && generation.instructionsSource.state == state);
    };
    for (const ContentState state : {ContentState::TelemetryTruncated, ContentState::Redacted}) {
        if (isAny(state))
            return state;
    }
    if (generation.outputSource.state != ContentState::NotCaptured)
        return generation.outputSource.state;
    const bool isFailedRequest = generation.isFailed && !input.empty();
    return isFailedRequest ? ContentState::Captured : ContentState::NotCaptured;
}

const char* toString(PartKind kind)
{
    switch (kind) {
    case PartKind::Text:
        return "text";
    case PartKind::Reasoning:
        return "reasoning";
    case PartKind::ToolCall:
        return "tool_call";
    case PartKind::ToolCallResponse:
        return "tool_call_response";
    case PartKind::Blob:
        return "blob";
    case PartKind::Uri:
        return "uri";
    case PartKind::File:
        return "file";
    case PartKind::Compaction:
        return "compaction";
    case PartKind::Other:
        return "other";
    }
    return "other";
}

const char* toString(ContentState state)
{
    switch (state) {
    case ContentState::NotCaptured:
        return "not_captured";
    case ContentState::Captured:
        return "captured";
    case ContentState::Redacted:
        return "redacted";
    case ContentState::TelemetryTruncated:
        return "telemetry_truncated";
    case ContentState::Encrypted:
        return "encrypted";
    }
    return "not_captured";
}

const char* toString(StepKind kind)
{
    switch (kind) {
    case StepKind::Other:
        return "other";
    case StepKind::Agent:
        return "agent";
    case StepKind::Workflow:
        return "workflow";
    case StepKind::Plan:
        return "plan";
    case StepKind::Generation:
        return "generation";
    case StepKind::Embeddings:
        return "embeddings";
    case StepKind::Retrieval:
        return "retrieval";
    case StepKind::Tool:
        return "tool";
    case StepKind::Memory:
        return "memory";
    case StepKind::Guardrail:
        return "guardrail";
    case StepKind::Evaluator:
        return "evaluator";
    }
    return "other";
}

std::string contextText(const Generation& generation)
{
    std::string text;
    for (const Message& message : generation.inputMessages) {
        for (const Part& part : message.parts) {
            appendParagraph(text, part.text);
            if (part.kind == PartKind::ToolCallResponse || part.kind == PartKind::ToolCall)
                appendParagraph(text, part.json);
        }
    }
    for (const Document& document : generation.documents) {
        appendParagraph(text, document.title);
        appendParagraph(text, document.content);
    }
    return text;
}

std::string promptText(const Generation& generation)
{
    const auto& messages = generation.inputMessages;
    const auto last = std::find_if(messages.rbegin(), messages.rend(),
                                   [](const Message& message) { return message.role == "user"; });
    std::string text;
    if (last != messages.rend()) {
        for (const Part& part : last->parts)
            appendParagraph(text, part.kind == PartKind::Text ? part.text : std::string());
    }
    return text;
}

std::string outputText(const Generation& generation)
{
    std::string text;
    for (const Message& message : generation.outputMessages) {
        for (const Part& part : message.parts)
            appendParagraph(text, part.kind == PartKind::Text ? part.text : std::string());
    }
    return text;
}

bool canHaveAnswer(const Generation& generation)
{
    return generation.operation != "embeddings" && generation.operation != "rerank";
}

} // namespace telemetry
