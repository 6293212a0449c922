// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/places.h"

namespace similarity {

namespace {

using telemetry::Generation;
using telemetry::Message;
using telemetry::Part;
using telemetry::PartKind;
using telemetry::StepKind;
using Visit = std::function<void(const PlaceText&)>;

void tell(PlaceKind kind, std::string_view text, std::string_view name, const Visit& visit)
{
    if (!text.empty())
        visit({.kind = kind, .text = text, .syntax = syntaxOf(text), .name = name});
}

void tellPart(const Part& part, const Message& message, bool isOutput, const Visit& visit)
{
    const PlaceKind said = isOutput ? PlaceKind::Output : PlaceKind::Input;
    switch (part.kind) {
    case PartKind::Text:
        tell(message.role == "tool" ? PlaceKind::ToolResult : said, part.text, message.role, visit);
        break;
    case PartKind::Reasoning:
        if (!part.isEncrypted)
            tell(isOutput ? PlaceKind::Reasoning : said, part.text, message.role, visit);
        break;
    case PartKind::ToolCall: // asked for now, or history
        tell(isOutput ? PlaceKind::ToolArgument : said, part.json, part.name, visit);
        break;
    case PartKind::ToolCallResponse:
        tell(PlaceKind::ToolResult, part.json.empty() ? part.text : part.json, part.name, visit);
        break;
    case PartKind::Compaction:
        tell(said, part.text, message.role, visit);
        break;
    case PartKind::Blob:
    case PartKind::Uri:
    case PartKind::File:
    case PartKind::Other:
        break;
    }
}

void tellDocuments(const std::vector<telemetry::Document>& documents, const Visit& visit)
{
    for (const telemetry::Document& document : documents)
        tell(PlaceKind::Document, document.content, document.id, visit);
}

} // namespace

const char* toString(PlaceKind kind)
{
    switch (kind) {
    case PlaceKind::Input:
        return "input";
    case PlaceKind::ToolArgument:
        return "tool_argument";
    case PlaceKind::ToolResult:
        return "tool_result";
    case PlaceKind::Document:
        return "document";
    case PlaceKind::Output:
        return "output";
    case PlaceKind::Reasoning:
        return "reasoning";
    }
    return "";
}

bool hasTexts(StepKind kind)
{
    return kind == StepKind::Tool || kind == StepKind::Retrieval || kind == StepKind::Memory;
}

void forEachText(const Generation& generation, const Visit& visit)
{
    for (const Message& message : generation.inputMessages) {
        for (const Part& part : message.parts)
            tellPart(part, message, false, visit);
    }
    tellDocuments(generation.documents, visit);
    for (const Message& message : generation.outputMessages) {
        for (const Part& part : message.parts)
            tellPart(part, message, true, visit);
    }
}

void forEachText(const telemetry::Step& step, const Visit& visit)
{
    if (!hasTexts(step.kind))
        return;
    tell(PlaceKind::ToolArgument, step.input, step.name, visit);
    tellDocuments(step.documents, visit);
    // Of a retrieval it is the documents once more.
    if (step.documents.empty())
        tell(step.kind == StepKind::Tool ? PlaceKind::ToolResult : PlaceKind::Document, step.output,
             step.name, visit);
}

} // namespace similarity
