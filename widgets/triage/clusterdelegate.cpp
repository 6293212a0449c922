// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/clusterdelegate.h"

#include "models/items/clustermodel.h"
#include "models/items/formats.h"
#include "models/items/timeconductor.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/incident/entrylist.h"
#include "widgets/triage/queuerow.h"
#include "widgets/triage/suspectdelegate.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

using common::ColorRole;
using items::ClusterModel;

} // namespace

ClusterDelegate::ClusterDelegate(const items::TimeConductor& conductor, const common::Theme& theme,
                                 QObject* parent)
    : QStyledItemDelegate(parent)
    , m_conductor(conductor)
    , m_theme(theme)
{
}

QSize ClusterDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {240, queueRow(m_theme)};
}

bool ClusterDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                                const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString versions = index.data(ClusterModel::VersionsRole).toString();
    QToolTip::showText(event->globalPos(),
                       versions.isEmpty()
                           ? QString()
                           : common::plainToolTip(safeRowText(versions, kTipCharacters)),
                       view);
    return true;
}

void ClusterDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    incident::paintRowBackground(*painter, option, m_theme);
    const QRectF inner = QRectF(option.rect)
                             .adjusted(common::kSpace3, m_theme.pad(kQueuePad), -common::kSpace3,
                                       -m_theme.pad(kQueuePad));
    // The bar's height is the share of all that are grouped.
    const QRectF track(inner.left(), inner.top(), kBarWidth, inner.height());
    painter->fillRect(track, m_theme.color(ColorRole::Line));
    const double share = std::clamp(index.data(ClusterModel::ShareRole).toDouble(), 0.0, 1.0);
    const double height = std::max(track.height() * share, 1.0);
    const double worst = index.data(ClusterModel::WorstRole).toDouble();
    painter->fillRect(QRectF(track.left(), track.bottom() - height, kBarWidth, height),
                      m_theme.color(common::severityRole(severityOf(worst))));

    const double left = track.right() + common::kSpace2;
    const QRectF first(left, inner.top(), inner.right() - left, queueLine(m_theme));
    paintHead(*painter, first, index);
    const auto line = [&](int number, const QString& text, Qt::TextElideMode mode) {
        painter->drawText(
            first.translated(0, number * queueLine(m_theme)), Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(text, mode, static_cast<int>(first.width())));
    };
    painter->setFont(m_theme.font(common::TextSize::Small));
    painter->setPen(m_theme.color(ColorRole::TextSecondary));
    line(1,
         safeRowText(index.data(ClusterModel::ServicesRole).toString() + u" · "_s
                         + index.data(ClusterModel::VersionsRole).toString(),
                     200),
         Qt::ElideRight);
    line(2, safeRowText(index.data(ClusterModel::ChipsRole).toStringList().join(u" · "_s), 200),
         Qt::ElideRight);
    QFont font = m_theme.font(common::TextSize::Body);
    font.setItalic(!index.data(ClusterModel::IsExcerptRole).toBool());
    painter->setFont(font);
    painter->setPen(m_theme.color(ColorRole::TextPrimary));
    line(3, safeRowText(index.data().toString(), 200), Qt::ElideRight);
    painter->restore();
}

void ClusterDelegate::paintHead(QPainter& painter, const QRectF& line,
                                const QModelIndex& index) const
{
    const auto time = telemetry::fromUnixNanos(index.data(ClusterModel::TimeRole).toLongLong());
    const std::int64_t size = index.data(ClusterModel::SizeRole).toLongLong();
    const std::int64_t judged = index.data(ClusterModel::JudgedRole).toLongLong();
    const auto draw = [&painter](const QRectF& place, const QString& text) {
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideMiddle,
                                                          static_cast<int>(place.width())));
        return QFontMetricsF(painter.font()).horizontalAdvance(text) + common::kSpace2;
    };
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    common::drawTabular(
        painter,
        QRectF(line.right() - queueAge(m_theme), line.top(), queueAge(m_theme), line.height()),
        Qt::AlignRight | Qt::AlignVCenter, items::ageText(m_conductor.cursor() - time));
    QRectF room = line.adjusted(0, 0, -queueAge(m_theme) - common::kSpace1, 0);
    painter.setFont(m_theme.font(common::TextSize::Body, true));
    painter.setPen(m_theme.color(ColorRole::TextPrimary));
    room.setLeft(
        room.left()
        + draw(room, size == 1 ? tr("1 answer") : tr("%1 alike").arg(items::countText(size))));
    painter.setFont(m_theme.font(common::TextSize::Body));
    const QString facts =
        tr("%1 of all · up to %2")
            .arg(items::percentText(index.data(ClusterModel::ShareRole).toDouble()),
                 items::percentText(index.data(ClusterModel::WorstRole).toDouble()))
        + (judged > 0 ? tr(" · %1 judged").arg(items::countText(judged)) : QString());
    draw(room, facts);
}

} // namespace triage
