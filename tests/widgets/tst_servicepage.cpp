// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/items/fleetfixture.h"
#include "tests/widgets/healthpagefixture.h"
#include "widgets/charts/chartpanel.h"
#include "widgets/charts/plotview.h"
#include "widgets/dashboard/alarmstrip.h"
#include "widgets/dashboard/chartgrid.h"

#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <optional>
#include <string>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace fleettest;

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

private:
    Fleet m_fleet;
    common::Theme m_theme{u"dark"_s};
};

void TestServicePage::aClickInAVersionsChartAsksForItsAnswers()
{
    pagetest::ShownPage shown(m_fleet.path(), {.start = at(0), .end = at(400)}, 2min, m_theme);
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
    QTest::mouseClick(plot->viewport(), Qt::LeftButton, {}, QPoint(int(plot->xOf(at(351))), 50));
    QCOMPARE(asked.count(), 1);
    const auto answers = asked[0][2].value<items::Narrowing>();
    QCOMPARE(answers.model, std::string("glyph-2026-11-a"));
    QCOMPARE(answers.label, std::string("glyph-2026-11-a"));
    QCOMPARE(answers.version, std::optional<std::string>(std::string()));
    // A chart of all of them asks for all of them.
    plot = shown.page.charts()->panels()[0]->plot();
    QTest::mouseClick(plot->viewport(), Qt::LeftButton, {}, QPoint(int(plot->xOf(at(351))), 50));
    QCOMPARE(asked.count(), 2);
    QVERIFY(asked[1][2].value<items::Narrowing>().isNone());
}

void TestServicePage::aSentenceThatIsToldAboveIsNotRepeated()
{
    dashboard::AlarmStrip strip(m_theme);
    auto alarm = firstAlarm();
    strip.resize(900, 60);
    strip.setAlarms({alarm}, {}, at(400));
    const int whole = strip.height();
    strip.setToldAlarm("A-0002"); // another one's
    QCOMPARE(strip.height(), whole);
    strip.setToldAlarm(alarm.alarm);
    QVERIFY2(strip.height() < whole, "only what it rests on is left");
    QVERIFY(strip.isVisible() || !strip.isHidden());
    QVERIFY(strip.details().contains(u"n 30"_s));
    QVERIFY(strip.accessibleName().contains(u"passages"_s));
}

void TestServicePage::whatExplainsAnAlarmStandsOnThePage()
{
    dashboard::AlarmStrip strip(m_theme);
    auto alarm = firstAlarm();
    alarm.state = telemetry::AlarmState::Suppressed;
    alarm.actor = "ada";
    alarm.cause = "a test of load\u202e";
    strip.setAlarms({}, {alarm}, at(400));
    QVERIFY(!strip.isHidden());
    QVERIFY2(strip.details().contains(u"suppressed by ada, explained by a test of load"_s),
             qPrintable(strip.details()));
    QVERIFY(!strip.details().contains(QChar(0x202e)));
    strip.setAlarms({}, {}, at(401));
    QVERIFY(strip.isHidden());
}

void TestServicePage::leversThatWereFiredAreMarked()
{
    const auto action = [](const std::string& target, const std::string& outcome, double second) {
        telemetry::TimelineEntry entry;
        entry.time = entry.recorded = at(second);
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
    pagetest::ShownPage shown(m_fleet.path(), {.start = at(0), .end = at(400)}, 2min, m_theme);
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

QTEST_MAIN(TestServicePage)
#include "tst_servicepage.moc"
