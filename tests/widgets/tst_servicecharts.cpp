// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/modelreturns.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/items/fleetfixture.h"
#include "widgets/charts/activitycharts.h"
#include "widgets/charts/chartheader.h"
#include "widgets/charts/chartlink.h"
#include "widgets/charts/chartpanel.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/chartgrid.h"
#include "widgets/dashboard/chartplan.h"
#include "widgets/dashboard/sectionhead.h"

#include <QChart>
#include <QTest>
#include <QXYSeries>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// The charts of one service: which there are, what they show, and that sections close.
class TestServiceCharts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aServiceHasItsChartsInOrder();
    void whatIsNotToldIsSaidInOneLine();
    void theAlarmedCheckIsFirst();
    void bucketsHoldEnough();
    void aPartFilledBucketIsNoLevel();
    void aBucketIsDrawnAsAStep();
    void aMovedDistributionIsMarkedOnItsCheck();
    void aRollBackIsMarked();
    void aSectionCloses();
    void noPlotReachesBelowItsPanel();
    void versionsShareAnAxis();
    void alarmsAndChangesAreInEveryChart();
    void theSpreadIsInItsBins();
    void theHeatMapIsDrawn();
    void moreThanTheWholeWindowIsShown();

private:
    items::SeriesSnapshot read(const std::string& service, double from, double to);
    QStringList titles(const dashboard::ChartGrid& grid) const;

    std::unique_ptr<fleettest::Fleet> m_fleet;
    std::unique_ptr<store::Reader> m_reader;
    common::Theme m_theme{u"light"_s};
    charts::ChartLink m_link;
};

void TestServiceCharts::initTestCase()
{
    m_theme.apply(*qApp);
    m_fleet = std::make_unique<fleettest::Fleet>();
    auto reader = store::Reader::open(m_fleet->path());
    QVERIFY(reader.has_value());
    m_reader = std::move(*reader);
}

items::SeriesSnapshot TestServiceCharts::read(const std::string& service, double from, double to)
{
    items::ActivityReader activity;
    auto snapshot = items::readSeries(
        *m_reader, {.range = {.start = fleettest::at(from), .end = fleettest::at(to)}}, service,
        &activity);
    if (!snapshot)
        qFatal("%s", snapshot.error().message.c_str());
    return std::move(*snapshot);
}

QStringList TestServiceCharts::titles(const dashboard::ChartGrid& grid) const
{
    QStringList titles;
    for (const auto* panel : grid.panels())
        titles << panel->title();
    return titles;
}

void TestServiceCharts::aServiceHasItsChartsInOrder()
{
    dashboard::ChartGrid grid(m_theme, m_link);
    grid.setSnapshot(read("code-assistant", 280, 400));
    QCOMPARE(
        titles(grid),
        (QStringList{u"Groundedness"_s, u"Truncation"_s, u"glyph-2026-10-c"_s, u"glyph-2026-11-a"_s,
                     u"Groundedness: badness"_s, u"Truncation: badness"_s, u"Answers by model"_s,
                     u"Share of each model"_s, u"Load"_s, u"Time an answer takes"_s}));
    // One model only: nothing to compare.
    grid.setSnapshot(read("support-bot", 280, 400));
    QVERIFY(!titles(grid).contains(u"Share of each model"_s));
    QVERIFY(!titles(grid).contains(u"parley-4"_s));
}

void TestServiceCharts::whatIsNotToldIsSaidInOneLine()
{
    const auto snapshot = read("code-assistant", 280, 400);
    QCOMPARE(dashboard::missingText(snapshot),
             u"Not in the telemetry of this service in view: tokens, the size of the context "
             "window."_s);
    // Where there is no answer nobody can tell of those.
    QCOMPARE(dashboard::missingText(read("order-agent", 500, 560)),
             u"No observation in view of: Groundedness."_s);
    QCOMPARE(dashboard::missingText(read({}, 280, 400)), QString());
}

void TestServiceCharts::theAlarmedCheckIsFirst()
{
    items::SeriesSnapshot snapshot = read("code-assistant", 280, 400);
    QCOMPARE(snapshot.checks[1].check, std::string("truncation"));
    QVERIFY(snapshot.checks[0].alarm);
    // Worse than the one on groundedness, whose place is before it otherwise.
    snapshot.checks[1].alarm = fleettest::firstAlarm();
    snapshot.checks[1].alarm->severity = 1;
    QCOMPARE(dashboard::chartPlan(snapshot)[0].charts[0].title, u"Truncation"_s);
    // Without an alarm what fails more than it may is before what is well, and what was not seen is
    // told in a line.
    snapshot.checks[0].alarm.reset();
    snapshot.checks[1].alarm.reset();
    std::swap(snapshot.checks[0], snapshot.checks[1]);
    QCOMPARE(dashboard::chartPlan(snapshot)[0].charts[0].title, u"Groundedness"_s);
    snapshot.checks[0].points.clear();
    const auto plan = dashboard::chartPlan(snapshot);
    QCOMPARE(plan[0].charts.size(), 1U);
    QVERIFY2(
        dashboard::missingText(snapshot).startsWith(u"No observation in view of: Truncation."_s),
        qPrintable(dashboard::missingText(snapshot)));
    // Of an alarm there is a chart whatever was seen.
    snapshot.checks[0].alarm = fleettest::firstAlarm();
    QCOMPARE(dashboard::chartPlan(snapshot)[0].charts[0].title, u"Truncation"_s);
}

void TestServiceCharts::bucketsHoldEnough()
{
    QCOMPARE(items::bucketStep(5min), 5s);
    QCOMPARE(items::bucketStep(5min, 2.0), 5s); // ten in five seconds
    QCOMPARE(items::bucketStep(5min, 1.0), 10s);
    QCOMPARE(items::bucketStep(5min, 0.01), 15s); // no coarser: a dozen buckets are left
    QCOMPARE(items::bucketStep(5min, 0.0), 5s);
    // One answer a second, two in a bucket of the finest step.
    QCOMPARE(read("code-assistant", 280, 400).step, 10s);
}

// A recording ended in the middle of a bucket: what is left in it would be told as its newest
// level.
void TestServiceCharts::aPartFilledBucketIsNoLevel()
{
    items::SeriesSnapshot snapshot;
    snapshot.service = "code-assistant";
    snapshot.step = 5s;
    snapshot.range = {.start = fleettest::at(0), .end = fleettest::at(100)};
    items::CheckSeries series;
    series.service = "code-assistant";
    series.check = "groundedness";
    const auto add = [&series](double start, int failed, int count) {
        store::SeriesPoint point;
        point.start = fleettest::at(start);
        for (int i = 0; i < count; ++i)
            point.sum.add(i < failed ? 1 : 0);
        series.points.push_back(point);
    };
    add(0, 19, 40);
    add(5, 20, 41);
    add(10, 0, 2);
    auto chart = charts::checkChart(snapshot, series);
    for (const charts::Line& line : chart.lines) {
        QCOMPARE(line.points.size(), std::size_t{2});
        QCOMPARE(line.points.back().start, fleettest::at(5));
    }
    // Where few come at all, each counts; and what goes on at a lower rate is no end.
    series.points.clear();
    add(0, 1, 3);
    add(5, 0, 1);
    QCOMPARE(charts::checkChart(snapshot, series).lines.front().points.size(), std::size_t{2});
    series.points.clear();
    add(0, 19, 40);
    add(5, 0, 2);
    add(10, 0, 2);
    QCOMPARE(charts::checkChart(snapshot, series).lines.front().points.size(), std::size_t{3});
}

void TestServiceCharts::aBucketIsDrawnAsAStep()
{
    charts::ChartPanel panel(u"Groundedness"_s, m_theme, m_link);
    panel.resize(640, 240);
    panel.setRange({.start = fleettest::at(280), .end = fleettest::at(400)});
    const auto snapshot = read("code-assistant", 280, 400);
    panel.setData(charts::checkChart(snapshot, snapshot.checks.front()));
    panel.show();
    int pieces = 0;
    for (const auto* series : panel.plot()->chart()->series()) {
        const auto* line = qobject_cast<const QXYSeries*>(series);
        if (line == nullptr)
            continue;
        const QList<QPointF> points = line->points();
        for (qsizetype i = 1; i < points.size(); ++i) {
            const QPointF step = points[i] - points[i - 1];
            QVERIFY2(step.x() == 0 || step.y() == 0, "a slope");
            pieces += step.x() > 0 ? 1 : 0;
        }
    }
    QVERIFY(pieces >= 20); // a dozen buckets of two lines
}

void TestServiceCharts::aMovedDistributionIsMarkedOnItsCheck()
{
    items::SeriesSnapshot snapshot = read("code-assistant", 280, 400);
    snapshot.alarms.push_back({.alarm = "A-0009",
                               .service = "code-assistant",
                               .check = telemetry::distributionCheck("truncation"),
                               .severity = 4,
                               .isOpen = true,
                               .known = fleettest::at(300),
                               .range = {.start = fleettest::at(300), .end = fleettest::at(400)}});
    const auto chart = charts::distributionChart(snapshot, snapshot.checks[1]);
    QCOMPARE(chart.alarms.size(), 1U);
    QCOMPARE(chart.alarms[0].severity, 4);
    QCOMPARE(charts::distributionChart(snapshot, snapshot.checks[0]).alarms.size(), 1U);
}

// Ten answers a bucket: a, then b, then a again; one bucket of c is no rule.
void TestServiceCharts::aRollBackIsMarked()
{
    items::SeriesSnapshot snapshot = read("code-assistant", 280, 400);
    QVERIFY(snapshot.returns.empty()); // a new model is no return
    items::VolumeSeries a{.name = "a", .points = {}};
    items::VolumeSeries b{.name = "b", .points = {}};
    items::VolumeSeries c{.name = "c", .points = {}};
    for (int bucket = 0; bucket < 12; ++bucket) {
        store::SeriesPoint point;
        point.start = fleettest::at(280 + 10 * bucket);
        point.sum.count = 10;
        (bucket == 2 ? c : bucket < 4 || bucket > 7 ? a : b).points.push_back(point);
    }
    snapshot.returns = items::modelReturns({a, b, c});
    QCOMPARE(snapshot.returns.size(), 1U);
    QCOMPARE(snapshot.returns[0].model, std::string("a"));
    QCOMPARE(snapshot.returns[0].previous, std::string("b"));
    QVERIFY(snapshot.returns[0].time == fleettest::at(360));
    for (const auto& section : dashboard::chartPlan(snapshot)) {
        for (const auto& chart : section.charts)
            QVERIFY2(std::ranges::any_of(
                         chart.data.flags,
                         [](const charts::Flag& flag) { return flag.text == u"back to a"_s; }),
                     qPrintable(chart.title));
    }
}

void TestServiceCharts::aSectionCloses()
{
    dashboard::ChartGrid grid(m_theme, m_link);
    grid.resize(1000, 800);
    grid.setSnapshot(read("code-assistant", 280, 400));
    grid.show();
    const auto heads = grid.findChildren<dashboard::SectionHead*>();
    const auto traffic =
        std::ranges::find_if(heads, [](const auto* head) { return head->text() == u"Traffic"_s; });
    QVERIFY(traffic != heads.end());
    auto* panel = *std::ranges::find_if(
        grid.panels(), [](const auto* shown) { return shown->title() == u"Load"_s; });
    QVERIFY(panel->isVisible());
    QTest::mouseClick(*traffic, Qt::LeftButton);
    QVERIFY(!panel->isVisible());
    QVERIFY(!titles(grid).contains(u"Answers by model"_s));
    QVERIFY(titles(grid).contains(u"Time an answer takes"_s));
    QCOMPARE((*traffic)->text(), u"Traffic · 3 charts"_s);
    grid.setSnapshot(read("code-assistant", 281, 401)); // stays closed
    QVERIFY(!titles(grid).contains(u"Load"_s));
    QTest::keyClick(*traffic, Qt::Key_Space);
    QVERIFY(panel->isVisible());
}

// The times stand at the lower edge of a plot.
void TestServiceCharts::noPlotReachesBelowItsPanel()
{
    const auto reachesBelow = [](const charts::ChartPanel* panel) {
        return panel->plot()->geometry().bottom() > panel->rect().bottom();
    };
    for (const int percent : {common::kUsualText, common::kLargestText}) {
        m_theme.choose({.theme = u"light"_s, .textPercent = percent}, *qApp);
        for (const char* service : {"", "code-assistant"}) {
            dashboard::ChartGrid grid(m_theme, m_link);
            grid.setVisibleHeight(376);
            grid.resize(420, 376);
            grid.setRange({.start = fleettest::at(280), .end = fleettest::at(400)});
            grid.setSnapshot(read(service, 280, 400));
            grid.show();
            // In so little width what the lines mean takes a row of its own.
            const auto hasTwoRows = [this](const charts::ChartPanel* panel) {
                return panel->header()->height() > m_theme.scaled(40);
            };
            QTRY_VERIFY(std::ranges::any_of(grid.panels(), hasTwoRows));
            QTest::qWait(20);
            QVERIFY(std::ranges::none_of(grid.panels(), reachesBelow));
        }
    }
    m_theme.choose({.theme = u"light"_s}, *qApp);
}

void TestServiceCharts::versionsShareAnAxis()
{
    dashboard::ChartGrid grid(m_theme, m_link);
    grid.resize(1000, 900);
    grid.setRange({.start = fleettest::at(280), .end = fleettest::at(400)});
    grid.setSnapshot(read("code-assistant", 280, 400));
    const auto* well = grid.panels()[2]->plot();
    const auto* bad = grid.panels()[3]->plot();
    QVERIFY(std::ranges::all_of(well->data().lines[0].points,
                                [](const charts::Point& point) { return point.value == 0; }));
    QVERIFY(std::ranges::any_of(bad->data().lines[0].points,
                                [](const charts::Point& point) { return point.value > 20; }));
    QCOMPARE(well->ceiling(), bad->ceiling());
}

void TestServiceCharts::alarmsAndChangesAreInEveryChart()
{
    for (const auto& section : dashboard::chartPlan(read("code-assistant", 280, 400))) {
        for (const auto& chart : section.charts) {
            const bool isOther = chart.title.startsWith(u"Truncation"_s);
            QVERIFY2(chart.data.alarms.size() == (isOther ? 0U : 1U), qPrintable(chart.title));
            QVERIFY2(chart.data.flags.size() == 1U, qPrintable(chart.title));
        }
    }
    // A gap is a gap in each of them.
    for (const auto& section : dashboard::chartPlan(read("code-assistant", 150, 270))) {
        for (const auto& chart : section.charts)
            QVERIFY2(chart.data.gaps.size() == 1U, qPrintable(chart.title));
    }
}

void TestServiceCharts::theSpreadIsInItsBins()
{
    const auto snapshot = read("code-assistant", 300, 420);
    const auto chart = charts::distributionChart(snapshot, snapshot.checks.front());
    QVERIFY(!chart.heat.empty());
    const auto column = std::ranges::find_if(chart.heat, [](const charts::HeatColumn& one) {
        return one.range.start == fleettest::at(360);
    });
    QVERIFY(column != chart.heat.end());
    // One in three at 0.95, the others at 0.04.
    QCOMPARE(column->total, std::int64_t{10});
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    for (const auto& one : chart.heat) {
        low += one.counts[0];
        high += one.counts[19] + one.counts[18];
        QCOMPARE(one.total, std::int64_t{one.counts[0]} + one.counts[19] + one.counts[18]);
    }
    QVERIFY(low > high && high > 30);
    QVERIFY(chart.lines[0].points.size() == chart.heat.size());
    // Within a bin nothing is known: half are below 5 %, or not below 95 %.
    for (const auto& point : chart.lines[0].points)
        QVERIFY(point.value == 5 || point.value >= 95);
}

void TestServiceCharts::theHeatMapIsDrawn()
{
    charts::ChartPanel panel(u"Spread"_s, m_theme, m_link);
    panel.resize(640, 240);
    panel.setRange({.start = fleettest::at(300), .end = fleettest::at(420)});
    const auto snapshot = read("code-assistant", 300, 420);
    auto chart = charts::distributionChart(snapshot, snapshot.checks.front());
    chart.alarms.clear();
    panel.setData(chart);
    panel.show();
    auto* plot = panel.plot();
    const QImage image = plot->grab().toImage();
    const double ratio = image.devicePixelRatio();
    const QRectF rect = plot->plotRect();
    const auto colorAt = [&](double badness) {
        const QPointF at(rect.left() + rect.width() * 0.3, rect.bottom() - badness * rect.height());
        return image.pixelColor((at * ratio).toPoint());
    };
    QVERIFY(colorAt(0.015) != colorAt(0.3)); // answers, and none
    QCOMPARE(colorAt(0.3), colorAt(0.4));
}

void TestServiceCharts::moreThanTheWholeWindowIsShown()
{
    charts::ChartPanel panel(u"Fill"_s, m_theme, m_link);
    panel.resize(640, 240);
    panel.setRange({.start = fleettest::at(0), .end = fleettest::at(60)});
    charts::ChartData chart;
    chart.leastCeiling = 100;
    chart.lines.resize(1);
    chart.lines[0].points.push_back(
        {.start = fleettest::at(10), .time = fleettest::at(11), .value = 130, .count = 1});
    panel.setData(chart);
    QVERIFY(panel.plot()->ceiling() >= 130);
    chart.lines[0].points[0].value = 90;
    charts::ChartPanel other(u"Fill"_s, m_theme, m_link);
    other.setData(chart);
    QCOMPARE(other.plot()->ceiling(), 100.0);
}

QTEST_MAIN(TestServiceCharts)
#include "tst_servicecharts.moc"
