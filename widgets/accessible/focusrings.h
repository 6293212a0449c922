// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace accessible {

// Shows where the keys of a window, and of those over it, go also where that widget does not show
// it itself: texts, lists and tables look the same with the focus and without. A ring over their
// edge, once somebody went about by keyboard; nothing moves for it. GUI thread.
class FocusRings final : public QObject
{
    Q_OBJECT

public:
    explicit FocusRings(QWidget& window); // a child of it

    QWidget* ring() const { return m_ring; } // nullptr: none is needed now

private:
    void follow(QWidget* focused);

    QWidget& m_window;
    QPointer<QWidget> m_ring; // a child of what has the focus
};

} // namespace accessible
