// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/spantree.h"

#include "models/trace/nodeplace.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace trace {

namespace {

// What orders spans, packed so that sorting a million of them does not wander through their names.
struct SortKey
{
    telemetry::Timestamp start;
    telemetry::Timestamp end;
    telemetry::SpanId id = telemetry::SpanId::None;
    int span = 0; // index

    friend bool operator<(const SortKey& left, const SortKey& right)
    {
        if (left.start != right.start)
            return left.start < right.start;
        // The longer of two that start together comes first: it is likelier to enclose the other.
        if (left.end != right.end)
            return left.end > right.end;
        return std::tie(left.id, left.span) < std::tie(right.id, right.span);
    }
};

SortKey keyOf(const std::vector<store::SpanRow>& spans, int index)
{
    const auto& span = spans[at(index)];
    return {.start = span.start, .end = span.end, .id = span.span, .span = index};
}

using IdTable = std::vector<std::pair<telemetry::SpanId, int>>; // id, index of the span; sorted

IdTable idTableOf(const std::vector<store::SpanRow>& spans)
{
    IdTable ids;
    ids.reserve(spans.size());
    for (std::size_t i = 0; i < spans.size(); ++i)
        ids.emplace_back(spans[i].span, static_cast<int>(i));
    std::sort(ids.begin(), ids.end());
    return ids;
}

// For each span the index of its parent, kNone without one. Merges two sorted tables, which is
// kinder to the cache than a million searches.
std::vector<int> parentsOf(const std::vector<store::SpanRow>& spans, const IdTable& ids)
{
    IdTable wanted;
    wanted.reserve(spans.size());
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].parent != telemetry::SpanId::None)
            wanted.emplace_back(spans[i].parent, static_cast<int>(i));
    }
    std::sort(wanted.begin(), wanted.end());

    std::vector<int> parents(spans.size(), SpanTree::kNone);
    auto known = ids.begin();
    for (const auto& [parent, child] : wanted) {
        while (known != ids.end() && known->first < parent)
            ++known;
        if (known != ids.end() && known->first == parent)
            parents[at(child)] = known->second; // stays at the first of several with this id
    }
    return parents;
}

// Cuts every cycle at its earliest span. Walks each chain of parents once.
void breakCycles(const std::vector<store::SpanRow>& spans, std::vector<int>& parents,
                 std::vector<Link>& links)
{
    std::vector<int> walk(spans.size(), 0); // number of the walk that came here first
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        int here = static_cast<int>(i);
        while (here != SpanTree::kNone && walk[at(here)] == 0) {
            walk[at(here)] = number;
            here = parents[at(here)];
        }
        if (here == SpanTree::kNone || walk[at(here)] != number)
            continue;
        int earliest = here;
        for (int next = parents[at(here)]; next != here; next = parents[at(next)])
            earliest = keyOf(spans, next) < keyOf(spans, earliest) ? next : earliest;
        parents[at(earliest)] = SpanTree::kNone;
        links[at(earliest)] = Link::BrokenCycle;
    }
}

} // namespace

const char* toString(Link link)
{
    switch (link) {
    case Link::Root:
        return "root";
    case Link::Child:
        return "child";
    case Link::Orphan:
        return "orphan";
    case Link::BrokenCycle:
        return "broken cycle";
    }
    return "root";
}

std::optional<telemetry::Duration> durationOf(const store::SpanRow& span)
{
    if (span.start == telemetry::Timestamp{} || span.end < span.start || span.isInferred)
        return std::nullopt;
    return span.end - span.start;
}

SpanTree::SpanTree(std::vector<store::SpanRow> spans)
    : m_spans(std::move(spans))
{
    const IdTable ids = idTableOf(m_spans);
    std::vector<int> parents = parentsOf(m_spans, ids);
    std::vector<Link> links(m_spans.size(), Link::Child);
    for (std::size_t i = 0; i < m_spans.size(); ++i) {
        if (parents[i] == kNone)
            links[i] = m_spans[i].parent == telemetry::SpanId::None ? Link::Root : Link::Orphan;
    }
    breakCycles(m_spans, parents, links);
    const std::vector<int> nodeOf = number(parents, links);
    m_byId.reserve(ids.size());
    for (const auto& [id, span] : ids)
        m_byId.emplace_back(id, nodeOf[at(span)]);
    measure();
    judgeFailures();
}

// Numbers the nodes depth-first and groups the children by parent; the node of each span.
std::vector<int> SpanTree::number(const std::vector<int>& parents, const std::vector<Link>& links)
{
    const std::size_t count = m_spans.size();
    std::vector<SortKey> order;
    order.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        order.push_back(keyOf(m_spans, static_cast<int>(i)));
    std::sort(order.begin(), order.end());

    // Spans grouped by parent (group 0: no parent), in order of start within each group.
    std::vector<int> first(count + 2, 0);
    for (const int parent : parents)
        ++first[at(parent + 2)];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<int> grouped(count);
    std::vector<int> fill(first.begin(), first.end() - 1);
    for (const SortKey& key : order)
        grouped[at(fill[at(parents[at(key.span)] + 1)]++)] = key.span;

    m_nodes.resize(count);
    std::vector<int> nodeOf(count, kNone);
    std::vector<int> waiting;
    const auto enter = [&](int group) { // the last is pushed first, so that the first is next
        for (int i = first[at(group + 1)]; i-- > first[at(group)];)
            waiting.push_back(i);
    };
    enter(0);
    int next = 0;
    while (!waiting.empty()) {
        const int slot = waiting.back();
        waiting.pop_back();
        const int span = grouped[at(slot)];
        const int parent = parents[at(span)];
        const int parentNode = parent == kNone ? kNone : nodeOf[at(parent)];
        nodeOf[at(span)] = next;
        m_nodes[at(next)] = {.span = span,
                             .parent = parentNode,
                             .position = slot - first[at(parent + 1)],
                             .depth = parentNode == kNone ? 0 : m_nodes[at(parentNode)].depth + 1,
                             .link = links[at(span)]};
        ++next;
        enter(span + 1);
    }

    // The same groups once more, in terms of nodes and indexed by the parent's node.
    m_firstChild.assign(count + 2, 0);
    for (const Node& node : m_nodes)
        ++m_firstChild[at(node.parent + 2)];
    std::partial_sum(m_firstChild.begin(), m_firstChild.end(), m_firstChild.begin());
    m_children.resize(count);
    for (int i = 0; i < size(); ++i) {
        const Node& child = node(i);
        m_children[at(m_firstChild[at(child.parent + 1)] + child.position)] = i;
    }
    return nodeOf;
}

void SpanTree::measure()
{
    // Children have higher numbers than their parents.
    for (int i = size(); i-- > 0;) {
        Node& child = m_nodes[at(i)];
        if (child.parent == kNone)
            continue;
        m_nodes[at(child.parent)].subtreeSize += child.subtreeSize;
        const auto& inner = span(i);
        const auto& outer = span(child.parent);
        child.isOutsideParent = durationOf(inner) && durationOf(outer)
            && (inner.start < outer.start || inner.end > outer.end);
    }

    bool isFirst = true;
    for (const auto& span : m_spans) {
        if (span.start == telemetry::Timestamp{})
            continue;
        const telemetry::TimeRange own{.start = span.start, .end = std::max(span.start, span.end)};
        m_range = isFirst ? own
                          : telemetry::TimeRange{.start = std::min(m_range.start, own.start),
                                                 .end = std::max(m_range.end, own.end)};
        isFirst = false;
    }
    if (!isFirst && m_range.isEmpty())
        m_range.end = m_range.start + telemetry::Duration(1);
}

const store::SpanRow& SpanTree::span(int node) const
{
    return m_spans[at(m_nodes[at(node)].span)];
}

std::span<const int> SpanTree::children(int node) const
{
    if (m_nodes.empty())
        return {};
    const int begin = m_firstChild[at(node + 1)];
    const int end = m_firstChild[at(node + 2)];
    return std::span(m_children).subspan(at(begin), at(end - begin));
}

int SpanTree::find(telemetry::SpanId id) const
{
    const auto found = std::lower_bound(
        m_byId.begin(), m_byId.end(), id,
        [](const auto& entry, telemetry::SpanId wanted) { return entry.first < wanted; });
    return found != m_byId.end() && found->first == id ? found->second : kNone;
}

int SpanTree::count(Link link) const
{
    return static_cast<int>(std::count_if(m_nodes.begin(), m_nodes.end(),
                                          [link](const Node& node) { return node.link == link; }));
}

} // namespace trace
