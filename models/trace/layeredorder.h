// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <vector>

namespace trace {

// Vertices in layers, with edges between neighbouring layers only.
struct LayeredGraph
{
    struct Vertex
    {
        int layer = 0;
        bool isPassing = false; // a place that an edge takes in a layer that it passes
        double height = 0;
        double middle = 0; // what orderLayers() and placeLayers() are for
        std::vector<int> before; // vertices of the layer before
        std::vector<int> after;
    };
    std::vector<Vertex> vertices;
    std::vector<std::vector<int>> layers; // vertices from top to bottom

    void addEdge(int from, int to);
};

// Orders each layer so that few edges cross. Deterministic.
void orderLayers(LayeredGraph& graph);
// Crossings between all neighbouring layers; e log e.
std::size_t crossingsOf(const LayeredGraph& graph);

// Sets the middles: as near to those of the neighbours as the order and the distances let them be.
void placeLayers(LayeredGraph& graph, double betweenNodes, double betweenEdges);

} // namespace trace
