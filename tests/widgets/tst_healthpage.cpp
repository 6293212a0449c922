// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/items/fleetfixture.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/charts/chartheader.h"
#include "widgets/charts/chartlink.h"
#include "widgets/charts/chartpanel.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/alarmstrip.h"
#include "widgets/dashboard/cellgeometry.h"
#include "widgets/dashboard/chartgrid.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/healthpage.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestHealthPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void theFleetComesFirst();
    void aClickChoosesAService();
    void keysChooseAService();
    void aServiceStartsWithItsAlarm();
    void anAlarmsSentenceIsWholeAtAnyWidth();
    void chartsKeepTheirPlaces();
    void aBrushMovesTheConductor();
    void aClickInAChartAsksForSuspects();
    void theButtonAsksForSuspects();
    void rowsStayUnderThePointer();
    void compactShowsGlyphsOnly();
    void hiddenPagesReadNothing();
    void failuresAreSaidInPlace();
    void nothingYetSaysWhatToDo();
    void focusableWidgetsHaveNames();
    void cellsHaveRoomForTheirParts();
    void trendsHaveGaps();
    void hostileNamesStayPlain();
    void aSilentServiceIsNotShownAsCurrent();
    void noChartIsCutInItsMiddle();
    void theLegendIsOfTheNewestPointDrawn();
    void everyCheckIsInSightWhereThereIsLittleRoom();
    void sharesSayWhatTheyAreOver();
    void whereToSendIsSaid();

private:
    void waitForSeries(const QString& service);
    QStringList titles() const;
    dashboard::FleetMatrix* matrix() const { return m_page->matrix(); }

    std::unique_ptr<fleettest::Fleet> m_fleet;
    fleettest::ManualClock m_clock;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<items::FleetFollower> m_follower;
    std::unique_ptr<dashboard::HealthPage> m_page;
};

void TestHealthPage::initTestCase()
{
    m_theme.apply(*qApp);
    m_fleet = std::make_unique<fleettest::Fleet>();
    m_queries = std::make_unique<items::RecordingQueries>(m_fleet->path());
}

void TestHealthPage::init()
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
    waitForSeries({});
    QTRY_COMPARE(m_follower->services().rowCount(), 3);
}

void TestHealthPage::waitForSeries(const QString& service)
{
    if (service.isEmpty())
        QTRY_VERIFY(titles().size() == 3 && titles().last() == u"Answers by service"_s);
    else
        QTRY_VERIFY(titles().contains(u"Answers by model"_s)
                    && titles().contains(u"Truncation"_s) == (service != u"order-agent"_s));
}

QStringList TestHealthPage::titles() const
{
    QStringList result;
    for (const auto* panel : m_page->charts()->panels())
        result << panel->title();
    return result.isEmpty() ? QStringList{QString()} : result;
}

void TestHealthPage::theFleetComesFirst()
{
    QVERIFY(matrix()->isVisible());
    QCOMPARE(matrix()->model()->index(0, 0).data().toString(), u"code-assistant"_s);
    QCOMPARE(titles(),
             (QStringList{u"Groundedness: failed share"_s, u"Truncation: failed share"_s,
                          u"Answers by service"_s}));
    QCOMPARE(m_page->charts()->panels()[0]->plot()->data().lines.size(), std::size_t{3});
    QVERIFY(!m_page->findChild<dashboard::AlarmStrip*>()->isVisible());
}

void TestHealthPage::aClickChoosesAService()
{
    QSignalSpy chosen(m_page.get(), &dashboard::HealthPage::serviceChosen);
    const QRect row = matrix()->visualRect(matrix()->model()->index(1, 1));
    QTest::mouseClick(matrix()->viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(m_page->service(), chosen[0][0].toString());
    QVERIFY(!m_page->service().isEmpty());
    QVERIFY(!matrix()->isVisible());
    waitForSeries(m_page->service());
    QTest::mouseClick(m_page->findChild<QToolButton*>(), Qt::LeftButton); // back to the fleet
    QCOMPARE(m_page->service(), QString());
    QVERIFY(matrix()->isVisible());
}

void TestHealthPage::keysChooseAService()
{
    QSignalSpy chosen(matrix(), &dashboard::FleetMatrix::serviceChosen);
    matrix()->setFocus();
    matrix()->setCurrentIndex(matrix()->model()->index(0, 0));
    QTest::keyClick(matrix(), Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toString(), u"code-assistant"_s);
    QTest::keyClick(matrix(), Qt::Key_Escape);
    QCOMPARE(chosen.count(), 2);
    QVERIFY(chosen[1][0].toString().isEmpty());
}

void TestHealthPage::aServiceStartsWithItsAlarm()
{
    m_page->setService(u"code-assistant"_s);
    waitForSeries(u"code-assistant"_s);
    auto* strip = m_page->findChild<dashboard::AlarmStrip*>();
    QTRY_VERIFY(strip->isVisible());
    QVERIFY(strip->sentence().startsWith(u"Code-assistant states what its passages"_s));
    QVERIFY2(strip->details().contains(u"SEV2"_s)
                 && strip->details().contains(u"of 30 (19–51 %)"_s),
             qPrintable(strip->details()));
    const auto& data = m_page->charts()->panels()[0]->plot()->data();
    QVERIFY(data.alarms.size() == 1 && data.flags.size() == 1);
    QCOMPARE(data.flags[0].text, u"glyph-2026-11-a"_s);
    QCOMPARE(data.baseline, 4.0);
    const auto& was = m_page->charts()->panels()[0]->header()->entries().back();
    QCOMPARE(was.name + u' ' + was.value, u"was 4.0 %"_s);
    m_page->setService(u"support-bot"_s);
    m_page->showAlarm("A-0001"); // nothing of another service, from at once on
    QVERIFY(!strip->isVisible() && !m_page->charts()->isVisible());
}

void TestHealthPage::anAlarmsSentenceIsWholeAtAnyWidth()
{
    dashboard::AlarmStrip strip(m_theme);
    telemetry::AlarmTransition alarm;
    alarm.sentence =
        "Code-assistant states what its passages do not say: 14 % of 312 answers since about "
        "02:41 UTC, was 1.8 %; it began 4 min after the model glyph-2026-11-b came into service.";
    const QFontMetricsF metrics(m_theme.font(common::TextSize::Title, true));
    int before = 0;
    for (const int width : {1400, 700, 420, 300}) {
        strip.resize(width, 60);
        strip.setAlarms({alarm}, {}, fleettest::at(300), items::ServiceHealthModel());
        const double needed =
            metrics.horizontalAdvance(strip.sentence()) / width * metrics.lineSpacing();
        QVERIFY2(strip.height() >= int(needed), qPrintable(u"at %1 px"_s.arg(width)));
        QVERIFY2(strip.height() > before, qPrintable(u"at %1 px"_s.arg(width)));
        before = strip.height();
    }
}

void TestHealthPage::chartsKeepTheirPlaces()
{
    m_page->setService(u"code-assistant"_s);
    waitForSeries(u"code-assistant"_s);
    const auto before = m_page->charts()->panels();
    m_conductor->seek(fleettest::at(390));
    QTRY_VERIFY(m_page->charts()->panels()[0]->plot()->range().end <= fleettest::at(390));
    m_queries->waitForIdle();
    QTest::qWait(20);
    QCOMPARE(m_page->charts()->panels(), before);
}

void TestHealthPage::aBrushMovesTheConductor()
{
    auto* plot = m_page->charts()->panels()[0]->plot();
    const auto point = [&](double time) {
        return QPoint(int(std::lround(plot->xOf(fleettest::at(time)))), 50);
    };
    QTest::mousePress(plot->viewport(), Qt::LeftButton, {}, point(310));
    QTest::mouseMove(plot->viewport(), point(350));
    QTest::mouseRelease(plot->viewport(), Qt::LeftButton, {}, point(350));
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return); // what is asked first
    QVERIFY(std::chrono::abs(m_conductor->cursor() - fleettest::at(350)) < 1s);
    QVERIFY(std::chrono::abs(m_conductor->span() - telemetry::Duration(40s)) < 1s);
}

void TestHealthPage::aClickInAChartAsksForSuspects()
{
    m_page->setService(u"code-assistant"_s);
    waitForSeries(u"code-assistant"_s);
    QSignalSpy asked(m_page.get(), &dashboard::HealthPage::suspectsRequested);
    auto* plot = m_page->charts()->panels()[0]->plot();
    QTest::mouseClick(plot->viewport(), Qt::LeftButton, {},
                      QPoint(int(plot->xOf(fleettest::at(351))), 50));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].toString(), u"code-assistant"_s);
    QCOMPARE(asked[0][1].value<telemetry::TimeRange>(),
             (telemetry::TimeRange{.start = fleettest::at(350), .end = fleettest::at(360)}));
}

void TestHealthPage::theButtonAsksForSuspects()
{
    m_page->setService(u"code-assistant"_s);
    QSignalSpy asked(m_page.get(), &dashboard::HealthPage::suspectsRequested);
    for (auto* button : m_page->findChildren<QPushButton*>()) {
        if (button->text() == u"Show Suspects"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(asked.count(), 1);
    QVERIFY(asked[0][1].value<telemetry::TimeRange>().isEmpty()); // all that is visible
}

void TestHealthPage::rowsStayUnderThePointer()
{
    QEnterEvent enter(QPointF(10, 10), QPointF(10, 10), QPointF(10, 10));
    QCoreApplication::sendEvent(matrix(), &enter);
    auto snapshot = items::FleetSnapshot{};
    snapshot.now = fleettest::at(400);
    snapshot.checks = m_follower->services().checks();
    for (int row = 2; row >= 0; --row)
        snapshot.services.push_back(m_follower->services().row(row));
    const QString first = m_follower->services().service(0);
    m_follower->services().setFleet(snapshot);
    QCOMPARE(m_follower->services().service(0), first);
    matrix()->clearFocus(); // the focus holds the order too, and an active window may have given it
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(matrix(), &leave);
    QVERIFY(m_follower->services().service(0) != first);
}

void TestHealthPage::compactShowsGlyphsOnly()
{
    dashboard::FleetMatrix compact(m_follower->services(), m_theme,
                                   dashboard::FleetMatrix::Size::Compact);
    compact.resize(260, 200);
    compact.show();
    QVERIFY(!compact.horizontalScrollBar()->isVisible());
    const QImage image = compact.grab().toImage();
    const double ratio = image.devicePixelRatio();
    const QRect cell =
        compact.visualRect(compact.model()->index(0, 1)).translated(compact.viewport()->pos());
    int red = 0; // the colour of the alarm's severity
    for (int x = cell.left(); x < cell.right(); ++x) {
        for (int y = cell.top(); y < cell.bottom(); ++y)
            red += image.pixelColor(QPoint(x, y) * ratio).rgb()
                    == m_theme.color(common::severityRole(fleettest::firstAlarm().severity)).rgb()
                ? 1
                : 0;
    }
    QVERIFY(red > 20);
}

void TestHealthPage::hiddenPagesReadNothing()
{
    m_page->hide();
    m_queries->waitForIdle();
    QTest::qWait(10);
    const auto range = m_page->charts()->panels()[0]->plot()->range();
    m_conductor->seek(fleettest::at(200));
    QTest::qWait(50);
    QCOMPARE(m_page->charts()->panels()[0]->plot()->range(), range);
    m_page->show();
    QTRY_VERIFY(m_page->charts()->panels()[0]->plot()->range().end <= fleettest::at(200));
}

void TestHealthPage::failuresAreSaidInPlace()
{
    items::RecordingQueries broken("/nonexistent/none.plumb");
    dashboard::HealthPage page(broken, *m_conductor, *m_follower, m_theme);
    page.show();
    auto* message = page.findChild<common::MessageBar*>();
    QTRY_VERIFY(message->isVisible());
    QVERIFY(message->text().contains(u"none.plumb"_s));
}

void TestHealthPage::nothingYetSaysWhatToDo()
{
    items::RecordingQueries broken("/nonexistent/none.plumb");
    items::FleetFollower none(broken, *m_conductor);
    dashboard::HealthPage page(broken, *m_conductor, none, m_theme);
    page.resize(800, 600);
    page.show();
    QVERIFY(page.findChild<common::EmptyState*>()->isVisible());
    QVERIFY(!page.matrix()->isVisible());
}

void TestHealthPage::focusableWidgetsHaveNames()
{
    QCOMPARE(pagetest::namelessWidgets(*m_page), QStringList{});
    m_page->setService(u"code-assistant"_s);
    waitForSeries(u"code-assistant"_s);
    QCOMPARE(pagetest::namelessWidgets(*m_page), QStringList{});
    const auto* model = matrix()->model();
    for (int column = 0; column < model->columnCount(); ++column)
        QVERIFY(!model->index(0, column).data(Qt::AccessibleTextRole).toString().isEmpty());
}

void TestHealthPage::cellsHaveRoomForTheirParts()
{
    for (const QSizeF size : {QSizeF(150, 52), QSizeF(400, 52), QSizeF(60, 32), QSizeF(10, 10)}) {
        const QRectF cell(QPointF(100, 50), size);
        const auto geometry = dashboard::cellGeometry(cell);
        for (const QRectF& part : {geometry.value, geometry.trend, geometry.basis}) {
            if (!part.isEmpty())
                QVERIFY(cell.contains(part));
        }
        QVERIFY(!geometry.trend.intersects(geometry.value) || geometry.trend.isEmpty());
        QVERIFY(!geometry.basis.intersects(geometry.value) || geometry.basis.isEmpty());
    }
    QVERIFY(!dashboard::cellGeometry(QRectF(0, 0, 200, 52)).trend.isEmpty());
    QVERIFY(dashboard::cellGeometry(QRectF(0, 0, 60, 32)).trend.isEmpty());
}

void TestHealthPage::trendsHaveGaps()
{
    const std::vector<float> trend{0.1F, 0.2F, -1.0F, -1.0F, 0.4F, -1.0F};
    const auto lines = dashboard::trendLines(trend, 0.4, QRectF(0, 0, 60, 20));
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0].size(), 2);
    QVERIFY(QLineF(lines[0][0], QPointF(5, 15)).length() < 1e-4);
    QCOMPARE(lines[1].size(), 2); // one bucket, as a flat piece
    QVERIFY(std::abs(lines[1][0].y()) < 1e-4);
    QCOMPARE(dashboard::trendCeiling({-1.0F, 0.01F}), 0.1);
}

void TestHealthPage::hostileNamesStayPlain()
{
    auto snapshot = items::FleetSnapshot{};
    snapshot.now = fleettest::at(400);
    snapshot.checks = {"<img src=x>"};
    items::ServiceHealth row;
    row.service = "<b>bold</b>\u202egnp";
    snapshot.checks.emplace_back("\u202egrounded\x1b[31m");
    row.checks["<img src=x>"].isPresent = true;
    snapshot.services = {row};
    m_follower->services().setFleet(snapshot);
    m_page->setService(m_follower->services().service(0));
    QVERIFY(!m_page->grab().isNull());
    for (const auto* label : m_page->findChildren<QLabel*>())
        QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);

    // Names of checks stand in titles of charts and in the header of the matrix.
    items::SeriesSnapshot series;
    series.service = "support-bot";
    series.checks = {{.service = "support-bot",
                      .check = "\u202egrounded\x1b[31m",
                      .points = {},
                      .lastEvent = {},
                      .alarm = fleettest::firstAlarm(), // whatever was seen, an alarm has its chart
                      .usual = {}}};
    dashboard::ChartGrid grid(m_theme, *m_page->findChild<charts::ChartLink*>());
    grid.setSnapshot(series);
    QCOMPARE(grid.panels()[0]->title(), u"⟦U+202E⟧grounded␛[31m"_s);
    QCOMPARE(matrix()->headerText(2), u"⟦U+202E⟧grounded␛[31m"_s);
}

void TestHealthPage::aSilentServiceIsNotShownAsCurrent()
{
    m_conductor->seek(fleettest::at(500)); // the order agent has been silent since 420 s
    const auto entryOf = [this](const QString& service) {
        for (const auto& entry : m_page->charts()->panels()[0]->header()->entries()) {
            if (entry.name == service)
                return entry;
        }
        return charts::ChartHeader::Entry{};
    };
    QTRY_VERIFY(m_page->charts()->panels()[0]->plot()->range().end >= fleettest::at(499)
                && entryOf(u"order-agent"_s).age.contains(u", 1 min"_s));
    QTRY_VERIFY(entryOf(u"support-bot"_s).age.isEmpty());
    QTRY_VERIFY(entryOf(u"code-assistant"_s).age.isEmpty());
    // What the newest value rests on does not count the old one.
    QVERIFY2(m_page->charts()->panels()[0]->header()->basis().startsWith(u"n 18 "_s),
             qPrintable(m_page->charts()->panels()[0]->header()->basis()));
}

void TestHealthPage::noChartIsCutInItsMiddle()
{
    const auto* viewport = m_page->findChild<QScrollArea*>()->viewport();
    const auto isCut = [viewport](const charts::ChartPanel* panel) {
        const int top = panel->mapTo(viewport, QPoint(0, 0)).y();
        return top < viewport->height() - 1 && top + panel->height() > viewport->height();
    };
    for (const int height : {560, 640, 700, 800, 1000}) {
        m_page->resize(800, height);
        QTRY_VERIFY(std::ranges::none_of(m_page->charts()->panels(), isCut));
    }
    // A line below them that is wrapped makes none of them taller.
    items::SeriesSnapshot snapshot;
    for (const char* check : {"groundedness", "truncation"})
        snapshot.checks.push_back({.service = "code-assistant",
                                   .check = check,
                                   .points = {},
                                   .lastEvent = {},
                                   .alarm = {},
                                   .usual = {}});
    m_page->charts()->setSnapshot(snapshot);
    QVERIFY(!m_page->charts()->missing().isEmpty());
    QTest::qWait(20);
    QVERIFY(std::ranges::none_of(m_page->charts()->panels(), isCut));
}

void TestHealthPage::theLegendIsOfTheNewestPointDrawn()
{
    const auto* panel = m_page->charts()->panels()[0];
    const auto& data = panel->plot()->data();
    // The worst comes first, whatever the letters of its name.
    m_conductor->seek(fleettest::at(401)); // in the middle of a bucket
    QTRY_VERIFY(panel->plot()->range().end >= fleettest::at(400.5));
    m_queries->waitForIdle();
    QTest::qWait(20);
    const auto& first = panel->header()->entries().front();
    QCOMPARE(first.name, u"code-assistant"_s);
    const auto line = std::ranges::find(data.lines, first.name, &charts::Line::name);
    QVERIFY(line != data.lines.end());
    const charts::Point& newest = line->points.back();
    QCOMPARE(first.value, charts::valueText(data.kind, newest, line->hasBand));
    // A bucket that has hardly begun is not drawn.
    QVERIFY(newest.time + newest.width / 2 <= fleettest::at(400));
    QVERIFY2(panel->header()->basis().contains(u" in 10 s to 02:57:40"_s),
             qPrintable(panel->header()->basis()));
}

void TestHealthPage::everyCheckIsInSightWhereThereIsLittleRoom()
{
    for (const int width : {340, 420, 700}) {
        m_page->resize(width, 700);
        QTRY_COMPARE(matrix()->horizontalScrollBar()->maximum(), 0);
    }
    dashboard::FleetMatrix compact(m_follower->services(), m_theme,
                                   dashboard::FleetMatrix::Size::Compact);
    compact.resize(10, 200);
    compact.show();
    compact.resize(compact.minimumWidth(), 200);
    QTRY_COMPARE(compact.horizontalScrollBar()->maximum(), 0);
    QVERIFY(compact.columnWidth(0) >= 100);
}

void TestHealthPage::sharesSayWhatTheyAreOver()
{
    const auto labels = m_page->findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
        return label->isVisible()
            && label->text()
            == u"failed share, 02:55:40 – 02:57:40; of an open alarm since its onset"_s;
    }));
}

void TestHealthPage::whereToSendIsSaid()
{
    m_page->setListener(u"otlp 127.0.0.1:4318"_s);
    const auto labels = m_page->findChild<common::EmptyState*>()->findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
        return label->text().contains(u"otlp 127.0.0.1:4318"_s);
    }));
}

QTEST_MAIN(TestHealthPage)
#include "tst_healthpage.moc"
