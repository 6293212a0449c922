// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace trace {

// How a span came to its place in the tree.
enum class Link : std::uint8_t
{
    Root, // says that it has no parent
    Child,
    Orphan, // its parent is not among the known spans: lost, late or never sent
    BrokenCycle, // its ancestors lead back to it; the chain was cut here, at its earliest span
};
const char* toString(Link link);

// What a node has to do with the failures of its trace. An error is often told again by every
// caller; where it began is the deepest node that failed.
enum class Failure : std::uint8_t
{
    None,
    Cause, // it failed, and nothing in it did
    Echo, // it failed, and so did something in it
    Swallowed, // a cause whose caller went on as if nothing had happened
};
const char* toString(Failure failure);

// nullopt when the start is not given, the end lies before it, or no such span came.
std::optional<telemetry::Duration> durationOf(const store::SpanRow& span);

// The structure of one trace. Nodes are numbered depth-first from 0, siblings by start, so that the
// subtree of node n is [n, n + subtreeSize). Nothing recurses: depth is bounded by memory only.
// Plain immutable value; n log n to build.
class SpanTree
{
public:
    static constexpr int kNone = -1;

    struct Node
    {
        int span = 0; // index into spans()
        int parent = kNone; // node
        int position = 0; // among its siblings
        int depth = 0; // 0 for roots
        int subtreeSize = 1; // itself included
        Link link = Link::Root;
        // Starts before its parent or ends after it: skewed clocks, or work that went on.
        bool isOutsideParent = false;
        Failure failure = Failure::None;
    };

    SpanTree() = default;
    // Of spans that share an id only the first gets the children. At most 2^31 - 1 spans.
    explicit SpanTree(std::vector<store::SpanRow> spans);

    bool isEmpty() const { return m_nodes.empty(); }
    int size() const { return static_cast<int>(m_nodes.size()); }
    const std::vector<store::SpanRow>& spans() const { return m_spans; } // as given
    const std::vector<Node>& nodes() const { return m_nodes; }
    const Node& node(int index) const { return m_nodes[static_cast<std::size_t>(index)]; }
    const store::SpanRow& span(int node) const;
    std::span<const int> roots() const { return children(kNone); }
    std::span<const int> children(int node) const; // nodes; kNone for the roots
    int find(telemetry::SpanId id) const; // first node with the id, kNone when there is none
    // From the earliest start to the latest end; spans without a start do not count. Never empty
    // unless no span has a start.
    telemetry::TimeRange range() const { return m_range; }
    int count(Link link) const;
    int count(Failure failure) const;

private:
    std::vector<int> number(const std::vector<int>& parents, const std::vector<Link>& links);
    void measure();
    void judgeFailures();

    std::vector<store::SpanRow> m_spans;
    std::vector<Node> m_nodes;
    std::vector<int> m_children; // nodes, grouped by parent; group 0 holds the roots
    std::vector<int> m_firstChild; // group of node n begins at [n + 1]; one more at the end
    std::vector<std::pair<telemetry::SpanId, int>> m_byId; // id and node, sorted by id
    telemetry::TimeRange m_range;
};

} // namespace trace
