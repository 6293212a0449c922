// SPDX-License-Identifier: GPL-3.0-or-later

// What a screen reader is told of what fills the context window.

#include "models/items/contextwords.h"
#include "models/items/formats.h"
#include "widgets/trace/contextbar.h"
#include "widgets/trace/fillchart.h"

namespace traceview {

namespace {

accessible::Page toldTurns(std::size_t current, std::size_t turns)
{
    return accessible::pageWith(current == trace::ContextTurn::kNone ? -1
                                                                     : static_cast<int>(current),
                                static_cast<int>(turns));
}

} // namespace

int ContextBar::partCount() const
{
    return accessible::pageWith(m_current, count()).count;
}

accessible::Part ContextBar::part(int index) const
{
    const int item = accessible::pageWith(m_current, count()).first + index;
    const Item& told = m_items[static_cast<std::size_t>(item)];
    accessible::Part part;
    part.name = told.words;
    part.description = tr("%1 of %2").arg(items::countText(item + 1), items::countText(count()));
    part.area = told.area.toAlignedRect();
    part.isPressable = told.place.has_value();
    return part;
}

int ContextBar::chosenPart() const
{
    return m_current < 0 ? -1 : m_current - accessible::pageWith(m_current, count()).first;
}

void ContextBar::pressPart(int index)
{
    choose(accessible::pageWith(m_current, count()).first + index);
}

int FillChart::partCount() const
{
    return toldTurns(m_current, turns()).count;
}

accessible::Part FillChart::part(int index) const
{
    const auto turn = static_cast<std::size_t>(toldTurns(m_current, turns()).first + index);
    accessible::Part part;
    part.name = items::turnText(*m_session, turn);
    part.isPressable = true;
    if (turn >= m_columns.first && turn < m_columns.first + m_columns.count)
        part.area =
            QRectF(m_columns.leftOf(turn), plotArea().top(), m_columns.width, plotArea().height())
                .toAlignedRect();
    return part;
}

int FillChart::chosenPart() const
{
    return m_current == trace::ContextTurn::kNone
        ? -1
        : static_cast<int>(m_current) - toldTurns(m_current, turns()).first;
}

void FillChart::pressPart(int index)
{
    choose(static_cast<std::size_t>(toldTurns(m_current, turns()).first + index));
}

} // namespace traceview
