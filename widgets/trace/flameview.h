// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/flame.h"
#include "models/trace/loops.h"
#include "models/trace/tracklayout.h"
#include "widgets/accessible/parts.h"
#include "widgets/common/theme.h"
#include "widgets/trace/flamelabels.h"
#include "widgets/trace/stepnotes.h"

#include <QAbstractScrollArea>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <set>

class QPainter;

namespace traceview {

class TraceSelection;

// One trace on a time axis, each step a bar with its name on it below the step it is in; steps that
// ran at once lie below each other. Made for a million of them: what is too short to be seen is one
// grey stretch, which says how many it stands for. On top a strip of the whole trace, in which a
// press goes there and a drag chooses a range; in the bars a drag moves. Up goes to the parent,
// Down to the first child, Left and Right to the neighbours; Ctrl and wheel, + and - zoom in time,
// 0 shows all, Z the chosen step; S colours by service or by kind; Enter chooses. GUI thread.
class FlameView final : public QAbstractScrollArea, public accessible::Parts
{
    Q_OBJECT

public:
    enum class Coloring
    {
        ByKind,
        ByService,
    };

    FlameView(const common::Theme& theme, TraceSelection& selection, QWidget* parent = nullptr);

    // Null: no trace is open. Of the same trace: zoom and place stay.
    void setFlame(std::shared_ptr<const trace::Flame> flame);
    // What is said of a step beside what its bar shows; safe for one line.
    void setNotes(StepNotes notes);
    void setLoops(std::shared_ptr<const trace::LoopGroups> loops); // null: not known
    void setHits(std::set<telemetry::SpanId> hits); // steps in which the search finds something
    void setColoring(Coloring coloring);
    Coloring coloring() const { return m_coloring; }

    const trace::Flame& flame() const { return *m_flame; }
    const telemetry::TimeRange& visibleRange() const { return m_range; }
    void setVisibleRange(const telemetry::TimeRange& range); // within the trace, 100 ns at least
    int currentNode() const { return m_current; } // SpanTree::kNone without
    QRectF barOf(int node) const; // on the viewport; empty where it has none or is out of sight
    int rowHeight() const;
    QString textAt(const QPointF& point) const; // of its tooltip; plain
    QRectF stripRect() const; // the strip of the whole trace, on the viewport

    // accessible::Parts: the steps around the chosen one, depth first.
    QAccessible::Role toldRole() const override { return QAccessible::Tree; }
    int partCount() const override;
    accessible::Part part(int index) const override;
    int chosenPart() const override;
    void pressPart(int index) override;

signals:
    void activated(); // Enter: the chosen step

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    enum class Drag
    {
        None,
        Bars, // pressed in the bars: a click until it has moved
        Moved, // they are being moved
        Window, // the shown part in the strip
        Range, // a new one
    };

    const trace::FlameLayout& layout() const { return m_flame->layout; }
    const trace::SpanTree& tree() const { return m_flame->layout.tree(); }
    trace::TimeScale scale() const; // of the bars
    trace::TimeScale wholeScale() const; // of the strip
    QRectF axisRect() const;
    QRectF barsRect() const;
    QRectF legendRect() const;
    telemetry::Duration pixels(double count) const; // of time
    int nodeAt(const QPointF& point) const;
    std::optional<trace::FlameLayout::Piece> pieceAt(const QPointF& point) const;
    void updateScrollBars();
    void follow(); // what is chosen
    void choose(int node);
    void showCurrent();
    void describeCurrent();
    void zoom(double factor, double position);
    void zoomTo(int node);
    void pan(double pixels);
    void updateHits();
    bool isRepeated(int node) const;

    struct Paint; // one frame, see flamepaint.cpp

    const common::Theme& m_theme;
    TraceSelection& m_selection;
    std::shared_ptr<const trace::Flame> m_flame = std::make_shared<const trace::Flame>();
    StepNotes m_notes;
    std::shared_ptr<const trace::LoopGroups> m_loops;
    std::set<telemetry::SpanId> m_hits;
    trace::Flame::Marks m_found; // of the hits
    FlameLabels m_labels;
    telemetry::TimeRange m_range; // visible
    int m_current = trace::SpanTree::kNone;
    Coloring m_coloring = Coloring::ByKind;
    Drag m_drag = Drag::None;
    QPointF m_pressed; // where it began
    QPointF m_dragged; // where it was last
};

// What a bar is filled with: light enough for primary text on it.
QColor flameFill(const common::Theme& theme, common::ColorRole role);
common::ColorRole serviceRole(std::size_t service); // by its number in the trace

} // namespace traceview
