// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/analysis/attribute.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace analysis {

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

constexpr std::array<std::string_view, 10> kOutcomes{
    "output_tokens", "reasoning_tokens", "duration",    "time_to_first_token", "finish_reason",
    "failed",        "content_state",    "tool_called", "error.type",          "exception.type"};

} // namespace

bool isOutcome(const Attribute& attribute)
{
    return std::ranges::find(kOutcomes, attribute.id) != kOutcomes.end();
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

} // namespace analysis
