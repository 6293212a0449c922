// SPDX-License-Identifier: GPL-3.0-or-later

// What a screen reader is told of the flame view.

#include "models/items/formats.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/timeaxis.h"

using namespace Qt::StringLiterals;

namespace traceview {

int FlameView::partCount() const
{
    return accessible::pageWith(m_current, tree().size()).count;
}

accessible::Part FlameView::part(int index) const
{
    const int node = accessible::pageWith(m_current, tree().size()).first + index;
    accessible::Part part;
    part.role = QAccessible::TreeItem;
    part.name = stepSentence(tree(), node);
    part.description = tr("%1 of %2, level %3")
                           .arg(items::countText(node + 1), items::countText(tree().size()))
                           .arg(tree().node(node).depth + 1);
    if (layout().rowOf(node) == trace::SpanTree::kNone)
        part.description += tr(", without a time, not shown here");
    if (const QString note = m_notes.of(tree().span(node).span); !note.isEmpty())
        part.description += u", "_s + note;
    part.isPressable = true;
    part.area = barOf(node).toAlignedRect();
    return part;
}

int FlameView::chosenPart() const
{
    return m_current == trace::SpanTree::kNone
        ? -1
        : m_current - accessible::pageWith(m_current, tree().size()).first;
}

void FlameView::pressPart(int index)
{
    choose(accessible::pageWith(m_current, tree().size()).first + index);
}

} // namespace traceview
