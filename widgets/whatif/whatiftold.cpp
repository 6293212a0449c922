// SPDX-License-Identifier: GPL-3.0-or-later

// What a screen reader is told of the alarms of each variant.

#include "models/items/formats.h"
#include "widgets/whatif/whatifaxis.h"

namespace whatif {

int WhatIfAxis::partCount() const
{
    return accessible::pageWith(m_selected, static_cast<int>(m_marks.size())).count;
}

accessible::Part WhatIfAxis::part(int index) const
{
    const auto count = static_cast<int>(m_marks.size());
    const int at = accessible::pageWith(m_selected, count).first + index;
    const Mark& mark = m_marks[static_cast<std::size_t>(at)];
    accessible::Part part;
    part.name = mark.text;
    part.description = tr("%1 of %2").arg(items::countText(at + 1), items::countText(count));
    part.isPressable = true;
    const QRectF row = rowRect(mark.row);
    part.area = QRectF(xOf(mark.time) - row.height() / 2, row.top(), row.height(), row.height())
                    .toAlignedRect();
    return part;
}

int WhatIfAxis::chosenPart() const
{
    return m_selected < 0
        ? -1
        : m_selected - accessible::pageWith(m_selected, static_cast<int>(m_marks.size())).first;
}

// As a click on it.
void WhatIfAxis::pressPart(int index)
{
    const int at = accessible::pageWith(m_selected, static_cast<int>(m_marks.size())).first + index;
    select(at);
    emit momentChosen(m_marks[static_cast<std::size_t>(at)].time);
}

} // namespace whatif
