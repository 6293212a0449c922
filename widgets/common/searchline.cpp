// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/searchline.h"

#include <QKeyEvent>

namespace common {

namespace {

bool isEscape(const QEvent& event)
{
    const auto& key = static_cast<const QKeyEvent&>(event);
    return key.key() == Qt::Key_Escape && key.modifiers() == Qt::NoModifier;
}

} // namespace

SearchLine::SearchLine(Escape escape, QWidget* parent)
    : QLineEdit(parent)
    , m_escape(escape)
{
}

bool SearchLine::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && isEscape(*event)) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void SearchLine::keyPressEvent(QKeyEvent* event)
{
    if (!isEscape(*event))
        return QLineEdit::keyPressEvent(event);
    event->accept();
    const bool isEmpty = text().isEmpty();
    if (m_escape != Escape::KeepsText)
        clear();
    if (m_escape != Escape::ClearsFirst || isEmpty)
        emit left();
}

} // namespace common
