// SPDX-License-Identifier: GPL-3.0-or-later

// What a screen reader is told of the waterfall.

#include "models/items/formats.h"
#include "widgets/trace/timeaxis.h"
#include "widgets/trace/waterfallview.h"

#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

accessible::Page toldRows(const trace::TrackLayout& layout, int node)
{
    return accessible::pageWith(node == trace::SpanTree::kNone ? -1 : layout.rowOf(node),
                                layout.rowCount());
}

} // namespace

int WaterfallView::partCount() const
{
    return toldRows(m_layout, m_current).count;
}

accessible::Part WaterfallView::part(int index) const
{
    const int row = toldRows(m_layout, m_current).first + index;
    const int node = m_layout.nodeAt(row);
    const trace::SpanTree::Node& place = m_layout.tree().node(node);
    accessible::Part part;
    part.role = QAccessible::TreeItem;
    part.name = stepSentence(m_layout.tree(), node);
    part.description = tr("%1 of %2, level %3")
                           .arg(items::countText(row + 1), items::countText(m_layout.rowCount()))
                           .arg(place.depth + 1);
    if (const QString note = noteOf(node); !note.isEmpty())
        part.description += u", "_s + note;
    if (isAhead(node))
        part.description += tr(", has not begun yet");
    part.isPressable = true;
    if (place.subtreeSize > 1)
        part.isOpen = !m_layout.isCollapsed(node);
    const QRect area(0, kRow + row * kRow - verticalScrollBar()->value(), viewport()->width(),
                     kRow);
    if (area.top() >= kRow && area.bottom() < viewport()->height())
        part.area = area;
    return part;
}

int WaterfallView::chosenPart() const
{
    return m_current == trace::SpanTree::kNone
        ? -1
        : m_layout.rowOf(m_current) - toldRows(m_layout, m_current).first;
}

// As a click on it.
void WaterfallView::pressPart(int index)
{
    setCurrentNode(m_layout.nodeAt(toldRows(m_layout, m_current).first + index));
}

} // namespace traceview
