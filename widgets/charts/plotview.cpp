// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/plotview.h"

#include "widgets/charts/axes.h"
#include "widgets/charts/chartlink.h"
#include "widgets/charts/decimate.h"
#include "widgets/charts/heatlayer.h"
#include "widgets/charts/longseries.h"
#include "widgets/charts/plotoverlay.h"
#include "widgets/charts/rasterlayer.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/timelinecoordinates.h"

#include <QLegend>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace charts {

namespace {

constexpr double kLeft = 52; // for labels, at 100 % text, as below
constexpr double kRight = 12;
constexpr double kTop = 8;
constexpr double kBottom = 20;
constexpr double kGapTolerance = 1.5; // buckets between neighbours that a line may bridge
constexpr double kShortestSeconds = 0.01; // that an axis of seconds reaches to
constexpr float kBandAlpha = 0.22F;
constexpr float kStackAlpha = 0.75F;

telemetry::Timestamp newestOf(const ChartData& chart)
{
    telemetry::Timestamp newest;
    for (const auto& line : chart.lines) {
        if (!line.points.empty())
            newest = std::max(newest, line.points.back().time);
    }
    return newest;
}

} // namespace

struct PlotView::Shown
{
    std::unique_ptr<LinePool> line;
    std::unique_ptr<AreaPool> area;
};

struct PlotView::Drawn
{
    std::vector<QList<QPointF>> values;
    std::vector<AreaPool::Stretch> band;
};

PlotView::PlotView(const common::Theme& theme, ChartLink& link, QWidget* parent)
    : QChartView(parent)
    , m_theme(theme)
    , m_link(link)
    , m_time(new QValueAxis)
    , m_value(new QValueAxis)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setRenderHint(QPainter::Antialiasing);
    setBackgroundBrush(Qt::NoBrush);
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->legend()->hide();
    setBackgroundRole(QPalette::Base); // a chart view asks for the window's
    for (QValueAxis* axis : {m_time, m_value}) {
        axis->setLabelsVisible(false); // the overlay writes them, in UTC and with tabular figures
        axis->setLineVisible(false);
    }
    m_value->setTickCount(3);
    m_time->setTickType(QValueAxis::TicksDynamic);
    chart()->addAxis(m_time, Qt::AlignBottom); // the chart takes the axes
    chart()->addAxis(m_value, Qt::AlignLeft);
    m_overlay = new PlotOverlay(theme, chart());
    m_overlay->setData(&m_data);
    m_heat = new HeatLayer(theme, *m_overlay, chart());
    m_raster = new RasterLayer(theme, *m_overlay, chart());
    updateColors();
    connect(&theme, &common::Theme::changed, this, [this] {
        updateColors();
        updateFrame(); // labels of another size
    });
    connect(&link, &ChartLink::hoveredChanged, this,
            [this] { m_overlay->setCrosshair(m_link.hovered()); });
    connect(&link, &ChartLink::regionChanged, this,
            [this] { m_overlay->setBrush(m_link.region()); });
}

PlotView::~PlotView() = default;

void PlotView::setData(ChartData chart)
{
    const bool isSameShape = m_data.isStacked == chart.isStacked
        && m_data.lines.size() == chart.lines.size()
        && std::ranges::equal(m_data.lines, chart.lines, [](const Line& left, const Line& right) {
                                 return left.role == right.role && left.hasBand == right.hasBand
                                     && left.isThin == right.isThin;
                             });
    // Going back in time, the axis may not remember what was yet to come.
    if (newestOf(chart) < newestOf(m_data))
        m_ceiling = 1;
    const QRectF plotBefore = plotRect();
    m_data = std::move(chart);
    if (plotRect() != plotBefore) {
        this->chart()->setPlotArea(plotRect());
        updateFrame();
    }
    m_overlay->setData(&m_data);
    m_heat->setData(&m_data);
    m_raster->setData(&m_data);
    if (!isSameShape || m_shown.size() != m_data.lines.size())
        makeSeries();
    updateCeiling();
    updateSeries();
}

void PlotView::refreshSamples()
{
    updateCeiling();
    m_raster->refresh();
}

std::int64_t PlotView::sampleFrames() const
{
    return m_raster->frames();
}

void PlotView::setRange(const telemetry::TimeRange& range)
{
    m_wanted = range;
    const auto snapped = timeline::snappedToPixel(range, std::max(1.0, plotRect().width()));
    if (snapped == m_range)
        return;
    const bool isResized = snapped.duration() != m_range.duration();
    m_range = snapped;
    updateFrame();
    // A slide only moves what the series hold already; another width decimates anew.
    if (isResized)
        updateSeries();
}

QRectF PlotView::plotRect() const
{
    const double top = kTop + (m_data.flags.empty() ? 0 : m_theme.scaled(kFlagRoom));
    const double left = m_theme.scaled(kLeft);
    return QRectF(left, top, std::max(0.0, width() - left - kRight),
                  std::max(0.0, height() - top - m_theme.scaled(kBottom)));
}

telemetry::Timestamp PlotView::timeAt(double x) const
{
    return m_overlay->timeAt(x);
}

double PlotView::xOf(telemetry::Timestamp time) const
{
    return m_overlay->xOf(time);
}

void PlotView::resizeEvent(QResizeEvent* event)
{
    // Before the chart is laid out: the layout puts the grid where the plot area is at that time.
    chart()->setPlotArea(plotRect());
    QChartView::resizeEvent(event);
    // Snapped to the pixels it had before, which may have been as wide as seconds.
    if (!m_wanted.isEmpty())
        m_range = timeline::snappedToPixel(m_wanted, std::max(1.0, plotRect().width()));
    updateFrame();
    updateSeries();
}

void PlotView::updateFrame()
{
    if (m_range.isEmpty())
        return;
    const int most = std::max(1, static_cast<int>(plotRect().width()) / 84);
    const auto ticks = timeTicks(m_range, most);
    m_time->setTickInterval(toMillis(telemetry::Timestamp{ticks.step}));
    if (!ticks.times.empty())
        m_time->setTickAnchor(toMillis(ticks.times.front()));
    m_time->setRange(toMillis(m_range.start), toMillis(m_range.end));
    m_overlay->setFrame({.plot = plotRect(), .range = m_range, .ceiling = m_ceiling});
}

void PlotView::updateCeiling()
{
    double wanted = 0;
    double largest = 0;
    if (m_data.isStacked) {
        std::map<telemetry::Timestamp, double> sums;
        for (const auto& line : m_data.lines) {
            for (const auto& point : line.points)
                wanted = std::max(wanted, sums[point.start] += point.value);
        }
    } else {
        // The band may leave the plot at the top; the line never does.
        std::vector<double> highs;
        for (const auto& line : m_data.lines) {
            for (const auto& point : line.points) {
                wanted = std::max(wanted, point.value * 1.1);
                largest = std::max(largest, point.value);
                if (line.hasBand)
                    highs.push_back(point.high);
            }
        }
        for (const auto& line : m_data.lines) {
            const auto samples =
                line.samples != nullptr ? line.samples->within(m_range) : LongSeries::Extremes{};
            if (!samples.isEmpty()) {
                wanted = std::max(wanted, samples.high * 1.1);
                largest = std::max(largest, double{samples.high});
            }
        }
        if (!highs.empty()) {
            const auto middle = highs.begin() + static_cast<std::ptrdiff_t>(highs.size() / 2);
            std::ranges::nth_element(highs, middle);
            wanted = std::max(wanted, *middle);
        }
        wanted = std::max(wanted, m_data.baseline * 1.2);
    }
    // More than all of a context window may be asked for: the axis never hides a value.
    const double limit = m_data.kind == ValueKind::Percent ? std::max(100.0, niceCeiling(largest))
                                                           : std::numeric_limits<double>::max();
    const double least = m_data.kind == ValueKind::Seconds ? kShortestSeconds : 1.0;
    m_ceiling = steadyCeiling(m_ceiling, std::max({wanted, least, m_data.leastCeiling}), limit);
    m_value->setRange(0, m_ceiling);
    m_overlay->setFrame({.plot = plotRect(), .range = m_range, .ceiling = m_ceiling});
}

void PlotView::updateColors()
{
    const QPen grid(m_theme.color(common::ColorRole::Line), 1);
    m_time->setGridLinePen(grid);
    m_value->setGridLinePen(grid);
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        const Line& line = m_data.lines[i];
        const QColor color = m_theme.color(line.role);
        QColor fill = color;
        fill.setAlphaF(m_data.isStacked ? kStackAlpha : kBandAlpha);
        if (m_shown[i].line)
            m_shown[i].line->setPen(QPen(color, m_theme.stroke(line.isThin ? 1 : 1.75)));
        if (m_shown[i].area)
            m_shown[i].area->setColors(fill, QPen(Qt::NoPen));
    }
    viewport()->update();
}

void PlotView::makeSeries()
{
    for (auto& shown : m_shown) {
        if (shown.line)
            shown.line->remove();
        if (shown.area)
            shown.area->remove();
    }
    m_shown.clear();
    for (const auto& line : m_data.lines) {
        Shown shown;
        if (line.hasBand || m_data.isStacked)
            shown.area = std::make_unique<AreaPool>(*chart(), *m_time, *m_value);
        if (!m_data.isStacked)
            shown.line = std::make_unique<LinePool>(*chart(), *m_time, *m_value);
        m_shown.push_back(std::move(shown));
    }
    updateColors();
}

void PlotView::updateSeries()
{
    if (m_shown.size() != m_data.lines.size() || plotRect().width() <= 0)
        return;
    if (m_data.isStacked)
        showStack();
    else
        showLines();
    viewport()->update();
}

double PlotView::largestStep() const
{
    return toMillis(telemetry::Timestamp{m_data.step}) * kGapTolerance;
}

std::vector<QList<QPointF>> PlotView::slopes(const Line& line, double Point::*member) const
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(line.points.size()));
    for (const auto& point : line.points)
        points.append({toMillis(point.time), point.*member});
    return splitAtGaps(points, largestStep(), toMillis(telemetry::Timestamp{m_data.step}));
}

// From the beginning of each bucket to its end, straight up or down between neighbours.
std::vector<QList<QPointF>> PlotView::steps(const Line& line, double Point::*member) const
{
    const telemetry::Duration largestGap = m_data.step / 2;
    std::vector<QList<QPointF>> stretches;
    std::optional<telemetry::Timestamp> end; // of the bucket before
    for (const auto& point : line.points) {
        const double value = point.*member;
        if (!std::isfinite(value)) {
            end.reset();
            continue;
        }
        if (!end || point.start - *end > largestGap)
            stretches.emplace_back();
        end = point.range().end;
        stretches.back() << QPointF(toMillis(point.start), value) << QPointF(toMillis(*end), value);
    }
    return stretches;
}

// A series that is added lies on all that are there. So that what lies on top does not depend on
// what was shown before, all are added anew, line by line, when one needs more of them.
void PlotView::makeRoom(const std::vector<Drawn>& drawn)
{
    bool isRoom = true;
    for (std::size_t i = 0; i < m_shown.size(); ++i)
        isRoom = isRoom && m_shown[i].line->size() >= drawn[i].values.size()
            && (!m_shown[i].area || m_shown[i].area->size() >= drawn[i].band.size());
    if (isRoom)
        return;
    std::vector<std::pair<std::size_t, std::size_t>> sizes; // of areas, of lines
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        Shown& shown = m_shown[i];
        sizes.emplace_back(shown.area ? std::max(shown.area->size(), drawn[i].band.size()) : 0,
                           std::max(shown.line->size(), drawn[i].values.size()));
        shown.line->remove();
        if (shown.area)
            shown.area->remove();
    }
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        if (m_shown[i].area)
            m_shown[i].area->reserve(sizes[i].first);
        m_shown[i].line->reserve(sizes[i].second);
    }
}

void PlotView::showLines()
{
    // Wider than what is visible, so that a slide needs nothing new.
    const double width = toMillis(telemetry::Timestamp{m_range.duration()});
    const double from = toMillis(m_range.start) - width / 10;
    const double to = toMillis(m_range.end) + width / 10;
    const int columns = static_cast<int>(plotRect().width() * 1.2);
    std::vector<PlotOverlay::Loose> loose;
    std::vector<Drawn> drawn(m_shown.size());
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        const Line& line = m_data.lines[i];
        const auto stretchesOf = [&](double Point::*member) {
            auto stretches = line.isStepped ? steps(line, member) : slopes(line, member);
            for (auto& stretch : stretches)
                stretch = decimated(stretch, from, to, columns);
            std::erase_if(stretches,
                          [](const QList<QPointF>& stretch) { return stretch.size() < 2; });
            return stretches;
        };
        auto& [values, band] = drawn[i];
        values = stretchesOf(&Point::value);
        if (line.hasBand) {
            const auto lows = stretchesOf(&Point::low);
            const auto highs = stretchesOf(&Point::high);
            const auto most = std::min({lows.size(), highs.size(), LinePool::kLargest});
            for (std::size_t k = 0; k < most; ++k)
                band.push_back({.upper = highs[k], .lower = lows[k]});
        }
        if (values.size() > LinePool::kLargest) {
            const auto rest = values.begin() + static_cast<std::ptrdiff_t>(LinePool::kLargest);
            loose.push_back({.pen = QPen(m_theme.color(line.role), line.isThin ? 1 : 1.75),
                             .stretches = {rest, values.end()}});
            values.erase(rest, values.end());
        }
    }
    makeRoom(drawn);
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        if (m_shown[i].area)
            m_shown[i].area->setStretches(drawn[i].band);
        m_shown[i].line->setStretches(drawn[i].values);
    }
    m_overlay->setLoose(std::move(loose));
}

void PlotView::showStack()
{
    // Steps as wide as their buckets. A bucket that a line lacks is zero of it: nothing was counted
    // there.
    std::map<telemetry::Timestamp, double> tops;
    for (const auto& line : m_data.lines) {
        for (const auto& point : line.points)
            tops[point.start] = 0;
    }
    const double step = toMillis(telemetry::Timestamp{m_data.step});
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        std::map<telemetry::Timestamp, double> values;
        for (const auto& point : m_data.lines[i].points)
            values[point.start] = point.value;
        QList<QPointF> upper;
        QList<QPointF> lower;
        double last = 0;
        for (auto& [start, top] : tops) {
            const double x = toMillis(start);
            if (!upper.isEmpty() && x > last) {
                // Nothing at all in between: down to zero and up again.
                upper << QPointF(last, 0) << QPointF(x, 0);
                lower << QPointF(last, 0) << QPointF(x, 0);
            }
            const auto found = values.find(start);
            const double value = found == values.end() ? 0 : found->second;
            lower << QPointF(x, top) << QPointF(x + step, top);
            top += value;
            upper << QPointF(x, top) << QPointF(x + step, top);
            last = x + step;
        }
        std::vector<AreaPool::Stretch> stretches;
        if (!upper.isEmpty())
            stretches.push_back({.upper = upper, .lower = lower});
        m_shown[i].area->setStretches(stretches);
    }
    m_overlay->setLoose({});
}

} // namespace charts
