// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/explorebench.h"

#include "app/bench/frametimes.h"
#include "app/bench/randomsource.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/drivers/relationsnapshot.h"
#include "models/relation/logistic.h"
#include "models/relation/relationfit.h"
#include "widgets/common/theme.h"
#include "widgets/explore/relationview.h"

#include <QApplication>
#include <QJsonObject>
#include <QPainter>
#include <QTimer>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;

constexpr double kKnee = 38;
constexpr double kMostLoad = 60;
constexpr QSize kPlot(1100, 620);
constexpr int kExploreWarmUp = 5;
constexpr int kRefresh = 60; // frames
constexpr int kAnchorFrames = 10;
const telemetry::Timestamp kExploreStart = telemetry::fromUnixNanos(1'795'488'660'000'000'000);

double millisNow()
{
    return std::chrono::duration<double, std::milli>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

drivers::AnswerTable answersOf(std::int64_t count)
{
    RandomSource random(7);
    std::vector<drivers::AnswerRow> rows(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        drivers::AnswerRow& row = rows[i];
        row.start = kExploreStart + std::chrono::milliseconds(10) * static_cast<std::int64_t>(i);
        row.end = row.start + std::chrono::milliseconds(200);
        const double load = kMostLoad * random.uniform();
        row.queueDepth = static_cast<float>(load);
        row.inputTokens = static_cast<float>(4000 * random.exponential(1));
        row.temperature = random.chance(0.5) ? 0.2F : 0.7F;
        const double rate = relation::shareOf(-3.9 + 0.15 * std::max(0.0, load - kKnee));
        const bool isBad = random.chance(rate);
        row.suspicion =
            static_cast<float>(isBad ? random.beta(0.75, 0.12) : random.beta(0.15, 0.1));
        row.scores = {{.check = 0, .isFailed = isBad, .badness = row.suspicion}};
    }
    const telemetry::Timestamp end = rows.back().start + std::chrono::seconds(1);
    return {std::move(rows), {"groundedness"}, {.start = kExploreStart, .end = end}};
}

// Frames of a widget, one after the other: a timer of no delay comes after what is to be painted.
FrameTimes framesOf(QWidget& widget, int frames, const std::function<void(int)>& advance)
{
    std::vector<double> wall;
    int frame = 0;
    double before = 0;
    QTimer timer;
    QWidget* const context = &widget;
    QObject::connect(&timer, &QTimer::timeout, context, [&] {
        if (frame > kExploreWarmUp)
            wall.push_back(millisNow() - before);
        if (frame == kExploreWarmUp + frames) {
            timer.stop();
            return QApplication::quit();
        }
        before = millisNow();
        advance(frame++);
    });
    timer.start(0);
    QApplication::exec();
    return frameTimesOf(std::move(wall));
}

// What a plain scatter plot does.
class Scatter final : public QWidget
{
public:
    explicit Scatter(const drivers::AnswerTable& table, const common::Theme& theme)
        : m_ink(theme.color(common::ColorRole::Series1))
    {
        m_points.reserve(static_cast<qsizetype>(table.rows().size()));
        for (const drivers::AnswerRow& row : table.rows())
            m_points.append(QPointF(static_cast<double>(row.queueDepth) / kMostLoad * kPlot.width(),
                                    (1 - static_cast<double>(row.suspicion)) * kPlot.height()));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setPen(m_ink);
        painter.drawPoints(m_points);
    }

private:
    QPolygonF m_points;
    QColor m_ink;
};

ExploreFigures measure(const ExploreBenchSettings& settings)
{
    ExploreFigures figures;
    figures.answers = settings.answers;
    figures.planted = kKnee;
    const drivers::AnswerTable table = answersOf(settings.answers);
    const drivers::RelationRequest request{
        .view = {.range = table.covered()},
        .service = "bench",
        .driver = {.kind = drivers::DriverKind::QueueDepth, .check = {}},
        .outcome = {}};
    const double begun = millisNow();
    auto snapshot =
        std::make_shared<const drivers::RelationSnapshot>(drivers::relationOf(table, {}, request));
    figures.relateMillis = millisNow() - begun;
    std::vector<relation::Observation> observations;
    for (const drivers::AnswerRow& row : table.rows())
        observations.push_back({.driver = static_cast<double>(row.queueDepth),
                                .count = 1,
                                .failed = row.scores.front().isFailed ? 1.0 : 0.0,
                                .time = telemetry::toUnixNanos(row.start)});
    const double fitting = millisNow();
    const relation::Relation fit = relation::fitRelation(std::move(observations));
    figures.fitMillis = millisNow() - fitting;
    figures.knee = fit.knee ? fit.knee->at : 0;

    const common::Theme theme(u"dark"_s);
    theme.apply(*qApp);
    explore::RelationView view(theme);
    view.resize(kPlot);
    view.setSnapshot(snapshot);
    view.show();
    const std::int64_t before = view.frames();
    figures.frames = framesOf(view, settings.frames, [&](int frame) {
        if (frame % kRefresh == kRefresh - 1)
            view.setSnapshot(std::make_shared<const drivers::RelationSnapshot>(*snapshot));
        view.setSetting(kMostLoad * (frame % 200) / 200.0);
    });
    figures.painted = view.frames() - before;
    view.hide();
    Scatter scatter(table, theme);
    scatter.resize(kPlot);
    scatter.show();
    figures.anchor = framesOf(scatter, kAnchorFrames, [&](int) { scatter.update(); });
    return figures;
}

} // namespace

ExploreFigures benchExplore(const ExploreBenchSettings& settings)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    std::string name = "plumbline";
    std::array<char*, 2> argv{name.data(), nullptr};
    const QApplication application(argc, argv.data());
    return measure(settings);
}

int runExplore(const ExploreBenchSettings& settings, bool isJson)
{
    const ExploreFigures figures = benchExplore(settings);
    const double ratio = figures.frames.median / figures.anchor.median;
    if (isJson) {
        commands::printJson({{u"bench"_s, u"explore"_s},
                             {u"answers"_s, static_cast<qint64>(figures.answers)},
                             {u"relate_ms"_s, figures.relateMillis},
                             {u"fit_ms"_s, figures.fitMillis},
                             {u"frame_ms"_s, toJson(figures.frames)},
                             {u"painted"_s, static_cast<qint64>(figures.painted)},
                             {u"anchor_frame_ms"_s, toJson(figures.anchor)},
                             {u"ratio"_s, ratio},
                             {u"knee"_s, figures.knee},
                             {u"planted_knee"_s, figures.planted},
                             {u"target_ms"_s, kFrameTarget}});
        return 0;
    }
    print(stdout, "%lld answers, plot of %d x %d, dragged, new answers each %d frames\n",
          static_cast<long long>(figures.answers), kPlot.width(), kPlot.height(), kRefresh);
    print(stdout, "%-44s %8s %8s %8s\n", "ms a frame", "median", "95 %", "least");
    const auto row = [](const char* what, const FrameTimes& times) {
        print(stdout, "%-44s %8.2f %8.2f %8.2f\n", what, times.median, times.p95, times.least);
    };
    row("ours", figures.frames);
    row("every answer drawn as a point (QPainter)", figures.anchor);
    print(stdout, "ours / points, medians: %.4f; %lld frames were painted\n", ratio,
          static_cast<long long>(figures.painted));
    print(stdout, "relating them, in the background: %.0f ms, of which the fit %.0f ms\n",
          figures.relateMillis, figures.fitMillis);
    print(stdout, "knee put at %.0f, found at %.1f\n", figures.planted, figures.knee);
    print(stdout, "target: %.1f ms a frame (60 a second): %s\n", kFrameTarget,
          figures.frames.p95 <= kFrameTarget ? "reached" : "missed");
    return 0;
}

} // namespace bench
