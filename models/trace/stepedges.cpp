// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/stepedges.h"

#include "models/telemetry/text.h"
#include "models/trace/callsignature.h"
#include "models/trace/giventexts.h"
#include "models/trace/steporder.h"
#include "models/trace/toolcalls.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace trace {

namespace {

using telemetry::Generation;
using telemetry::Part;
using telemetry::PartKind;
using telemetry::SpanId;
using telemetry::StepKind;

constexpr std::size_t kMostJoined = 400; // generations; toolAnswers() compares pairs
constexpr std::size_t kLookedAhead = 4; // generations in which a result is looked for

class EdgeSearch
{
public:
    EdgeSearch(const TraceContents& contents, const StepRoles& roles, const ContentIndex& index)
        : m_contents(contents)
        , m_tree(*contents.tree)
        , m_roles(roles)
        , m_index(index)
        , m_order(m_tree, roles)
    {
        for (const Generation& generation : contents.generations) {
            const int step = ownerOf(generation.span);
            if (step != SpanTree::kNone && m_asking.try_emplace(step, &generation).second)
                m_generations.push_back({step, &generation});
        }
        std::ranges::stable_sort(m_generations, {},
                                 [this](const Asking& asking) { return startOf(asking.step); });
    }

    std::vector<StepEdge> run()
    {
        if (m_contents.generations.size() <= kMostJoined)
            joinCalls();
        else
            joinCallsById();
        joinResults();
        joinTexts();
        joinAgents();
        joinJudges();
        joinAnswers();
        addOrder();
        std::vector<StepEdge> edges;
        for (const auto& [ends, kind] : m_edges)
            edges.push_back({ends.first, ends.second, kind});
        return edges;
    }

private:
    struct Asking
    {
        int step = SpanTree::kNone;
        const Generation* generation = nullptr;
    };

    telemetry::Timestamp startOf(int node) const { return m_tree.span(node).start; }

    int ownerOf(SpanId span) const
    {
        const int node = m_tree.find(span);
        return node == SpanTree::kNone ? node : m_roles.owner[static_cast<std::size_t>(node)];
    }

    bool has(const std::vector<bool>& ends, int node) const
    {
        return ends[static_cast<std::size_t>(node)];
    }

    void add(int from, int to, EdgeKind kind)
    {
        if (from == SpanTree::kNone || to == SpanTree::kNone || from == to
            || startOf(to) < startOf(from) || m_edges.contains({to, from}))
            return;
        const auto [at, isNew] = m_edges.try_emplace({from, to}, kind);
        at->second = std::min(at->second, kind);
        m_hasCause[static_cast<std::size_t>(to)] = true;
        m_hasEffect[static_cast<std::size_t>(from)] = true;
    }

    void joinCalls()
    {
        for (const ToolAnswer& answer :
             toolAnswers(m_tree, m_contents.generations, m_contents.steps)) {
            if (answer.step != SpanId::None)
                add(ownerOf(answer.generation), ownerOf(answer.step), EdgeKind::Asked);
        }
    }

    void joinCallsById()
    {
        const auto tools = toolsById();
        for (const Asking& asking : m_generations) {
            for (const auto& message : asking.generation->outputMessages) {
                for (const Part& part : message.parts) {
                    const auto found = tools.find(part.id);
                    if (part.kind == PartKind::ToolCall && found != tools.end())
                        add(asking.step, found->second, EdgeKind::Asked);
                }
            }
        }
    }

    // Without ids that several steps have.
    std::unordered_map<std::string_view, int> toolsById() const
    {
        std::unordered_map<std::string_view, int> tools;
        for (const telemetry::Step& step : m_contents.steps) {
            const int node = step.callId.empty() ? SpanTree::kNone : ownerOf(step.span);
            if (node == SpanTree::kNone)
                continue;
            const auto [at, isNew] = tools.try_emplace(step.callId, node);
            if (!isNew && at->second != node)
                at->second = SpanTree::kNone;
        }
        std::erase_if(tools, [](const auto& tool) { return tool.second == SpanTree::kNone; });
        return tools;
    }

    // Results that stand as such in the input of a later generation: by the id of their call, else
    // word for word. The first of them is the one they were fed to.
    void joinResults()
    {
        const auto tools = toolsById();
        std::unordered_map<std::uint64_t, std::vector<int>> byResult;
        for (const telemetry::Step& step : m_contents.steps) {
            if (step.kind == StepKind::Tool && !step.output.empty())
                byResult[m_reader.resultHash(step.output)].push_back(ownerOf(step.span));
        }
        for (const Asking& asking : m_generations) {
            for (const auto& message : asking.generation->inputMessages) {
                for (const Part& part : message.parts) {
                    if (part.kind != PartKind::ToolCallResponse && message.role != "tool")
                        continue;
                    const auto found = part.id.empty() ? tools.end() : tools.find(part.id);
                    if (found != tools.end()) {
                        feed(found->second, asking.step);
                        continue;
                    }
                    const auto same = byResult.find(
                        m_reader.resultHash(part.json.empty() ? part.text : part.json));
                    if (same == byResult.end())
                        continue;
                    for (const int tool : same->second)
                        feed(tool, asking.step);
                }
            }
        }
    }

    void feed(int tool, int generation)
    {
        if (tool == SpanTree::kNone || m_isFed[static_cast<std::size_t>(tool)]
            || startOf(tool) >= startOf(generation))
            return;
        m_isFed[static_cast<std::size_t>(tool)] = true;
        add(m_order.exitOf(tool), generation, EdgeKind::Given);
    }

    // Kept, since neighbours ask for the same.
    const GivenTexts& givenTo(std::size_t generation)
    {
        const auto found = m_given.find(generation);
        if (found != m_given.end())
            return found->second;
        if (m_given.size() > 2 * kLookedAhead)
            m_given.erase(m_given.begin());
        return m_given.emplace(generation, GivenTexts(*m_generations[generation].generation))
            .first->second;
    }

    std::size_t firstAfter(int step) const
    {
        const auto found =
            std::ranges::upper_bound(m_generations, startOf(step), {},
                                     [this](const Asking& asking) { return startOf(asking.step); });
        return static_cast<std::size_t>(found - m_generations.begin());
    }

    // Documents, and results that were put into a message of another kind.
    void joinTexts()
    {
        for (const int node : m_roles.steps) {
            const auto found = m_index.steps.find(m_tree.span(node).span);
            const StepKind kind = m_tree.span(node).step;
            const bool isSource = kind == StepKind::Tool || kind == StepKind::Retrieval
                || kind == StepKind::Memory || kind == StepKind::Plan;
            if (!isSource || found == m_index.steps.end() || has(m_isFed, node))
                continue;
            const std::size_t first = firstAfter(node);
            const std::size_t end = std::min(m_generations.size(), first + kLookedAhead);
            for (std::size_t i = first; i < end; ++i) {
                if (m_generations[i].step == node || !isIn(*found->second, i))
                    continue;
                m_isFed[static_cast<std::size_t>(node)] = true;
                const bool isDocuments =
                    !found->second->documents.empty() || kind == StepKind::Retrieval;
                add(m_order.exitOf(node), m_generations[i].step,
                    isDocuments ? EdgeKind::Documents : EdgeKind::Given);
                break;
            }
        }
    }

    bool isIn(const telemetry::Step& step, std::size_t generation)
    {
        const auto& named = m_generations[generation].generation->documents;
        for (const auto& document : step.documents) {
            const bool isNamed = !document.id.empty()
                && std::ranges::find(named, document.id, &telemetry::Document::id) != named.end();
            if (isNamed || givenTo(generation).holds(document.content))
                return true;
        }
        return givenTo(generation).holds(step.output);
    }

    std::string_view inputOf(int node) const
    {
        const auto found = m_index.steps.find(m_tree.span(node).span);
        return found == m_index.steps.end() ? std::string_view() : found->second->input;
    }

    std::string_view outputOf(int node) const
    {
        const auto found = m_index.steps.find(m_tree.span(node).span);
        return found == m_index.steps.end() ? std::string_view() : found->second->output;
    }

    void joinAgents()
    {
        for (const int node : m_roles.steps) {
            if (m_tree.span(node).step != StepKind::Agent)
                continue;
            const int around = m_order.holderOf(node);
            if (around != SpanTree::kNone && m_tree.span(around).step == StepKind::Tool)
                add(around, node, EdgeKind::HandedOver);
            const int before = m_order.before(node);
            if (before == SpanTree::kNone)
                continue;
            const auto asking = m_asking.find(before);
            if (asking != m_asking.end() && asksFor(*asking->second, node))
                add(before, node, EdgeKind::HandedOver);
            else if (before != around && GivenTexts(inputOf(node)).holds(saidBy(before)))
                add(before, node, EdgeKind::HandedOver);
        }
        // An agent whose task is what its first generation was given.
        for (std::size_t i = 0; i < m_generations.size(); ++i) {
            const int step = m_generations[i].step;
            const int around = m_order.before(step);
            if (around != SpanTree::kNone && around == m_order.holderOf(step)
                && givenTo(i).holds(inputOf(around)))
                add(around, step, EdgeKind::Given);
        }
    }

    // A call by the name of the agent, or one that hands over and nothing else.
    bool asksFor(const Generation& generation, int agent) const
    {
        const std::string name =
            telemetry::asciiLowered(stepNameOf(m_tree, agent, m_index).substr(0, 200));
        for (const auto& message : generation.outputMessages) {
            for (const Part& part : message.parts) {
                const std::string called =
                    telemetry::asciiLowered(std::string_view(part.name).substr(0, 200));
                if (part.kind == PartKind::ToolCall
                    && (called.starts_with("transfer_to") || called.starts_with("handoff")
                        || (!called.empty() && name.find(called) != std::string::npos)))
                    return true;
            }
        }
        return false;
    }

    std::string saidBy(int node) const
    {
        const auto asking = m_asking.find(node);
        return asking == m_asking.end() ? std::string(outputOf(node))
                                        : telemetry::outputText(*asking->second);
    }

    // A judge within a generation looks at that one, others at one whose words they were given.
    void joinJudges()
    {
        for (const int node : m_roles.steps) {
            const StepKind kind = m_tree.span(node).step;
            if (kind != StepKind::Evaluator && kind != StepKind::Guardrail)
                continue;
            const int parent = m_tree.node(node).parent;
            const int inside = parent == SpanTree::kNone
                ? parent
                : m_roles.owner[static_cast<std::size_t>(parent)];
            if (inside != SpanTree::kNone && m_asking.contains(inside)) {
                add(inside, node, EdgeKind::Judged);
                continue;
            }
            const GivenTexts given(inputOf(node));
            if (given.isEmpty())
                continue;
            const std::size_t end = firstAfter(node);
            for (std::size_t i = end; i > 0 && i + kLookedAhead > end; --i) {
                const int step = m_generations[i - 1].step;
                if (step != node && given.holds(saidBy(step))) {
                    add(step, node, EdgeKind::Judged);
                    break;
                }
            }
        }
    }

    // An answer that stands in what the next generation was given: a conversation goes on.
    void joinAnswers()
    {
        for (std::size_t i = 1; i < m_generations.size(); ++i) {
            const int step = m_generations[i].step;
            if (has(m_hasCause, step))
                continue;
            for (std::size_t k = i; k > 0 && k + kLookedAhead > i; --k) {
                const std::string said = saidBy(m_generations[k - 1].step);
                if (!said.empty() && givenTo(i).holds(said)) {
                    add(m_generations[k - 1].step, step, EdgeKind::Given);
                    break;
                }
            }
        }
    }

    void addOrder()
    {
        for (const int node : m_roles.steps) {
            if (!has(m_hasCause, node))
                add(m_order.before(node), node, EdgeKind::Order);
        }
        for (const int node : m_roles.steps) {
            if (!has(m_hasEffect, node) && m_tree.span(node).step != StepKind::Evaluator)
                add(node, m_order.after(node), EdgeKind::Order);
        }
    }

    const TraceContents& m_contents;
    const SpanTree& m_tree;
    const StepRoles& m_roles;
    const ContentIndex& m_index;
    StepOrder m_order;
    CallReader m_reader;
    std::vector<Asking> m_generations; // by start
    std::unordered_map<int, const Generation*> m_asking; // by step
    std::map<std::pair<int, int>, EdgeKind> m_edges;
    std::map<std::size_t, GivenTexts> m_given; // by place in m_generations
    std::vector<bool> m_hasCause = std::vector<bool>(m_tree.nodes().size());
    std::vector<bool> m_hasEffect = std::vector<bool>(m_tree.nodes().size());
    std::vector<bool> m_isFed = std::vector<bool>(m_tree.nodes().size());
};

} // namespace

const char* toString(EdgeKind kind)
{
    constexpr std::array<const char*, 6> names{"asked",       "given",  "documents",
                                               "handed_over", "judged", "order"};
    return names[static_cast<std::size_t>(kind)];
}

std::vector<StepEdge> stepEdgesOf(const TraceContents& contents, const StepRoles& roles,
                                  const ContentIndex& index)
{
    return EdgeSearch(contents, roles, index).run();
}

} // namespace trace
