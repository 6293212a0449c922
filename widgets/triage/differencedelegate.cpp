// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/differencedelegate.h"

#include "models/items/differencemodel.h"
#include "models/items/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/incident/entrylist.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

using common::ColorRole;
using items::DifferenceModel;

constexpr int kDifferenceLine = 20;
constexpr int kShareLine = 12;
constexpr int kMargin = 6;
constexpr int kShareWidth = 48; // of the figure beside a bar
constexpr int kBarHeight = 6;

} // namespace

DifferenceDelegate::DifferenceDelegate(const common::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize DifferenceDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const auto folded = index.data(DifferenceModel::FoldedRole).toStringList().size();
    return {200,
            2 * kMargin + 2 * m_theme.scaled(kDifferenceLine) + 2 * m_theme.scaled(kShareLine) + 4
                + static_cast<int>(folded) * m_theme.scaled(kDifferenceLine)};
}

bool DifferenceDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                                   const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString text = index.data(Qt::ToolTipRole).toString();
    QToolTip::showText(event->globalPos(), text.isEmpty() ? QString() : common::plainToolTip(text),
                       view);
    return true;
}

void DifferenceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    incident::paintRowBackground(*painter, option, m_theme);
    const QRectF inner =
        QRectF(option.rect).adjusted(common::kSpace3, kMargin, -common::kSpace3, -kMargin);
    // The name has a line to itself: beside the figures nothing of it would be left in a narrow
    // panel.
    QRectF line(inner.left(), inner.top(), inner.width(), m_theme.scaled(kDifferenceLine));
    painter->setFont(m_theme.font(common::TextSize::Body, true));
    painter->setPen(m_theme.color(ColorRole::TextPrimary));
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetricsF(painter->font())
                          .elidedText(index.data().toString(), Qt::ElideMiddle, line.width()));
    line.translate(0, m_theme.scaled(kDifferenceLine));
    painter->setFont(m_theme.font(common::TextSize::Small));
    painter->setPen(m_theme.color(ColorRole::TextSecondary));
    common::drawTabular(*painter, line, Qt::AlignLeft | Qt::AlignVCenter,
                        index.data(DifferenceModel::EffectRole).toString());
    line = QRectF(inner.left(), line.bottom() + 2, inner.width(), m_theme.scaled(kShareLine));
    paintShare(*painter, line, index.data(DifferenceModel::SuspectShareRole).toDouble(), true);
    line.translate(0, m_theme.scaled(kShareLine));
    paintShare(*painter, line, index.data(DifferenceModel::RestShareRole).toDouble(), false);
    line = QRectF(inner.left(), line.bottom() + 2, inner.width(), m_theme.scaled(kDifferenceLine));
    painter->setFont(m_theme.font(common::TextSize::Small));
    painter->setPen(m_theme.color(ColorRole::TextSecondary));
    for (const QString& text : index.data(DifferenceModel::FoldedRole).toStringList()) {
        painter->drawText(
            line, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetricsF(painter->font()).elidedText(text, Qt::ElideRight, line.width()));
        line.translate(0, m_theme.scaled(kDifferenceLine));
    }
    painter->restore();
}

void DifferenceDelegate::paintShare(QPainter& painter, const QRectF& line, double share,
                                    bool isOfSuspects) const
{
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(isOfSuspects ? ColorRole::TextPrimary : ColorRole::TextSecondary));
    common::drawTabular(painter,
                        QRectF(line.left(), line.top(), m_theme.scaled(kShareWidth), line.height()),
                        Qt::AlignRight | Qt::AlignVCenter, items::percentText(share));
    const QRectF track(line.left() + m_theme.scaled(kShareWidth) + common::kSpace2,
                       line.center().y() - kBarHeight / 2.0,
                       line.width() - m_theme.scaled(kShareWidth) - common::kSpace2, kBarHeight);
    painter.fillRect(track, m_theme.color(ColorRole::Surface2));
    QRectF bar = track;
    bar.setWidth(track.width() * std::clamp(share, 0.0, 1.0));
    painter.fillRect(bar,
                     m_theme.color(isOfSuspects ? ColorRole::Severity2 : ColorRole::TextDisabled));
}

} // namespace triage
