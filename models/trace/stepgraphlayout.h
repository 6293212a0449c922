// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/stepgraph.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace trace {

struct GraphSize
{
    double width = 0;
    double height = 0;
};

struct GraphPoint
{
    double x = 0;
    double y = 0;
};

struct GraphBox
{
    double x = 0; // left, top
    double y = 0;
    double width = 0;
    double height = 0;
};

struct GraphGaps
{
    double betweenLayers = 56;
    double betweenNodes = 16;
    double betweenEdges = 12; // that pass a layer
};

enum class GraphFlow : std::uint8_t
{
    Right, // a step stands right of all that it comes of
    Down, // below it
};

struct GraphLayout
{
    GraphFlow flow = GraphFlow::Right;
    std::vector<GraphBox> boxes; // by node; none overlaps another
    std::vector<int> layers; // by node, from 0
    // By edge: from the middle of the right side of a node to that of the left side of another
    // (Down: bottom and top); between the first two points, the next two and so on it runs along
    // the flow.
    std::vector<std::vector<GraphPoint>> paths;
    double width = 0; // of all, from 0
    double height = 0;
};

// Layered drawing after Sugiyama, Tagawa and Toda (IEEE Trans. SMC 11, 1981): layers by the longest
// path, an edge that passes layers gets a place in each, orders by barycentres with the crossings
// counted by a Fenwick tree (Barth, Jünger, Mutzel, GD 2002), positions by least squares under the
// distances asked for (pool adjacent violators). Pure and deterministic; `sizes` are by node, in
// the caller's units. Edges of more than kLongestRouted layers are drawn straight past what is
// between, when there are very many.
GraphLayout layOut(const StepGraph& graph, const std::vector<GraphSize>& sizes,
                   const GraphGaps& gaps = {}, GraphFlow flow = GraphFlow::Right);

inline constexpr int kLongestRouted = 8;

// Pairs of edges that cross between neighbouring layers; for tests and benchmarks.
std::size_t crossingsOf(const StepGraph& graph, const GraphLayout& layout);

} // namespace trace
