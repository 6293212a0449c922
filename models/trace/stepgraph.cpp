// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/stepgraph.h"

#include "models/trace/callsignature.h"
#include "models/trace/nodeplace.h"
#include "models/trace/stepfolding.h"

#include <algorithm>
#include <map>
#include <utility>

namespace trace {

namespace {

using telemetry::StepKind;

void addTokens(std::optional<std::int64_t>& sum, const std::optional<std::int64_t>& tokens)
{
    if (tokens)
        sum = sum.value_or(0) + *tokens;
}

class Builder
{
public:
    Builder(const TraceContents& contents, const LoopGroups& loops, const GraphOptions& options)
        : m_contents(contents)
        , m_tree(*contents.tree)
        , m_loops(loops)
        , m_roles(stepRolesOf(m_tree))
        , m_index(contents)
        , m_folding(foldingOf(m_tree, m_roles, loops, options))
    {
    }

    StepGraph build()
    {
        m_graph.steps = m_roles.steps.size();
        m_graph.isCut = m_contents.isCut || m_contents.areStepsCut;
        m_nodeOf.assign(m_tree.nodes().size(), GraphNode::kNone);
        for (const int step : m_roles.steps)
            addStep(step);
        addParts();
        addEvaluations();
        addRetries();
        addEdges();
        return std::move(m_graph);
    }

private:
    void addStep(int step)
    {
        const int shown = m_folding.shownAs[at(step)];
        std::size_t& place = m_nodeOf[at(shown)];
        if (place == GraphNode::kNone) { // the first of them is the earliest
            place = m_graph.nodes.size();
            begin(m_graph.nodes.emplace_back(), step, shown);
        }
        GraphNode& node = m_graph.nodes[place];
        m_nodeOf[at(step)] = place;
        const store::SpanRow& span = m_tree.span(step);
        node.members.push_back(span.span);
        node.end = std::max({node.end, span.start, span.end});
        node.isFailed = node.isFailed || span.isFailed;
        node.isDurationKnown = node.isDurationKnown || durationOf(span).has_value();
        if (node.failure == Failure::None)
            node.failure = m_tree.node(step).failure;
        m_graph.bySpan.try_emplace(span.span, place);
    }

    void begin(GraphNode& node, int step, int shown)
    {
        const std::size_t group = m_loops.of(m_tree.span(shown).span);
        const bool isOfLoop = m_folding.isLoop[at(shown)];
        const store::SpanRow& span =
            m_tree.span(isOfLoop ? m_tree.find(representativeOf(group)) : shown);
        const int stands = m_tree.find(span.span);
        node.span = span.span;
        node.kind = span.step;
        node.name = stepNameOf(m_tree, stands, m_index);
        node.start = m_tree.span(step).start;
        node.isRest = m_folding.isRest[at(shown)];
        node.agent = agentOf(step);
        if (isOfLoop) {
            node.loop = group;
            node.isFolded = true;
            if (m_loops.groups[group].kind == LoopKind::Cycle
                || m_loops.groups[group].kind == LoopKind::PingPong)
                node.name = m_loops.groups[group].name;
        } else if (group != LoopGroups::kNone) {
            node.loop = group;
            const auto& members = m_loops.groups[group].members;
            const auto found = std::ranges::find(members, span.span);
            node.place = static_cast<std::size_t>(found - members.begin()) + 1;
        }
        const auto content = m_index.steps.find(span.span);
        if (content != m_index.steps.end() && !node.isRest
            && (node.kind == StepKind::Tool || node.kind == StepKind::Retrieval
                || node.kind == StepKind::Memory))
            node.detail = m_reader.argumentsText(content->second->input);
    }

    telemetry::SpanId representativeOf(std::size_t group) const
    {
        return m_loops.groups[group].representative;
    }

    std::string agentOf(int step) const
    {
        for (int scope = m_roles.scope[at(step)]; scope != SpanTree::kNone;
             scope = m_roles.scope[at(scope)]) {
            if (m_tree.span(scope).step == StepKind::Agent)
                return std::string(stepNameOf(m_tree, scope, m_index));
        }
        return {};
    }

    // What is part of a step is found by its span, too; so are the tokens of a client's call within
    // a framework's where only one of them tells.
    void addParts()
    {
        for (int node = 0; node < m_tree.size(); ++node) {
            const int owner = m_roles.owner[at(node)];
            if (owner != SpanTree::kNone && owner != node)
                m_graph.bySpan.try_emplace(m_tree.span(node).span, m_nodeOf[at(owner)]);
        }
        // What is told of a framework's loop is told of its last generation.
        for (const int step : m_roles.steps) {
            const int scope = m_roles.scope[at(step)];
            if (scope != SpanTree::kNone && m_tree.span(step).step == StepKind::Generation
                && m_tree.span(scope).step == StepKind::Generation)
                m_graph.bySpan[m_tree.span(scope).span] = m_nodeOf[at(step)];
        }
        std::map<int, const telemetry::Generation*> telling; // by step
        for (const telemetry::Generation& generation : m_contents.generations) {
            const int node = m_tree.find(generation.span);
            const int owner = node == SpanTree::kNone ? node : m_roles.owner[at(node)];
            if (owner == SpanTree::kNone)
                continue;
            const auto [found, isNew] = telling.try_emplace(owner, &generation);
            if (!isNew && !found->second->inputTokens)
                found->second = &generation;
        }
        for (const auto& [owner, generation] : telling) {
            GraphNode& node = m_graph.nodes[m_nodeOf[at(owner)]];
            addTokens(node.inputTokens, generation->inputTokens);
            addTokens(node.outputTokens, generation->outputTokens);
        }
    }

    void addEvaluations()
    {
        for (const telemetry::Evaluation& evaluation : m_contents.evaluations) {
            const std::size_t place = m_graph.nodeOf(evaluation.span);
            if (evaluation.state != telemetry::EvaluationState::Failed
                || !telemetry::namesSpan(evaluation) || place == GraphNode::kNone)
                continue;
            auto& checks = m_graph.nodes[place].failedChecks;
            if (std::ranges::find(checks, evaluation.check) == checks.end())
                checks.push_back(evaluation.check);
        }
    }

    void addRetries()
    {
        for (const LoopGroup& group : m_loops.groups) {
            const int node = m_tree.find(group.representative);
            if (group.kind != LoopKind::Retry || node == SpanTree::kNone
                || m_roles.roles[at(node)] != StepRole::Part)
                continue;
            const std::size_t place = m_graph.nodeOf(group.representative);
            if (place != GraphNode::kNone)
                m_graph.nodes[place].retries += group.count - (group.hasStopped ? 1 : 0);
        }
    }

    void addEdges()
    {
        std::map<std::pair<std::size_t, std::size_t>, EdgeKind> edges;
        for (const StepEdge& edge : stepEdgesOf(m_contents, m_roles, m_index)) {
            std::size_t from = m_nodeOf[at(edge.from)];
            std::size_t to = m_nodeOf[at(edge.to)];
            if (from == to)
                continue;
            if (from > to) // what is folded is as early as its first member
                std::swap(from, to);
            const auto [found, isNew] = edges.try_emplace({from, to}, edge.kind);
            found->second = std::min(found->second, edge.kind);
        }
        for (const auto& [ends, kind] : edges)
            m_graph.edges.push_back({ends.first, ends.second, kind});
        m_graph.rests =
            static_cast<std::size_t>(std::ranges::count(m_graph.nodes, true, &GraphNode::isRest));
    }

    const TraceContents& m_contents;
    const SpanTree& m_tree;
    const LoopGroups& m_loops;
    StepRoles m_roles;
    ContentIndex m_index;
    StepFolding m_folding;
    CallReader m_reader;
    StepGraph m_graph;
    std::vector<std::size_t> m_nodeOf; // by node of the tree
};

} // namespace

std::size_t StepGraph::nodeOf(telemetry::SpanId span) const
{
    const auto found = bySpan.find(span);
    return found == bySpan.end() ? GraphNode::kNone : found->second;
}

StepGraph stepGraphOf(const TraceContents& contents, const LoopGroups& loops,
                      const GraphOptions& options)
{
    return Builder(contents, loops, options).build();
}

} // namespace trace
