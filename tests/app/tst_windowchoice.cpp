// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/findinguses.h"
#include "app/helpdialog.h"
#include "app/mainwindow.h"
#include "app/runbooks.h"
#include "models/items/servicehealthmodel.h"
#include "models/store/reader.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/explore/explorepage.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/settings/keytree.h"
#include "widgets/trace/tracepage.h"
#include "widgets/triage/sharedpanel.h"
#include "widgets/triage/suspectspage.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QHash>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <map>
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
    void aSavedSettingOpensAgain();
    void aRegionIsComparedOnTheSuspectsPage();
    void aFindingIsTakenOn();
    void aRecordingHasNoLeverForAFinding();
    void whatCannotBeginLeavesNoRecording();
    void helpNamesTheRealKeys();
    void theViewMenuGoesByTheKeys();
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
    // What it may come from is told first; its suspects are a click away, by the tab or a button.
    QVERIFY(health->isVisible());
    window.showView(MainWindow::View::Suspects);
    QVERIFY(suspects->isVisible() && chip() != nullptr);
    window.showView(MainWindow::View::Health);
    emit health->suspectsOfAlarmRequested(u"A-0001"_s);
    QVERIFY(suspects->isVisible() && chip() != nullptr);
    // Another click on it takes it away again, everywhere.
    QTest::mouseClick(fleet->viewport(), Qt::LeftButton, {},
                      fleet->visualRect(model->index(model->rowOf("support-bot"), 0)).center());
    QCOMPARE(health->service(), QString());
    window.showView(MainWindow::View::Suspects);
    QVERIFY(chip() == nullptr);
    emit window.findChild<frame::IncidentBar*>()->alarmOpened(alarmOf("support-bot"));
    window.showView(MainWindow::View::Suspects);
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

// From the entry in the timeline: the service, the driver, the line, and the time that was looked
// at.
void TestWindowChoice::aSavedSettingOpensAgain()
{
    const pagetest::Recording recording;
    explore::SavedSetting saved;
    saved.relation = {.service = "support-bot",
                      .driver = {.kind = drivers::DriverKind::OutputTokens, .check = {}},
                      .outcome = {.kind = drivers::OutcomeKind::Score, .check = {}},
                      .lag = {}};
    saved.at = 17;
    saved.limit = 0.035;
    saved.range = {.start = pagetest::at(2), .end = pagetest::at(12)};
    telemetry::TimelineEntry entry;
    entry.kind = "note";
    entry.actor = "ada";
    entry.subject = "support-bot";
    entry.text = "support-bot: at 17 output tokens";
    entry.payload = explore::payloadOf(saved);
    entry.time = pagetest::at(15);
    entry.recorded = pagetest::at(15);
    recording.append(entry);

    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    window.showView(MainWindow::View::Incident);
    auto* timeline = window.findChild<incident::TimelinePage*>();
    QListView* list = nullptr;
    for (auto* each : timeline->findChildren<QListView*>())
        if (each->accessibleName() == u"Timeline"_s)
            list = each;
    QVERIFY(list != nullptr);
    const auto rowOf = [list] {
        for (int row = 0; row < list->model()->rowCount(); ++row)
            if (list->model()
                    ->index(row, list->modelColumn())
                    .data()
                    .toString()
                    .contains(u"at 17 output tokens"_s))
                return row;
        return -1;
    };
    QTRY_VERIFY(rowOf() >= 0);
    list->setCurrentIndex(list->model()->index(rowOf(), list->modelColumn()));
    QPushButton* open = nullptr;
    for (auto* each : timeline->findChildren<QPushButton*>())
        if (each->text() == u"Open in Explore"_s)
            open = each;
    QVERIFY(open != nullptr);
    QTRY_VERIFY(open->isVisible());
    open->click();
    auto* explore = window.findChild<explore::ExplorePage*>();
    QVERIFY(explore->isVisible());
    const auto isOpened = [&] { return explore->setting().relation == saved.relation; };
    QVERIFY(isOpened());
    QCOMPARE(explore->setting().at, saved.at);
    QCOMPARE(explore->setting().limit, saved.limit);
    QCOMPARE(explore->setting().range, saved.range);
    QCOMPARE((*session)->conductor().visibleRange(), saved.range);
    // It stays so when it has been read, and the fleet beside is of the same service.
    QTRY_VERIFY((*session)->queries().isIdle());
    QTest::qWait(100);
    QVERIFY(isOpened());
    QCOMPARE(explore->setting().at, saved.at);
    QCOMPARE(window.findChild<dashboard::HealthPage*>()->service(), u"support-bot"_s);
}

void TestWindowChoice::aRegionIsComparedOnTheSuspectsPage()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    const telemetry::TimeRange region{.start = pagetest::at(3), .end = pagetest::at(9)};
    auto* health = window.findChild<dashboard::HealthPage*>();
    emit health->comparisonRequested(u"code-assistant"_s, region);
    auto* suspects = window.findChild<triage::SuspectsPage*>();
    QVERIFY(suspects->isVisible());
    auto* shared = suspects->findChild<triage::SharedPanel*>();
    QTRY_VERIFY(shared->isVisible());
    QVERIFY(shared->hasRegion());
    suspects->setService(u"support-bot"_s); // the region was not of this one
    QVERIFY(!shared->hasRegion());
    // Also where no suspect is listed: what is compared are answers, not suspects.
    emit health->comparisonRequested(u"nobody"_s, region);
    QTRY_COMPARE(suspects->shownCount(), 0);
    (*session)->queries().waitForIdle();
    QTest::qWait(50);
    QVERIFY(shared->isVisible());
}

namespace {

differences::DifferenceRow promptFinding()
{
    differences::DifferenceRow finding;
    finding.property.attribute.id = "version";
    finding.property.value = "4.19.0";
    differences::NamedProperty same;
    same.attribute.id = "prompt_version";
    same.value = "14";
    finding.sameAnswers = {same};
    finding.service = "code-assistant";
    return finding;
}

} // namespace

void TestWindowChoice::aFindingIsTakenOn()
{
    const differences::DifferenceRow finding = promptFinding();
    QVERIFY(causeOf(finding) == causes::Cause::Prompt); // by what holds of the same answers
    QCOMPARE(leverOf(finding), std::string("prompt:code-assistant"));
    const std::vector<store::ChangeRow> changes{{.service = "code-assistant",
                                                 .field = "prompt_version",
                                                 .value = "13",
                                                 .previous = "12",
                                                 .time = {},
                                                 .recorded = {}},
                                                {.service = "code-assistant",
                                                 .field = "prompt_version",
                                                 .value = "14",
                                                 .previous = "13",
                                                 .time = {},
                                                 .recorded = {}},
                                                {.service = "support-bot",
                                                 .field = "prompt_version",
                                                 .value = "14",
                                                 .previous = "9",
                                                 .time = {},
                                                 .recorded = {}}};
    const auto parameters = findingParameters(finding, changes);
    QCOMPARE(parameters,
             (std::map<std::string, std::string>{{"service", "code-assistant"},
                                                 {"suspect_prompt", "14"},
                                                 {"last_good_prompt", "13"}}));
    const std::vector<runbook::Runbook> runbooks = builtInRunbooks();
    QCOMPARE(runbookWithLever(leverOf(finding), "truncation", runbooks)->id,
             std::string("context-truncation"));
    QCOMPARE(runbookWithLever(leverOf(finding), "groundedness", runbooks)->id,
             std::string("ungrounded-prompt"));
    QVERIFY(runbookWithLever("valve:code-assistant", "truncation", runbooks) == nullptr);
    differences::DifferenceRow several = finding;
    several.service.clear();
    QVERIFY(leverOf(several).empty()); // a lever is one service's
    differences::DifferenceRow tenant = finding;
    tenant.property.attribute.id = "tenant.id";
    tenant.sameAnswers.clear();
    QVERIFY(!causeOf(tenant) && leverOf(tenant).empty());

    // In the window: the lever's runbook is filled in and waits; nothing runs.
    DemoSettings drill;
    drill.recording = m_folder.filePath(u"finding.plumb"_s).toStdString();
    auto session = Session::startDemo(drill);
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    auto* suspects = window.findChild<triage::SuspectsPage*>();
    emit suspects->leverChosen(finding);
    auto* dock = window.findChild<runbookview::RunbookDock*>();
    const auto hasField = [dock](const QString& text) {
        for (const auto* each : dock->findChildren<QLineEdit*>())
            if (each->isVisible() && each->text() == text)
                return true;
        return false;
    };
    QTRY_VERIFY(hasField(u"code-assistant"_s));
    QCOMPARE(dock->model().rowCount(), 0);
    // Without an open alarm there are no cards: it is noted, and read on the incident's page.
    emit suspects->hypothesisChosen(finding);
    QVERIFY(window.findChild<incident::TimelinePage*>()->isVisible());
    (*session)->pipeline()->drain();
    const auto reader = store::Reader::open(drill.recording);
    QVERIFY(reader);
    const auto entries = (*reader)->timeline(store::View{});
    QVERIFY(entries);
    QVERIFY(std::ranges::any_of(*entries, [](const telemetry::TimelineEntry& entry) {
        return entry.text.starts_with("Hypothesis: version is 4.19.0");
    }));
}

void TestWindowChoice::aRecordingHasNoLeverForAFinding()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    window.show();
    window.showView(MainWindow::View::Suspects);
    bool hasHypothesis = false;
    for (const auto* button : window.findChildren<QPushButton*>()) {
        QVERIFY(button->text() != u"Use in Lever"_s); // not hidden: never made
        hasHypothesis = hasHypothesis || button->text() == u"Take as Hypothesis"_s;
    }
    QVERIFY(hasHypothesis);
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
    const auto* said = help->findChild<settings::KeyTree*>();
    QVERIFY(said != nullptr);
    for (const auto* page :
         {u"Health", u"Suspects", u"Trace", u"Explore", u"Incident", u"Sources", u"Runbook"}) {
        const QString name = QString::fromUtf16(page);
        const auto found = said->findItems(name, Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY2(found.size() == 1, qPrintable(name));
        QCOMPARE(found.front()->text(settings::KeyTree::Key), keys.value(name));
    }
}

// Pages as their keys count, then panes, the time bar, links, and how it all looks.
void TestWindowChoice::theViewMenuGoesByTheKeys()
{
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *m_settings);
    const QMenu* view = nullptr;
    for (const auto* menu : window.menuWidget()->findChildren<QMenu*>()) {
        if (menu->title() == u"&View"_s)
            view = menu;
    }
    QVERIFY(view != nullptr);
    QStringList lines;
    for (const QAction* action : view->actions())
        lines << (action->isSeparator()              ? u"-"_s
                      : action->shortcut().isEmpty() ? action->text()
                                                     : action->shortcut().toString());
    QCOMPARE(lines.join(u' '),
             u"1 2 3 4 5 6 7 8 - Fleet Pane Runbook Pane &Layouts - Show &All Times "
             "&Fit the Time Bar - Ctrl+L Ctrl+Shift+L - &Theme &Density Te&xt Size "
             "&Less Motion Lan&guage Ctrl+K"_s);
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
