// SPDX-License-Identifier: GPL-3.0-or-later

// What the widgets of the window that paint their content tell of it, in a real recording.

#include "tests/app/accessiblefixture.h"
#include "widgets/charts/plotview.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/timeline/modebadge.h"
#include "widgets/timeline/overview.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

#include <chrono>
#include <set>

using namespace Qt::StringLiterals;
using namespace accesstest;

namespace {

// Seconds are told as a fraction: a nanosecond may be lost.
bool isAbout(telemetry::Timestamp time, telemetry::Timestamp wanted)
{
    const auto apart = time > wanted ? time - wanted : wanted - time;
    return apart < std::chrono::milliseconds(1);
}

} // namespace

class TestAccessibleParts : public QObject
{
    Q_OBJECT

private slots:
    void theTimeBarIsASlider();
    void marksAreToldAndCanBePressed();
    void aChartTellsItsBuckets();
    void theAlarmLineCanBePressed();

private:
    const fleettest::Fleet m_fleet;
    common::Theme m_theme{u"dark"_s};
};

void TestAccessibleParts::theTimeBarIsASlider()
{
    const auto shown = onFleet(m_fleet, m_theme, 300);
    auto& conductor = shown->session->conductor();
    auto* bar = shown->window->findChild<timeline::Overview*>();
    QVERIFY(!conductor.bounds().isEmpty());
    auto* told = QAccessible::queryAccessibleInterface(bar);
    QCOMPARE(told->role(), QAccessible::Slider);
    auto* value = told->valueInterface();
    QVERIFY(value != nullptr);
    const auto start = conductor.bounds().start;
    const double at = std::chrono::duration<double>(fleettest::at(300) - start).count();
    QCOMPARE(value->currentValue().toDouble(), at);
    QCOMPARE(value->minimumValue().toDouble(), 0.0);
    QCOMPARE(value->maximumValue().toDouble(),
             std::chrono::duration<double>(conductor.bounds().duration()).count());
    const QString before = told->text(QAccessible::Value);
    QVERIFY(before.contains(u':'));
    value->setCurrentValue(at - 60);
    QVERIFY(isAbout(conductor.cursor(), fleettest::at(240)));
    QVERIFY(told->text(QAccessible::Value) != before);
    value->setCurrentValue(1e12); // as far as there is something
    QVERIFY(isAbout(conductor.cursor(), conductor.bounds().end));
}

void TestAccessibleParts::marksAreToldAndCanBePressed()
{
    const auto shown = onFleet(m_fleet, m_theme, 600);
    auto& conductor = shown->session->conductor();
    auto* bar = shown->window->findChild<timeline::Overview*>();
    auto* told = QAccessible::queryAccessibleInterface(bar);
    const auto alarm = [told]() -> QAccessibleInterface* {
        for (int i = 0; i < told->childCount(); ++i) {
            if (told->child(i)->text(QAccessible::Name).contains(u"Alarm A-0001"_s))
                return told->child(i);
        }
        return nullptr;
    };
    QTRY_VERIFY(alarm() != nullptr);
    QVERIFY(alarm()->text(QAccessible::Description).contains(u"severity 2"_s));
    QVERIFY(!alarm()->rect().isEmpty());
    alarm()->actionInterface()->doAction(pressAction());
    QVERIFY(conductor.cursor() > fleettest::at(300) && conductor.cursor() < fleettest::at(340));
    // Before it was known it is not told: as known then, what lies ahead is not given away.
    conductor.seek(fleettest::at(200));
    QTRY_VERIFY(alarm() == nullptr);
}

void TestAccessibleParts::aChartTellsItsBuckets()
{
    const auto shown = onFleet(m_fleet, m_theme, 600);
    shown->window->openService(u"code-assistant"_s);
    charts::PlotView* plot = nullptr;
    const auto find = [&] {
        for (auto* each : shown->window->findChildren<charts::PlotView*>()) {
            if (each->isVisible() && each->partCount() > 3)
                plot = each;
        }
        return plot != nullptr;
    };
    QTRY_VERIFY(find());
    auto* told = QAccessible::queryAccessibleInterface(plot);
    QCOMPARE(told->role(), QAccessible::Chart);
    QVERIFY(plot->partCount() <= 60);
    std::set<QString> names;
    for (int i = 0; i < plot->partCount(); ++i) {
        const QString name = told->child(i)->text(QAccessible::Name);
        QVERIFY2(name.contains(u", n "_s) && name.contains(u": "_s), qPrintable(name));
        names.insert(name);
    }
    QCOMPARE(static_cast<int>(names.size()), plot->partCount());
    const QString sentence = told->text(QAccessible::Description);
    QVERIFY2(sentence.contains(u" from "_s) && sentence.contains(u" to "_s), qPrintable(sentence));
    QSignalSpy picked(plot, &charts::PlotView::picked);
    told->child(0)->actionInterface()->doAction(pressAction());
    QCOMPARE(picked.count(), 1);
    // The crosshair is told as the chosen one.
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Left);
    QTest::keyClick(plot, Qt::Key_Left);
    const int chosen = plot->chosenPart();
    if (chosen >= 0)
        QVERIFY(told->child(chosen)->state().selected);
    QTest::keyClick(plot, Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(plot->chosenPart() < 0 || plot->chosenPart() != chosen);
}

void TestAccessibleParts::theAlarmLineCanBePressed()
{
    const auto shown = onFleet(m_fleet, m_theme, 600);
    auto* bar = shown->window->findChild<frame::IncidentBar*>();
    QTRY_VERIFY(bar->accessibleName().startsWith(u"Alarm: "_s));
    auto* told = QAccessible::queryAccessibleInterface(bar);
    QCOMPARE(told->role(), QAccessible::Button);
    QSignalSpy opened(bar, &frame::IncidentBar::alarmOpened);
    told->actionInterface()->doAction(pressAction());
    QCOMPARE(opened.count(), 1);
    auto* badge = shown->window->findChild<timeline::ModeBadge*>();
    auto* mode = QAccessible::queryAccessibleInterface(badge);
    QCOMPARE(mode->text(QAccessible::Name), u"Mode: REPLAY"_s);
    QVERIFY(mode->state().disabled); // there is no live to go to
}

QTEST_MAIN(TestAccessibleParts)
#include "tst_accessibleparts.moc"
