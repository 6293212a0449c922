// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/chartpanel.h"

#include "widgets/charts/chartheader.h"
#include "widgets/charts/chartlink.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/formats.h"
#include "widgets/common/theme.h"

#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <functional>

using namespace Qt::StringLiterals;

namespace charts {

namespace {

constexpr int kLowestPlot = 72; // px at 100 % text
constexpr telemetry::Duration kLatestArrival = std::chrono::seconds(5); // exporters send in batches

// Over all that is shown: the order may not change with each reading.
double overallOf(const Line& line)
{
    double sum = 0;
    double count = 0;
    for (const Point& point : line.points) {
        sum += point.value * static_cast<double>(point.count);
        count += static_cast<double>(point.count);
    }
    return count > 0 ? sum / count : -1;
}

std::vector<const Line*> inOrder(const ChartData& chart)
{
    std::vector<const Line*> lines;
    for (const Line& line : chart.lines)
        lines.push_back(&line);
    if (chart.isRanked)
        std::ranges::stable_sort(lines, std::ranges::greater(),
                                 [](const Line* line) { return overallOf(*line); });
    return lines;
}

} // namespace

const Point* pointAt(const Line& line, std::optional<telemetry::Timestamp> time,
                     telemetry::Duration step)
{
    if (line.points.empty())
        return nullptr;
    if (!time)
        return &line.points.back();
    const auto found = std::ranges::find_if(line.points, [&](const Point& point) {
        return point.start <= *time && *time < point.start + step;
    });
    return found == line.points.end() ? nullptr : &*found;
}

bool isOutdated(const Point& point, telemetry::Duration step, telemetry::Timestamp now)
{
    return point.range().end <= now - step - kLatestArrival;
}

ChartPanel::ChartPanel(const QString& title, const common::Theme& theme, ChartLink& link,
                       QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_link(link)
    , m_header(new ChartHeader(theme, title, this))
    , m_plot(new PlotView(theme, link, this))
{
    m_plot->setAccessibleName(title);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, common::kSpace1, 0, common::kSpace1);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_plot, 1);
    connect(m_plot, &PlotView::picked, this, &ChartPanel::picked);
    connect(&link, &ChartLink::hoveredChanged, this, &ChartPanel::updateReading);
    const auto fit = [this] {
        m_plot->setMinimumHeight(m_theme.scaled(kLowestPlot));
        update();
    };
    fit();
    connect(&theme, &common::Theme::changed, this, fit);
}

void ChartPanel::setTitle(const QString& title)
{
    m_header->setTitle(title);
    m_plot->setAccessibleName(title);
}

QString ChartPanel::title() const
{
    return m_header->title();
}

void ChartPanel::setData(ChartData chart)
{
    m_plot->setData(std::move(chart));
    updateReading();
    describe();
}

// What is newest is so by the end of the range: whichever is told first, both are told right.
void ChartPanel::setRange(const telemetry::TimeRange& range)
{
    m_plot->setRange(range);
    if (m_now == range.end)
        return;
    m_now = range.end;
    updateReading();
    describe();
}

void ChartPanel::describe()
{
    QStringList values;
    for (const auto& entry : m_header->entries())
        values << (entry.age.isEmpty() ? u"%1 %2"_s.arg(entry.name, entry.value)
                                       : u"%1 %2 (%3)"_s.arg(entry.name, entry.value, entry.age))
                      .trimmed();
    m_plot->setAccessibleDescription(
        u"%1; %2. %3"_s.arg(values.join(u", "_s), m_header->basis(), m_plot->summary()));
}

void ChartPanel::updateReading()
{
    const ChartData& chart = m_plot->data();
    const auto hovered = m_link.hovered();
    std::vector<ChartHeader::Entry> entries;
    std::vector<const Point*> current;
    for (const Line* line : inOrder(chart)) {
        const Point* point = pointAt(*line, hovered, chart.step);
        ChartHeader::Entry entry{
            .role = line->role, .name = line->name, .value = u"–"_s, .age = {}};
        if (point != nullptr) {
            entry.value = valueText(chart.kind, *point, line->hasBand);
            if (!hovered && isOutdated(*point, chart.step, m_now)) {
                // Of the others the n stands beside them, of this one nowhere else.
                const QString ago = common::agoText(m_now - point->time);
                entry.age = point->count > 0
                    ? tr("n %1, %2").arg(common::countText(point->count), ago)
                    : ago;
            } else if (!line->isThin) {
                // Thin lines rest on the same observations as the one they go with.
                current.push_back(point);
            }
        }
        entries.push_back(std::move(entry));
    }
    if (chart.baseline >= 0)
        entries.push_back({.role = common::ColorRole::TextSecondary,
                           .name = tr("was"),
                           .value = common::percentText(chart.baseline / 100),
                           .age = {}});
    m_header->setReading(std::move(entries), basisOf(current));
}

// "n 71 in 5 s to 07:21:35": which answers the values beside it are over.
QString ChartPanel::basisOf(const std::vector<const Point*>& points) const
{
    const auto hovered = m_link.hovered();
    const telemetry::Timestamp last = m_plot->data().lastEvent;
    if (points.empty() && hovered)
        return tr("n 0 at %1").arg(common::utcTimeText(*hovered));
    if (last == telemetry::Timestamp{})
        return tr("no data");
    if (points.empty())
        return tr("n 0 · last %1").arg(common::agoText(m_now - last));
    // A line that has nothing in the newest bucket yet shows the one before: that is not in this n.
    const telemetry::TimeRange bucket =
        (*std::ranges::max_element(points, {}, [](const Point* point) {
            return point->start;
        }))->range();
    std::int64_t count = 0;
    for (const Point* point : points)
        count += point->start == bucket.start ? point->count : 0;
    return tr("n %1 in %2 to %3")
        .arg(common::countText(count), common::spanText(bucket.duration()),
             common::utcTimeText(bucket.end));
}

void ChartPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(common::ColorRole::Surface1));
}

} // namespace charts
