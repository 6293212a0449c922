// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/settings/shortcuteditor.h"

#include "widgets/common/keymap.h"
#include "widgets/common/measures.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/settings/keytree.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace settings {

ShortcutEditor::ShortcutEditor(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_tree(new KeyTree(KeyTree::Shown::KeysAndDefaults, theme, this))
    , m_search(new common::SearchLine(common::SearchLine::Escape::ClearsFirst, this))
    , m_said(new QLabel(this))
{
    m_tree->setObjectName(u"shortcuts"_s);
    m_search->setObjectName(u"shortcutSearch"_s);
    m_search->setPlaceholderText(tr("Search what is done, where, or by which key"));
    m_search->setAccessibleName(tr("Search the keys"));
    m_search->setClearButtonEnabled(true);
    m_said->setObjectName(u"shortcutSaid"_s);
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    m_said->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    common::keepLines(theme, *m_said, 2); // nothing moves by what it says
    auto* about = new QLabel(tr("Arrows, Page Up and Down, Home, End, Enter, Space and Tab work in "
                                "every list and field as they do everywhere, and Esc leaves and "
                                "closes. Firing a lever always takes Enter, held."),
                             this);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    about->setForegroundRole(QPalette::PlaceholderText);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(common::kSpace3, common::kSpace3, common::kSpace3, common::kSpace3);
    column->setSpacing(common::kSpace2);
    column->addWidget(m_search);
    column->addWidget(m_tree, 1);
    column->addWidget(m_said);
    column->addWidget(buildButtons());
    column->addWidget(about);
    connectButtons();
    updateButtons();
}

QWidget* ShortcutEditor::buildButtons()
{
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(common::kSpace2);
    const auto add = [line, row](const QString& text, const QString& name, const QString& tip) {
        auto* button = new QPushButton(text, line);
        button->setObjectName(name);
        button->setToolTip(tip);
        button->setAutoDefault(false);
        row->addWidget(button);
        return button;
    };
    m_change = add(tr("Change Key…"), u"changeShortcut"_s, tr("Then press the new key"));
    m_none = add(tr("No Key"), u"noShortcut"_s, tr("The key does nothing there any more"));
    m_reset = add(tr("Reset"), u"resetShortcut"_s, tr("The default key again"));
    row->addStretch(1);
    m_resetAll = add(tr("Undo Reset"), u"resetShortcuts"_s, tr("All default keys again"));
    m_resetAll->setMinimumWidth(m_resetAll->sizeHint().width()); // nothing moves by what it says
    return line;
}

void ShortcutEditor::connectButtons()
{
    // As wide as it will be: the others stay where they are.
    const QString text = m_change->text();
    m_change->setText(tr("Press a Key…"));
    const int width = m_change->sizeHint().width();
    m_change->setText(text);
    m_change->setMinimumWidth(std::max(width, m_change->sizeHint().width()));
    m_change->installEventFilter(this);
    connect(m_change, &QPushButton::clicked, this, &ShortcutEditor::listen);
    connect(m_tree, &QTreeWidget::itemActivated, this, &ShortcutEditor::listen);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this] {
        stopListening();
        updateButtons();
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& words) {
        stopListening();
        m_tree->filter(words);
        updateButtons();
    });
    connect(m_search, &common::SearchLine::left, m_tree,
            [this] { m_tree->setFocus(Qt::OtherFocusReason); });
    connect(m_none, &QPushButton::clicked, this, [this] {
        if (const auto command = m_tree->current())
            tell(common::keymap().setKey(*command, {}));
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (const auto command = m_tree->current())
            tell(common::keymap().reset(*command));
    });
    connect(m_resetAll, &QPushButton::clicked, this, &ShortcutEditor::resetAllOrUndo);
    connect(&common::keymap(), &common::Keymap::changed, this, &ShortcutEditor::updateButtons);
}

void ShortcutEditor::listen()
{
    const auto command = m_tree->current();
    if (!command || common::Keymap::entry(*command).isFixed)
        return;
    m_listening = command;
    m_change->setText(tr("Press a Key…"));
    m_change->setFocus(Qt::OtherFocusReason);
    m_said->setText(tr("Press the new key of “%1”. Esc leaves it as it is.")
                        .arg(common::Keymap::title(*command)));
}

void ShortcutEditor::stopListening()
{
    m_listening.reset();
    m_change->setText(tr("Change Key…"));
    m_said->clear();
}

// Whatever is pressed meanwhile is the key, also Tab and those of menus.
bool ShortcutEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_change || !m_listening)
        return QWidget::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        event->accept();
        return true;
    case QEvent::KeyPress:
        take(static_cast<const QKeyEvent&>(*event));
        return true;
    case QEvent::KeyRelease:
        return true;
    case QEvent::FocusOut:
        stopListening();
        return false;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void ShortcutEditor::take(const QKeyEvent& event)
{
    const QKeyCombination key = common::Keymap::combination(event);
    if (key.key() == Qt::Key_unknown || event.isAutoRepeat())
        return; // Shift, Ctrl and Alt, which come before the key
    if (key == QKeyCombination(Qt::Key_Escape))
        return stopListening();
    const common::KeyCommand command = *m_listening;
    const QString refusal = common::keymap().setKey(command, QKeySequence(key));
    if (!refusal.isEmpty()) {
        m_said->setText(tr("%1 Press another one; Esc leaves it as it is.").arg(refusal));
        return;
    }
    stopListening();
    m_tree->setFocus(Qt::OtherFocusReason);
}

void ShortcutEditor::tell(const QString& refusal)
{
    stopListening();
    m_said->setText(refusal);
}

// One press takes all away that somebody chose key by key: the next one brings it back.
void ShortcutEditor::resetAllOrUndo()
{
    common::Keymap& keys = common::keymap();
    if (QVariantMap chosen = keys.overrides(); !chosen.isEmpty()) {
        m_chosen = std::move(chosen);
        keys.resetAll();
        tell(tr("All keys are the default ones again."));
    } else {
        tell(keys.setOverrides(std::exchange(m_chosen, {})).join(u' '));
    }
    updateButtons();
}

void ShortcutEditor::updateButtons()
{
    const auto command = m_tree->current();
    const common::Keymap& keys = common::keymap();
    const bool canChange = command && !common::Keymap::entry(*command).isFixed;
    m_change->setEnabled(canChange);
    m_none->setEnabled(canChange && !keys.sequences(*command).isEmpty());
    m_reset->setEnabled(canChange && keys.isChanged(*command));
    const bool isAny = !keys.overrides().isEmpty();
    m_resetAll->setText(isAny || m_chosen.isEmpty() ? tr("Reset All") : tr("Undo Reset"));
    m_resetAll->setEnabled(isAny || !m_chosen.isEmpty());
}

} // namespace settings
