// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/contextwords.h"
#include "models/items/formats.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/trace/contextbar.h"
#include "widgets/trace/contextcolors.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;

void hatch(QPainter& painter, const QRectF& area, QColor color, float alpha, Qt::BrushStyle style)
{
    color.setAlphaF(alpha);
    painter.fillRect(area, QBrush(color, style));
}

} // namespace

void ContextBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF bar = barArea();
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(
        m_theme.color(m_current >= 0 ? ColorRole::TextPrimary : ColorRole::TextSecondary));
    const QRectF head(bar.left(), 0, bar.width(), bar.top() - 2);
    if (!m_reason.isEmpty()) {
        painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, m_reason);
        painter.fillRect(bar, QBrush(m_theme.color(ColorRole::Line), Qt::BDiagPattern));
    } else {
        common::drawTabular(painter, head, Qt::AlignLeft | Qt::AlignVCenter, headText());
        for (const BarSegment& segment : m_geometry.segments)
            paintSegment(painter, segment);
        paintCut(painter);
        if (m_geometry.isBroken)
            paintBreak(painter);
        // Where the window ends when more is in use than it holds.
        if (m_geometry.windowEnd > 0)
            painter.fillRect(
                QRectF(bar.left() + m_geometry.windowEnd - 1, bar.top() - 2, 2, bar.height() + 4),
                m_theme.color(ColorRole::Severity1));
        paintMarks(painter);
        paintLegend(painter);
    }
    if (m_current >= 0) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(ColorRole::TextPrimary), 1.5));
        const QRectF area = m_items[static_cast<std::size_t>(m_current)].area;
        painter.drawRect(area.width() < 4 ? area.adjusted(-2, -1, 2, 1)
                                          : area.adjusted(0.5, -0.5, -0.5, 0.5));
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(m_theme.focusPen());
        painter.drawRect(QRectF(rect()).adjusted(3.5, 0.5, -3.5, -0.5));
    }
}

void ContextBar::paintSegment(QPainter& painter, const BarSegment& segment) const
{
    const QRectF bar = barArea();
    const double width = segment.right - segment.left;
    const QRectF area(bar.left() + segment.left, bar.top(),
                      std::max(1.0, width - (width > 3 ? 1 : 0)), bar.height());
    const QColor surface = m_theme.color(ColorRole::Surface0);
    switch (segment.kind) {
    case BarSegment::Kind::Gone:
    case BarSegment::Kind::Unread: {
        const QColor gone = m_theme.color(ColorRole::EvidenceTruncated);
        if (segment.kind == BarSegment::Kind::Unread)
            hatch(painter, area, m_theme.color(roleOf(segment.filling)), 0.30F, Qt::SolidPattern);
        hatch(painter, area, gone, 0.75F, Qt::FDiagPattern);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(gone, 1, Qt::DashLine));
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));
        if (!segment.tokens) {
            painter.fillRect(area.adjusted(4, 2, -4, -2), surface);
            painter.setPen(gone);
            painter.drawText(area, Qt::AlignCenter, u"?"_s);
        }
        break;
    }
    case BarSegment::Kind::Held:
        if (segment.filling == trace::Filling::Unattributed) {
            const QColor unknown = m_theme.color(roleOf(segment.filling));
            fillUnattributed(painter, area, unknown);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(unknown);
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));
            break;
        }
        painter.fillRect(area, m_theme.color(roleOf(segment.filling)));
        if (segment.isEstimated)
            hatch(painter, area, surface, 0.32F, Qt::BDiagPattern);
        break;
    case BarSegment::Kind::Reserve:
        painter.fillRect(area, m_theme.color(ColorRole::Surface2));
        hatch(painter, area, m_theme.color(roleOf(trace::Filling::Output)), 0.55F,
              Qt::Dense6Pattern);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(roleOf(trace::Filling::Output)), 1, Qt::DotLine));
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case BarSegment::Kind::Free:
        painter.fillRect(area, m_theme.color(ColorRole::Surface2));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(m_theme.color(ColorRole::Line));
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    }
}

// A torn edge: what is left of it did not come through.
void ContextBar::paintCut(QPainter& painter) const
{
    if (m_geometry.cut <= 0)
        return;
    const QRectF bar = barArea();
    const double x = bar.left() + m_geometry.cut;
    QPainterPath path(QPointF(x, bar.top() - 3));
    for (int i = 1; i <= 6; ++i)
        path.lineTo(x + (i % 2 == 0 ? -1.5 : 1.5), bar.top() - 3 + i * (bar.height() + 6) / 6);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.color(ColorRole::EvidenceTruncated), 1.5));
    painter.drawPath(path);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

// Two slanted strokes through the free part, as on an axis with a piece cut out.
void ContextBar::paintBreak(QPainter& painter) const
{
    const auto& segments = m_geometry.segments;
    if (segments.empty() || segments.back().kind != BarSegment::Kind::Free)
        return;
    const QRectF bar = barArea();
    const double middle = bar.left() + (segments.back().left + segments.back().right) / 2;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(ColorRole::TextSecondary), 1.5));
    for (const double x : {middle - 3, middle + 3})
        painter.drawLine(QPointF(x - 3, bar.bottom() + 2), QPointF(x + 3, bar.top() - 2));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void ContextBar::paintMarks(QPainter& painter) const
{
    const QRectF bar = barArea();
    const double top = bar.bottom() + 2;
    const bool hasMarks = !m_positions.used.empty() || !m_positions.unused.empty();
    painter.setRenderHint(QPainter::Antialiasing);
    // The stretch that is overlooked most. Of an input that was cut nobody knows it.
    if (hasMarks && !m_context.cut && m_positions.inputTokens >= claims::kLongInput) {
        const double from = bar.left() + m_geometry.xOf(claims::kMiddleFrom);
        const double to = bar.left() + m_geometry.xOf(claims::kMiddleTo);
        painter.fillRect(QRectF(from, bar.bottom() + 8, to - from, 2),
                         m_theme.color(ColorRole::Line));
    }
    const auto xOf = [&](double position) { return bar.left() + m_geometry.xOf(position); };
    painter.setBrush(m_theme.color(ColorRole::Surface0));
    painter.setPen(QPen(m_theme.color(ColorRole::TextSecondary), 1));
    for (const claims::UnusedPassage& unused : m_positions.unused)
        if (unused.isInWindow)
            painter.drawEllipse(QPointF(xOf(unused.position), top + 4), 2.5, 2.5);
    painter.setPen(Qt::NoPen);
    for (const claims::UsedStretch& used : m_positions.used) {
        const double x = xOf(used.position);
        painter.setBrush(m_theme.color(roleOf(used.support)));
        const QPolygonF arrow({QPointF(x, top), QPointF(x + 4, top + 8), QPointF(x - 4, top + 8)});
        painter.drawPolygon(arrow);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace traceview
