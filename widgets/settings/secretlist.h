// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QString>
#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace settingsview {

// A secret by its name; what it is, nobody here knows. Safe to show.
struct SecretLine
{
    QString name;
    QString use; // what asks for it
    QString place; // "Keyring", "Missing: plumbline secret set ROOM"
    bool isMissing = false; // and needed
};

// Which secrets there are, where each is kept and which are missing. GUI thread.
class SecretList final : public QWidget
{
    Q_OBJECT

public:
    explicit SecretList(const common::Theme& theme, QWidget* parent = nullptr);

    // `state`: of the keyring, in a sentence.
    void setLines(const std::vector<SecretLine>& lines, const QString& state);
    void setLooking(); // an answer is awaited

signals:
    void lookRequested();

private:
    const common::Theme& m_theme;
    QLabel* m_state;
    QTreeWidget* m_lines;
    QPushButton* m_look;
};

} // namespace settingsview
