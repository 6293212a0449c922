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

using namespace Qt::StringLiterals;

namespace charts {

namespace {

constexpr telemetry::Duration kLatestArrival = std::chrono::seconds(5); // exporters send in batches

} // namespace

const Point* pointAt(const Line& line, std::optional<telemetry::Timestamp> time,
                     telemetry::Duration step, telemetry::Timestamp end)
{
    if (line.points.empty())
        return nullptr;
    if (time) {
        const auto found = std::ranges::find_if(line.points, [&](const Point& point) {
            return point.time - step / 2 <= *time && *time < point.time + step / 2;
        });
        return found == line.points.end() ? nullptr : &*found;
    }
    for (auto point = line.points.rbegin(); point != line.points.rend(); ++point) {
        if (point->time + step / 2 <= end)
            return &*point;
    }
    return &line.points.back();
}

bool isOutdated(const Point& point, telemetry::Duration step, telemetry::Timestamp now)
{
    return point.time + step / 2 <= now - step - kLatestArrival;
}

ChartPanel::ChartPanel(const QString& title, const common::Theme& theme, ChartLink& link,
                       QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_link(link)
    , m_header(new ChartHeader(theme, title, this))
    , m_plot(new PlotView(theme, link, this))
{
    m_plot->setMinimumHeight(80);
    m_plot->setAccessibleName(title);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, common::kSpace1, 0, common::kSpace1);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_plot, 1);
    connect(m_plot, &PlotView::picked, this, &ChartPanel::picked);
    connect(&link, &ChartLink::hoveredChanged, this, &ChartPanel::updateReading);
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
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
    QStringList values;
    for (const auto& entry : m_header->entries())
        values << u"%1 %2 %3"_s.arg(entry.name, entry.value, entry.age).trimmed();
    m_plot->setAccessibleDescription(u"%1; %2"_s.arg(values.join(u", "_s), m_header->basis()));
}

void ChartPanel::setRange(const telemetry::TimeRange& range)
{
    m_now = range.end;
    m_plot->setRange(range);
}

void ChartPanel::updateReading()
{
    const ChartData& chart = m_plot->data();
    const auto hovered = m_link.hovered();
    std::vector<ChartHeader::Entry> entries;
    std::int64_t count = 0;
    for (const Line& line : chart.lines) {
        const Point* point = pointAt(line, hovered, chart.step, m_now);
        ChartHeader::Entry entry{.role = line.role, .name = line.name, .value = u"–"_s, .age = {}};
        if (point != nullptr) {
            entry.value = valueText(chart.kind, *point, line.hasBand);
            if (!hovered && isOutdated(*point, chart.step, m_now))
                entry.age = tr("%1 ago").arg(common::ageText(m_now - point->time));
            // Thin lines rest on the same observations as the one they go with.
            else if (!line.isThin)
                count += point->count;
        }
        entries.push_back(std::move(entry));
    }
    QString basis;
    if (hovered)
        basis = tr("%1 UTC · n %2").arg(common::utcTimeText(*hovered), common::countText(count));
    else if (chart.lastEvent == telemetry::Timestamp{})
        basis = tr("no data");
    else
        basis =
            tr("n %1 · %2").arg(common::countText(count), common::ageText(m_now - chart.lastEvent));
    m_header->setReading(std::move(entries), basis);
}

void ChartPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(common::ColorRole::Surface1));
}

} // namespace charts
