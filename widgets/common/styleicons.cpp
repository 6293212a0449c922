// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/styleicons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>

#include <algorithm>

namespace common {

namespace {

// Shares of the side.
constexpr double kReach = 0.22;
constexpr double kStrokeShare = 0.08;

class TitleButtonIcon final : public QIconEngine
{
public:
    explicit TitleButtonIcon(bool isClose)
        : m_isClose(isClose)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(QGuiApplication::palette().color(group, QPalette::PlaceholderText),
                             std::min(rect.width(), rect.height()) * kStrokeShare, Qt::SolidLine,
                             Qt::RoundCap));
        const QPointF center = QRectF(rect).center();
        const double reach = std::min(rect.width(), rect.height()) * kReach;
        if (m_isClose) {
            painter->drawLine(center + QPointF(-reach, -reach), center + QPointF(reach, reach));
            painter->drawLine(center + QPointF(-reach, reach), center + QPointF(reach, -reach));
        } else {
            painter->drawRect(QRectF(center.x() - reach, center.y() - reach, 2 * reach, 2 * reach));
        }
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new TitleButtonIcon(m_isClose); }

private:
    const bool m_isClose;
};

} // namespace

QIcon titleButtonIcon(QStyle::StandardPixmap which)
{
    switch (which) {
    case QStyle::SP_TitleBarCloseButton:
    case QStyle::SP_DockWidgetCloseButton:
        return QIcon(new TitleButtonIcon(true));
    case QStyle::SP_TitleBarNormalButton:
    case QStyle::SP_TitleBarMaxButton:
        return QIcon(new TitleButtonIcon(false));
    default:
        return {};
    }
}

} // namespace common
