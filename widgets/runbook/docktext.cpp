// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/docktext.h"

#include <QLabel>

namespace runbookview {

QLabel* makeDockText(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    // One long word is cut off: it may not widen the dock, with the button that fires in it.
    label->setMinimumWidth(1);
    return label;
}

} // namespace runbookview
