// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/twolinedelegate.h"

#include <QApplication>
#include <QPainter>

#include <utility>

namespace sources {

TwoLineDelegate::TwoLineDelegate(const common::Theme& theme, int secondRole, QObject* parent)
    : CellDelegate(theme, parent)
    , m_secondRole(secondRole)
{
}

int TwoLineDelegate::indent(const QModelIndex& index) const
{
    Q_UNUSED(index)
    return common::kSpace2;
}

QString TwoLineDelegate::secondLine(const QStyleOptionViewItem& option,
                                    const QModelIndex& index) const
{
    Q_UNUSED(option)
    return index.data(m_secondRole).toString();
}

void TwoLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    const QString first = std::exchange(cell.text, {}).trimmed();
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);
    const QRect box = option.rect.adjusted(indent(index), 3, -common::kSpace2, -3);
    const auto draw = [&](const QFont& font, common::ColorRole role, Qt::Alignment place,
                          const QString& text, Qt::TextElideMode elide) {
        painter->setFont(font);
        painter->setPen(theme().color(role));
        painter->drawText(box, static_cast<int>(Qt::AlignLeft | place) | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(text, elide, box.width()));
    };
    painter->save();
    draw(cell.font, common::ColorRole::TextPrimary, Qt::AlignTop, first, cell.textElideMode);
    draw(theme().font(common::TextSize::Small), common::ColorRole::TextSecondary, Qt::AlignBottom,
         secondLine(option, index), Qt::ElideRight);
    painter->restore();
}

} // namespace sources
