// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/chartheader.h"

#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace charts {

namespace {

constexpr int kHeight = 28;
constexpr int kSecondRow = 18;
constexpr int kSwatch = 8;
constexpr double kRestWidth = 28; // "+12"
constexpr double kFullBasis = 560; // width from which the basis says the time too

QString shownValue(const ChartHeader::Entry& entry)
{
    return entry.age.isEmpty() ? entry.value : u"%1, %2"_s.arg(entry.value, entry.age);
}

} // namespace

ChartHeader::ChartHeader(const common::Theme& theme, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(title)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(&theme, &common::Theme::changed, this, [this] {
        fit(true);
        updateGeometry(); // as high as its text, in as many rows as before
        update();
    });
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
    fit(false);
    update();
}

QSize ChartHeader::sizeHint() const
{
    return {200,
            m_hasTwoRows ? m_theme.scaled(kHeight) + m_theme.scaled(kSecondRow)
                         : m_theme.scaled(kHeight)};
}

void ChartHeader::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit(true);
}

// A row that came stays until the width changes: the plot below must not move with every value.
void ChartHeader::fit(bool mayShrink)
{
    double wanted =
        QFontMetricsF(m_theme.font(common::TextSize::Body, true)).horizontalAdvance(m_title)
        + common::kSpace4 + basisWidth() + 3 * common::kSpace3;
    for (const Entry& entry : m_entries)
        wanted += entryWidth(entry) + common::kSpace3;
    const bool isTooLong = !m_entries.empty() && wanted > width();
    const bool hasTwoRows = isTooLong || (m_hasTwoRows && !mayShrink);
    if (std::exchange(m_hasTwoRows, hasTwoRows) != hasTwoRows)
        updateGeometry();
}

QString ChartHeader::shownBasis() const
{
    return width() < kFullBasis ? m_basis.section(tr(" to "), 0, 0) : m_basis;
}

double ChartHeader::basisWidth() const
{
    return common::tabularWidth(QFontMetricsF(m_theme.font(common::TextSize::Small)), shownBasis())
        + 1;
}

void ChartHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF whole =
        QRectF(rect()).adjusted(common::kSpace3, common::kSpace1, -common::kSpace3, 0);
    QRectF room = whole;
    room.setHeight(m_theme.scaled(kHeight) - common::kSpace1);
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    common::drawTabular(painter, room, Qt::AlignRight | Qt::AlignVCenter, shownBasis());
    room.setRight(room.right() - basisWidth() - common::kSpace3);

    painter.setFont(m_theme.font(common::TextSize::Body, true));
    painter.setPen(m_theme.color(common::ColorRole::TextPrimary));
    const QFontMetricsF titleMetrics(painter.font());
    const QString title = titleMetrics.elidedText(m_title, Qt::ElideRight, room.width());
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, title);
    if (m_hasTwoRows)
        return paintEntries(painter,
                            QRectF(whole.left(), m_theme.scaled(kHeight) - 2, whole.width(),
                                   m_theme.scaled(kSecondRow)));
    room.setLeft(room.left() + std::ceil(titleMetrics.horizontalAdvance(title)) + common::kSpace4);
    paintEntries(painter, room);
}

void ChartHeader::paintEntries(QPainter& painter, QRectF room) const
{
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const std::size_t after = m_entries.size() - i - 1;
        const double whole = entryWidth(m_entries[i]);
        if (whole + (after > 0 ? kRestWidth : 0) > room.width()) {
            painter.setFont(m_theme.font(common::TextSize::Small));
            painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
            painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                             u"+%1"_s.arg(after + 1));
            return;
        }
        room.setLeft(paintEntry(painter, room, m_entries[i]) + common::kSpace3);
    }
}

double ChartHeader::entryWidth(const Entry& entry) const
{
    const QFontMetricsF names(m_theme.font(common::TextSize::Small));
    const QFontMetricsF values(m_theme.font(common::TextSize::Small, entry.age.isEmpty()));
    return kSwatch + 2 * common::kSpace1 + names.horizontalAdvance(entry.name)
        + common::tabularWidth(values, shownValue(entry)) + 1;
}

// The right end of what was painted.
double ChartHeader::paintEntry(QPainter& painter, const QRectF& room, const Entry& entry) const
{
    const bool isCurrent = entry.age.isEmpty();
    double x = room.left();
    painter.fillRect(QRectF(x, std::round(room.center().y() - kSwatch / 2.0), kSwatch, kSwatch),
                     m_theme.color(entry.role));
    x += kSwatch + common::kSpace1;
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    const double nameWidth = QFontMetricsF(painter.font()).horizontalAdvance(entry.name);
    painter.drawText(QRectF(x, room.top(), nameWidth + 1, room.height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, entry.name);
    x += nameWidth + common::kSpace1;
    painter.setFont(m_theme.font(common::TextSize::Small, isCurrent));
    painter.setPen(m_theme.color(isCurrent ? common::ColorRole::TextPrimary
                                           : common::ColorRole::TextSecondary));
    const double valueWidth =
        common::tabularWidth(QFontMetricsF(painter.font()), shownValue(entry)) + 1;
    common::drawTabular(painter, QRectF(x, room.top(), valueWidth, room.height()),
                        Qt::AlignLeft | Qt::AlignVCenter, shownValue(entry));
    return x + valueWidth;
}

QString ChartHeader::explanation() const
{
    QString text = m_title;
    for (const Entry& entry : m_entries)
        text += u'\n' + entry.name + u' ' + shownValue(entry);
    text += u'\n' + m_basis + u"\n\n"_s
        + tr("The values are those of the newest points drawn, or under the pointer. n counts the "
             "answers behind them, with the time they are of.");
    const QString badness = QCoreApplication::translate("Charts", "mean badness");
    if (std::ranges::find(m_entries, badness, &Entry::name) != m_entries.end())
        text += u'\n'
            + tr("failed: share of answers that the check calls wrong. mean badness: how wrong "
                 "they are on average, 0 % good to 100 % bad. was: the share that was usual before "
                 "the newest alarm (dashed).");
    return text;
}

bool ChartHeader::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                       common::plainToolTip(explanation()), this);
    return true;
}

} // namespace charts
