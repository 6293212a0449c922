// SPDX-License-Identifier: GPL-3.0-or-later

// From the alarm to the trip without a pointer: Tab, the arrows and the keys of the window, and
// nothing that a person at a keyboard cannot do.

#include "app/mainwindow.h"
#include "app/session.h"
#include "app/settings.h"
#include "models/store/reader.h"
#include "tests/models/items/fleetfixture.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/runbook/holdbutton.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/runbookstart.h"
#include "widgets/runbook/steplist.h"

#include <QApplication>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostTabs = 300;
constexpr int kLongWait = 20'000; // milliseconds

void pressHere(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::keyClick(QApplication::focusWidget(), key, modifiers);
}

// Goes on by Tab until `wanted` has the focus; false: it never has.
bool tabTo(const QWidget& wanted)
{
    for (int i = 0; i < kMostTabs && QApplication::focusWidget() != nullptr; ++i) {
        if (QApplication::focusWidget() == &wanted)
            return true;
        pressHere(Qt::Key_Tab);
    }
    return false;
}

QString focusName()
{
    const QWidget* focused = QApplication::focusWidget();
    return focused == nullptr
        ? u"nothing has the focus"_s
        : QLatin1String(focused->metaObject()->className()) + u' ' + focused->accessibleName();
}

bool showActive(MainWindow& window)
{
    window.resize(1440, 900);
    window.show();
    window.activateWindow();
    return QTest::qWaitForWindowActive(&window);
}

QListView* suspectList(const MainWindow& window)
{
    for (auto* each : window.findChildren<QListView*>()) {
        if (each->accessibleName() == u"Suspects, worst first"_s)
            return each;
    }
    return nullptr;
}

} // namespace

class TestKeyboardDrill : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_settings = Settings::inMemory(); }

    void theAlarmIsReachedAndOpened();
    void aSuspectIsJudgedAndItsTraceRead();
    void theRunbookIsCarriedOut();

private:
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Settings> m_settings;
};

void TestKeyboardDrill::theAlarmIsReachedAndOpened()
{
    const fleettest::Fleet fleet;
    const auto session = Session::openRecording(fleet.path());
    QVERIFY(session);
    (*session)->conductor().seek(fleettest::at(600));
    MainWindow window(**session, m_theme, *m_settings);
    QVERIFY(showActive(window));
    auto* bar = window.findChild<frame::IncidentBar*>();
    QTRY_VERIFY(bar->accessibleName().startsWith(u"Alarm"_s));
    QTest::keyClick(&window, Qt::Key_6); // from the page that is furthest away
    QTRY_VERIFY(QApplication::focusWidget() != nullptr);
    QVERIFY2(tabTo(*bar), qPrintable(focusName()));
    pressHere(Qt::Key_Return);
    const auto* health = window.findChild<dashboard::HealthPage*>();
    QTRY_VERIFY(health->isVisible());
    QCOMPARE(health->service(), u"code-assistant"_s);
    const auto* focused = QApplication::focusWidget();
    QVERIFY2(focused == health || health->isAncestorOf(focused), qPrintable(focusName()));
}

void TestKeyboardDrill::aSuspectIsJudgedAndItsTraceRead()
{
    const pagetest::Recording recording;
    auto session = Session::startLive({.recording = recording.path(),
                                       .listen = {.otlp = "127.0.0.1:0", .grpc = {}, .files = {}},
                                       .profile = {},
                                       .keep = {}});
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    QVERIFY(showActive(window));
    (*session)->conductor().seek(pagetest::at(60));
    QTest::keyClick(&window, Qt::Key_2);
    auto* list = suspectList(window);
    QVERIFY(list != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(list->isVisible() && list->model()->rowCount() > 1, kLongWait);
    QTRY_VERIFY2(list->hasFocus(), qPrintable(focusName()));
    pressHere(Qt::Key_J);
    QCOMPARE(list->currentIndex().row(), 1);
    pressHere(Qt::Key_Y); // asked for
    pressHere(Qt::Key_Y); // and given
    const auto isJudged = [&recording] {
        const auto reader = store::Reader::open(recording.path());
        if (!reader)
            return false;
        const auto entries = (*reader)->timeline({});
        return entries
            && std::ranges::find(*entries, std::string("verdict"), &telemetry::TimelineEntry::kind)
            != entries->end();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isJudged(), kLongWait);
    QVERIFY2(list->hasFocus(), qPrintable(focusName())); // and one can go on
    pressHere(Qt::Key_Return);
    QCOMPARE(window.findChild<QTabWidget*>(u"pages"_s)->currentIndex(), 2);
    const auto* trace = window.findChild<QTabWidget*>(u"pages"_s)->currentWidget();
    QTRY_VERIFY2(trace->isAncestorOf(QApplication::focusWidget()), qPrintable(focusName()));
}

void TestKeyboardDrill::theRunbookIsCarriedOut()
{
    const QTemporaryDir folder;
    DemoSettings drill;
    drill.recording = folder.filePath(u"drill.plumb"_s).toStdString();
    auto session = Session::startDemo(drill);
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    QVERIFY(showActive(window));
    auto* dock = window.findChild<runbookview::RunbookDock*>();
    // As the window does for an alarm; the fault of the drill comes later.
    dock->propose(
        {.runbook = "fabricated-apis",
         .parameters = {{"service", "code-assistant"}, {"last_good_model", "codegen-2026-10"}},
         .alarm = "a-1",
         .occasion = "code-assistant names functions that do not exist"});
    QPushButton* start = nullptr;
    for (auto* each : dock->findChild<runbookview::RunbookStart*>()->findChildren<QPushButton*>()) {
        if (each->text() == u"Start"_s)
            start = each;
    }
    QVERIFY(start != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kLongWait);
    QTest::keyClick(&window, Qt::Key_7); // the runbook
    QTRY_VERIFY(QApplication::focusWidget() != nullptr);
    QVERIFY2(tabTo(*start), qPrintable(focusName()));
    pressHere(Qt::Key_Space);
    auto* steps = dock->findChild<runbookview::StepList*>();
    QTRY_VERIFY(steps->isVisible());
    QVERIFY(QApplication::focusWidget() != nullptr); // what had it is gone; something else has it
    QVERIFY2(tabTo(*steps), qPrintable(focusName()));
    const int trip = dock->model().rowOf("trip-breaker");
    QVERIFY(trip >= 0);
    pressHere(Qt::Key_Home);
    for (int i = 0; i < steps->model()->rowCount() && steps->currentIndex().row() != trip; ++i)
        pressHere(Qt::Key_Down);
    QCOMPARE(steps->currentIndex().row(), trip);
    auto& lever = dock->findChild<runbookview::LeverPanel*>()->controller();
    auto* hold = dock->findChild<runbookview::HoldButton*>();
    QTRY_VERIFY2(lever.canArm(), qPrintable(lever.armObstacle()));
    QVERIFY2(tabTo(*hold), qPrintable(focusName()));
    // A short press fires nothing.
    pressHere(Qt::Key_Return);
    QTest::qWait(200);
    QVERIFY(lever.command() == nullptr);
    QTest::keyPress(hold, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(lever.command() != nullptr && lever.command()->isFinished, kLongWait);
    QTest::keyRelease(hold, Qt::Key_Return);
    QVERIFY(lever.command()->ladder.isReached(runbook::RungKind::Sent));
    // The way back takes the arming as well.
    QVERIFY(lever.canUndo());
    QPushButton* undo = nullptr;
    const auto isOffered = [&] {
        for (auto* each : dock->findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text() == u"Undo…"_s)
                undo = each;
        }
        return undo != nullptr;
    };
    QTRY_VERIFY(isOffered());
    QVERIFY2(tabTo(*undo), qPrintable(focusName()));
    pressHere(Qt::Key_Space);
    QVERIFY(lever.isUndoSelected());
    QTRY_VERIFY2(lever.canArm(), qPrintable(lever.armObstacle()));
    if (!lever.isQuick()) {
        pressHere(Qt::Key_A, Qt::AltModifier);
        QVERIFY(lever.isArmed());
    }
    QVERIFY2(tabTo(*hold), qPrintable(focusName()));
    QTest::keyPress(hold, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(lever.command()->isUndo && lever.command()->isFinished, kLongWait);
    QTest::keyRelease(hold, Qt::Key_Return);
    window.close();
}

QTEST_MAIN(TestKeyboardDrill)
#include "tst_keyboarddrill.moc"
