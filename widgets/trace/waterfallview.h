// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/tracklayout.h"
#include "widgets/accessible/parts.h"
#include "widgets/common/theme.h"
#include "widgets/trace/stepnotes.h"

#include <QAbstractScrollArea>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <set>

class QPainter;

namespace traceview {

// One trace as a waterfall: names at the left, bars on a common time axis. One widget paints the
// rows that can be seen. Up and Down move, Left and Right collapse and expand, Enter chooses; Ctrl
// and wheel, + and - zoom in time, 0 shows all. GUI thread.
class WaterfallView final : public QAbstractScrollArea, public accessible::Parts
{
    Q_OBJECT

public:
    explicit WaterfallView(const common::Theme& theme, QWidget* parent = nullptr);

    // Of the same trace: selection, collapsed nodes and zoom stay.
    void setTree(std::shared_ptr<const trace::SpanTree> tree);
    // What stands behind the duration of a step, as room allows; safe for one line.
    void setNotes(StepNotes notes);
    // Of the playback: what begins later is dim, and a line stands there. None: all is shown.
    void setMoment(std::optional<telemetry::Timestamp> moment);
    // Steps in which something is found by the search.
    void setHits(std::set<telemetry::SpanId> hits);
    const std::set<telemetry::SpanId>& hits() const { return m_hits; }
    int currentNode() const { return m_current; } // SpanTree::kNone without
    void setCurrentNode(int node);
    void select(telemetry::SpanId span); // reveals and shows it; nothing when it is not there
    const trace::TrackLayout& layout() const { return m_layout; }
    const telemetry::TimeRange& visibleRange() const { return m_range; }
    int heightOf(int rows) const; // pixels, the axis included
    // For pictures that are higher than any window: the axis, and rows [first, last) where they
    // stand in a viewport that is scrolled to its begin.
    void paintAxis(QPainter& painter) const;
    void paintRows(QPainter& painter, int first, int last) const;

    // accessible::Parts: the rows around the chosen one.
    QAccessible::Role toldRole() const override { return QAccessible::Tree; }
    int partCount() const override;
    accessible::Part part(int index) const override;
    int chosenPart() const override;
    void pressPart(int index) override;

signals:
    void currentChanged(int node);
    void activated(int node);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    static constexpr int kRow = 24; // at 100 % text; the axis is as high

    int rowHeight() const { return m_theme.row(kRow); }
    int nameWidth() const;
    trace::TimeScale scale() const;
    int rowAt(int y) const; // -1 outside
    void updateScrollBars();
    void scrollToCurrent();
    void zoom(double factor, double position);
    void pan(double share);
    void toggle(int node, bool collapsed);
    void moveTo(int row);
    void describeCurrent();
    void paintMoment(QPainter& painter) const;
    bool isAhead(int node) const; // has not begun at the moment
    void paintRow(QPainter& painter, int row, int top) const;
    void paintName(QPainter& painter, int node, const QRectF& box) const;
    void paintBar(QPainter& painter, int node, const QRectF& box) const;
    void paintNote(QPainter& painter, int node, double left, const QRectF& box) const;
    QString noteOf(int node) const;

    const common::Theme& m_theme;
    trace::TrackLayout m_layout;
    StepNotes m_notes;
    telemetry::TimeRange m_range; // visible
    std::optional<telemetry::Timestamp> m_moment;
    std::set<telemetry::SpanId> m_hits;
    int m_current = trace::SpanTree::kNone;
    bool m_isFollowing = false; // the current one stays in sight, until somebody scrolls
};

} // namespace traceview
