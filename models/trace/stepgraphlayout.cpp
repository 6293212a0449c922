// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/stepgraphlayout.h"

#include "models/trace/layeredorder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace trace {

namespace {

constexpr std::size_t kMostPlaces = 40'000; // of edges that pass layers

// Nodes are in an order in which all edges lead forward.
std::vector<int> layersOf(const StepGraph& graph)
{
    std::vector<int> layers(graph.nodes.size());
    for (const GraphEdge& edge : graph.edges) // by from
        layers[edge.to] = std::max(layers[edge.to], layers[edge.from] + 1);
    return layers;
}

class Arranger
{
public:
    Arranger(const StepGraph& graph, const std::vector<GraphSize>& sizes, const GraphGaps& gaps)
        : m_graph(graph)
        , m_sizes(sizes)
        , m_gaps(gaps)
    {
        m_layout.layers = layersOf(graph);
        fill();
    }

    LayeredGraph& layered() { return m_layered; }

    GraphLayout arrange()
    {
        orderLayers(m_layered);
        placeLayers(m_layered, m_gaps.betweenNodes, m_gaps.betweenEdges);
        placeColumns();
        placeBoxes();
        drawPaths();
        return std::move(m_layout);
    }

private:
    void fill()
    {
        std::size_t places = 0;
        for (const GraphEdge& edge : m_graph.edges)
            places += static_cast<std::size_t>(spanOf(edge) - 1);
        m_isCrowded = places > kMostPlaces;
        int count = 0;
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            addVertex(m_layout.layers[i], m_sizes[i].height, false);
            count = std::max(count, m_layout.layers[i] + 1);
        }
        for (const GraphEdge& edge : m_graph.edges) {
            std::vector<int> passed;
            int last = static_cast<int>(edge.from);
            if (!m_isCrowded || spanOf(edge) <= kLongestRouted) {
                for (int layer = m_layout.layers[edge.from] + 1; layer < m_layout.layers[edge.to];
                     ++layer) {
                    passed.push_back(addVertex(layer, 0, true));
                    m_layered.addEdge(last, passed.back());
                    last = passed.back();
                }
                m_layered.addEdge(last, static_cast<int>(edge.to));
            }
            m_passed.push_back(std::move(passed));
        }
    }

    int spanOf(const GraphEdge& edge) const
    {
        return m_layout.layers[edge.to] - m_layout.layers[edge.from];
    }

    int addVertex(int layer, double height, bool isPassing)
    {
        const int vertex = static_cast<int>(m_layered.vertices.size());
        m_layered.vertices.push_back({layer, isPassing, height, 0, {}, {}});
        if (static_cast<std::size_t>(layer) >= m_layered.layers.size())
            m_layered.layers.resize(static_cast<std::size_t>(layer) + 1);
        m_layered.layers[static_cast<std::size_t>(layer)].push_back(vertex);
        return vertex;
    }

    void placeColumns()
    {
        m_widths.assign(m_layered.layers.size(), 0);
        m_lefts.assign(m_layered.layers.size(), 0);
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            double& width = m_widths[static_cast<std::size_t>(m_layout.layers[i])];
            width = std::max(width, m_sizes[i].width);
        }
        double left = 0;
        for (std::size_t layer = 0; layer < m_widths.size(); ++layer) {
            m_lefts[layer] = left;
            left += m_widths[layer] + m_gaps.betweenLayers;
        }
        m_layout.width = m_widths.empty() ? 0 : left - m_gaps.betweenLayers;
    }

    void placeBoxes()
    {
        double top = std::numeric_limits<double>::max();
        double bottom = 0;
        for (const auto& vertex : m_layered.vertices)
            top = std::min(top, vertex.middle - vertex.height / 2);
        for (auto& vertex : m_layered.vertices) {
            vertex.middle -= top;
            bottom = std::max(bottom, vertex.middle + vertex.height / 2);
        }
        m_layout.height = bottom;
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            const auto layer = static_cast<std::size_t>(m_layout.layers[i]);
            m_layout.boxes.push_back({m_lefts[layer],
                                      m_layered.vertices[i].middle - m_sizes[i].height / 2,
                                      m_sizes[i].width, m_sizes[i].height});
        }
    }

    void drawPaths()
    {
        for (std::size_t i = 0; i < m_graph.edges.size(); ++i) {
            const GraphEdge& edge = m_graph.edges[i];
            const GraphBox& from = m_layout.boxes[edge.from];
            const GraphBox& to = m_layout.boxes[edge.to];
            const auto layer = static_cast<std::size_t>(m_layout.layers[edge.from]);
            const double start = from.y + from.height / 2;
            std::vector<GraphPoint> path{{from.x + from.width, start},
                                         {m_lefts[layer] + m_widths[layer], start}};
            for (const int vertex : m_passed[i]) {
                const auto& place = m_layered.vertices[static_cast<std::size_t>(vertex)];
                const auto column = static_cast<std::size_t>(place.layer);
                path.push_back({m_lefts[column], place.middle});
                path.push_back({m_lefts[column] + m_widths[column], place.middle});
            }
            path.push_back({to.x, to.y + to.height / 2});
            m_layout.paths.push_back(std::move(path));
        }
    }

    const StepGraph& m_graph;
    const std::vector<GraphSize>& m_sizes;
    const GraphGaps& m_gaps;
    GraphLayout m_layout;
    LayeredGraph m_layered; // nodes first
    std::vector<std::vector<int>> m_passed; // vertices, by edge
    std::vector<double> m_lefts; // by layer
    std::vector<double> m_widths;
    bool m_isCrowded = false;
};

} // namespace

GraphLayout layOut(const StepGraph& graph, const std::vector<GraphSize>& sizes,
                   const GraphGaps& gaps, GraphFlow flow)
{
    if (graph.nodes.empty())
        return {};
    if (flow == GraphFlow::Right)
        return Arranger(graph, sizes, gaps).arrange();
    // The same with the axes exchanged.
    std::vector<GraphSize> turned;
    turned.reserve(sizes.size());
    for (const GraphSize& size : sizes)
        turned.push_back({size.height, size.width});
    GraphLayout layout = Arranger(graph, turned, gaps).arrange();
    layout.flow = flow;
    std::swap(layout.width, layout.height);
    for (GraphBox& box : layout.boxes)
        box = {box.y, box.x, box.height, box.width};
    for (auto& path : layout.paths) {
        for (GraphPoint& point : path)
            std::swap(point.x, point.y);
    }
    return layout;
}

std::size_t crossingsOf(const StepGraph& graph, const GraphLayout& layout)
{
    // By what is drawn: two edges cross between two columns when their order turns round.
    const auto across = [&layout](const GraphPoint& point) {
        return layout.flow == GraphFlow::Right ? point.y : point.x;
    };
    std::size_t count = 0;
    std::vector<std::vector<std::pair<double, double>>> byColumn;
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        const auto& path = layout.paths[i];
        auto layer = static_cast<std::size_t>(layout.layers[graph.edges[i].from]);
        for (std::size_t k = 1; k + 1 < path.size(); k += 2, ++layer) {
            if (layer >= byColumn.size())
                byColumn.resize(layer + 1);
            byColumn[layer].emplace_back(across(path[k]), across(path[k + 1]));
        }
    }
    for (const auto& column : byColumn) {
        for (std::size_t a = 0; a < column.size(); ++a) {
            for (std::size_t b = a + 1; b < column.size(); ++b) {
                const double before = column[a].first - column[b].first;
                const double after = column[a].second - column[b].second;
                count += before * after < 0 ? 1 : 0;
            }
        }
    }
    return count;
}

} // namespace trace
