// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/loopsteps.h"

#include "models/telemetry/text.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>
#include <map>
#include <utility>

namespace trace {

namespace {

using telemetry::Generation;
using telemetry::Part;
using telemetry::PartKind;
using telemetry::SpanId;
using telemetry::Step;
using telemetry::StepKind;

constexpr std::size_t kTelling = 40; // bytes of an answer that is no "yes" or label

// What calls were asked for and given back in messages, where the steps themselves do not tell.
struct CallTexts
{
    std::unordered_map<std::string_view, std::string_view> arguments; // by id of the call
    std::unordered_map<std::string_view, std::string_view> results;

    explicit CallTexts(const TraceContents& contents)
    {
        for (const Generation& generation : contents.generations) {
            for (const auto& message : generation.outputMessages) {
                for (const Part& part : message.parts) {
                    if (part.kind == PartKind::ToolCall && !part.id.empty())
                        arguments.try_emplace(part.id, part.json.empty() ? part.text : part.json);
                }
            }
            for (const auto& message : generation.inputMessages) {
                for (const Part& part : message.parts) {
                    if (part.kind == PartKind::ToolCallResponse && !part.id.empty())
                        results.try_emplace(part.id, part.json.empty() ? part.text : part.json);
                }
            }
        }
    }
};

std::uint64_t identityOf(StepKind kind, std::string_view name)
{
    return joinedHash(static_cast<std::uint64_t>(kind) + 1, bytesHash(name));
}

void addMessages(std::uint64_t& hash, const std::vector<telemetry::Message>& messages,
                 CallReader& reader)
{
    for (const auto& message : messages) {
        for (const Part& part : message.parts) {
            if (part.kind == PartKind::Reasoning) // thinks in other words each time
                continue;
            hash = joinedHash(hash, static_cast<std::uint64_t>(part.kind));
            if (part.kind == PartKind::ToolCall)
                hash = joinedHash(joinedHash(hash, bytesHash(part.name)),
                                  reader.argumentsHash(part.json.empty() ? part.text : part.json));
            else
                hash =
                    joinedHash(hash, reader.resultHash(part.text.empty() ? part.json : part.text));
        }
    }
}

std::int64_t turnOf(const Generation& generation)
{
    return std::ranges::count(generation.inputMessages, "user", &telemetry::Message::role);
}

void describeGeneration(LoopStep& step, const Generation& generation, CallReader& reader)
{
    std::size_t text = 0;
    bool asks = false;
    for (const auto& message : generation.outputMessages) {
        for (const Part& part : message.parts) {
            step.isKnown = true;
            asks = asks || part.kind == PartKind::ToolCall;
            text += part.kind == PartKind::Text ? part.text.size() : 0;
        }
    }
    step.isTelling = asks || text >= kTelling;
    if (step.isKnown)
        addMessages(step.identity, generation.outputMessages, reader);
    if (generation.isFailed) {
        step.isFailed = true;
        step.failure = generation.errorKind.empty() ? generation.errorType : generation.errorKind;
    }
}

std::uint64_t documentsHash(const std::vector<telemetry::Document>& documents, CallReader& reader)
{
    std::uint64_t hash = 0;
    for (const auto& document : documents)
        hash = joinedHash(hash,
                          joinedHash(bytesHash(document.id), reader.resultHash(document.content)));
    return hash;
}

void describeStep(LoopStep& loop, const Step& step, const CallTexts& texts, CallReader& reader)
{
    loop.arguments = step.input;
    loop.result = step.output;
    if (!step.callId.empty()) {
        const auto asked = texts.arguments.find(step.callId);
        if (loop.arguments.empty() && asked != texts.arguments.end())
            loop.arguments = asked->second;
        const auto given = texts.results.find(step.callId);
        if (loop.result.empty() && given != texts.results.end())
            loop.result = given->second;
    }
    loop.isKnown = !loop.arguments.empty();
    loop.isTelling = true;
    if (loop.isKnown)
        loop.identity = joinedHash(loop.identity, reader.argumentsHash(loop.arguments));
    loop.outcome = step.documents.empty() ? reader.resultHash(loop.result)
                                          : documentsHash(step.documents, reader);
    loop.isFailed = loop.isFailed || step.isFailed;
    if (step.isFailed)
        loop.failure = !step.errorMessage.empty() ? step.errorMessage
            : !step.errorKind.empty()             ? step.errorKind
            : !step.errorType.empty()             ? step.errorType
                                                  : step.output;
    if (!loop.isFailed && loop.kind == StepKind::Tool) {
        loop.failure = reader.failureIn(loop.result);
        loop.isFailed = !loop.failure.empty();
    }
}

// What a failed generation, and those after it, were given.
void addInputs(std::vector<LoopStep>& steps, const ContentIndex& index, CallReader& reader)
{
    bool hasFailed = false;
    for (LoopStep& step : steps) {
        if (step.kind != StepKind::Generation)
            continue;
        const auto found = index.generations.find(step.span);
        if (found != index.generations.end() && (step.isFailed || hasFailed)
            && !found->second->inputMessages.empty())
            addMessages(step.input, found->second->inputMessages, reader);
        hasFailed = step.isFailed;
    }
}

void addTurns(std::vector<LoopStep>& steps, const ContentIndex& index)
{
    std::unordered_map<int, std::int64_t> known; // by scope
    for (LoopStep& step : steps) {
        const auto found = index.generations.find(step.span);
        std::int64_t& turn = known[step.scope];
        if (found != index.generations.end() && !found->second->inputMessages.empty())
            turn = turnOf(*found->second);
        step.turn = turn;
    }
}

} // namespace

ContentIndex::ContentIndex(const TraceContents& contents)
{
    for (const Generation& generation : contents.generations)
        generations.try_emplace(generation.span, &generation);
    for (const Step& step : contents.steps)
        steps.try_emplace(step.span, &step);
}

std::string_view stepNameOf(const SpanTree& tree, int node, const ContentIndex& index)
{
    const store::SpanRow& span = tree.span(node);
    if (span.step == StepKind::Generation) {
        const auto found = index.generations.find(span.span);
        if (found != index.generations.end() && !found->second->modelServed.empty())
            return found->second->modelServed;
        if (found != index.generations.end() && !found->second->modelRequested.empty())
            return found->second->modelRequested;
    }
    const auto found = index.steps.find(span.span);
    if (found != index.steps.end() && !found->second->name.empty())
        return found->second->name;
    return span.name;
}

std::vector<LoopStep> loopStepsOf(const TraceContents& contents, const StepRoles& roles,
                                  const ContentIndex& index, CallReader& reader)
{
    const SpanTree& tree = *contents.tree;
    const CallTexts texts(contents);
    std::vector<LoopStep> steps;
    steps.reserve(roles.steps.size());
    for (const int node : roles.steps) {
        const store::SpanRow& span = tree.span(node);
        LoopStep& step = steps.emplace_back();
        step.node = node;
        step.span = span.span;
        step.kind = span.step;
        step.name = stepNameOf(tree, node, index);
        step.scope = roles.scope[static_cast<std::size_t>(node)];
        step.identity = identityOf(step.kind, step.name);
        step.isFailed = span.isFailed;
        const auto generation = index.generations.find(span.span);
        const auto content = index.steps.find(span.span);
        if (step.kind == StepKind::Generation && generation != index.generations.end())
            describeGeneration(step, *generation->second, reader);
        else if (content != index.steps.end())
            describeStep(step, *content->second, texts, reader);
        step.failure = telemetry::visibleLine(step.failure.substr(0, 120));
    }
    addInputs(steps, index, reader);
    addTurns(steps, index);
    return steps;
}

} // namespace trace
