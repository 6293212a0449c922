// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/trace/loops.h"
#include "models/trace/stepgraph.h"
#include "models/trace/stepgraphlayout.h"
#include "widgets/accessible/parts.h"

#include <QAbstractScrollArea>
#include <QString>

#include <map>
#include <memory>
#include <set>

class QPainter;

namespace common {
class Theme;
}

namespace traceview {

class TraceSelection;

// A trace by cause: what was planned, retrieved, called, said and judged, from left to right or
// downwards, whichever shows more of it, with lines from what caused a step to it. Loops are one
// card with a count, and open. Left goes to the cause, Right to the effect, Up and Down to the
// neighbours (where it goes downwards, Up and Down to cause and effect), and where there is no
// neighbour on; Enter opens and closes a loop; + and - or Ctrl and wheel zoom, 0 fits, a drag
// moves. GUI thread; laid out on the pool.
class GraphView final : public QAbstractScrollArea, public accessible::Parts
{
    Q_OBJECT

public:
    GraphView(items::RecordingQueries& queries, TraceSelection& selection,
              const common::Theme& theme, QWidget* parent = nullptr);

    // Null: no trace is open. Of the same trace: opened loops and zoom stay.
    void setContents(std::shared_ptr<const trace::TraceContents> contents,
                     std::shared_ptr<const trace::LoopGroups> loops);
    // What stands on steps besides, by whoever found it: "first diverging step".
    void setMarks(std::map<telemetry::SpanId, QString> marks);
    void setHits(std::set<telemetry::SpanId> hits); // steps in which the search finds something
    bool isFound(std::size_t node) const; // one of them is in it
    const trace::StepGraph& graph() const { return m_picture->graph; }
    std::size_t current() const { return m_current; } // GraphNode::kNone: none
    QString textOf(std::size_t node) const; // in words, for people who do not see it
    QRectF boxOf(std::size_t node) const; // on the viewport
    double zoom() const { return m_zoom; }
    trace::GraphFlow flow() const { return layout().flow; }

    // accessible::Parts: the cards around the chosen one.
    QAccessible::Role toldRole() const override { return QAccessible::List; }
    int partCount() const override;
    accessible::Part part(int index) const override;
    int chosenPart() const override;
    void pressPart(int index) override;

signals:
    void activated(); // Enter or a double click on what is no loop: it is chosen by then
    void laidOut();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Picture
    {
        // What its nodes point into: what is read meanwhile may have other loops.
        std::shared_ptr<const trace::LoopGroups> loops;
        trace::StepGraph graph;
        trace::GraphLayout right;
        trace::GraphLayout down;
    };

    const trace::GraphLayout& layout() const
    {
        return m_flow == trace::GraphFlow::Right ? m_picture->right : m_picture->down;
    }

    void layOut();
    void take(std::shared_ptr<const Picture> picture);
    void follow();
    void choose(std::size_t node);
    void toggle(std::size_t node);
    std::size_t linked(bool isCause) const;
    std::size_t neighbour(int key) const;
    std::size_t nodeAt(const QPointF& point) const;
    QPointF origin() const; // of the picture, on the viewport
    void setZoom(double zoom, const QPointF& anchor);
    void chooseFlow();
    void fit();
    void updateScrollBars();
    void showCurrent();
    void describeCurrent();
    bool isAhead(const trace::GraphNode& node) const;
    QString markOf(const trace::GraphNode& node) const;
    void paintEdge(QPainter& painter, std::size_t edge) const;
    void paintNode(QPainter& painter, std::size_t node) const;
    void paintBadges(QPainter& painter, const trace::GraphNode& node, QRectF& line) const;
    QString factsOf(const trace::GraphNode& node) const;

    const common::Theme& m_theme;
    TraceSelection& m_selection;
    items::LatestQuery<std::shared_ptr<const Picture>> m_query;
    std::shared_ptr<const trace::TraceContents> m_contents;
    std::shared_ptr<const trace::LoopGroups> m_loops;
    std::shared_ptr<const Picture> m_picture = std::make_shared<const Picture>();
    std::set<telemetry::SpanId> m_opened;
    std::map<telemetry::SpanId, QString> m_marks;
    std::set<telemetry::SpanId> m_hits;
    std::size_t m_current = trace::GraphNode::kNone;
    trace::GraphFlow m_flow = trace::GraphFlow::Right;
    double m_zoom = 1;
    bool m_isFitted = true; // as large as there is room for
    QPointF m_grabbed; // where a drag was last
};

} // namespace traceview
