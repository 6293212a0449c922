// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/facts.h"

#include "models/dialect/instruction.h"
#include "models/telemetry/redaction.h"

#include <algorithm>
#include <array>

namespace dialect {

namespace {

using telemetry::ContentState;
using telemetry::Generation;
using telemetry::Message;

// In the order of Fact.
constexpr std::array<std::string_view, kFactCount> kFactNames{"operation",
                                                              "provider",
                                                              "model_requested",
                                                              "model_served",
                                                              "version",
                                                              "environment",
                                                              "prompt_version",
                                                              "session",
                                                              "response_id",
                                                              "input_tokens",
                                                              "output_tokens",
                                                              "cached_tokens",
                                                              "reasoning_tokens",
                                                              "max_tokens",
                                                              "context_window",
                                                              "temperature",
                                                              "cost",
                                                              "first_token_seconds",
                                                              "finish_reasons",
                                                              "instructions",
                                                              "input_messages",
                                                              "output_messages",
                                                              "documents",
                                                              "tools_offered",
                                                              "redacted",
                                                              "telemetry_truncated",
                                                              "encrypted"};

// Damaged text is text; a marker in its place, or the address where it is kept, is none.
bool isReadable(const telemetry::ContentSource& source)
{
    return source.state == ContentState::Captured
        || source.state == ContentState::TelemetryTruncated;
}

// Our rules took out a piece, or all.
bool holdsMarker(const std::vector<Message>& messages)
{
    return std::any_of(messages.begin(), messages.end(), [](const Message& message) {
        return std::any_of(message.parts.begin(), message.parts.end(), [](const auto& part) {
            return telemetry::holdsRedaction(part.text) || telemetry::holdsRedaction(part.json);
        });
    });
}

Facts contentFacts(const Generation& generation)
{
    const auto& input = generation.inputMessages;
    const auto instructions = std::count_if(input.begin(), input.end(), isInstruction);
    Facts facts = 0;
    const auto note = [&facts](Fact fact, bool isKnown) { facts |= isKnown ? factBit(fact) : 0; };
    note(Fact::Instructions, instructions > 0 && isReadable(generation.instructionsSource));
    note(Fact::Input,
         static_cast<std::ptrdiff_t>(input.size()) > instructions
             && isReadable(generation.inputSource));
    note(Fact::Output, !generation.outputMessages.empty() && isReadable(generation.outputSource));
    const auto hasState = [&generation](ContentState state) {
        return generation.instructionsSource.state == state || generation.inputSource.state == state
            || generation.outputSource.state == state;
    };
    note(Fact::Redacted,
         hasState(ContentState::Redacted) || holdsMarker(input)
             || holdsMarker(generation.outputMessages));
    note(Fact::TelemetryTruncated, hasState(ContentState::TelemetryTruncated));
    note(Fact::Encrypted, hasState(ContentState::Encrypted));
    return facts;
}

} // namespace

Facts factsOf(const Generation& generation)
{
    Facts facts = contentFacts(generation);
    const auto note = [&facts](Fact fact, bool isKnown) { facts |= isKnown ? factBit(fact) : 0; };
    note(Fact::Operation, !generation.operation.empty());
    note(Fact::Provider, !generation.provider.empty());
    note(Fact::ModelRequested, !generation.modelRequested.empty());
    note(Fact::ModelServed, !generation.modelServed.empty());
    note(Fact::Version, !generation.version.empty());
    note(Fact::Environment, !generation.environment.empty());
    note(Fact::PromptVersion, !generation.promptVersion.empty());
    note(Fact::Session, !generation.session.empty());
    note(Fact::ResponseId, !generation.responseId.empty());
    note(Fact::InputTokens, generation.inputTokens.has_value());
    note(Fact::OutputTokens, generation.outputTokens.has_value());
    note(Fact::CachedTokens, generation.cachedTokens.has_value());
    note(Fact::ReasoningTokens, generation.reasoningTokens.has_value());
    note(Fact::MaxTokens, generation.maxTokens.has_value());
    note(Fact::ContextWindow, generation.contextWindow.has_value());
    note(Fact::Temperature, generation.temperature.has_value());
    note(Fact::Cost, generation.cost.has_value());
    note(Fact::FirstToken, generation.firstTokenSeconds.has_value());
    note(Fact::FinishReason, !generation.finishReasons.empty());
    note(Fact::Documents, !generation.documents.empty());
    note(Fact::ToolsOffered, !generation.toolsOffered.empty());
    return facts;
}

std::string_view factName(Fact fact)
{
    return kFactNames[static_cast<std::size_t>(fact)];
}

} // namespace dialect
