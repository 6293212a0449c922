// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/toolcalls.h"

#include <algorithm>
#include <map>
#include <string>

namespace trace {

namespace {

using telemetry::Generation;
using telemetry::Part;
using telemetry::SpanId;
using telemetry::Step;
using telemetry::StepKind;

struct Call
{
    const Generation* generation = nullptr;
    const Part* part = nullptr;
    ToolAnswer answer;
    std::vector<const Step*> fitting;
};

std::vector<Call> callsOf(const std::vector<Generation>& generations)
{
    std::vector<Call> calls;
    for (const Generation& generation : generations) {
        for (std::size_t m = 0; m < generation.outputMessages.size(); ++m) {
            const auto& parts = generation.outputMessages[m].parts;
            for (std::size_t p = 0; p < parts.size(); ++p) {
                if (parts[p].kind != telemetry::PartKind::ToolCall)
                    continue;
                Call call{
                    .generation = &generation, .part = &parts[p], .answer = {}, .fitting = {}};
                call.answer.generation = generation.span;
                call.answer.message = m;
                call.answer.part = p;
                calls.push_back(std::move(call));
            }
        }
    }
    return calls;
}

bool isInsideTool(const SpanTree& tree, int node)
{
    for (int above = tree.node(node).parent; above != SpanTree::kNone;
         above = tree.node(above).parent) {
        if (tree.span(above).step == StepKind::Tool)
            return true;
    }
    return false;
}

std::vector<const Step*> toolsOf(const SpanTree& tree, const std::vector<Step>& steps)
{
    std::vector<const Step*> tools;
    for (const Step& step : steps) {
        const int node = tree.find(step.span);
        if (step.kind == StepKind::Tool && node != SpanTree::kNone && !isInsideTool(tree, node))
            tools.push_back(&step);
    }
    return tools;
}

// The newest generation among the siblings of `node` that had started by then.
int generationBefore(const SpanTree& tree, int node)
{
    int found = SpanTree::kNone;
    for (const int sibling : tree.children(tree.node(node).parent)) {
        if (sibling == node)
            break; // siblings are in the order of their starts
        if (tree.span(sibling).step == StepKind::Generation)
            found = sibling;
    }
    return found;
}

bool isAtPlace(const SpanTree& tree, const Step& step, SpanId generation)
{
    const int node = tree.find(step.span);
    const int asking = tree.find(generation);
    if (asking == SpanTree::kNone)
        return false;
    for (int above = tree.node(node).parent; above != SpanTree::kNone;
         above = tree.node(above).parent) {
        if (above == asking)
            return true;
        if (tree.span(above).step == StepKind::Generation)
            return false; // another one is nearer
    }
    return tree.node(node).parent != SpanTree::kNone && generationBefore(tree, node) == asking;
}

bool isSameCall(const Part& a, const Part& b)
{
    return a.id == b.id && a.name == b.name && a.json == b.json && a.text == b.text;
}

// An id that is used again for another call tells nothing.
bool isReused(const std::vector<Call>& calls, const Call& call)
{
    return std::ranges::any_of(calls, [&call](const Call& other) {
        return other.part->id == call.part->id && !isSameCall(*other.part, *call.part);
    });
}

void joinById(std::vector<Call>& calls, const std::vector<const Step*>& tools)
{
    for (Call& call : calls) {
        if (call.part->id.empty())
            continue;
        std::ranges::copy_if(tools, std::back_inserter(call.fitting),
                             [&call](const Step* step) { return step->callId == call.part->id; });
        call.answer.fitting = call.fitting.size();
        if (call.fitting.size() == 1 && !isReused(calls, call))
            call.answer.step = call.fitting.front()->span;
    }
}

void joinByPlace(std::vector<Call>& calls, const std::vector<const Step*>& tools,
                 const SpanTree& tree)
{
    std::map<SpanId, std::size_t> claims; // calls that a step fits
    for (Call& call : calls) {
        if (!call.fitting.empty())
            continue;
        for (const Step* step : tools) {
            const bool isIdOnBoth = !step->callId.empty() && !call.part->id.empty();
            const bool isAnswered = std::ranges::any_of(calls, [step](const Call& other) {
                return !other.answer.isByPlace && other.answer.step == step->span;
            });
            if (isIdOnBoth || isAnswered || step->name.empty() || step->name != call.part->name
                || !isAtPlace(tree, *step, call.answer.generation))
                continue;
            call.fitting.push_back(step);
            ++claims[step->span];
        }
        call.answer.isByPlace = !call.fitting.empty();
        call.answer.fitting = call.fitting.size();
    }
    for (Call& call : calls) {
        if (call.answer.isByPlace && call.fitting.size() == 1
            && claims[call.fitting.front()->span] == 1)
            call.answer.step = call.fitting.front()->span;
    }
}

} // namespace

std::vector<ToolAnswer> toolAnswers(const SpanTree& tree,
                                    const std::vector<Generation>& generations,
                                    const std::vector<Step>& steps)
{
    std::vector<Call> calls = callsOf(generations);
    const std::vector<const Step*> tools = toolsOf(tree, steps);
    joinById(calls, tools);
    joinByPlace(calls, tools, tree);
    std::vector<ToolAnswer> answers;
    for (const Call& call : calls) {
        if (!call.fitting.empty())
            answers.push_back(call.answer);
    }
    return answers;
}

} // namespace trace
