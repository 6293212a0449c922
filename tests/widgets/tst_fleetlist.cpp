// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/followers.h"
#include "models/items/servicehealthmodel.h"
#include "models/items/timeconductor.h"
#include "tests/models/items/fleetfixture.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/dashboard/orderhold.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTest>

#include <algorithm>
#include <memory>
#include <tuple>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// The list of services in the health page: its order and its height.
class TestFleetList : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void anOrderThatIsHeldIsSaidInItsPlace();
    void aPageGoesWhileItsOrderWaits();
    void aListThatGoesOnEndsWithAWholeRow();
    void aListThatWasNotReadIsNotEmpty();

private:
    dashboard::FleetMatrix* matrix() const { return m_page->matrix(); }
    const QLabel* about() const; // what the shares are over
    void turnTheOrder();

    std::unique_ptr<fleettest::Fleet> m_fleet;
    fleettest::ManualClock m_clock;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<items::FleetFollower> m_follower;
    std::unique_ptr<dashboard::HealthPage> m_page;
};

void TestFleetList::initTestCase()
{
    m_theme.apply(*qApp);
    m_fleet = std::make_unique<fleettest::Fleet>();
    m_queries = std::make_unique<items::RecordingQueries>(m_fleet->path());
}

void TestFleetList::init()
{
    m_page.reset();
    m_follower.reset();
    m_clock.time = fleettest::at(fleettest::kLength);
    m_conductor = std::make_unique<items::TimeConductor>(m_clock, false);
    m_conductor->setBounds({.start = fleettest::at(0), .end = fleettest::at(fleettest::kLength)});
    m_conductor->setSpan(2min);
    m_conductor->seek(fleettest::at(400));
    m_follower = std::make_unique<items::FleetFollower>(*m_queries, *m_conductor);
    m_page =
        std::make_unique<dashboard::HealthPage>(*m_queries, *m_conductor, *m_follower, m_theme);
    m_page->resize(1000, 800);
    m_page->show();
    QTRY_COMPARE(m_follower->services().rowCount(), 3);
    QTRY_VERIFY(about() != nullptr);
}

const QLabel* TestFleetList::about() const
{
    for (const auto* label : m_page->findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(u"failed share, 02:55:40"_s))
            return label;
    }
    return nullptr;
}

void TestFleetList::turnTheOrder()
{
    items::ServiceHealthModel& services = m_follower->services();
    items::FleetSnapshot turned{
        .now = services.now(), .checks = services.checks(), .services = {}, .alarms = {}};
    for (int row = services.rowCount() - 1; row >= 0; --row)
        turned.services.push_back(services.row(row));
    services.setFleet(turned);
}

// The row under the pointer stays, and it is said that the order is not the newest.
void TestFleetList::anOrderThatIsHeldIsSaidInItsPlace()
{
    items::ServiceHealthModel& services = m_follower->services();
    const auto places = [this] {
        return std::tuple(about()->pos(), matrix()->mapTo(m_page.get(), QPoint()),
                          matrix()->size());
    };
    matrix()->clearFocus(); // a page that stands alone gives it the keyboard
    m_queries->waitForIdle();
    auto before = places();
    for (QTest::qWait(50); places() != before; QTest::qWait(50))
        before = places(); // the page is still being laid out
    const QString plain = about()->text();
    const QString first = services.service(0);
    const QPoint over = matrix()->visualRect(services.index(0, 0)).center();
    QTest::mouseMove(m_page->windowHandle(),
                     matrix()->viewport()->mapTo(m_page.get(), over - QPoint(5, 0)));
    QTest::mouseMove(m_page->windowHandle(), matrix()->viewport()->mapTo(m_page.get(), over));
    turnTheOrder();
    QCOMPARE(services.service(0), first);
    QTRY_COMPARE(about()->text(), u"order held while the list is in use · "_s + plain);
    QVERIFY(places() == before);
    QTest::mouseMove(m_page->windowHandle(), {m_page->width() - 2, m_page->height() - 2});
    QTRY_COMPARE_WITH_TIMEOUT(services.service(2), first, 5 * dashboard::OrderHold::kRest);
    QCOMPARE(about()->text(), plain);
    QVERIFY(places() == before);
}

// Its list lets go of the order as it goes.
void TestFleetList::aPageGoesWhileItsOrderWaits()
{
    items::ServiceHealthModel& services = m_follower->services();
    matrix()->setFocus();
    QTRY_VERIFY(matrix()->hasFocus());
    turnTheOrder();
    QVERIFY(services.isOrderPending());
    m_page.reset();
    QVERIFY(!services.isOrderPending());
}

void TestFleetList::aListThatGoesOnEndsWithAWholeRow()
{
    m_theme.choose({.theme = u"dark"_s, .textPercent = 150}, *qApp);
    const auto row = [this] { return matrix()->verticalHeader()->defaultSectionSize(); };
    int goingOn = 0;
    for (const int height : {330, 370, 400, 430, 460, 900}) {
        m_page->resize(1000, height);
        QTRY_VERIFY2(matrix()->viewport()->height() % row() == 0,
                     qPrintable(u"%1 px of %2"_s.arg(matrix()->viewport()->height()).arg(row())));
        const bool isCut = matrix()->viewport()->height() < 3 * row();
        QTRY_COMPARE(matrix()->verticalScrollBar()->isVisible(), isCut); // which shows that it does
        goingOn += isCut ? 1 : 0;
    }
    QVERIFY(goingOn > 1 && goingOn < 6);
    m_theme.choose({.theme = u"dark"_s}, *qApp);
}

// That there is none is said only once it is known.
void TestFleetList::aListThatWasNotReadIsNotEmpty()
{
    items::ServiceHealthModel services;
    dashboard::FleetMatrix list(services, m_theme, dashboard::FleetMatrix::Size::Compact);
    list.resize(260, 400);
    list.show();
    const auto says = [&list](const QString& words) {
        const auto labels = list.findChildren<QLabel*>();
        return std::ranges::any_of(
            labels, [&words](const QLabel* label) { return label->text().contains(words); });
    };
    QVERIFY(says(u"Not read yet"_s));
    QVERIFY(!says(u"No service"_s));
    services.setFleet({});
    QVERIFY(says(u"No service yet"_s));
    QVERIFY(!says(u"Not read"_s));
}

QTEST_MAIN(TestFleetList)
#include "tst_fleetlist.moc"
