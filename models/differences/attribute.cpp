// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/differences/attribute.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace differences {

namespace {

constexpr std::string_view kOfRetrieval = "retrieval:";

using Name = std::pair<std::string_view, std::string_view>;
// Where more is to be said than the words of the id.
constexpr std::array kNames{Name{"document", "retrieved document"},
                            Name{"documents", "number of documents"},
                            Name{"messages", "number of messages"},
                            Name{"fill", "share of the context window"},
                            Name{"load", "calls in flight"},
                            Name{"time_to_first_token", "time to the first token"},
                            Name{"content_state", "what is known of the text"},
                            Name{"tool_used", "tool used before"},
                            Name{"failed", "call failed"},
                            Name{"dialect", "telemetry dialect"}};

constexpr std::array<std::string_view, 10> kRequests{
    "input_tokens", "cached_tokens", "fill",      "messages",  "document",
    "documents",    "load",          "tool_used", "operation", "content_state"};
constexpr std::array<std::string_view, 7> kOutcomes{
    "output_tokens", "reasoning_tokens", "finish_reason",      "duration",
    "failed",        "tool_called",      "time_to_first_token"};
// Parts of names that telemetry gives to what came of a call.
constexpr std::array<std::string_view, 9> kOfOutcomes{
    "finish",        "duration",    "latency", "error", "exception", "completion_tokens",
    "output_tokens", "stop_reason", "status"};

} // namespace

attribution::Column::Stage stageOf(const Attribute& attribute)
{
    using Stage = attribution::Column::Stage;
    const std::string_view id = attribute.id;
    const auto isPart = [&](std::string_view part) { return id.find(part) != id.npos; };
    if (std::ranges::find(kOutcomes, id) != kOutcomes.end()
        || (id.find('.') != id.npos && std::ranges::any_of(kOfOutcomes, isPart)))
        return Stage::Outcome;
    return std::ranges::find(kRequests, id) != kRequests.end() ? Stage::Request : Stage::Setup;
}

bool isOutcome(const Attribute& attribute)
{
    return stageOf(attribute) == attribution::Column::Stage::Outcome;
}

std::string nameOf(const Attribute& attribute)
{
    const std::string_view id = attribute.id;
    if (id.starts_with(kOfRetrieval))
        return std::string(id.substr(kOfRetrieval.size())) + " of a retrieval";
    const auto* const known = std::ranges::find(kNames, id, &Name::first);
    if (known != kNames.end())
        return std::string(known->second);
    std::string name(id);
    if (id.find('.') == std::string_view::npos) // attributes of telemetry stay as they are sent
        std::ranges::replace(name, '_', ' ');
    return name;
}

} // namespace differences
