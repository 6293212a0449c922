// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page that is worked by keys.

#include "widgets/triage/suspectspage.h"

#include <QApplication>
#include <QKeyEvent>
#include <QListView>
#include <QSplitter>

#include <algorithm>

namespace triage {

void SuspectsPage::move(int rows)
{
    const int row = std::clamp(m_list->currentIndex().row() + rows, 0, m_filtered.rowCount() - 1);
    m_list->setCurrentIndex(m_filtered.index(row, 0));
}

void SuspectsPage::openTrace()
{
    if (current())
        emit traceRequested(m_shown);
}

bool SuspectsPage::handleKey(int key)
{
    switch (key) {
    case Qt::Key_J:
        stopAsking();
        move(1);
        return true;
    case Qt::Key_K:
        move(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        openTrace();
        return true;
    case Qt::Key_Slash:
        focusSearch();
        return true;
    case Qt::Key_Y:
        ask(Verdict::Wrong);
        return true;
    case Qt::Key_N:
        ask(Verdict::Sound);
        return true;
    case Qt::Key_U:
        ask(Verdict::Unsure);
        return true;
    case Qt::Key_Escape:
        stopAsking();
        return true;
    default:
        return false;
    }
}

// While something is listed, and nobody types or chooses in the head.
bool SuspectsPage::takesKeys() const
{
    return m_splitter->isVisible() && !m_head->isAncestorOf(QApplication::focusWidget());
}

// On the page these letters are verdicts and moves, whatever the window's menus make of them.
bool SuspectsPage::isOwnKey(const QKeyEvent& event) const
{
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    switch (event.key()) {
    case Qt::Key_J:
    case Qt::Key_K:
    case Qt::Key_Slash:
        return takesKeys();
    case Qt::Key_Y:
    case Qt::Key_N:
    case Qt::Key_U:
        return m_port != nullptr && takesKeys();
    case Qt::Key_Escape:
        return m_asked.has_value();
    default:
        return false;
    }
}

bool SuspectsPage::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride
        && isOwnKey(static_cast<const QKeyEvent&>(*event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void SuspectsPage::keyPressEvent(QKeyEvent* event)
{
    if (event->isAutoRepeat() && isOwnKey(*event) && event->key() != Qt::Key_J
        && event->key() != Qt::Key_K)
        return;
    if (!isOwnKey(*event) || !handleKey(event->key()))
        QWidget::keyPressEvent(event);
}

bool SuspectsPage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        const bool isOfList = watched == m_list
            && !(key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
        const bool isVerdict =
            key.key() == Qt::Key_Y || key.key() == Qt::Key_N || key.key() == Qt::Key_U;
        if (key.isAutoRepeat() && isVerdict)
            return true; // a key that is held is pressed once
        const bool isTaken = isOwnKey(key) || (isOfList && key.key() != Qt::Key_Escape);
        if (isTaken && handleKey(key.key()))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace triage
