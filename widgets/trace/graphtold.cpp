// SPDX-License-Identifier: GPL-3.0-or-later

// What a screen reader is told of the steps by cause.

#include "widgets/trace/graphview.h"

namespace traceview {

namespace {

accessible::Page toldCards(const trace::StepGraph& graph, std::size_t current)
{
    return accessible::pageWith(current == trace::GraphNode::kNone ? -1 : static_cast<int>(current),
                                static_cast<int>(graph.nodes.size()));
}

} // namespace

int GraphView::partCount() const
{
    return toldCards(m_picture->graph, m_current).count;
}

accessible::Part GraphView::part(int index) const
{
    const auto node =
        static_cast<std::size_t>(toldCards(m_picture->graph, m_current).first + index);
    const trace::GraphNode& card = m_picture->graph.nodes[node];
    accessible::Part part;
    part.name = textOf(node);
    part.isPressable = true;
    if (card.loop != trace::GraphNode::kNone)
        part.isOpen = !card.isFolded;
    const QRect area = boxOf(node).toAlignedRect();
    if (area.intersects(viewport()->rect()))
        part.area = area;
    return part;
}

int GraphView::chosenPart() const
{
    return m_current == trace::GraphNode::kNone
        ? -1
        : static_cast<int>(m_current) - toldCards(m_picture->graph, m_current).first;
}

void GraphView::pressPart(int index)
{
    choose(static_cast<std::size_t>(toldCards(m_picture->graph, m_current).first + index));
}

} // namespace traceview
