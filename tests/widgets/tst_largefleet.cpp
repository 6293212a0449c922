// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/servicehealthmodel.h"
#include "models/items/timeconductor.h"
#include "models/store/writer.h"
#include "tests/models/items/fleetfixture.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/chartgrid.h"
#include "widgets/dashboard/checksummary.h"
#include "widgets/dashboard/fleetmap.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/healthpage.h"

#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kServices = 200;
constexpr int kFleetChecks = 12;

std::string serviceName(int number)
{
    return "service-" + std::to_string(1000 + number);
}

// 200 services with 12 checks each; number 150 fails one check often.
void write(const std::string& path)
{
    auto writer = store::Writer::open(path);
    if (!writer)
        qFatal("%s", writer.error().message.c_str());
    store::HealthResults results;
    for (int service = 0; service < kServices; ++service) {
        for (int check = 0; check < kFleetChecks; ++check) {
            telemetry::SignalKey key;
            key.service = serviceName(service);
            key.operation = "chat";
            key.model = "m";
            key.check = "check " + std::to_string(check);
            for (int second = 0; second < 30; ++second) {
                telemetry::Rollup rollup;
                rollup.bucket = telemetry::toUnixNanos(fleettest::at(second)) / 1'000'000'000;
                rollup.recordedBucket = rollup.bucket + 1;
                rollup.add(service == 150 && check == 3 && second % 2 == 0 ? 0.95 : 0.02);
                results.rollups.emplace_back(key, rollup);
            }
        }
    }
    if (!(*writer)->append(results) || !(*writer)->commit())
        qFatal("not written");
}

} // namespace

// A fleet that is too large for a row of figures each.
class TestLargeFleet : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theWorstComesFirstInShortLines();
    void theMapShowsAllAndScrolls();
    void aFilterNarrowsIt();
    void slashGoesToTheFilter();
    void noChartIsReadForTwoHundred();
    void aNarrowDockTellsTheWorst();

private:
    dashboard::FleetMatrix* matrix() const { return m_page->matrix(); }

    QTemporaryDir m_folder;
    fleettest::ManualClock m_clock;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<items::FleetFollower> m_follower;
    std::unique_ptr<dashboard::HealthPage> m_page;
};

void TestLargeFleet::initTestCase()
{
    m_theme.apply(*qApp);
    const std::string path = m_folder.filePath(u"large.plumb"_s).toStdString();
    write(path);
    m_queries = std::make_unique<items::RecordingQueries>(path);
    m_clock.time = fleettest::at(40);
    m_conductor = std::make_unique<items::TimeConductor>(m_clock, false);
    m_conductor->setBounds({.start = fleettest::at(0), .end = fleettest::at(40)});
    m_conductor->setSpan(40s);
    m_conductor->seek(fleettest::at(40));
    m_follower = std::make_unique<items::FleetFollower>(*m_queries, *m_conductor);
    m_page =
        std::make_unique<dashboard::HealthPage>(*m_queries, *m_conductor, *m_follower, m_theme);
    m_page->resize(1200, 800);
    m_page->show();
    QTRY_COMPARE_WITH_TIMEOUT(m_follower->services().rowCount(), kServices, 60'000);
    QTRY_VERIFY(matrix()->isDense());
}

void TestLargeFleet::theWorstComesFirstInShortLines()
{
    QCOMPARE(m_follower->services().service(0), QString::fromStdString(serviceName(150)));
    QCOMPARE(m_follower->services().columnCount(), kFleetChecks + 1);
    QVERIFY(matrix()->rowHeight(0) <= 24);
    QCOMPARE(matrix()->horizontalScrollBar()->maximum(), 0); // all twelve are in sight
    const int inSight = matrix()->viewport()->height() / matrix()->rowHeight(0);
    QVERIFY2(inSight >= 25, qPrintable(QString::number(inSight)));
    bool isTallied = false;
    for (const auto* label : m_page->findChildren<QLabel*>())
        isTallied = isTallied || label->text().startsWith(u"200 services: 1 degraded"_s);
    QVERIFY(isTallied);
}

void TestLargeFleet::theMapShowsAllAndScrolls()
{
    auto* map = m_page->findChild<dashboard::FleetMap*>();
    QVERIFY(map->isVisible());
    QCOMPARE(map->rowAt(5), 0);
    QCOMPARE(map->rowAt(map->height() - 5), kServices - 1);
    QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(10, map->height() - 6));
    QVERIFY(matrix()->rowAt(matrix()->viewport()->height() - 4) >= kServices - 2);
    QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(10, 5));
    QCOMPARE(matrix()->rowAt(2), 0);
}

void TestLargeFleet::aFilterNarrowsIt()
{
    auto* filter = m_page->findChild<common::SearchLine*>();
    QVERIFY(filter->isVisible());
    QTest::keyClicks(filter, u"SERVICE-110"_s);
    QCOMPARE(matrix()->setFilter(filter->text()), 10);
    QVERIFY(matrix()->isRowHidden(0)); // the worst is another one
    m_conductor->seek(fleettest::at(39)); // a refresh keeps it
    QTest::qWait(50);
    m_queries->waitForIdle();
    QTest::qWait(50);
    QVERIFY(matrix()->isRowHidden(m_follower->services().rowOf(serviceName(150))));
    QVERIFY(!matrix()->isRowHidden(m_follower->services().rowOf(serviceName(103))));
    QTest::keyClicks(filter, u"nothing"_s);
    bool isSaid = false;
    for (const auto* label : m_page->findChildren<QLabel*>())
        isSaid = isSaid || (label->isVisible() && label->text().startsWith(u"No service has"_s));
    QVERIFY(isSaid);
    QTest::keyClick(filter, Qt::Key_Escape);
    QVERIFY(filter->text().isEmpty());
    QVERIFY(!matrix()->isRowHidden(0));
}

void TestLargeFleet::slashGoesToTheFilter()
{
    m_page->activateWindow();
    matrix()->setFocus();
    QTest::keyClick(m_page.get(), Qt::Key_Slash);
    auto* filter = m_page->findChild<common::SearchLine*>();
    QTRY_VERIFY(filter->hasFocus());
}

void TestLargeFleet::noChartIsReadForTwoHundred()
{
    QVERIFY(!m_page->findChild<QScrollArea*>()->isVisible());
    auto reader = store::Reader::open(m_queries->path());
    QVERIFY(reader.has_value());
    const auto snapshot = items::readSeries(
        **reader, {.range = {.start = fleettest::at(0), .end = fleettest::at(40)}}, {});
    QVERIFY(snapshot.has_value() && snapshot->isTooLarge && snapshot->checks.empty());
}

void TestLargeFleet::aNarrowDockTellsTheWorst()
{
    dashboard::FleetMatrix compact(m_follower->services(), m_theme,
                                   dashboard::FleetMatrix::Size::Compact);
    compact.resize(272, 400);
    compact.show();
    QTRY_VERIFY(compact.isSummary());
    QCOMPARE(compact.horizontalScrollBar()->maximum(), 0);
    for (int column = 2; column <= kFleetChecks; ++column)
        QVERIFY(compact.isColumnHidden(column));
    const auto worst = dashboard::checkSummary(m_follower->services(), 0);
    QCOMPARE(worst.state, health::HealthState::Degraded);
    QCOMPARE(worst.text, u"Check 3"_s);
    QCOMPARE(worst.others, 0);
    const auto well = dashboard::checkSummary(m_follower->services(), 1);
    QVERIFY2(well.text == u"12 well"_s || well.text == u"12 unknown, 0 well"_s,
             qPrintable(well.text));
    // Where all of them have room, each has its own.
    compact.resize(800, 400);
    QTRY_VERIFY(!compact.isSummary());
    QVERIFY(!compact.isColumnHidden(kFleetChecks));
    QCOMPARE(compact.horizontalScrollBar()->maximum(), 0);
}

QTEST_MAIN(TestLargeFleet)
#include "tst_largefleet.moc"
