// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/followers.h"
#include "widgets/accessible/parts.h"
#include "widgets/timeline/overviewmarks.h"

#include <QPixmap>
#include <QWidget>

#include <optional>
#include <vector>

namespace common {
class Theme;
enum class KeyCommand;
} // namespace common

namespace timeline {

// The whole recording in one strip: how much was answered when, alarms, changes, levers, notes and
// gaps, and the window that the views show. As known then, what lies ahead of the cursor is bare:
// it can be gone to, but is not given away. A click or a drag puts the cursor under the pointer, a
// click on a mark goes to it; the wheel widens and narrows the window, with
// Ctrl it zooms the strip itself, which a double click fits to the recording again. What is looped
// over stands between two brackets. Keys: arrows step (with Shift by a whole window), Home and End,
// and those of KeyContext::TimeBar. GUI thread.
class Overview final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    Overview(items::TimeConductor& conductor, items::OverviewFollower& follower,
             const common::Theme& theme, QWidget* parent = nullptr);

    // Leaves bare what lies ahead of the cursor also as known now: for a picture of a moment.
    void setAheadHidden(bool hidden);
    const std::vector<OverviewMark>& marks() const { return m_marks; }
    telemetry::TimeRange shownBounds() const { return m_bounds; }
    // How many items a broken clock dates outside of what is shown, and when; empty: none.
    QString outsideText() const;
    QString outsideDetails() const;
    // In widget coordinates.
    double xOf(telemetry::Timestamp time) const;
    QRectF windowRect() const;
    QRectF loopRect() const; // null when not looping, or out of what is shown
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    // accessible::Parts: a slider over the recording, in seconds from its begin, with the marks
    // that can be gone to.
    QAccessible::Role toldRole() const override { return QAccessible::Slider; }
    QString toldValue() const override;
    std::optional<accessible::Scale> toldScale() const override;
    void moveToldTo(double seconds) override;
    int partCount() const override { return toldMarks().count; }
    accessible::Part part(int index) const override;
    void pressPart(int index) override;

public slots:
    void zoom(double factor, telemetry::Timestamp around); // of the bar; above 1 shows less
    void fit(); // all of the recording
    void seekToPreviousMark();
    void seekToNextMark();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void updateSnapshot();
    void updateBounds();
    void handleCommand(common::KeyCommand command);
    void describe();
    accessible::Page toldMarks() const; // the newest of those that are known
    QRectF strip() const;
    telemetry::Timestamp timeAt(double x) const;
    telemetry::Timestamp knownEnd() const; // what lies after it is not shown
    const OverviewMark* markAt(const QPointF& position) const; // nullptr: none
    QString toolTipAt(const QPointF& position) const;
    void renderBackground();
    void paintDensity(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    void paintUnknownFuture(QPainter& painter) const;
    void paintLoop(QPainter& painter) const;
    void paintWindow(QPainter& painter) const;

    items::TimeConductor& m_conductor;
    items::OverviewFollower& m_follower;
    const common::Theme& m_theme;
    telemetry::TimeRange zoomed(const telemetry::TimeRange& whole) const;
    telemetry::TimeRange m_bounds; // as drawn
    std::optional<telemetry::TimeRange> m_zoom; // a part of the recording; none: all of it
    bool m_isAheadHidden = false;
    std::vector<OverviewMark> m_marks;
    QPixmap m_background; // all but the window; null when it must be drawn anew
    std::optional<double> m_pressedAt; // while the button is down
    bool m_isDragging = false;
};

} // namespace timeline
