// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/accessible/parts.h"

#include <QAbstractButton>

namespace common {
class Theme;
}

namespace runbookview {

// A button that has to be held: with the mouse, or with Enter or Space while it has the focus. It
// only says when a hold begins and ends, and shows how much has been given; whoever owns it keeps
// the time. Leaving it, losing the focus or hiding it ends the hold.
class HoldButton final : public QAbstractButton, public accessible::Parts
{
    Q_OBJECT

public:
    HoldButton(const common::Theme& theme, const QString& text, QWidget* parent = nullptr);

    void setVerb(const QString& verb); // what it does: "trip" makes "Hold to trip"
    void setShare(double share); // 0..1
    void setLit(bool lit); // armed: it would do something
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    // accessible::Parts. A press by a screen reader is a short one: it is told to hold.
    QAccessible::Role toldRole() const override { return QAccessible::Button; }
    QString toldValue() const override;
    void adjustState(QAccessible::State& state) const override { state.pressed = m_isHeld; }
    bool isPressable() const override { return true; }
    void press() override;

signals:
    void holdBegan();
    void holdEnded();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void describe();
    void begin();
    void end();

    const common::Theme& m_theme;
    double m_share = 0;
    bool m_isLit = false;
    bool m_isHeld = false;
};

} // namespace runbookview
