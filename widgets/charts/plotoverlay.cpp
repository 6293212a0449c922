// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/plotoverlay.h"

#include "widgets/charts/axes.h"
#include "widgets/charts/flaglabels.h"
#include "widgets/charts/longseries.h"
#include "widgets/common/formats.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/timelinecoordinates.h"

#include <QPainter>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

using namespace Qt::StringLiterals;

namespace charts {

namespace {

constexpr int kPixelsPerTick = 84;
constexpr double kLabelHeight = 14;
constexpr double kNewestPoint = 2.5; // radius
constexpr double kShadeRule = 2;

QColor faint(QColor color, float alpha)
{
    color.setAlphaF(alpha);
    return color;
}

QString axisText(double value, ValueKind kind)
{
    if (kind == ValueKind::Seconds)
        return value > 0 ? common::durationText(std::chrono::duration_cast<telemetry::Duration>(
                   std::chrono::duration<double>(value)))
                         : u"0"_s;
    const bool isWhole = std::abs(value - std::round(value)) < 1e-9;
    const QString number = value >= 1000 ? common::shortCountText(value)
                                         : common::decimalText(value,
                                                               isWhole           ? 0
                                                                   : value < 0.1 ? 2
                                                                                 : 1);
    if (kind == ValueKind::Percent)
        return number + u" %"_s;
    return kind == ValueKind::PerSecond ? number + u"/s"_s : number;
}

} // namespace

PlotOverlay::PlotOverlay(const common::Theme& theme, QGraphicsItem* parent)
    : QGraphicsItem(parent)
    , m_theme(theme)
{
    setZValue(100);
    setAcceptedMouseButtons(Qt::NoButton);
}

void PlotOverlay::setFrame(const Frame& frame)
{
    if (frame.plot != m_frame.plot)
        prepareGeometryChange();
    m_frame = frame;
    update();
}

void PlotOverlay::setData(const ChartData* data)
{
    m_data = data;
    update();
}

void PlotOverlay::setLoose(std::vector<Loose> loose)
{
    m_loose = std::move(loose);
}

void PlotOverlay::setCrosshair(std::optional<telemetry::Timestamp> time)
{
    if (time == m_crosshair)
        return;
    if (m_crosshair)
        update(columnAt(*m_crosshair));
    m_crosshair = time;
    if (m_crosshair)
        update(columnAt(*m_crosshair));
}

void PlotOverlay::setBrush(std::optional<telemetry::TimeRange> range)
{
    m_brush = range;
    update();
}

double PlotOverlay::xOf(telemetry::Timestamp time) const
{
    return m_frame.plot.left() + timeline::timeToX(time, m_frame.range, m_frame.plot.width());
}

double PlotOverlay::yOf(double value) const
{
    return m_frame.plot.bottom() - value / m_frame.ceiling * m_frame.plot.height();
}

telemetry::Timestamp PlotOverlay::timeAt(double x) const
{
    return timeline::xToTime(x - m_frame.plot.left(), m_frame.range, m_frame.plot.width());
}

QRectF PlotOverlay::columnAt(telemetry::Timestamp time) const
{
    return {xOf(time) - 4, m_frame.plot.top() - 1, 8, m_frame.plot.height() + 2};
}

QRectF PlotOverlay::boundingRect() const
{
    return m_frame.plot.adjusted(-m_theme.scaled(64.0), -12 - m_theme.scaled(kFlagRoom), 32,
                                 m_theme.scaled(24.0));
}

void PlotOverlay::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    if (m_data == nullptr || m_frame.range.isEmpty() || m_frame.plot.width() <= 0)
        return;
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setFont(m_theme.font(common::TextSize::Small));
    paintAxes(*painter);
    painter->save();
    painter->setClipRect(m_frame.plot.adjusted(0, -1, 1, 1));
    paintRanges(*painter);
    paintThresholds(*painter);
    paintLines(*painter);
    paintEmpty(*painter);
    paintCursor(*painter);
    painter->setClipRect(m_frame.plot.adjusted(0, -m_theme.scaled(kFlagRoom), 6, 4));
    paintFlags(*painter);
    paintNewest(*painter);
    painter->restore();
}

void PlotOverlay::paintRanges(QPainter& painter) const
{
    const QRectF& plot = m_frame.plot;
    const auto rectOf = [&](const telemetry::TimeRange& range) {
        return QRectF(QPointF(xOf(range.start), plot.top()),
                      QPointF(xOf(range.end), plot.bottom()));
    };
    const auto isShown = [&](const telemetry::TimeRange& range) {
        return !range.intersected(m_frame.range).isEmpty();
    };
    for (const auto& gap : m_data->gaps) {
        if (isShown(gap))
            painter.fillRect(
                rectOf(gap),
                QBrush(faint(m_theme.color(common::ColorRole::Unknown), 0.35F), Qt::BDiagPattern));
    }
    for (const auto& shade : m_data->alarms) {
        if (!isShown(shade.range))
            continue;
        const QColor color = m_theme.color(common::severityRole(shade.severity));
        QRectF rect = rectOf(shade.range);
        painter.fillRect(rect, faint(color, 0.08F));
        rect.setHeight(kShadeRule);
        painter.fillRect(rect, color);
    }
}

void PlotOverlay::paintAxes(QPainter& painter) const
{
    const QRectF& plot = m_frame.plot;
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    const auto ticks =
        timeTicks(m_frame.range, std::max(1, static_cast<int>(plot.width()) / kPixelsPerTick));
    for (const auto time : ticks.times) {
        const QString text = tickText(time, ticks.step);
        const double width = common::tabularWidth(QFontMetricsF(painter.font()), text) + 2;
        // A label that would be cut off is left out; its grid line remains.
        const QRectF rect(xOf(time) - width / 2, plot.bottom() + 3, width,
                          m_theme.scaled(kLabelHeight));
        if (rect.left() >= plot.left() - 40 && rect.right() <= plot.right() + 12)
            common::drawTabular(painter, rect, Qt::AlignHCenter | Qt::AlignVCenter, text);
    }
    const int parts = plot.height() < 60 ? 1 : 2;
    for (int i = 0; i <= parts; ++i) {
        const double value = m_frame.ceiling * i / parts;
        const QRectF rect(plot.left() - m_theme.scaled(52),
                          yOf(value) - m_theme.scaled(kLabelHeight) / 2, m_theme.scaled(46),
                          m_theme.scaled(kLabelHeight));
        common::drawTabular(painter, rect, Qt::AlignRight | Qt::AlignVCenter,
                            axisText(value, m_data->kind));
    }
}

void PlotOverlay::paintThresholds(QPainter& painter) const
{
    const QRectF& plot = m_frame.plot;
    const QFontMetricsF metrics(painter.font());
    for (const Threshold& threshold : m_data->thresholds) {
        if (threshold.value > m_frame.ceiling)
            continue;
        const double y = std::round(yOf(threshold.value));
        painter.setPen(QPen(m_theme.color(threshold.role), 1, Qt::DashLine));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        // Above its line; at the top of the chart below it.
        const double top = y - m_theme.scaled(kLabelHeight) < plot.top()
            ? y + 1
            : y - m_theme.scaled(kLabelHeight);
        const QRectF label(plot.left() + 4, top, plot.width() - 8, m_theme.scaled(kLabelHeight));
        painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(threshold.text, Qt::ElideRight, label.width()));
    }
}

// What was usual is not known of a time before the first answer.
std::optional<double> PlotOverlay::baselineLeft() const
{
    auto first = telemetry::Timestamp::max();
    for (const Line& line : m_data->lines) {
        if (!line.points.empty())
            first = std::min(first, line.points.front().start);
    }
    if (first == telemetry::Timestamp::max())
        return std::nullopt;
    const double left = std::max(m_frame.plot.left(), std::round(xOf(first)));
    return left < m_frame.plot.right() ? std::optional(left) : std::nullopt;
}

void PlotOverlay::paintLines(QPainter& painter) const
{
    const QRectF& plot = m_frame.plot;
    if (m_data->baseline >= 0) {
        painter.setPen(QPen(m_theme.color(common::ColorRole::TextSecondary), 1, Qt::DashLine));
        const double y = std::round(yOf(m_data->baseline));
        if (const auto left = baselineLeft())
            painter.drawLine(QPointF(*left, y), QPointF(plot.right(), y));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& loose : m_loose) {
        painter.setPen(loose.pen);
        for (const auto& stretch : loose.stretches) {
            QPolygonF line;
            for (const QPointF& point : stretch)
                line.append({xOf(fromMillis(point.x())), yOf(point.y())});
            painter.drawPolyline(line);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void PlotOverlay::paintNewest(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (const auto& line : m_data->lines) {
        if (m_data->isStacked || line.isThin || line.points.empty())
            continue;
        const Point& newest = line.points.back();
        painter.setBrush(m_theme.color(line.role));
        const auto time = line.isStepped ? newest.range().end : newest.time;
        painter.drawEllipse(QPointF(xOf(time), yOf(newest.value)), kNewestPoint, kNewestPoint);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void PlotOverlay::paintEmpty(QPainter& painter) const
{
    const bool hasPoints = std::ranges::any_of(m_data->lines, [](const Line& line) {
        return !line.points.empty() || (line.samples != nullptr && line.samples->size() > 0);
    });
    if (hasPoints)
        return;
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    painter.drawText(m_frame.plot, Qt::AlignCenter | Qt::TextWordWrap, m_data->emptyText);
}

void PlotOverlay::paintFlags(QPainter& painter) const
{
    const QRectF& plot = m_frame.plot;
    const QFontMetricsF metrics(painter.font());
    std::vector<const Flag*> flags;
    std::vector<FlagPlace> places;
    for (const Flag& flag : m_data->flags) {
        if (!m_frame.range.contains(flag.time))
            continue;
        flags.push_back(&flag);
        places.push_back({.x = std::round(xOf(flag.time)),
                          .width = metrics.horizontalAdvance(flag.text) + 1,
                          .isLikeliest = flag.isLikeliest});
    }
    const std::vector<FlagRoom> rooms = flagRooms(places, plot.left(), plot.right());
    // Above the plot: no name lies over a line or its interval.
    const double top = plot.top() - m_theme.scaled(kFlagRoom);
    for (std::size_t i = 0; i < flags.size(); ++i) {
        const Flag& flag = *flags[i];
        const double x = places[i].x;
        const QColor color = m_theme.color(common::markRole(flag.mark));
        painter.setPen(QPen(color, 1, flag.isLikeliest ? Qt::SolidLine : Qt::DotLine));
        painter.drawLine(QPointF(x, top), QPointF(x, plot.bottom()));
        common::paintMark(painter, QRectF(x - 1, top + 3, kFlagSize, kFlagSize), flag.mark, color);
        if (rooms[i].isNone()) // words where there is room for them; the flag alone otherwise
            continue;
        painter.setPen(m_theme.color(flag.isLikeliest ? common::ColorRole::TextPrimary
                                                      : common::ColorRole::TextSecondary));
        painter.drawText(QRectF(rooms[i].left, top, rooms[i].width(), m_theme.scaled(kLabelHeight)),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(flag.text,
                                            Qt::ElideMiddle, // versions differ at their ends
                                            rooms[i].width()));
    }
}

void PlotOverlay::paintCursor(QPainter& painter) const
{
    const QRectF& plot = m_frame.plot;
    if (m_brush) {
        const QColor accent = m_theme.color(common::ColorRole::Accent);
        const QRectF rect(QPointF(xOf(m_brush->start), plot.top()),
                          QPointF(xOf(m_brush->end), plot.bottom()));
        painter.fillRect(rect, faint(accent, 0.18F));
        painter.setPen(accent);
        painter.drawLine(rect.topLeft(), rect.bottomLeft());
        painter.drawLine(rect.topRight(), rect.bottomRight());
    }
    if (m_crosshair && m_frame.range.contains(*m_crosshair)) {
        painter.setPen(m_theme.color(common::ColorRole::TextPrimary));
        const double x = std::round(xOf(*m_crosshair));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
}

} // namespace charts
