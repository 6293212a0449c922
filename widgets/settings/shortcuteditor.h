// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/keycommands.h"

#include <QVariantMap>
#include <QWidget>

#include <optional>

class QKeyEvent;
class QLabel;
class QPushButton;
namespace common {
class SearchLine;
class Theme;
} // namespace common

namespace settings {

class KeyTree;

// Changes the keys of common::keymap(): one is chosen and the new key is pressed. What cannot be is
// said in words and changes nothing. Keeping the changes is not its business. GUI thread.
class ShortcutEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit ShortcutEditor(const common::Theme& theme, QWidget* parent = nullptr);

    bool isListening() const { return m_listening.has_value(); } // for the key to be pressed

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildButtons();
    void connectButtons();
    void listen();
    void stopListening();
    void take(const QKeyEvent& event);
    void tell(const QString& refusal);
    void resetAllOrUndo();
    void updateButtons();

    KeyTree* m_tree;
    common::SearchLine* m_search;
    QLabel* m_said; // what can be done, or why not
    QPushButton* m_change = nullptr;
    QPushButton* m_none = nullptr;
    QPushButton* m_reset = nullptr;
    QPushButton* m_resetAll = nullptr;
    std::optional<common::KeyCommand> m_listening;
    QVariantMap m_chosen; // before all were reset; empty: nothing to be brought back
};

} // namespace settings
