// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/placetext.h"

#include <vector>

namespace claims {

namespace {

using similarity::PlaceKind;
using telemetry::Document;
using telemetry::Part;
using telemetry::PartKind;

bool isOfOutput(const telemetry::Generation& generation, const TextPlace& place)
{
    if (place.kind == PlaceKind::Output || place.kind == PlaceKind::Reasoning)
        return true;
    return place.kind == PlaceKind::ToolArgument
        && place.message < generation.outputMessages.size();
}

const telemetry::Message* messageAt(const telemetry::Generation& generation, const TextPlace& place)
{
    const auto& messages =
        isOfOutput(generation, place) ? generation.outputMessages : generation.inputMessages;
    return place.message < messages.size() ? &messages[place.message] : nullptr;
}

const std::vector<Document>* documentsAt(const trace::TraceContents& contents,
                                         const TextPlace& place)
{
    if (const auto* step = contents.step(place.span))
        return &step->documents;
    const auto* generation = contents.generation(place.span);
    return generation == nullptr ? nullptr : &generation->documents;
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::string documentName(const std::vector<Document>& documents, std::size_t index, bool isGiven)
{
    const Document& document = documents[index];
    std::string name = document.id;
    if (!document.title.empty() && document.title != document.id)
        name += (name.empty() ? "" : " · ") + document.title;
    if (name.empty())
        name = "document without a name";
    name += isGiven ? " · given" : " · retrieved";
    if (documents.size() > 1)
        name += ", rank " + std::to_string(index + 1) + " of " + std::to_string(documents.size());
    return name;
}

} // namespace

std::string_view textAt(const trace::TraceContents& contents, const TextPlace& place)
{
    if (place.kind == PlaceKind::Document) {
        const auto* documents = documentsAt(contents, place);
        if (documents != nullptr && place.part < documents->size())
            return (*documents)[place.part].content;
        const auto* step = contents.step(place.span);
        return step == nullptr ? std::string_view() : std::string_view(step->output);
    }
    if (const auto* step = contents.step(place.span))
        return place.kind == PlaceKind::ToolArgument ? step->input : step->output;
    const auto* generation = contents.generation(place.span);
    const auto* message = generation == nullptr ? nullptr : messageAt(*generation, place);
    if (message == nullptr || place.part >= message->parts.size())
        return {};
    const Part& part = message->parts[place.part];
    if (part.kind == PartKind::ToolCallResponse && !part.json.empty())
        return part.json;
    return part.text.empty() ? part.json : part.text;
}

std::string_view stretchOf(std::string_view text, std::int64_t start, std::int64_t end)
{
    std::int64_t point = -1;
    std::size_t first = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isContinuation(text[i]))
            continue;
        ++point;
        if (point == start)
            first = i;
        if (point >= end)
            return first < i ? text.substr(first, i - first) : std::string_view();
    }
    return text.substr(first);
}

std::string stepName(const trace::TraceContents& contents, telemetry::SpanId span)
{
    const trace::SpanTree& tree = *contents.tree;
    const auto* step = contents.step(span);
    if (step != nullptr && !step->name.empty())
        return step->name;
    const int own = tree.find(span);
    for (int node = own; node != trace::SpanTree::kNone; node = tree.node(node).parent) {
        const store::SpanRow& row = tree.span(node);
        if (row.step != telemetry::StepKind::Agent)
            continue;
        const auto* agent = contents.step(row.span);
        return agent != nullptr && !agent->name.empty() ? agent->name : row.name;
    }
    if (const auto* generation = contents.generation(span)) {
        if (!generation->name.empty())
            return generation->name;
        return generation->modelServed.empty() ? generation->modelRequested
                                               : generation->modelServed;
    }
    return own == trace::SpanTree::kNone ? std::string() : tree.span(own).name;
}

std::string sourceName(const trace::TraceContents& contents, const TextPlace& place)
{
    const auto* step = contents.step(place.span);
    const auto* generation = contents.generation(place.span);
    if (place.kind == PlaceKind::Document) {
        const auto* documents = documentsAt(contents, place);
        if (documents != nullptr && place.part < documents->size())
            return documentName(*documents, place.part, step == nullptr);
        return "what " + (step == nullptr ? "a step" : step->name) + " found";
    }
    if (step != nullptr)
        return (place.kind == PlaceKind::ToolArgument ? "arguments of " : "result of ")
            + (step->name.empty() ? "a tool" : step->name);
    if (place.kind == PlaceKind::Reasoning)
        return "reasoning of " + stepName(contents, place.span);
    if (place.kind == PlaceKind::Output)
        return "said by " + stepName(contents, place.span);
    const auto* message = generation == nullptr ? nullptr : messageAt(*generation, place);
    if (message == nullptr)
        return "a text that is not in the telemetry";
    const bool hasPart = place.part < message->parts.size();
    const std::string name = hasPart ? message->parts[place.part].name : std::string();
    if (isOfOutput(*generation, place))
        return "call of " + (name.empty() ? "a tool" : name);
    const std::string number = "message " + std::to_string(place.message + 1) + ", ";
    if (place.kind == PlaceKind::ToolResult)
        return number + "result of " + (name.empty() ? "a tool" : name);
    return number + message->role;
}

} // namespace claims
