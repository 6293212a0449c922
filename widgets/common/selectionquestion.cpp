// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/selectionquestion.h"

#include "widgets/common/keymap.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTextDocumentFragment>

#include <memory>

namespace common {

SelectionQuestion::SelectionQuestion(QPlainTextEdit* editor)
    : QObject(editor)
    , m_editor(editor)
    , m_action(new QAction(tr("Where Did This Go?"), this))
{
    // Shown beside the entry; the key itself is taken below, so that it does nothing elsewhere.
    bindKeys(m_action, KeyCommand::SpreadOfText);
    connect(m_action, &QAction::triggered, this, &SelectionQuestion::ask);
    editor->installEventFilter(this);
}

bool SelectionQuestion::isAny() const
{
    return m_editor->textCursor().hasSelection();
}

void SelectionQuestion::ask()
{
    if (isAny())
        emit asked(m_editor->textCursor().selection().toPlainText());
}

bool SelectionQuestion::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_editor)
        return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::ContextMenu) {
        const auto& where = static_cast<const QContextMenuEvent&>(*event);
        const std::unique_ptr<QMenu> menu(m_editor->createStandardContextMenu());
        m_action->setEnabled(isAny());
        menu->addSeparator();
        menu->addAction(m_action);
        menu->exec(where.globalPos());
        return true;
    }
    const bool isPress = event->type() == QEvent::KeyPress;
    if (isPress || event->type() == QEvent::ShortcutOverride) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        if (isAny() && keymap().matches(KeyCommand::SpreadOfText, key)) {
            event->accept();
            if (isPress && !key.isAutoRepeat())
                ask();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace common
