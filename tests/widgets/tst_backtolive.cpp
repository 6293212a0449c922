// SPDX-License-Identifier: GPL-3.0-or-later

// Back to live, everything is read again: nothing that is gone is still drawn, and no line goes
// over what nobody recorded.

#include "models/store/sqlite.h"
#include "models/store/writer.h"
#include "tests/models/items/fleetfixture.h"
#include "widgets/charts/chartpanel.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/chartgrid.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/timeline/overview.h"
#include "widgets/timeline/transportbar.h"

#include <QChart>
#include <QLineSeries>
#include <QTest>

#include <string>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using items::TimeConductor;

namespace {

constexpr int kHiddenFrom = 420; // whole minutes after the fixture's
constexpr int kHiddenTo = 480;
constexpr double kLongest = 120'000; // ms; no bucket is as wide

} // namespace

class TestBackToLive : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void whatIsGoneIsNotDrawn();

private:
    void hideRows() const;
    // Stretches of lines that are drawn between two times, in the chart of groundedness.
    int drawn(double from, double to) const;
    charts::PlotView* plot() const;
    std::int64_t countedBetween(double from, double to) const; // in the overview

    fleettest::Fleet m_fleet;
    fleettest::ManualClock m_clock;
    common::Theme m_theme{u"dark"_s};
    dashboard::HealthPage* m_page = nullptr;
    items::OverviewFollower* m_overview = nullptr;
};

void TestBackToLive::initTestCase()
{
    m_theme.apply(*qApp);
}

// As retention, or a machine that lost power, would have it.
void TestBackToLive::hideRows() const
{
    const auto database = store::Database::open(m_fleet.path(), store::Database::Mode::Create);
    QVERIFY(database);
    const auto remove = [&database](const std::string& table, const char* column,
                                    std::int64_t unit) {
        const auto edge = [unit](int second) {
            return std::to_string(telemetry::toUnixNanos(fleettest::at(second)) / unit);
        };
        const std::string sql = "DELETE FROM " + table + " WHERE " + column
            + ">=" + edge(kHiddenFrom) + " AND " + column + "<" + edge(kHiddenTo);
        return database->execute(sql.c_str()).has_value();
    };
    QVERIFY(remove("rollups_second", "bucket", 1'000'000'000));
    QVERIFY(remove("rollups_minute", "bucket", 1'000'000'000));
    QVERIFY(remove("generations", "start_ns", 1));
    QVERIFY(database->execute("INSERT INTO removals(what, count) VALUES('generation', 120)"));
}

charts::PlotView* TestBackToLive::plot() const
{
    for (const charts::ChartPanel* panel : m_page->charts()->panels()) {
        if (panel->title().startsWith(u"Groundedness"_s))
            return panel->plot();
    }
    return nullptr;
}

int TestBackToLive::drawn(double from, double to) const
{
    charts::PlotView* view = plot();
    if (view == nullptr || view->range().isEmpty())
        return -1;
    const double left = view->xOf(fleettest::at(from));
    const double right = view->xOf(fleettest::at(to));
    int count = 0;
    for (QAbstractSeries* series : view->chart()->series()) {
        const auto* line = qobject_cast<QLineSeries*>(series);
        if (line == nullptr || !line->isVisible())
            continue;
        const auto points = line->points();
        // What is usual is a level, and no line of measurements.
        if (points.size() == 2 && points[0].y() == points[1].y()
            && points[1].x() - points[0].x() > kLongest)
            continue;
        for (qsizetype i = 1; i < points.size(); ++i) {
            const double begin = view->chart()->mapToPosition(points[i - 1], series).x();
            const double end = view->chart()->mapToPosition(points[i], series).x();
            count += begin < right && end > left ? 1 : 0;
        }
    }
    return count;
}

std::int64_t TestBackToLive::countedBetween(double from, double to) const
{
    std::int64_t count = 0;
    for (const store::DensityBucket& bucket : m_overview->snapshot().density) {
        if (bucket.start >= fleettest::at(from) && bucket.start < fleettest::at(to))
            count += bucket.generations;
    }
    return count;
}

void TestBackToLive::whatIsGoneIsNotDrawn()
{
    m_clock.time = fleettest::at(fleettest::kLength);
    items::RecordingQueries queries(m_fleet.path());
    TimeConductor conductor(m_clock, true);
    conductor.setSpan(10min);
    items::FleetFollower fleet(queries, conductor);
    items::OverviewFollower overview(queries, conductor);
    m_overview = &overview;
    dashboard::HealthPage page(queries, conductor, fleet, m_theme);
    m_page = &page;
    m_page->resize(1000, 900);
    m_page->show();
    m_page->setService(u"code-assistant"_s);
    QTRY_VERIFY(plot() != nullptr);
    QTRY_VERIFY(drawn(435, 465) > 0); // it was there
    QVERIFY(drawn(240, 390) > 0);
    QCOMPARE(drawn(212, 223), 0); // the gap that was there from the start, in buckets of 15 s
    QTRY_VERIFY(countedBetween(kHiddenFrom, kHiddenTo) > 0);

    conductor.seek(fleettest::at(150));
    QCOMPARE(conductor.mode(), TimeConductor::Mode::Fixed);
    QTRY_COMPARE(countedBetween(kHiddenFrom, kHiddenTo), std::int64_t{0}); // not known there
    hideRows();
    m_clock.time = fleettest::at(fleettest::kLength + 30);
    conductor.goLive();
    QTRY_COMPARE(plot()->range().end >= fleettest::at(fleettest::kLength), true);
    QTRY_VERIFY(drawn(490, 590) > 0);
    QTRY_COMPARE(drawn(435, 465), 0); // neither what is gone nor a line across it
    QVERIFY(drawn(240, 390) > 0);
    QCOMPARE(drawn(212, 223), 0);
    QTRY_VERIFY(countedBetween(0, kHiddenFrom) > 0);
    QCOMPARE(countedBetween(kHiddenFrom, kHiddenTo), std::int64_t{0});
    // What came meanwhile is not there, and is no line either.
    QCOMPARE(drawn(fleettest::kLength + 5, fleettest::kLength + 25), 0);
}

QTEST_MAIN(TestBackToLive)
#include "tst_backtolive.moc"
