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
#include <vector>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;

constexpr int kBar = 16;
constexpr int kMarks = 11;

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
        painter.setPen(QPen(m_theme.color(ColorRole::Accent), 1));
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

// What the colours mean; with the figures where there is room for them.
void ContextBar::paintLegend(QPainter& painter) const
{
    enum class Swatch
    {
        Filled,
        Outlined,
        Gone,
        Dotted,
        Mark, // drawn as the words' first letter
    };
    struct Entry
    {
        Swatch swatch;
        QColor color;
        QString text;
        QString brief;
    };
    std::vector<Entry> entries;
    bool tellsDropped = false;
    for (const trace::ContextDrop& drop : m_drops) {
        if (drop.rule == trace::DropRule::Replaced)
            continue;
        entries.push_back({Swatch::Gone, m_theme.color(ColorRole::EvidenceTruncated),
                           items::dropText(drop), tellsDropped ? QString() : tr("Dropped")});
        tellsDropped = true;
    }
    for (const auto& share : m_context.shares)
        entries.push_back({Swatch::Filled, m_theme.color(roleOf(share.filling)),
                           u"%1 %2%3"_s.arg(items::fillingText(share.filling),
                                            share.isEstimated ? u"≈ "_s : QString(),
                                            items::countText(share.tokens)),
                           items::fillingText(share.filling)});
    const QColor secondary = m_theme.color(ColorRole::TextSecondary);
    if (!m_positions.used.empty())
        entries.push_back(
            {Swatch::Mark, secondary, u"▲"_s + tr("claims rest on it"), u"▲"_s + tr("claims")});
    if (std::ranges::any_of(m_positions.unused, &claims::UnusedPassage::isInWindow))
        entries.push_back(
            {Swatch::Mark, secondary, u"○"_s + tr("unused passage"), u"○"_s + tr("unused")});
    for (const BarSegment& segment : m_geometry.segments) {
        const QString tokens = items::countText(segment.tokens.value_or(0));
        if (segment.kind == BarSegment::Kind::Reserve)
            entries.push_back({Swatch::Dotted, m_theme.color(roleOf(trace::Filling::Output)),
                               tr("Reserve %1").arg(tokens), tr("Reserve")});
        else if (segment.kind == BarSegment::Kind::Free)
            entries.push_back(
                {Swatch::Outlined, m_theme.color(ColorRole::Surface2),
                 (m_geometry.isBroken ? tr("Free %1, not to scale") : tr("Free %1")).arg(tokens),
                 tr("Free")});
    }

    const QRectF bar = barArea();
    const QRectF row(bar.left(), bar.top() + kBar + kMarks + (m_isCompact ? 0 : 2), bar.width(),
                     m_isCompact ? 16 : 18);
    const QFontMetricsF metrics(painter.font());
    const auto widthOf = [&](const Entry& entry, const QString& text) {
        return common::tabularWidth(metrics, entry.swatch == Swatch::Mark ? text.mid(1) : text)
            + 12;
    };
    double whole = 0;
    for (const Entry& entry : entries)
        whole += widthOf(entry, entry.text) + common::kSpace4;
    const bool isBrief = whole - common::kSpace4 > row.width();
    const double gap = isBrief ? common::kSpace3 : common::kSpace4;
    double left = row.left();
    for (const Entry& entry : entries) {
        const QString& text = isBrief ? entry.brief : entry.text;
        const double width = widthOf(entry, text);
        if (text.isEmpty() || left + width + 2 > row.right())
            continue;
        if (entry.swatch == Swatch::Mark) {
            painter.setPen(secondary);
            painter.drawText(QRectF(left - 2, row.top(), 12, row.height()), Qt::AlignCenter,
                             text.left(1));
        } else {
            const QRectF box(left, row.center().y() - 4, 8, 8);
            if (entry.swatch == Swatch::Gone)
                painter.fillRect(box, QBrush(entry.color, Qt::FDiagPattern));
            else if (entry.swatch == Swatch::Dotted)
                painter.fillRect(box, QBrush(entry.color, Qt::Dense5Pattern));
            else
                painter.fillRect(box, entry.color);
            if (entry.swatch != Swatch::Filled) {
                painter.setBrush(Qt::NoBrush);
                painter.setPen(entry.swatch == Swatch::Gone ? entry.color : secondary);
                painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
            }
        }
        painter.setPen(secondary);
        common::drawTabular(painter, QRectF(left + 12, row.top(), width - 10, row.height()),
                            Qt::AlignLeft | Qt::AlignVCenter,
                            entry.swatch == Swatch::Mark ? text.mid(1) : text);
        left += width + gap;
    }
}

} // namespace traceview
