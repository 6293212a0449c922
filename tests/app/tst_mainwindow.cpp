// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/docks.h"
#include "app/mainwindow.h"
#include "app/receivingdialog.h"
#include "app/runbooks.h"
#include "models/items/servicehealthmodel.h"
#include "models/store/reader.h"
#include "tests/app/windowfixture.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/linkstatus.h"
#include "widgets/frame/shelvemenu.h"
#include "widgets/runbook/holdbutton.h"
#include "widgets/runbook/ladderview.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/steplist.h"

#include <QAction>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QVariantMap>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using windowtest::receive;
using windowtest::says;

namespace {

// Where it receives OTLP/HTTP.
std::string addressOf(const Session& session)
{
    return session.listener().section(u' ', 1, 1).remove(u',').toStdString();
}

const QLabel* labelNamed(const QWidget& widget, const QString& name)
{
    for (const auto* label : widget.findChildren<QLabel*>()) {
        if (label->accessibleName() == name)
            return label;
    }
    return nullptr;
}

// Nothing of it is cut off by what it stands in.
bool isWhole(const QWidget& widget)
{
    return widget.isVisible() && widget.visibleRegion().boundingRect() == widget.rect();
}

telemetry::AlarmTransition openAlarm(const std::string& id, const std::string& service,
                                     int severity)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = id;
    alarm.service = service;
    alarm.check = "groundedness";
    alarm.severity = severity;
    alarm.sentence = service + " is wrong";
    return alarm;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void aLiveWindowWithoutControlPlaneSaysSo();
    void viewsGoBeforeWhatTheyLookAt();
    void whyGrpcDoesNotListenIsSaid();
    void aFailedWayBackIsSaid();
    void aRecordingShowsWhatWasDone();
    void theRunbookViewLeavesTheWidth();
    void docksKeepTheirWidths();
    void theRateNeedsTwoReadings();
    void shelvingAsksForAReason();
    void aRunIsAboutItsOwnAlarm();
    void runbooksShipWithTheWindow();
    void ownRunbooksComeFirst();
    void aBreakerIsTrippedInTheDrill();

private:
    std::unique_ptr<Session> live();

    QTemporaryDir m_folder;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Settings> m_settings;
};

void TestMainWindow::init()
{
    m_settings = Settings::inMemory();
}

std::unique_ptr<Session> TestMainWindow::live()
{
    static int number = 0;
    auto session = Session::startLive(
        {.recording = m_folder.filePath(u"live-%1.plumb"_s.arg(++number)).toStdString(),
         .listen = {.otlp = "127.0.0.1:0", .grpc = {}, .files = {}},
         .profile = {},
         .keep = {}});
    if (!session)
        qFatal("%s", session.error().message.c_str());
    return std::move(*session);
}

void TestMainWindow::aLiveWindowWithoutControlPlaneSaysSo()
{
    const auto session = live();
    QVERIFY(session->isLive());
    QVERIFY(session->levers() == nullptr);
    MainWindow window(*session, m_theme, *m_settings);
    window.show();
    const auto* dock = window.findChild<runbookview::RunbookDock*>();
    QVERIFY(says(*dock, u"No control plane is connected"_s));
    QVERIFY(says(*dock, u"--profile"_s));
    QVERIFY(!says(*dock, u"The past"_s));
    QVERIFY(window.close());
    QVERIFY(!m_settings->windowLayout().isEmpty());
}

// Hiding a window tells its views that they lose the focus; what they look at must be there still.
void TestMainWindow::viewsGoBeforeWhatTheyLookAt()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    auto window = std::make_unique<MainWindow>(**session, m_theme, *m_settings);
    window->show();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    const auto matrices = window->findChildren<dashboard::FleetMatrix*>();
    QVERIFY(!matrices.isEmpty());
    auto* model = qobject_cast<items::ServiceHealthModel*>(matrices.first()->model());
    QVERIFY(model != nullptr);
    QTRY_VERIFY(model->rowCount() > 0);
    for (auto* matrix : matrices) {
        if (matrix->isVisible())
            matrix->setFocus();
    }
    QVERIFY(qobject_cast<dashboard::FleetMatrix*>(window->focusWidget()) != nullptr);
    bool isModelGone = false;
    QList<bool> wasModelGone; // when each view went
    connect(model, &QObject::destroyed, this, [&isModelGone] { isModelGone = true; });
    for (auto* matrix : matrices)
        connect(matrix, &QObject::destroyed, this, [&] { wasModelGone << isModelGone; });
    window.reset();
    QVERIFY(isModelGone);
    QCOMPARE(wasModelGone, QList<bool>(matrices.size(), false));
}

void TestMainWindow::whyGrpcDoesNotListenIsSaid()
{
    const auto other = live();
    const auto session = live();
    commands::ListenOptions listen;
    listen.otlp = "127.0.0.1:0";
    listen.grpc = addressOf(*other);
    QVERIFY(receive(*session, listen));
    QVERIFY(!session->grpcProblem().empty());
    QVERIFY2(session->listener().contains(QString::fromStdString(session->grpcProblem())),
             qPrintable(session->listener()));

    ReceivingDialog dialog(*session, *m_settings, nullptr);
    dialog.show();
    const auto lines = dialog.findChildren<QLineEdit*>();
    lines[0]->setText(QString::fromStdString(listen.otlp));
    lines[1]->setText(QString::fromStdString(listen.grpc));
    dialog.accept();
    QTRY_VERIFY(!session->isChanging());
    QVERIFY(dialog.isVisible()); // not as if all were well
    QVERIFY(says(dialog, QString::fromStdString(session->grpcProblem())));
    lines[1]->clear();
    dialog.accept();
    QTRY_VERIFY(!dialog.isVisible());
    QVERIFY(session->grpcProblem().empty());
}

// The new place is taken, and the token of the old one is gone.
void TestMainWindow::aFailedWayBackIsSaid()
{
    const auto other = live();
    const auto session = live();
    QFile token(m_folder.filePath(u"token"_s));
    QVERIFY(token.open(QIODevice::WriteOnly));
    token.write("s3cret");
    token.close();
    commands::ListenOptions listen;
    listen.otlp = "127.0.0.1:0";
    listen.files.token = token.fileName().toStdString();
    QVERIFY(receive(*session, listen));
    commands::ListenOptions taken;
    taken.otlp = addressOf(*other);
    const auto refused = receive(*session, taken);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.find("Nothing is received now") == std::string::npos);
    QVERIFY(session->listener().startsWith(u"otlp "_s));
    QVERIFY(token.remove());
    const auto failed = receive(*session, taken);
    QVERIFY(!failed);
    QVERIFY2(failed.error().message.find("Nothing is received now") != std::string::npos,
             failed.error().message.c_str());
    QVERIFY(session->listener().isEmpty());
}

void TestMainWindow::aRecordingShowsWhatWasDone()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    QVERIFY(!(*session)->isLive());
    QVERIFY((*session)->pipeline() == nullptr);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    const auto* dock = window.findChild<runbookview::RunbookDock*>();
    QVERIFY(says(*dock, u"The past can be looked at"_s));
    QVERIFY(dock->findChildren<QPushButton*>().isEmpty());
    QVERIFY(!Session::openRecording("no such file"));
}

// Its key shows it and gives it the keyboard; how wide it is stays as somebody left it.
void TestMainWindow::theRunbookViewLeavesTheWidth()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.resize(1440, 900);
    window.show();
    const auto* dock = window.findChild<QDockWidget*>(u"runbook"_s);
    QTest::qWait(50);
    const int before = dock->width();
    window.showView(MainWindow::View::Runbook);
    QTest::qWait(50);
    QCOMPARE(dock->width(), before);
    QTRY_VERIFY(dock->isAncestorOf(window.focusWidget()));
    // The states of the fleet are still in sight.
    const auto* fleet = window.findChild<QDockWidget*>(u"fleet"_s)->findChild<QTableView*>();
    QTRY_COMPARE(fleet->horizontalScrollBar()->maximum(), 0);
}

void TestMainWindow::docksKeepTheirWidths()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.resize(1440, 900);
    window.show();
    QTest::qWait(50);
    const auto* fleet = window.findChild<QDockWidget*>(u"fleet"_s);
    const auto* dock = window.findChild<QDockWidget*>(u"runbook"_s);
    const int fleetWidth = fleet->width();
    const int runbookWidth = dock->width();
    window.resize(1024, 640);
    QTest::qWait(50);
    QCOMPARE(window.size(), QSize(1024, 640));
    window.resize(1440, 900);
    QTRY_COMPARE(fleet->width(), fleetWidth);
    QTRY_COMPARE(dock->width(), runbookWidth);
}

void TestMainWindow::theRateNeedsTwoReadings()
{
    const auto session = live();
    ingest::RawDelivery delivery;
    delivery.isJson = true;
    delivery.body =
        R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10",
        "spanId":"0102030405060708","name":"x","startTimeUnixNano":"1764000000000000000",
        "endTimeUnixNano":"1764000000000000001"}]}]}]})";
    delivery.source = "otlp-http";
    session->pipeline()->submitBlocking(std::move(delivery), [](const ingest::Receipt&) {});
    session->pipeline()->drain();
    QCOMPARE(session->pipeline()->statistics().spans, quint64{1});
    // One span was received before the window: that is no rate of a thousand a second.
    MainWindow window(*session, m_theme, *m_settings);
    window.show();
    const auto* status = window.findChild<frame::LinkStatus*>();
    QVERIFY2(says(*status, u" 0.1/s"_s), qPrintable(status->accessibleName()));
}

void TestMainWindow::shelvingAsksForAReason()
{
    frame::IncidentBar bar(m_theme);
    bar.setAlarms({openAlarm("A-0001", "bot", 2)}, pagetest::at(10));
    bar.setCanAcknowledge(true);
    bar.setVisible(true);
    auto* menu = bar.findChild<frame::ShelveMenu*>();
    QVERIFY(menu != nullptr);
    QSignalSpy shelved(&bar, &frame::IncidentBar::shelveRequested);
    menu->popup({0, 0});
    QList<QAction*> choices;
    for (QAction* action : menu->actions()) {
        if (!action->isSeparator() && !action->text().isEmpty())
            choices << action;
    }
    QCOMPARE(choices.size(), 3);
    QVERIFY(!choices[0]->isEnabled());
    choices[0]->trigger();
    QCOMPARE(shelved.count(), 0);
    QTest::keyClicks(menu->findChild<QLineEdit*>(), u"known, ticket 12"_s);
    choices[0]->trigger();
    QCOMPARE(shelved.count(), 1);
    QCOMPARE(shelved[0][0].toString(), u"A-0001"_s);
    QCOMPARE(shelved[0][1].value<telemetry::Duration>(), telemetry::Duration(15min));
    QCOMPARE(shelved[0][2].toString(), u"known, ticket 12"_s);
    menu->close();
    // In the past nothing can be shelved.
    bar.setCanAcknowledge(false);
    for (const auto* button : bar.findChildren<QPushButton*>())
        QVERIFY(!button->isVisible());
}

void TestMainWindow::aRunIsAboutItsOwnAlarm()
{
    runbook::Runbook runbook;
    runbook.check = "groundedness";
    std::vector alarms{openAlarm("A-0001", "bot", 3), openAlarm("A-0002", "bot", 1),
                       openAlarm("A-0003", "assistant", 1)};
    const std::map<std::string, std::string> bot{{"service", "bot"}};
    QCOMPARE(alarmOf({}, runbook, bot, alarms)->alarm, std::string("A-0002"));
    QCOMPARE(alarmOf("A-0001", runbook, bot, alarms)->alarm, std::string("A-0001"));
    QVERIFY(alarmOf({}, runbook, {{"service", "other"}}, alarms) == nullptr);
    QVERIFY(alarmOf({}, runbook, {}, alarms) == nullptr);
    alarms[1].state = telemetry::AlarmState::Cleared;
    QCOMPARE(alarmOf("A-0002", runbook, bot, alarms)->alarm, std::string("A-0001"));
}

void TestMainWindow::runbooksShipWithTheWindow()
{
    const auto runbooks = builtInRunbooks();
    QVERIFY(!runbooks.empty());
    const auto* fitting = runbookFor(openAlarm("A-0001", "bot", 1), runbooks).runbook;
    QVERIFY(fitting != nullptr);
    // No step repeats its own heading or opens with the prose of the section before.
    for (const runbook::Step& step : fitting->steps) {
        QVERIFY2(!step.text.starts_with('#'), step.text.c_str());
        QVERIFY2(step.id != "trip-breaker" || step.text.starts_with("With the breaker tripped"),
                 step.text.c_str());
    }
}

// The whole way: the drill's control plane, the runbook, arm, hold, and what the recording says.
void TestMainWindow::ownRunbooksComeFirst()
{
    const QDir folder(m_folder.filePath(u"runbooks"_s));
    QVERIFY(folder.mkpath(u"."_s));
    const auto write = [&folder](const QString& name, const QByteArray& content) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    };
    QFile builtIn(u":/runbooks/fabricated-apis.md"_s);
    QVERIFY(builtIn.open(QIODevice::ReadOnly));
    QByteArray own = builtIn.readAll();
    own.replace("title: Answers name functions", "title: Our answers name functions");
    write(u"a.md"_s, own);
    write(u"b.md"_s, own);
    write(u"broken.md"_s, "no front matter\n");
    write(u"notes.txt"_s, "no runbook\n");

    const RunbookShelf shelf = readRunbooks(folder.path());
    QCOMPARE(shelf.runbooks.size(), builtInRunbooks().size());
    QCOMPARE(shelf.runbooks.front().id, std::string("fabricated-apis"));
    QVERIFY(shelf.runbooks.front().title.starts_with("Our answers"));
    QCOMPARE(shelf.problems.size(), 2);
    QVERIFY2(shelf.problems[0].startsWith(u"b.md: "_s), qPrintable(shelf.problems[0]));
    QVERIFY2(shelf.problems[1].startsWith(u"broken.md:1:"_s), qPrintable(shelf.problems[1]));
    QCOMPARE(readRunbooks({}).runbooks.size(), builtInRunbooks().size());
    QVERIFY(readRunbooks({}).problems.isEmpty());
}

void TestMainWindow::aBreakerIsTrippedInTheDrill()
{
    DemoSettings drill;
    drill.recording = m_folder.filePath(u"fabricated-apis.plumb"_s).toStdString();
    auto session = Session::startDemo(drill);
    QVERIFY(session);
    // On another page the last window was closed.
    const QVariantMap before = m_settings->windowLayout();
    QVariantMap layout = before;
    layout[u"page/pages"_s] = 2;
    m_settings->setWindowLayout(layout);
    MainWindow window(**session, m_theme, *m_settings);
    m_settings->setWindowLayout(before);
    QCOMPARE(window.findChild<QTabWidget*>(u"pages"_s)->currentIndex(), 0);
    QVERIFY2(!window.windowTitle().contains(u"fabricated"_s), qPrintable(window.windowTitle()));
    window.resize(1440, 900);
    window.show();
    auto* dock = window.findChild<runbookview::RunbookDock*>();
    const auto runbooks = builtInRunbooks();
    const auto fitting =
        std::ranges::find(runbooks, std::string("fabricated-apis"), &runbook::Runbook::id);
    QVERIFY(fitting != runbooks.end());
    QVERIFY(dock->start(*fitting,
                        {{"service", "code-assistant"}, {"last_good_model", "codegen-2026-10"}}));
    const int trip = dock->model().rowOf("trip-breaker");
    auto* steps = dock->findChild<runbookview::StepList*>();
    steps->setCurrentIndex(steps->model()->index(trip, 0));
    auto& lever = dock->findChild<runbookview::LeverPanel*>()->controller();
    QTRY_VERIFY2(lever.canArm(), qPrintable(lever.armObstacle()));
    dock->arm();
    QVERIFY(lever.isArmed());
    // Closing is refused once for each command that is on its way.
    bool isToClose = true;
    bool isRefused = false;
    const auto context = std::make_unique<QObject>();
    connect(&lever, &runbookview::LeverController::changed, context.get(), [&] {
        if (lever.isFiring() && std::exchange(isToClose, false))
            isRefused = !window.close();
    });
    lever.press();
    QTRY_VERIFY_WITH_TIMEOUT(lever.command() != nullptr && lever.command()->isFinished, 20'000);
    lever.release();
    QVERIFY(isRefused);
    QCOMPARE(dock->model().progress(trip).state, runbook::StepState::Done);
    // With the ladder in it the window does not grow, and can be made small. On a laptop's screen
    // all of the ladder and the undo are in sight, with nothing to scroll around them.
    QCOMPARE(window.size(), QSize(1440, 900));
    const QSize smallest = window.minimumSizeHint();
    QVERIFY2(smallest.width() <= 1120 && smallest.height() <= 640,
             qPrintable(u"%1x%2"_s.arg(smallest.width()).arg(smallest.height())));
    window.resize(1264, 760);
    const auto* around = window.findChild<DockScroll*>();
    QTRY_COMPARE(around->verticalScrollBar()->maximum(), 0);
    QCOMPARE(around->horizontalScrollBar()->maximum(), 0);
    for (const QWidget* part : std::initializer_list<const QWidget*>{
             dock->findChild<runbookview::LadderView*>(),
             dock->findChild<runbookview::HoldButton*>(), labelNamed(*dock, u"Change"_s)})
        QVERIFY2(!part->isVisible() || isWhole(*part), part->metaObject()->className());
    QVERIFY(isWhole(*dock->findChild<runbookview::LadderView*>()));
    window.resize(1440, 900);
    isToClose = true;
    isRefused = false;
    QVERIFY(lever.canUndo());
    lever.selectUndo();
    QTRY_VERIFY2(lever.canArm(), qPrintable(lever.armObstacle()));
    lever.arm();
    lever.press();
    QTRY_VERIFY_WITH_TIMEOUT(lever.command()->isUndo && lever.command()->isFinished, 20'000);
    lever.release();
    QVERIFY(isRefused);
    QVERIFY(window.close());
    (*session)->pipeline()->drain();
    const auto reader = store::Reader::open(drill.recording);
    QVERIFY(reader);
    const auto entries = (*reader)->timeline({});
    QVERIFY(entries);
    QStringList kinds;
    for (const telemetry::TimelineEntry& entry : *entries) {
        if (entry.subject == "breaker:code-assistant" && entry.kind != "lever"
            && entry.kind != "screen")
            kinds << QString::fromStdString(entry.kind);
    }
    // Armed, meant, the rungs, how it ended; then the same of the undo.
    QCOMPARE(kinds.mid(0, 6),
             (QStringList{u"arm"_s, u"action"_s, u"rung"_s, u"rung"_s, u"rung"_s, u"action"_s}));
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
