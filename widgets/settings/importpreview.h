// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QString>
#include <QStringList>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace settingsview {

// What an import would change, before it does: one line each, and Take Over or Cancel. Hidden while
// there is none. Texts are plain.
class ImportPreview final : public QWidget
{
    Q_OBJECT

public:
    explicit ImportPreview(const common::Theme& theme, QWidget* parent = nullptr);

    // No changes: it says so, and there is nothing to take over. `leftOut`: what the file says and
    // is not taken over.
    void ask(const QString& file, const QStringList& changes, const QString& leftOut = {});

signals:
    void accepted();

private:
    void leave();

    QLabel* m_title;
    QListWidget* m_changes;
    QLabel* m_leftOut; // hidden without any
    QPushButton* m_accept;
    QPushButton* m_cancel;
};

} // namespace settingsview
