// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLineEdit>

namespace common {

// A line to type into that Escape leads out of: once to empty it, where it is a filter, and once
// more to leave it. Meanwhile Escape is not the window's. GUI thread.
class SearchLine final : public QLineEdit
{
    Q_OBJECT

public:
    enum class Escape
    {
        ClearsFirst, // a filter: what is left is looked at
        ClearsAndLeaves, // what follows is for what was searched
        KeepsText, // what was typed is a draft
    };

    explicit SearchLine(Escape escape, QWidget* parent = nullptr);

signals:
    void left(); // the focus is to go back to what is searched

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Escape m_escape;
};

} // namespace common
