// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/formats.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/trace/contextcolors.h"
#include "widgets/trace/fillchart.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;

constexpr float kPale = 0.38F;

QColor withAlpha(QColor color, float alpha)
{
    color.setAlphaF(alpha);
    return color;
}

// 1, 2 or 5 times a power of ten, so that some four lines fit.
double stepOf(double top)
{
    const double rough = top / 4;
    const double power = std::pow(10.0, std::floor(std::log10(std::max(rough, 1.0))));
    for (const double times : {1.0, 2.0, 5.0})
        if (power * times >= rough)
            return power * times;
    return power * 10;
}

} // namespace

void FillChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.fillRect(rect(), m_theme.color(ColorRole::Surface0));
    if (turns() == 0)
        return;
    const QRectF plot = plotArea();
    if (m_current >= m_columns.first && m_current < m_columns.first + m_columns.count)
        painter.fillRect(QRectF(m_columns.leftOf(m_current) - 2, plot.top(), m_columns.width + 4,
                                height() - plot.top()),
                         m_theme.color(ColorRole::Surface3));
    paintAxis(painter);
    for (std::size_t i = 0; i < m_columns.count; ++i)
        paintColumn(painter, m_columns.first + i);
    paintWindow(painter);
    paintFlags(painter);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(m_theme.focusPen());
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void FillChart::paintAxis(QPainter& painter) const
{
    const QRectF plot = plotArea();
    const double step = stepOf(m_scale.top);
    for (double tokens = 0; tokens <= m_scale.top; tokens += step) {
        const double y = std::round(yOf(tokens)) + 0.5;
        painter.setPen(m_theme.color(ColorRole::Line));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(m_theme.color(ColorRole::TextSecondary));
        common::drawTabular(painter, QRectF(0, y - 8, plot.left() - 6, 16),
                            Qt::AlignRight | Qt::AlignVCenter, items::shortCountText(tokens));
    }
    // Every so many turns have a number, as far as there is room for it.
    const double wide = common::tabularWidth(QFontMetricsF(painter.font()),
                                             items::countText(static_cast<std::int64_t>(turns())))
        + 10;
    const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil(wide / m_columns.pitch)));
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    for (std::size_t i = 0; i < m_columns.count; ++i) {
        const std::size_t turn = m_columns.first + i;
        if (turn != m_current
            && (turn % every != 0
                || (m_current > turn ? m_current - turn : turn - m_current) < every))
            continue;
        painter.setPen(
            m_theme.color(turn == m_current ? ColorRole::TextPrimary : ColorRole::TextSecondary));
        const double middle =
            std::min(m_columns.leftOf(turn) + m_columns.width / 2, width() - wide / 2);
        common::drawTabular(painter, QRectF(middle - 40, plot.bottom() + 1, 80, 16),
                            Qt::AlignHCenter | Qt::AlignVCenter,
                            items::countText(static_cast<std::int64_t>(turn) + 1));
    }
}

void FillChart::paintColumn(QPainter& painter, std::size_t turn) const
{
    const trace::ContextTurn& what = m_session->turns[turn];
    const double left = m_columns.leftOf(turn);
    const auto blocks = fillBlocks(what, unknownGhost());
    for (const FillBlock& block : blocks) {
        const double top = yOf(block.to);
        paintBlock(painter,
                   QRectF(left, top, m_columns.width, std::max(1.0, yOf(block.from) - top)), block);
    }
    if (blocks.empty()) {
        painter.setPen(m_theme.color(ColorRole::Unknown));
        painter.drawText(QRectF(left - 10, plotArea().bottom() - 16, m_columns.width + 20, 16),
                         Qt::AlignCenter, u"?"_s);
    }
}

void FillChart::paintBlock(QPainter& painter, const QRectF& area, const FillBlock& block) const
{
    const QColor color = m_theme.color(roleOf(block.filling));
    switch (block.kind) {
    case FillBlock::Kind::Carried:
        painter.fillRect(area, withAlpha(color, kPale));
        break;
    case FillBlock::Kind::Added:
    case FillBlock::Kind::Answer:
        painter.fillRect(area, color);
        break;
    case FillBlock::Kind::Unexplained:
        fillUnattributed(painter, area, m_theme.color(ColorRole::Unknown));
        break;
    case FillBlock::Kind::Ghost: {
        // It hangs: a little apart from what is there.
        const QColor gone = m_theme.color(ColorRole::EvidenceTruncated);
        const QRectF hung = area.height() > 5 ? area.adjusted(0, 0, 0, -3) : area;
        painter.fillRect(hung, QBrush(withAlpha(gone, 0.7F), Qt::FDiagPattern));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(gone, 1, block.isUnknown ? Qt::DotLine : Qt::DashLine));
        if (hung.width() > 3 && hung.height() > 3)
            painter.drawRect(hung.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    }
    }
}

// Words over whatever stands there, above or below a line, at the end where the columns are lower.
void FillChart::paintNote(QPainter& painter, const QString& text, double y, bool isAbove) const
{
    const QRectF plot = plotArea();
    const double size = common::tabularWidth(QFontMetricsF(painter.font()), text) + 8;
    const auto tokensOf = [&](std::size_t turn) { return usedTokens(m_session->turns[turn]); };
    const double end = m_columns.leftOf(m_columns.first + m_columns.count);
    const bool isLeft = end > plot.right() - size
        && tokensOf(m_columns.first) < tokensOf(m_columns.first + m_columns.count - 1);
    const QRectF area(isLeft ? plot.left() : plot.right() - size, isAbove ? y - 16 : y + 1, size,
                      15);
    painter.fillRect(area, withAlpha(m_theme.color(ColorRole::Surface0), 0.85F));
    common::drawTabular(painter, area.adjusted(4, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
}

// A stepped line: other models of the session have other windows.
void FillChart::paintWindow(QPainter& painter) const
{
    const QRectF plot = plotArea();
    // What the server really keeps, whatever it tells.
    const bool hasCut = std::ranges::any_of(m_session->turns, [](const trace::ContextTurn& turn) {
        return turn.context.cut.has_value();
    });
    if (const auto pin = m_session->scale.pin; pin && hasCut) {
        const double y = std::round(yOf(static_cast<double>(*pin))) + 0.5;
        painter.setPen(QPen(m_theme.color(ColorRole::EvidenceTruncated), 1.5, Qt::DashLine));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        paintNote(painter, tr("the server keeps %1 of an input").arg(items::countText(*pin)), y,
                  true);
    }
    painter.setPen(QPen(m_theme.color(ColorRole::Severity1), 1.5));
    if (m_scale.window <= 0)
        return;
    const QString text = items::countText(m_scale.window);
    if (m_scale.isWindowBeyond) {
        painter.setPen(m_theme.color(ColorRole::TextSecondary));
        paintNote(painter, tr("window of %1 tokens far above").arg(text), plot.top(), false);
        return;
    }
    for (std::size_t i = 0; i < m_columns.count; ++i) {
        const auto window = m_session->turns[m_columns.first + i].context.window;
        if (!window)
            continue;
        const double y = std::round(yOf(static_cast<double>(*window))) + 0.5;
        const double left = m_columns.leftOf(m_columns.first + i) - 2;
        const bool isLast = i + 1 == m_columns.count;
        painter.drawLine(QPointF(left, y),
                         QPointF(isLast ? plot.right() : left + m_columns.pitch, y));
    }
    const double y = yOf(static_cast<double>(m_scale.window));
    painter.setPen(m_theme.color(ColorRole::Severity1));
    paintNote(painter, tr("window %1").arg(text), y, false);
}

void FillChart::paintFlags(QPainter& painter) const
{
    const QColor gone = m_theme.color(ColorRole::EvidenceTruncated);
    for (const Flag& flag : m_flags) {
        const double x = std::round(m_columns.leftOf(flag.turn) + m_columns.width / 2) + 0.5;
        painter.setPen(QPen(withAlpha(gone, 0.8F), 1));
        painter.drawLine(QPointF(x, flag.area.bottom()), QPointF(x, ghostTop(flag.turn)));
    }
    for (const Flag& flag : m_flags) {
        const bool isCurrent = flag.turn == m_current;
        painter.setPen(QPen(gone, 1));
        painter.setBrush(m_theme.color(isCurrent ? ColorRole::Surface3 : ColorRole::Surface1));
        painter.drawRect(flag.area.adjusted(0.5, 0.5, -0.5, -0.5));
        painter.setPen(isCurrent ? m_theme.color(ColorRole::TextPrimary) : gone);
        common::drawTabular(painter, flag.area.adjusted(6, 0, -4, 0),
                            Qt::AlignLeft | Qt::AlignVCenter, flag.text);
    }
    painter.setBrush(Qt::NoBrush);
}

} // namespace traceview
