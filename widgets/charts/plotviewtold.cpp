// SPDX-License-Identifier: GPL-3.0-or-later

// What a screen reader is told of a plot.

#include "widgets/charts/chartlink.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/formats.h"

#include <QStringList>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace charts {

namespace {

constexpr auto kToldBuckets = 60UL; // lupdate takes "std::" for the scope of what follows
constexpr auto kToldLines = 8UL; // of many

QString unitText(ValueKind kind)
{
    switch (kind) {
    case ValueKind::Percent:
        return PlotView::tr("In per cent");
    case ValueKind::PerSecond:
        return PlotView::tr("Per second");
    case ValueKind::Seconds:
        return PlotView::tr("In seconds");
    case ValueKind::Tokens:
        return PlotView::tr("In tokens");
    case ValueKind::Number:
        return PlotView::tr("In numbers");
    }
    return {};
}

// Least and largest value within the range, in words; nothing without.
std::optional<QString> extentOf(const ChartData& chart, const Line& line,
                                const telemetry::TimeRange& range)
{
    const Point* least = nullptr;
    const Point* most = nullptr;
    for (const Point& point : line.points) {
        if (!range.contains(point.start))
            continue;
        if (least == nullptr || point.value < least->value)
            least = &point;
        if (most == nullptr || point.value > most->value)
            most = &point;
    }
    if (least == nullptr)
        return std::nullopt;
    return PlotView::tr("%1 from %2 to %3")
        .arg(line.name, valueText(chart.kind, *least, false), valueText(chart.kind, *most, false));
}

} // namespace

QString PlotView::summary() const
{
    QStringList said{unitText(m_data.kind)};
    for (std::size_t i = 0; i < std::min(m_data.lines.size(), kToldLines); ++i) {
        if (const auto extent = extentOf(m_data, m_data.lines[i], m_range))
            said << extent->trimmed();
    }
    if (m_data.lines.size() > kToldLines)
        said << tr("and %1 more lines")
                    .arg(common::countText(static_cast<qint64>(m_data.lines.size() - kToldLines)));
    const auto within = [this](const telemetry::TimeRange& one) {
        return one.start < m_range.end && one.end > m_range.start;
    };
    const auto alarms =
        std::ranges::count_if(m_data.alarms, within, [](const Shade& one) { return one.range; });
    if (alarms > 0)
        said << common::countedText(alarms, tr("1 alarm"), tr("%1 alarms"));
    const auto gaps = std::ranges::count_if(m_data.gaps, within);
    if (gaps > 0)
        said << common::countedText(gaps, tr("1 gap without data"), tr("%1 gaps without data"));
    for (const Flag& flag : m_data.flags) {
        if (flag.isLikeliest && m_range.contains(flag.time))
            said << u"%1 %2"_s.arg(common::utcTimeText(flag.time), flag.text);
    }
    return said.join(u", "_s);
}

std::vector<telemetry::Timestamp> PlotView::toldBuckets() const
{
    std::vector<telemetry::Timestamp> starts;
    for (const Line& line : m_data.lines) {
        std::size_t taken = 0;
        for (auto point = line.points.rbegin(); point != line.points.rend() && taken < kToldBuckets;
             ++point) {
            if (!m_range.contains(point->start))
                continue;
            starts.push_back(point->start);
            ++taken;
        }
    }
    std::ranges::sort(starts);
    const auto same = std::ranges::unique(starts);
    starts.erase(same.begin(), same.end());
    if (starts.size() > kToldBuckets)
        starts.erase(starts.begin(), starts.end() - static_cast<std::ptrdiff_t>(kToldBuckets));
    return starts;
}

int PlotView::partCount() const
{
    return static_cast<int>(toldBuckets().size());
}

accessible::Part PlotView::part(int index) const
{
    const auto buckets = toldBuckets();
    accessible::Part part;
    if (index < 0 || index >= static_cast<int>(buckets.size()))
        return part;
    const telemetry::Timestamp start = buckets[static_cast<std::size_t>(index)];
    QStringList values;
    std::int64_t count = 0;
    for (const Line& line : m_data.lines) {
        const auto found = std::ranges::lower_bound(line.points, start, {}, &Point::start);
        if (found == line.points.end() || found->start != start)
            continue;
        values << u"%1 %2"_s.arg(line.name, valueText(m_data.kind, *found, line.hasBand)).trimmed();
        count = std::max(count, found->count);
    }
    const telemetry::TimeRange bucket{.start = start, .end = start + m_data.step};
    part.name =
        tr("%1: %2, n %3")
            .arg(common::utcTimeText(start), values.join(u", "_s), common::countText(count));
    part.description =
        tr("%1 from %2").arg(common::spanText(m_data.step), common::utcDateTimeText(start));
    const bool isInAlarm = std::ranges::any_of(m_data.alarms, [&bucket](const Shade& one) {
        return one.range.start < bucket.end && one.range.end > bucket.start;
    });
    if (isInAlarm)
        part.description += tr(", during an alarm");
    part.isPressable = true;
    const QRectF plot = plotRect();
    part.area =
        QRectF(QPointF(xOf(bucket.start), plot.top()), QPointF(xOf(bucket.end), plot.bottom()))
            .intersected(plot)
            .toAlignedRect();
    return part;
}

int PlotView::chosenPart() const
{
    const auto hovered = m_link.hovered();
    if (!hovered)
        return -1;
    const auto buckets = toldBuckets();
    const auto after = std::ranges::upper_bound(buckets, *hovered);
    if (after == buckets.begin() || *hovered >= *(after - 1) + m_data.step)
        return -1;
    return static_cast<int>(after - buckets.begin()) - 1;
}

// As Enter with the crosshair there.
void PlotView::pressPart(int index)
{
    const auto buckets = toldBuckets();
    if (index >= 0 && index < static_cast<int>(buckets.size()))
        emit picked(bucketAt(buckets[static_cast<std::size_t>(index)]));
}

} // namespace charts
