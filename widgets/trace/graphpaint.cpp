// SPDX-License-Identifier: GPL-3.0-or-later

// What GraphView paints; what it does is in graphview.cpp.

#include "models/items/formats.h"
#include "models/items/spantext.h"
#include "widgets/common/icons.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/graphview.h"
#include "widgets/trace/stepcolors.h"
#include "widgets/trace/traceselection.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;
using trace::GraphNode;

constexpr double kCornerRadius = 4;
constexpr double kStripe = 4;
constexpr double kArrow = 6;
constexpr double kReadable = 0.45; // below this zoom text is no help

} // namespace

bool GraphView::isAhead(const GraphNode& node) const
{
    return m_selection.moment() && node.start > *m_selection.moment();
}

bool GraphView::isFound(std::size_t node) const
{
    return std::ranges::any_of(m_picture->graph.nodes[node].members,
                               [this](telemetry::SpanId span) { return m_hits.contains(span); });
}

QString GraphView::markOf(const GraphNode& node) const
{
    for (const telemetry::SpanId member : node.members) {
        if (const auto mark = m_marks.find(member); mark != m_marks.end())
            return mark->second;
    }
    return {};
}

void GraphView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.color(ColorRole::Surface0));
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t edge = 0; edge < m_picture->graph.edges.size(); ++edge)
        paintEdge(painter, edge);
    for (std::size_t node = 0; node < m_picture->graph.nodes.size(); ++node)
        paintNode(painter, node);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(m_theme.focusPen());
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void GraphView::paintEdge(QPainter& painter, std::size_t edge) const
{
    const trace::GraphEdge& link = m_picture->graph.edges[edge];
    const auto& points = layout().paths[edge];
    if (points.size() < 2)
        return;
    const QPointF from = origin();
    const auto at = [&](std::size_t i) {
        return QPointF(from.x() + points[i].x * m_zoom, from.y() + points[i].y * m_zoom);
    };
    const bool isDown = flow() == trace::GraphFlow::Down;
    QPainterPath path(at(0));
    QRectF bounds(at(0), QSizeF(1, 1));
    for (std::size_t i = 1; i < points.size(); ++i) {
        const QPointF begin = at(i - 1);
        const QPointF end = at(i);
        bounds = bounds.united(QRectF(begin, end).normalized());
        const QPointF middle = (begin + end) / 2;
        if (isDown)
            path.cubicTo({begin.x(), middle.y()}, {end.x(), middle.y()}, end);
        else
            path.cubicTo({middle.x(), begin.y()}, {middle.x(), end.y()}, end);
    }
    if (!bounds.adjusted(-4, -4, 4, 4).intersects(viewport()->rect()))
        return;
    const bool isOrder = link.kind == trace::EdgeKind::Order;
    const bool isOfCurrent = m_current == link.from || m_current == link.to;
    const QColor color = m_theme.color(isOfCurrent   ? ColorRole::Accent
                                           : isOrder ? ColorRole::Line
                                                     : ColorRole::TextSecondary);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, isOfCurrent ? 1.5 : 1, isOrder ? Qt::DashLine : Qt::SolidLine));
    painter.drawPath(path);
    const QPointF tip = at(points.size() - 1);
    const double arrow = std::max(3.0, kArrow * std::min(m_zoom, 1.0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPointF back = isDown ? QPointF(0, -arrow) : QPointF(-arrow, 0);
    const QPointF side = isDown ? QPointF(arrow / 2, 0) : QPointF(0, arrow / 2);
    painter.drawPolygon(QPolygonF({tip, tip + back - side, tip + back + side}));
}

QString GraphView::factsOf(const GraphNode& node) const
{
    QStringList facts;
    if (node.isRest)
        facts
            << tr("%1 steps").arg(items::countText(static_cast<std::int64_t>(node.members.size())));
    else if (!node.detail.empty())
        facts << common::safeLine(node.detail, 60);
    if (node.isDurationKnown)
        facts << items::durationText(node.end - node.start);
    if (node.inputTokens || node.outputTokens)
        facts << tr("%1 → %2 tokens")
                     .arg(node.inputTokens
                              ? items::shortCountText(static_cast<double>(*node.inputTokens))
                              : u"?"_s,
                          node.outputTokens
                              ? items::shortCountText(static_cast<double>(*node.outputTokens))
                              : u"?"_s);
    return facts.isEmpty() ? items::stepKindText(node.kind) : facts.join(u" · "_s);
}

// At the right of a card's first line; what is left of it is the name's.
void GraphView::paintBadges(QPainter& painter, const GraphNode& node, QRectF& line) const
{
    const auto badge = [&](const QString& text, ColorRole role, bool isFilled) {
        const double width = painter.fontMetrics().horizontalAdvance(text) + 8;
        const QRectF box(line.right() - width, line.center().y() - 8, width, 16);
        line.setRight(box.left() - 4);
        painter.setPen(isFilled ? Qt::NoPen : QPen(m_theme.color(role)));
        painter.setBrush(isFilled ? QBrush(m_theme.color(role)) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(m_theme.color(isFilled ? ColorRole::Surface0 : role));
        painter.drawText(box, Qt::AlignCenter, text);
    };
    painter.setFont(m_theme.font(common::TextSize::Small));
    if (node.isFailed) {
        const QRect icon(qRound(line.right()) - 14, qRound(line.center().y()) - 7, 14, 14);
        common::icon(m_theme, u"error"_s,
                     node.failure == trace::Failure::Echo ? ColorRole::TextSecondary
                                                          : ColorRole::Severity1)
            .paint(&painter, icon);
        line.setRight(icon.left() - 4);
    }
    if (!node.failedChecks.empty())
        badge(u"✕ %1"_s.arg(node.failedChecks.size()), ColorRole::Severity1, false);
    if (node.isFolded)
        badge(u"×%1"_s.arg(m_picture->loops ? m_picture->loops->groups[node.loop].count
                                            : node.members.size()),
              ColorRole::ModeFixed, true);
    else if (node.place > 0)
        badge(u"#%1"_s.arg(node.place), ColorRole::ModeFixed, false);
    if (node.retries > 0)
        badge(u"↻ %1"_s.arg(node.retries), ColorRole::Severity3, false);
    if (!markOf(node).isEmpty())
        badge(u"◆"_s, ColorRole::EvidenceContradicted, true);
}

void GraphView::paintNode(QPainter& painter, std::size_t index) const
{
    const QRectF box = boxOf(index);
    if (!box.adjusted(-8, -8, 8, 8).intersects(viewport()->rect()))
        return;
    const GraphNode& node = m_picture->graph.nodes[index];
    const bool isCurrent = index == m_current;
    const bool isDim = isAhead(node);
    painter.setPen(QPen(m_theme.color(ColorRole::Line)));
    painter.setBrush(m_theme.color(ColorRole::Surface1));
    // Several that are shown as one stand behind each other.
    for (const double behind : {6.0, 3.0}) {
        if (node.isFolded || node.isRest)
            painter.drawRoundedRect(box.translated(behind * m_zoom, behind * m_zoom), kCornerRadius,
                                    kCornerRadius);
    }
    painter.setPen(
        QPen(m_theme.color(isCurrent ? ColorRole::Accent : ColorRole::Line), isCurrent ? 2 : 1));
    painter.setBrush(m_theme.color(isCurrent ? ColorRole::Surface3 : ColorRole::Surface1));
    painter.drawRoundedRect(box, kCornerRadius, kCornerRadius);
    if (isFound(index)) {
        QColor found = m_theme.color(ColorRole::ModeFixed);
        found.setAlphaF(kHitTint);
        painter.fillRect(box.adjusted(2, 2, -2, -2), found);
    }
    painter.fillRect(QRectF(box.left() + 1, box.top() + kCornerRadius, kStripe * m_zoom,
                            box.height() - 2 * kCornerRadius),
                     m_theme.color(isDim ? ColorRole::Line : stepRole(node.kind)));
    if (m_zoom < kReadable)
        return;
    painter.save();
    painter.setClipRect(box);
    painter.translate(box.topLeft());
    painter.scale(m_zoom, m_zoom);
    const double width = box.width() / m_zoom;
    QRectF line(12, 6, width - 20, 22);
    paintBadges(painter, node, line);
    painter.setFont(m_theme.font(common::TextSize::Body, true));
    painter.setPen(m_theme.color(isDim ? ColorRole::TextDisabled : ColorRole::TextPrimary));
    const QString name =
        node.name.empty() ? items::stepKindText(node.kind) : common::safeLine(node.name, 80);
    painter.drawText(
        line, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(name, Qt::ElideMiddle, static_cast<int>(line.width())));
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(isDim ? ColorRole::TextDisabled : ColorRole::TextSecondary));
    const QRectF facts(12, 30, width - 20, 18);
    painter.drawText(facts, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(factsOf(node), Qt::ElideRight,
                                                      static_cast<int>(facts.width())));
    painter.restore();
}

} // namespace traceview
