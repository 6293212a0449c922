// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/spantree.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace trace {

namespace {

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

// For each span, in order of start: the index of the span that is its parent, by a sorted table of
// ids. The result is indexed like `spans`.
std::vector<int> parentsOf(const std::vector<store::SpanRow>& spans)
{
    std::vector<std::pair<telemetry::SpanId, int>> ids;
    ids.reserve(spans.size());
    for (std::size_t i = 0; i < spans.size(); ++i)
        ids.emplace_back(spans[i].span, static_cast<int>(i));
    std::sort(ids.begin(), ids.end());

    std::vector<int> parents(spans.size(), SpanTree::kNone);
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].parent == telemetry::SpanId::None)
            continue;
        const auto found = std::lower_bound(ids.begin(), ids.end(), std::pair(spans[i].parent, 0));
        if (found != ids.end() && found->first == spans[i].parent)
            parents[i] = found->second;
    }
    return parents;
}

bool isEarlier(const std::vector<store::SpanRow>& spans, int a, int b)
{
    const auto& left = spans[at(a)];
    const auto& right = spans[at(b)];
    // The longer of two that start together comes first: it is likelier to enclose the other.
    return std::tuple(left.start, right.end, left.span, a)
        < std::tuple(right.start, left.end, right.span, b);
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
            earliest = isEarlier(spans, next, earliest) ? next : earliest;
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
    if (span.start == telemetry::Timestamp{} || span.end < span.start)
        return std::nullopt;
    return span.end - span.start;
}

SpanTree::SpanTree(std::vector<store::SpanRow> spans)
    : m_spans(std::move(spans))
{
    std::vector<int> parents = parentsOf(m_spans);
    std::vector<Link> links(m_spans.size(), Link::Child);
    for (std::size_t i = 0; i < m_spans.size(); ++i) {
        if (parents[i] == kNone)
            links[i] = m_spans[i].parent == telemetry::SpanId::None ? Link::Root : Link::Orphan;
    }
    breakCycles(m_spans, parents, links);
    number(parents, links);
    measure();
}

// Numbers the nodes depth-first and groups the children by parent.
void SpanTree::number(const std::vector<int>& parents, const std::vector<Link>& links)
{
    const std::size_t count = m_spans.size();
    std::vector<int> order(count);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [this](int a, int b) { return isEarlier(m_spans, a, b); });

    // Spans grouped by parent (group 0: no parent), in order of start within each group.
    std::vector<int> first(count + 2, 0);
    for (const int parent : parents)
        ++first[at(parent + 2)];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<int> grouped(count);
    std::vector<int> fill(first.begin(), first.end() - 1);
    for (const int span : order)
        grouped[at(fill[at(parents[at(span)] + 1)]++)] = span;

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
}

void SpanTree::measure()
{
    m_byId.resize(m_nodes.size());
    std::iota(m_byId.begin(), m_byId.end(), 0);
    std::sort(m_byId.begin(), m_byId.end(), [this](int a, int b) {
        return std::tuple(span(a).span, node(a).span) < std::tuple(span(b).span, node(b).span);
    });

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
        [this](int node, telemetry::SpanId wanted) { return span(node).span < wanted; });
    return found != m_byId.end() && span(*found).span == id ? *found : kNone;
}

int SpanTree::count(Link link) const
{
    return static_cast<int>(std::count_if(m_nodes.begin(), m_nodes.end(),
                                          [link](const Node& node) { return node.link == link; }));
}

} // namespace trace
