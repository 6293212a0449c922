// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/positions.h"
#include "models/claims/textplace.h"
#include "models/trace/contextdrops.h"
#include "models/trace/contextwindow.h"
#include "widgets/accessible/parts.h"
#include "widgets/trace/contextbargeometry.h"
#include "widgets/trace/contextbarlegend.h"

#include <QPointer>
#include <QStringList>
#include <QWidget>

#include <cstddef>
#include <optional>
#include <vector>

namespace common {
class Theme;
}

namespace traceview {

class TraceSelection;

// What fills the context window of one generation, in the order in which the model reads it, to
// scale as long as that can be read: from the left what was dropped before this turn (hatched, left
// of a cut), what was read, the answer, what is set aside for it, and what is free. Below it a mark
// for each passage that claims rest on, in the colour of what stands under them, where in the input
// it stands; and a hollow one for passages that nothing rests on. Then what all of these mean, at
// any height and width. Estimates are hatched and marked
// with "≈". Left and Right go from one to the next, Enter or a click points at its text. GUI
// thread.
class ContextBar final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit ContextBar(const common::Theme& theme, QWidget* parent = nullptr);

    // Whose place is set when a segment or mark is chosen; null: none's.
    void setSelection(TraceSelection* selection);
    // Positions and drops are those of the window before, and are given up.
    void setContext(const trace::ContextWindow& context,
                    telemetry::SpanId generation = telemetry::SpanId::None);
    void setPositions(const claims::ContextPositions& positions);
    // Of its turn, as trace::ContextSession tells it.
    void setDrops(const std::vector<trace::ContextDrop>& drops);
    // Shows why there is none.
    void clear(const QString& reason);
    void setCompact(bool isCompact); // where there is little height

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QString text() const; // the same in words
    bool isBroken() const { return m_geometry.isBroken; } // hardly filled: its rest not to scale
    int count() const { return static_cast<int>(m_items.size()); } // of segments and marks
    QString words(int item) const; // of one of them
    QStringList legend() const; // as it is shown at this width
    int current() const { return m_current; } // -1: none

    // accessible::Parts: segments from the left, then marks.
    QAccessible::Role toldRole() const override { return QAccessible::List; }
    int partCount() const override;
    accessible::Part part(int index) const override;
    int chosenPart() const override;
    void pressPart(int index) override;

signals:
    void placeChosen(const claims::TextPlace& place);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Item // what can be pointed at
    {
        QRectF area;
        QString words;
        std::optional<claims::TextPlace> place;
    };

    void rebuild();
    int itemLike(const Item& kept) const; // -1: none
    void addMarks();
    void setCurrent(int item);
    void choose(int item);
    int itemAt(const QPointF& point) const;
    QRectF barArea() const;
    QRectF legendArea() const;
    std::vector<LegendEntry> shownLegend() const;
    QString legendText() const; // all of it, a line each
    QString headText() const;
    QString summary() const;
    QString segmentWords(const BarSegment& segment) const;
    std::optional<claims::TextPlace> placeOf(const BarSegment& segment) const;
    void paintSegment(QPainter& painter, const BarSegment& segment) const;
    void paintCut(QPainter& painter) const;
    void paintBreak(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;

    const common::Theme& m_theme;
    QPointer<TraceSelection> m_selection;
    trace::ContextWindow m_context;
    claims::ContextPositions m_positions;
    std::vector<trace::ContextDrop> m_drops;
    telemetry::SpanId m_generation = telemetry::SpanId::None;
    QString m_reason;
    BarGeometry m_geometry;
    std::vector<Item> m_items; // segments from the left, then marks
    int m_current = -1;
    std::optional<Item> m_kept; // that was current, and is again once it is there
    bool m_isCompact = false;
};

} // namespace traceview
