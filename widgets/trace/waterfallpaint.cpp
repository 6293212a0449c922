// SPDX-License-Identifier: GPL-3.0-or-later

// What WaterfallView paints; what it does is in waterfallview.cpp.

#include "models/items/formats.h"
#include "models/items/spantext.h"
#include "widgets/common/icons.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/trace/stepcolors.h"
#include "widgets/trace/timeaxis.h"
#include "widgets/trace/waterfallview.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;

constexpr int kDepthIndent = 12;
constexpr int kDeepestIndent = 12;
constexpr int kSpanMark = 12;

} // namespace

void WaterfallView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.color(ColorRole::Surface0));
    const int scrolled = verticalScrollBar()->value();
    const int first = scrolled / rowHeight();
    const int last =
        std::min(m_layout.rowCount(), (scrolled + viewport()->height()) / rowHeight() + 1);
    for (int row = first; row < last; ++row)
        paintRow(painter, row, rowHeight() + row * rowHeight() - scrolled);
    paintAxis(painter);
    paintMoment(painter);
    if (hasFocus()) {
        painter.setPen(m_theme.focusPen());
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void WaterfallView::paintRows(QPainter& painter, int first, int last) const
{
    for (int row = first; row < last; ++row)
        paintRow(painter, row, heightOf(row));
}

void WaterfallView::paintAxis(QPainter& painter) const
{
    painter.fillRect(QRect(0, 0, viewport()->width(), rowHeight()),
                     m_theme.color(ColorRole::Surface1));
    painter.setPen(m_theme.color(ColorRole::Line));
    painter.drawLine(0, rowHeight() - 1, viewport()->width(), rowHeight() - 1);
    painter.drawLine(nameWidth(), 0, nameWidth(), viewport()->height());
    if (m_layout.tree().isEmpty() || m_range.isEmpty())
        return;
    const QRectF axis(nameWidth() + common::kSpace2, 0, scale().width, rowHeight());
    paintTimeAxis(painter, m_theme, axis, m_range, m_layout.tree().range().start);
}

void WaterfallView::paintMoment(QPainter& painter) const
{
    if (!m_moment || m_layout.tree().isEmpty() || *m_moment < m_range.start
        || *m_moment > m_range.end)
        return;
    const double x = nameWidth() + common::kSpace2 + scale().positionOf(*m_moment);
    painter.setPen(QPen(m_theme.color(ColorRole::ModeFixed), 1));
    painter.drawLine(QPointF(x, 0), QPointF(x, viewport()->height()));
}

void WaterfallView::paintRow(QPainter& painter, int row, int top) const
{
    const int node = m_layout.nodeAt(row);
    const QRect whole(0, top, viewport()->width(), rowHeight());
    if (node == m_current) {
        painter.fillRect(whole, m_theme.color(ColorRole::Surface3));
        painter.fillRect(QRect(0, top, 3, rowHeight()),
                         m_theme.color(hasFocus() ? ColorRole::Accent : ColorRole::Line));
    }
    if (m_hits.contains(m_layout.tree().span(node).span)) {
        QColor found = m_theme.color(ColorRole::ModeFixed);
        found.setAlphaF(kHitTint);
        painter.fillRect(QRect(0, top, nameWidth(), rowHeight()), found);
    }
    paintName(painter, node, QRectF(0, top, nameWidth(), rowHeight()));
    const QRectF bars(nameWidth() + common::kSpace2, top, scale().width, rowHeight());
    painter.save();
    painter.setClipRect(bars.adjusted(-common::kSpace2, 0, common::kSpace2, 0));
    paintBar(painter, node, bars);
    painter.restore();
}

void WaterfallView::paintName(QPainter& painter, int node, const QRectF& box) const
{
    const auto& place = m_layout.tree().node(node);
    const store::SpanRow& span = m_layout.tree().span(node);
    // Very deep traces are told by their numbers, not by ever narrower names.
    double left =
        box.left() + common::kSpace2 + std::min(place.depth, kDeepestIndent) * kDepthIndent;
    const QRect mark(qRound(left), qRound(box.center().y()) - kSpanMark / 2, kSpanMark, kSpanMark);
    if (place.subtreeSize > 1)
        common::icon(m_theme, m_layout.isCollapsed(node) ? u"chevronright"_s : u"chevrondown"_s,
                     ColorRole::TextSecondary)
            .paint(&painter, mark);
    left += kSpanMark + common::kSpace1;

    QString name = span.isInferred ? items::spanNameText(span)
        : span.name.empty()        ? tr("unnamed")
                                   : common::safeLine(span.name, 120);
    if (place.depth > kDeepestIndent)
        name = u"%1 ⋯ "_s.arg(place.depth) + name;
    const bool isLoose =
        place.link == trace::Link::Orphan || place.link == trace::Link::BrokenCycle;
    if (isLoose)
        name = (place.link == trace::Link::Orphan ? tr("%1 (parent unknown)")
                                                  : tr("%1 (parents in a circle)"))
                   .arg(name);
    if (m_layout.isCollapsed(node))
        name += u"  +%1"_s.arg(items::countText(place.subtreeSize - 1));
    painter.setFont(m_theme.font(common::TextSize::Body));
    painter.setPen(m_theme.color(isAhead(node)                    ? ColorRole::TextDisabled
                                     : isLoose || span.isInferred ? ColorRole::Unknown
                                                                  : ColorRole::TextPrimary));
    const double right = box.right() - common::kSpace2;
    if (span.isFailed) {
        const QRect error(qRound(right) - kSpanMark, mark.top(), kSpanMark, kSpanMark);
        // Where it began stands out against those who only pass it on.
        const bool isEcho = place.failure == trace::Failure::Echo;
        common::icon(m_theme, u"error"_s, isEcho ? ColorRole::TextSecondary : ColorRole::Severity1)
            .paint(&painter, error);
    }
    const double width = right - left - (span.isFailed ? kSpanMark + 4 : 0);
    painter.drawText(QRectF(left, box.top(), width, box.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(name,
                                                      Qt::ElideMiddle, // tools differ at their ends
                                                      static_cast<int>(width)));
}

void WaterfallView::paintBar(QPainter& painter, int node, const QRectF& box) const
{
    const store::SpanRow& span = m_layout.tree().span(node);
    const trace::Bar bar = trace::barOf(span, scale());
    const auto duration = trace::durationOf(span);
    if (bar.isVisible) {
        const QRectF shape(box.left() + bar.left, box.top() + 6, bar.width, box.height() - 12);
        const QColor color = m_theme.color(isAhead(node) ? ColorRole::Line : stepRole(span.step));
        if (duration)
            painter.fillRect(shape, color);
        else // when it ran is not known: no length is claimed
            painter.fillRect(shape.adjusted(0, 0, 4, 0), QBrush(color, Qt::Dense4Pattern));
        if (span.isFailed)
            painter.fillRect(QRectF(shape.left(), shape.bottom() - 2, shape.width(), 2),
                             m_theme.color(ColorRole::Severity1));
    }
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    QString label = duration ? items::durationText(*duration) : tr("duration unknown");
    if (span.isInferred)
        label = tr("its span never came");
    if (m_layout.tree().node(node).isOutsideParent)
        label += tr(" · outside its parent");
    if (span.isFailed)
        label += u" · "_s + items::failureText(m_layout.tree().node(node).failure);
    const double width = common::tabularWidth(QFontMetricsF(painter.font()), label) + 2;
    double left = box.left() + bar.left + bar.width + 6;
    if (left + width <= box.right())
        paintNote(painter, node, left + width, box);
    if (left + width > box.right())
        left = box.left() + bar.left - width - 6;
    if (left < box.left()) { // no room beside the bar: on it
        left = std::max(box.left() + bar.left, box.left()) + 6;
        painter.setPen(m_theme.color(ColorRole::Surface0));
    }
    if (bar.isVisible)
        common::drawTabular(painter, QRectF(left, box.top(), width, box.height()),
                            Qt::AlignLeft | Qt::AlignVCenter, label);
}

void WaterfallView::paintNote(QPainter& painter, int node, double left, const QRectF& box) const
{
    constexpr double kLeast = 48; // less is no use to anybody
    const QString note = noteOf(node);
    const QRectF room(left, box.top(), box.right() - left, box.height());
    if (note.isEmpty() || room.width() < kLeast)
        return;
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(u"· "_s + note, Qt::ElideRight,
                                                      static_cast<int>(room.width())));
}

} // namespace traceview
