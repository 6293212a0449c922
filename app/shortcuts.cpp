// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/shortcuts.h"

#include "app/settings.h"
#include "widgets/common/keymap.h"
#include "widgets/settings/shortcuteditor.h"

#include <QShortcut>
#include <QSize>

namespace {

constexpr QSize kShortcutWindow{640, 640};

} // namespace

Shortcuts::Shortcuts(Settings& settings, QObject* parent)
    : QObject(parent)
{
    m_dropped = common::keymap().setOverrides(settings.keys()).join(u' ');
    connect(&common::keymap(), &common::Keymap::changed, this,
            [&settings] { settings.setKeys(common::keymap().overrides()); });
}

void Shortcuts::edit(const common::Theme& theme, QWidget& window)
{
    if (m_editor.isNull()) {
        m_editor = new settings::ShortcutEditor(theme, &window);
        m_editor->setWindowFlag(Qt::Window);
        m_editor->setWindowTitle(tr("Shortcuts – Plumbline"));
        m_editor->resize(kShortcutWindow);
        connect(new QShortcut(QKeySequence::Cancel, m_editor), &QShortcut::activated, m_editor,
                &QWidget::close);
    }
    m_editor->show();
    m_editor->raise();
    m_editor->activateWindow();
}
