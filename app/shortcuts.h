// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

namespace common {
class Theme;
}
namespace settings {
class ShortcutEditor;
}
class Settings;

// Keeps what was changed of common::keymap() in the settings, and shows the editor that changes it.
// GUI thread.
class Shortcuts final : public QObject
{
    Q_OBJECT

public:
    // Takes the kept keys over; from then on every change is kept.
    explicit Shortcuts(Settings& settings, QObject* parent = nullptr);

    // Which kept keys could not be taken over, and why, on one line; empty: none.
    const QString& dropped() const { return m_dropped; }

    // In a window of its own above `window`, which goes on meanwhile.
    void edit(const common::Theme& theme, QWidget& window);

private:
    QString m_dropped;
    QPointer<settings::ShortcutEditor> m_editor; // null: never asked for
};
