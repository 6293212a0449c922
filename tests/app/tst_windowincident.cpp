// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/mainwindow.h"
#include "models/incident/incidentrecord.h"
#include "models/store/reader.h"
#include "tests/app/incidentfixture.h"
#include "tests/models/items/fleetfixture.h"
#include "widgets/common/theme.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/incident/incidentdesk.h"
#include "widgets/incident/incidentpage.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using incidenttest::kLong;
using incidenttest::liveOn;
using incidenttest::readIncidents;

namespace {

QString texts(const QWidget& widget)
{
    QStringList all;
    for (const auto* label : widget.findChildren<QLabel*>())
        all << label->text();
    return all.join(u'\n');
}

QPushButton* button(const QWidget& widget, const QString& text)
{
    for (auto* each : widget.findChildren<QPushButton*>()) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

QAction* action(const QWidget& window, const QString& text)
{
    for (auto* each : window.findChildren<QAction*>()) {
        if (QString(each->text()).remove(u'&') == text)
            return each;
    }
    return nullptr;
}

} // namespace

// An incident of people from an alarm, in the whole window. A-0001 is open in the recording.
class TestWindowIncident : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_settings = Settings::inMemory(); }

    void anAcknowledgementOpensAnIncident();
    void itDoesNotWhereThatIsOff();
    void oneKeyOpensItFromTheAlarm();
    void theIncidentIsToldInTheLine();
    void aRecordingHasNothingToOpenOneWith();

private:
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Settings> m_settings;
};

void TestWindowIncident::anAcknowledgementOpensAnIncident()
{
    const fleettest::Fleet fleet;
    const auto session = liveOn(fleet);
    MainWindow window(*session, m_theme, *m_settings);
    window.show();
    auto* bar = window.findChild<frame::IncidentBar*>();
    QTRY_VERIFY_WITH_TIMEOUT(button(*bar, u"Acknowledge"_s) != nullptr, kLong);
    QVERIFY(button(*bar, u"Acknowledge"_s)->toolTip().contains(u"Opens an incident"_s));
    button(*bar, u"Acknowledge"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(
        !readIncidents(fleet).empty() && !readIncidents(fleet).front().commander.empty(), kLong);
    const incident::Incident opened = readIncidents(fleet).front();
    QCOMPARE(opened.id, std::string("INC-0001"));
    QCOMPARE(opened.alarms, std::vector<std::string>{"A-0001"});
    QCOMPARE(opened.commander, m_settings->who().text());
    QCOMPARE(opened.openedBy, m_settings->who().text());
    QVERIFY(opened.start < opened.opened); // it reaches back to the onset
    const auto reader = store::Reader::open(fleet.path());
    QTRY_VERIFY_WITH_TIMEOUT(
        (*reader)->alarms({})->front().state == telemetry::AlarmState::Acknowledged, kLong);
    // It did not take the place of what was looked at.
    QVERIFY(window.findChild<QTabWidget*>(u"pages"_s)->currentIndex() == 0);
}

void TestWindowIncident::itDoesNotWhereThatIsOff()
{
    const fleettest::Fleet fleet;
    const auto session = liveOn(fleet);
    MainWindow window(*session, m_theme, *m_settings);
    window.show();
    QAction* opens = action(window, u"Acknowledging a Grave Alarm Opens Its Incident"_s);
    opens->setChecked(false);
    QVERIFY(!m_settings->opensOnAcknowledge());
    // The settings' window says the same.
    QVERIFY(m_settings->setOwn(u"incident/open-on-acknowledge"_s, u"true"_s));
    QVERIFY(opens->isChecked());
    QVERIFY(m_settings->setOwn(u"incident/open-on-acknowledge"_s, u"false"_s));
    QVERIFY(!opens->isChecked());
    auto* bar = window.findChild<frame::IncidentBar*>();
    QTRY_VERIFY_WITH_TIMEOUT(button(*bar, u"Acknowledge"_s) != nullptr, kLong);
    QVERIFY(!button(*bar, u"Acknowledge"_s)->toolTip().contains(u"Opens an incident"_s));
    button(*bar, u"Acknowledge"_s)->click();
    const auto reader = store::Reader::open(fleet.path());
    QTRY_VERIFY_WITH_TIMEOUT(
        (*reader)->alarms({})->front().state == telemetry::AlarmState::Acknowledged, kLong);
    QVERIFY(readIncidents(fleet).empty());
    // It is one press away all the same.
    QTRY_VERIFY_WITH_TIMEOUT(button(*bar, u"Open Incident"_s) != nullptr, kLong);
    button(*bar, u"Open Incident"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(!readIncidents(fleet).empty(), kLong);
}

void TestWindowIncident::oneKeyOpensItFromTheAlarm()
{
    const fleettest::Fleet fleet;
    const auto session = liveOn(fleet);
    MainWindow window(*session, m_theme, *m_settings);
    window.show();
    auto* bar = window.findChild<frame::IncidentBar*>();
    QTRY_VERIFY_WITH_TIMEOUT(button(*bar, u"Open Incident"_s) != nullptr, kLong);
    QAction* open = action(window, u"Open Incident…"_s);
    QCOMPARE(open->shortcut(), QKeySequence(Qt::SHIFT | Qt::Key_I));
    open->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!readIncidents(fleet).empty(), kLong);
    QCOMPARE(readIncidents(fleet).front().alarms, std::vector<std::string>{"A-0001"});
    auto* page = window.findChild<incident::IncidentPage*>();
    QVERIFY(page->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(page->shownIncident(), std::string("INC-0001"), kLong);
    // Once more there is nothing left that it could be of: it is asked for.
    QTRY_VERIFY_WITH_TIMEOUT(texts(*bar).contains(u"INCIDENT INC-0001"_s), kLong);
    open->trigger();
    QVERIFY(page->findChild<incident::CurationForm*>()->isVisible());
    QCOMPARE(readIncidents(fleet).size(), std::size_t{1});
}

void TestWindowIncident::theIncidentIsToldInTheLine()
{
    const fleettest::Fleet fleet;
    {
        const auto session = liveOn(fleet);
        MainWindow window(*session, m_theme, *m_settings);
        window.show();
        auto* bar = window.findChild<frame::IncidentBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(button(*bar, u"Open Incident"_s) != nullptr, kLong);
        button(*bar, u"Open Incident"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(texts(*bar).contains(u"INCIDENT INC-0001"_s), kLong);
        auto* pages = window.findChild<QTabWidget*>(u"pages"_s);
        QCOMPARE(pages->tabText(4), u"Incident"_s); // all tabs have room in a narrow window
        QVERIFY(pages->tabToolTip(4).contains(u"INC-0001"_s));
        QTest::keyClick(bar, Qt::Key_Return);
        QVERIFY(window.findChild<incident::IncidentPage*>()->isVisible());
        // In the past nothing is offered, also by the menu.
        session->conductor().fix();
        QVERIFY(!action(window, u"Open Incident…"_s)->isEnabled());
        QVERIFY(button(*bar, u"Open Incident"_s) == nullptr);
    }
    QCOMPARE(readIncidents(fleet).size(), std::size_t{1});
}

void TestWindowIncident::aRecordingHasNothingToOpenOneWith()
{
    const fleettest::Fleet fleet;
    const auto session = Session::openRecording(fleet.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    window.showView(MainWindow::View::Incident);
    auto* page = window.findChild<incident::IncidentPage*>();
    QTRY_VERIFY_WITH_TIMEOUT(texts(*page).contains(u"No incident was opened"_s), kLong);
    QVERIFY(action(window, u"Open Incident…"_s) == nullptr);
    QVERIFY(button(*page, u"Open Incident…"_s) == nullptr);
    page->openByHand();
    QVERIFY(!page->findChild<incident::CurationForm*>()->isVisible());
}

QTEST_MAIN(TestWindowIncident)
#include "tst_windowincident.moc"
