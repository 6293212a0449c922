// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/helpdialog.h"
#include "app/mainwindow.h"
#include "models/items/servicehealthmodel.h"
#include "models/store/reader.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/trace/tracepage.h"
#include "widgets/triage/suspectspage.h"

#include <QAction>
#include <QDockWidget>
#include <QHash>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

telemetry::AlarmTransition alarmOf(const std::string& service)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = "A-0001";
    alarm.service = service;
    alarm.check = "groundedness";
    alarm.sentence = service + " is wrong";
    return alarm;
}

} // namespace

// What is chosen in one part of the window, and what the others make of it.
class TestWindowChoice : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_settings = Settings::inMemory(); }

    void oneServiceIsChosenInTheWholeWindow();
    void theWorstSuspectIsOfTheService();
    void whatCannotBeginLeavesNoRecording();
    void helpNamesTheRealKeys();
    void pageKeysGoToTheListNeverIntoALine();

private:
    QTemporaryDir m_folder;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Settings> m_settings;
};

void TestWindowChoice::oneServiceIsChosenInTheWholeWindow()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    auto* fleet = window.findChild<QDockWidget*>(u"fleet"_s)->findChild<dashboard::FleetMatrix*>();
    const auto* model = qobject_cast<items::ServiceHealthModel*>(fleet->model());
    QTRY_VERIFY(model->rowOf("support-bot") >= 0);
    auto* health = window.findChild<dashboard::HealthPage*>();
    auto* suspects = window.findChild<triage::SuspectsPage*>();
    const auto chip = [suspects]() -> QPushButton* {
        for (auto* button : suspects->findChildren<QPushButton*>()) {
            if (button->text() == u"Only support-bot"_s && button->isVisible())
                return button;
        }
        return nullptr;
    };
    emit window.findChild<frame::IncidentBar*>()->alarmOpened(alarmOf("support-bot"));
    QCOMPARE(health->service(), u"support-bot"_s);
    QVERIFY(fleet->selectionModel()->isRowSelected(model->rowOf("support-bot")));
    QVERIFY(suspects->isVisible() && chip() != nullptr);
    // Another click on it takes it away again, everywhere.
    QTest::mouseClick(fleet->viewport(), Qt::LeftButton, {},
                      fleet->visualRect(model->index(model->rowOf("support-bot"), 0)).center());
    QCOMPARE(health->service(), QString());
    window.showView(MainWindow::View::Suspects);
    QVERIFY(chip() == nullptr);
    emit window.findChild<frame::IncidentBar*>()->alarmOpened(alarmOf("support-bot"));
    QVERIFY(chip() != nullptr);
    chip()->click();
    QCOMPARE(health->service(), QString());
    QVERIFY(!fleet->selectionModel()->hasSelection());
}

void TestWindowChoice::theWorstSuspectIsOfTheService()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    const auto* trace = window.findChild<traceview::TracePage*>();
    window.openWorstSuspect({});
    QTRY_COMPARE(trace->trace(), std::optional(pagetest::spanKey(1, 3).trace));
    window.openWorstSuspect(u"support-bot"_s);
    QTRY_VERIFY(trace->trace() != std::optional(pagetest::spanKey(1, 3).trace));
    const auto reader = store::Reader::open(recording.path());
    QVERIFY(reader);
    store::GenerationFilter filter;
    filter.trace = trace->trace();
    std::string service;
    QVERIFY((*reader)->forEachSpan({}, filter, [&service](const store::SpanRow& span) {
        service = span.service;
        return true;
    }));
    QCOMPARE(service, std::string("support-bot"));
}

void TestWindowChoice::whatCannotBeginLeavesNoRecording()
{
    LiveSettings settings;
    settings.recording = m_folder.filePath(u"other.plumb"_s).toStdString();
    settings.listen.otlp = "127.0.0.1:0";
    const auto other = Session::startLive(settings);
    QVERIFY(other);
    const QString path = m_folder.filePath(u"never.plumb"_s);
    settings.recording = path.toStdString();
    settings.profile = "no such profile";
    QVERIFY(!Session::startLive(settings));
    for (const char* suffix : {"", "-wal", "-shm", ".lock"})
        QVERIFY(!QFile::exists(path + QString::fromLatin1(suffix)));
    // What was there before stays.
    settings.recording = (*other)->recording();
    QVERIFY(!Session::startLive(settings));
    QVERIFY(QFile::exists(QString::fromStdString(settings.recording)));
}

void TestWindowChoice::helpNamesTheRealKeys()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    QHash<QString, QString> keys; // of the pages, by what the menu calls them
    for (const auto* action : window.findChildren<QAction*>()) {
        if (action->text() == u"&Keys and Signs"_s)
            const_cast<QAction*>(action)->trigger();
        else if (action->shortcut().toString().size() == 1)
            keys.insert(action->text(), action->shortcut().toString());
    }
    auto* help = window.findChild<HelpDialog*>();
    QVERIFY(help != nullptr);
    QCOMPARE(keys.value(u"Runbook"_s), u"7"_s);
    QStringList said;
    for (const auto* label : help->findChildren<QLabel*>())
        said << label->text();
    for (const auto* page :
         {u"Health", u"Suspects", u"Trace", u"Incident", u"Sources", u"Runbook"}) {
        const QString name = QString::fromUtf16(page);
        const auto at = said.indexOf(name);
        QVERIFY2(at > 0, qPrintable(name));
        QCOMPARE(said[at - 1], keys.value(name));
    }
}

void TestWindowChoice::pageKeysGoToTheListNeverIntoALine()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto* pages = window.findChild<QTabWidget*>(u"pages"_s);
    const std::array<std::pair<Qt::Key, int>, 7> keys{{{Qt::Key_5, 4},
                                                       {Qt::Key_2, 1},
                                                       {Qt::Key_6, 5},
                                                       {Qt::Key_4, 3},
                                                       {Qt::Key_3, 2},
                                                       {Qt::Key_5, 4},
                                                       {Qt::Key_1, 0}}};
    for (const auto& [key, page] : keys) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window, key);
        QCOMPARE(pages->currentIndex(), page);
        QVERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()) == nullptr);
        QVERIFY(pages->currentWidget() == QApplication::focusWidget()
                || pages->currentWidget()->isAncestorOf(QApplication::focusWidget()));
    }
}

QTEST_MAIN(TestWindowChoice)
#include "tst_windowchoice.moc"
