// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/pairedbars.h"

#include "models/items/differencewords.h"
#include "models/items/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

using common::ColorRole;
using differences::DistributionBar;

constexpr double kKey = 20; // above, at 100 % text as the next two: which bar is whose
constexpr double kEnds = 18; // below columns: the ends of the range
constexpr double kValueLine = 26; // of a value
constexpr double kThick = 7; // of a bar on a line

} // namespace

PairedBars::PairedBars(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
    setAccessibleName(tr("Suspects beside the rest, by the values of the attribute"));
}

void PairedBars::setRow(const std::optional<differences::DifferenceRow>& row)
{
    m_row = row;
    QStringList all;
    if (m_row)
        for (const DistributionBar& bar : m_row->bars)
            all.append(textOf(bar));
    setAccessibleDescription(all.join(u"; "_s));
    update();
}

PairedBars::Shares PairedBars::sharesOf(const DistributionBar& bar) const
{
    const auto share = [](std::int64_t part, std::int64_t of) {
        return of > 0 ? static_cast<double>(part) / static_cast<double>(of) : 0;
    };
    return {.suspects = share(bar.suspects, m_row->counts.suspects),
            .rest = share(bar.rest, m_row->counts.rest)};
}

double PairedBars::largestShare() const
{
    double largest = 0.01;
    for (const DistributionBar& bar : m_row->bars)
        largest = std::max({largest, sharesOf(bar).suspects, sharesOf(bar).rest});
    return largest;
}

bool PairedBars::isOverNumbers() const
{
    return m_row && !m_row->bars.empty() && m_row->bars[0].kind == DistributionBar::Kind::Range;
}

QRectF PairedBars::area() const
{
    return QRectF(rect()).adjusted(common::kSpace3, common::kSpace1 + m_theme.scaled(kKey),
                                   -common::kSpace3,
                                   isOverNumbers() ? -m_theme.scaled(kEnds) : -common::kSpace1);
}

QRectF PairedBars::placeOf(std::size_t bar) const
{
    const QRectF room = area();
    const auto at = static_cast<double>(bar);
    if (isOverNumbers()) {
        const double width = room.width() / static_cast<double>(m_row->bars.size());
        return {room.left() + at * width, room.top(), width, room.height()};
    }
    const double height = m_theme.scaled(kValueLine);
    const QRectF line(room.left(), room.top() + at * height, room.width(), height);
    return line.bottom() <= room.bottom() + 1 ? line : QRectF();
}

QString PairedBars::textOf(const DistributionBar& bar) const
{
    const Shares shares = sharesOf(bar);
    return tr("%1: %2 of the suspects, %3 of the rest")
        .arg(items::barText(bar, m_row->property.attribute), items::percentText(shares.suspects),
             items::percentText(shares.rest));
}

int PairedBars::partCount() const
{
    return m_row ? std::min(static_cast<int>(m_row->bars.size()), accessible::Parts::kMost) : 0;
}

accessible::Part PairedBars::part(int index) const
{
    const auto bar = static_cast<std::size_t>(index);
    accessible::Part part;
    part.name = textOf(m_row->bars[bar]);
    part.area = placeOf(bar).toAlignedRect();
    return part;
}

bool PairedBars::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !m_row)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    for (std::size_t i = 0; i < m_row->bars.size(); ++i)
        if (placeOf(i).contains(help->pos()))
            text = textOf(m_row->bars[i]);
    QToolTip::showText(help->globalPos(), text.isEmpty() ? QString() : common::plainToolTip(text),
                       this);
    return true;
}

void PairedBars::paintEvent(QPaintEvent*)
{
    if (!m_row)
        return;
    QPainter painter(this);
    painter.setFont(m_theme.font(common::TextSize::Small));
    paintKey(painter);
    for (std::size_t i = 0; i < m_row->bars.size(); ++i) {
        const QRectF place = placeOf(i);
        if (place.isEmpty())
            break;
        if (m_row->bars[i].isInProperty)
            painter.fillRect(place, m_theme.color(ColorRole::Surface2));
        isOverNumbers() ? paintColumn(painter, i) : paintLine(painter, i);
    }
    if (isOverNumbers())
        paintEnds(painter);
}

void PairedBars::paintKey(QPainter& painter) const
{
    QRectF line(common::kSpace3, common::kSpace1, width() - 2 * common::kSpace3,
                m_theme.scaled(kKey) - 4);
    const QFontMetricsF metrics(painter.font());
    const auto entry = [&](ColorRole role, const QString& text) {
        painter.fillRect(QRectF(line.left(), line.center().y() - 4, 8, 8), m_theme.color(role));
        line.setLeft(line.left() + 12);
        painter.setPen(m_theme.color(ColorRole::TextSecondary));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, text);
        line.setLeft(line.left() + metrics.horizontalAdvance(text) + common::kSpace3);
    };
    entry(ColorRole::Severity2, tr("suspects"));
    entry(ColorRole::TextDisabled, tr("rest"));
    const QString name = items::attributeText(m_row->property.attribute);
    painter.setPen(m_theme.color(ColorRole::TextPrimary));
    const QString shown = metrics.elidedText(name, Qt::ElideMiddle, std::max(0.0, line.width()));
    if (shown == name || shown.size() > 5) // a few letters of it are no name
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, shown);
}

void PairedBars::paintColumn(QPainter& painter, std::size_t bar) const
{
    const QRectF place = placeOf(bar);
    const Shares shares = sharesOf(m_row->bars[bar]);
    const double largest = largestShare();
    const double thick = std::max(2.0, (place.width() - 4) / 2);
    const auto column = [&](double left, double share, ColorRole role) {
        const double height = (place.height() - 2) * share / largest;
        painter.fillRect(QRectF(left, place.bottom() - height, thick, height), m_theme.color(role));
    };
    column(place.left() + 1, shares.suspects, ColorRole::Severity2);
    column(place.left() + 1 + thick, shares.rest, ColorRole::TextDisabled);
    painter.fillRect(QRectF(place.left(), place.bottom(), place.width(), 1),
                     m_theme.color(ColorRole::Line));
}

void PairedBars::paintLine(QPainter& painter, std::size_t bar) const
{
    const QRectF place = placeOf(bar);
    const Shares shares = sharesOf(m_row->bars[bar]);
    const double largest = largestShare();
    const double label = place.width() * 0.42;
    painter.setPen(m_theme.color(m_row->bars[bar].isInProperty ? ColorRole::TextPrimary
                                                               : ColorRole::TextSecondary));
    painter.drawText(QRectF(place.left() + 4, place.top(), label - 8, place.height()),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font())
                         .elidedText(items::barText(m_row->bars[bar], m_row->property.attribute),
                                     Qt::ElideMiddle, label - 8));
    const double length = place.width() - label - 4;
    const double middle = place.center().y();
    painter.fillRect(QRectF(place.left() + label, middle - kThick - 1,
                            length * shares.suspects / largest, kThick),
                     m_theme.color(ColorRole::Severity2));
    painter.fillRect(
        QRectF(place.left() + label, middle + 1, length * shares.rest / largest, kThick),
        m_theme.color(ColorRole::TextDisabled));
}

void PairedBars::paintEnds(QPainter& painter) const
{
    const bool hasMissing = m_row->bars.back().kind == DistributionBar::Kind::Missing;
    const std::size_t last = m_row->bars.size() - (hasMissing ? 2 : 1);
    const QRectF line(area().left(), area().bottom() + 2, area().width(),
                      m_theme.scaled(kEnds) - 2);
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    const auto end = [&](double number) {
        DistributionBar bar;
        bar.kind = DistributionBar::Kind::Range;
        bar.low = bar.high = number;
        return items::barText(bar, m_row->property.attribute);
    };
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, end(m_row->bars.front().low));
    QRectF numbers = line;
    numbers.setRight(placeOf(last).right());
    painter.drawText(numbers, (hasMissing ? Qt::AlignHCenter : Qt::AlignRight) | Qt::AlignVCenter,
                     hasMissing ? tr("to %1").arg(end(m_row->bars[last].high))
                                : end(m_row->bars[last].high));
    if (hasMissing)
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, tr("not told"));
}

} // namespace triage
