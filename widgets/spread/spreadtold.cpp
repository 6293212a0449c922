// SPDX-License-Identifier: GPL-3.0-or-later

// What a screen reader is told of where a statement went.

#include "models/items/formats.h"
#include "widgets/spread/spreadgraph.h"

using namespace Qt::StringLiterals;

namespace spreadview {

namespace {

accessible::Page toldDots(std::optional<std::size_t> chosen, const SpreadLayout& layout)
{
    return accessible::pageWith(chosen ? static_cast<int>(*chosen) : -1,
                                static_cast<int>(layout.nodes.size()));
}

} // namespace

int SpreadGraph::partCount() const
{
    return toldDots(chosenNode(), m_layout).count;
}

accessible::Part SpreadGraph::part(int index) const
{
    const int at = toldDots(chosenNode(), m_layout).first + index;
    const SpreadNode& node = m_layout.nodes[static_cast<std::size_t>(at)];
    accessible::Part part;
    part.name = nodeText(node).replace(u'\n', u", "_s);
    part.description = tr("%1 of %2")
                           .arg(items::countText(at + 1),
                                items::countText(static_cast<qint64>(m_layout.nodes.size())));
    part.isPressable = true;
    const double half = node.radius + 2;
    part.area = QRectF(node.at.x() - half, node.at.y() - half, 2 * half, 2 * half).toAlignedRect();
    return part;
}

int SpreadGraph::chosenPart() const
{
    const auto node = chosenNode();
    return node ? static_cast<int>(*node) - toldDots(node, m_layout).first : -1;
}

// As a click on it.
void SpreadGraph::pressPart(int index)
{
    const int at = toldDots(chosenNode(), m_layout).first + index;
    m_chosen = m_layout.nodes[static_cast<std::size_t>(at)].place;
    update();
    emit placeChosen(*m_chosen);
}

} // namespace spreadview
