// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/items/fleetfixture.h"
#include "tests/widgets/healthpagefixture.h"
#include "widgets/charts/chartpanel.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/messagebar.h"
#include "widgets/dashboard/alarmstrip.h"
#include "widgets/dashboard/causespanel.h"
#include "widgets/dashboard/chartgrid.h"

#include <QAction>
#include <QApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// The page of one service: what leads on from it, and what it says of its alarms and levers.
class TestServicePage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.apply(*qApp); }
    void aClickInAVersionsChartAsksForItsAnswers();
    void aSentenceThatIsToldAboveIsNotRepeated();
    void whatExplainsAnAlarmStandsOnThePage();
    void leversThatWereFiredAreMarked();
    void everyChartFollowsCrosshairBrushAndClick();
    void aBrushedRegionIsCompared();
    void whatAnAlarmRestsOnIsWrapped();
    void theAlarmThatIsAskedForIsTold();
    void nothingIsPrintedOverWhereThereIsLittleRoom();
    void whatAStepNamesIsShown();

private:
    // Of the menu that is open; null: there is none.
    static QAction* action(const QString& text)
    {
        const QWidget* menu = QApplication::activePopupWidget();
        for (QAction* each : menu != nullptr ? menu->actions() : QList<QAction*>())
            if (each->text() == text)
                return each;
        return nullptr;
    }

    fleettest::Fleet m_fleet;
    items::ServiceHealthModel m_model; // of no service
    common::Theme m_theme{u"dark"_s};
};

void TestServicePage::aClickInAVersionsChartAsksForItsAnswers()
{
    pagetest::ShownPage shown(
        m_fleet.path(), {.start = fleettest::at(0), .end = fleettest::at(400)}, 2min, m_theme);
    shown.page.resize(1000, 2400);
    shown.page.setService(u"code-assistant"_s);
    const auto find = [&shown] {
        const auto& panels = shown.page.charts()->panels();
        return std::ranges::find_if(
            panels, [](const auto* panel) { return panel->title() == u"glyph-2026-11-a"_s; });
    };
    QTRY_VERIFY(find() != shown.page.charts()->panels().end());
    const auto version = find();
    QSignalSpy asked(&shown.page, &dashboard::HealthPage::suspectsRequested);
    auto* plot = (*version)->plot();
    QTest::mouseClick(plot->viewport(), Qt::LeftButton, {},
                      QPoint(int(plot->xOf(fleettest::at(351))), 50));
    QCOMPARE(asked.count(), 1);
    const auto answers = asked[0][2].value<items::Narrowing>();
    QCOMPARE(answers.model, std::string("glyph-2026-11-a"));
    QCOMPARE(answers.label, std::string("glyph-2026-11-a"));
    QCOMPARE(answers.version, std::optional<std::string>(std::string()));
    // A chart of all of them asks for all of them.
    plot = shown.page.charts()->panels()[0]->plot();
    QTest::mouseClick(plot->viewport(), Qt::LeftButton, {},
                      QPoint(int(plot->xOf(fleettest::at(351))), 50));
    QCOMPARE(asked.count(), 2);
    QVERIFY(asked[1][2].value<items::Narrowing>().isNone());
}

void TestServicePage::aSentenceThatIsToldAboveIsNotRepeated()
{
    dashboard::AlarmStrip strip(m_theme);
    auto alarm = fleettest::firstAlarm();
    strip.resize(900, 60);
    strip.setAlarms({alarm}, {}, fleettest::at(400), m_model);
    const int whole = strip.height();
    strip.setToldAlarm("A-0002"); // another one's
    QCOMPARE(strip.height(), whole);
    strip.setToldAlarm(alarm.alarm);
    QVERIFY2(strip.height() < whole, "only what it rests on is left");
    QVERIFY(strip.isVisible() || !strip.isHidden());
    QVERIFY(strip.details().contains(u"when raised 34 % of 30 (19–51 %), was 4.0 %"_s));
    QVERIFY(strip.accessibleName().contains(u"passages"_s));
    // Which check, and how it is doing now.
    QVERIFY2(strip.details().startsWith(u"SEV2 · Groundedness · "_s), qPrintable(strip.details()));
    items::ServiceHealthModel fleet;
    items::FleetSnapshot snapshot;
    snapshot.now = fleettest::at(400);
    snapshot.checks = {"groundedness"};
    items::ServiceHealth row;
    row.service = alarm.service;
    items::CheckCell& cell = row.checks["groundedness"];
    cell.isPresent = true;
    cell.recentCount = 60;
    cell.recentFailed = 20;
    snapshot.services.push_back(row);
    fleet.setFleet(snapshot);
    strip.setAlarms({alarm}, {}, fleettest::at(400), fleet);
    QVERIFY2(strip.details().contains(u"newest minute: 33 % of 60 (23–46 %)"_s),
             qPrintable(strip.details()));
}

// Of all charts of the page, whichever of them the pointer is in.
void TestServicePage::everyChartFollowsCrosshairBrushAndClick()
{
    pagetest::ShownPage shown(
        m_fleet.path(), {.start = fleettest::at(0), .end = fleettest::at(400)}, 2min, m_theme);
    shown.page.resize(1000, 4000);
    shown.page.setService(u"code-assistant"_s);
    const auto& panels = shown.page.charts()->panels();
    QTRY_VERIFY(panels.size() >= 8);
    shown.queries.waitForIdle();
    QTest::qWait(50);
    const auto pointIn = [](const charts::PlotView& plot, telemetry::Timestamp time) {
        return QPoint(int(std::lround(plot.xOf(time))), int(plot.plotRect().center().y()));
    };
    const QRgb ink = m_theme.color(common::ColorRole::TextPrimary).rgb();
    QSignalSpy asked(&shown.page, &dashboard::HealthPage::suspectsRequested);
    for (auto* source : panels) {
        QTest::mouseMove(source->plot()->viewport(), pointIn(*source->plot(), fleettest::at(331)));
        for (auto* panel : panels) {
            auto* plot = panel->plot();
            const QImage image = plot->grab().toImage();
            const QPoint pixel(pointIn(*plot, fleettest::at(331)).x(),
                               int(plot->plotRect().bottom()) - 6);
            QVERIFY2(image.pixel(pixel * image.devicePixelRatio()) == ink
                         || image.pixel((pixel + QPoint(1, 0)) * image.devicePixelRatio()) == ink
                         || image.pixel((pixel - QPoint(1, 0)) * image.devicePixelRatio()) == ink,
                     qPrintable(source->title() + u" leads "_s + panel->title()));
            // The alarm is on groundedness: no chart of truncation alone is of it.
            QVERIFY2(
                !plot->data().flags.empty()
                    && (panel->title().startsWith(u"Truncation"_s) || !plot->data().alarms.empty()),
                qPrintable(panel->title()));
        }
        const auto before = asked.count();
        QTest::mouseClick(source->plot()->viewport(), Qt::LeftButton, {},
                          pointIn(*source->plot(), fleettest::at(331)));
        QCOMPARE(asked.count(), before + 1);
        QCOMPARE(asked.last()[0].toString(), u"code-assistant"_s);
        QVERIFY(asked.last()[1].value<telemetry::TimeRange>().contains(fleettest::at(331)));
    }
    auto* last = panels.back()->plot();
    QTest::mousePress(last->viewport(), Qt::LeftButton, {}, pointIn(*last, fleettest::at(310)));
    QTest::mouseMove(last->viewport(), pointIn(*last, fleettest::at(330)));
    QTest::mouseMove(last->viewport(), pointIn(*last, fleettest::at(350)));
    QTest::mouseRelease(last->viewport(), Qt::LeftButton, {}, pointIn(*last, fleettest::at(350)));
    QVERIFY(action(u"Zoom to This Region"_s) != nullptr); // asked first: nothing has moved yet
    QVERIFY(std::chrono::abs(shown.conductor.span() - telemetry::Duration(40s)) > 1s);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QVERIFY(std::chrono::abs(shown.conductor.span() - telemetry::Duration(40s)) < 1s);
}

// Nothing of it is cut where the page is narrow.
void TestServicePage::whatAnAlarmRestsOnIsWrapped()
{
    dashboard::AlarmStrip strip(m_theme);
    auto alarm = fleettest::firstAlarm();
    alarm.model = "codegen-2026-11-b-with-a-long-name";
    strip.resize(1200, 60);
    strip.setAlarms({alarm}, {}, fleettest::at(400), m_model);
    strip.setToldAlarm(alarm.alarm); // its details alone
    const int wide = strip.height();
    strip.resize(340, 60);
    QVERIFY2(strip.height() > wide, qPrintable(QString::number(strip.height())));
}

void TestServicePage::whatExplainsAnAlarmStandsOnThePage()
{
    dashboard::AlarmStrip strip(m_theme);
    auto alarm = fleettest::firstAlarm();
    alarm.state = telemetry::AlarmState::Suppressed;
    alarm.actor = "ada";
    alarm.cause = "a test of load\u202e";
    strip.setAlarms({}, {alarm}, fleettest::at(400), m_model);
    QVERIFY(!strip.isHidden());
    QVERIFY2(strip.details().contains(u"suppressed by ada, explained by a test of load"_s),
             qPrintable(strip.details()));
    QVERIFY(!strip.details().contains(QChar(0x202e)));
    strip.setAlarms({}, {}, fleettest::at(401), m_model);
    QVERIFY(strip.isHidden());
}

void TestServicePage::leversThatWereFiredAreMarked()
{
    const auto action = [](const std::string& target, const std::string& outcome, double second) {
        telemetry::TimelineEntry entry;
        entry.time = entry.recorded = fleettest::at(second);
        entry.kind = "action";
        entry.subject = "breaker:" + target;
        entry.payload = "{\"lever\":\"breaker:" + target + "\",\"target\":\"" + target
            + "\",\"to\":\"tripped\"" + outcome + "}";
        return entry;
    };
    m_fleet.append(action("code-assistant", {}, 350));
    m_fleet.append(action("code-assistant", ",\"outcome\":\"unknown\"", 352));
    m_fleet.append(action("support-bot", {}, 360)); // another service's
    m_fleet.append(action("gateway", {}, 370)); // of no service alone
    pagetest::ShownPage shown(
        m_fleet.path(), {.start = fleettest::at(0), .end = fleettest::at(400)}, 2min, m_theme);
    shown.page.setService(u"code-assistant"_s);
    const auto levers = [&shown] {
        QStringList texts;
        for (const auto& flag : shown.page.charts()->panels()[0]->plot()->data().flags) {
            if (flag.mark == common::TimeMark::Lever)
                texts << flag.text;
        }
        return texts;
    };
    QTRY_COMPARE(levers(),
                 (QStringList{u"breaker:code-assistant to tripped (unknown)"_s,
                              u"breaker:gateway to tripped (outcome not known yet)"_s}));
    // In order, as the labels of flags make room for each other.
    const auto& flags = shown.page.charts()->panels()[0]->plot()->data().flags;
    QVERIFY(std::ranges::is_sorted(flags, {}, &charts::Flag::time));
}

void TestServicePage::aBrushedRegionIsCompared()
{
    pagetest::ShownPage shown(
        m_fleet.path(), {.start = fleettest::at(0), .end = fleettest::at(400)}, 2min, m_theme);
    shown.page.setService(u"code-assistant"_s);
    QTRY_VERIFY(!shown.page.charts()->panels().empty());
    QSignalSpy asked(&shown.page, &dashboard::HealthPage::comparisonRequested);
    auto* plot = shown.page.charts()->panels()[0]->plot();
    const telemetry::Duration span = shown.conductor.span();
    // By keys: R begins at the crosshair, R ends it, and Esc in the menu leaves all as it was.
    plot->setFocus();
    QTest::mouseMove(plot->viewport(), QPoint(int(plot->xOf(fleettest::at(330))), 50));
    QTest::keyClick(plot, Qt::Key_R);
    QVERIFY(plot->isBrushing());
    QTest::keyClick(plot, Qt::Key_Right);
    QTest::keyClick(plot, Qt::Key_Right);
    QTest::keyClick(plot, Qt::Key_R);
    QVERIFY(!plot->isBrushing());
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
    QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    QCOMPARE(asked.count(), 0);
    QCOMPARE(shown.conductor.span(), span);
    // With the pointer.
    QTest::mousePress(plot->viewport(), Qt::LeftButton, {},
                      QPoint(int(plot->xOf(fleettest::at(310))), 50));
    QTest::mouseMove(plot->viewport(), QPoint(int(plot->xOf(fleettest::at(350))), 50));
    QTest::mouseRelease(plot->viewport(), Qt::LeftButton, {},
                        QPoint(int(plot->xOf(fleettest::at(350))), 50));
    QTRY_VERIFY(action(u"Compare This Region"_s) != nullptr);
    action(u"Compare This Region"_s)->trigger();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].toString(), u"code-assistant"_s);
    const auto region = asked[0][1].value<telemetry::TimeRange>();
    QVERIFY(std::chrono::abs(region.start - fleettest::at(310)) < 1s);
    QVERIFY(std::chrono::abs(region.end - fleettest::at(350)) < 1s);
    QCOMPARE(shown.conductor.span(), span); // the view stays: it is what the region is held against
}

// By a click on it in the window's first line, or on another one in the menu beside.
void TestServicePage::theAlarmThatIsAskedForIsTold()
{
    const fleettest::Fleet fleet;
    auto mild = fleettest::firstAlarm();
    mild.alarm = "A-0002";
    mild.severity = 4;
    mild.sentence = "answers of code-assistant get longer";
    fleet.append(mild);
    pagetest::ShownPage shown(fleet.path(), {.start = fleettest::at(0), .end = fleettest::at(400)},
                              2min, m_theme);
    const auto* strip = shown.page.findChild<dashboard::AlarmStrip*>();
    QPushButton* raised = nullptr;
    for (auto* each : shown.page.findChildren<QPushButton*>()) {
        if (each->text() == u"Show What Raised It"_s)
            raised = each;
    }
    QVERIFY(raised != nullptr && !raised->isVisible());
    shown.page.setService(u"code-assistant"_s);
    QTRY_VERIFY(strip->isVisible() && raised->isVisible());
    QVERIFY2(strip->sentence().contains(u"passages"_s), qPrintable(strip->sentence()));
    const QSignalSpy asked(&shown.page, &dashboard::HealthPage::suspectsOfAlarmRequested);
    raised->click();
    shown.page.showAlarm("A-0002");
    QVERIFY2(strip->sentence().contains(u"get longer"_s), qPrintable(strip->sentence()));
    raised->click();
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked[0][0].toString(), u"A-0001"_s);
    QCOMPARE(asked[1][0].toString(), u"A-0002"_s);
    shown.page.showAlarm("A-0009"); // not open: the worst is told
    QVERIFY(strip->sentence().contains(u"passages"_s));
    shown.page.setService({});
    QVERIFY(!raised->isVisible());
}

// Between docks the page is lower than its parts would take.
void TestServicePage::nothingIsPrintedOverWhereThereIsLittleRoom()
{
    const fleettest::Fleet fleet;
    QWidget holder; // a window takes what its parts ask for
    holder.resize(430, 260);
    pagetest::ShownPage shown(fleet.path(), {.start = fleettest::at(0), .end = fleettest::at(400)},
                              2min, m_theme);
    shown.page.setParent(&holder);
    shown.page.setGeometry(0, 0, 430, 260);
    shown.page.show();
    holder.show();
    shown.page.setService(u"code-assistant"_s);
    const auto* strip = shown.page.findChild<dashboard::AlarmStrip*>();
    const auto* causes = shown.page.findChild<dashboard::CausesPanel*>();
    QTRY_VERIFY(strip->isVisible() && causes->isVisible());
    const auto* charts = shown.page.charts()->parentWidget()->parentWidget();
    const auto isApart = [&] {
        return strip->geometry().bottom() < causes->geometry().top()
            && causes->geometry().bottom() < charts->geometry().top();
    };
    QTRY_VERIFY(isApart());
    QTRY_VERIFY(!causes->summary().contains(u"looked for"_s)); // and with its cards
    QTRY_VERIFY(isApart());
    QVERIFY2(strip->toolTip().contains(u"passages"_s), qPrintable(strip->toolTip()));
}

// The chart of a check that a runbook's step names, of the service that was just chosen.
void TestServicePage::whatAStepNamesIsShown()
{
    const fleettest::Fleet fleet;
    pagetest::ShownPage shown(fleet.path(), {.start = fleettest::at(0), .end = fleettest::at(400)},
                              2min, m_theme);
    shown.page.resize(1000, 420);
    shown.page.setService(u"code-assistant"_s);
    shown.page.showQuantity("duration"); // before it is read
    const auto panel = [&shown](const QString& title) -> const charts::ChartPanel* {
        for (const auto* each : shown.page.charts()->panels()) {
            if (each->title() == title)
                return each;
        }
        return nullptr;
    };
    auto* area = qobject_cast<QScrollArea*>(shown.page.charts()->parentWidget()->parentWidget());
    QVERIFY(area != nullptr);
    const auto isInSight = [&](const QString& title) {
        const auto* found = panel(title);
        return found != nullptr && !found->visibleRegion().isEmpty();
    };
    QTRY_VERIFY(area->verticalScrollBar()->value() > 0);
    QTRY_VERIFY(isInSight(u"Time an answer takes"_s));
    shown.page.showCheck("truncation");
    QTRY_VERIFY(isInSight(u"Truncation"_s));
    QVERIFY(!isInSight(u"Time an answer takes"_s));
    auto* bar = shown.page.findChild<common::MessageBar*>();
    QVERIFY(!bar->isVisible());
    shown.page.showCheck("nobody_checks_this");
    QTRY_VERIFY(bar->isVisible());
    QVERIFY2(bar->text().startsWith(u"No chart of"_s), qPrintable(bar->text()));
    shown.page.showQuantity("queue_depth"); // of which this page never has one
    QVERIFY2(bar->text().contains(u"no chart of requests waiting"_s), qPrintable(bar->text()));
}

QTEST_MAIN(TestServicePage)
#include "tst_servicepage.moc"
