// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reportcharts.h"

#include "models/report/words.h"
#include "widgets/charts/chartlink.h"
#include "widgets/charts/chartpanel.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/chartplan.h"

#include <QBuffer>
#include <QChart>
#include <QLayout>
#include <QPainter>
#include <QSvgGenerator>
#include <QValueAxis>

#include <algorithm>
#include <chrono>
#include <utility>

namespace {

using telemetry::Duration;

// As wide as a page is on paper, the smallest text of a chart (11 pixels) is of 8 points there.
constexpr QSize kChartSize(690, 240);
constexpr std::size_t kMostChecks = 4;
constexpr std::size_t kMostFlags = 12; // that are told in words
constexpr Duration kBefore = std::chrono::minutes(1);

// The usual before the fault has to be seen, too.
telemetry::TimeRange shownRange(const telemetry::TimeRange& range)
{
    return {.start = range.start - std::max<Duration>(kBefore, range.duration() / 5),
            .end = range.end};
}

QString scrubbed(const report::Scrub& scrub, const QString& text)
{
    return QString::fromStdString(scrub.line(text.toStdString()));
}

void scrubChart(charts::ChartData& data, const report::Scrub& scrub)
{
    for (charts::Line& line : data.lines)
        line.name = scrubbed(scrub, line.name);
    for (charts::Flag& flag : data.flags)
        flag.text = scrubbed(scrub, flag.text);
    for (charts::Threshold& threshold : data.thresholds)
        threshold.text = scrubbed(scrub, threshold.text);
    data.emptyText = scrubbed(scrub, data.emptyText);
}

// What who does not see it can read of it.
std::string described(const charts::ChartPanel& panel, const charts::ChartData& data,
                      const report::Scrub& scrub)
{
    std::string text = "Newest values by the end: "
        + scrub.line(panel.plot()->accessibleDescription().toStdString());
    while (text.ends_with(' ') || text.ends_with(';'))
        text.pop_back();
    std::size_t shown = 0;
    for (const charts::Flag& flag : data.flags) {
        if (++shown > kMostFlags)
            break;
        text += "; at " + report::timeText(flag.time) + ' ' + flag.text.toStdString();
    }
    if (data.flags.size() > kMostFlags)
        text += " and " + std::to_string(data.flags.size() - kMostFlags) + " more";
    return text + '.';
}

// QSvgGenerator clips nothing: what goes beyond the axis is cut where it would be clipped. In the
// plot alone: what is told of the values stays as it is.
void keepWithin(charts::ChartData data, charts::ChartPanel& panel)
{
    auto* view = panel.findChild<charts::PlotView*>();
    const QList<QAbstractAxis*> axes =
        view != nullptr ? view->chart()->axes(Qt::Vertical) : QList<QAbstractAxis*>();
    const auto* axis = axes.isEmpty() ? nullptr : qobject_cast<QValueAxis*>(axes.first());
    if (axis == nullptr)
        return;
    for (charts::Line& line : data.lines) {
        for (charts::Point& point : line.points) {
            for (double* value : {&point.value, &point.low, &point.high})
                *value = std::clamp(*value, axis->min(), axis->max());
        }
    }
    view->setData(data);
}

struct Drawing
{
    std::string svg;
    std::string description;
};

Drawing drawn(const charts::ChartData& data, const QString& title,
              const telemetry::TimeRange& range, const report::Scrub& scrub,
              const common::Theme& theme)
{
    charts::ChartLink link;
    charts::ChartPanel panel(title, theme, link);
    panel.setPalette(theme.palette());
    panel.resize(kChartSize);
    panel.setRange(range);
    panel.setData(data);
    panel.ensurePolished();
    panel.setAttribute(Qt::WA_DontShowOnScreen);
    panel.show(); // so that its parts get their places
    panel.layout()->activate();
    keepWithin(data, panel);
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(kChartSize);
    generator.setViewBox(QRect({0, 0}, kChartSize));
    generator.setTitle(title.toHtmlEscaped()); // Qt 6.4 writes it as it is
    QPainter painter(&generator);
    panel.render(&painter, QPoint(), QRegion(), QWidget::DrawChildren);
    painter.end();
    return {.svg = buffer.data().toStdString(), .description = described(panel, data, scrub)};
}

// In the colours of a page and in those of a dark screen.
report::Figure figureOf(dashboard::PlannedChart chart, const telemetry::TimeRange& range,
                        const report::Scrub& scrub, const common::Theme& theme,
                        const common::Theme& dark)
{
    scrubChart(chart.data, scrub);
    const QString title = scrubbed(scrub, chart.title);
    Drawing light = drawn(chart.data, title, range, scrub, theme);
    return {.caption = title.toStdString(),
            .description = std::move(light.description),
            .svg = std::move(light.svg),
            .width = kChartSize.width(),
            .height = kChartSize.height(),
            .darkSvg = drawn(chart.data, title, range, scrub, dark).svg};
}

// Those on which an alarm was raised; the first ones where none was.
std::vector<dashboard::PlannedChart> chosenChecks(std::vector<dashboard::PlannedChart> charts)
{
    const auto hasAlarm = [](const dashboard::PlannedChart& chart) {
        return !chart.data.alarms.empty();
    };
    const auto rest = std::ranges::stable_partition(charts, hasAlarm).begin();
    const auto alarmed = static_cast<std::size_t>(std::distance(charts.begin(), rest));
    charts.resize(std::min({charts.size(), std::max<std::size_t>(alarmed, 2), kMostChecks}));
    return charts;
}

} // namespace

telemetry::Result<ReportChartFacts>
readReportCharts(const store::Reader& reader, const report::ReportFacts& facts,
                 const std::vector<objective::Objective>& objectives)
{
    ReportChartFacts read;
    read.range = shownRange(facts.record.range);
    const std::string service = report::mainService(facts);
    const store::View view{.range = read.range, .knownAt = facts.record.knownAt};
    auto series = items::readSeries(
        reader, items::wholeBuckets(view, items::bucketStep(read.range.duration())), service);
    if (!series)
        return tl::make_unexpected(series.error());
    read.series = std::move(*series);
    auto budgets = items::readBudgets(reader, view, service, objectives);
    if (!budgets)
        return tl::make_unexpected(budgets.error());
    read.budgets = std::move(*budgets);
    return read;
}

std::vector<report::Figure> drawReportCharts(const ReportChartFacts& facts,
                                             const report::Scrub& scrub, const common::Theme& theme)
{
    dashboard::ServiceExtras extras;
    extras.budgets = facts.budgets;
    const common::Theme dark(QStringLiteral("dark"));
    std::vector<report::Figure> figures;
    for (dashboard::ChartSection& section : dashboard::chartPlan(facts.series, extras)) {
        const bool isChecks = section.key == "checks" || section.key == "spread";
        if (isChecks)
            section.charts = chosenChecks(std::move(section.charts));
        if (section.key == "spread")
            section.charts.resize(std::min<std::size_t>(section.charts.size(), 1));
        if (section.key == "versions" || section.key == "sizes" || section.key == "judges")
            continue;
        for (dashboard::PlannedChart& chart : section.charts) {
            if (section.key == "traffic" && chart.key == "load")
                continue;
            figures.push_back(figureOf(std::move(chart), facts.range, scrub, theme, dark));
        }
    }
    return figures;
}
