// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/linkdelegate.h"

#include "models/items/linkmodel.h"
#include "widgets/common/glyphs.h"

#include <QPainter>

namespace sources {

namespace {

using common::ColorRole;
using telemetry::LinkState;

constexpr int kGlyph = 16;

void paintCross(QPainter& painter, const QRectF& rect, const QColor& color)
{
    const QPointF c = rect.center();
    constexpr qreal r = 3.5;
    painter.setPen(QPen(color, 1.5));
    painter.drawLine(c + QPointF(-r, -r), c + QPointF(r, r));
    painter.drawLine(c + QPointF(-r, r), c + QPointF(r, -r));
}

void paintLinkGlyph(QPainter& painter, const QRectF& rect, LinkState state,
                    const common::Theme& theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    switch (state) {
    case LinkState::Connected:
        return common::paintGlyph(painter, rect, health::HealthState::Well, theme);
    case LinkState::Lagging:
        return common::paintGlyph(painter, rect, health::HealthState::Degraded, theme);
    case LinkState::Stale:
        return common::paintGlyph(painter, rect, health::HealthState::Stale, theme);
    case LinkState::Failing:
        return paintCross(painter, rect, theme.color(linkRole(state)));
    case LinkState::Waiting:
        return common::paintGlyph(painter, rect, health::HealthState::NoData, theme);
    case LinkState::Closed:
        break;
    }
    painter.setPen(QPen(theme.color(linkRole(state)), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect.center() - QPointF(2.5, 2.5), QSizeF(5, 5)));
}

} // namespace

QChar linkGlyph(LinkState state)
{
    switch (state) {
    case LinkState::Connected:
        return u'●';
    case LinkState::Lagging:
        return u'◆';
    case LinkState::Stale:
        return u'◐';
    case LinkState::Failing:
        return u'✕';
    case LinkState::Waiting:
        return u'?';
    case LinkState::Closed:
        return u'▫';
    }
    return u'?';
}

ColorRole linkRole(LinkState state)
{
    switch (state) {
    case LinkState::Connected:
        return ColorRole::Well;
    case LinkState::Lagging:
        return ColorRole::Severity3;
    case LinkState::Failing:
        return ColorRole::Severity2;
    case LinkState::Closed:
        return ColorRole::TextSecondary;
    case LinkState::Waiting:
    case LinkState::Stale:
        break;
    }
    return ColorRole::Unknown;
}

LinkDelegate::LinkDelegate(const common::Theme& theme, QObject* parent)
    : CellDelegate(theme, parent)
{
}

void LinkDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const QRectF cell(option.rect);
    QStyleOptionViewItem words(option);
    words.textElideMode = Qt::ElideRight; // the state comes first, then why
    paintText(painter, words, index,
              cell.adjusted(kGlyph + common::kSpace2 + common::kSpace1, 0, -common::kSpace1, 0));
    const auto state = static_cast<LinkState>(index.data(items::LinkModel::StateRole).toInt());
    painter->save();
    paintLinkGlyph(
        *painter,
        QRectF(cell.left() + common::kSpace1, cell.center().y() - kGlyph / 2.0, kGlyph, kGlyph),
        state, theme());
    painter->restore();
}

} // namespace sources
