// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/chartheader.h"

#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace charts {

namespace {

constexpr int kHeight = 28;
constexpr int kSwatch = 8;

} // namespace

ChartHeader::ChartHeader(const common::Theme& theme, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(title)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
}

void ChartHeader::setTitle(const QString& title)
{
    m_title = title;
    update();
}

void ChartHeader::setReading(std::vector<Entry> entries, const QString& basis)
{
    m_entries = std::move(entries);
    m_basis = basis;
    update();
}

QSize ChartHeader::sizeHint() const
{
    return {200, kHeight};
}

void ChartHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QRectF room = QRectF(rect()).adjusted(common::kSpace3, common::kSpace1, -common::kSpace3, 0);

    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    const double basisWidth = common::tabularWidth(QFontMetricsF(painter.font()), m_basis) + 1;
    common::drawTabular(painter, room, Qt::AlignRight | Qt::AlignVCenter, m_basis);
    room.setRight(room.right() - basisWidth - common::kSpace3);

    painter.setFont(m_theme.font(common::TextSize::Body, true));
    painter.setPen(m_theme.color(common::ColorRole::TextPrimary));
    const QFontMetricsF titleMetrics(painter.font());
    const QString title = titleMetrics.elidedText(m_title, Qt::ElideRight, room.width());
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, title);
    room.setLeft(room.left() + std::ceil(titleMetrics.horizontalAdvance(title)) + common::kSpace4);

    for (const Entry& entry : m_entries) {
        painter.setFont(m_theme.font(common::TextSize::Small));
        const QFontMetricsF nameMetrics(painter.font());
        const double nameWidth = nameMetrics.horizontalAdvance(entry.name);
        const bool isCurrent = entry.age.isEmpty();
        const QFont valueFont = m_theme.font(common::TextSize::Small, isCurrent);
        const QString value = isCurrent ? entry.value : u"%1, %2"_s.arg(entry.value, entry.age);
        const double valueWidth = common::tabularWidth(QFontMetricsF(valueFont), value) + 1;
        const double whole = kSwatch + common::kSpace1 + nameWidth + common::kSpace1 + valueWidth;
        if (whole > room.width())
            return;
        double x = room.left();
        painter.fillRect(QRectF(x, std::round(room.center().y() - kSwatch / 2.0), kSwatch, kSwatch),
                         m_theme.color(entry.role));
        x += kSwatch + common::kSpace1;
        painter.setFont(m_theme.font(common::TextSize::Small));
        painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
        painter.drawText(QRectF(x, room.top(), nameWidth + 1, room.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, entry.name);
        x += nameWidth + common::kSpace1;
        painter.setFont(valueFont);
        painter.setPen(m_theme.color(isCurrent ? common::ColorRole::TextPrimary
                                               : common::ColorRole::TextSecondary));
        common::drawTabular(painter, QRectF(x, room.top(), valueWidth, room.height()),
                            Qt::AlignLeft | Qt::AlignVCenter, value);
        room.setLeft(x + valueWidth + common::kSpace3);
    }
}

} // namespace charts
