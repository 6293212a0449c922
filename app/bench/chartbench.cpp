// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/chartbench.h"

#include "app/bench/frametimes.h"
#include "app/bench/measured.h"
#include "app/bench/qtchartsanchor.h"
#include "app/bench/uplotanchor.h"
#include "widgets/charts/chartlink.h"
#include "widgets/charts/longseries.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QTimer>
#include <QWidget>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

constexpr telemetry::Duration kStep = std::chrono::milliseconds(10); // between samples
constexpr int kNew = 10; // samples a frame
constexpr int kWarmUp = 10; // frames that are not counted
constexpr int kRoundWarmUp = 3; // likewise, after the first round
constexpr int kQtChartsFrames = 2; // each round: one takes seconds

int framesARound(const ChartBenchSettings& settings)
{
    return std::max(1, settings.frames / settings.rounds);
}

telemetry::Timestamp timeOf(std::size_t sample)
{
    return telemetry::fromUnixNanos(1'795'488'660'000'000'000) + kStep * static_cast<int>(sample);
}

// One chart of the window with its samples still to come.
class LiveChart
{
public:
    LiveChart(int number, const ChartBenchSettings& settings, const common::Theme& theme,
              charts::ChartLink& link, QWidget* parent)
        : m_settings(settings)
        , m_view(new charts::PlotView(theme, link, parent))
    {
        charts::ChartData data;
        data.step = std::chrono::seconds(1);
        const auto all = static_cast<std::size_t>(settings.samples)
            + static_cast<std::size_t>(settings.rounds * (framesARound(settings) + kWarmUp + 1))
                * kNew;
        for (int i = 0; i < settings.series; ++i) {
            m_values.push_back(walk(number * settings.series + i, all));
            m_samples.push_back(std::make_shared<charts::LongSeries>());
            charts::Line line;
            line.name = u"series"_s;
            line.role = static_cast<common::ColorRole>(static_cast<int>(common::ColorRole::Series1)
                                                       + i % common::kSeriesColors);
            line.samples = m_samples.back();
            data.lines.push_back(std::move(line));
        }
        append(static_cast<std::size_t>(settings.samples));
        m_view->setGeometry(chartPlace(number));
        m_view->setData(std::move(data));
        slide();
    }

    void advance()
    {
        append(kNew);
        slide();
        m_view->refreshSamples();
    }

    std::int64_t painted() const { return m_view->sampleFrames(); }

private:
    void append(std::size_t count)
    {
        for (std::size_t i = 0; i < m_samples.size(); ++i) {
            for (std::size_t k = m_end; k < m_end + count; ++k)
                m_samples[i]->append(timeOf(k), m_values[i][k]);
        }
        m_end += count;
    }

    void slide()
    {
        m_view->setRange({.start = timeOf(m_end - static_cast<std::size_t>(m_settings.samples)),
                          .end = timeOf(m_end)});
    }

    const ChartBenchSettings& m_settings;
    charts::PlotView* m_view;
    std::vector<std::vector<float>> m_values;
    std::vector<std::shared_ptr<charts::LongSeries>> m_samples;
    std::size_t m_end = 0;
};

// Our charts in a window of theirs.
class LiveWindow
{
public:
    explicit LiveWindow(const ChartBenchSettings& settings)
        : m_theme(u"dark"_s)
    {
        m_theme.apply(*qApp);
        m_window.resize(kChartWindow);
        for (int i = 0; i < settings.charts; ++i)
            m_live.emplace_back(i, settings, m_theme, m_link, &m_window);
    }

    // Shows it for so many frames, of which the first `unmeasured` are not counted, and hides it. A
    // frame begins when all that the one before it had to paint has been painted: a timer of no
    // delay comes after what is posted.
    void measure(int unmeasured, int frames, std::vector<double>& wall, std::vector<double>& cpu)
    {
        m_window.show();
        int frame = 0;
        double wallBefore = 0;
        double cpuBefore = 0;
        std::int64_t paintedBefore = 0;
        QTimer timer;
        QWidget* const context = &m_window;
        QObject::connect(&timer, &QTimer::timeout, context, [&] {
            const double wallNow = wallMillis();
            const double cpuNow = cpuMillis();
            if (frame > unmeasured) {
                wall.push_back(wallNow - wallBefore);
                cpu.push_back(cpuNow - cpuBefore);
            }
            if (frame == unmeasured)
                paintedBefore = paintedOfAll();
            if (frame++ == unmeasured + frames) {
                timer.stop();
                return QCoreApplication::exit(); // not quit(), which closes the windows
            }
            wallBefore = wallMillis();
            cpuBefore = cpuMillis();
            for (LiveChart& chart : m_live)
                chart.advance();
        });
        timer.start(0);
        QApplication::exec();
        m_painted += paintedOfAll() - paintedBefore;
        m_window.hide();
    }

    std::int64_t painted() const { return m_painted; }

private:
    std::int64_t paintedOfAll() const
    {
        std::int64_t sum = 0;
        for (const LiveChart& chart : m_live)
            sum += chart.painted();
        return sum;
    }

    const common::Theme m_theme;
    charts::ChartLink m_link;
    QWidget m_window;
    std::vector<LiveChart> m_live;
    std::int64_t m_painted = 0;
};

telemetry::Result<ChartFigures> measure(const ChartBenchSettings& settings)
{
    ChartFigures figures;
    LiveWindow ours(settings);
    QtChartsAnchor qtCharts(settings);
    std::vector<double> wall;
    std::vector<double> cpu;
    for (int round = 0; round < settings.rounds; ++round) {
        std::vector<double> wallOfRound;
        std::vector<double> cpuOfRound;
        ours.measure(round == 0 ? kWarmUp : kRoundWarmUp, framesARound(settings), wallOfRound,
                     cpuOfRound);
        figures.ours.wall.push_back(measuredOf(wallOfRound).median);
        figures.ours.cpu.push_back(measuredOf(cpuOfRound).median);
        wall.insert(wall.end(), wallOfRound.begin(), wallOfRound.end());
        cpu.insert(cpu.end(), cpuOfRound.begin(), cpuOfRound.end());
        wallOfRound.clear();
        cpuOfRound.clear();
        qtCharts.measure(kQtChartsFrames, wallOfRound, cpuOfRound);
        figures.qtCharts.wall.push_back(measuredOf(wallOfRound).median);
        figures.qtCharts.cpu.push_back(measuredOf(cpuOfRound).median);
        if (!figures.anchorNote.empty())
            continue;
        if (auto added = addUplotRound(settings, framesARound(settings), figures); !added)
            return tl::make_unexpected(added.error());
    }
    figures.wall = frameTimesOf(std::move(wall));
    figures.cpu = frameTimesOf(std::move(cpu));
    figures.painted = ours.painted();
    return figures;
}

} // namespace

FrameTimes frameTimesOf(std::vector<double> millis)
{
    if (millis.empty())
        return {};
    std::ranges::sort(millis);
    const auto rank =
        static_cast<std::size_t>(std::ceil(0.95 * static_cast<double>(millis.size())) - 1);
    return {.median = millis[millis.size() / 2], .p95 = millis[rank], .least = millis.front()};
}

std::vector<float> walk(int index, std::size_t count)
{
    std::vector<float> values(count);
    auto state = static_cast<std::uint32_t>(12345 + index);
    double value = 50;
    for (float& sample : values) {
        state = state * 1'664'525U + 1'013'904'223U;
        value += (state / 4'294'967'296.0 - 0.5) * 4;
        value = std::clamp(value, 0.0, 100.0);
        sample = static_cast<float>(value);
    }
    return values;
}

telemetry::Result<ChartFigures> benchCharts(const ChartBenchSettings& settings)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    std::string name = "plumbline";
    std::array<char*, 2> argv{name.data(), nullptr};
    const QApplication application(argc, argv.data());
    QApplication::setQuitOnLastWindowClosed(false); // windows are shown in turns
    return measure(settings);
}

} // namespace bench
