// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/diffkeys.h"

#include "widgets/common/keymap.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QRect>
#include <QSize>

namespace traceview {

int differenceDirection(const QKeyEvent& event)
{
    using common::KeyCommand;
    return common::keymap().matches(KeyCommand::NextDifference, event)    ? 1
        : common::keymap().matches(KeyCommand::PreviousDifference, event) ? -1
                                                                          : 0;
}

bool acceptsDifferenceKey(QEvent& event)
{
    if (event.type() != QEvent::ShortcutOverride
        || differenceDirection(static_cast<const QKeyEvent&>(event)) == 0)
        return false;
    event.accept();
    return true;
}

bool isCurrentSeen(const QAbstractItemView& view, const QSize& viewport)
{
    if (!view.currentIndex().isValid())
        return false;
    if (!viewport.isValid())
        return true;
    const QRect row = view.visualRect(view.currentIndex());
    return row.top() >= 0 && row.bottom() < viewport.height();
}

} // namespace traceview
