// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/contextsession.h"
#include "widgets/accessible/parts.h"
#include "widgets/trace/fillgeometry.h"

#include <QWidget>

#include <cstddef>
#include <memory>
#include <vector>

namespace common {
class Theme;
}

namespace traceview {

// How a session filled the window: a column a turn, to the scale of the window with its line. What
// a turn added is in full colour, what it carried from the one before is pale; what was dropped
// hangs above it as a ghost with a flag that says how much went and by which rule. Left and Right
// go from turn to turn (with Shift to those that dropped something), Enter or a double click opens
// one. GUI thread.
class FillChart final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit FillChart(const common::Theme& theme, QWidget* parent = nullptr);

    void setSession(std::shared_ptr<const trace::ContextSession> session, std::size_t current);
    void setCurrent(std::size_t turn); // silent
    std::size_t current() const { return m_current; }
    const FillColumns& columns() const { return m_columns; }

    QSize sizeHint() const override { return {640, 236}; }
    QSize minimumSizeHint() const override { return {280, 160}; }

    // accessible::Parts: the turns around the chosen one.
    QAccessible::Role toldRole() const override { return QAccessible::List; }
    int partCount() const override;
    accessible::Part part(int index) const override;
    int chosenPart() const override;
    void pressPart(int index) override;

signals:
    void currentChanged(std::size_t turn);
    void activated(std::size_t turn);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Flag
    {
        std::size_t turn = 0;
        QString text;
        QRectF area;
    };

    std::size_t turns() const { return m_session ? m_session->turns.size() : 0; }
    void layOut();
    void layOutFlags();
    void choose(std::size_t turn); // by hand
    void step(int by, bool onlyDrops);
    QRectF plotArea() const;
    double yOf(double tokens) const;
    double ghostTop(std::size_t turn) const;
    double unknownGhost() const; // tokens that one of unknown size is drawn as
    void paintAxis(QPainter& painter) const;
    void paintColumn(QPainter& painter, std::size_t turn) const;
    void paintBlock(QPainter& painter, const QRectF& area, const FillBlock& block) const;
    void paintWindow(QPainter& painter) const;
    void paintNote(QPainter& painter, const QString& text, double y, bool isAbove) const;
    void paintFlags(QPainter& painter) const;

    const common::Theme& m_theme;
    std::shared_ptr<const trace::ContextSession> m_session;
    FillScale m_scale;
    FillColumns m_columns;
    std::size_t m_current = trace::ContextTurn::kNone;
    std::vector<Flag> m_flags;
    int m_wheel = 0; // eighths of a degree that have not moved anything yet
};

} // namespace traceview
