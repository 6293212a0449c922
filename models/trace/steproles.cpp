// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/steproles.h"

#include <algorithm>

namespace trace {

namespace {

using telemetry::StepKind;

// How many spans of some kinds are in a subtree: by sums over the nodes before each.
class Counts
{
public:
    explicit Counts(const SpanTree& tree)
        : m_tree(tree)
        , m_generations(tree.nodes().size() + 1)
        , m_tools(tree.nodes().size() + 1)
    {
        for (int node = 0; node < tree.size(); ++node) {
            const auto at = static_cast<std::size_t>(node);
            const StepKind kind = tree.span(node).step;
            m_generations[at + 1] = m_generations[at] + (kind == StepKind::Generation ? 1 : 0);
            m_tools[at + 1] = m_tools[at]
                + (kind == StepKind::Tool || kind == StepKind::Agent || kind == StepKind::Retrieval
                       ? 1
                       : 0);
        }
    }

    int generationsIn(int node) const { return inside(m_generations, node); }
    int toolsIn(int node) const { return inside(m_tools, node); }

private:
    int inside(const std::vector<int>& sums, int node) const
    {
        const auto first = static_cast<std::size_t>(node) + 1;
        return sums[first + static_cast<std::size_t>(m_tree.node(node).subtreeSize) - 1]
            - sums[first];
    }

    const SpanTree& m_tree;
    std::vector<int> m_generations; // among the nodes before
    std::vector<int> m_tools;
};

bool hidesAll(StepKind kind)
{
    return kind == StepKind::Retrieval || kind == StepKind::Memory || kind == StepKind::Embeddings
        || kind == StepKind::Guardrail || kind == StepKind::Evaluator;
}

StepRole roleOf(const SpanTree& tree, const Counts& counts, int node, int around)
{
    const StepKind kind = tree.span(node).step;
    const StepKind outer = around == SpanTree::kNone ? StepKind::Other : tree.span(around).step;
    if (kind == StepKind::Other && around != SpanTree::kNone)
        return StepRole::Part;
    if (kind == StepKind::Other) // where a failure began is told, whatever it was
        return tree.node(node).failure == Failure::Cause ? StepRole::Step : StepRole::None;
    if (hidesAll(outer))
        return StepRole::Part;
    if (kind == StepKind::Workflow)
        return StepRole::Frame;
    if (kind == StepKind::Generation) {
        const bool isPlanned = outer == StepKind::Plan && counts.generationsIn(around) == 1
            && counts.toolsIn(around) == 0;
        if (outer == StepKind::Generation || isPlanned)
            return StepRole::Part;
        const int inner = counts.generationsIn(node);
        return inner > 1 || (inner == 1 && counts.toolsIn(node) > 0) ? StepRole::Frame
                                                                     : StepRole::Step;
    }
    if (outer == StepKind::Tool && kind != StepKind::Agent && kind != StepKind::Evaluator
        && kind != StepKind::Guardrail && kind != StepKind::Plan)
        return StepRole::Part;
    if (kind == StepKind::Embeddings && outer == StepKind::Generation)
        return StepRole::Part;
    return StepRole::Step;
}

bool holdsSteps(const SpanTree& tree, const Counts& counts, int node)
{
    const StepKind kind = tree.span(node).step;
    if (kind == StepKind::Plan || kind == StepKind::Tool)
        return counts.generationsIn(node) + counts.toolsIn(node) > 0;
    return kind == StepKind::Agent;
}

bool isAnyKnown(const SpanTree& tree)
{
    for (int node = 0; node < tree.size(); ++node) {
        const StepKind kind = tree.span(node).step;
        if (kind != StepKind::Other && kind != StepKind::Workflow)
            return true;
    }
    return false;
}

} // namespace

StepRoles stepRolesOf(const SpanTree& tree)
{
    const std::size_t size = tree.nodes().size();
    StepRoles found;
    found.roles.assign(size, StepRole::Step);
    found.owner.assign(size, SpanTree::kNone);
    found.scope.assign(size, SpanTree::kNone);
    const bool isKnown = isAnyKnown(tree);
    const Counts counts(tree);
    for (int node = 0; node < tree.size(); ++node) { // callers before what they call
        const auto at = static_cast<std::size_t>(node);
        const int parent = tree.node(node).parent;
        int around = SpanTree::kNone; // the step that it is in
        if (parent != SpanTree::kNone) {
            const auto above = static_cast<std::size_t>(parent);
            around = found.owner[above];
            const bool isFrame = found.roles[above] == StepRole::Frame
                || (found.roles[above] == StepRole::Step
                    && (!isKnown || holdsSteps(tree, counts, parent)));
            found.scope[at] = isFrame ? parent : found.scope[above];
        }
        if (isKnown)
            found.roles[at] = roleOf(tree, counts, node, around);
        if (found.roles[at] == StepRole::Step)
            found.owner[at] = node;
        else if (found.roles[at] == StepRole::Part)
            found.owner[at] = around;
        if (found.roles[at] == StepRole::Step)
            found.steps.push_back(node);
    }
    std::ranges::stable_sort(found.steps, {}, [&tree](int node) { return tree.span(node).start; });
    return found;
}

} // namespace trace
