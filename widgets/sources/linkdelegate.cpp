// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/linkdelegate.h"

#include "models/items/linkmodel.h"
#include "widgets/common/glyphs.h"

#include <QPainter>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace sources {

namespace {

using common::ColorRole;
using telemetry::LinkState;

constexpr int kGlyph = 16;
constexpr int kLevel = 14; // pixels that a sender stands further in than its endpoint

// Of an endpoint 0, of a sender 1, of one of its instances 2.
int levelOf(const QModelIndex& index)
{
    return index.data(items::LinkModel::LevelRole).toInt();
}

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
    : TwoLineDelegate(theme, Qt::DisplayRole, parent)
{
}

int LinkDelegate::indent(const QModelIndex& index) const
{
    return levelOf(index) * kLevel + kGlyph + common::kSpace2 + common::kSpace1;
}

QString LinkDelegate::secondLine(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    using items::LinkModel;
    QStringList parts{index.siblingAtColumn(LinkModel::StateColumn).data().toString()};
    const auto* table = qobject_cast<const QTableView*>(option.widget);
    const auto state = static_cast<LinkState>(index.data(LinkModel::StateRole).toInt());
    for (const int column : {LinkModel::LagColumn, LinkModel::SkewColumn, LinkModel::RateColumn}) {
        const QString text = index.siblingAtColumn(column).data().toString();
        const bool isTold = text != items::unknownText() && text != items::noSkewText();
        // How fast a file was read says nothing of the service.
        const bool isOver = state == LinkState::Closed && column == LinkModel::RateColumn;
        if (table != nullptr && table->isColumnHidden(column) && isTold && !isOver)
            parts << index.model()->headerData(column, Qt::Horizontal).toString().toLower() + u' '
                    + text;
    }
    return parts.join(u" · "_s);
}

void LinkDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    TwoLineDelegate::paint(painter, option, index);
    const QRectF cell(option.rect);
    const auto state = static_cast<LinkState>(index.data(items::LinkModel::StateRole).toInt());
    painter->save();
    paintLinkGlyph(*painter,
                   QRectF(cell.left() + levelOf(index) * kLevel + common::kSpace1,
                          cell.center().y() - kGlyph / 2.0, kGlyph, kGlyph),
                   state, theme());
    painter->restore();
}

} // namespace sources
