// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/qtchartsanchor.h"

#include "app/bench/frametimes.h"

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QLegend>
#include <QLineSeries>
#include <QList>
#include <QPointF>
#include <QTimer>
#include <QValueAxis>
#include <QWidget>

#include <cstddef>

namespace bench {

namespace {

constexpr int kAnchorStep = 10; // new samples a frame, as on our side
constexpr int kAnchorFrames = 64; // positions that the walk has, taken in turns

// Until all that was posted is done: laid out and painted.
void settleCharts()
{
    QTimer::singleShot(0, qApp, [] { QCoreApplication::exit(); });
    QApplication::exec();
}

} // namespace

struct QtChartsAnchor::Private
{
    QWidget window;
    std::vector<QChartView*> views; // the window's own
    std::vector<QLineSeries*> lines;
    std::vector<std::vector<float>> values;
    int samples = 0;
    int position = 0;

    // Times are counted from the left edge: the axis stands still, and is not worked out anew.
    void replaceAll()
    {
        position = (position + 1) % kAnchorFrames;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            QList<QPointF> points;
            points.reserve(samples);
            const auto first = static_cast<std::size_t>(position * kAnchorStep);
            for (int k = 0; k < samples; ++k)
                points.append(
                    {static_cast<double>(k), values[i][first + static_cast<std::size_t>(k)]});
            lines[i]->replace(points);
        }
    }
};

QtChartsAnchor::QtChartsAnchor(const ChartBenchSettings& settings)
    : d(std::make_unique<Private>())
{
    d->samples = settings.samples;
    d->window.resize(kChartWindow);
    for (int number = 0; number < settings.charts; ++number) {
        auto* chart = new QChart;
        auto* across = new QValueAxis;
        auto* up = new QValueAxis;
        across->setRange(0, settings.samples);
        up->setRange(0, 100);
        chart->addAxis(across, Qt::AlignBottom);
        chart->addAxis(up, Qt::AlignLeft);
        chart->legend()->hide();
        for (int i = 0; i < settings.series; ++i) {
            auto* line = new QLineSeries;
            chart->addSeries(line);
            line->attachAxis(across);
            line->attachAxis(up);
            d->lines.push_back(line);
            d->values.push_back(
                walk(number * settings.series + i,
                     static_cast<std::size_t>(settings.samples + kAnchorFrames * kAnchorStep)));
        }
        auto* view = new QChartView(chart, &d->window); // owns the chart
        view->setGeometry(chartPlace(number));
        d->views.push_back(view);
    }
}

QtChartsAnchor::~QtChartsAnchor() = default;

void QtChartsAnchor::measure(int frames, std::vector<double>& wall, std::vector<double>& cpu)
{
    d->window.show();
    d->replaceAll();
    settleCharts();
    for (int i = 0; i < frames; ++i) {
        const double wallBefore = wallMillis();
        const double cpuBefore = cpuMillis();
        d->replaceAll();
        for (QChartView* view : d->views)
            view->viewport()->repaint();
        wall.push_back(wallMillis() - wallBefore);
        cpu.push_back(cpuMillis() - cpuBefore);
        settleCharts(); // what it still wants is not counted
    }
    d->window.hide();
}

} // namespace bench
