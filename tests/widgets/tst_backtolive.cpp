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

#include <QtTest>

#include <array>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace fleettest;
using items::TimeConductor;

namespace {

constexpr int kHiddenFrom = 420; // whole minutes after the fixture's
constexpr int kHiddenTo = 480;

} // namespace

class TestBackToLive : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void whatIsGoneIsNotDrawn();

private:
    void hideRows() const;
    // Pixels of the colour of a line between two times, in the chart of groundedness.
    int inks(double from, double to) const;
    charts::PlotView* plot() const;
    std::int64_t countedBetween(double from, double to) const; // in the overview

    Fleet m_fleet;
    ManualClock m_clock;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<dashboard::HealthPage> m_page;
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
            return std::to_string(telemetry::toUnixNanos(at(second)) / unit);
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

int TestBackToLive::inks(double from, double to) const
{
    charts::PlotView* view = plot();
    if (view == nullptr || view->range().isEmpty())
        return -1;
    const QImage image = view->grab().toImage().convertToFormat(QImage::Format_RGB32);
    const double ratio = image.devicePixelRatio();
    const QRectF area = view->plotRect();
    std::vector<QRgb> colors;
    for (const auto role : {common::ColorRole::Series1, common::ColorRole::Series2,
                            common::ColorRole::Series3, common::ColorRole::Series4})
        colors.push_back(m_theme.color(role).rgb());
    int count = 0;
    for (int x = int(view->xOf(at(from)) * ratio); x < int(view->xOf(at(to)) * ratio); ++x) {
        for (int y = int(area.top() * ratio); y < int((area.bottom() + 2) * ratio); ++y)
            count += std::ranges::find(colors, image.pixel(x, y)) != colors.end() ? 1 : 0;
    }
    return count;
}

std::int64_t TestBackToLive::countedBetween(double from, double to) const
{
    std::int64_t count = 0;
    for (const store::DensityBucket& bucket : m_overview->snapshot().density) {
        if (bucket.start >= at(from) && bucket.start < at(to))
            count += bucket.generations;
    }
    return count;
}

void TestBackToLive::whatIsGoneIsNotDrawn()
{
    m_clock.time = at(kLength);
    items::RecordingQueries queries(m_fleet.path());
    TimeConductor conductor(m_clock, true);
    conductor.setSpan(10min);
    items::FleetFollower fleet(queries, conductor);
    items::OverviewFollower overview(queries, conductor);
    m_overview = &overview;
    m_page = std::make_unique<dashboard::HealthPage>(queries, conductor, fleet, m_theme);
    m_page->resize(1000, 900);
    m_page->show();
    m_page->setService(u"code-assistant"_s);
    QTRY_VERIFY(plot() != nullptr);
    QTRY_VERIFY(inks(435, 465) > 0); // it was there
    QVERIFY(inks(240, 390) > 0);
    QCOMPARE(inks(206, 224), 0); // the gap that was there from the start
    QTRY_VERIFY(countedBetween(kHiddenFrom, kHiddenTo) > 0);

    conductor.seek(at(150));
    QCOMPARE(conductor.mode(), TimeConductor::Mode::Fixed);
    QTRY_COMPARE(countedBetween(kHiddenFrom, kHiddenTo), std::int64_t{0}); // not known there
    hideRows();
    m_clock.time = at(kLength + 30);
    conductor.goLive();
    QTRY_COMPARE(plot()->range().end >= at(kLength), true);
    QTRY_COMPARE(inks(435, 465), 0); // neither what is gone nor a line across it
    QVERIFY(inks(240, 390) > 0);
    QVERIFY(inks(490, 590) > 0);
    QCOMPARE(inks(206, 224), 0);
    QTRY_VERIFY(countedBetween(0, kHiddenFrom) > 0);
    QCOMPARE(countedBetween(kHiddenFrom, kHiddenTo), std::int64_t{0});
    // What came meanwhile is not there, and is no line either.
    QCOMPARE(inks(kLength + 5, kLength + 25), 0);
    m_page.reset();
}

QTEST_MAIN(TestBackToLive)
#include "tst_backtolive.moc"
