// SPDX-License-Identifier: GPL-3.0-or-later

// The window and the time it shows: the past beside the present, and where the keyboard leads.

#include "app/mainwindow.h"
#include "app/runbooks.h"
#include "tests/models/items/fleetfixture.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/runbook/holdbutton.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/runbookreader.h"
#include "widgets/runbook/steplist.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScopeGuard>
#include <QSemaphore>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using items::TimeConductor;

class TestWindowTime : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.apply(*qApp); }
    void init() { m_settings = Settings::inMemory(); }

    void thePastDoesNotHideWhatIsOpenNow();
    void escapeOfAMenuDoesNotGoLive();
    void theBannerLeadsToTheCauses();
    void theKeyLeadsToTheList();
    void walkingAlongTheTabsStaysThere();
    void nothingIsFiredFromTheFixedTime();
    void aPromptVersionIsAParameter();
    void aServiceIsOpenedFromBeforeItsAlarm();
    void theRunbookIsOfWhereTheCursorIs();

private:
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Settings> m_settings;
    QTemporaryDir m_folder;
};

void TestWindowTime::thePastDoesNotHideWhatIsOpenNow()
{
    const fleettest::Fleet fleet;
    const auto session = Session::follow(fleet.path());
    QVERIFY(session);
    TimeConductor& conductor = (*session)->conductor();
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    const auto* bar = window.findChild<frame::IncidentBar*>();
    const auto now = [bar]() -> QPushButton* {
        for (auto* each : bar->findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text().contains(u"Now: "_s))
                return each;
        }
        return nullptr;
    };
    QTRY_COMPARE(conductor.bounds().start, fleettest::at(0));
    QVERIFY(now() == nullptr);
    conductor.seek(fleettest::at(100)); // before the alarm
    QTRY_VERIFY(bar->accessibleName().startsWith(u"No open alarm at "_s));
    QTRY_VERIFY(now() != nullptr && now()->text().contains(u"1 open alarm"_s));
    conductor.play();
    QCOMPARE(conductor.mode(), TimeConductor::Mode::Replay);
    QVERIFY(now() != nullptr);
    QTest::mouseClick(now(), Qt::LeftButton);
    QCOMPARE(conductor.mode(), TimeConductor::Mode::Live);
    QVERIFY(now() == nullptr);
}

void TestWindowTime::escapeOfAMenuDoesNotGoLive()
{
    const fleettest::Fleet fleet;
    const auto session = Session::follow(fleet.path());
    QVERIFY(session);
    TimeConductor& conductor = (*session)->conductor();
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTRY_COMPARE(conductor.bounds().start, fleettest::at(0));
    conductor.seek(fleettest::at(100));
    QComboBox* speed = nullptr;
    for (auto* each : window.findChildren<QComboBox*>()) {
        if (each->accessibleName() == u"Speed"_s)
            speed = each;
    }
    QVERIFY(speed != nullptr);
    speed->showPopup();
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    QTest::keyClick(speed->view(), Qt::Key_Escape);
    QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    QCOMPARE(conductor.mode(), TimeConductor::Mode::Fixed);
    QTest::keyClick(&window, Qt::Key_Escape); // and the next one does
    QCOMPARE(conductor.mode(), TimeConductor::Mode::Live);
}

namespace {

QListView* suspectsList(const MainWindow& window)
{
    for (auto* each : window.findChildren<QListView*>()) {
        if (each->accessibleName() == u"Suspects, worst first"_s)
            return each;
    }
    return nullptr;
}

} // namespace

void TestWindowTime::theBannerLeadsToTheCauses()
{
    const fleettest::Fleet fleet;
    const auto session = Session::openRecording(fleet.path());
    QVERIFY(session);
    (*session)->conductor().seek(fleettest::at(600));
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto* bar = window.findChild<frame::IncidentBar*>();
    QTRY_VERIFY(bar->accessibleName().startsWith(u"Alarm"_s));
    QTest::mouseClick(bar, Qt::LeftButton, {}, {200, 20});
    const auto* health = window.findChild<dashboard::HealthPage*>();
    QTRY_VERIFY(health->isVisible());
    const auto* focused = QApplication::focusWidget();
    QVERIFY(focused == health || health->isAncestorOf(focused));
    QVERIFY(focused != bar);
}

void TestWindowTime::theKeyLeadsToTheList()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_2);
    auto* list = suspectsList(window);
    QTRY_VERIFY(list->isVisible() && list->model()->rowCount() > 1);
    QTRY_VERIFY(list->hasFocus());
    QCOMPARE(list->currentIndex().row(), 0);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_J);
    QCOMPARE(list->currentIndex().row(), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(window.findChild<QTabWidget*>(u"pages"_s)->currentIndex(), 2);
}

void TestWindowTime::walkingAlongTheTabsStaysThere()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto* pages = window.findChild<QTabWidget*>(u"pages"_s);
    pages->tabBar()->setFocus();
    QTest::keyClick(pages->tabBar(), Qt::Key_Right);
    QCOMPARE(pages->currentIndex(), 1);
    QVERIFY(pages->tabBar()->hasFocus());
}

// What a new user did by accident: the drill's breaker, armed and held while the past was shown.
void TestWindowTime::nothingIsFiredFromTheFixedTime()
{
    DemoSettings drill;
    drill.recording = m_folder.filePath(u"drill.plumb"_s).toStdString();
    auto session = Session::startDemo(drill);
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.resize(1440, 900);
    window.show();
    auto* dock = window.findChild<runbookview::RunbookDock*>();
    const auto runbooks = builtInRunbooks();
    const auto fitting =
        std::ranges::find(runbooks, std::string("fabricated-apis"), &runbook::Runbook::id);
    QVERIFY(fitting != runbooks.end());
    // Without last_good_model: it may stay open, and its step says what it needs.
    QVERIFY(dock->start(*fitting, {{"service", "code-assistant"}}));
    auto* steps = dock->findChild<runbookview::StepList*>();
    const auto choose = [&](const char* step) {
        steps->setCurrentIndex(steps->model()->index(dock->model().rowOf(step), 0));
    };
    choose("pin-previous");
    const auto labels = dock->findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
        return label->isVisible() && label->text().startsWith(u"Needs last_good_model"_s);
    }));
    auto* hold = dock->findChild<runbookview::HoldButton*>();
    QVERIFY(!hold->isVisible());
    choose("trip-breaker");
    auto& lever = dock->findChild<runbookview::LeverPanel*>()->controller();
    QTRY_VERIFY2(lever.canArm(), qPrintable(lever.armObstacle()));
    QAction* arm = nullptr;
    for (QAction* each : window.findChildren<QAction*>()) {
        if (each->shortcut() == QKeySequence(Qt::ALT | Qt::Key_A))
            arm = each;
    }
    QVERIFY(arm != nullptr);
    arm->trigger();
    QVERIFY(lever.isArmed());
    (*session)->conductor().step(-1);
    QCOMPARE((*session)->conductor().mode(), TimeConductor::Mode::Fixed);
    QVERIFY(!lever.isArmed());
    QVERIFY(!arm->isEnabled());
    arm->trigger();
    dock->arm();
    QTest::keyPress(hold, Qt::Key_Return);
    QTest::qWait(700);
    QTest::keyRelease(hold, Qt::Key_Return);
    QVERIFY(!lever.isArmed());
    QVERIFY(lever.command() == nullptr);
    QTest::keyClick(&window, Qt::Key_Escape);
    QCOMPARE((*session)->conductor().mode(), TimeConductor::Mode::Live);
    QVERIFY(arm->isEnabled());
}

void TestWindowTime::aPromptVersionIsAParameter()
{
    telemetry::AlarmTransition alarm;
    alarm.service = "bot";
    alarm.time = fleettest::at(100);
    const auto change = [](const char* service, const char* field, const char* previous,
                           double when) {
        return store::ChangeRow{.service = service,
                                .field = field,
                                .value = "new",
                                .previous = previous,
                                .time = fleettest::at(when),
                                .recorded = fleettest::at(when)};
    };
    const auto parameters = runbookParameters(alarm,
                                              {change("bot", "prompt_version", "7", 60),
                                               change("other", "prompt_version", "1", 70),
                                               change("bot", "prompt_version", "8", 150)});
    QCOMPARE(parameters.at("last_good_prompt"), std::string("7"));
    QVERIFY(!parameters.contains("last_good_model"));
}

void TestWindowTime::aServiceIsOpenedFromBeforeItsAlarm()
{
    const fleettest::Fleet fleet;
    const auto session = Session::openRecording(fleet.path());
    QVERIFY(session);
    TimeConductor& conductor = (*session)->conductor();
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    const auto* bar = window.findChild<frame::IncidentBar*>();
    QTRY_VERIFY(bar->accessibleName().startsWith(u"Alarm: "_s));
    const auto onset = fleettest::firstAlarm().onset;
    conductor.setSpan(std::chrono::minutes(1));
    QVERIFY(conductor.visibleRange().start > onset);
    window.openService(u"support-bot"_s); // nothing is open on it
    QCOMPARE(conductor.span(), telemetry::Duration(std::chrono::minutes(1)));
    window.openService(u"code-assistant"_s);
    QVERIFY(conductor.visibleRange().start <= onset - (conductor.cursor() - onset) / 10);
    QVERIFY(conductor.visibleRange().start >= conductor.bounds().start);
    // What is in view already is not taken away.
    const auto before = conductor.span();
    conductor.setSpan(before * 2);
    window.openService(u"code-assistant"_s);
    QCOMPARE(conductor.span(), telemetry::Duration(before * 2));
}

// Also where the cursor was moved on and back while it was being read.
void TestWindowTime::theRunbookIsOfWhereTheCursorIs()
{
    const fleettest::Fleet fleet;
    telemetry::AlarmTransition later = fleettest::firstAlarm();
    later.alarm = "A-0002";
    later.service = "support-bot";
    later.check = "truncation";
    later.model = "parley-4";
    later.severity = 1; // is looked at first
    later.sentence = "support-bot cuts its answers off";
    later.onset = fleettest::at(480);
    later.time = fleettest::at(500);
    later.recorded = fleettest::at(501);
    fleet.append(later);
    const auto session = Session::openRecording(fleet.path());
    QVERIFY(session);
    items::RecordingQueries& queries = (*session)->queries();
    TimeConductor& conductor = (*session)->conductor();
    conductor.seek(fleettest::at(400));
    QSemaphore letGo;
    MainWindow window(**session, m_theme, *m_settings);
    const auto release = qScopeGuard([&letGo] { letGo.release(); }); // before anything waits for it
    window.show();
    const auto* bar = window.findChild<frame::IncidentBar*>();
    const auto* reader = window.findChild<runbookview::RunbookReader*>();
    QVERIFY(bar != nullptr && reader != nullptr);
    const auto isTold = [bar](const char* service) {
        return bar->accessibleName().contains(QLatin1String(service), Qt::CaseInsensitive);
    };
    const auto shown = [reader] {
        QStringList all;
        for (const auto* label : reader->findChildren<QLabel*>())
            all << label->text();
        return all.join(u'\n');
    };
    QTRY_VERIFY(isTold("code-assistant"));
    QTRY_VERIFY(shown().contains(u"code-assistant"_s));
    const QString first = shown();
    conductor.seek(fleettest::at(520));
    QTRY_VERIFY(isTold("support-bot"));
    QTRY_VERIFY(shown() != first);
    const QString second = shown();

    // The reads of runbooks wait behind one that takes its time.
    queries.run<int>(
        &window,
        [&letGo](const store::Reader&) -> telemetry::Result<int> {
            letGo.acquire();
            return 1;
        },
        [](const telemetry::Result<int>&) {}, items::RecordingQueries::Purpose::Search);
    conductor.seek(fleettest::at(400));
    QTRY_VERIFY(isTold("code-assistant"));
    conductor.seek(fleettest::at(520));
    QTRY_VERIFY(isTold("support-bot"));
    bool isAnswered = false; // all that has been asked for by now
    queries.run<int>(
        &window, [](const store::Reader&) -> telemetry::Result<int> { return 1; },
        [&isAnswered](const telemetry::Result<int>&) { isAnswered = true; },
        items::RecordingQueries::Purpose::Search);
    letGo.release();
    QTRY_VERIFY(isAnswered);
    QTRY_COMPARE(shown(), second); // not what was read of elsewhere
}

QTEST_MAIN(TestWindowTime)
#include "tst_windowtime.moc"
