// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/layeredorder.h"

#include "models/trace/nodeplace.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace trace {

namespace {

constexpr int kSweeps = 12;
constexpr int kPlacings = 8;

std::vector<std::size_t> placesOf(const LayeredGraph& graph)
{
    std::vector<std::size_t> places(graph.vertices.size());
    for (const auto& layer : graph.layers) {
        for (std::size_t i = 0; i < layer.size(); ++i)
            places[at(layer[i])] = i;
    }
    return places;
}

// Sums of counts up to a place, in log n.
class Fenwick
{
public:
    explicit Fenwick(std::size_t size)
        : m_sums(size + 1)
    {
    }

    void add(std::size_t place)
    {
        for (std::size_t i = place + 1; i < m_sums.size(); i += i & (~i + 1))
            ++m_sums[i];
    }

    std::size_t upTo(std::size_t place) const // inclusive
    {
        std::size_t sum = 0;
        for (std::size_t i = place + 1; i > 0; i -= i & (~i + 1))
            sum += m_sums[i];
        return sum;
    }

private:
    std::vector<std::size_t> m_sums;
};

std::size_t crossingsAfter(const LayeredGraph& graph, const std::vector<std::size_t>& places,
                           std::size_t layer)
{
    Fenwick ends(graph.layers[layer + 1].size());
    std::size_t seen = 0;
    std::size_t crossings = 0;
    std::vector<std::size_t> targets;
    for (const int vertex : graph.layers[layer]) {
        targets.clear();
        for (const int next : graph.vertices[at(vertex)].after)
            targets.push_back(places[at(next)]);
        for (const std::size_t target : targets)
            crossings += seen - ends.upTo(target);
        for (const std::size_t target : targets)
            ends.add(target);
        seen += targets.size();
    }
    return crossings;
}

std::size_t crossings(const LayeredGraph& graph, const std::vector<std::size_t>& places)
{
    std::size_t sum = 0;
    for (std::size_t layer = 0; layer + 1 < graph.layers.size(); ++layer)
        sum += crossingsAfter(graph, places, layer);
    return sum;
}

// Vertices without neighbours on that side stay where they are among the others.
void sweepLayer(const LayeredGraph& graph, std::vector<int>& layer,
                std::vector<std::size_t>& places, bool isForward)
{
    std::vector<std::pair<double, int>> wanted;
    wanted.reserve(layer.size());
    for (const int vertex : layer) {
        const auto& node = graph.vertices[at(vertex)];
        const auto& neighbours = isForward ? node.before : node.after;
        double sum = 0;
        for (const int neighbour : neighbours)
            sum += static_cast<double>(places[at(neighbour)]);
        wanted.emplace_back(neighbours.empty() ? static_cast<double>(places[at(vertex)])
                                               : sum / static_cast<double>(neighbours.size()),
                            vertex);
    }
    std::ranges::stable_sort(wanted, {}, &std::pair<double, int>::first);
    for (std::size_t i = 0; i < layer.size(); ++i) {
        layer[i] = wanted[i].second;
        places[at(layer[i])] = i;
    }
}

// Where a vertex would like to be: edges that pass are kept straight before all.
std::pair<double, double> wish(const LayeredGraph& graph, const LayeredGraph::Vertex& vertex,
                               bool isForward, bool isBothSides)
{
    double sum = 0;
    double weights = 0;
    const auto look = [&](const std::vector<int>& neighbours) {
        for (const int neighbour : neighbours) {
            const auto& other = graph.vertices[at(neighbour)];
            const double weight = vertex.isPassing && other.isPassing ? 8
                : vertex.isPassing || other.isPassing                 ? 2
                                                                      : 1;
            sum += weight * other.middle;
            weights += weight;
        }
    };
    if (isForward || isBothSides)
        look(vertex.before);
    if (!isForward || isBothSides)
        look(vertex.after);
    return {sum, weights};
}

struct Block
{
    double sum = 0; // of weighted wishes, each less its offset in the layer
    double weight = 0;
    std::size_t count = 0;
};

// Least squares under the order and the distances, exactly.
void placeLayer(LayeredGraph& graph, const std::vector<int>& layer, double betweenNodes,
                double betweenEdges, bool isForward, bool isBothSides)
{
    constexpr double kIdle = 0.01; // of what has no neighbours: stays where it is
    std::vector<double> offsets(layer.size());
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const auto& vertex = graph.vertices[at(layer[i])];
        if (i > 0) {
            const auto& above = graph.vertices[at(layer[i - 1])];
            const bool isEdge = vertex.isPassing || above.isPassing;
            offsets[i] = offsets[i - 1] + (above.height + vertex.height) / 2
                + (isEdge ? betweenEdges : betweenNodes);
        }
        auto [sum, weight] = wish(graph, vertex, isForward, isBothSides);
        if (weight == 0) {
            sum = kIdle * vertex.middle;
            weight = kIdle;
        }
        blocks.push_back({sum - weight * offsets[i], weight, 1});
        while (blocks.size() > 1) {
            const Block& last = blocks.back();
            Block& before = blocks[blocks.size() - 2];
            if (before.sum / before.weight <= last.sum / last.weight)
                break;
            before.sum += last.sum;
            before.weight += last.weight;
            before.count += last.count;
            blocks.pop_back();
        }
    }
    std::size_t i = 0;
    for (const Block& block : blocks) {
        for (std::size_t k = 0; k < block.count; ++k, ++i)
            graph.vertices[at(layer[i])].middle = block.sum / block.weight + offsets[i];
    }
}

} // namespace

void LayeredGraph::addEdge(int from, int to)
{
    vertices[at(from)].after.push_back(to);
    vertices[at(to)].before.push_back(from);
}

std::size_t crossingsOf(const LayeredGraph& graph)
{
    return crossings(graph, placesOf(graph));
}

void orderLayers(LayeredGraph& graph)
{
    auto places = placesOf(graph);
    auto best = graph.layers;
    std::size_t fewest = crossings(graph, places);
    for (int sweep = 0; sweep < kSweeps && fewest > 0; ++sweep) {
        const bool isForward = sweep % 2 == 0;
        const std::size_t count = graph.layers.size();
        for (std::size_t i = 1; i < count; ++i)
            sweepLayer(graph, graph.layers[isForward ? i : count - 1 - i], places, isForward);
        const std::size_t now = crossings(graph, places);
        if (now < fewest) {
            fewest = now;
            best = graph.layers;
        }
    }
    graph.layers = std::move(best);
}

void placeLayers(LayeredGraph& graph, double betweenNodes, double betweenEdges)
{
    for (const auto& layer : graph.layers) {
        double bottom = 0;
        for (const int vertex : layer) {
            auto& node = graph.vertices[at(vertex)];
            node.middle = bottom + node.height / 2;
            bottom += node.height + (node.isPassing ? betweenEdges : betweenNodes);
        }
    }
    const std::size_t count = graph.layers.size();
    for (int sweep = 0; sweep < kPlacings; ++sweep) {
        const bool isForward = sweep % 2 == 0;
        const bool isBothSides = sweep >= kPlacings - 4;
        for (std::size_t i = 0; i < count; ++i)
            placeLayer(graph, graph.layers[isForward ? i : count - 1 - i], betweenNodes,
                       betweenEdges, isForward, isBothSides);
    }
}

} // namespace trace
