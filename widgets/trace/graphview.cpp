// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/graphview.h"

#include "models/items/formats.h"
#include "models/items/spantext.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/traceselection.h"
#include "widgets/trace/zoomsteps.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStringList>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using trace::GraphNode;

constexpr trace::GraphSize kCard{184, 56};
constexpr trace::GraphSize kDownCard{232, 56}; // width costs nothing there
constexpr trace::GraphGaps kDownGaps{.betweenLayers = 28, .betweenNodes = 16, .betweenEdges = 12};
constexpr double kGraphMargin = 16;
constexpr double kSmallestZoom = 0.2;
constexpr double kLargestZoom = 2;
constexpr double kReadableZoom = 0.85; // a fit makes nothing smaller
constexpr int kWheelNotch = 120;

} // namespace

GraphView::GraphView(items::RecordingQueries& queries, TraceSelection& selection,
                     const common::Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_selection(selection)
    , m_query(queries, this)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Steps by cause"));
    viewport()->setAccessibleName(tr("Steps by cause"));
    viewport()->setMouseTracking(true);
    const auto repaint = [this] { viewport()->update(); };
    connect(&theme, &common::Theme::changed, this, repaint);
    connect(&selection, &TraceSelection::spanChanged, this, &GraphView::follow);
    connect(&selection, &TraceSelection::momentChanged, this, repaint);
    connect(&selection, &TraceSelection::searchChanged, this, repaint);
}

void GraphView::setContents(std::shared_ptr<const trace::TraceContents> contents,
                            std::shared_ptr<const trace::LoopGroups> loops)
{
    const auto traceOf = [](const std::shared_ptr<const trace::TraceContents>& one) {
        return one && !one->tree->isEmpty() ? one->tree->spans().front().trace
                                            : telemetry::TraceId{};
    };
    if (traceOf(contents) != traceOf(m_contents)) {
        m_opened.clear();
        m_marks.clear();
        m_isFitted = true;
        m_picture = std::make_shared<const Picture>();
        m_current = GraphNode::kNone;
        updateScrollBars();
        viewport()->update();
    }
    m_contents = std::move(contents);
    m_loops = std::move(loops);
    if (m_contents && m_loops)
        layOut();
}

void GraphView::setMarks(std::map<telemetry::SpanId, QString> marks)
{
    m_marks = std::move(marks);
    describeCurrent();
    viewport()->update();
}

void GraphView::setHits(std::set<telemetry::SpanId> hits)
{
    m_hits = std::move(hits);
    viewport()->update();
}

void GraphView::layOut()
{
    m_query.request(
        [contents = m_contents, loops = m_loops, opened = m_opened](
            const store::Reader&) -> telemetry::Result<std::shared_ptr<const Picture>> {
            Picture picture;
            picture.loops = loops;
            picture.graph = trace::stepGraphOf(*contents, *loops, {.opened = opened});
            const std::vector<trace::GraphSize> sizes(picture.graph.nodes.size(), kCard);
            picture.right = trace::layOut(picture.graph, sizes);
            picture.down = trace::layOut(picture.graph, std::vector(sizes.size(), kDownCard),
                                         kDownGaps, trace::GraphFlow::Down);
            return std::make_shared<const Picture>(std::move(picture));
        },
        [this, contents = m_contents](telemetry::Result<std::shared_ptr<const Picture>> picture) {
            if (picture && contents == m_contents)
                take(std::move(*picture));
        });
}

void GraphView::take(std::shared_ptr<const Picture> picture)
{
    m_picture = std::move(picture);
    m_current = m_picture->graph.nodeOf(m_selection.span());
    if (m_isFitted)
        fit();
    updateScrollBars();
    showCurrent();
    describeCurrent();
    viewport()->update();
    emit laidOut();
}

void GraphView::follow()
{
    const std::size_t node = m_picture->graph.nodeOf(m_selection.span());
    if (node == m_current)
        return;
    m_current = node;
    showCurrent();
    describeCurrent();
    accessible::tellChosen(*this, chosenPart());
    viewport()->update();
}

void GraphView::choose(std::size_t node)
{
    if (node == GraphNode::kNone)
        return;
    m_selection.setSpan(m_picture->graph.nodes[node].span);
}

void GraphView::toggle(std::size_t node)
{
    if (node == GraphNode::kNone || !m_picture->loops)
        return;
    const GraphNode& card = m_picture->graph.nodes[node];
    if (card.loop == GraphNode::kNone) {
        choose(node);
        emit activated();
        return;
    }
    const telemetry::SpanId loop = m_picture->loops->groups[card.loop].representative;
    if (m_opened.erase(loop) == 0)
        m_opened.insert(loop);
    layOut();
}

// Along the strongest line.
std::size_t GraphView::linked(bool isCause) const
{
    std::size_t found = GraphNode::kNone;
    auto best = trace::EdgeKind::Order;
    for (const trace::GraphEdge& edge : m_picture->graph.edges) {
        const std::size_t here = isCause ? edge.to : edge.from;
        if (here != m_current || (found != GraphNode::kNone && edge.kind >= best))
            continue;
        found = isCause ? edge.from : edge.to;
        best = edge.kind;
    }
    return found;
}

// Causes and effects along the flow, neighbours across it; where there is none, the way on all the
// same: nobody needs to know which way it flows.
std::size_t GraphView::neighbour(int key) const
{
    if (m_current == GraphNode::kNone)
        return m_picture->graph.nodes.empty() ? GraphNode::kNone : 0;
    const bool isDown = flow() == trace::GraphFlow::Down;
    const bool isBack = key == Qt::Key_Up || key == Qt::Key_Left;
    const bool isAlong = (key == Qt::Key_Up || key == Qt::Key_Down) == isDown;
    if (isAlong)
        return linked(isBack);
    std::size_t found = GraphNode::kNone;
    const auto& boxes = layout().boxes;
    double nearest = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const double distance =
            isDown ? boxes[i].x - boxes[m_current].x : boxes[i].y - boxes[m_current].y;
        if ((isBack ? distance >= 0 : distance <= 0)
            || layout().layers[i] != layout().layers[m_current])
            continue;
        if (found == GraphNode::kNone || std::abs(distance) < nearest) {
            found = i;
            nearest = std::abs(distance);
        }
    }
    return found == GraphNode::kNone ? linked(isBack) : found;
}

QPointF GraphView::origin() const
{
    const double width = (layout().width + 2 * kGraphMargin) * m_zoom;
    const double height = (layout().height + 2 * kGraphMargin) * m_zoom;
    // What is smaller than the view stands where the flow begins, in the middle across it.
    const auto begin = [](double extent, int room, bool isAlong, int scrolled) {
        if (extent >= room)
            return static_cast<double>(-scrolled);
        return isAlong ? 0.0 : (room - extent) / 2;
    };
    const bool isDown = flow() == trace::GraphFlow::Down;
    return {begin(width, viewport()->width(), !isDown, horizontalScrollBar()->value())
                + kGraphMargin * m_zoom,
            begin(height, viewport()->height(), isDown, verticalScrollBar()->value())
                + kGraphMargin * m_zoom};
}

QRectF GraphView::boxOf(std::size_t node) const
{
    const trace::GraphBox& box = layout().boxes[node];
    const QPointF from = origin();
    return {from.x() + box.x * m_zoom, from.y() + box.y * m_zoom, box.width * m_zoom,
            box.height * m_zoom};
}

std::size_t GraphView::nodeAt(const QPointF& point) const
{
    for (std::size_t i = 0; i < layout().boxes.size(); ++i) {
        if (boxOf(i).contains(point))
            return i;
    }
    return GraphNode::kNone;
}

void GraphView::setZoom(double zoom, const QPointF& anchor)
{
    const double wanted = std::clamp(zoom, kSmallestZoom, kLargestZoom);
    const QPointF under = (anchor - origin()) / m_zoom;
    m_zoom = wanted;
    m_isFitted = false;
    updateScrollBars();
    const QPointF now = under * m_zoom + origin();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + qRound(now.x() - anchor.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + qRound(now.y() - anchor.y()));
    viewport()->update();
}

// The way in which more of it is seen at a size that can be read.
void GraphView::chooseFlow()
{
    const auto seen = [this](const trace::GraphLayout& layout) {
        const double width = (layout.width + 2 * kGraphMargin) * kReadableZoom;
        const double height = (layout.height + 2 * kGraphMargin) * kReadableZoom;
        return std::min(1.0, viewport()->width() / width)
            * std::min(1.0, viewport()->height() / height);
    };
    m_flow = seen(m_picture->down) > seen(m_picture->right) ? trace::GraphFlow::Down
                                                            : trace::GraphFlow::Right;
}

void GraphView::fit()
{
    chooseFlow();
    const double width = layout().width + 2 * kGraphMargin;
    const double height = layout().height + 2 * kGraphMargin;
    m_zoom = std::clamp(std::min(viewport()->width() / width, viewport()->height() / height),
                        kReadableZoom, 1.0);
    m_isFitted = true;
    updateScrollBars();
    viewport()->update();
}

void GraphView::updateScrollBars()
{
    const QSize page = viewport()->size();
    const auto range = [this](double extent, int room) {
        return std::max(0,
                        static_cast<int>(std::ceil((extent + 2 * kGraphMargin) * m_zoom)) - room);
    };
    horizontalScrollBar()->setPageStep(page.width());
    verticalScrollBar()->setPageStep(page.height());
    horizontalScrollBar()->setRange(0, range(layout().width, page.width()));
    verticalScrollBar()->setRange(0, range(layout().height, page.height()));
}

void GraphView::showCurrent()
{
    if (m_current == GraphNode::kNone)
        return;
    const QRectF box =
        boxOf(m_current).adjusted(-kGraphMargin, -kGraphMargin, kGraphMargin, kGraphMargin);
    const auto reveal = [](QScrollBar* bar, double low, double high, int room) {
        if (low < 0)
            bar->setValue(bar->value() + qRound(low));
        else if (high > room)
            bar->setValue(bar->value() + qRound(std::min(low, high - room)));
    };
    reveal(horizontalScrollBar(), box.left(), box.right(), viewport()->width());
    reveal(verticalScrollBar(), box.top(), box.bottom(), viewport()->height());
}

QString GraphView::textOf(std::size_t node) const
{
    const trace::StepGraph& graph = m_picture->graph;
    const GraphNode& card = graph.nodes[node];
    QStringList said{items::stepKindText(card.kind)
                     + (card.name.empty() ? QString() : u' ' + common::safeLine(card.name, 120))};
    if (!card.detail.empty())
        said << common::safeLine(card.detail, 120);
    said << tr("%1 of %2").arg(node + 1).arg(graph.nodes.size());
    if (card.loop != GraphNode::kNone && m_picture->loops)
        said << common::safeLine(m_picture->loops->groups[card.loop].reason, 200);
    if (card.isRest)
        said << tr("%1 steps that are folded").arg(card.members.size());
    if (card.isFailed)
        said << tr("failed");
    for (const std::string& check : card.failedChecks)
        said << tr("fails %1").arg(common::safeLine(check, 60));
    if (const QString mark = markOf(card); !mark.isEmpty())
        said << mark;
    for (const trace::GraphEdge& edge : graph.edges) {
        if (edge.to != node)
            continue;
        const QString cause = common::safeLine(graph.nodes[edge.from].name, 80);
        said << (edge.kind == trace::EdgeKind::Order ? tr("after %1").arg(cause)
                                                     : tr("because of %1").arg(cause));
    }
    return said.join(u", "_s);
}

void GraphView::describeCurrent()
{
    const QString text = m_current == GraphNode::kNone ? QString() : textOf(m_current);
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void GraphView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (m_isFitted)
        fit();
    updateScrollBars();
}

void GraphView::keyPressEvent(QKeyEvent* event)
{
    const common::Keymap& keys = common::keymap();
    if (keys.matches(common::KeyCommand::StepsZoomIn, *event))
        return setZoom(m_zoom * kZoomStep, viewport()->rect().center());
    if (keys.matches(common::KeyCommand::StepsZoomOut, *event))
        return setZoom(m_zoom / kZoomStep, viewport()->rect().center());
    if (keys.matches(common::KeyCommand::StepsFit, *event))
        return fit();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (event->modifiers() != Qt::NoModifier) {
            QWidget::keyPressEvent(event);
            return;
        }
        choose(neighbour(event->key()));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        toggle(m_current);
        break;
    default:
        QWidget::keyPressEvent(event); // not the scroll area's: letters are the page's
    }
}

void GraphView::mousePressEvent(QMouseEvent* event)
{
    m_grabbed = event->position();
    if (event->button() == Qt::LeftButton)
        choose(nodeAt(event->position()));
}

void GraphView::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() == Qt::NoButton) {
        const bool isOver = nodeAt(event->position()) != GraphNode::kNone;
        viewport()->setCursor(isOver ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    const QPointF moved = event->position() - m_grabbed;
    m_grabbed = event->position();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - qRound(moved.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() - qRound(moved.y()));
}

void GraphView::mouseDoubleClickEvent(QMouseEvent* event)
{
    toggle(nodeAt(event->position()));
}

void GraphView::wheelEvent(QWheelEvent* event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    setZoom(m_zoom
                * std::pow(kZoomStep, static_cast<double>(event->angleDelta().y()) / kWheelNotch),
            event->position());
    event->accept();
}

bool GraphView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = dynamic_cast<QHelpEvent*>(event);
    const std::size_t node = nodeAt(help->pos());
    if (node == GraphNode::kNone)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), common::plainToolTip(textOf(node)), this);
    return true;
}

} // namespace traceview
