// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/tokens.h"
#include "models/telemetry/generation.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace similarity {

// Where in a service a text stands.
enum class PlaceKind : std::uint8_t
{
    Input, // a message that a model was given, tool results in it apart
    ToolArgument, // that a model asked for, or a tool was called with
    ToolResult, // that a tool gave, or a model was given
    Document, // that was retrieved, or a model was given
    Output, // what a model answered
    Reasoning, // what it thought meanwhile
};
const char* toString(PlaceKind kind); // input, tool_argument, ...

// Whether a text at such a place came from elsewhere.
constexpr bool isReceived(PlaceKind kind)
{
    return kind == PlaceKind::Input || kind == PlaceKind::ToolResult || kind == PlaceKind::Document;
}

struct PlaceText
{
    PlaceKind kind = PlaceKind::Input;
    std::string_view text; // of the generation or step
    Syntax syntax = Syntax::Plain;
    std::string_view name; // role, tool or id of the document
};

// All texts of a generation that are words, empty ones left out. Views last as long as it does.
void forEachText(const telemetry::Generation& generation,
                 const std::function<void(const PlaceText&)>& visit);
// Of tools, retrievals and memory; what agents, workflows and judges say is told by the generations
// in them.
void forEachText(const telemetry::Step& step, const std::function<void(const PlaceText&)>& visit);
bool hasTexts(telemetry::StepKind kind); // of a step

} // namespace similarity
